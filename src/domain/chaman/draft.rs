//! What a person typed for the register, and what is wrong with it, field by field. The
//! form while it is typed, and whoever applies it, ask the same functions.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{
    Channel, Channels, Contact, ContactLanguage, Flaw, FormField, PermissionId, Rulebook, Sender,
    SenderRole, UserName, shown,
};
use crate::domain::ids::{ClientId, SenderNumber};
use crate::domain::text::Text;

/// A sender as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SenderDraft {
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// `enterprise` or `professional`.
    pub role: String,
}

/// A contact as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactDraft {
    /// Name of the contact or technical manager.
    pub name: String,
    /// Country code, with or without its plus sign.
    pub phone_code: String,
    /// Telephone number.
    pub phone_number: String,
    /// E-mail address.
    pub email: String,
    /// `nl`, `fr` or `de`.
    pub language: String,
}

/// An account as typed: what its channel does not have stays empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountDraft {
    /// Its channel.
    pub channel: Option<Channel>,
    /// Its name.
    pub name: String,
    /// What it may do.
    pub permissions: BTreeSet<PermissionId>,
    /// Path of its certificate.
    pub certificate_file: String,
    /// Name of its certificate.
    pub certificate_name: String,
    /// User name, without prefix.
    pub user_name: String,
    /// Path of the file that holds its password.
    pub password_file: String,
    /// Path of its public SSH key.
    pub ssh_key_file: String,
    /// It is in Chaman already: nothing has to be done there.
    pub existing: bool,
    /// The client id that Chaman gave it.
    pub client_id: String,
    /// Path of its private key.
    pub key_file: String,
    /// Path of the file that unlocks it.
    pub passphrase_file: String,
}

/// Characters that a name may have; Chaman's own limit is not published.
const LONGEST_NAME: usize = 100;

impl Default for ContactDraft {
    fn default() -> Self {
        Self {
            name: String::new(),
            phone_code: "+32".to_owned(),
            phone_number: String::new(),
            email: String::new(),
            language: String::new(),
        }
    }
}

/// A name that may be shown: filled in, not too long, nothing that a terminal would obey or hide.
pub fn name(field: FormField, text: &str) -> Option<Flaw> {
    let text = text.trim();
    let text = if text.is_empty() {
        Text::new("chaman-name-empty")
    } else if text.chars().count() > LONGEST_NAME {
        Text::new("chaman-name-long").with("limit", LONGEST_NAME)
    } else if shown(text) != text {
        Text::new("chaman-name-characters")
    } else {
        return None;
    };
    Some(Flaw::new(field, text))
}

/// A name for an account: one that may be shown, and that no other account has in any case.
/// `own` is the account's name until now, when it is given another.
pub fn account_name(channels: &Channels, own: Option<&str>, wanted: &str) -> Option<Flaw> {
    let field = FormField::AccountName;
    let flaw = name(field, wanted);
    if flaw.is_some() {
        return flaw;
    }
    let lower = wanted.trim().to_lowercase();
    let taken = channels
        .accounts
        .iter()
        .filter(|known| own != Some(known.name.as_str()))
        .any(|known| known.name.to_lowercase() == lower);
    taken.then(|| {
        let text = Text::new("chaman-name-taken").with("account", wanted.trim());
        Flaw::new(field, text)
    })
}

impl SenderDraft {
    /// What is wrong with it, in the order of the form.
    pub fn flaws(&self) -> Vec<Flaw> {
        self.checked().err().unwrap_or_default()
    }

    /// The sender, if nothing is wrong.
    pub fn checked(&self) -> Result<Sender, Vec<Flaw>> {
        let number = SenderNumber::parse(&self.number);
        let role = SenderRole::parse(&self.role);
        let flaw = |field, key| Flaw::new(field, key);
        let flaws: Vec<Flaw> = [
            number
                .is_err()
                .then(|| flaw(FormField::SenderNumber, Text::new("chaman-sender-number"))),
            name(FormField::SenderName, &self.name),
            role.is_none()
                .then(|| flaw(FormField::SenderRole, Text::new("chaman-sender-role"))),
        ]
        .into_iter()
        .flatten()
        .collect();
        match (number, role) {
            (Ok(number), Some(role)) if flaws.is_empty() => Ok(Sender {
                number,
                name: self.name.trim().to_owned(),
                role,
            }),
            _ => Err(flaws),
        }
    }
}

impl ContactDraft {
    /// What is wrong with it, in the order of the form.
    pub fn flaws(&self) -> Vec<Flaw> {
        self.checked().err().unwrap_or_default()
    }

    /// The contact, if nothing is wrong.
    pub fn checked(&self) -> Result<Contact, Vec<Flaw>> {
        let code = phone_code(&self.phone_code);
        let number = phone_number(&self.phone_number);
        let language = ContactLanguage::parse(&self.language);
        let flaws: Vec<Flaw> = [
            name(FormField::ContactName, &self.name),
            code.is_none()
                .then(|| Flaw::new(FormField::PhoneCode, Text::new("chaman-phone-code"))),
            number
                .is_none()
                .then(|| Flaw::new(FormField::PhoneNumber, Text::new("chaman-phone-number"))),
            (!is_email(self.email.trim()))
                .then(|| Flaw::new(FormField::Email, Text::new("chaman-email"))),
            language
                .is_none()
                .then(|| Flaw::new(FormField::ContactLanguage, Text::new("chaman-language"))),
        ]
        .into_iter()
        .flatten()
        .collect();
        match (code, number, language) {
            (Some(phone_code), Some(phone_number), Some(language)) if flaws.is_empty() => {
                Ok(Contact {
                    name: self.name.trim().to_owned(),
                    phone_code,
                    phone_number,
                    email: self.email.trim().to_owned(),
                    language,
                })
            }
            _ => Err(flaws),
        }
    }
}

