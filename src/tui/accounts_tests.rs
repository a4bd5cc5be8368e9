//! The Accounts screen: keys in, effects out, without any runtime.

use super::super::fixture;
use super::super::fixture_register as register;
use super::super::key::{Code, Key};
use super::super::keymap;
use super::super::model::Options;
use super::super::msg::{Msg, Reply, Ticket};
use super::super::update::update;
use super::*;
use crate::domain::chaman::{Change, Download, FormField, Ordered, PermissionId};
use crate::domain::problem::{Problem, ProblemClass};
use crate::i18n::Language;
use crate::tui::fixture::{press, type_in};

const SIZE: (u16, u16) = (120, 40);

fn model() -> Model {
    register::model(Language::En, SIZE)
}

/// A console with this account selected.
fn on_account(name: &str) -> Model {
    let mut model = model();
    model.accounts.selected = Some(name.to_owned());
    model
}

/// The one order among the effects of these keys.
fn order(model: &mut Model, keys: &str) -> Option<Order> {
    let mut orders = type_in(model, keys)
        .into_iter()
        .filter_map(|effect| match effect {
            Effect::Order(_, order) => Some(*order),
            _ => None,
        });
    let first = orders.next();
    assert!(orders.next().is_none(), "{keys}: more than one order");
    first
}

fn answer(model: &mut Model, answer: Result<Ordered, Problem>) {
    let ticket = model.ordered;
    update(model, Msg::Reply(Reply::Ordered(ticket, Box::new(answer))));
}

fn done() -> Ordered {
    Ordered {
        text: Text::new("tui-good"),
        client_id: None,
        steps: vec![7],
        files: Vec::new(),
    }
}

fn permissions(ids: &[&str]) -> std::collections::BTreeSet<PermissionId> {
    ids.iter()
        .map(|id| PermissionId((*id).to_owned()))
        .collect()
}

/// Holds that these keys on an account end in this order and no other.
fn end_in(cases: &[(&str, &str, &str, Order)]) {
    for (name, account, keys, expected) in cases {
        let mut model = on_account(account);
        assert_eq!(order(&mut model, keys).as_ref(), Some(expected), "{name}");
    }
}

#[test]
fn what_is_done_to_names_permissions_and_certificates_ends_in_its_order() {
    let (rest, soap) = ("loket-noord", "soap-noord");
    let account = |name: &str| name.to_owned();
    let cases = [
        (
            "rename",
            rest,
            "r<clear>noord-een<ctrl-t>",
            Order::Rename {
                account: account(rest),
                to: account("noord-een"),
            },
        ),
        (
            "permissions",
            rest,
            "p<down><down> <ctrl-t>",
            Order::SetPermissions {
                account: account(rest),
                permissions: permissions(&["dimona-declare"]),
            },
        ),
        (
            "one certificate more",
            rest,
            "anoord-28.cer<enter>noord-2028<enter><enter>",
            Order::AddCertificate {
                account: account(rest),
                name: account("noord-2028"),
                file: account("noord-28.cer"),
            },
        ),
        (
            "another certificate",
            soap,
            "Rsoap-27.cer<tab>soap-2027<ctrl-t>",
            Order::ReplaceCertificate {
                account: account(soap),
                name: account("soap-2027"),
                file: account("soap-27.cer"),
            },
        ),
        (
            "a certificate less",
            rest,
            "<enter><down>dy",
            Order::RemoveCertificate {
                account: account(rest),
                sha256: "b".repeat(64),
            },
        ),
    ];
    end_in(&cases);
}

