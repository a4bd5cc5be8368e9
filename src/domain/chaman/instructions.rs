//! What a person clicks in the portal for a change, one line each, with the values to type.
//! Knows Chaman's pages as the NSSO's guide shows them (chaman.md); not who asks for the lines.

use std::collections::BTreeSet;

use super::{
    Account, Change, Channel, Channels, Contact, Details, HeldCertificate, PermissionId, Rulebook,
    Sender, SshKey, shown,
};
use crate::domain::belgium;
use crate::domain::text::Text;

/// Characters of a fingerprint that tell one certificate from another for a person.
const SHORT_FINGERPRINT: usize = 16;

impl Change {
    /// What it is, in a line.
    pub fn title(&self) -> Text {
        let text = match self {
            Self::SetSender { sender } => {
                Text::new("chaman-step-sender").with("sender", shown(&sender.name))
            }
            Self::SetContact { contact } => {
                Text::new("chaman-step-contact").with("contact", shown(&contact.name))
            }
            Self::AddAccount { account } => {
                Text::new("chaman-step-add-account").with("channel", account.channel().name())
            }
            Self::Rename { to, .. } => Text::new("chaman-step-rename").with("to", shown(to)),
            Self::SetPermissions { permissions, .. } => {
                Text::new("chaman-step-permissions").with("count", permissions.len())
            }
            Self::AddCertificate { certificate, .. } => Text::new("chaman-step-add-certificate")
                .with("certificate", shown(&certificate.name)),
            Self::ReplaceCertificate { certificate, .. } => {
                Text::new("chaman-step-replace-certificate")
                    .with("certificate", shown(&certificate.name))
            }
            Self::RemoveCertificate { sha256, .. } => {
                Text::new("chaman-step-remove-certificate").with("fingerprint", short(sha256))
            }
            Self::ReplaceSshKey { .. } => Text::new("chaman-step-ssh-key"),
            Self::RemoveAccount { .. } => Text::new("chaman-step-remove-account"),
            Self::SetClientId { client_id, .. } => {
                Text::new("chaman-step-client-id").with("client_id", client_id.as_str())
            }
            Self::SetKey { .. } => Text::new("chaman-step-key"),
        };
        match self.account() {
            Some(account) => text.with("account", shown(account)),
            None => text,
        }
    }

    /// What a person clicks in the portal to make it so, given what is believed to stand there
    /// now; permissions by their label in the language of this ISO 639-1 code. Nothing for a
    /// change with which Chaman has nothing to do.
    pub fn instructions(
        &self,
        channels: &Channels,
        rulebook: &Rulebook,
        language: &str,
    ) -> Vec<Text> {
        if !self.concerns_chaman() {
            return Vec::new();
        }
        let mut lines = vec![open(channels)];
        lines.extend(match self {
            Self::SetSender { sender } => set_sender(sender),
            Self::SetContact { contact } => set_contact(contact, channels.contact.is_some()),
            Self::AddAccount { account } => add_account(account, rulebook, language),
            change => {
                let mut lines = vec![find_account(channels, change.account().unwrap_or_default())];
                lines.extend(change.edit(channels, rulebook, language));
                lines
            }
        });
        lines
    }

    /// What is clicked once the account is found.
    fn edit(&self, channels: &Channels, rulebook: &Rulebook, language: &str) -> Vec<Text> {
        match self {
            Self::Rename { to, .. } => vec![
                Text::new("chaman-do-update"),
                Text::new("chaman-do-name").with("name", shown(to)),
                Text::new("chaman-do-confirm"),
            ],
            Self::SetPermissions {
                account,
                permissions,
            } => {
                let now = channels.account(account).and_then(Account::permissions);
                let mut lines = vec![Text::new("chaman-do-update")];
                lines.extend(set_permissions(permissions, now, rulebook, language));
                lines.push(Text::new("chaman-do-confirm"));
                lines
            }
            Self::AddCertificate { certificate, .. } => {
                with_certificate(Text::new("chaman-do-add-certificate"), certificate)
            }
            Self::ReplaceCertificate { certificate, .. } => {
                with_certificate(Text::new("chaman-do-replace-certificate"), certificate)
            }
            Self::RemoveCertificate { account, sha256 } => {
                let held = channels
                    .account(account)
                    .and_then(|account| account.certificate(sha256));
                vec![
                    remove_certificate(held, sha256),
                    Text::new("chaman-do-confirm"),
                ]
            }
            Self::ReplaceSshKey { key, .. } => vec![
                Text::new("chaman-do-replace-ssh-key"),
                ssh_key(key),
                Text::new("chaman-do-confirm"),
            ],
            Self::RemoveAccount { account } => vec![
                Text::new("chaman-do-delete").with("account", shown(account)),
                Text::new("chaman-do-delete-confirm"),
            ],
            _ => Vec::new(),
        }
    }
}

fn open(channels: &Channels) -> Text {
    match &channels.sender {
        Some(sender) => Text::new("chaman-do-open-sender")
            .with("role", sender.role.text())
            .with("sender", sender.number.to_string()),
        None => Text::new("chaman-do-open"),
    }
}

fn set_sender(sender: &Sender) -> Vec<Text> {
    vec![
        Text::new("chaman-do-role").with("role", sender.role.text()),
        Text::new("chaman-do-sender-name").with("name", shown(&sender.name)),
        Text::new("chaman-do-confirm"),
        Text::new("chaman-do-sender-number").with("sender", sender.number.to_string()),
    ]
}