/// `+32`, from `32`, `+32` or `0032`.
fn phone_code(text: &str) -> Option<String> {
    let text = text.trim();
    let digits = text
        .strip_prefix('+')
        .or_else(|| text.strip_prefix("00"))
        .unwrap_or(text);
    let fits = (1..=3).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && !digits.starts_with('0');
    fits.then(|| format!("+{digits}"))
}

/// Digits with the usual separators between them.
fn phone_number(text: &str) -> Option<String> {
    let text = text.trim();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let usual = |character: char| character.is_ascii_digit() || " ./-()".contains(character);
    ((4..=14).contains(&digits) && text.chars().all(usual)).then(|| text.to_owned())
}

/// Exactly one address: something, an at sign, a host with a point.
fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.split_once('@') else {
        return false;
    };
    let allowed = |character: char| {
        character.is_ascii_graphic()
            && !matches!(character, ',' | ';' | '<' | '>' | '(' | ')' | '@')
    };
    text.len() <= 254
        && !local.is_empty()
        && text
            .chars()
            .filter(|&character| character != '@')
            .all(allowed)
        && text.matches('@').count() == 1
        && host.contains('.')
        && host.split('.').all(|label| !label.is_empty())
}

impl AccountDraft {
    /// What is wrong with it as far as the text alone tells, in the order of the form; what is
    /// in the files is looked at when it is applied.
    pub fn flaws(&self, channels: &Channels, rulebook: &Rulebook, today: Date) -> Vec<Flaw> {
        let Some(channel) = self.channel else {
            return vec![Flaw::new(
                FormField::Channel,
                Text::new("chaman-channel-none"),
            )];
        };
        let mut flaws = Vec::new();
        if channels.contact.is_none() {
            flaws.push(Flaw::new(
                FormField::Channel,
                Text::new("chaman-contact-first"),
            ));
        }
        if !channel.allows_several()
            && let Some(other) = channels.of_channel(channel).next()
        {
            let text = Text::new("chaman-one-account")
                .with("channel", channel.name())
                .with("account", shown(&other.name));
            flaws.push(Flaw::new(FormField::Channel, text));
        }
        flaws.extend(account_name(channels, None, &self.name));
        if channel.has_permissions() {
            flaws.extend(self.permission_flaw(channel, rulebook, today));
        }
        flaws.extend(certificate_file(&self.certificate_file, rulebook));
        flaws.extend(name(FormField::CertificateName, &self.certificate_name));
        if channel.has_user_name()
            && let Err(text) = UserName::parse(self.user_name.trim())
        {
            flaws.push(Flaw::new(FormField::UserName, text));
        }
        if channel == Channel::Sftp && self.ssh_key_file.trim().is_empty() {
            flaws.push(Flaw::new(
                FormField::SshKeyFile,
                Text::new("chaman-ssh-key-none"),
            ));
        }
        if channel == Channel::Rest {
            flaws.extend(self.rest_flaws());
        }
        flaws
    }

    fn permission_flaw(&self, channel: Channel, rulebook: &Rulebook, today: Date) -> Option<Flaw> {
        permissions(&self.permissions, channel, rulebook, today)
            .err()
            .map(|text| Flaw::new(FormField::Permissions, text))
    }

    fn rest_flaws(&self) -> Vec<Flaw> {
        let client_id = self.client_id.trim();
        let mut flaws = Vec::new();
        if self.existing && client_id.is_empty() {
            flaws.push(Flaw::new(
                FormField::ClientId,
                Text::new("chaman-client-id-needed"),
            ));
        } else if !client_id.is_empty() && ClientId::parse(client_id).is_err() {
            flaws.push(Flaw::new(
                FormField::ClientId,
                Text::new("chaman-client-id"),
            ));
        }
        flaws
    }
}

/// At least one, and each one that the channel offers on this day.
pub fn permissions(
    wanted: &BTreeSet<PermissionId>,
    channel: Channel,
    rulebook: &Rulebook,
    today: Date,
) -> Result<(), Text> {
    if wanted.is_empty() {
        return Err(Text::new("chaman-permissions-none"));
    }
    let offered = |id: &&PermissionId| {
        rulebook
            .offered(channel, today)
            .any(|known| known.id == **id)
    };
    match wanted.iter().find(|id| !offered(id)) {
        Some(strange) => Err(Text::new("chaman-permission-unknown")
            .with("permission", shown(&strange.0))
            .with("channel", channel.name())),
        None => Ok(()),
    }
}

/// A certificate file is named, and named as Chaman wants it.
pub fn certificate_file(path: &str, rulebook: &Rulebook) -> Option<Flaw> {
    let path = path.trim();
    let flaw = |text| Some(Flaw::new(FormField::CertificateFile, text));
    if path.is_empty() {
        return flaw(Text::new("chaman-certificate-none"));
    }
    let extension = path
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase())
        .unwrap_or_default();
    if matches!(extension.as_str(), "pfx" | "p12") {
        return flaw(Text::new("chaman-certificate-pfx").with("file", quoted(path)));
    }
    let usual = rulebook.extensions.first().map_or("cer", String::as_str);
    (!rulebook.extensions.contains(&extension)).then(|| {
        Flaw::new(
            FormField::CertificateFile,
            Text::new("chaman-certificate-extension").with("extension", usual),
        )
    })
}

/// A path as a shell takes it whole: the sentence holds a command to copy.
fn quoted(path: &str) -> String {
    let plain = |character: char| character.is_alphanumeric() || "/._-+".contains(character);
    let path = shown(path);
    if path.chars().all(plain) {
        path
    } else {
        format!("'{}'", path.replace('\'', r"'\''"))
    }
}
