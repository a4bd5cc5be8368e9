//! Why a key cannot be used, and the command that makes a usable one of it.

use std::path::Path;

use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

/// Why a file's bytes are no key that can sign for the NSSO.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Neither a key nor anything else that is known.
    #[error("not a private key")]
    NotAKey,
    /// Damaged, cut off, or its numbers do not belong together.
    #[error("the private key is damaged")]
    Broken,
    /// More than one private key.
    #[error("more than one private key")]
    SeveralKeys,
    /// A certificate or a request for one.
    #[error("a certificate, not a private key")]
    Certificate,
    /// Only the public half.
    #[error("a public key, not a private key")]
    PublicKey,
    /// A PKCS#12 file (`.p12`, `.pfx`).
    #[error("a PKCS#12 file")]
    Pkcs12,
    /// OpenSSH's own format.
    #[error("a key in OpenSSH's format")]
    OpenSsh,
    /// `Proc-Type: 4,ENCRYPTED` inside PEM.
    #[error("encrypted in OpenSSL's old way")]
    LegacyEncryption,
    /// PBES1, or a scheme of PKCS#12.
    #[error("encrypted with PBES1")]
    OldEncryption,
    /// PBES2 with a part that is not known.
    #[error("encrypted with an unknown scheme")]
    UnknownEncryption,
    /// PBES2 that would take minutes or all memory to undo.
    #[error("encrypted so that unlocking costs too much")]
    Costly,
    /// Encrypted, and no passphrase was given.
    #[error("the key is encrypted and no passphrase was given")]
    PassphraseMissing,
    /// The passphrase does not open it.
    #[error("the passphrase does not open the key")]
    PassphraseWrong,
    /// An RSA key of a size that Chaman does not take.
    #[error("an RSA key of {bits} bits")]
    RsaSize {
        /// Its size.
        bits: usize,
    },
    /// A curve that Chaman does not take.
    #[error("a key on the curve {name}")]
    Curve {
        /// Name or object identifier of the curve.
        name: String,
    },
    /// Ed25519, Ed448 or their relatives.
    #[error("a key on an Edwards curve")]
    EdwardsCurve,
    /// Neither RSA nor an elliptic curve.
    #[error("a key for the algorithm {oid}")]
    OtherAlgorithm {
        /// Object identifier of the algorithm.
        oid: String,
    },
}

impl KeyError {
    /// What to tell a person about the key in this file.
    pub fn problem(&self, file: &Path) -> Problem {
        let file = Untrusted::new(file.to_string_lossy()).shown();
        let (summary, hint) = self.texts();
        Problem::new(ProblemClass::Usage, summary.with("file", file.as_str()))
            .hint(hint.with("file", file))
    }

    fn texts(&self) -> (Text, Text) {
        let choose = || Text::new("rsz-key-choose-hint");
        let convert = || Text::new("rsz-key-convert-hint");
        let generate = || Text::new("rsz-key-generate-hint");
        match self {
            Self::Empty => (Text::new("rsz-key-empty"), choose()),
            Self::NotAKey => (Text::new("rsz-key-not-a-key"), choose()),
            Self::Broken => (
                Text::new("rsz-key-broken"),
                Text::new("rsz-key-broken-hint"),
            ),
            Self::SeveralKeys => (
                Text::new("rsz-key-several"),
                Text::new("rsz-key-several-hint"),
            ),
            Self::Certificate => (Text::new("rsz-key-certificate"), choose()),
            Self::PublicKey => (Text::new("rsz-key-public"), choose()),
            Self::Pkcs12 => (
                Text::new("rsz-key-pkcs12"),
                Text::new("rsz-key-pkcs12-hint"),
            ),
            Self::OpenSsh => (
                Text::new("rsz-key-openssh"),
                Text::new("rsz-key-openssh-hint"),
            ),
            Self::LegacyEncryption => (Text::new("rsz-key-legacy-encryption"), convert()),
            Self::OldEncryption => (Text::new("rsz-key-old-encryption"), convert()),
            Self::UnknownEncryption => (Text::new("rsz-key-unknown-encryption"), convert()),
            Self::Costly => (Text::new("rsz-key-costly"), convert()),
            Self::PassphraseMissing => (
                Text::new("rsz-key-passphrase-missing"),
                Text::new("rsz-key-passphrase-missing-hint"),
            ),
            Self::PassphraseWrong => (
                Text::new("rsz-key-passphrase-wrong"),
                Text::new("rsz-key-passphrase-wrong-hint"),
            ),
            Self::RsaSize { bits } => (
                Text::new("rsz-key-rsa-size").with("bits", *bits),
                generate(),
            ),
            Self::Curve { name } => (
                Text::new("rsz-key-curve").with("curve", name.as_str()),
                generate(),
            ),
            Self::EdwardsCurve => (Text::new("rsz-key-edwards"), generate()),
            Self::OtherAlgorithm { oid } => (
                Text::new("rsz-key-other-algorithm").with("oid", oid.as_str()),
                generate(),
            ),
        }
    }
}
