//! Keys and signatures of certificates by name, and whether a certificate has signed itself.
//!
//! Goes by object identifiers, because sizes of odd curves are misread by the parser, which
//! cannot verify P-521 or ECDSA with SHA-512 either. What `aws-lc-rs` cannot verify is said to
//! be unknown, never guessed here.

use aws_lc_rs::signature::{
    ECDSA_P256_SHA1_ASN1, ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA384_ASN1, ECDSA_P256_SHA512_ASN1,
    ECDSA_P256K1_SHA256_ASN1, ECDSA_P384_SHA256_ASN1, ECDSA_P384_SHA384_ASN1,
    ECDSA_P384_SHA512_ASN1, ECDSA_P521_SHA1_ASN1, ECDSA_P521_SHA224_ASN1, ECDSA_P521_SHA256_ASN1,
    ECDSA_P521_SHA384_ASN1, ECDSA_P521_SHA512_ASN1, ED25519,
    RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY, RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY,
    RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY, RSA_PKCS1_2048_8192_SHA384,
    RSA_PSS_2048_8192_SHA256, RSA_PSS_2048_8192_SHA384, RSA_PSS_2048_8192_SHA512,
    UnparsedPublicKey, VerificationAlgorithm,
};
use x509_parser::asn1_rs::Tag;
use x509_parser::prelude::{FromDer as _, X509Certificate};
use x509_parser::public_key::RSAPublicKey;
use x509_parser::signature_algorithm::RsaSsaPssParams;
use x509_parser::x509::{AlgorithmIdentifier, SubjectPublicKeyInfo};

/// An algorithm of a certificate's key.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Key {
    Rsa {
        bits: usize,
    },
    /// An RSA key that may sign with PSS only (RFC 4055 1.2).
    RsaPss {
        bits: usize,
    },
    /// By the name of the curve, or its identifier.
    Curve(String),
    Ed25519,
    Other(String),
}

/// Identifiers of curves (RFC 5480 2.1.1.1, RFC 5639, SEC 2) with their names.
const CURVES: [(&str, &str); 9] = [
    ("1.2.840.10045.3.1.1", "P-192"),
    ("1.3.132.0.33", "P-224"),
    ("1.2.840.10045.3.1.7", "P-256"),
    ("1.3.132.0.34", "P-384"),
    ("1.3.132.0.35", "P-521"),
    ("1.3.132.0.10", "EC secp256k1"),
    ("1.3.36.3.3.2.8.1.1.7", "EC brainpoolP256r1"),
    ("1.3.36.3.3.2.8.1.1.11", "EC brainpoolP384r1"),
    ("1.3.36.3.3.2.8.1.1.13", "EC brainpoolP512r1"),
];

/// Identifiers of other keys (RFC 3279 2.3.2, RFC 8410) with their names.
const OTHER_KEYS: [(&str, &str); 4] = [
    ("1.2.840.10040.4.1", "DSA"),
    ("1.3.101.113", "Ed448"),
    ("1.3.101.110", "X25519"),
    ("1.3.101.111", "X448"),
];

/// Identifiers of signatures (RFC 3279, 4055, 5758, 8410; NIST's register) with their digest.
const SIGNATURES: [(&str, &str); 34] = [
    ("1.2.840.113549.1.1.2", "MD2"),
    ("1.2.840.113549.1.1.3", "MD4"),
    ("1.2.840.113549.1.1.4", "MD5"),
    ("1.2.840.113549.1.1.5", "SHA-1"),
    ("1.2.840.113549.1.1.11", "SHA-256"),
    ("1.2.840.113549.1.1.12", "SHA-384"),
    ("1.2.840.113549.1.1.13", "SHA-512"),
    ("1.2.840.113549.1.1.14", "SHA-224"),
    ("1.2.840.113549.1.1.15", "SHA-512/224"),
    ("1.2.840.113549.1.1.16", "SHA-512/256"),
    ("1.3.14.3.2.29", "SHA-1"),
    ("1.3.14.3.2.27", "SHA-1"),
    ("1.2.840.10040.4.3", "SHA-1"),
    ("1.2.840.10045.4.1", "SHA-1"),
    ("1.2.840.10045.4.3.1", "SHA-224"),
    ("1.2.840.10045.4.3.2", "SHA-256"),
    ("1.2.840.10045.4.3.3", "SHA-384"),
    ("1.2.840.10045.4.3.4", "SHA-512"),
    ("2.16.840.1.101.3.4.3.1", "SHA-224"),
    ("2.16.840.1.101.3.4.3.2", "SHA-256"),
    ("2.16.840.1.101.3.4.3.3", "SHA-384"),
    ("2.16.840.1.101.3.4.3.4", "SHA-512"),
    ("2.16.840.1.101.3.4.3.6", "SHA3-256"),
    ("2.16.840.1.101.3.4.3.7", "SHA3-384"),
    ("2.16.840.1.101.3.4.3.8", "SHA3-512"),
    ("2.16.840.1.101.3.4.3.10", "SHA3-256"),
    ("2.16.840.1.101.3.4.3.11", "SHA3-384"),
    ("2.16.840.1.101.3.4.3.12", "SHA3-512"),
    ("2.16.840.1.101.3.4.3.14", "SHA3-256"),
    ("2.16.840.1.101.3.4.3.15", "SHA3-384"),
    ("2.16.840.1.101.3.4.3.16", "SHA3-512"),
    // These have their digest built in, and it goes by their own name.
    ("1.3.101.112", "Ed25519"),
    ("1.3.101.113", "Ed448"),
    ("1.2.156.10197.1.501", "SM3"),
];

