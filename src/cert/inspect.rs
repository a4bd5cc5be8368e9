//! Reading certificates from the bytes of a file, and saying what they say.

use aws_lc_rs::digest;
use jiff::Timestamp;
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;
use std::fmt::Write as _;
use x509_parser::prelude::{ASN1Time, AttributeTypeAndValue, FromDer as _, X509Certificate};
use x509_parser::public_key::PublicKey;
use x509_parser::x509::{SubjectPublicKeyInfo, X509Name};

use super::content::Content;
use super::problem;
use crate::domain::problem::Problem;
use crate::domain::report::CertFacts;
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

/// A certificate that could be read as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    der: Vec<u8>,
    public_key: Vec<u8>,
    facts: CertFacts,
}

impl Certificate {
    /// What it says.
    pub fn facts(&self) -> &CertFacts {
        &self.facts
    }

    /// The public key as `SubjectPublicKeyInfo` (RFC 5280 4.1), for comparing with a private key.
    pub fn public_key_der(&self) -> &[u8] {
        &self.public_key
    }

    /// The certificate itself.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    fn read(der: &[u8]) -> Result<Self, Problem> {
        let broken = || problem(Text::new("cert-broken"), Text::new("cert-broken-hint"));
        let (rest, parsed) = X509Certificate::from_der(der).map_err(|_| broken())?;
        if !rest.is_empty() {
            return Err(broken());
        }
        let moment = |time: ASN1Time| Timestamp::from_second(time.timestamp());
        let validity = parsed.validity();
        let facts = CertFacts {
            owner: common_name(parsed.subject()),
            company: first(parsed.subject().iter_organization()),
            issuer: common_name(parsed.issuer()),
            serial: parsed.tbs_certificate.serial.to_string(),
            sha256: hex(digest::digest(&digest::SHA256, der).as_ref()),
            key: key_kind(parsed.public_key()),
            not_before: moment(validity.not_before).map_err(|_| broken())?,
            not_after: moment(validity.not_after).map_err(|_| broken())?,
        };
        Ok(Self {
            der: der.to_vec(),
            public_key: parsed.public_key().raw.to_vec(),
            facts,
        })
    }
}

/// The first certificate in the bytes of a file: of a chain, the owner's own.
pub fn inspect_first(bytes: &[u8]) -> Result<Certificate, Problem> {
    let mut certificates = inspect(bytes)?.into_iter();
    certificates
        .next()
        .ok_or_else(|| problem(Text::new("cert-broken"), Text::new("cert-broken-hint")))
}

/// The certificates in the bytes of a file, in their order: PEM with whatever text around
/// it, or DER.
///
/// Anything else is named for what it is. A file that also holds a private key is refused,
/// because certificate files are passed on to others.
pub fn inspect(bytes: &[u8]) -> Result<Vec<Certificate>, Problem> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let labels = labels(bytes);
    if labels.is_empty() {
        if X509Certificate::from_der(bytes).is_ok() {
            return Ok(vec![Certificate::read(bytes)?]);
        }
        return Err(Content::of_bytes(bytes).problem());
    }
    let is_certificate = |label: &String| label == "CERTIFICATE";
    let contents = |label: &String| Content::of_label(label);
    if !labels.iter().any(is_certificate) {
        return Err(contents(&labels[0]).problem());
    }
    if labels
        .iter()
        .any(|label| contents(label) == Content::PrivateKey)
    {
        return Err(problem(
            Text::new("cert-with-key"),
            Text::new("cert-with-key-hint"),
        ));
    }
    let certificates = CertificateDer::pem_slice_iter(bytes)
        .map(|der| {
            let der =
                der.map_err(|_| problem(Text::new("cert-broken"), Text::new("cert-broken-hint")))?;
            Certificate::read(&der)
        })
        .collect::<Result<Vec<_>, _>>()?;
    if certificates.len() < labels.iter().filter(|label| is_certificate(label)).count() {
        // A block without its last line is passed over by the reader; we do not.
        return Err(problem(
            Text::new("cert-broken"),
            Text::new("cert-broken-hint"),
        ));
    }
    Ok(certificates)
}

/// The labels of the PEM blocks in a file.
fn labels(bytes: &[u8]) -> Vec<String> {
    String::from_utf8_lossy(bytes)
        .split("-----BEGIN ")
        .skip(1)
        .filter_map(|block| block.split_once("-----"))
        .map(|(label, _)| label.to_owned())
        .collect()
}

fn common_name(name: &X509Name<'_>) -> Untrusted {
    first(name.iter_common_name())
}

fn first<'a>(mut values: impl Iterator<Item = &'a AttributeTypeAndValue<'a>>) -> Untrusted {
    values.next().map(words).unwrap_or_default()
}

/// The text of a name's part; old authorities write it in two bytes a character.
fn words(part: &AttributeTypeAndValue<'_>) -> Untrusted {
    const BMP_STRING: u32 = 30;
    if let Ok(text) = part.as_str() {
        return text.into();
    }
    let bytes = part.as_slice();
    if part.attr_value().header.tag().0 == BMP_STRING {
        let units = bytes
            .chunks_exact(2)
            .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        return char::decode_utf16(units)
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect::<String>()
            .into();
    }
    // T61 strings are Latin-1 in practice.
    bytes
        .iter()
        .map(|&byte| char::from(byte))
        .collect::<String>()
        .into()
}

/// `RSA 3072`, `P-384`; by the curve's identifier, since sizes of odd curves are misread.
fn key_kind(key: &SubjectPublicKeyInfo<'_>) -> String {
    if let Ok(PublicKey::RSA(key)) = key.parsed() {
        return format!("RSA {}", key.key_size());
    }
    let curve = key
        .algorithm
        .parameters
        .as_ref()
        .and_then(|parameters| parameters.as_oid().ok())
        .map(|oid| oid.to_id_string());
    match curve.as_deref() {
        Some("1.2.840.10045.3.1.7") => "P-256".to_owned(),
        Some("1.3.132.0.34") => "P-384".to_owned(),
        Some("1.3.132.0.35") => "P-521".to_owned(),
        Some(other) => format!("EC {other}"),
        None => match key.algorithm.algorithm.to_id_string().as_str() {
            "1.3.101.112" => "Ed25519".to_owned(),
            other => other.to_owned(),
        },
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
