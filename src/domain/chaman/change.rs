//! A change of a sender's channels, complete in itself: applied here at once, and to what
//! we believe is in Chaman when it is so there.

use std::collections::BTreeSet;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{
    Account, Channels, Contact, Details, Edit, Flaw, FormField, HeldCertificate, KeyReference,
    PermissionId, Sender, SshKey, account_name, name, refused, shown,
};
use crate::domain::ids::ClientId;
use crate::domain::problem::Problem;
use crate::domain::text::Text;

/// A change. Accounts are named by their name at that time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Change {
    /// Makes or changes the sender.
    SetSender {
        /// The sender.
        sender: Sender,
    },
    /// Makes or changes the contact.
    SetContact {
        /// The contact.
        contact: Contact,
    },
    /// Makes an account.
    AddAccount {
        /// The account.
        account: Box<Account>,
    },
    /// Gives an account another name.
    Rename {
        /// Its name until now.
        account: String,
        /// Its name from now on.
        to: String,
    },
    /// Gives an account other permissions.
    SetPermissions {
        /// The account.
        account: String,
        /// All that it may do from now on.
        permissions: BTreeSet<PermissionId>,
    },
    /// Adds a certificate to a REST account.
    AddCertificate {
        /// The account.
        account: String,
        /// The certificate.
        certificate: Box<HeldCertificate>,
    },
    /// Replaces the one certificate of another account.
    ReplaceCertificate {
        /// The account.
        account: String,
        /// The certificate.
        certificate: Box<HeldCertificate>,
    },
    /// Removes a certificate from a REST account; never its last one.
    RemoveCertificate {
        /// The account.
        account: String,
        /// The certificate's SHA-256 fingerprint.
        sha256: String,
    },
    /// Replaces the public SSH key of an SFTP account.
    ReplaceSshKey {
        /// The account.
        account: String,
        /// The key.
        key: SshKey,
    },
    /// Deletes an account for good.
    RemoveAccount {
        /// The account.
        account: String,
    },
    /// Notes the client id that Chaman gave to a REST account.
    SetClientId {
        /// The account.
        account: String,
        /// The client id.
        client_id: ClientId,
    },
    /// Signs with another private key for a REST account.
    SetKey {
        /// The account.
        account: String,
        /// Where it lies.
        key: Option<KeyReference>,
    },
}

impl Change {
    /// The account that it is about.
    pub fn account(&self) -> Option<&str> {
        match self {
            Self::SetSender { .. } | Self::SetContact { .. } => None,
            Self::AddAccount { account } => Some(&account.name),
            Self::Rename { account, .. }
            | Self::SetPermissions { account, .. }
            | Self::AddCertificate { account, .. }
            | Self::ReplaceCertificate { account, .. }
            | Self::RemoveCertificate { account, .. }
            | Self::ReplaceSshKey { account, .. }
            | Self::RemoveAccount { account }
            | Self::SetClientId { account, .. }
            | Self::SetKey { account, .. } => Some(account),
        }
    }

    /// Whether Chaman has to do with it: keys and client ids are only noted here.
    pub fn concerns_chaman(&self) -> bool {
        !matches!(self, Self::SetClientId { .. } | Self::SetKey { .. })
    }

