//! What a file is that was expected to be a certificate.

use super::problem;
use crate::domain::problem::Problem;
use crate::domain::text::Text;

/// What was found in the place of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Empty,
    PrivateKey,
    PublicKey,
    Request,
    RevocationList,
    Pkcs12,
    Pkcs7,
    Html,
    Unknown,
}

/// DER of the object identifiers by which files are told apart.
const PKCS7: [u8; 8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07];
const PKCS5: [u8; 8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x05];
const PKCS12_PBE: [u8; 9] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x0C, 0x01];

impl Content {
    /// By the label between `-----BEGIN` and `-----`.
    pub(super) fn of_label(label: &str) -> Self {
        match label {
            "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => Self::Request,
            "X509 CRL" => Self::RevocationList,
            "PKCS7" | "CMS" => Self::Pkcs7,
            "PUBLIC KEY" | "RSA PUBLIC KEY" => Self::PublicKey,
            _ if label.ends_with("PRIVATE KEY") => Self::PrivateKey,
            _ => Self::Unknown,
        }
    }

    /// By the first bytes of a file without any label.
    pub(super) fn of_bytes(bytes: &[u8]) -> Self {
        use x509_parser::prelude::FromDer as _;
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Self::Empty;
        }
        if bytes.trim_ascii_start().starts_with(b"<") {
            return Self::Html;
        }
        let Some(inner) = inside_sequence(bytes) else {
            return Self::Unknown;
        };
        match inner {
            // PFX has version 3 (RFC 7292), keys 0 or 1 (RFC 5208, 8017, 5915).
            [0x02, 0x01, 3, ..] => Self::Pkcs12,
            [0x02, 0x01, 0 | 1, 0x30 | 0x02 | 0x04, ..]
                if x509_parser::certification_request::X509CertificationRequest::from_der(
                    bytes,
                )
                .is_err() =>
            {
                Self::PrivateKey
            }
            [0x06, _, oid @ ..] if oid.starts_with(&PKCS7) => Self::Pkcs7,
            [0x30, ..] => Self::of_signed(bytes, inner),
            _ => Self::Unknown,
        }
    }

    fn of_signed(bytes: &[u8], inner: &[u8]) -> Self {
        use x509_parser::prelude::FromDer as _;
        let algorithm = inside_sequence(inner).unwrap_or_default();
        if let [0x06, _, oid @ ..] = algorithm {
            let encrypted = oid.starts_with(&PKCS5) || oid.starts_with(&PKCS12_PBE);
            return if encrypted {
                Self::PrivateKey
            } else {
                Self::PublicKey
            };
        }
        if x509_parser::certification_request::X509CertificationRequest::from_der(bytes).is_ok() {
            Self::Request
        } else if x509_parser::revocation_list::CertificateRevocationList::from_der(bytes).is_ok() {
            Self::RevocationList
        } else {
            Self::Unknown
        }
    }

    /// Says what it is, with the command that makes a certificate of it where there is one.
    pub(super) fn problem(self) -> Problem {
        match self {
            Self::Empty => problem(Text::new("cert-empty"), Text::new("cert-empty-hint")),
            Self::PrivateKey => problem(Text::new("cert-is-key"), Text::new("cert-is-key-hint")),
            Self::PublicKey => problem(
                Text::new("cert-is-public-key"),
                Text::new("cert-is-key-hint"),
            ),
            Self::Request => problem(
                Text::new("cert-is-request"),
                Text::new("cert-is-request-hint"),
            ),
            Self::RevocationList => problem(
                Text::new("cert-is-revocation-list"),
                Text::new("cert-unknown-hint"),
            ),
            Self::Pkcs12 => problem(
                Text::new("cert-is-pkcs12"),
                Text::new("cert-is-pkcs12-hint"),
            ),
            Self::Pkcs7 => problem(Text::new("cert-is-pkcs7"), Text::new("cert-is-pkcs7-hint")),
            Self::Html => problem(Text::new("cert-is-html"), Text::new("cert-is-html-hint")),
            Self::Unknown => problem(Text::new("cert-unknown"), Text::new("cert-unknown-hint")),
        }
    }
}

/// The contents of a DER sequence, whatever follows it.
fn inside_sequence(bytes: &[u8]) -> Option<&[u8]> {
    match bytes {
        [0x30, length, rest @ ..] if *length < 0x80 => Some(rest),
        [0x30, length, rest @ ..] => rest.get(usize::from(length & 0x7F)..),
        _ => None,
    }
}
