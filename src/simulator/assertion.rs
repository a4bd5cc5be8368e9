//! The JWT assertion of a token request: read, and verified against an account's certificates.
//!
//! Pure: time and limits are arguments. RFC 7515, RFC 7519 and RFC 7523, as rsz-rest 2.3 uses them.

use aws_lc_rs::signature::{self, UnparsedPublicKey, VerificationAlgorithm};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::Value;

use super::accounts::{Account, Key};
use super::scenario::Tokens;

/// A compact JWS taken apart; nothing of it is verified yet.
#[derive(Debug)]
pub(super) struct Assertion<'a> {
    algorithm: String,
    pub(super) claims: Claims,
    signed: &'a str,
    signature: Vec<u8>,
}

/// The claims that count.
#[derive(Debug, Deserialize)]
pub(super) struct Claims {
    pub(super) iss: Option<String>,
    sub: Option<String>,
    aud: Option<Value>,
    pub(super) jti: Option<String>,
    iat: Option<f64>,
    nbf: Option<f64>,
    exp: Option<f64>,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
}

impl<'a> Assertion<'a> {
    /// `None` when the text is no JWS with JSON claims.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let (signed, signature) = text.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).ok();
        let header: Header = serde_json::from_slice(&decode(header)?).ok()?;
        Some(Self {
            algorithm: header.alg,
            claims: serde_json::from_slice(&decode(claims)?).ok()?,
            signed,
            signature: decode(signature)?,
        })
    }

    /// Whether a certificate of the account that is in force made the signature (rsz-rest A-06).
    pub(super) fn is_signed_by(&self, account: &Account, now: Timestamp) -> bool {
        let mut keys = account
            .certificates
            .iter()
            .filter(|certificate| certificate.is_in_force(now));
        keys.any(|certificate| {
            verifier(&self.algorithm, &certificate.key).is_some_and(|(algorithm, key)| {
                UnparsedPublicKey::new(algorithm, key)
                    .verify(self.signed.as_bytes(), &self.signature)
                    .is_ok()
            })
        })
    }
}

/// The verification that fits the algorithm's name and the kind of key (rsz-rest A-01).
fn verifier<'a>(
    algorithm: &str,
    key: &'a Key,
) -> Option<(&'static dyn VerificationAlgorithm, &'a [u8])> {
    Some(match (algorithm, key) {
        ("RS256", Key::Rsa(key)) => (&signature::RSA_PKCS1_2048_8192_SHA256, key),
        ("RS384", Key::Rsa(key)) => (&signature::RSA_PKCS1_2048_8192_SHA384, key),
        ("RS512", Key::Rsa(key)) => (&signature::RSA_PKCS1_2048_8192_SHA512, key),
        ("ES384", Key::P384(key)) => (&signature::ECDSA_P384_SHA384_FIXED, key),
        ("ES512", Key::P521(key)) => (&signature::ECDSA_P521_SHA512_FIXED, key),
        _ => return None,
    })
}

impl Claims {
    /// Checks everything but signature and replay. Gives the end of the assertion's life and its length.
    pub(super) fn check(
        &self,
        audience: &str,
        settings: &Tokens,
        now: Timestamp,
    ) -> Result<(Timestamp, SignedDuration), &'static str> {
        if self.iss.is_none() || self.iss != self.sub {
            return Err("iss and sub must be the same client id");
        }
        if !self.is_meant_for(audience, settings) {
            return Err("aud is not this token endpoint");
        }
        if self.jti.as_deref().is_none_or(str::is_empty) {
            return Err("jti is missing");
        }
        let skew = settings.skew;
        let expires = time(self.exp).ok_or("exp is missing")?;
        if now.duration_since(expires) > skew {
            return Err("the assertion has expired");
        }
        let issued = time(self.iat);
        let starts = [issued, time(self.nbf)];
        if starts.into_iter().flatten().any(|start| start > now + skew) {
            return Err("the assertion is not valid yet");
        }
        let life = expires.duration_since(issued.unwrap_or(now));
        if life > settings.longest_assertion {
            return Err("the assertion lives too long");
        }
        Ok((expires, life))
    }

    fn is_meant_for(&self, audience: &str, settings: &Tokens) -> bool {
        let taken = |value: &Value| {
            value.as_str().is_some_and(|text| {
                text == audience || settings.audiences.iter().any(|extra| extra == text)
            })
        };
        match &self.aud {
            Some(Value::Array(values)) => values.iter().any(taken),
            Some(value) => taken(value),
            None => false,
        }
    }
}

/// A numeric date of RFC 7519; absent when it is out of range.
fn time(seconds: Option<f64>) -> Option<Timestamp> {
    let elapsed = SignedDuration::try_from_secs_f64(seconds?).ok()?;
    Timestamp::UNIX_EPOCH.checked_add(elapsed).ok()
}
