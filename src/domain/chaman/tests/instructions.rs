//! What a person clicks, as Dutch and English sentences.

use super::*;
use Channel::{Ftp, Rest, Sftp, Soap};

fn lines(change: &Change, channels: &Channels, language: Language) -> Vec<String> {
    let catalogue = Catalogue::new(language);
    change
        .instructions(channels, &rulebook(), language.code())
        .iter()
        .map(|line| catalogue.text(line))
        .collect()
}

fn dutch(change: &Change, channels: &Channels) -> Vec<String> {
    lines(change, channels, Language::Nl)
}

const OPEN: &str = "Open Chaman op het portaal van de sociale zekerheid als onderneming (RSZ), verzendernummer 999001";

#[test]
fn a_rest_account_is_made_field_by_field() {
    assert_eq!(
        dutch(&add(account(Rest, "new")), &one_of_each()),
        [
            OPEN,
            r#"Kies in het paneel "Webservices account" de knop "Een Webservice-account toevoegen""#,
            "Type: REST",
            "Naam: new",
            r#"Vink de machtiging "Dimona-aangiftes verrichten" aan"#,
            "Kies het certificaatbestand new.cer (serienummer 2110230032923237692)",
            "Certificaatnaam: certificate new",
            r#"Kies "Bevestigen""#,
            "Noteer de client ID die Chaman toont: die wordt gevraagd wanneer deze stap wordt afgevinkt",
        ]
    );
}

#[test]
fn each_channel_asks_for_its_own_fields() {
    let made = |channel| dutch(&add(account(channel, "new")), &Channels::default()).join("\n");
    let asks = |text: &str, channel| made(channel).contains(text);
    for (what, text, of) in [
        ("permissions", "machtiging", [true, true, false, true]),
        (
            "user name",
            "Gebruikersnaam: guide1; Chaman toont hem als EXPguide1",
            [true, true, false, false],
        ),
        ("password", "Wachtwoord", [true, false, false, false]),
        (
            "SSH key",
            "SSH-sleutel ssh-ed25519 met vingerafdruk SHA256:old",
            [false, true, false, false],
        ),
        ("client id", "client ID", [false, false, false, true]),
        (
            "the button of files",
            "Een FTP- of SFTP-account toevoegen",
            [true, true, false, false],
        ),
    ] {
        assert_eq!(
            [Ftp, Sftp, Soap, Rest].map(|channel| asks(text, channel)),
            of,
            "{what}"
        );
    }
}

#[test]
fn further_certificates_are_added_one_by_one() {
    let mut two = account(Rest, "new");
    if let Details::Rest { certificates, .. } = &mut two.details {
        certificates.push(held("second"));
    }
    let made = dutch(&add(two), &one_of_each());
    assert_eq!(
        made[9..],
        [
            "Kies het pictogram om een certificaat toe te voegen",
            "Kies het certificaatbestand second.cer (serienummer 2110230032923237692)",
            "Certificaatnaam: certificate second",
            r#"Kies "Bevestigen""#,
        ]
    );
}

#[test]
fn only_the_permissions_that_differ_are_clicked() {
    let change = |names: &[&str]| Change::SetPermissions {
        account: "rest".to_owned(),
        permissions: ids(names),
    };
    let found = r#"Open in het paneel "Webservices account" account rest"#;
    assert_eq!(
        dutch(&change(&["dimona-consult"]), &one_of_each()),
        [
            OPEN,
            found,
            r#"Kies "Updaten""#,
            r#"Vink de machtiging "Consultatie van de Dimona-aangifte" aan"#,
            r#"Vink de machtiging "Dimona-aangiftes verrichten" uit"#,
            r#"Kies "Bevestigen""#,
        ]
    );
    let same = dutch(&change(&["dimona-declare"]), &one_of_each());
    assert_eq!(
        same[3..5],
        [
            r#"Vink de machtiging "Dimona-aangiftes verrichten" aan"#,
            "Vink alle andere uit",
        ],
        "nothing differs: all of them, to compare"
    );
}

#[test]
fn a_certificate_that_goes_is_named_as_chaman_shows_it() {
    let remove = |sha256: &str| Change::RemoveCertificate {
        account: "rest".to_owned(),
        sha256: sha256.to_owned(),
    };
    let known = dutch(&remove("rest"), &one_of_each());
    assert_eq!(
        known[2],
        "Kies het pictogram om certificaat certificate rest te verwijderen (serienummer 2110230032923237692, vervaldatum 2027-04-05)"
    );
    let unknown = dutch(&remove("0123456789abcdef0123"), &one_of_each());
    assert!(unknown[2].contains("0123456789abcdef…"), "{}", unknown[2]);
}

