//! The register as a file: whole, and with each mistake named where it stands.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::chaman::{export, import};
use crate::domain::problem::Problem;
use crate::domain::text::Arg;

fn reimport(text: &str) -> Result<Channels, Problem> {
    import(text, Path::new("register.toml"))
}

#[test]
fn what_is_exported_is_imported_as_it_was() {
    assert_eq!(reimport(&export(&channels())), Ok(channels()));
    let empty = Channels::default();
    assert_eq!(reimport(&export(&empty)), Ok(empty));
}

#[test]
fn the_file_is_pleasant_to_read() {
    let mut few = channels();
    few.accounts.remove(0);
    few.accounts.truncate(1);
    let text = export(&few);
    let pem = format!("pem = \"\"\"\n{}\"\"\"\n", PEMS[0]);
    assert!(text.contains(&pem), "{text}");
    let without = text.replace(&pem, "pem = …\n");
    insta::assert_snapshot!("register_file", without);
}

#[test]
fn only_paths_of_secrets_are_in_the_file() {
    let text = export(&channels());
    for path in [
        "/secrets/ftp password.txt",
        "/keys/rest.pem",
        "/secrets/rest.txt",
    ] {
        assert!(text.contains(path), "{path}");
    }
    assert!(!text.contains("PRIVATE KEY"));
}

/// Key of the reason, and line and column.
fn place(problem: &Problem) -> (&'static str, i64, i64) {
    assert_eq!(problem.summary.key, "config-mistake", "{problem:?}");
    let number = |wanted: &str| {
        let arg = problem
            .summary
            .args
            .iter()
            .find(|(name, _)| *name == wanted);
        match arg {
            Some((_, Arg::Number(number))) => *number,
            other => panic!("{wanted} is {other:?}"),
        }
    };
    let reason = problem.detail.as_ref().expect("why");
    assert!(problem.hint.is_some());
    (reason.key, number("line"), number("column"))
}

const CONTACT: &str = r#"[contact]
name = "Noor Proefkonijn"
phone_code = "+32"
phone_number = "2 000 00 00"
email = "noor@example.be"
language = "nl"
"#;

const SOAP: &str = r#"channel = "soap"
name = "a"
"#;
const REST: &str = r#"channel = "rest"
name = "a"
permissions = ["dimona-consult"]
"#;

/// The contact on lines 1 to 6, then an account from line 7, then its certificate.
fn file(account: &str) -> String {
    let pem = &PEMS[0];
    format!(
        "{CONTACT}[[account]]\n{account}[[account.certificate]]\nname = \"c\"\nfile_name = \"c.cer\"\npem = \"\"\"\n{pem}\"\"\"\n"
    )
}

fn assert_mistakes<const N: usize>(cases: [(&str, String, (&str, i64, i64)); N]) {
    for (name, account, expected) in cases {
        let problem = reimport(&file(&account)).expect_err(name);
        assert_eq!(place(&problem), expected, "{name}");
    }
}

