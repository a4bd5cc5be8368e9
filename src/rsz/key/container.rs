//! The forms in which private keys are kept: PEM or DER, PKCS#8, PKCS#1, SEC1, encrypted PKCS#8.
//!
//! Knows structures, not mathematics: it says what a file is and hands over the bytes of the
//! key in it, unlocked. Loading them is the parent's work.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use pkcs8::der::asn1::{AnyRef, ObjectIdentifier, UintRef};
use pkcs8::der::{Decode as _, Reader as _, SliceReader, Tag, Tagged as _};
use pkcs8::pkcs5::EncryptionScheme;
use pkcs8::pkcs5::pbes2::Kdf;
use pkcs8::{EncryptedPrivateKeyInfoRef, PrivateKeyInfoRef};
use secrecy::{ExposeSecret as _, SecretString};
use zeroize::Zeroizing;

use super::KeyError;

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
const P521: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.35");
const PBES2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.5.13");
/// X25519, X448, Ed25519 and Ed448 share this beginning.
const EDWARDS: &str = "1.3.101.11";
/// PBES1 of PKCS#5, and the old schemes of PKCS#12.
const OLD_ENCRYPTION: [&str; 2] = ["1.2.840.113549.1.5.", "1.2.840.113549.1.12.1."];

/// What unlocking may cost: ten times what anybody asks for today.
const MOST_ROUNDS: u32 = 10_000_000;
/// Blocks of 128 bytes: 256 MiB.
const MOST_BLOCKS: u64 = 1 << 21;
const MOST_LANES: u16 = 16;

/// An unlocked key that has not been loaded yet.
pub(super) enum Plain {
    /// An RSA key.
    Rsa {
        /// Size of the modulus.
        bits: usize,
        /// `RSAPrivateKey` (RFC 8017 A.1.2).
        pkcs1: Zeroizing<Vec<u8>>,
    },
    /// A key on a curve.
    Ec {
        /// The curve.
        curve: Curve,
        /// PKCS#8 or `ECPrivateKey` (RFC 5915).
        der: Zeroizing<Vec<u8>>,
    },
}

/// The curves that matter here.
pub(super) enum Curve {
    P384,
    P521,
    Other(String),
}

/// Finds the one private key in a file and unlocks it.
pub(super) fn open(bytes: &[u8], passphrase: Option<&SecretString>) -> Result<Plain, KeyError> {
    if bytes.trim_ascii().is_empty() {
        return Err(KeyError::Empty);
    }
    let blocks = pem_blocks(bytes)?;
    if blocks.is_empty() {
        return open_der(bytes, passphrase);
    }
    let mut keys = blocks
        .iter()
        .filter(|block| block.label.ends_with("PRIVATE KEY"));
    match (keys.next(), keys.next()) {
        (Some(_), Some(_)) => Err(KeyError::SeveralKeys),
        (Some(block), None) if block.label.starts_with("OPENSSH") => Err(KeyError::OpenSsh),
        (Some(block), None) if block.is_encrypted_inside => Err(KeyError::LegacyEncryption),
        (Some(block), None) => open_der(&block.der, passphrase),
        (None, _) => Err(match blocks[0].label.as_str() {
            "CERTIFICATE" | "TRUSTED CERTIFICATE" | "X509 CERTIFICATE" => KeyError::Certificate,
            label if label.ends_with("PUBLIC KEY") => KeyError::PublicKey,
            _ => KeyError::NotAKey,
        }),
    }
}

struct PemBlock {
    label: String,
    /// `Proc-Type: 4,ENCRYPTED` (RFC 1421): OpenSSL's old way.
    is_encrypted_inside: bool,
    der: Zeroizing<Vec<u8>>,
}

