//! Orders about one account: made, renamed, given permissions, certificates and keys, deleted.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::files::{self, ReadCertificate};
use super::orders::{first, shown, unknown_account};
use crate::domain::belgium;
use crate::domain::chaman::{
    Account, AccountDraft, Change, Channel, Channels, Details, KeyReference, Ordered, PermissionId,
    SshKey, UserName, certificate_file, checks, first_failure, permissions,
};
use crate::domain::ids::ClientId;
use crate::domain::problem::Problem;
use crate::domain::report::CertFacts;
use crate::domain::text::Text;
use crate::engine::{Engine, problem};

/// What the files of a new account hold.
struct Contents {
    certificate: ReadCertificate,
    password_file: Option<PathBuf>,
    ssh_key: Option<SshKey>,
    key: Option<KeyReference>,
}

impl Engine {
    pub(super) async fn add_account(&self, draft: AccountDraft) -> Result<Ordered, Problem> {
        let (_, register) = self.read_register().await?;
        let channel = self.sound(&draft, &register.here)?;
        let client_id = ClientId::parse(draft.client_id.trim()).ok();
        self.must_not_be_configured(draft.name.trim(), client_id.as_ref())?;
        let contents = self
            .blocking({
                let draft = draft.clone();
                move || read(&draft, channel)
            })
            .await?;
        self.must_pass(&contents.certificate.held.facts, channel)?;
        let account = account(&draft, channel, contents, client_id)?;
        let text = if draft.existing {
            Text::new("engine-account-noted")
        } else {
            Text::new("engine-account-added")
        };
        let text = text.with("account", shown(&account.name));
        let change = Change::AddAccount {
            account: Box::new(account),
        };
        let ((), done) = self
            .edit(|edit| {
                self.sound(&draft, &edit.register.here)?;
                if draft.existing {
                    edit.make_known(&change)
                } else {
                    edit.make(&change)
                }
            })
            .await?;
        Ok(done.ordered(text))
    }

    pub(super) async fn rename(&self, account: String, to: &str) -> Result<Ordered, Problem> {
        let to = to.trim().to_owned();
        let (_, register) = self.read_register().await?;
        let client_id = register.here.account(&account).and_then(Account::client_id);
        self.must_not_be_configured(&to, client_id)?;
        let text = Text::new("engine-account-renamed")
            .with("account", shown(&account))
            .with("name", shown(&to));
        let is_configured = self.inner.rosters.is_configured(&account);
        let change = Change::Rename { account, to };
        let ((), done) = self
            .edit(|edit| {
                edit.make(&change)?;
                if is_configured {
                    edit.keep_name_in_queue();
                }
                Ok(())
            })
            .await?;
        Ok(done.ordered(text))
    }

    pub(super) async fn set_permissions(
        &self,
        account: String,
        wanted: BTreeSet<PermissionId>,
    ) -> Result<Ordered, Problem> {
        let today = belgium::today(self.now());
        let text = Text::new("engine-permissions-set").with("account", shown(&account));
        let change = Change::SetPermissions {
            account: account.clone(),
            permissions: wanted.clone(),
        };
        let ((), done) = self
            .edit(|edit| {
                let channel = channel_of(&edit.register.here, &account)?;
                if channel.has_permissions() {
                    permissions(&wanted, channel, &self.inner.rulebook, today)
                        .map_err(problem::usage)?;
                }
                edit.make(&change)
            })
            .await?;
        Ok(done.ordered(text))
    }

    pub(super) async fn add_certificate(
        &self,
        account: String,
        name: String,
        file: String,
    ) -> Result<Ordered, Problem> {
        let text = Text::new("engine-certificate-added").with("account", shown(&account));
        let read = self.read_certificate(&account, name, file).await?;
        let certificate = Box::new(read.held);
        let change = Change::AddCertificate {
            account,
            certificate,
        };
        self.make(change, text).await
    }

    pub(super) async fn replace_certificate(
        &self,
        account: String,
        name: String,
        file: String,
    ) -> Result<Ordered, Problem> {
        let text = Text::new("engine-certificate-replaced").with("account", shown(&account));
        let read = self.read_certificate(&account, name, file).await?;
        let certificate = Box::new(read.held);
        let change = Change::ReplaceCertificate {
            account,
            certificate,
        };
        self.make(change, text).await
    }

    /// A certificate of a file that passes the rules of the account's channel.
    pub(super) async fn read_certificate(
        &self,
        account: &str,
        name: String,
        file: String,
    ) -> Result<ReadCertificate, Problem> {
        let (_, register) = self.read_register().await?;
        let channel = channel_of(&register.here, account)?;
        if let Some(flaw) = certificate_file(&file, &self.inner.rulebook) {
            return Err(flaw.problem());
        }
        let read = self
            .blocking(move || files::certificate(&file, &name))
            .await?;
        self.must_pass(&read.held.facts, channel)?;
        Ok(read)
    }

    /// A private key that can be used, as typed, with its public half.
    pub(super) async fn typed_key(
        &self,
        key_file: &str,
        passphrase_file: &str,
    ) -> Result<(KeyReference, Vec<u8>), Problem> {
        let key = files::key_reference(key_file, passphrase_file)
            .ok_or_else(|| problem::usage(Text::new("engine-key-file-empty")))?;
        self.blocking(move || files::public_key(&key).map(|public| (key, public)))
            .await
    }

