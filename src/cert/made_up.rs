//! Certificates of a made-up authority, for demonstrations and tests: nobody trusts them.

use jiff::Timestamp;
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, IsCa, Issuer, KeyPair,
    PKCS_ECDSA_P384_SHA384, date_time_ymd,
};
use zeroize::Zeroizing;

use super::generate::{NewCertificate, Subject, not_made, parameters, random_serial, since_epoch};
use crate::domain::problem::Problem;

/// A key with a certificate that an authority of this name signed, which is forgotten at once.
pub fn signed_by_authority(
    authority: &str,
    subject: &Subject,
    not_before: Timestamp,
    not_after: Timestamp,
) -> Result<NewCertificate, Problem> {
    let mut root = CertificateParams::default();
    root.distinguished_name = DistinguishedName::new();
    root.distinguished_name.push(DnType::CommonName, authority);
    root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let issuer = Issuer::new(root, new_key()?);

    let epoch = date_time_ymd(1970, 1, 1);
    let mut own = parameters(subject);
    own.not_before = epoch + since_epoch(not_before)?;
    own.not_after = epoch + since_epoch(not_after)?;
    own.serial_number = Some(random_serial()?);
    let key = new_key()?;
    let certificate = own.signed_by(&key, &issuer).map_err(|_| not_made())?;
    Ok(NewCertificate {
        key: Zeroizing::new(key.serialize_pem()),
        certificate: certificate.pem(),
    })
}

fn new_key() -> Result<KeyPair, Problem> {
    KeyPair::generate_for(&PKCS_ECDSA_P384_SHA384).map_err(|_| not_made())
}
