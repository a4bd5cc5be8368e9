//! Every rule of the register through its form, refused and accepted in the very sentence
//! that whoever applies it would give.

use std::collections::BTreeSet;

use super::{account, register as forms};
use crate::domain::chaman::{
    Account, AccountDraft, ChamanIs, Channel, ContactDraft, Flaw, FormField, PermissionId,
    Register, RegisterReport, SenderDraft,
};
use crate::i18n::Language;
use crate::tui::env::Env;
use crate::tui::fixture;
use crate::tui::fixture_register as register;
use crate::tui::key::{Code, Key};
use crate::tui::sheet::{Entry, Pressed, Sheet};

fn env() -> Env {
    fixture::model(Language::En, (80, 24)).env
}

/// Chooses and types as a person would, whatever was there before.
fn fill(sheet: &mut Sheet, field: FormField, value: &str) {
    sheet.focus = sheet
        .shown()
        .iter()
        .position(|one| one.field == field)
        .unwrap_or_else(|| panic!("{field:?} is not on show"));
    let mut keys = match &sheet.shown()[sheet.focus].entry {
        Entry::Line(_) => vec![Key::ctrl('u')],
        Entry::One { choices, chosen } => {
            let wanted = choices.iter().position(|choice| choice.value == value);
            let wanted = wanted.unwrap_or_else(|| panic!("no choice {value}"));
            let steps = (wanted + choices.len() - chosen) % choices.len();
            return (0..steps).for_each(|_| {
                sheet.on_key(Key::plain(Code::Right));
            });
        }
        Entry::Many { choices, .. } => {
            let wanted = choices.iter().position(|choice| choice.value == value);
            for _ in 0..wanted.unwrap_or_else(|| panic!("no choice {value}")) {
                sheet.step(true);
            }
            vec![Key::char(' ')]
        }
    };
    if matches!(sheet.shown()[sheet.focus].entry, Entry::Line(_)) {
        keys.extend(value.chars().map(Key::char));
    }
    for key in keys {
        sheet.on_key(key);
    }
}

/// The sentences below the fields once the button was pressed, or that it went.
fn said(sheet: &mut Sheet, env: &Env) -> Vec<(FormField, &'static str)> {
    match sheet.press(env) {
        Pressed::Order(_) => Vec::new(),
        Pressed::NotYet => sheet
            .shown()
            .iter()
            .filter_map(|one| sheet.flaw(one.field, env))
            .map(|flaw| (flaw.field, flaw.text.key))
            .collect(),
    }
}

/// What the draft itself says, for the comparison.
fn keys(flaws: Vec<Flaw>) -> Vec<(FormField, &'static str)> {
    let mut seen = BTreeSet::new();
    flaws
        .into_iter()
        .filter(|flaw| seen.insert(flaw.field))
        .map(|flaw| (flaw.field, flaw.text.key))
        .collect()
}

#[test]
fn contact_rules_are_refused_and_accepted_in_the_words_of_the_register() {
    use FormField as F;
    let good = ContactDraft {
        name: "Noor".to_owned(),
        phone_code: "+32".to_owned(),
        phone_number: "2 555 01 02".to_owned(),
        email: "noor@loket.example".to_owned(),
        language: "fr".to_owned(),
    };
    let with = |change: fn(&mut ContactDraft)| {
        let mut draft = good.clone();
        change(&mut draft);
        draft
    };
    for (name, draft, refused) in [
        ("all is well", good.clone(), None),
        (
            "no name",
            with(|one| one.name.clear()),
            Some((F::ContactName, "chaman-name-empty")),
        ),
        (
            "a name without end",
            with(|one| one.name = "x".repeat(101)),
            Some((F::ContactName, "chaman-name-long")),
        ),
        (
            "no country",
            with(|one| one.phone_code = "x".into()),
            Some((F::PhoneCode, "chaman-phone-code")),
        ),
        (
            "too few digits",
            with(|one| one.phone_number = "12".into()),
            Some((F::PhoneNumber, "chaman-phone-number")),
        ),
        (
            "two addresses",
            with(|one| one.email = "a@b.be,c@d.be".into()),
            Some((F::Email, "chaman-email")),
        ),
    ] {
        let report = RegisterReport {
            register: Register::default(),
            chaman: ChamanIs::Here,
        };
        let mut sheet = forms::contact(&report);
        fill(&mut sheet, F::ContactName, &draft.name);
        fill(&mut sheet, F::PhoneCode, &draft.phone_code);
        fill(&mut sheet, F::PhoneNumber, &draft.phone_number);
        fill(&mut sheet, F::Email, &draft.email);
        fill(&mut sheet, F::ContactLanguage, &draft.language);
        let said = said(&mut sheet, &env());
        assert_eq!(said, Vec::from_iter(refused), "{name}");
        assert_eq!(said, keys(draft.flaws()), "{name}");
    }
}

