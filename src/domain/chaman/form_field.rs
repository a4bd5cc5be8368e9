//! The fields of the forms of the register, and what is wrong with one.

use super::refused;
use crate::domain::problem::Problem;
use crate::domain::text::Text;

/// A field of a form of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the catalogue names each of them")]
pub enum FormField {
    SenderNumber,
    SenderName,
    SenderRole,
    ContactName,
    PhoneCode,
    PhoneNumber,
    Email,
    ContactLanguage,
    Channel,
    AccountName,
    Permissions,
    CertificateFile,
    CertificateName,
    UserName,
    PasswordFile,
    SshKeyFile,
    Existing,
    ClientId,
    KeyFile,
    PassphraseFile,
    KeyKind,
    Company,
    CommonName,
    Days,
    Target,
    Confirmation,
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The field.
    pub field: FormField,
    /// What is wrong, with what would be right.
    pub text: Text,
}

impl FormField {
    /// Its label: Chaman's own where Chaman has the field too.
    pub fn text(self) -> Text {
        match self {
            Self::SenderNumber => Text::new("chaman-field-sender-number"),
            Self::SenderName => Text::new("chaman-field-sender-name"),
            Self::SenderRole => Text::new("chaman-field-sender-role"),
            Self::ContactName => Text::new("chaman-field-contact-name"),
            Self::PhoneCode => Text::new("chaman-field-phone-code"),
            Self::PhoneNumber => Text::new("chaman-field-phone-number"),
            Self::Email => Text::new("chaman-field-email"),
            Self::ContactLanguage => Text::new("chaman-field-contact-language"),
            Self::Channel => Text::new("chaman-field-channel"),
            Self::AccountName => Text::new("chaman-field-account-name"),
            Self::Permissions => Text::new("chaman-field-permissions"),
            Self::CertificateFile => Text::new("chaman-field-certificate-file"),
            Self::CertificateName => Text::new("chaman-field-certificate-name"),
            Self::UserName => Text::new("chaman-field-user-name"),
            Self::PasswordFile => Text::new("chaman-field-password-file"),
            Self::SshKeyFile => Text::new("chaman-field-ssh-key-file"),
            Self::Existing => Text::new("chaman-field-existing"),
            Self::ClientId => Text::new("chaman-field-client-id"),
            Self::KeyFile => Text::new("chaman-field-key-file"),
            Self::PassphraseFile => Text::new("chaman-field-passphrase-file"),
            Self::KeyKind => Text::new("chaman-field-key-kind"),
            Self::Company => Text::new("chaman-field-company"),
            Self::CommonName => Text::new("chaman-field-common-name"),
            Self::Days => Text::new("chaman-field-days"),
            Self::Target => Text::new("chaman-field-target"),
            Self::Confirmation => Text::new("chaman-field-confirmation"),
        }
    }
}

impl Flaw {
    pub(super) fn new(field: FormField, text: Text) -> Self {
        Self { field, text }
    }

    /// The same sentence for who has no form.
    pub fn problem(self) -> Problem {
        refused(self.text)
    }
}
