//! The forms of the register: which fields each one has, what is wrong with them, and the
//! order that it makes. How forms behave is in [`super::sheet`].

pub mod account;
pub mod certificate;
pub mod register;

use super::env::Env;
use super::sheet::Sheet;
use crate::domain::chaman::{Channel, Download, Flaw, FormField, Order};

/// A form, with what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// The sender.
    Sender,
    /// The contact.
    Contact,
    /// A new account.
    Account,
    /// Another name for this account.
    Rename(String),
    /// Other permissions for this account of this channel.
    Permissions(String, Channel),
    /// One more certificate for this REST account.
    AddCertificate(String),
    /// Another certificate for this account.
    ReplaceCertificate(String),
    /// Another SSH key for this account.
    SshKey(String),
    /// Another private key for this account.
    Key(String),
    /// The end of this account.
    Remove(String),
    /// A step of the checklist, done.
    Tick(u32),
    /// A public file of this account.
    Download(String, Download),
    /// A new key with a certificate.
    NewCertificate,
    /// A new key with a request for a certificate.
    Request,
    /// A rotation of this account.
    Rotation(String),
}

impl Form {
    /// Whether a field is on show, by what is chosen in the others.
    pub fn shows(&self, field: FormField, sheet: &Sheet) -> bool {
        match self {
            Self::NewCertificate | Self::Request | Self::Rotation(_) => {
                certificate::shows(field, sheet)
            }
            _ => register::shows(field, sheet),
        }
    }

    /// What is wrong with what is filled in, in the order of the fields.
    pub fn flaws(&self, sheet: &Sheet, env: &Env) -> Vec<Flaw> {
        match self {
            Self::NewCertificate | Self::Request | Self::Rotation(_) => {
                certificate::flaws(sheet, env)
            }
            _ => register::flaws(sheet, env),
        }
    }

    /// The order that it makes, once nothing is wrong.
    pub fn order(&self, sheet: &Sheet) -> Order {
        match self {
            Self::NewCertificate | Self::Request | Self::Rotation(_) => certificate::order(sheet),
            _ => register::order(sheet),
        }
    }

    /// Whether Chaman has to do with its order: keys and files are only our own.
    pub fn concerns_chaman(&self, sheet: &Sheet) -> bool {
        match self {
            Self::Key(_)
            | Self::Tick(_)
            | Self::Download(..)
            | Self::NewCertificate
            | Self::Request
            | Self::Rotation(_) => false,
            Self::Account => !account::is_existing(sheet),
            _ => true,
        }
    }
}

#[cfg(test)]
mod rules_tests;
