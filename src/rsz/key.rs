//! The private key of an account: reading it in every usual form, and signing with it.
//!
//! Owns key material. Nothing here is logged or shown but sizes and names of algorithms.
//! Which certificate belongs to a key is decided elsewhere, by [`SigningKey::public_key_der`].

use std::fmt;
use std::path::Path;

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa;
use aws_lc_rs::signature::{
    ECDSA_P384_SHA384_FIXED_SIGNING, ECDSA_P521_SHA512_FIXED_SIGNING, EcdsaKeyPair, KeyPair,
    RSA_PKCS1_SHA256,
};
use secrecy::SecretString;

use crate::domain::problem::Problem;

mod container;
mod error;
mod file;
mod seal;
#[cfg(test)]
pub(super) mod tests;

pub use error::KeyError;
pub use file::{read_key_file, read_passphrase_file, read_secret_line};
pub use seal::seal;

use container::{Curve, Plain};

/// A private key that Chaman accepts: RSA 2048, 3072 or 4096, P-384 or P-521 (rsz-rest 12.3).
pub struct SigningKey(Pair);

enum Pair {
    Rsa(rsa::KeyPair),
    P384(EcdsaKeyPair),
    P521(EcdsaKeyPair),
}

/// How a key signs (RFC 7518 3.1). The key decides; there is nothing to choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// RSA with PKCS#1 v1.5 padding and SHA-256.
    Rs256,
    /// P-384 with SHA-384.
    Es384,
    /// P-521 with SHA-512.
    Es512,
}

impl Algorithm {
    /// The name in a JWT's header.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Es384 => "ES384",
            Self::Es512 => "ES512",
        }
    }
}

impl SigningKey {
    /// Reads a key from a file's bytes: PKCS#8, PKCS#1, SEC1 or encrypted PKCS#8, PEM or DER.
    ///
    /// The passphrase is used only when the key is encrypted.
    pub fn load(bytes: &[u8], passphrase: Option<&SecretString>) -> Result<Self, KeyError> {
        let pair = match container::open(bytes, passphrase)? {
            Plain::Rsa { bits, pkcs1 } => {
                if !matches!(bits, 2048 | 3072 | 4096) {
                    return Err(KeyError::RsaSize { bits });
                }
                rsa::KeyPair::from_der(&pkcs1).map(Pair::Rsa)
            }
            Plain::Ec { curve, der } => match curve {
                Curve::P384 => {
                    EcdsaKeyPair::from_private_key_der(&ECDSA_P384_SHA384_FIXED_SIGNING, &der)
                        .map(Pair::P384)
                }
                Curve::P521 => {
                    EcdsaKeyPair::from_private_key_der(&ECDSA_P521_SHA512_FIXED_SIGNING, &der)
                        .map(Pair::P521)
                }
                Curve::Other(name) => return Err(KeyError::Curve { name }),
            },
        };
        pair.map(Self).map_err(|_| KeyError::Broken)
    }

    /// Reads the key of a file, and asks for its passphrase only when it is locked. `path` is for
    /// the problem.
    pub fn unlock(
        bytes: &[u8],
        path: &Path,
        passphrase: impl FnOnce() -> Result<Option<SecretString>, Problem>,
    ) -> Result<Self, Problem> {
        let mut loaded = Self::load(bytes, None);
        if matches!(loaded, Err(KeyError::PassphraseMissing))
            && let Some(passphrase) = passphrase()?
        {
            loaded = Self::load(bytes, Some(&passphrase));
        }
        loaded.map_err(|error| error.problem(path))
    }

    /// How this key signs.
    pub fn algorithm(&self) -> Algorithm {
        match self.0 {
            Pair::Rsa(_) => Algorithm::Rs256,
            Pair::P384(_) => Algorithm::Es384,
            Pair::P521(_) => Algorithm::Es512,
        }
    }

    /// Signs a message as JWS wants it: for curves the two numbers side by side, not ASN.1
    /// (RFC 7518 3.4).
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let random = SystemRandom::new();
        let signature = match &self.0 {
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature)
                    .map(|()| signature)
            }
            Pair::P384(pair) | Pair::P521(pair) => pair
                .sign(&random, message)
                .map(|signature| signature.as_ref().to_vec()),
        };
        signature.map_err(|_| KeyError::Broken)
    }

    /// The public half as `SubjectPublicKeyInfo`, to hold against a certificate.
    pub fn public_key_der(&self) -> Result<Vec<u8>, KeyError> {
        let der = match &self.0 {
            Pair::Rsa(pair) => pair.public_key().as_der(),
            Pair::P384(pair) | Pair::P521(pair) => pair.public_key().as_der(),
        };
        der.map(|der| der.as_ref().to_vec())
            .map_err(|_| KeyError::Broken)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SigningKey({})", self.algorithm().name())
    }
}