    /// The word for the journal.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::SetSender { .. } => "sender_set",
            Self::SetContact { .. } => "contact_set",
            Self::AddAccount { .. } => "account_added",
            Self::Rename { .. } => "account_renamed",
            Self::SetPermissions { .. } => "permissions_set",
            Self::AddCertificate { .. } => "certificate_added",
            Self::ReplaceCertificate { .. } => "certificate_replaced",
            Self::RemoveCertificate { .. } => "certificate_removed",
            Self::ReplaceSshKey { .. } => "ssh_key_replaced",
            Self::RemoveAccount { .. } => "account_removed",
            Self::SetClientId { .. } => "client_id_noted",
            Self::SetKey { .. } => "key_switched",
        }
    }

    pub(super) fn certificates_mut(&mut self) -> &mut [HeldCertificate] {
        match self {
            Self::AddAccount { account } => account.certificates_mut(),
            Self::AddCertificate { certificate, .. }
            | Self::ReplaceCertificate { certificate, .. } => {
                std::slice::from_mut(&mut **certificate)
            }
            _ => &mut [],
        }
    }

    pub(super) fn ssh_key_mut(&mut self) -> Option<&mut SshKey> {
        match self {
            Self::AddAccount { account } => account.ssh_key_mut(),
            Self::ReplaceSshKey { key, .. } => Some(key),
            _ => None,
        }
    }

    /// Applies it, or says which of Chaman's rules is against it and changes nothing.
    pub fn apply(&self, channels: &mut Channels) -> Result<(), Problem> {
        match self {
            Self::SetSender { sender } => channels.sender = Some(sender.clone()),
            Self::SetContact { contact } => channels.contact = Some(contact.clone()),
            Self::AddAccount { account } => add(channels, account)?,
            Self::Rename { account, to } => {
                editable(channels, account, Edit::Name)?;
                good(account_name(channels, Some(account), to))?;
                to.trim().clone_into(&mut known(channels, account)?.name);
            }
            Self::SetPermissions {
                account,
                permissions,
            } => set_permissions(channels, account, permissions)?,
            Self::AddCertificate {
                account,
                certificate,
            } => add_certificate(channels, account, certificate)?,
            Self::ReplaceCertificate {
                account,
                certificate,
            } => {
                good(name(FormField::CertificateName, &certificate.name))?;
                let found = editable(channels, account, Edit::ReplaceCertificate)?;
                // The channels that allow it have exactly one.
                found.certificates_mut()[0] = (**certificate).clone();
            }
            Self::RemoveCertificate { account, sha256 } => {
                remove_certificate(channels, account, sha256)?;
            }
            Self::ReplaceSshKey { account, key } => {
                let found = editable(channels, account, Edit::SshKey)?;
                if let Details::Sftp { ssh_key, .. } = &mut found.details {
                    *ssh_key = key.clone();
                }
            }
            Self::RemoveAccount { account } => {
                known(channels, account)?;
                channels.accounts.retain(|known| known.name != *account);
            }
            Self::SetClientId { account, client_id } => {
                *rest(channels, account)?.0 = Some(client_id.clone());
            }
            Self::SetKey { account, key } => {
                key.as_ref().map_or(Ok(()), key_is_text)?;
                rest(channels, account)?.1.clone_from(key);
            }
        }
        Ok(())
    }
}

fn add(channels: &mut Channels, account: &Account) -> Result<(), Problem> {
    if channels.contact.is_none() {
        return Err(
            refused(Text::new("chaman-contact-first")).hint(Text::new("chaman-contact-first-hint"))
        );
    }
    let channel = account.channel();
    if !channel.allows_several()
        && let Some(other) = channels.of_channel(channel).next()
    {
        return Err(refused(
            Text::new("chaman-one-account")
                .with("channel", channel.name())
                .with("account", shown(&other.name)),
        )
        .hint(Text::new("chaman-one-account-hint")));
    }
    good(account_name(channels, None, &account.name))?;
    if account.permissions().is_some_and(BTreeSet::is_empty) {
        return Err(refused(Text::new("chaman-permissions-none")));
    }
    if account.certificates().is_empty() {
        return Err(refused(Text::new("chaman-certificate-none")));
    }
    account.key().map_or(Ok(()), key_is_text)?;
    if let Details::Ftp { password_file, .. } = &account.details {
        path_is_text(password_file.as_deref())?;
    }
    for held in account.certificates() {
        good(name(FormField::CertificateName, &held.name))?;
    }
    channels.accounts.push(Account {
        name: account.name.trim().to_owned(),
        details: account.details.clone(),
    });
    Ok(())
}