/// The PEM blocks of a file; text around them, CRLF and a byte-order mark do not matter.
fn pem_blocks(bytes: &[u8]) -> Result<Vec<PemBlock>, KeyError> {
    // The text around may be in any encoding; the blocks themselves are ASCII.
    let text = Zeroizing::new(String::from_utf8_lossy(bytes).into_owned());
    let mut blocks = Vec::new();
    let mut lines = text.lines().map(str::trim);
    while let Some(line) = lines.next() {
        let Some((_, rest)) = line.split_once("-----BEGIN ") else {
            continue;
        };
        let label = rest.strip_suffix("-----").ok_or(KeyError::Broken)?;
        let end = format!("-----END {label}-----");
        let mut encoded = Zeroizing::new(String::with_capacity(bytes.len()));
        let mut is_encrypted_inside = false;
        loop {
            let line = lines.next().ok_or(KeyError::Broken)?;
            if line == end {
                break;
            }
            if line.contains(':') {
                is_encrypted_inside |=
                    line.starts_with("Proc-Type:") && line.ends_with("ENCRYPTED");
            } else if !is_encrypted_inside {
                encoded.push_str(line);
            }
        }
        blocks.push(PemBlock {
            label: label.to_owned(),
            is_encrypted_inside,
            der: Zeroizing::new(STANDARD.decode(&*encoded).map_err(|_| KeyError::Broken)?),
        });
    }
    Ok(blocks)
}

/// Tells the forms apart by the members of the outer sequence: a PEM label may lie.
fn open_der(der: &[u8], passphrase: Option<&SecretString>) -> Result<Plain, KeyError> {
    use Tag::{BitString, Integer, OctetString, Sequence};
    let Some(members) = members_of(der) else {
        return Err(if looks_like_pkcs12(der) {
            KeyError::Pkcs12
        } else {
            KeyError::NotAKey
        });
    };
    let tags: Vec<Tag> = members.iter().map(pkcs8::der::Tagged::tag).collect();
    match tags[..] {
        [Integer, Sequence, OctetString, ..] => from_pkcs8(der),
        [Sequence, OctetString] => unlock(der, &members, passphrase),
        [Integer, Integer, Integer, ..] => from_pkcs1(der),
        [Integer, OctetString, ..] => Ok(from_sec1(der, &members)),
        [Integer, Sequence] | [Integer, Sequence, Sequence] => Err(KeyError::Pkcs12),
        [Sequence, Sequence, BitString] => Err(KeyError::Certificate),
        [Sequence, BitString] => Err(KeyError::PublicKey),
        _ => Err(KeyError::NotAKey),
    }
}

fn from_pkcs8(der: &[u8]) -> Result<Plain, KeyError> {
    let info = PrivateKeyInfoRef::try_from(der).map_err(|_| KeyError::Broken)?;
    match info.algorithm.oid {
        RSA => from_pkcs1(info.private_key.as_bytes()),
        EC => {
            let curve = info.algorithm.parameters_oid();
            Ok(Plain::Ec {
                curve: curve_of(curve.ok()),
                der: Zeroizing::new(der.to_vec()),
            })
        }
        other if other.to_string().starts_with(EDWARDS) => Err(KeyError::EdwardsCurve),
        other => Err(KeyError::OtherAlgorithm {
            oid: other.to_string(),
        }),
    }
}

fn from_pkcs1(der: &[u8]) -> Result<Plain, KeyError> {
    let members = members_of(der).ok_or(KeyError::Broken)?;
    let modulus = members.get(1).ok_or(KeyError::Broken)?;
    let modulus = modulus
        .decode_as::<UintRef<'_>>()
        .map_err(|_| KeyError::Broken)?;
    let unused = modulus
        .as_bytes()
        .first()
        .map_or(0, |first| first.leading_zeros());
    Ok(Plain::Rsa {
        bits: modulus.as_bytes().len() * 8 - unused as usize,
        pkcs1: Zeroizing::new(der.to_vec()),
    })
}

