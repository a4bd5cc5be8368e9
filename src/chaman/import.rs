//! Reading a register from a file. Everything in it is checked as if a person had typed it,
//! and every certificate is inspected: nothing in the file is believed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use toml::Spanned;

use super::paper::{
    AccountOnPaper, CertificateOnPaper, ChannelsOnPaper, ContactOnPaper, Placed, SenderOnPaper,
};
use crate::cert;
use crate::config;
use crate::domain::chaman::{
    Account, Change, Channel, Channels, Contact, ContactDraft, Details, Flaw, FormField,
    HeldCertificate, KeyReference, PermissionId, Sender, SenderDraft, SshKey, UserName, name,
};
use crate::domain::ids::ClientId;
use crate::domain::problem::Problem;
use crate::domain::text::Text;

/// Reads what [`super::export()`] writes; `path` is only for the problem, which names line and
/// column. The caller limits how large the text is.
///
/// Whether the permissions are offered and the certificates accepted today is not asked: a
/// register may be older than a rule.
pub fn import(text: &str, path: &Path) -> Result<Channels, Problem> {
    let hint = |problem: Problem| problem.hint(Text::new("chaman-import-hint"));
    let paper: ChannelsOnPaper = config::parse(text, path).map_err(hint)?;
    channels(paper).map_err(|mistake| {
        hint(config::mistake_at(
            text,
            path,
            mistake.start,
            mistake.reason,
        ))
    })
}

/// A value that cannot be, and the byte at which it stands.
struct Mistake {
    start: usize,
    reason: Text,
}

impl Mistake {
    fn at<T>(value: &Spanned<T>, reason: Text) -> Self {
        Self {
            start: value.span().start,
            reason,
        }
    }
}

fn channels(paper: ChannelsOnPaper) -> Result<Channels, Mistake> {
    let mut channels = Channels {
        sender: paper.sender.as_ref().map(sender).transpose()?,
        contact: paper.contact.as_ref().map(contact).transpose()?,
        accounts: Vec::new(),
    };
    for account in paper.accounts {
        let start = account.span().start;
        for change in changes(account.into_inner(), start)? {
            change.apply(&mut channels).map_err(|problem| Mistake {
                start,
                reason: problem.summary,
            })?;
        }
    }
    Ok(channels)
}

fn sender(paper: &SenderOnPaper) -> Result<Sender, Mistake> {
    let draft = SenderDraft {
        number: paper.number.get_ref().clone(),
        name: paper.name.get_ref().clone(),
        role: paper.role.get_ref().clone(),
    };
    draft.checked().map_err(|flaws| {
        first(flaws, |field| match field {
            FormField::SenderNumber => &paper.number,
            FormField::SenderRole => &paper.role,
            _ => &paper.name,
        })
    })
}

fn contact(paper: &ContactOnPaper) -> Result<Contact, Mistake> {
    let draft = ContactDraft {
        name: paper.name.get_ref().clone(),
        phone_code: paper.phone_code.get_ref().clone(),
        phone_number: paper.phone_number.get_ref().clone(),
        email: paper.email.get_ref().clone(),
        language: paper.language.get_ref().clone(),
    };
    draft.checked().map_err(|flaws| {
        first(flaws, |field| match field {
            FormField::PhoneCode => &paper.phone_code,
            FormField::PhoneNumber => &paper.phone_number,
            FormField::Email => &paper.email,
            FormField::ContactLanguage => &paper.language,
            _ => &paper.name,
        })
    })
}

fn first<'a>(flaws: Vec<Flaw>, place: impl Fn(FormField) -> &'a Placed) -> Mistake {
    let flaw = flaws
        .into_iter()
        .next()
        .expect("what cannot be read has a flaw");
    Mistake::at(place(flaw.field), flaw.text)
}

/// The account with its first certificate, and one change for each further one: so that every
/// rule of Chaman is asked, and none is written twice.
fn changes(paper: AccountOnPaper, start: usize) -> Result<Vec<Change>, Mistake> {
    let name = checked_name(FormField::AccountName, &paper.name)?;
    let mut held = Vec::new();
    for certificate in &paper.certificates {
        held.push(read_certificate(certificate)?);
    }
    let mut held = held.into_iter();
    let certificate = held.next().ok_or_else(|| Mistake {
        start,
        reason: Text::new("chaman-certificate-none"),
    })?;
    let details = details(paper, certificate, start)?;
    let further = held.map(|certificate| Change::AddCertificate {
        account: name.clone(),
        certificate: Box::new(certificate),
    });
    let account = Box::new(Account {
        name: name.clone(),
        details,
    });
    Ok(std::iter::once(Change::AddAccount { account })
        .chain(further)
        .collect())
}