    /// Signs with another key from now on; it must belong to a certificate of the account.
    pub(super) async fn set_key(
        &self,
        account: String,
        key_file: &str,
        passphrase_file: &str,
    ) -> Result<Ordered, Problem> {
        let (key, public) = self.typed_key(key_file, passphrase_file).await?;
        let text = Text::new("engine-key-set")
            .with("account", shown(&account))
            .with("file", files::shown(&key.file));
        let change = Change::SetKey {
            account: account.clone(),
            key: Some(key),
        };
        let ((), done) = self
            .edit(|edit| {
                let here = &edit.register.here;
                let found = here
                    .account(&account)
                    .ok_or_else(|| unknown_account(&account))?;
                let belongs = |held| files::public_key_of(held).as_ref() == Some(&public);
                if found.channel() == Channel::Rest && !found.certificates().iter().any(belongs) {
                    return Err(key_of_another(&account));
                }
                edit.make(&change)
            })
            .await?;
        Ok(done.ordered(text))
    }

    /// Deletes an account for good, once nothing of it is under way.
    pub(super) async fn remove_account(
        &self,
        account: String,
        typed: &str,
    ) -> Result<Ordered, Problem> {
        if typed != account {
            return Err(problem::usage(
                Text::new("engine-not-confirmed").with("account", shown(&account)),
            )
            .hint(Text::new("engine-not-confirmed-hint")));
        }
        let unsettled = self
            .store()
            .unsettled(&account)
            .await
            .map_err(problem::from_store)?;
        if unsettled > 0 {
            return Err(problem::usage(
                Text::new("engine-account-busy")
                    .with("account", shown(&account))
                    .with("count", unsettled),
            )
            .hint(Text::new("engine-account-busy-hint")));
        }
        let text = Text::new("engine-account-removed").with("account", shown(&account));
        self.make(Change::RemoveAccount { account }, text).await
    }

    /// Chaman's rules for certificates, now.
    pub(super) fn must_pass(&self, facts: &CertFacts, channel: Channel) -> Result<(), Problem> {
        let checks = checks(facts, channel, &self.inner.rulebook, self.now());
        first_failure(&checks).map_or(Ok(()), Err)
    }

    /// What the text of a draft tells by itself; gives its channel.
    fn sound(&self, draft: &AccountDraft, here: &Channels) -> Result<Channel, Problem> {
        let today = belgium::today(self.now());
        let flaws = draft.flaws(here, &self.inner.rulebook, today);
        match draft.channel {
            Some(channel) if flaws.is_empty() => Ok(channel),
            _ => Err(first(flaws)),
        }
    }

    /// An account of the configuration has its name for itself, unless it is the same client.
    pub(super) fn must_not_be_configured(
        &self,
        name: &str,
        client_id: Option<&ClientId>,
    ) -> Result<(), Problem> {
        let roster = self.roster();
        let same = |account: &str| {
            roster
                .get(account)
                .is_some_and(|known| client_id == Some(&known.client_id))
        };
        if self.inner.rosters.is_configured(name) && !same(name) {
            return Err(problem::usage(
                Text::new("engine-name-configured").with("account", shown(name)),
            )
            .hint(Text::new("engine-name-configured-hint").with("account", shown(name))));
        }
        Ok(())
    }
}

/// A private key that belongs to none of an account's certificates.
pub(super) fn key_of_another(account: &str) -> Problem {
    problem::usage(Text::new("engine-key-differs").with("account", shown(account)))
        .hint(Text::new("engine-key-differs-hint"))
}

fn channel_of(channels: &Channels, account: &str) -> Result<Channel, Problem> {
    channels
        .account(account)
        .map(Account::channel)
        .ok_or_else(|| unknown_account(account))
}

/// Reads the files that a draft names, as far as its channel has them.
fn read(draft: &AccountDraft, channel: Channel) -> Result<Contents, Problem> {
    let certificate = files::certificate(&draft.certificate_file, &draft.certificate_name)?;
    let password_file = match channel {
        Channel::Ftp => files::password_file(&draft.password_file)?,
        _ => None,
    };
    let ssh_key = match channel {
        Channel::Sftp => Some(files::public_ssh_key(&draft.ssh_key_file)?),
        _ => None,
    };
    let key = match channel {
        Channel::Rest => files::key_reference(&draft.key_file, &draft.passphrase_file),
        _ => None,
    };
    if let Some(key) = &key
        && files::public_key(key)? != certificate.public_key
    {
        return Err(key_of_another(draft.name.trim()));
    }
    Ok(Contents {
        certificate,
        password_file,
        ssh_key,
        key,
    })
}

fn account(
    draft: &AccountDraft,
    channel: Channel,
    contents: Contents,
    client_id: Option<ClientId>,
) -> Result<Account, Problem> {
    let permissions = draft.permissions.clone();
    let certificate = contents.certificate.held;
    let user_name = || UserName::parse(draft.user_name.trim()).map_err(problem::usage);
    let details = match (channel, contents.ssh_key) {
        (Channel::Ftp, _) => Details::Ftp {
            permissions,
            certificate,
            user_name: user_name()?,
            password_file: contents.password_file,
        },
        (Channel::Sftp, Some(ssh_key)) => Details::Sftp {
            permissions,
            certificate,
            user_name: user_name()?,
            ssh_key,
        },
        (Channel::Sftp, None) => {
            return Err(problem::usage(Text::new("chaman-ssh-key-none")));
        }
        (Channel::Soap, _) => Details::Soap { certificate },
        (Channel::Rest, _) => Details::Rest {
            permissions,
            certificates: vec![certificate],
            client_id,
            key: contents.key,
        },
    };
    Ok(Account {
        name: draft.name.trim().to_owned(),
        details,
    })
}