/// Identifiers of digests themselves, as the parameters of PSS name them, with their length.
const DIGESTS: [(&str, &str, u32); 9] = [
    ("1.3.14.3.2.26", "SHA-1", 20),
    ("2.16.840.1.101.3.4.2.4", "SHA-224", 28),
    ("2.16.840.1.101.3.4.2.1", "SHA-256", 32),
    ("2.16.840.1.101.3.4.2.2", "SHA-384", 48),
    ("2.16.840.1.101.3.4.2.3", "SHA-512", 64),
    ("2.16.840.1.101.3.4.2.6", "SHA-512/256", 32),
    ("2.16.840.1.101.3.4.2.8", "SHA3-256", 32),
    ("2.16.840.1.101.3.4.2.9", "SHA3-384", 48),
    ("2.16.840.1.101.3.4.2.10", "SHA3-512", 64),
];

const RSA: &str = "1.2.840.113549.1.1.1";
const RSA_PSS: &str = "1.2.840.113549.1.1.10";
const EC: &str = "1.2.840.10045.2.1";
const ED25519_KEY: &str = "1.3.101.112";

/// The key's kind and size: `RSA 3072`, `P-384`; its identifier when it has no name.
pub(super) fn key_name(key: &SubjectPublicKeyInfo<'_>) -> String {
    match key_of(key) {
        Key::Rsa { bits } => format!("RSA {bits}"),
        Key::RsaPss { bits } => format!("RSA-PSS {bits}"),
        Key::Curve(name) | Key::Other(name) => name,
        Key::Ed25519 => "Ed25519".to_owned(),
    }
}

/// The digest of a signature: `SHA-256`; its identifier when there is no name for it.
pub(super) fn digest_name(signature: &AlgorithmIdentifier<'_>) -> String {
    let oid = signature.algorithm.to_id_string();
    if oid == RSA_PSS {
        return pss(signature).map_or(oid, |(digest, _)| digest);
    }
    named(&SIGNATURES, &oid).map_or(oid, str::to_owned)
}

/// Whether the certificate's signature was made with its own key; `None` when that is beyond us.
pub(super) fn is_signed_with_own_key(certificate: &X509Certificate<'_>) -> Option<bool> {
    let key = certificate.public_key();
    let algorithm = verifier(&key_of(key), &certificate.signature_algorithm)?;
    let key = UnparsedPublicKey::new(algorithm, &key.subject_public_key.data);
    let signed = certificate.tbs_certificate.as_ref();
    Some(
        key.verify(signed, &certificate.signature_value.data)
            .is_ok(),
    )
}

