//! One account of a channel: what it has depends on the channel, so the variants carry
//! only what is true in them.

use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{Channel, PermissionId};
use crate::domain::ids::ClientId;
use crate::domain::report::CertFacts;
use crate::domain::text::Text;

/// An account of a channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Its name, different for every account here.
    pub name: String,
    /// What its channel asks for.
    #[serde(flatten)]
    pub details: Details,
}

/// What an account has, by its channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "channel", rename_all = "lowercase", deny_unknown_fields)]
pub enum Details {
    /// Files over FTP.
    Ftp {
        /// What it may do.
        permissions: BTreeSet<PermissionId>,
        /// Its certificate.
        certificate: HeldCertificate,
        /// Its user name.
        user_name: UserName,
        /// The file that holds its password, when it is kept at all.
        password_file: Option<PathBuf>,
    },
    /// Files over SFTP.
    Sftp {
        /// What it may do.
        permissions: BTreeSet<PermissionId>,
        /// Its certificate.
        certificate: HeldCertificate,
        /// Its user name.
        user_name: UserName,
        /// Its public SSH key.
        ssh_key: SshKey,
    },
    /// Web service, SOAP: it has no permissions.
    Soap {
        /// Its certificate.
        certificate: HeldCertificate,
    },
    /// Web service, REST.
    Rest {
        /// What it may do.
        permissions: BTreeSet<PermissionId>,
        /// Its certificates: never none.
        certificates: Vec<HeldCertificate>,
        /// The client id that Chaman gave, once it is known.
        client_id: Option<ClientId>,
        /// Where its private key lies. Ours alone: Chaman knows nothing of it.
        key: Option<KeyReference>,
    },
}

/// A certificate that an account has, with the name that it was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeldCertificate {
    /// Its name in Chaman (certificaatnaam).
    pub name: String,
    /// Name of the file that was given, without folder.
    pub file_name: String,
    /// The certificate.
    pub pem: String,
    /// What it says: read from `pem` again whenever it is loaded.
    #[serde(skip)]
    pub facts: CertFacts,
}

/// The public SSH key of an SFTP account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SshKey {
    /// Its kind, such as `ssh-ed25519`.
    pub kind: String,
    /// Size in bits.
    pub bits: u32,
    /// Fingerprint as `ssh-keygen -l` prints it: `SHA256:` and base64.
    pub fingerprint: String,
    /// The key in one line, as a public key file has it.
    pub line: String,
}

/// Where the private key of a REST account lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyReference {
    /// The file.
    pub file: PathBuf,
    /// The file whose first line unlocks it.
    pub passphrase_file: Option<PathBuf>,
}

/// A user name of FTP or SFTP: at most ten letters and digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UserName(String);

impl UserName {
    /// Characters that it may have.
    const LONGEST: usize = 10;

    /// Reads a user name as typed, without its prefix; says why it is none.
    pub fn parse(text: &str) -> Result<Self, Text> {
        if text.is_empty() {
            return Err(Text::new("chaman-user-name-empty"));
        }
        if !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(Text::new("chaman-user-name-characters"));
        }
        if text.len() > Self::LONGEST {
            return Err(Text::new("chaman-user-name-long").with("limit", Self::LONGEST));
        }
        Ok(Self(text.to_owned()))
    }

    /// Without its prefix, as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UserName {
    /// As Chaman shows it, with its prefix.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "EXP{}", self.0)
    }
}

impl TryFrom<String> for UserName {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).map_err(|text| text.key)
    }
}

impl From<UserName> for String {
    fn from(name: UserName) -> Self {
        name.0
    }
}

/// The only characters of an FTP password that are neither letters nor digits.
const PASSWORD_SPECIALS: &str = r";:=?./+*\$%><&@#'(}{})-_";

/// Characters that an FTP password may have.
const LONGEST_PASSWORD: usize = 10;

