//! Making certificates: what is written, what is refused, and what is left behind.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use super::*;
use crate::domain::chaman::KeyKind;
use crate::rsz::key::SigningKey;

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.path(name).to_str().expect("UTF-8").to_owned()
    }

    fn secret(&self, name: &str, contents: &str) -> String {
        cert::write_private(&self.path(name), contents.as_bytes()).expect("written");
        self.text(name)
    }

    fn order(&self) -> CertificateOrder {
        CertificateOrder {
            kind: KeyKind::P384,
            request: false,
            company: " Loket Noord ".to_owned(),
            common_name: "dimona".to_owned(),
            days: " 365 ".to_owned(),
            key_file: self.text("key.pem"),
            file: self.text("certificate.cer"),
            passphrase_file: String::new(),
        }
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).expect("readable");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name())
            .map(|name| name.into_string().expect("UTF-8"))
            .collect();
        names.sort();
        names
    }
}

fn now() -> Timestamp {
    "2026-11-22T10:00:00Z".parse().expect("a time")
}

#[test]
fn a_certificate_is_in_the_companys_name_and_its_key_private() {
    let desk = Desk::new();
    let files = make(&desk.order(), now()).expect("made");
    assert_eq!(files, [desk.path("key.pem"), desk.path("certificate.cer")]);
    let facts = inspect_file(&files[1]).expect("a certificate").remove(0);
    assert_eq!(facts.company.raw(), "Loket Noord");
    assert_eq!(facts.owner.raw(), "dimona");
    assert!(facts.self_signed);
    assert_eq!(
        facts.not_after,
        now() + SignedDuration::from_hours(365 * 24)
    );
    assert_eq!(facts.not_before, now() - HEAD_START);
    assert_eq!(facts.key_usage, Some(vec!["digitalSignature".to_owned()]));
    let key = SigningKey::load(&key::read_key_file(&files[0]).expect("private"), None);
    let public = key.expect("a key").public_key_der().expect("encodes");
    let certificate = cert::inspect_file(&files[1])
        .expect("a certificate")
        .remove(0);
    assert_eq!(certificate.public_key_der(), public);
}

#[test]
fn a_passphrase_locks_the_key() {
    let desk = Desk::new();
    let order = CertificateOrder {
        passphrase_file: desk.secret("passphrase", "geheim \r\nsecond line"),
        ..desk.order()
    };
    let files = make(&order, now()).expect("made");
    let bytes = key::read_key_file(&files[0]).expect("private");
    assert!(bytes.starts_with(b"-----BEGIN ENCRYPTED PRIVATE KEY-----"));
    let passphrase = SecretString::from("geheim ");
    SigningKey::load(&bytes, Some(&passphrase)).expect("opens");
}

#[test]
fn a_request_has_no_validity() {
    let desk = Desk::new();
    let order = CertificateOrder {
        request: true,
        days: String::new(),
        file: desk.text("request.csr"),
        ..desk.order()
    };
    let files = make(&order, now()).expect("made");
    let problem = inspect_file(&files[1]).expect_err("no certificate");
    assert_eq!(problem.summary.key, "cert-is-request");
    assert!(problem.detail.is_some(), "which file it is");
}

/// A change of an order that can be carried out.
type Spoil = fn(&Desk, &mut CertificateOrder);

/// Each change is refused for its reason, and nothing is written.
fn assert_refused(desk: &Desk, cases: &[(&str, Spoil, &str)]) {
    let before = desk.names();
    for (name, spoil, expected) in cases {
        let mut order = desk.order();
        spoil(desk, &mut order);
        let problem = make(&order, now()).expect_err(name);
        assert_eq!(problem.summary.key, *expected, "{name}");
        assert_eq!(desk.names(), before, "{name}");
    }
}

#[test]
fn names_and_days_that_no_certificate_has_are_refused() {
    let cases: [(&str, Spoil, &str); 10] = [
        (
            "no company",
            |_, order| order.company = "  ".into(),
            "chaman-name-empty",
        ),
        (
            "no owner",
            |_, order| order.common_name.clear(),
            "chaman-name-empty",
        ),
        (
            "an escape",
            |_, order| order.company = "a\u{1b}[2J".into(),
            "chaman-name-characters",
        ),
        (
            "a mark that turns the text around",
            |_, order| order.common_name = "a\u{202e}b".into(),
            "chaman-name-characters",
        ),
        (
            "65 characters",
            |_, order| order.company = "é".repeat(65),
            "certificates-order-long",
        ),
        (
            "no days",
            |_, order| order.days.clear(),
            "certificates-order-days",
        ),
        (
            "no day at all",
            |_, order| order.days = "0".into(),
            "certificates-order-days",
        ),
        (
            "too many days",
            |_, order| order.days = "3651".into(),
            "certificates-order-days",
        ),
        (
            "days in words",
            |_, order| order.days = "1 jaar".into(),
            "certificates-order-days",
        ),
        (
            "days beyond numbers",
            |_, order| order.days = "9".repeat(30),
            "certificates-order-days",
        ),
    ];
    assert_refused(&Desk::new(), &cases);
}

#[test]
fn files_that_cannot_be_written_are_refused_and_leave_nothing_behind() {
    let desk = Desk::new();
    desk.secret("there.cer", "ours");
    desk.secret("empty", "\nsecond line");
    fs::write(desk.path("open"), "geheim").expect("written");
    // Whatever the umask of the process is by now.
    let for_everybody = fs::Permissions::from_mode(0o644);
    fs::set_permissions(desk.path("open"), for_everybody).expect("ours");
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", desk.path("dangling.cer")).expect("linked");
    let cases: [(&str, Spoil, &str); 11] = [
        (
            "no key file",
            |_, order| order.key_file = " ".into(),
            "certificates-order-key-none",
        ),
        (
            "no file",
            |_, order| order.file.clear(),
            "certificates-order-file-none",
        ),
        (
            "one file for both",
            |desk, order| order.key_file = desk.text("./certificate.cer"),
            "certificates-order-same-file",
        ),
        (
            "a certificate named otherwise",
            |desk, order| order.file = desk.text("certificate.pem"),
            "certificates-order-extension",
        ),
        (
            "a request named like a certificate",
            |_, order| order.request = true,
            "certificates-order-extension",
        ),
        (
            "a file that is there",
            |desk, order| order.file = desk.text("there.cer"),
            "cert-file-exists",
        ),
        (
            "a key file that is there",
            |desk, order| order.key_file = desk.text("there.cer"),
            "cert-file-exists",
        ),
        (
            "a link that leads nowhere",
            |desk, order| order.file = desk.text("dangling.cer"),
            "cert-file-exists",
        ),
        (
            "a folder that is not there",
            |desk, order| order.file = desk.text("none/certificate.cer"),
            "cert-not-written",
        ),
        (
            "a passphrase that everybody can read",
            |desk, order| order.passphrase_file = desk.text("open"),
            "rsz-key-file-open",
        ),
        (
            "an empty passphrase",
            |desk, order| order.passphrase_file = desk.text("empty"),
            "rsz-passphrase-none",
        ),
    ];
    assert_refused(&desk, &cases);
    assert_eq!(fs::read(desk.path("there.cer")).expect("there"), b"ours");
}