fn named(names: &[(&str, &'static str)], oid: &str) -> Option<&'static str> {
    let (_, name) = names.iter().find(|(known, _)| *known == oid)?;
    Some(name)
}

fn key_of(key: &SubjectPublicKeyInfo<'_>) -> Key {
    let oid = key.algorithm.algorithm.to_id_string();
    match oid.as_str() {
        RSA => rsa_bits(key).map_or(Key::Other(oid), |bits| Key::Rsa { bits }),
        RSA_PSS => rsa_bits(key).map_or(Key::Other(oid), |bits| Key::RsaPss { bits }),
        EC => Key::Curve(curve_name(key)),
        ED25519_KEY => Key::Ed25519,
        other => Key::Other(named(&OTHER_KEYS, other).unwrap_or(other).to_owned()),
    }
}

fn rsa_bits(key: &SubjectPublicKeyInfo<'_>) -> Option<usize> {
    let (_, key) = RSAPublicKey::from_der(&key.subject_public_key.data).ok()?;
    let zeros = key.modulus.iter().take_while(|byte| **byte == 0).count();
    let number = &key.modulus[zeros..];
    let unused = number.first().map_or(0, |first| first.leading_zeros());
    Some(number.len() * 8 - unused as usize)
}

/// A curve that is not named but spelled out in numbers has no identifier.
fn curve_name(key: &SubjectPublicKeyInfo<'_>) -> String {
    let parameters = key.algorithm.parameters.as_ref();
    // The parser makes an identifier of anything; only what is tagged as one is one.
    let identifier = parameters.filter(|parameters| parameters.tag() == Tag::Oid);
    let Some(oid) = identifier.and_then(|parameters| parameters.as_oid().ok()) else {
        return "EC".to_owned();
    };
    let oid = oid.to_id_string();
    named(&CURVES, &oid).map_or_else(|| format!("EC {oid}"), str::to_owned)
}

/// The digest of a PSS signature, and whether its salt has the usual length, the digest's own.
fn pss(signature: &AlgorithmIdentifier<'_>) -> Option<(String, bool)> {
    let parameters = signature.parameters.as_ref()?;
    let parameters = RsaSsaPssParams::try_from(parameters).ok()?;
    let oid = parameters.hash_algorithm_oid().to_id_string();
    let known = DIGESTS.iter().find(|(known, ..)| *known == oid);
    Some(match known {
        Some((_, name, length)) => ((*name).to_owned(), parameters.salt_length() == *length),
        None => (oid, false),
    })
}

/// What verifies such a signature with such a key.
fn verifier(
    key: &Key,
    signature: &AlgorithmIdentifier<'_>,
) -> Option<&'static dyn VerificationAlgorithm> {
    let oid = signature.algorithm.to_id_string();
    let digest = digest_name(signature);
    match key {
        Key::Ed25519 if oid == ED25519_KEY => Some(&ED25519),
        Key::Curve(curve) if oid.starts_with("1.2.840.10045.4.") => ecdsa(curve, &digest),
        Key::Rsa { bits: 2048..=8192 } | Key::RsaPss { bits: 2048..=8192 } if oid == RSA_PSS => {
            let (_, has_usual_salt) = pss(signature)?;
            if has_usual_salt {
                rsa_pss(&digest)
            } else {
                None
            }
        }
        Key::Rsa { bits } if oid != RSA_PSS => rsa(*bits, &digest),
        _ => None,
    }
}

fn ecdsa(curve: &str, digest: &str) -> Option<&'static dyn VerificationAlgorithm> {
    Some(match (curve, digest) {
        ("P-256", "SHA-1") => &ECDSA_P256_SHA1_ASN1,
        ("P-256", "SHA-256") => &ECDSA_P256_SHA256_ASN1,
        ("P-256", "SHA-384") => &ECDSA_P256_SHA384_ASN1,
        ("P-256", "SHA-512") => &ECDSA_P256_SHA512_ASN1,
        ("P-384", "SHA-256") => &ECDSA_P384_SHA256_ASN1,
        ("P-384", "SHA-384") => &ECDSA_P384_SHA384_ASN1,
        ("P-384", "SHA-512") => &ECDSA_P384_SHA512_ASN1,
        ("P-521", "SHA-1") => &ECDSA_P521_SHA1_ASN1,
        ("P-521", "SHA-224") => &ECDSA_P521_SHA224_ASN1,
        ("P-521", "SHA-256") => &ECDSA_P521_SHA256_ASN1,
        ("P-521", "SHA-384") => &ECDSA_P521_SHA384_ASN1,
        ("P-521", "SHA-512") => &ECDSA_P521_SHA512_ASN1,
        ("EC secp256k1", "SHA-256") => &ECDSA_P256K1_SHA256_ASN1,
        _ => return None,
    })
}

fn rsa(bits: usize, digest: &str) -> Option<&'static dyn VerificationAlgorithm> {
    Some(match (bits, digest) {
        (1024..=8192, "SHA-1") => &RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY,
        (1024..=8192, "SHA-256") => &RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY,
        (2048..=8192, "SHA-384") => &RSA_PKCS1_2048_8192_SHA384,
        (1024..=8192, "SHA-512") => &RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY,
        _ => return None,
    })
}

fn rsa_pss(digest: &str) -> Option<&'static dyn VerificationAlgorithm> {
    Some(match digest {
        "SHA-256" => &RSA_PSS_2048_8192_SHA256,
        "SHA-384" => &RSA_PSS_2048_8192_SHA384,
        "SHA-512" => &RSA_PSS_2048_8192_SHA512,
        _ => return None,
    })
}