fn from_sec1(der: &[u8], members: &[AnyRef<'_>]) -> Plain {
    let curve = members
        .iter()
        .find(|member| matches!(member.tag(), Tag::ContextSpecific { number, .. } if number.value() == 0))
        .and_then(|named| ObjectIdentifier::from_der(named.value()).ok());
    Plain::Ec {
        curve: curve_of(curve),
        der: Zeroizing::new(der.to_vec()),
    }
}

fn curve_of(oid: Option<ObjectIdentifier>) -> Curve {
    match oid {
        Some(P384) => Curve::P384,
        Some(P521) => Curve::P521,
        Some(P256) => Curve::Other("P-256".to_owned()),
        Some(other) => Curve::Other(other.to_string()),
        None => Curve::Other("?".to_owned()),
    }
}

fn unlock(
    der: &[u8],
    members: &[AnyRef<'_>],
    passphrase: Option<&SecretString>,
) -> Result<Plain, KeyError> {
    let scheme = SliceReader::new(members[0].value())
        .and_then(|mut reader| reader.decode::<ObjectIdentifier>())
        .map_err(|_| KeyError::NotAKey)?;
    if scheme != PBES2 {
        let oid = scheme.to_string();
        return Err(if OLD_ENCRYPTION.iter().any(|old| oid.starts_with(old)) {
            KeyError::OldEncryption
        } else {
            KeyError::UnknownEncryption
        });
    }
    let locked =
        EncryptedPrivateKeyInfoRef::try_from(der).map_err(|_| KeyError::UnknownEncryption)?;
    if is_costly(&locked) {
        return Err(KeyError::Costly);
    }
    let passphrase = passphrase.ok_or(KeyError::PassphraseMissing)?;
    let unlocked = locked
        .decrypt(passphrase.expose_secret())
        .map_err(|error| match error {
            pkcs8::Error::EncryptedPrivateKey(
                pkcs8::pkcs5::Error::UnsupportedAlgorithm { .. }
                | pkcs8::pkcs5::Error::AlgorithmParametersInvalid { .. },
            ) => KeyError::UnknownEncryption,
            // A wrong passphrase can by chance leave right padding around nonsense.
            _ => KeyError::PassphraseWrong,
        })?;
    match open_der(unlocked.as_bytes(), None) {
        Err(KeyError::NotAKey | KeyError::Broken) => Err(KeyError::PassphraseWrong),
        opened => opened,
    }
}

/// Whether unlocking would take minutes, or more memory than there is: the file says how much.
fn is_costly(locked: &EncryptedPrivateKeyInfoRef<'_>) -> bool {
    let EncryptionScheme::Pbes2(parameters) = &locked.encryption_algorithm else {
        return false;
    };
    match &parameters.kdf {
        Kdf::Pbkdf2(kdf) => kdf.iteration_count > MOST_ROUNDS,
        Kdf::Scrypt(kdf) => {
            let blocks = kdf.cost_parameter.saturating_mul(kdf.block_size.into());
            blocks > MOST_BLOCKS || kdf.parallelization > MOST_LANES
        }
        _ => false,
    }
}

/// The members of a DER sequence; `None` when it is not one.
fn members_of(der: &[u8]) -> Option<Vec<AnyRef<'_>>> {
    let outer = AnyRef::from_der(der).ok()?;
    if outer.tag() != Tag::Sequence {
        return None;
    }
    let mut reader = SliceReader::new(outer.value()).ok()?;
    let mut members = Vec::new();
    while !reader.is_finished() {
        members.push(reader.decode().ok()?);
    }
    Some(members)
}

/// Windows writes PKCS#12 with indefinite lengths, which are not DER: told by what is inside.
fn looks_like_pkcs12(bytes: &[u8]) -> bool {
    const DATA: [u8; 11] = [6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1];
    let start = &bytes[..bytes.len().min(64)];
    start.first() == Some(&0x30) && start.windows(DATA.len()).any(|window| window == DATA)
}
