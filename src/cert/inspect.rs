//! Finding certificates in the bytes of a file.

use x509_parser::prelude::{FromDer as _, X509Certificate};

use super::content::Content;
use super::{facts, pem, problem};
use crate::domain::problem::Problem;
use crate::domain::report::CertFacts;
use crate::domain::text::Text;

/// Certificates that a file may have: the longest bundles of authorities have fewer.
const MOST: usize = 300;

/// Labels of PEM under which certificates are kept; the last has openssl's own notes behind
/// the certificate.
const LABELS: [&str; 3] = ["CERTIFICATE", "X509 CERTIFICATE", TRUSTED];
const TRUSTED: &str = "TRUSTED CERTIFICATE";

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

    /// The same as PEM (RFC 7468), whatever form it was read in.
    pub fn pem(&self) -> String {
        pem::certificate(&self.der)
    }

    /// Reads the certificate at the beginning of the bytes, and gives what follows it.
    fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (rest, parsed) = X509Certificate::from_der(bytes).ok()?;
        let der = &bytes[..bytes.len() - rest.len()];
        let certificate = Self {
            der: der.to_vec(),
            public_key: parsed.public_key().raw.to_vec(),
            facts: facts::read(&parsed, der)?,
        };
        Some((certificate, rest))
    }

    /// Reads bytes that are a certificate and nothing else.
    fn read_whole(bytes: &[u8]) -> Result<Self, Problem> {
        match Self::read(bytes) {
            Some((certificate, [])) => Ok(certificate),
            _ => Err(broken()),
        }
    }
}

/// The first certificate in the bytes of a file: of a chain, the owner's own.
pub fn inspect_first(bytes: &[u8]) -> Result<Certificate, Problem> {
    inspect(bytes)?.into_iter().next().ok_or_else(broken)
}

/// The SHA-256 of the first certificate in the bytes of a file in PEM, as its facts have it: all
/// that they say costs a signature that is verified.
pub fn sha256_of_first(bytes: &[u8]) -> Result<String, Problem> {
    let text = String::from_utf8_lossy(bytes);
    let mut blocks = pem::blocks(&text).into_iter();
    let first = blocks.find(|block| LABELS.contains(&block.label));
    let der = first.and_then(|block| block.contents).ok_or_else(broken)?;
    let (rest, _) = X509Certificate::from_der(&der).map_err(|_| broken())?;
    Ok(facts::sha256(&der[..der.len() - rest.len()]))
}

/// The certificates in the bytes of a file, in their order: PEM with whatever text around
/// it, or DER.
///
/// Anything else is named for what it is. A file that also holds a private key is refused,
/// because certificate files are passed on to others.
pub fn inspect(bytes: &[u8]) -> Result<Vec<Certificate>, Problem> {
    // A name inside a certificate in DER may look like the beginning of PEM.
    if X509Certificate::from_der(bytes).is_ok() {
        return Ok(vec![Certificate::read_whole(bytes)?]);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = String::from_utf8_lossy(bytes);
    let blocks = pem::blocks(&text);
    let Some(first) = blocks.first() else {
        return Err(Content::of_bytes(bytes).problem());
    };
    let is_certificate = |block: &&pem::Block<'_>| LABELS.contains(&block.label);
    let count = blocks.iter().filter(is_certificate).count();
    if count == 0 {
        return Err(Content::of_label(first.label).problem());
    }
    let mut others = blocks.iter().map(|block| Content::of_label(block.label));
    if others.any(|other| other == Content::PrivateKey) {
        return Err(problem(
            Text::new("cert-with-key"),
            Text::new("cert-with-key-hint"),
        ));
    }
    if count > MOST {
        return Err(problem(
            Text::new("cert-too-many").with("limit", MOST),
            Text::new("cert-too-many-hint"),
        ));
    }
    blocks.iter().filter(is_certificate).map(of_block).collect()
}

fn of_block(block: &pem::Block<'_>) -> Result<Certificate, Problem> {
    let contents = block.contents.as_ref().ok_or_else(broken)?;
    if block.label == TRUSTED {
        let (certificate, _) = Certificate::read(contents).ok_or_else(broken)?;
        return Ok(certificate);
    }
    Certificate::read_whole(contents)
}

fn broken() -> Problem {
    problem(Text::new("cert-broken"), Text::new("cert-broken-hint"))
}
