//! Writing a register as a file that people read.

use std::path::Path;

use toml::Spanned;

use super::paper::{
    AccountOnPaper, CertificateOnPaper, ChannelsOnPaper, ContactOnPaper, Placed, SenderOnPaper,
};
use crate::domain::chaman::{Account, Channels, Contact, Details, HeldCertificate, Sender};

/// What stands above every file. English, as its keys are.
const HEAD: &str = "\
# A sender's register: its contact, its accounts in Chaman and their certificates.
# Written by dimonitor register export; dimonitor register import reads it.
#
# Private keys, passphrases and passwords are not in it, only the paths of their files.

";

/// Writes the channels as TOML, without any secret.
///
/// # Panics
/// Never: the channels are strings.
pub fn export(channels: &Channels) -> String {
    let paper = ChannelsOnPaper {
        sender: channels.sender.as_ref().map(sender),
        contact: channels.contact.as_ref().map(contact),
        accounts: channels
            .accounts
            .iter()
            .map(|known| Spanned::new(0..0, account(known)))
            .collect(),
    };
    let body = toml::to_string_pretty(&paper).expect("strings and tables are TOML");
    format!("{HEAD}{body}")
}

fn sender(sender: &Sender) -> SenderOnPaper {
    SenderOnPaper {
        number: placed(sender.number.to_string()),
        name: placed(&*sender.name),
        role: placed(sender.role.as_str()),
    }
}

fn contact(contact: &Contact) -> ContactOnPaper {
    ContactOnPaper {
        name: placed(&*contact.name),
        phone_code: placed(&*contact.phone_code),
        phone_number: placed(&*contact.phone_number),
        email: placed(&*contact.email),
        language: placed(contact.language.code()),
    }
}

fn account(account: &Account) -> AccountOnPaper {
    let permissions = account.permissions().map(|permissions| {
        let permissions = permissions.iter().map(|id| placed(&*id.0)).collect();
        Spanned::new(0..0, permissions)
    });
    let password_file = match &account.details {
        Details::Ftp { password_file, .. } => password_file.as_deref(),
        _ => None,
    };
    let key = account.key();
    AccountOnPaper {
        channel: account.channel(),
        name: placed(&*account.name),
        client_id: account.client_id().map(|id| placed(id.as_str())),
        permissions,
        user_name: account.user_name().map(|name| placed(name.as_str())),
        password_file: password_file.map(path),
        ssh_key: account.ssh_key().map(|key| placed(&*key.line)),
        key_file: key.map(|key| path(&key.file)),
        passphrase_file: key.and_then(|key| key.passphrase_file.as_deref()).map(path),
        certificates: account.certificates().iter().map(certificate).collect(),
    }
}

fn certificate(held: &HeldCertificate) -> CertificateOnPaper {
    CertificateOnPaper {
        name: placed(&*held.name),
        file_name: placed(&*held.file_name),
        pem: placed(&*held.pem),
    }
}

/// Paths in the register are text (see [`crate::domain::chaman::Change::apply`]).
fn path(path: &Path) -> Placed {
    placed(path.to_string_lossy())
}

fn placed(value: impl Into<String>) -> Placed {
    Spanned::new(0..0, value.into())
}
