//! The Accounts screen as it is looked at: selection, panels, what is believed, and names
//! that somebody made up to do harm.

use super::*;
use crate::domain::chaman::{ChamanIs, Change, Mark};
use crate::i18n::Language;
use crate::tui::fixture;
use crate::tui::fixture::picture;
use crate::tui::fixture::{press, type_in};
use crate::tui::fixture_register as register;
use crate::tui::key::{Code, Key};
use crate::tui::model::{Model, Screen};
use crate::tui::msg::{Msg, Reply};
use crate::tui::overlay::Overlay;
use crate::tui::update::update;

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

/// The picture after these wishes, with this account selected.
fn after_wishes(account: &str, wishes: Vec<Change>) -> String {
    let mut report = register::report();
    for wish in wishes {
        let mark = Mark {
            by: "noor".to_owned(),
            at: fixture::now(),
        };
        let step = report.register.record(wish, ChamanIs::ThePortal, mark);
        step.expect("a change that is allowed");
    }
    let mut model = register::model_with(fixture::options(Language::En), SIZE, report);
    model.accounts.selected = Some(account.to_owned());
    picture(&model)
}

#[test]
fn what_is_wanted_stands_beside_what_is_believed() {
    let account = || "loket-noord".to_owned();
    let renamed = after_wishes(
        "zuid",
        vec![
            Change::Rename {
                account: account(),
                to: "midden".to_owned(),
            },
            Change::Rename {
                account: "midden".to_owned(),
                to: "zuid".to_owned(),
            },
        ],
    );
    // What Chaman is believed to have goes by its old name still.
    assert!(
        renamed.contains("believed there     loket-noord"),
        "{renamed}"
    );
    assert!(renamed.contains("noord-2026 ✓"), "{renamed}");
    let permissions = [crate::domain::chaman::PermissionId(
        "withholding".to_owned(),
    )];
    let allowed = after_wishes(
        "loket-noord",
        vec![Change::SetPermissions {
            account: account(),
            permissions: permissions.into(),
        }],
    );
    assert!(
        allowed.contains("Withholding obligation ▲ only here"),
        "{allowed}"
    );
    assert!(
        allowed.contains("Make Dimona declarations ▲ only in Chaman"),
        "{allowed}"
    );
    let gone = after_wishes(
        "dmfa-batch",
        vec![Change::RemoveAccount { account: account() }],
    );
    assert!(gone.contains("loket-noord (REST): deleted here"), "{gone}");
}

#[test]
fn the_selection_stays_on_its_account_and_falls_to_its_neighbour() {
    let mut model = model();
    type_in(&mut model, "<down><down>");
    assert_eq!(model.accounts.selected.as_deref(), Some("loket-noord"));
    let mut report = register::report();
    report
        .register
        .here
        .accounts
        .retain(|one| one.name != "dmfa-batch");
    let selected = |model: &Model| {
        let report = model.register.ready().expect("a register");
        model.accounts.account(report).map(|one| one.name.clone())
    };
    let reply = Reply::Register(Box::new(Ok(report.clone())));
    update(&mut model, Msg::Reply(reply));
    assert_eq!(selected(&model).as_deref(), Some("loket-noord"));
    report
        .register
        .here
        .accounts
        .retain(|one| one.name != "loket-noord");
    let reply = Reply::Register(Box::new(Ok(report)));
    update(&mut model, Msg::Reply(reply));
    assert_eq!(selected(&model).as_deref(), Some("soap-noord"));
}

#[test]
fn tab_goes_round_the_panels_and_esc_leads_back_to_the_list() {
    let mut model = model();
    let mut panes = Vec::new();
    for _ in 0..3 {
        press(&mut model, Key::plain(Code::Tab));
        panes.push(model.accounts.pane);
    }
    assert_eq!(panes, [Pane::Certificates, Pane::Checklist, Pane::Accounts]);
    type_in(&mut model, "<enter><esc>");
    assert_eq!(
        (model.accounts.pane, model.screen),
        (Pane::Accounts, Screen::Accounts)
    );
    type_in(&mut model, "<esc>");
    assert_eq!(model.screen, Screen::Dashboard);
    // Where this program is Chaman and nothing is to be done, there is no list of steps.
    let options = fixture::options(Language::En);
    let mut sandbox = register::model_with(options, SIZE, register::sandbox());
    type_in(&mut sandbox, "<tab><tab>");
    assert_eq!(sandbox.accounts.pane, Pane::Accounts);
}

#[test]
fn hostile_names_come_out_harmless_everywhere() {
    let evil = "x\u{1b}[31m\u{202e}y\u{7}";
    let mut report = register::report();
    let here = &mut report.register.here;
    for account in &mut here.accounts {
        account.name = format!("{evil}{}", account.channel().name());
        for held in account.certificates_mut() {
            held.name = evil.to_owned();
            held.file_name = evil.to_owned();
        }
    }
    if let Some(sender) = &mut here.sender {
        sender.name = evil.to_owned();
    }
    if let Some(contact) = &mut here.contact {
        contact.name = evil.to_owned();
        contact.email = evil.to_owned();
    }
    for step in &mut report.register.steps {
        step.asked.by = evil.to_owned();
        if let Some(done) = &mut step.done {
            done.by = evil.to_owned();
        }
    }
    for keys in [
        "",
        "<enter>",
        "<tab><tab>h",
        "c",
        "s",
        "n",
        "<down><down>r",
        "<down><down>p",
        "<down><down>K",
        "D",
        "w",
        "<down><down><enter>d",
        "<down><down>t",
        "R",
    ] {
        let options = fixture::options(Language::En);
        let mut model = register::model_with(options, SIZE, report.clone());
        type_in(&mut model, keys);
        let picture = picture(&model);
        assert!(
            !picture.contains(['\u{1b}', '\u{202e}', '\u{7}']),
            "{keys}: {picture}"
        );
    }
}

#[test]
fn esc_closes_a_form_at_once_unless_something_was_filled_in() {
    let mut model = model();
    type_in(&mut model, "c<down><esc>");
    assert!(model.overlay.is_none());
    type_in(&mut model, "cx<esc>");
    assert!(model.overlay.is_some(), "typed text is lost without a word");
    // Whoever goes on typing has not left.
    type_in(&mut model, "y<esc>");
    assert!(model.overlay.is_some());
    type_in(&mut model, "<esc>");
    assert!(model.overlay.is_none());
}

#[test]
fn a_sheet_says_what_becomes_of_it() {
    let becomes_step = |keys: &str| {
        let mut model = on_account("loket-noord");
        type_in(&mut model, keys);
        match &model.overlay {
            Some(Overlay::Sheet(sheet)) => sheet.becomes_step(),
            _ => panic!("no form"),
        }
    };
    for (name, keys, expected) in [
        ("a contact", "c", true),
        ("a new account", "n", true),
        (
            "one that is there",
            "n<tab>x<tab> <tab><tab><tab><right>",
            false,
        ),
        ("a key of our own", "K", false),
        ("a download", "w", false),
        ("a step that is done", "<tab><tab>x", false),
        ("an end", "D", true),
    ] {
        assert_eq!(becomes_step(keys), expected, "{name}");
    }
}