#[test]
fn a_mistake_is_named_with_its_line_and_column() {
    assert_mistakes([
        (
            "an unknown key",
            format!("{SOAP}colour = 1\n"),
            ("config-unknown-key", 10, 1),
        ),
        (
            "an unknown channel",
            SOAP.replace("soap", "fax"),
            ("config-unknown-value", 8, 11),
        ),
        (
            "no channel",
            "name = \"a\"\n".to_owned(),
            ("config-missing-key", 7, 1),
        ),
        (
            "an empty name",
            SOAP.replace("\"a\"", "\"\""),
            ("chaman-name-empty", 9, 8),
        ),
        (
            "a name that a terminal would obey",
            SOAP.replace("\"a\"", r#""\u001b[2J""#),
            ("chaman-name-characters", 9, 8),
        ),
        (
            "a permission that is no word",
            REST.replace(']', ", \"a b\"]"),
            ("chaman-import-permission", 10, 34),
        ),
        (
            "a client id with a blank",
            format!("{REST}client_id = \"a b\"\n"),
            ("chaman-client-id", 11, 13),
        ),
        (
            "a passphrase without a key",
            format!("{REST}passphrase_file = \"/a\"\n"),
            ("chaman-import-no-key", 11, 19),
        ),
    ]);
    for good in [SOAP, REST] {
        assert!(
            reimport(&file(good)).is_ok(),
            "the cases are good otherwise"
        );
    }
}

#[test]
fn each_channel_has_its_own_keys_in_the_file() {
    let ftp = REST.replace("rest", "ftp");
    let sftp = format!("{}user_name = \"a\"\n", REST.replace("rest", "sftp"));
    assert_mistakes([
        (
            "REST without permissions",
            SOAP.replace("soap", "rest"),
            ("chaman-permissions-none", 7, 1),
        ),
        (
            "permissions of SOAP",
            REST.replace("rest", "soap"),
            ("chaman-import-stranger", 10, 15),
        ),
        (
            "a client id of SOAP",
            format!("{SOAP}client_id = \"a\"\n"),
            ("chaman-import-stranger", 10, 13),
        ),
        (
            "FTP without a user name",
            ftp.clone(),
            ("chaman-user-name-empty", 7, 1),
        ),
        (
            "a user name of eleven letters",
            format!("{ftp}user_name = \"abcdefghijk\"\n"),
            ("chaman-user-name-long", 11, 13),
        ),
        (
            "SFTP without SSH key",
            sftp.clone(),
            ("chaman-ssh-key-none", 7, 1),
        ),
        (
            "SFTP with another text as SSH key",
            format!("{sftp}ssh_key = \"hello\"\n"),
            ("cert-ssh-unknown", 12, 11),
        ),
    ]);
}

fn assert_refused<const N: usize>(cases: [(&str, String, &str); N]) {
    for (name, text, reason) in cases {
        let problem = reimport(&text).expect_err(name);
        assert_eq!(place(&problem).0, reason, "{name}");
    }
}

#[test]
fn whole_accounts_keep_chamans_rules() {
    let (soap, rest) = (file(SOAP), file(REST));
    let account_of = |text: &str| text[CONTACT.len()..].to_owned();
    let certificate = soap.find("[[account.certificate]]").expect("there");
    let more = &soap[certificate..];
    assert_refused([
        (
            "accounts without a contact",
            account_of(&soap),
            "chaman-contact-first",
        ),
        (
            "a second SOAP account",
            format!(
                "{soap}{}",
                account_of(&file(&SOAP.replace("\"a\"", "\"b\"")))
            ),
            "chaman-one-account",
        ),
        (
            "two accounts of one name",
            format!(
                "{soap}{}",
                account_of(&file(&REST.replace("\"a\"", "\"A\"")))
            ),
            "chaman-name-taken",
        ),
        (
            "no certificate",
            soap[..certificate].to_owned(),
            "chaman-certificate-none",
        ),
        (
            "two certificates of SOAP",
            format!("{soap}{more}"),
            "chaman-no-more-certificates",
        ),
        (
            "the same certificate twice",
            format!("{rest}{more}"),
            "chaman-certificate-there",
        ),
    ]);
}

#[test]
fn nothing_in_the_file_is_believed() {
    let (begin, end) = (
        "-----BEGIN CERTIFICATE-----\n",
        "-----END CERTIFICATE-----\n",
    );
    let soap = file(SOAP);
    assert_refused([
        (
            "two certificates in one text",
            soap.replace(end, &format!("{end}{}", PEMS[1])),
            "chaman-import-one-certificate",
        ),
        (
            "text around a certificate",
            soap.replace(begin, &format!("mine\n{begin}")),
            "chaman-import-one-certificate",
        ),
        (
            "a damaged certificate",
            soap.replace(&format!("{begin}MII"), &format!("{begin}AAA")),
            "cert-broken",
        ),
        (
            "a private key",
            soap.replace(" CERTIFICATE-", " PRIVATE KEY-"),
            "cert-is-key",
        ),
        (
            "no TOML at all",
            "\u{1b}[2J".to_owned(),
            "config-system-says",
        ),
        (
            "a bad sender",
            "[sender]\nnumber = \"x\"\nname = \"a\"\nrole = \"enterprise\"\n".to_owned(),
            "chaman-sender-number",
        ),
        (
            "a bad contact",
            CONTACT.replace("+32", "32x"),
            "chaman-phone-code",
        ),
    ]);
}

/// Names as people give them, and as they should not hurt: quotes, backslashes, other scripts.
fn any_name() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9 \"'\\\\#=\\[\\]éß李{}.-]{1,30}"
        .prop_map(|name| name.trim().to_owned())
        .prop_filter("a name is not empty", |name| !name.is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_it_is_called_it_comes_back(
        names in prop::collection::btree_set(any_name(), 4),
        certificate in any_name(),
        path in any_name(),
    ) {
        let mut channels = channels();
        let lower: std::collections::BTreeSet<_> = names.iter().map(|name| name.to_lowercase()).collect();
        prop_assume!(lower.len() == names.len());
        for (account, name) in channels.accounts.iter_mut().zip(names) {
            account.name = name;
            for held in account.certificates_mut() {
                held.name.clone_from(&certificate);
                held.file_name.clone_from(&certificate);
            }
            if let Details::Rest { key: Some(key), .. } = &mut account.details {
                key.file = path.clone().into();
            }
        }
        prop_assert_eq!(reimport(&export(&channels)), Ok(channels));
    }

    #[test]
    fn a_file_with_a_hole_is_never_a_panic(place in 0.0..1.0_f64, bytes in 1_usize..200) {
        let text = export(&channels());
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a short text")]
        let start = (text.len() as f64 * place) as usize;
        let end = (start + bytes).min(text.len());
        if let (Some(before), Some(after)) = (text.get(..start), text.get(end..)) {
            let _ = reimport(&format!("{before}{after}"));
        }
    }
}
