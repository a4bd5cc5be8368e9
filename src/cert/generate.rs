//! New keys with self-signed certificates, of the kinds that Chaman takes (rsz-rest 12.3).

use std::time::Duration;

use jiff::Timestamp;
use rcgen::{
    CertificateParams, DistinguishedName, DnType, KeyPair, KeyUsagePurpose, RsaKeySize,
    SerialNumber, SignatureAlgorithm, date_time_ymd,
};
use zeroize::Zeroizing;

use super::problem;
use crate::domain::problem::Problem;
use crate::domain::text::Text;

/// A kind of key that Chaman takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// RSA of 2048 bits, signed with SHA-256.
    Rsa2048,
    /// RSA of 3072 bits, signed with SHA-256.
    Rsa3072,
    /// RSA of 4096 bits, signed with SHA-512.
    Rsa4096,
    /// Elliptic curve P-384, signed with SHA-384.
    P384,
    /// Elliptic curve P-521, signed with SHA-512.
    P521,
}

impl KeyKind {
    /// All kinds, the quickest to make first.
    pub const ALL: [Self; 5] = [
        Self::P384,
        Self::P521,
        Self::Rsa2048,
        Self::Rsa3072,
        Self::Rsa4096,
    ];

    fn generate(self) -> Result<KeyPair, rcgen::Error> {
        let rsa = |algorithm: &'static SignatureAlgorithm, size| {
            KeyPair::generate_rsa_for(algorithm, size)
        };
        match self {
            Self::Rsa2048 => rsa(&rcgen::PKCS_RSA_SHA256, RsaKeySize::_2048),
            Self::Rsa3072 => rsa(&rcgen::PKCS_RSA_SHA256, RsaKeySize::_3072),
            Self::Rsa4096 => rsa(&rcgen::PKCS_RSA_SHA512, RsaKeySize::_4096),
            Self::P384 => KeyPair::generate_for(&rcgen::PKCS_ECDSA_P384_SHA384),
            Self::P521 => KeyPair::generate_for(&rcgen::PKCS_ECDSA_P521_SHA512),
        }
    }
}

/// In whose name a certificate is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The company: Chaman wants the certificate in its name.
    pub company: String,
    /// The owner within it.
    pub common_name: String,
}

/// A new key with its certificate, both as PEM.
pub struct NewCertificate {
    /// The private key, PKCS#8; wiped from memory when dropped.
    pub key: Zeroizing<String>,
    /// The certificate.
    pub certificate: String,
}

/// Makes a key and a certificate signed with it, for digital signatures only.
///
/// Valid from `not_before` to `not_after`, in whole seconds. RSA keys take up to seconds.
/// Fails when the dates are in the wrong order or a name cannot be written.
pub fn self_signed(
    kind: KeyKind,
    subject: &Subject,
    not_before: Timestamp,
    not_after: Timestamp,
) -> Result<NewCertificate, Problem> {
    if not_before >= not_after {
        return Err(problem(
            Text::new("cert-dates-order"),
            Text::new("cert-dates-order-hint"),
        ));
    }
    let mut parameters = CertificateParams::default();
    parameters.distinguished_name = DistinguishedName::new();
    let names = &mut parameters.distinguished_name;
    names.push(DnType::OrganizationName, subject.company.as_str());
    names.push(DnType::CommonName, subject.common_name.as_str());
    // rcgen marks key usage as critical by itself.
    parameters.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    parameters.serial_number = Some(random_serial()?);
    let epoch = date_time_ymd(1970, 1, 1);
    parameters.not_before = epoch + since_epoch(not_before)?;
    parameters.not_after = epoch + since_epoch(not_after)?;
    let key = kind.generate().map_err(|_| not_made())?;
    let certificate = parameters.self_signed(&key).map_err(|_| not_made())?;
    Ok(NewCertificate {
        key: Zeroizing::new(key.serialize_pem()),
        certificate: certificate.pem(),
    })
}

/// Positive, and never shorter than its sixteen bytes.
fn random_serial() -> Result<SerialNumber, Problem> {
    let mut serial = [0; 16];
    aws_lc_rs::rand::fill(&mut serial).map_err(|_| not_made())?;
    serial[0] = serial[0] & 0x7F | 0x40;
    Ok(SerialNumber::from_slice(&serial))
}

/// Certificates before 1970 are nobody's wish.
fn since_epoch(moment: Timestamp) -> Result<Duration, Problem> {
    u64::try_from(moment.as_second())
        .map(Duration::from_secs)
        .map_err(|_| not_made())
}

fn not_made() -> Problem {
    problem(Text::new("cert-not-made"), Text::new("cert-not-made-hint"))
}