#[test]
fn the_other_changes_say_where_and_what() {
    let name = || "sftp".to_owned();
    for (what, change, expected) in [
        (
            "rename",
            Change::Rename {
                account: name(),
                to: "files".to_owned(),
            },
            vec![r#"Kies "Updaten""#, "Naam: files", r#"Kies "Bevestigen""#],
        ),
        (
            "SSH key",
            Change::ReplaceSshKey {
                account: name(),
                key: ssh_key("new"),
            },
            vec![
                "Kies het pictogram om de publieke SSH-sleutel te vervangen",
                "Geef de publieke SSH-sleutel ssh-ed25519 met vingerafdruk SHA256:new",
                r#"Kies "Bevestigen""#,
            ],
        ),
        (
            "replaced certificate",
            Change::ReplaceCertificate {
                account: name(),
                certificate: Box::new(held("b")),
            },
            vec![
                "Kies het pictogram om het certificaat te vervangen",
                "Kies het certificaatbestand b.cer (serienummer 2110230032923237692)",
                "Certificaatnaam: certificate b",
                r#"Kies "Bevestigen""#,
            ],
        ),
        (
            "deleted",
            Change::RemoveAccount { account: name() },
            vec![
                r#"Kies "Verwijderen" bij account sftp"#,
                r#"Kies opnieuw "Verwijderen" als Chaman het vraagt: de account komt niet terug"#,
            ],
        ),
    ] {
        let made = dutch(&change, &one_of_each());
        assert_eq!(
            made[1], r#"Open in het paneel "FTP- / SFTP-kanalen" account sftp"#,
            "{what}"
        );
        assert_eq!(made[2..], expected, "{what}");
    }
}

#[test]
fn what_is_only_noted_here_is_not_clicked() {
    let change = Change::SetKey {
        account: "rest".to_owned(),
        key: None,
    };
    assert_eq!(dutch(&change, &one_of_each()), [""; 0]);
}

#[test]
fn an_english_reader_gets_chamans_own_label_too() {
    let made = lines(&add(account(Rest, "new")), &one_of_each(), Language::En);
    assert_eq!(
        made[4],
        r#"Tick the permission "Dimona-aangiftes verrichten" (Make Dimona declarations)"#
    );
}

#[test]
fn every_change_has_a_title() {
    let catalogue = Catalogue::new(Language::En);
    for (change, title) in [
        (
            Change::SetSender { sender: sender() },
            "Make Test sender the sender",
        ),
        (
            Change::SetContact { contact: contact() },
            "Make Noor Proefkonijn the contact",
        ),
        (add(account(Sftp, "new")), "Make the SFTP account new"),
        (
            Change::Rename {
                account: "a".to_owned(),
                to: "b".to_owned(),
            },
            "Rename account a to b",
        ),
        (
            Change::SetPermissions {
                account: "a".to_owned(),
                permissions: ids(&["x"]),
            },
            "Give account a one permission",
        ),
        (
            Change::AddCertificate {
                account: "a".to_owned(),
                certificate: Box::new(held("x")),
            },
            "Add certificate certificate x to a",
        ),
        (
            Change::RemoveAccount {
                account: "a\u{7}".to_owned(),
            },
            "Delete account a\\u{7}",
        ),
    ] {
        let step = Step {
            number: 1,
            change,
            asked: mark(),
            done: None,
        };
        assert_eq!(catalogue.text(&step.title()), title);
    }
}

#[test]
fn every_word_of_chaman_has_a_sentence() {
    let verdicts = [Verdict::Kept, Verdict::Doubtful, Verdict::Broken];
    let words = Channel::ALL
        .into_iter()
        .flat_map(|channel| [channel.panel(), channel.add_button()])
        .chain(SenderRole::ALL.map(SenderRole::text))
        .chain(RotationStage::WAY.map(RotationStage::text))
        .chain([RotationStage::Abandoned.text()])
        .chain(CertificateRule::ALL.map(CertificateRule::text))
        .chain(ConnectionStep::ALL.map(ConnectionStep::text))
        .chain(verdicts.map(Verdict::text));
    for word in words {
        key_of(&word);
    }
}
