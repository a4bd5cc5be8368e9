//! New keys with self-signed certificates or requests for one, of the kinds that Chaman takes
//! (rsz-rest 12.3).

use std::time::Duration;

use jiff::Timestamp;
use rcgen::{
    CertificateParams, DistinguishedName, DnType, KeyPair, KeyUsagePurpose, RsaKeySize,
    SerialNumber, SignatureAlgorithm, date_time_ymd,
};
use zeroize::Zeroizing;

use super::problem;
pub use crate::domain::chaman::KeyKind;
use crate::domain::problem::Problem;
use crate::domain::text::Text;

fn generate(kind: KeyKind) -> Result<KeyPair, rcgen::Error> {
    let rsa =
        |algorithm: &'static SignatureAlgorithm, size| KeyPair::generate_rsa_for(algorithm, size);
    match kind {
        KeyKind::Rsa2048 => rsa(&rcgen::PKCS_RSA_SHA256, RsaKeySize::_2048),
        KeyKind::Rsa3072 => rsa(&rcgen::PKCS_RSA_SHA256, RsaKeySize::_3072),
        KeyKind::Rsa4096 => rsa(&rcgen::PKCS_RSA_SHA512, RsaKeySize::_4096),
        KeyKind::P384 => KeyPair::generate_for(&rcgen::PKCS_ECDSA_P384_SHA384),
        KeyKind::P521 => KeyPair::generate_for(&rcgen::PKCS_ECDSA_P521_SHA512),
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

/// A new key with a request for a certificate (CSR, RFC 2986), both as PEM.
pub struct NewRequest {
    /// The private key, PKCS#8; wiped from memory when dropped.
    pub key: Zeroizing<String>,
    /// The request, for an authority.
    pub request: String,
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
    let mut parameters = parameters(subject);
    parameters.serial_number = Some(random_serial()?);
    let epoch = date_time_ymd(1970, 1, 1);
    parameters.not_before = epoch + since_epoch(not_before)?;
    parameters.not_after = epoch + since_epoch(not_after)?;
    let key = generate(kind).map_err(|_| not_made())?;
    let certificate = parameters.self_signed(&key).map_err(|_| not_made())?;
    Ok(NewCertificate {
        key: Zeroizing::new(key.serialize_pem()),
        certificate: certificate.pem(),
    })
}

/// Makes a key and a request for a certificate of it, for digital signatures only. RSA keys
/// take up to seconds. Fails when a name cannot be written.
pub fn request(kind: KeyKind, subject: &Subject) -> Result<NewRequest, Problem> {
    let key = generate(kind).map_err(|_| not_made())?;
    let request = parameters(subject)
        .serialize_request(&key)
        .and_then(|request| request.pem())
        .map_err(|_| not_made())?;
    Ok(NewRequest {
        key: Zeroizing::new(key.serialize_pem()),
        request,
    })
}

/// What a certificate and a request for one have in common: the names, and what the key is for.
pub(super) fn parameters(subject: &Subject) -> CertificateParams {
    let mut parameters = CertificateParams::default();
    parameters.distinguished_name = DistinguishedName::new();
    let names = &mut parameters.distinguished_name;
    names.push(DnType::OrganizationName, subject.company.as_str());
    names.push(DnType::CommonName, subject.common_name.as_str());
    // rcgen marks key usage as critical by itself.
    parameters.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    parameters
}

/// Positive, and never shorter than its sixteen bytes.
pub(super) fn random_serial() -> Result<SerialNumber, Problem> {
    let mut serial = [0; 16];
    aws_lc_rs::rand::fill(&mut serial).map_err(|_| not_made())?;
    serial[0] = serial[0] & 0x7F | 0x40;
    Ok(SerialNumber::from_slice(&serial))
}

/// Certificates before 1970 are nobody's wish.
pub(super) fn since_epoch(moment: Timestamp) -> Result<Duration, Problem> {
    u64::try_from(moment.as_second())
        .map(Duration::from_secs)
        .map_err(|_| not_made())
}

pub(super) fn not_made() -> Problem {
    problem(Text::new("cert-not-made"), Text::new("cert-not-made-hint"))
}