#[test]
fn what_is_done_to_keys_files_and_steps_ends_in_its_order() {
    let (rest, sftp) = ("loket-noord", "dmfa-batch");
    let account = |name: &str| name.to_owned();
    let cases = [
        (
            "another SSH key",
            sftp,
            "Sbatch.pub<ctrl-t>",
            Order::ReplaceSshKey {
                account: account(sftp),
                file: account("batch.pub"),
            },
        ),
        (
            "another key",
            rest,
            "K<clear>new.key<tab>secret<ctrl-t>",
            Order::SetKey {
                account: account(rest),
                key_file: account("new.key"),
                passphrase_file: account("secret"),
            },
        ),
        (
            "deleted",
            sftp,
            "Ddmfa-batch<ctrl-t>",
            Order::RemoveAccount {
                account: account(sftp),
                typed: account("dmfa-batch"),
            },
        ),
        (
            "a step that is done",
            rest,
            "<tab><tab>x<enter>",
            Order::Tick {
                step: 5,
                client_id: String::new(),
            },
        ),
        (
            "a certificate written to a file",
            rest,
            "<enter><down>w<clear>/tmp/noord.cer<ctrl-t>",
            Order::Download {
                account: account(rest),
                what: Download::Certificate("b".repeat(64)),
                to: account("/tmp/noord.cer"),
            },
        ),
        (
            "an SSH key written to a file",
            sftp,
            "Wbatch.pub<ctrl-t>",
            Order::Download {
                account: account(sftp),
                what: Download::SshKey,
                to: account("batch.pub"),
            },
        ),
    ];
    end_in(&cases);
}

#[test]
fn sender_and_contact_are_changed_from_what_they_are() {
    let Some(Order::SetContact(contact)) = order(&mut model(), "c<clear>Sam Dummy<ctrl-t>") else {
        panic!("no contact");
    };
    assert_eq!(
        (contact.name.as_str(), contact.language.as_str()),
        ("Sam Dummy", "nl")
    );
    assert_eq!(contact.email, "noor@loket.example");
    let Some(Order::SetSender(sender)) = order(&mut model(), "s<tab><tab><right><ctrl-t>") else {
        panic!("no sender");
    };
    assert_eq!(
        (sender.number.as_str(), sender.role.as_str()),
        ("999001", "professional")
    );
}

#[test]
fn a_new_account_carries_what_its_channel_has() {
    let mut rest = model();
    let keys = "n<tab>zuid<tab> <tab>zuid.cer<tab>zuid-27<tab><right><tab>self_service_1<tab>zuid.key<ctrl-t>";
    let Some(Order::AddAccount(draft)) = order(&mut rest, keys) else {
        panic!("no account: {:?}", rest.overlay);
    };
    assert_eq!(draft.channel, Some(Channel::Rest));
    assert!(draft.existing);
    assert_eq!(
        (draft.client_id.as_str(), draft.key_file.as_str()),
        ("self_service_1", "zuid.key")
    );
    assert_eq!(draft.permissions.len(), 1);

    // What was typed for another channel stays behind.
    let mut ftp = model();
    let keys = "n<tab>zuid<tab> <tab>zuid.cer<tab>zuid<tab><right><tab>self_service_1";
    type_in(&mut ftp, keys);
    for _ in 0..6 {
        press(&mut ftp, Key::shift(Code::Tab));
    }
    let keys = "<left><left><left><tab><tab><down> <tab><tab><tab>zuidftp<tab>secret<ctrl-t>";
    let Some(Order::AddAccount(draft)) = order(&mut ftp, keys) else {
        panic!("no account: {:?}", ftp.overlay);
    };
    assert_eq!(draft.channel, Some(Channel::Ftp));
    assert_eq!(
        (draft.name.as_str(), draft.user_name.as_str()),
        ("zuid", "zuidftp")
    );
    assert_eq!(draft.password_file, "secret");
    assert_eq!(
        (draft.client_id.as_str(), draft.key_file.as_str()),
        ("", "")
    );
    assert!(
        draft
            .permissions
            .iter()
            .all(|id| id.0 == "athena-documents")
    );
}