#[test]
fn sender_rules_are_refused_and_accepted_in_the_words_of_the_register() {
    for (name, number, sender, refused) in [
        ("all is well", "999001", "Loket", None),
        (
            "no digits",
            "99900x",
            "Loket",
            Some((FormField::SenderNumber, "chaman-sender-number")),
        ),
        (
            "no name",
            "999001",
            " ",
            Some((FormField::SenderName, "chaman-name-empty")),
        ),
    ] {
        let mut sheet = forms::sender(&register::report(), &env());
        fill(&mut sheet, FormField::SenderNumber, number);
        fill(&mut sheet, FormField::SenderName, sender);
        let said = said(&mut sheet, &env());
        assert_eq!(said, Vec::from_iter(refused), "{name}");
        let draft = SenderDraft {
            number: number.to_owned(),
            name: sender.to_owned(),
            role: "enterprise".to_owned(),
        };
        assert_eq!(said, keys(draft.flaws()), "{name}");
    }
}

/// What is filled in for a new account, field by field.
type Filled = Vec<(FormField, String)>;

/// An account of a channel against which nothing can be said.
fn good(channel: Channel) -> Filled {
    use FormField as F;
    let mut filled = vec![(F::Channel, channel.as_str()), (F::AccountName, "zuid")];
    match channel {
        Channel::Ftp | Channel::Sftp => filled.push((F::Permissions, "dimona")),
        Channel::Rest => filled.push((F::Permissions, "dimona-declare")),
        Channel::Soap => {}
    }
    filled.extend([
        (F::CertificateFile, "zuid.cer"),
        (F::CertificateName, "zuid-27"),
    ]);
    if channel.has_user_name() {
        filled.push((F::UserName, "zuidbatch"));
    }
    if channel == Channel::Sftp {
        filled.push((F::SshKeyFile, "zuid.pub"));
    }
    filled
        .into_iter()
        .map(|(field, value)| (field, value.to_owned()))
        .collect()
}

/// The same with one field filled in otherwise, or left out.
fn but(channel: Channel, field: FormField, value: Option<&str>) -> Filled {
    let mut filled = good(channel);
    filled.retain(|(known, _)| *known != field);
    filled.extend(value.map(|value| (field, value.to_owned())));
    filled
}

