//! What is wrong with an order for a new certificate or for a rotation, as far as the typed
//! text alone tells. Whether the files are there is for whoever carries it out.

use std::path::{Component, Path};

use super::draft::{certificate_file, name};
use super::{CertificateOrder, Flaw, FormField, RotationOrder, Rulebook};
use crate::domain::text::Text;

/// Characters that a certificate has room for in each part of its subject (RFC 5280, A.1:
/// `ub-organization-name` and `ub-common-name`).
const LONGEST_SUBJECT: usize = 64;

/// Days for which a new certificate may be valid: ten years at most.
const LONGEST_DAYS: u16 = 3650;

fn flaw(field: FormField, text: Text) -> Flaw {
    Flaw { field, text }
}

impl CertificateOrder {
    /// Extension of what is made: Chaman takes a certificate as `.cer`, an authority a request
    /// as `.csr`.
    pub fn extension(&self) -> &'static str {
        if self.request { "csr" } else { "cer" }
    }

    /// The field of [`Self::file`]: a request is no certificate.
    pub fn file_field(&self) -> FormField {
        if self.request {
            FormField::Target
        } else {
            FormField::CertificateFile
        }
    }

    /// For how many days the certificate shall be valid; a request does not say.
    pub fn valid_days(&self) -> Option<u16> {
        let days = self.days.trim().parse().ok()?;
        (!self.request && (1..=LONGEST_DAYS).contains(&days)).then_some(days)
    }

    /// What is wrong with it, in the order of the form.
    pub fn flaws(&self) -> Vec<Flaw> {
        let days = (!self.request && self.valid_days().is_none()).then(|| {
            let text = Text::new("certificates-order-days").with("limit", LONGEST_DAYS);
            flaw(FormField::Days, text)
        });
        [
            subject(FormField::Company, &self.company),
            subject(FormField::CommonName, &self.common_name),
            days,
            key_file(&self.key_file),
            self.file_flaw(),
            passphrase(&self.passphrase_file, &[&self.key_file, &self.file]),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn file_flaw(&self) -> Option<Flaw> {
        let (file, extension) = (self.file.trim(), self.extension());
        let field = self.file_field();
        let written = Path::new(file).extension();
        if file.is_empty() {
            return Some(flaw(field, Text::new("certificates-order-file-none")));
        }
        if !written.is_some_and(|written| written.eq_ignore_ascii_case(extension)) {
            let text = Text::new("certificates-order-extension").with("extension", extension);
            return Some(flaw(field, text));
        }
        same_file(file, &self.key_file)
            .then(|| flaw(field, Text::new("certificates-order-same-file")))
    }
}

impl RotationOrder {
    /// What is wrong with it, in the order of the form.
    pub fn flaws(&self, rulebook: &Rulebook) -> Vec<Flaw> {
        let own = same_file(&self.key_file, &self.certificate_file).then(|| {
            let text = Text::new("certificates-order-same-file");
            flaw(FormField::KeyFile, text)
        });
        [
            certificate_file(&self.certificate_file, rulebook),
            name(FormField::CertificateName, &self.certificate_name),
            key_file(&self.key_file).or(own),
            passphrase(
                &self.passphrase_file,
                &[&self.key_file, &self.certificate_file],
            ),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// A part of the subject: a name that may be shown, and that fits into a certificate.
fn subject(field: FormField, text: &str) -> Option<Flaw> {
    name(field, text).or_else(|| {
        let too_long = text.trim().chars().count() > LONGEST_SUBJECT;
        too_long.then(|| {
            let text = Text::new("certificates-order-long").with("limit", LONGEST_SUBJECT);
            flaw(field, text)
        })
    })
}

fn key_file(path: &str) -> Option<Flaw> {
    path.trim()
        .is_empty()
        .then(|| flaw(FormField::KeyFile, Text::new("certificates-order-key-none")))
}

/// A passphrase is kept apart from what it locks.
fn passphrase(path: &str, others: &[&str]) -> Option<Flaw> {
    others.iter().any(|other| same_file(path, other)).then(|| {
        let text = Text::new("certificates-order-same-file");
        flaw(FormField::PassphraseFile, text)
    })
}

/// Whether two typed paths are spelled alike but for `./`; an empty one is no file.
fn same_file(one: &str, other: &str) -> bool {
    let (one, other) = (Path::new(one.trim()), Path::new(other.trim()));
    !one.as_os_str().is_empty() && plain(one).eq(plain(other))
}

fn plain(path: &Path) -> impl Iterator<Item = Component<'_>> {
    path.components()
        .filter(|part| !matches!(part, Component::CurDir))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order() -> CertificateOrder {
        CertificateOrder {
            kind: super::super::KeyKind::P384,
            request: false,
            company: "Loket Noord".into(),
            common_name: "dimona".into(),
            days: "730".into(),
            key_file: "noord-27.key".into(),
            file: "noord-27.cer".into(),
            passphrase_file: String::new(),
        }
    }

    fn found(flaws: Vec<Flaw>) -> Vec<(FormField, &'static str)> {
        flaws
            .into_iter()
            .map(|flaw| (flaw.field, flaw.text.key))
            .collect()
    }

    type Case = (
        &'static str,
        fn(&mut CertificateOrder),
        &'static [(FormField, &'static str)],
    );

    #[test]
    fn an_order_for_a_certificate_is_checked_field_by_field() {
        use FormField as F;
        let cases: [Case; 16] = [
            ("everything filled in", |_| {}, &[]),
            ("one day", |one| one.days = " 1 ".into(), &[]),
            ("ten years", |one| one.days = "3650".into(), &[]),
            (
                "no day",
                |one| one.days = "0".into(),
                &[(F::Days, "certificates-order-days")],
            ),
            (
                "more than ten years",
                |one| one.days = "3651".into(),
                &[(F::Days, "certificates-order-days")],
            ),
            (
                "days that are no number",
                |one| one.days = "two".into(),
                &[(F::Days, "certificates-order-days")],
            ),
            (
                "no company",
                |one| one.company = " ".into(),
                &[(F::Company, "chaman-name-empty")],
            ),
            (
                "a name that a terminal would obey",
                |one| one.common_name = "a\u{1b}[2J".into(),
                &[(F::CommonName, "chaman-name-characters")],
            ),
            (
                "a name longer than a subject",
                |one| one.common_name = "é".repeat(65),
                &[(F::CommonName, "certificates-order-long")],
            ),
            (
                "no key file",
                |one| one.key_file.clear(),
                &[(F::KeyFile, "certificates-order-key-none")],
            ),
            (
                "no certificate file",
                |one| one.file.clear(),
                &[(F::CertificateFile, "certificates-order-file-none")],
            ),
            (
                "a certificate as .pfx",
                |one| one.file = "noord.pfx".into(),
                &[(F::CertificateFile, "certificates-order-extension")],
            ),
            (
                "an extension in capitals",
                |one| one.file = "N.CER".into(),
                &[],
            ),
            (
                "key and certificate in one file",
                |one| one.key_file = "./noord-27.cer".into(),
                &[(F::CertificateFile, "certificates-order-same-file")],
            ),
            (
                "a passphrase in the key's file",
                |one| one.passphrase_file = "noord-27.key".into(),
                &[(F::PassphraseFile, "certificates-order-same-file")],
            ),
            (
                "a request without days, as .csr",
                |one| {
                    one.request = true;
                    one.days.clear();
                    one.file = "noord-27.csr".into();
                },
                &[],
            ),
        ];
        for (case, change, expected) in cases {
            let mut one = order();
            change(&mut one);
            assert_eq!(found(one.flaws()), expected, "{case}");
        }
    }

    #[test]
    fn a_request_is_no_certificate_file() {
        let one = CertificateOrder {
            request: true,
            ..order()
        };
        assert_eq!(
            found(one.flaws()),
            [(FormField::Target, "certificates-order-extension")]
        );
        assert_eq!(one.valid_days(), None);
    }

    #[test]
    fn a_rotation_needs_a_certificate_its_name_and_a_key() {
        let rulebook = Rulebook {
            extensions: vec!["cer".into()],
            ..Rulebook::default()
        };
        let good = RotationOrder {
            account: "loket-noord".into(),
            certificate_file: "new.cer".into(),
            certificate_name: "noord 27".into(),
            key_file: "new.key".into(),
            passphrase_file: String::new(),
        };
        assert_eq!(good.flaws(&rulebook), []);
        assert_eq!(
            found(RotationOrder::default().flaws(&rulebook)),
            [
                (FormField::CertificateFile, "chaman-certificate-none"),
                (FormField::CertificateName, "chaman-name-empty"),
                (FormField::KeyFile, "certificates-order-key-none"),
            ]
        );
        let twice = RotationOrder {
            key_file: "new.cer".into(),
            ..good
        };
        assert_eq!(
            found(twice.flaws(&rulebook)),
            [(FormField::KeyFile, "certificates-order-same-file")]
        );
    }
}