#[test]
fn what_a_channel_does_not_allow_is_not_offered_and_is_refused_with_chamans_sentence() {
    for (account, key, sentence) in [
        ("soap-noord", 'r', "chaman-no-rename"),
        ("soap-noord", 'p', "chaman-no-permissions"),
        ("dmfa-batch", 'a', "chaman-no-more-certificates"),
        ("loket-noord", 'R', "chaman-no-replace"),
        ("loket-noord", 'S', "chaman-no-ssh-key"),
        ("loket-noord", 'W', "chaman-no-ssh-key"),
        ("dmfa-batch", 'K', "chaman-rest-only"),
        ("dmfa-batch", 't', "chaman-rest-only"),
        ("dmfa-batch", 'd', "chaman-no-more-certificates"),
        ("dmfa-batch", 'y', "accounts-no-client-id"),
        ("loket-noord", 'd', "accounts-choose-certificate"),
        ("loket-noord", 'x', "accounts-choose-step"),
    ] {
        let mut model = on_account(account);
        let action = model
            .env
            .keys
            .lookup(Key::char(key), keymap::Context::Accounts, false);
        let action = action.expect("a key of this screen");
        assert!(!works(&model, action), "{account} {key}");
        let why = refusal(&model, action).expect("a reason");
        assert_eq!(why.key, sentence, "{account} {key}");
        assert_eq!(
            press(&mut model, Key::char(key)),
            Vec::new(),
            "{account} {key}"
        );
        assert!(model.overlay.is_none(), "{account} {key}");
        assert_eq!(model.toasts.shown().count(), 1, "{account} {key}");
    }
}

#[test]
fn the_last_certificate_of_an_account_is_not_removed() {
    let mut report = register::sandbox();
    report
        .register
        .here
        .accounts
        .retain(|one| one.name == "dmfa-batch");
    report.register.here.accounts.push(register::rest());
    let mut model = register::model_with(fixture::options(Language::En), SIZE, report);
    model.accounts.selected = Some("loket-noord".to_owned());
    let why = refusal(&model, Action::RemoveCertificate).expect("a reason");
    assert_eq!(why.key, "chaman-certificate-last");
    assert_eq!(type_in(&mut model, "<enter>d"), Vec::new());
    assert!(model.overlay.is_none());
}

#[test]
fn without_contact_data_a_new_account_begins_with_them() {
    let report = RegisterReport {
        register: crate::domain::chaman::Register::default(),
        chaman: ChamanIs::Here,
    };
    let mut model = register::model_with(fixture::options(Language::En), SIZE, report);
    type_in(&mut model, "n");
    let Some(Overlay::Sheet(sheet)) = &model.overlay else {
        panic!("no form");
    };
    assert_eq!(sheet.form, crate::tui::sheets::Form::Contact);
    assert_eq!(sheet.about[0].key, "chaman-contact-first");
}

#[test]
fn the_client_id_is_copied_and_the_connection_is_tried() {
    let mut model = on_account("loket-noord");
    let copied = Effect::Copy("self_service_chaman_999001_usjzl4xayy".to_owned());
    assert_eq!(type_in(&mut model, "y"), [copied]);
    let tried = Effect::TestConnection("loket-noord".to_owned());
    assert_eq!(type_in(&mut model, "t"), [tried]);
    let running = |model: &Model| match &model.overlay {
        Some(Overlay::Test(test)) => test.is_running(),
        _ => panic!("no test"),
    };
    let problem = Problem::new(ProblemClass::Service, Text::new("tui-token-failed"));
    let about = |name: &str| Reply::Tested(name.to_owned(), Box::new(Err(problem.clone())));
    update(&mut model, Msg::Reply(about("another")));
    assert!(running(&model));
    update(&mut model, Msg::Reply(about("loket-noord")));
    assert!(!running(&model));
    type_in(&mut model, "<esc>");
    assert!(model.overlay.is_none());
    // A late answer opens nothing.
    update(&mut model, Msg::Reply(about("loket-noord")));
    assert!(model.overlay.is_none());
}

#[test]
fn a_test_whose_task_died_says_so() {
    let mut model = on_account("loket-noord");
    type_in(&mut model, "t");
    let problem = Problem::new(ProblemClass::Service, Text::new("tui-task-failed"));
    update(&mut model, Msg::TaskFailed(problem));
    assert!(matches!(&model.overlay, Some(Overlay::Test(test)) if !test.is_running()));
}