fn draft(filled: &Filled) -> AccountDraft {
    let text = |field| {
        let found = filled.iter().find(|(known, _)| *known == field);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let permission = text(FormField::Permissions);
    AccountDraft {
        channel: Channel::parse(&text(FormField::Channel)),
        name: text(FormField::AccountName),
        permissions: (!permission.is_empty())
            .then_some(PermissionId(permission))
            .into_iter()
            .collect(),
        certificate_file: text(FormField::CertificateFile),
        certificate_name: text(FormField::CertificateName),
        user_name: text(FormField::UserName),
        password_file: text(FormField::PasswordFile),
        ssh_key_file: text(FormField::SshKeyFile),
        existing: text(FormField::Existing) == "yes",
        client_id: text(FormField::ClientId),
        key_file: text(FormField::KeyFile),
        passphrase_file: text(FormField::PassphraseFile),
    }
}

/// A register with a contact and these accounts.
fn with_accounts(accounts: Vec<Account>) -> RegisterReport {
    let mut report = register::report();
    report.register.here.accounts = accounts;
    report
}

fn check(name: &str, report: &RegisterReport, filled: &Filled, refused: Option<(FormField, &str)>) {
    let env = env();
    let mut sheet = account::new(report, &env);
    for (field, value) in filled {
        fill(&mut sheet, *field, value);
    }
    let said = said(&mut sheet, &env);
    assert_eq!(said, Vec::from_iter(refused), "{name}");
    let here = &report.register.here;
    let flaws = draft(filled).flaws(here, &env.rulebook, env.today());
    assert_eq!(said, keys(flaws), "{name}");
}

/// A rule by name: the channel, the field filled in otherwise or left out, the sentence.
type Rule = (
    &'static str,
    Channel,
    FormField,
    Option<&'static str>,
    &'static str,
);

/// Every rule that an otherwise good account can break.
const REFUSED: &[Rule] = &[
    (
        "no name",
        Channel::Soap,
        FormField::AccountName,
        None,
        "chaman-name-empty",
    ),
    (
        "no permission",
        Channel::Ftp,
        FormField::Permissions,
        None,
        "chaman-permissions-none",
    ),
    (
        "no permission",
        Channel::Sftp,
        FormField::Permissions,
        None,
        "chaman-permissions-none",
    ),
    (
        "no permission",
        Channel::Rest,
        FormField::Permissions,
        None,
        "chaman-permissions-none",
    ),
    (
        "no certificate",
        Channel::Rest,
        FormField::CertificateFile,
        None,
        "chaman-certificate-none",
    ),
    (
        "pfx",
        Channel::Rest,
        FormField::CertificateFile,
        Some("a.pfx"),
        "chaman-certificate-pfx",
    ),
    (
        "pem",
        Channel::Soap,
        FormField::CertificateFile,
        Some("a.pem"),
        "chaman-certificate-extension",
    ),
    (
        "unnamed",
        Channel::Soap,
        FormField::CertificateName,
        None,
        "chaman-name-empty",
    ),
    (
        "no user",
        Channel::Ftp,
        FormField::UserName,
        None,
        "chaman-user-name-empty",
    ),
    (
        "a dash",
        Channel::Ftp,
        FormField::UserName,
        Some("zuid-1"),
        "chaman-user-name-characters",
    ),
    (
        "eleven",
        Channel::Sftp,
        FormField::UserName,
        Some("abcdefghijk"),
        "chaman-user-name-long",
    ),
    (
        "no SSH key",
        Channel::Sftp,
        FormField::SshKeyFile,
        None,
        "chaman-ssh-key-none",
    ),
];

#[test]
fn account_rules_are_refused_and_accepted_in_the_words_of_the_register() {
    let nobody = with_accounts(Vec::new());
    for channel in Channel::ALL {
        check(channel.name(), &nobody, &good(channel), None);
    }
    for (name, channel, field, value, sentence) in REFUSED.iter().copied() {
        let filled = but(channel, field, value);
        check(name, &nobody, &filled, Some((field, sentence)));
    }
}

#[test]
fn accounts_that_are_there_are_held_against_a_new_one() {
    use FormField as F;
    let report = register::report();
    let one_more = |channel| (F::Channel, channel);
    check(
        "a second SFTP account",
        &report,
        &good(Channel::Sftp),
        Some(one_more("chaman-one-account")),
    );
    check(
        "a second SOAP account",
        &report,
        &good(Channel::Soap),
        Some(one_more("chaman-one-account")),
    );
    check("a second REST account", &report, &good(Channel::Rest), None);
    let taken = but(Channel::Rest, F::AccountName, Some("Loket-NOORD"));
    check(
        "a name that is taken",
        &report,
        &taken,
        Some((F::AccountName, "chaman-name-taken")),
    );
    let mut stranger = report;
    stranger.register.here.contact = None;
    let first = Some((F::Channel, "chaman-contact-first"));
    check("no contact", &stranger, &good(Channel::Rest), first);
}

#[test]
fn an_account_that_is_in_chaman_has_a_client_id() {
    use FormField as F;
    let report = with_accounts(Vec::new());
    for (name, client_id, refused) in [
        ("none", None, Some((F::ClientId, "chaman-client-id-needed"))),
        (
            "blanks",
            Some("self service"),
            Some((F::ClientId, "chaman-client-id")),
        ),
        ("one", Some("self_service_expeditor_2214"), None),
    ] {
        let mut filled = good(Channel::Rest);
        filled.push((F::Existing, "yes".to_owned()));
        filled.extend(client_id.map(|id| (F::ClientId, id.to_owned())));
        check(name, &report, &filled, refused);
    }
}

/// What a form without a draft says of a field.
fn refuses(name: &str, mut sheet: Sheet, filled: &[(FormField, &str)], expected: Option<&str>) {
    for (field, value) in filled {
        fill(&mut sheet, *field, value);
    }
    let said: Vec<_> = said(&mut sheet, &env())
        .into_iter()
        .map(|(_, key)| key)
        .collect();
    assert_eq!(said, Vec::from_iter(expected), "{name}");
}

#[test]
fn forms_about_an_account_refuse_and_accept_in_the_words_of_the_register() {
    use FormField as F;
    let report = register::report();
    let (rest, env) = (register::rest(), env());
    let rename = |to, said| {
        refuses(
            "rename",
            account::rename(&rest, &report),
            &[(F::AccountName, to)],
            said,
        );
    };
    rename("noord", None);
    rename("", Some("chaman-name-empty"));
    rename("DMFA-batch", Some("chaman-name-taken"));
    let of = || account::permissions_of(&rest, &report, &env);
    refuses(
        "one less",
        of(),
        &[(F::Permissions, "dimona-consult")],
        None,
    );
    let both = [
        (F::Permissions, "dimona-consult"),
        (F::Permissions, "dimona-declare"),
    ];
    // The list begins where the cursor was left: one field at a time.
    let mut none = of();
    fill(&mut none, both[0].0, both[0].1);
    none.step(true);
    none.on_key(Key::char(' '));
    refuses("none left", none, &[], Some("chaman-permissions-none"));
}

#[test]
fn forms_about_files_and_ends_refuse_and_accept_in_the_words_of_the_register() {
    use FormField as F;
    let (report, rest) = (register::report(), register::rest());
    let file = |file, said| {
        let filled = [(F::CertificateFile, file), (F::CertificateName, "x")];
        refuses(
            file,
            account::add_certificate(&rest, &report),
            &filled,
            said,
        );
        refuses(
            file,
            account::replace_certificate(&rest, &report),
            &filled,
            said,
        );
    };
    file("a.cer", None);
    file("a.crt", None);
    file("a.p12", Some("chaman-certificate-pfx"));
    file("", Some("chaman-certificate-none"));
    refuses(
        "SSH",
        account::ssh_key(&rest, &report),
        &[],
        Some("chaman-ssh-key-none"),
    );
    let remove = || account::remove(&rest, &report);
    refuses(
        "wrong",
        remove(),
        &[(F::Confirmation, "loket")],
        Some("accounts-confirmation"),
    );
    refuses("right", remove(), &[(F::Confirmation, "loket-noord")], None);
    let target = || account::download_ssh_key(&rest, &report);
    refuses("nowhere", target(), &[], Some("accounts-target-none"));
    refuses("somewhere", target(), &[(F::Target, "/tmp/x")], None);
}
