//! The bytes of a public SSH key: fields, each with its length before it (RFC 4251 5, 4253 6.6,
//! 5656 3.1, 8709 4; OpenSSH's PROTOCOL.u2f for security keys). Knows no file and no comment.

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P384_SHA384_ASN1, ECDSA_P521_SHA512_ASN1, ED25519,
    ParsedPublicKey,
};

use super::{broken, no_key, problem};
use crate::domain::problem::Problem;
use crate::domain::text::Text;

/// Bits below which OpenSSH and the rest of the world no longer trust an RSA key.
const SMALLEST_RSA: u32 = 2048;
/// Bits above which OpenSSH does not read an RSA key.
const LARGEST_RSA: u32 = 16_384;

/// The kind of key that the bytes say they are.
pub(super) fn kind(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(Fields(bytes).next()?).ok()
}

/// Checks every field of a key of this kind; its size in bits.
pub(super) fn check(kind: &str, bytes: &[u8]) -> Result<u32, Problem> {
    let mut fields = Fields(bytes);
    fields.next();
    let bits = match kind {
        "ssh-rsa" => rsa(&mut fields)?,
        "ssh-ed25519" => ed25519(&mut fields)?,
        "ecdsa-sha2-nistp256" => ecdsa(&mut fields, &P256)?,
        "ecdsa-sha2-nistp384" => ecdsa(&mut fields, &P384)?,
        "ecdsa-sha2-nistp521" => ecdsa(&mut fields, &P521)?,
        "sk-ssh-ed25519@openssh.com" => {
            let bits = ed25519(&mut fields)?;
            application(&mut fields)?;
            bits
        }
        "sk-ecdsa-sha2-nistp256@openssh.com" => {
            let bits = ecdsa(&mut fields, &P256)?;
            application(&mut fields)?;
            bits
        }
        other => return Err(refused_kind(other)),
    };
    if !fields.0.is_empty() {
        return Err(no_key(Text::new("cert-ssh-trailing")));
    }
    Ok(bits)
}

fn refused_kind(kind: &str) -> Problem {
    if kind == "ssh-dss" {
        return no_key(Text::new("cert-ssh-dsa"));
    }
    if kind.ends_with("-cert-v01@openssh.com") {
        let hint = Text::new("cert-ssh-certificate-hint");
        return problem(Text::new("cert-ssh-certificate"), hint);
    }
    let shown = crate::domain::untrusted::Untrusted::new(kind).shown();
    no_key(Text::new("cert-ssh-kind").with("kind", shown))
}

struct Fields<'a>(&'a [u8]);

impl<'a> Iterator for Fields<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let (length, rest) = self.0.split_first_chunk()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (field, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        Some(field)
    }
}

struct Curve {
    name: &'static [u8],
    bits: u32,
    /// Two coordinates, and the byte before them.
    point: usize,
    algorithm: &'static aws_lc_rs::signature::EcdsaVerificationAlgorithm,
}

const P256: Curve = Curve {
    name: b"nistp256",
    bits: 256,
    point: 65,
    algorithm: &ECDSA_P256_SHA256_ASN1,
};
const P384: Curve = Curve {
    name: b"nistp384",
    bits: 384,
    point: 97,
    algorithm: &ECDSA_P384_SHA384_ASN1,
};
const P521: Curve = Curve {
    name: b"nistp521",
    bits: 521,
    point: 133,
    algorithm: &ECDSA_P521_SHA512_ASN1,
};

fn rsa(fields: &mut Fields<'_>) -> Result<u32, Problem> {
    let exponent = positive(fields.next())?;
    let modulus = positive(fields.next())?;
    let is_odd = |number: &[u8]| number.last().is_some_and(|last| last & 1 == 1);
    if !is_odd(exponent) || !is_odd(modulus) || exponent == [1] {
        return Err(broken());
    }
    let unused = modulus.first().map_or(0, |first| first.leading_zeros());
    let bits = u32::try_from(modulus.len() * 8).unwrap_or(u32::MAX) - unused;
    let sized = |summary: Text| {
        no_key(
            summary
                .with("bits", bits)
                .with("smallest", SMALLEST_RSA)
                .with("largest", LARGEST_RSA),
        )
    };
    match bits {
        ..SMALLEST_RSA => Err(sized(Text::new("cert-ssh-rsa-small"))),
        SMALLEST_RSA..=LARGEST_RSA => Ok(bits),
        _ => Err(sized(Text::new("cert-ssh-rsa-large"))),
    }
}

/// A number above zero without needless zeros before it (RFC 4251 5, `mpint`).
fn positive(field: Option<&[u8]>) -> Result<&[u8], Problem> {
    match field {
        Some([0, number @ ..]) if number.first() >= Some(&0x80) => Ok(number),
        Some(number @ [1..0x80, ..]) => Ok(number),
        _ => Err(broken()),
    }
}

fn ed25519(fields: &mut Fields<'_>) -> Result<u32, Problem> {
    let key = fields.next().filter(|key| key.len() == 32);
    key.and_then(|key| ParsedPublicKey::new(&ED25519, key).ok())
        .map(|_| 256)
        .ok_or_else(broken)
}

/// The point must lie on the curve, which parsing checks.
fn ecdsa(fields: &mut Fields<'_>, curve: &Curve) -> Result<u32, Problem> {
    if fields.next() != Some(curve.name) {
        return Err(broken());
    }
    let point = fields
        .next()
        .filter(|point| point.len() == curve.point && point.first() == Some(&4));
    point
        .and_then(|point| ParsedPublicKey::new(curve.algorithm, point).ok())
        .map(|_| curve.bits)
        .ok_or_else(broken)
}

/// For whom a security key signs: `ssh:` in most keys.
fn application(fields: &mut Fields<'_>) -> Result<(), Problem> {
    let name = fields
        .next()
        .and_then(|name| std::str::from_utf8(name).ok());
    name.map(|_| ()).ok_or_else(broken)
}
