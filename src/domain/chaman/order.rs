//! What a person asks of the register: typed text and paths. Whoever carries an order out
//! reads the files, checks everything, and makes the [`super::Change`]s of it.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{AccountDraft, ContactDraft, PermissionId, SenderDraft};
use crate::domain::ids::ClientId;
use crate::domain::text::Text;

/// Something to be done with the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// Make or change the sender.
    SetSender(SenderDraft),
    /// Make or change the contact.
    SetContact(ContactDraft),
    /// Make an account.
    AddAccount(Box<AccountDraft>),
    /// Give an account another name.
    Rename {
        /// The account.
        account: String,
        /// Its new name.
        to: String,
    },
    /// Give an account other permissions.
    SetPermissions {
        /// The account.
        account: String,
        /// All of them.
        permissions: BTreeSet<PermissionId>,
    },
    /// Add a certificate to a REST account.
    AddCertificate {
        /// The account.
        account: String,
        /// Name for the certificate.
        name: String,
        /// Its file.
        file: String,
    },
    /// Replace the certificate of an FTP, SFTP or SOAP account.
    ReplaceCertificate {
        /// The account.
        account: String,
        /// Name for the certificate.
        name: String,
        /// Its file.
        file: String,
    },
    /// Remove a certificate of a REST account.
    RemoveCertificate {
        /// The account.
        account: String,
        /// SHA-256 fingerprint.
        sha256: String,
    },
    /// Replace the public SSH key of an SFTP account.
    ReplaceSshKey {
        /// The account.
        account: String,
        /// File of the public key.
        file: String,
    },
    /// Sign with another key for a REST account.
    SetKey {
        /// The account.
        account: String,
        /// File of the private key.
        key_file: String,
        /// File whose first line unlocks it; none when empty.
        passphrase_file: String,
    },
    /// Delete an account for good.
    RemoveAccount {
        /// The account.
        account: String,
        /// The name as it was typed to confirm.
        typed: String,
    },
    /// A step of the portal checklist was done there.
    Tick {
        /// Number of the step.
        step: u32,
        /// The client id that Chaman showed, when the step made a REST account.
        client_id: String,
    },
    /// Write a public file of an account.
    Download {
        /// The account.
        account: String,
        /// Which file.
        what: Download,
        /// Where to.
        to: String,
    },
    /// Make a key with a certificate or a request for one.
    MakeCertificate(CertificateOrder),
    /// Begin to replace the certificate and key of a REST account.
    StartRotation(RotationOrder),
    /// Take the rotation of an account one stage on.
    AdvanceRotation {
        /// The account.
        account: String,
    },
    /// Take the rotation of an account one stage back.
    ReverseRotation {
        /// The account.
        account: String,
    },
}

/// A public file of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Download {
    /// The certificate of this SHA-256 fingerprint.
    Certificate(String),
    /// The public SSH key.
    SshKey,
}

/// A kind of key that Chaman takes (rsz-rest 12.3).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum KeyKind {
    /// Elliptic curve P-384, signed with SHA-384.
    #[default]
    #[serde(rename = "p384")]
    P384,
    /// Elliptic curve P-521, signed with SHA-512.
    #[serde(rename = "p521")]
    P521,
    /// RSA of 2048 bits, signed with SHA-256.
    #[serde(rename = "rsa2048")]
    Rsa2048,
    /// RSA of 3072 bits, signed with SHA-256.
    #[serde(rename = "rsa3072")]
    Rsa3072,
    /// RSA of 4096 bits, signed with SHA-512.
    #[serde(rename = "rsa4096")]
    Rsa4096,
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

    /// The word on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::P384 => "p384",
            Self::P521 => "p521",
            Self::Rsa2048 => "rsa2048",
            Self::Rsa3072 => "rsa3072",
            Self::Rsa4096 => "rsa4096",
        }
    }

    /// Reads that word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str().eq_ignore_ascii_case(text.trim()))
    }

    /// How people write it, as [`crate::domain::report::CertFacts::key`] does.
    pub fn name(self) -> &'static str {
        match self {
            Self::P384 => "P-384",
            Self::P521 => "P-521",
            Self::Rsa2048 => "RSA 2048",
            Self::Rsa3072 => "RSA 3072",
            Self::Rsa4096 => "RSA 4096",
        }
    }
}

/// A new key with a certificate, or with a request for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateOrder {
    /// The kind of key.
    pub kind: KeyKind,
    /// Only a request (CSR): an authority makes the certificate.
    pub request: bool,
    /// The company in whose name it is.
    pub company: String,
    /// The owner within it.
    pub common_name: String,
    /// Days from now on for which it is valid, as typed; a request has none.
    pub days: String,
    /// Where the private key is written.
    pub key_file: String,
    /// Where the certificate or the request is written.
    pub file: String,
    /// File whose first line locks the key; empty leaves it open.
    pub passphrase_file: String,
}

/// The beginning of a rotation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RotationOrder {
    /// The account.
    pub account: String,
    /// The new certificate.
    pub certificate_file: String,
    /// Its name in Chaman.
    pub certificate_name: String,
    /// The new key.
    pub key_file: String,
    /// File whose first line unlocks it; none when empty.
    pub passphrase_file: String,
}

/// What came of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordered {
    /// What was done, in a sentence.
    pub text: Text,
    /// The client id that a new REST account has.
    pub client_id: Option<ClientId>,
    /// Steps that a person now has to do in the portal.
    pub steps: Vec<u32>,
    /// Files that were written.
    pub files: Vec<PathBuf>,
}