#[test]
fn the_client_id_is_asked_for_when_the_step_makes_a_rest_account() {
    let mut report = register::report();
    let account = Box::new(Account {
        name: "zuid".to_owned(),
        ..register::rest()
    });
    let step = report.register.steps.last_mut().expect("a step");
    step.change = Change::AddAccount { account };
    let mut model = register::model_with(fixture::options(Language::En), SIZE, report);
    assert_eq!(order(&mut model, "<tab><tab>Gx<enter><enter>"), None);
    let ticked = order(&mut model, "self_service_1<ctrl-t>");
    let expected = Order::Tick {
        step: 6,
        client_id: "self_service_1".to_owned(),
    };
    assert_eq!(ticked, Some(expected));
}

#[test]
fn an_order_that_is_carried_out_closes_its_form_and_the_selection_follows_the_account() {
    let mut model = on_account("loket-noord");
    order(&mut model, "r<clear>noord-een<ctrl-t>").expect("an order");
    answer(&mut model, Ok(done()));
    assert!(model.overlay.is_none());
    assert_eq!(model.accounts.selected.as_deref(), Some("noord-een"));
    // What was done, and that there is something to do in the portal.
    assert_eq!(model.toasts.shown().count(), 2);
}

#[test]
fn an_order_that_is_refused_keeps_its_form_open_with_the_reason() {
    let mut model = on_account("loket-noord");
    order(&mut model, "anoord.cer<tab>noord<ctrl-t>").expect("an order");
    // While it is under way nothing is typed and nothing is sent twice.
    assert_eq!(order(&mut model, "xyz<ctrl-t>"), None);
    let problem = Problem::new(ProblemClass::Usage, Text::new("chaman-certificate-there"));
    answer(&mut model, Err(problem.clone()));
    let Some(Overlay::Sheet(sheet)) = &model.overlay else {
        panic!("the form is gone");
    };
    assert_eq!(sheet.problem, Some(problem));
    assert_eq!(sheet.text(FormField::CertificateName), "noord");
    assert!(order(&mut model, "<ctrl-t>").is_some());
}

#[test]
fn a_late_answer_does_nothing_to_another_form() {
    let mut model = on_account("loket-noord");
    order(&mut model, "r<clear>een<ctrl-t>").expect("an order");
    let late = model.ordered;
    type_in(&mut model, "<esc><esc>c");
    let refused = Problem::new(ProblemClass::Usage, Text::new("chaman-name-taken"));
    let reply = Reply::Ordered(late, Box::new(Err(refused)));
    update(&mut model, Msg::Reply(reply));
    let Some(Overlay::Sheet(sheet)) = &model.overlay else {
        panic!("the form is gone");
    };
    assert_eq!((sheet.problem.as_ref(), sheet.is_pending()), (None, false));
    // It is not lost either.
    assert!(model.toasts.has_trouble());
    let reply = Reply::Ordered(Ticket(0), Box::new(Ok(done())));
    update(&mut model, Msg::Reply(reply));
    assert!(matches!(model.overlay, Some(Overlay::Sheet(_))));
}

#[test]
fn read_only_opens_no_form_and_changes_nothing() {
    let options = Options {
        read_only: true,
        ..fixture::options(Language::En)
    };
    let mut model = register::model_with(options, SIZE, register::report());
    let dangerous = keymap::ACTIONS.iter().filter(|row| row.dangerous);
    let here = dangerous.filter(|row| row.contexts.contains(&keymap::Context::Accounts));
    for row in here {
        let effects = press(&mut model, row.keys[0]);
        assert_eq!(effects, Vec::new(), "{:?}", row.action);
        let effects = super::super::actions::on_action(&mut model, row.action);
        assert_eq!(effects, Vec::new(), "{:?}", row.action);
        assert!(model.overlay.is_none(), "{:?}", row.action);
    }
}
