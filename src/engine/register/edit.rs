//! A change of the register in the making: what it does here, what of it a person or the
//! sandbox still has to do, and what the journal says of it. Pure.

use crate::domain::chaman::{Account, ChamanIs, Change, Channel, Mark, Register};
use crate::domain::ids::ClientId;
use crate::domain::problem::Problem;
use crate::store::RegisterChange;

/// What has to be done in the sandbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Deed {
    /// The account of this name is to be there as it is here.
    Put(String),
    /// The account of this client id is to be gone.
    Remove(ClientId),
}

/// The register, being changed.
pub(super) struct Edit {
    pub(super) register: Register,
    pub(super) mark: Mark,
    pub(super) deeds: Vec<Deed>,
    pub(super) steps: Vec<u32>,
    chaman: ChamanIs,
    entries: Vec<(String, String)>,
    renamed: Option<(String, String)>,
}

impl Edit {
    pub(super) fn new(register: Register, chaman: ChamanIs, mark: Mark) -> Self {
        Self {
            register,
            mark,
            deeds: Vec::new(),
            steps: Vec::new(),
            chaman,
            entries: Vec::new(),
            renamed: None,
        }
    }

    /// Makes a change here, and sees to it that it is made in Chaman.
    pub(super) fn make(&mut self, change: &Change) -> Result<(), Problem> {
        let before = self.before(change);
        let mark = self.mark.clone();
        let step = self.register.record(change.clone(), self.chaman, mark)?;
        self.steps.extend(step);
        self.made(change, before.as_ref());
        Ok(())
    }

    /// Makes a change here that is in Chaman already.
    pub(super) fn make_known(&mut self, change: &Change) -> Result<(), Problem> {
        if self.chaman == ChamanIs::Here {
            return self.make(change);
        }
        change.apply(&mut self.register.here)?;
        let believed = &mut self.register.believed;
        if believed.contact.is_none() {
            // Nothing is in Chaman without it.
            believed.contact.clone_from(&self.register.here.contact);
        }
        change.apply(believed)?;
        self.made(change, None);
        Ok(())
    }

    /// Says something in the journal.
    pub(super) fn note(&mut self, event: impl Into<String>, reason: impl Into<String>) {
        self.entries.push((event.into(), reason.into()));
    }

    /// An account of the configuration keeps its name in the queue.
    pub(super) fn keep_name_in_queue(&mut self) {
        self.renamed = None;
    }

    /// As the store keeps it, on top of this revision.
    pub(super) fn finished(self, revision: i64) -> RegisterChange {
        RegisterChange {
            revision,
            document: crate::chaman::write(&self.register),
            entries: self.entries,
            renamed: self.renamed,
            actor: self.mark.by,
            at: self.mark.at,
        }
    }

    fn before(&self, change: &Change) -> Option<Account> {
        self.register.here.account(change.account()?).cloned()
    }

    /// Notes what follows from a change that is made.
    fn made(&mut self, change: &Change, before: Option<&Account>) {
        self.note(change.as_str(), words(change));
        if let Change::Rename { account, to } = change {
            self.renamed = Some((account.clone(), to.trim().to_owned()));
        }
        if self.chaman == ChamanIs::Here && change.concerns_chaman() {
            let deed = match change {
                Change::RemoveAccount { .. } => before
                    .and_then(Account::client_id)
                    .map(|client_id| Deed::Remove(client_id.clone())),
                Change::Rename { to, .. } => self.put(to),
                _ => change.account().and_then(|name| self.put(name)),
            };
            self.deeds.extend(deed);
        }
    }

    /// Only REST accounts are known there.
    fn put(&self, account: &str) -> Option<Deed> {
        let account = self.register.here.account(account.trim())?;
        (account.channel() == Channel::Rest).then(|| Deed::Put(account.name.clone()))
    }
}

/// What the journal says of a change: never a secret, and of persons no more than their name.
fn words(change: &Change) -> String {
    match change {
        Change::SetSender { sender } => format!("{} {}", sender.number, sender.name),
        Change::SetContact { contact } => contact.name.clone(),
        Change::AddAccount { account } => {
            format!("{} ({})", account.name, account.channel().as_str())
        }
        Change::Rename { account, to } => format!("{account} -> {to}"),
        Change::SetPermissions {
            account,
            permissions,
        } => {
            let names: Vec<&str> = permissions.iter().map(|one| one.0.as_str()).collect();
            format!("{account}: {}", names.join(", "))
        }
        Change::AddCertificate {
            account,
            certificate,
        }
        | Change::ReplaceCertificate {
            account,
            certificate,
        } => format!("{account}: {}", certificate.facts.sha256),
        Change::RemoveCertificate { account, sha256 } => format!("{account}: {sha256}"),
        Change::ReplaceSshKey { account, key } => format!("{account}: {}", key.fingerprint),
        Change::RemoveAccount { account } => account.clone(),
        Change::SetClientId { account, client_id } => format!("{account}: {client_id}"),
        Change::SetKey { account, key } => {
            let file = key.as_ref().map(|key| key.file.to_string_lossy());
            format!("{account}: {}", file.as_deref().unwrap_or("-"))
        }
    }
}