pub(super) fn key_is_text(key: &KeyReference) -> Result<(), Problem> {
    path_is_text(Some(&key.file))?;
    path_is_text(key.passphrase_file.as_deref())
}

/// The register is kept as text: a path that is none would be lost.
fn path_is_text(path: Option<&Path>) -> Result<(), Problem> {
    match path {
        Some(path) if path.to_str().is_none() => Err(refused(
            Text::new("chaman-path-not-text").with("path", shown(&path.to_string_lossy())),
        )),
        _ => Ok(()),
    }
}

fn good(flaw: Option<Flaw>) -> Result<(), Problem> {
    flaw.map_or(Ok(()), |flaw| Err(flaw.problem()))
}

fn set_permissions(
    channels: &mut Channels,
    account: &str,
    wanted: &BTreeSet<PermissionId>,
) -> Result<(), Problem> {
    let found = editable(channels, account, Edit::Permissions)?;
    if wanted.is_empty() {
        return Err(refused(Text::new("chaman-permissions-none")));
    }
    if let Details::Ftp { permissions, .. }
    | Details::Sftp { permissions, .. }
    | Details::Rest { permissions, .. } = &mut found.details
    {
        permissions.clone_from(wanted);
    }
    Ok(())
}

fn add_certificate(
    channels: &mut Channels,
    account: &str,
    certificate: &HeldCertificate,
) -> Result<(), Problem> {
    good(name(FormField::CertificateName, &certificate.name))?;
    let found = editable(channels, account, Edit::AddCertificate)?;
    if found.certificate(&certificate.facts.sha256).is_some() {
        return Err(refused(
            Text::new("chaman-certificate-there").with("account", shown(account)),
        ));
    }
    if let Details::Rest { certificates, .. } = &mut found.details {
        certificates.push(certificate.clone());
    }
    Ok(())
}

fn remove_certificate(channels: &mut Channels, account: &str, sha256: &str) -> Result<(), Problem> {
    let found = editable(channels, account, Edit::AddCertificate)?;
    if found.certificate(sha256).is_none() {
        return Err(refused(
            Text::new("chaman-certificate-unknown").with("account", shown(account)),
        ));
    }
    let Details::Rest { certificates, .. } = &mut found.details else {
        return Ok(());
    };
    if certificates.len() == 1 {
        return Err(
            refused(Text::new("chaman-certificate-last").with("account", shown(account)))
                .hint(Text::new("chaman-certificate-last-hint")),
        );
    }
    certificates.retain(|held| !held.facts.sha256.eq_ignore_ascii_case(sha256));
    Ok(())
}

fn known<'a>(channels: &'a mut Channels, account: &str) -> Result<&'a mut Account, Problem> {
    channels.account_mut(account).ok_or_else(|| {
        refused(Text::new("chaman-account-unknown").with("account", shown(account)))
            .hint(Text::new("chaman-account-unknown-hint"))
    })
}

fn editable<'a>(
    channels: &'a mut Channels,
    account: &str,
    edit: Edit,
) -> Result<&'a mut Account, Problem> {
    let found = known(channels, account)?;
    let channel = found.channel();
    if channel.allows(edit) {
        return Ok(found);
    }
    let text = match edit {
        Edit::Name => Text::new("chaman-no-rename"),
        Edit::Permissions => Text::new("chaman-no-permissions"),
        Edit::ReplaceCertificate => Text::new("chaman-no-replace"),
        Edit::AddCertificate => Text::new("chaman-no-more-certificates"),
        Edit::SshKey => Text::new("chaman-no-ssh-key"),
    };
    Err(refused(text.with("channel", channel.name())))
}

type RestParts<'a> = (&'a mut Option<ClientId>, &'a mut Option<KeyReference>);

fn rest<'a>(channels: &'a mut Channels, account: &str) -> Result<RestParts<'a>, Problem> {
    match &mut known(channels, account)?.details {
        Details::Rest { client_id, key, .. } => Ok((client_id, key)),
        _ => Err(refused(Text::new("chaman-rest-only"))),
    }
}
