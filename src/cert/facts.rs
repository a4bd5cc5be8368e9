//! What a certificate says, in the words that people know from Chaman and openssl.

use std::fmt::Write as _;

use aws_lc_rs::digest;
use jiff::Timestamp;
use x509_parser::extensions::{KeyUsage, ParsedExtension};
use x509_parser::num_bigint::{BigInt, Sign};
use x509_parser::prelude::{ASN1Time, AttributeTypeAndValue, X509Certificate};
use x509_parser::x509::X509Name;

use super::algorithm;
use crate::domain::report::CertFacts;
use crate::domain::untrusted::Untrusted;

/// Bytes that a serial number may have: RFC 5280 4.1.2.2 allows 20, and writing a number out
/// in decimal takes time that grows with its square.
const LONGEST_SERIAL: usize = 256;

/// The names of RFC 5280 4.2.1.3, in the order of their bits.
const USES: [&str; 9] = [
    "digitalSignature",
    "nonRepudiation",
    "keyEncipherment",
    "dataEncipherment",
    "keyAgreement",
    "keyCertSign",
    "cRLSign",
    "encipherOnly",
    "decipherOnly",
];

/// The facts of a certificate of which these are the bytes; `None` when it makes no sense.
pub(super) fn read(certificate: &X509Certificate<'_>, der: &[u8]) -> Option<CertFacts> {
    let raw_serial = certificate.raw_serial();
    if raw_serial.len() > LONGEST_SERIAL {
        return None;
    }
    let serial = BigInt::from_signed_bytes_be(raw_serial);
    let validity = certificate.validity();
    Some(CertFacts {
        owner: common_name(certificate.subject()),
        company: first(certificate.subject().iter_organization()),
        issuer: common_name(certificate.issuer()),
        serial: serial.to_string(),
        serial_hex: serial_hex(&serial),
        sha256: sha256(der),
        sha1: hex(digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, der).as_ref()),
        key: algorithm::key_name(certificate.public_key()),
        digest: algorithm::digest_name(&certificate.signature_algorithm),
        key_usage: key_usage(certificate),
        self_signed: algorithm::is_signed_with_own_key(certificate)
            .unwrap_or_else(|| names_itself_as_issuer(certificate)),
        not_before: moment(validity.not_before),
        not_after: moment(validity.not_after),
    })
}

/// The SHA-256 of a certificate of which these are the bytes.
pub(super) fn sha256(der: &[u8]) -> String {
    hex(digest::digest(&digest::SHA256, der).as_ref())
}

/// As `openssl x509 -serial` prints it: the amount in whole bytes, behind its sign.
fn serial_hex(serial: &BigInt) -> String {
    let (sign, amount) = serial.to_bytes_be();
    let sign = if sign == Sign::Minus { "-" } else { "" };
    format!("{sign}{}", hex(&amount))
}

/// What the key may be used for. An extension that cannot be read, or stands there twice,
/// allows nothing.
fn key_usage(certificate: &X509Certificate<'_>) -> Option<Vec<String>> {
    match certificate.key_usage() {
        Ok(usage) => usage.map(|usage| uses(*usage.value)),
        Err(_) => Some(Vec::new()),
    }
}

fn uses(usage: KeyUsage) -> Vec<String> {
    USES.iter()
        .enumerate()
        .filter(|(bit, _)| usage.flags >> bit & 1 == 1)
        .map(|(_, name)| (*name).to_owned())
        .collect()
}

/// What is left when a signature cannot be verified: issuer and owner are the same, and the
/// issuer's key, when it is named, is the certificate's own.
fn names_itself_as_issuer(certificate: &X509Certificate<'_>) -> bool {
    if certificate.subject().as_raw() != certificate.issuer().as_raw() {
        return false;
    }
    let (mut own, mut of_issuer) = (None, None);
    for extension in certificate.extensions() {
        match extension.parsed_extension() {
            ParsedExtension::SubjectKeyIdentifier(identifier) => own = Some(identifier.0),
            ParsedExtension::AuthorityKeyIdentifier(authority) => {
                of_issuer = authority
                    .key_identifier
                    .as_ref()
                    .map(|identifier| identifier.0);
            }
            _ => {}
        }
    }
    of_issuer.is_none() || of_issuer == own
}

/// A certificate without end says 31 December 9999, a day later than we can count to.
fn moment(time: ASN1Time) -> Timestamp {
    let seconds = time.timestamp();
    let nearest = if seconds < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    Timestamp::from_second(seconds).unwrap_or(nearest)
}

fn common_name(name: &X509Name<'_>) -> Untrusted {
    first(name.iter_common_name())
}

fn first<'a>(mut values: impl Iterator<Item = &'a AttributeTypeAndValue<'a>>) -> Untrusted {
    values.next().map(words).unwrap_or_default()
}

/// The text of a name's part; old authorities write it in two or four bytes a character.
fn words(part: &AttributeTypeAndValue<'_>) -> Untrusted {
    const UNIVERSAL_STRING: u32 = 28;
    const BMP_STRING: u32 = 30;
    if let Ok(text) = part.as_str() {
        return text.into();
    }
    let bytes = part.as_slice();
    let text: String = match part.attr_value().header.tag().0 {
        BMP_STRING => {
            let (units, _) = bytes.as_chunks();
            let units = units.iter().map(|unit| u16::from_be_bytes(*unit));
            char::decode_utf16(units)
                .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect()
        }
        UNIVERSAL_STRING => {
            let (units, _) = bytes.as_chunks();
            let units = units.iter().map(|unit| u32::from_be_bytes(*unit));
            units
                .map(|unit| char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect()
        }
        // T61 strings are Latin-1 in practice.
        _ => bytes.iter().map(|&byte| char::from(byte)).collect(),
    };
    text.into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