/// Checks a password against Chaman's rule for FTP; says why it is refused, never what it is.
pub fn check_password(password: &str) -> Result<(), Text> {
    if password.is_empty() {
        return Err(Text::new("chaman-password-empty"));
    }
    if password.contains(char::is_whitespace) {
        return Err(Text::new("chaman-password-space"));
    }
    let allowed = |character: char| {
        character.is_ascii_alphanumeric() || PASSWORD_SPECIALS.contains(character)
    };
    if !password.chars().all(allowed) {
        return Err(Text::new("chaman-password-characters").with("allowed", PASSWORD_SPECIALS));
    }
    if password.chars().count() > LONGEST_PASSWORD {
        return Err(Text::new("chaman-password-long").with("limit", LONGEST_PASSWORD));
    }
    let others = password
        .chars()
        .filter(|character| !character.is_ascii_alphabetic());
    if others.count() < 2 {
        return Err(Text::new("chaman-password-letters"));
    }
    Ok(())
}

impl Account {
    /// What it may do, one by one.
    pub fn granted(&self) -> impl Iterator<Item = &PermissionId> {
        self.permissions().into_iter().flatten()
    }

    /// Its channel.
    pub fn channel(&self) -> Channel {
        match self.details {
            Details::Ftp { .. } => Channel::Ftp,
            Details::Sftp { .. } => Channel::Sftp,
            Details::Soap { .. } => Channel::Soap,
            Details::Rest { .. } => Channel::Rest,
        }
    }

    /// What it may do; SOAP says nothing of it.
    pub fn permissions(&self) -> Option<&BTreeSet<PermissionId>> {
        match &self.details {
            Details::Ftp { permissions, .. }
            | Details::Sftp { permissions, .. }
            | Details::Rest { permissions, .. } => Some(permissions),
            Details::Soap { .. } => None,
        }
    }

    /// Its certificates: one, or several of a REST account.
    pub fn certificates(&self) -> &[HeldCertificate] {
        match &self.details {
            Details::Ftp { certificate, .. }
            | Details::Sftp { certificate, .. }
            | Details::Soap { certificate } => std::slice::from_ref(certificate),
            Details::Rest { certificates, .. } => certificates,
        }
    }

    /// The same, to be changed.
    pub fn certificates_mut(&mut self) -> &mut [HeldCertificate] {
        match &mut self.details {
            Details::Ftp { certificate, .. }
            | Details::Sftp { certificate, .. }
            | Details::Soap { certificate } => std::slice::from_mut(certificate),
            Details::Rest { certificates, .. } => certificates,
        }
    }

    /// The certificate with this SHA-256 fingerprint.
    pub fn certificate(&self, sha256: &str) -> Option<&HeldCertificate> {
        let same = |held: &&HeldCertificate| held.facts.sha256.eq_ignore_ascii_case(sha256);
        self.certificates().iter().find(same)
    }

    /// The client id of a REST account, once it is known.
    pub fn client_id(&self) -> Option<&ClientId> {
        match &self.details {
            Details::Rest { client_id, .. } => client_id.as_ref(),
            _ => None,
        }
    }

    /// Where the private key of a REST account lies.
    pub fn key(&self) -> Option<&KeyReference> {
        match &self.details {
            Details::Rest { key, .. } => key.as_ref(),
            _ => None,
        }
    }

    /// The user name of an FTP or SFTP account.
    pub fn user_name(&self) -> Option<&UserName> {
        match &self.details {
            Details::Ftp { user_name, .. } | Details::Sftp { user_name, .. } => Some(user_name),
            _ => None,
        }
    }

    /// The public SSH key of an SFTP account.
    pub fn ssh_key(&self) -> Option<&SshKey> {
        match &self.details {
            Details::Sftp { ssh_key, .. } => Some(ssh_key),
            _ => None,
        }
    }

    pub(super) fn ssh_key_mut(&mut self) -> Option<&mut SshKey> {
        match &mut self.details {
            Details::Sftp { ssh_key, .. } => Some(ssh_key),
            _ => None,
        }
    }
}