fn set_contact(contact: &Contact, is_there: bool) -> Vec<Text> {
    vec![
        if is_there {
            Text::new("chaman-do-contact-update")
        } else {
            Text::new("chaman-do-contact-new")
        },
        Text::new("chaman-do-name").with("name", shown(&contact.name)),
        Text::new("chaman-do-phone")
            .with("code", shown(&contact.phone_code))
            .with("number", shown(&contact.phone_number)),
        Text::new("chaman-do-email").with("email", shown(&contact.email)),
        Text::new("chaman-do-language").with("language", contact.language.name()),
        Text::new("chaman-do-confirm"),
    ]
}

fn add_account(account: &Account, rulebook: &Rulebook, language: &str) -> Vec<Text> {
    let channel = account.channel();
    let mut lines = vec![
        Text::new("chaman-do-add")
            .with("panel", channel.panel())
            .with("button", channel.add_button()),
        Text::new("chaman-do-type").with("channel", channel.name()),
        Text::new("chaman-do-name").with("name", shown(&account.name)),
    ];
    lines.extend(account.granted().map(|id| tick(id, rulebook, language)));
    lines.extend(account.certificates().iter().take(1).flat_map(certificate));
    if let Some(user_name) = account.user_name() {
        lines.push(
            Text::new("chaman-do-user-name")
                .with("user", user_name.as_str())
                .with("shown", user_name.to_string()),
        );
    }
    if let Details::Ftp { password_file, .. } = &account.details {
        lines.push(match password_file {
            Some(file) => {
                Text::new("chaman-do-password-file").with("file", shown(&file.to_string_lossy()))
            }
            None => Text::new("chaman-do-password"),
        });
    }
    lines.extend(account.ssh_key().map(ssh_key));
    lines.push(Text::new("chaman-do-confirm"));
    if channel == Channel::Rest {
        lines.push(Text::new("chaman-do-client-id"));
    }
    // The form takes one certificate; the others are added afterwards.
    for further in account.certificates().iter().skip(1) {
        lines.extend(with_certificate(
            Text::new("chaman-do-add-certificate"),
            further,
        ));
    }
    lines
}

fn find_account(channels: &Channels, name: &str) -> Text {
    match channels.account(name) {
        Some(account) => Text::new("chaman-do-account").with("panel", account.channel().panel()),
        None => Text::new("chaman-do-account-anywhere"),
    }
    .with("account", shown(name))
}

/// What is to be ticked and unticked; when nothing differs, or nothing is known, all that has
/// to be ticked in the end.
fn set_permissions(
    wanted: &BTreeSet<PermissionId>,
    now: Option<&BTreeSet<PermissionId>>,
    rulebook: &Rulebook,
    language: &str,
) -> Vec<Text> {
    match now {
        Some(now) if now != wanted => {
            let more = wanted
                .difference(now)
                .map(|id| tick(id, rulebook, language));
            let less = now
                .difference(wanted)
                .map(|id| labelled(Text::new("chaman-do-untick"), id, rulebook, language));
            more.chain(less).collect()
        }
        _ => {
            let all = wanted.iter().map(|id| tick(id, rulebook, language));
            all.chain([Text::new("chaman-do-untick-others")]).collect()
        }
    }
}

fn tick(id: &PermissionId, rulebook: &Rulebook, language: &str) -> Text {
    labelled(Text::new("chaman-do-tick"), id, rulebook, language)
}

/// With the permission's label in the reader's language, and as Chaman itself has it.
fn labelled(line: Text, id: &PermissionId, rulebook: &Rulebook, language: &str) -> Text {
    let rule = rulebook.permission(id);
    let label = |language| rule.map_or_else(|| shown(&id.0), |rule| shown(rule.label(language)));
    line.with("permission", label(language))
        .with("official", label("nl"))
}

fn with_certificate(first: Text, held: &HeldCertificate) -> Vec<Text> {
    let mut lines = vec![first];
    lines.extend(certificate(held));
    lines.push(Text::new("chaman-do-confirm"));
    lines
}

fn certificate(held: &HeldCertificate) -> [Text; 2] {
    [
        Text::new("chaman-do-certificate-file")
            .with("file", shown(&held.file_name))
            .with("serial", held.facts.serial.clone()),
        Text::new("chaman-do-certificate-name").with("name", shown(&held.name)),
    ]
}

fn remove_certificate(held: Option<&HeldCertificate>, sha256: &str) -> Text {
    match held {
        Some(held) => Text::new("chaman-do-remove-certificate")
            .with("name", shown(&held.name))
            .with("serial", held.facts.serial.clone())
            .with("until", belgium::today(held.facts.not_after).to_string()),
        None => {
            Text::new("chaman-do-remove-certificate-unknown").with("fingerprint", short(sha256))
        }
    }
}

fn ssh_key(key: &SshKey) -> Text {
    Text::new("chaman-do-ssh-key")
        .with("kind", shown(&key.kind))
        .with("fingerprint", shown(&key.fingerprint))
}

fn short(sha256: &str) -> String {
    shown(&sha256.chars().take(SHORT_FINGERPRINT).collect::<String>())
}