fn details(
    paper: AccountOnPaper,
    certificate: HeldCertificate,
    start: usize,
) -> Result<Details, Mistake> {
    refuse_strangers(&paper)?;
    let permissions = read_permissions(paper.permissions)?;
    Ok(match paper.channel {
        Channel::Ftp => Details::Ftp {
            permissions,
            certificate,
            user_name: read_user_name(paper.user_name, start)?,
            password_file: paper.password_file.map(path),
        },
        Channel::Sftp => Details::Sftp {
            permissions,
            certificate,
            user_name: read_user_name(paper.user_name, start)?,
            ssh_key: read_ssh_key(paper.ssh_key, start)?,
        },
        Channel::Soap => Details::Soap { certificate },
        Channel::Rest => Details::Rest {
            permissions,
            certificates: vec![certificate],
            client_id: paper.client_id.as_ref().map(read_client_id).transpose()?,
            key: read_key(paper.key_file, paper.passphrase_file)?,
        },
    })
}

/// A key that says nothing for its channel would be lost without a word.
fn refuse_strangers(paper: &AccountOnPaper) -> Result<(), Mistake> {
    let channel = paper.channel;
    let place = |value: &Option<Placed>| value.as_ref().map(|value| value.span().start);
    let permissions = paper
        .permissions
        .as_ref()
        .map(|permissions| permissions.span().start);
    let is_rest = channel == Channel::Rest;
    for (start, belongs) in [
        (permissions, channel.has_permissions()),
        (place(&paper.user_name), channel.has_user_name()),
        (place(&paper.password_file), channel == Channel::Ftp),
        (place(&paper.ssh_key), channel == Channel::Sftp),
        (place(&paper.client_id), is_rest),
        (place(&paper.key_file), is_rest),
        (place(&paper.passphrase_file), is_rest),
    ] {
        if let Some(start) = start
            && !belongs
        {
            let reason = Text::new("chaman-import-stranger").with("channel", channel.name());
            return Err(Mistake { start, reason });
        }
    }
    Ok(())
}

fn read_permissions(
    paper: Option<Spanned<Vec<Placed>>>,
) -> Result<BTreeSet<PermissionId>, Mistake> {
    let mut permissions = BTreeSet::new();
    for id in paper.map(Spanned::into_inner).unwrap_or_default() {
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if id.get_ref().is_empty() || !id.get_ref().bytes().all(is_word) {
            return Err(Mistake::at(&id, Text::new("chaman-import-permission")));
        }
        permissions.insert(PermissionId(id.into_inner()));
    }
    Ok(permissions)
}

fn read_certificate(paper: &CertificateOnPaper) -> Result<HeldCertificate, Mistake> {
    let pem = paper.pem.get_ref();
    let broken = |reason| Mistake::at(&paper.pem, reason);
    let found = cert::inspect(pem.as_bytes()).map_err(|problem| broken(problem.summary))?;
    let [only] = found.as_slice() else {
        return Err(broken(Text::new("chaman-import-one-certificate")));
    };
    let bare = pem.trim();
    if !bare.starts_with("-----BEGIN CERTIFICATE-----")
        || !bare.ends_with("-----END CERTIFICATE-----")
    {
        return Err(broken(Text::new("chaman-import-one-certificate")));
    }
    Ok(HeldCertificate {
        name: checked_name(FormField::CertificateName, &paper.name)?,
        file_name: checked_name(FormField::CertificateFile, &paper.file_name)?,
        pem: pem.clone(),
        facts: only.facts().clone(),
    })
}

fn read_user_name(paper: Option<Placed>, start: usize) -> Result<UserName, Mistake> {
    let start = paper.as_ref().map_or(start, |name| name.span().start);
    let name = paper.map(Spanned::into_inner).unwrap_or_default();
    UserName::parse(&name).map_err(|reason| Mistake { start, reason })
}

fn read_ssh_key(paper: Option<Placed>, start: usize) -> Result<SshKey, Mistake> {
    let line = paper.ok_or_else(|| Mistake {
        start,
        reason: Text::new("chaman-ssh-key-none"),
    })?;
    cert::ssh_key::read(line.get_ref().as_bytes())
        .map_err(|problem| Mistake::at(&line, problem.summary))
}

fn read_client_id(paper: &Placed) -> Result<ClientId, Mistake> {
    ClientId::parse(paper.get_ref()).map_err(|_| Mistake::at(paper, Text::new("chaman-client-id")))
}

fn read_key(
    file: Option<Placed>,
    passphrase_file: Option<Placed>,
) -> Result<Option<KeyReference>, Mistake> {
    match (file, passphrase_file) {
        (Some(file), passphrase_file) => Ok(Some(KeyReference {
            file: path(file),
            passphrase_file: passphrase_file.map(path),
        })),
        (None, Some(alone)) => Err(Mistake::at(&alone, Text::new("chaman-import-no-key"))),
        (None, None) => Ok(None),
    }
}

fn checked_name(field: FormField, paper: &Placed) -> Result<String, Mistake> {
    match name(field, paper.get_ref()) {
        Some(flaw) => Err(Mistake::at(paper, flaw.text)),
        None => Ok(paper.get_ref().trim().to_owned()),
    }
}

fn path(paper: Placed) -> PathBuf {
    paper.into_inner().into()
}
