//! What is typed into forms: each field right and wrong.

use jiff::civil::{Date, date};

use super::*;
use Channel::{Ftp, Rest, Sftp, Soap};

fn keys(flaws: &[Flaw]) -> Vec<(FormField, &'static str)> {
    flaws
        .iter()
        .map(|flaw| (flaw.field, key_of(&flaw.text)))
        .collect()
}

fn contact_draft() -> ContactDraft {
    ContactDraft {
        name: " Noor Proefkonijn ".to_owned(),
        phone_code: "0032".to_owned(),
        phone_number: "2 000 00 00".to_owned(),
        email: "noor@example.be".to_owned(),
        language: "NL".to_owned(),
    }
}

#[test]
fn a_good_contact_is_read_as_chaman_wants_it() {
    assert_eq!(contact_draft().checked(), Ok(contact()));
    assert_eq!(ContactDraft::default().phone_code, "+32");
}

/// Puts values into a field of a good contact: some fit, the others are refused for `key`.
fn assert_field(
    set: fn(&mut ContactDraft) -> &mut String,
    flaw: (FormField, &'static str),
    good: &[(&str, &str)],
    wrong: &[(&str, &str)],
) {
    let found = |value: &str| {
        let mut draft = contact_draft();
        value.clone_into(set(&mut draft));
        keys(&draft.flaws())
    };
    for (name, value) in good {
        assert_eq!(found(value), [], "{name}");
    }
    for (name, value) in wrong {
        assert_eq!(found(value), [flaw], "{name}");
    }
}

#[test]
fn the_name_of_a_contact_is_one_that_can_be_shown() {
    let set: fn(&mut ContactDraft) -> &mut String = |draft| &mut draft.name;
    let flaw = |key| (FormField::ContactName, key);
    let good = [("accents", "Noël Proefkonijn"), ("another script", "李")];
    assert_field(
        set,
        flaw("chaman-name-empty"),
        &good,
        &[("nothing", ""), ("blanks", "  ")],
    );
    let wrong = [("a control", "a\u{9b}b"), ("turned around", "a\u{202e}b")];
    assert_field(set, flaw("chaman-name-characters"), &[], &wrong);
}

#[test]
fn a_telephone_has_the_code_of_a_country_and_a_number() {
    assert_field(
        |draft| &mut draft.phone_code,
        (FormField::PhoneCode, "chaman-phone-code"),
        &[
            ("Belgium", "+32"),
            ("without plus", "32"),
            ("with zeros", "0032"),
            ("Luxembourg", "+352"),
        ],
        &[
            ("nothing", ""),
            ("zero first", "+032"),
            ("four digits", "+3200"),
            ("letters", "BE"),
            ("two plus", "++32"),
        ],
    );
    assert_field(
        |draft| &mut draft.phone_number,
        (FormField::PhoneNumber, "chaman-phone-number"),
        &[
            ("usual marks", "(02) 000.00/00-1"),
            ("four digits", "1234"),
            ("fourteen", "12345678901234"),
        ],
        &[
            ("nothing", ""),
            ("three digits", "112"),
            ("fifteen", "123456789012345"),
            ("letters", "2000 ext 5"),
            ("the code too", "+32 2 000 00 00"),
        ],
    );
}

#[test]
fn there_is_exactly_one_email_address() {
    assert_field(
        |draft| &mut draft.email,
        (FormField::Email, "chaman-email"),
        &[("usual", "a@b.be"), ("with marks", "a.b+c@d-e.example.be")],
        &[
            ("two", "a@b.be, c@d.be"),
            ("two without a blank", "a@b.be;c@d.be"),
            ("no host", "noor"),
            ("no name", "@b.be"),
            ("a host without a point", "a@localhost"),
            ("a host with two points", "a@b..be"),
            ("a name around it", "Noor <a@b.be>"),
            ("two at signs", "a@b@c.be"),
            ("a line end", "a@b.be\nBcc"),
        ],
    );
}

#[test]
fn the_nsso_writes_in_three_languages() {
    assert_field(
        |draft| &mut draft.language,
        (FormField::ContactLanguage, "chaman-language"),
        &[
            ("Dutch", "nl"),
            ("French", "fr"),
            ("German, in capitals", "DE"),
        ],
        &[("English", "en"), ("nothing", ""), ("a name", "Nederlands")],
    );
}

#[test]
fn a_sender_has_a_number_a_name_and_a_role() {
    for (name, number, sender, role, expected) in [
        ("all good", "999001", "Test", "enterprise", vec![]),
        ("one digit", "7", "Test", "professional", vec![]),
        (
            "seven digits",
            "9990011",
            "Test",
            "enterprise",
            vec![(FormField::SenderNumber, "chaman-sender-number")],
        ),
        (
            "zero",
            "0",
            "Test",
            "enterprise",
            vec![(FormField::SenderNumber, "chaman-sender-number")],
        ),
        (
            "letters",
            "EXP1",
            "Test",
            "enterprise",
            vec![(FormField::SenderNumber, "chaman-sender-number")],
        ),
        (
            "nothing at all",
            "",
            "",
            "",
            vec![
                (FormField::SenderNumber, "chaman-sender-number"),
                (FormField::SenderName, "chaman-name-empty"),
                (FormField::SenderRole, "chaman-sender-role"),
            ],
        ),
    ] {
        let draft = SenderDraft {
            number: number.to_owned(),
            name: sender.to_owned(),
            role: role.to_owned(),
        };
        assert_eq!(keys(&draft.flaws()), expected, "{name}");
    }
}

fn draft(channel: Channel) -> AccountDraft {
    AccountDraft {
        channel: Some(channel),
        name: "new".to_owned(),
        permissions: ids(match channel {
            Ftp | Sftp => &["dimona"],
            Soap => &[],
            Rest => &["dimona-declare", "dimona-consult"],
        }),
        certificate_file: "/certificates/new.cer".to_owned(),
        certificate_name: "new certificate".to_owned(),
        user_name: "guide1".to_owned(),
        ssh_key_file: "/keys/id.pub".to_owned(),
        ..AccountDraft::default()
    }
}

fn day() -> Date {
    date(2026, 3, 10)
}

/// The flaws of a draft that is good but for `edit`, in a register with nothing but a contact.
fn account_flaws(
    channel: Channel,
    edit: impl FnOnce(&mut AccountDraft),
) -> Vec<(FormField, &'static str)> {
    let channels = Channels {
        contact: Some(contact()),
        ..Channels::default()
    };
    let mut draft = draft(channel);
    edit(&mut draft);
    keys(&draft.flaws(&channels, &rulebook(), day()))
}

#[test]
fn a_good_draft_of_every_channel_has_no_flaw() {
    for channel in Channel::ALL {
        assert_eq!(account_flaws(channel, |_| ()), [], "{}", channel.name());
    }
}

#[test]
fn permissions_are_those_of_the_channel() {
    let flaw = |key| vec![(FormField::Permissions, key)];
    let (none, unknown) = (
        flaw("chaman-permissions-none"),
        flaw("chaman-permission-unknown"),
    );
    for (name, channel, wanted, expected) in [
        ("REST without any", Rest, vec![], &none),
        ("FTP without any", Ftp, vec![], &none),
        ("SOAP without any", Soap, vec![], &vec![]),
        ("one of FTP on REST", Rest, vec!["dimona"], &unknown),
        (
            "one of REST on SFTP",
            Sftp,
            vec!["dimona", "dimona-declare"],
            &unknown,
        ),
        ("SFTP's own on FTP", Ftp, vec!["learning-account"], &unknown),
        (
            "SFTP's own on SFTP",
            Sftp,
            vec!["learning-account"],
            &vec![],
        ),
        ("one that nobody has", Rest, vec!["everything"], &unknown),
    ] {
        let found = account_flaws(channel, |draft| draft.permissions = ids(&wanted));
        assert_eq!(found, *expected, "{name}");
    }
}

#[test]
fn each_other_field_of_an_account_is_looked_at() {
    type Edit = fn(&mut AccountDraft);
    type Flawed = (FormField, &'static str);
    const CLIENT_ID: FormField = FormField::ClientId;
    let no_client_id: Edit = |draft| draft.existing = true;
    let bad_client_id: Edit = |draft| draft.client_id = "a b".to_owned();
    let bad_user_name: Edit = |draft| draft.user_name = "my name".to_owned();
    let cases: [(Channel, Edit, Flawed); 7] = [
        (
            Rest,
            |draft| draft.channel = None,
            (FormField::Channel, "chaman-channel-none"),
        ),
        (
            Rest,
            |draft| draft.name.clear(),
            (FormField::AccountName, "chaman-name-empty"),
        ),
        (
            Ftp,
            bad_user_name,
            (FormField::UserName, "chaman-user-name-characters"),
        ),
        (
            Sftp,
            |draft| draft.ssh_key_file.clear(),
            (FormField::SshKeyFile, "chaman-ssh-key-none"),
        ),
        (Rest, no_client_id, (CLIENT_ID, "chaman-client-id-needed")),
        (Rest, bad_client_id, (CLIENT_ID, "chaman-client-id")),
        (
            Soap,
            |draft| draft.certificate_name.clear(),
            (FormField::CertificateName, "chaman-name-empty"),
        ),
    ];
    for (channel, edit, flaw) in cases {
        assert_eq!(account_flaws(channel, edit), [flaw], "{}", flaw.1);
    }
}

#[test]
fn what_a_channel_does_not_have_is_not_asked_for() {
    let empty = |draft: &mut AccountDraft| {
        draft.user_name.clear();
        draft.ssh_key_file.clear();
    };
    assert_eq!(account_flaws(Rest, empty), []);
    assert_eq!(account_flaws(Soap, empty), []);
    assert_eq!(account_flaws(Ftp, |draft| draft.ssh_key_file.clear()), []);
}

#[test]
fn the_form_and_the_register_refuse_with_the_same_sentence() {
    let full = one_of_each();
    let nobody = Channels::default();
    for (name, channels, channel, account_name) in [
        ("no contact yet", &nobody, Rest, "new"),
        ("a second SOAP account", &full, Soap, "new"),
        ("a name in use", &full, Rest, "Soap"),
    ] {
        let mut typed = draft(channel);
        typed.name = account_name.to_owned();
        let flaws = typed.flaws(channels, &rulebook(), day());
        let refused = add(account(channel, account_name))
            .apply(&mut channels.clone())
            .expect_err(name);
        assert_eq!(flaws[0].text, refused.summary, "{name}");
    }
}

#[test]
fn a_permission_is_offered_on_its_days_only() {
    let mut rulebook = rulebook();
    let rule = &mut rulebook.permissions[0];
    rule.channels = vec![Rest];
    rule.from = Some(date(2026, 1, 1));
    rule.until = Some(date(2026, 6, 30));
    let wanted = BTreeSet::from([rule.id.clone()]);
    for (name, day, good) in [
        ("the day before", date(2025, 12, 31), false),
        ("the first day", date(2026, 1, 1), true),
        ("the last day", date(2026, 6, 30), true),
        ("the day after", date(2026, 7, 1), false),
    ] {
        assert_eq!(
            permissions(&wanted, Rest, &rulebook, day).is_ok(),
            good,
            "{name}"
        );
    }
}

#[test]
fn a_certificate_file_is_named_as_chaman_wants_it() {
    for (path, expected) in [
        ("/a/new.cer", None),
        ("new.CER", None),
        ("testtruststore_sha256_rsa4096_ACC.crt", None),
        ("NEW.CRT", None),
        (" new.cer ", None),
        ("", Some("chaman-certificate-none")),
        ("new.pfx", Some("chaman-certificate-pfx")),
        ("new.P12", Some("chaman-certificate-pfx")),
        ("new.pem", Some("chaman-certificate-extension")),
        ("new", Some("chaman-certificate-extension")),
        ("/a.cer/new", Some("chaman-certificate-extension")),
    ] {
        let flaw = certificate_file(path, &rulebook()).map(|flaw| key_of(&flaw.text));
        assert_eq!(flaw, expected, "`{path}`");
    }
}

#[test]
fn the_command_for_a_pfx_can_be_copied_into_a_shell() {
    for (path, shown) in [
        ("/a/new.pfx", "/a/new.pfx"),
        ("my file.pfx", "'my file.pfx'"),
        ("it's.pfx", r"'it'\''s.pfx'"),
        ("$(reboot).pfx", "'$(reboot).pfx'"),
    ] {
        let flaw = certificate_file(path, &rulebook()).expect("refused");
        assert_eq!(flaw.text.args, [("file", shown.into())], "`{path}`");
    }
}
