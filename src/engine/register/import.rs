//! A whole register from a file, into an empty one.

use crate::cert;
use crate::domain::belgium;
use crate::domain::chaman::{Account, Change, Channels, Details, Ordered, permissions};
use crate::domain::problem::Problem;
use crate::domain::text::Text;
use crate::engine::{Engine, problem};

impl Engine {
    /// Puts the accounts of a file into an empty register. With `existing` they are in Chaman
    /// already; otherwise each becomes a step.
    pub async fn import_register(
        &self,
        channels: Channels,
        existing: bool,
    ) -> Result<Ordered, Problem> {
        self.must_write()?;
        let channels = self.blocking(move || with_facts(channels)).await?;
        for account in &channels.accounts {
            self.must_not_be_configured(&account.name, account.client_id())?;
            if existing {
                must_have_client_id(account)?;
            } else {
                self.must_be_sound(account)?;
            }
        }
        let text = Text::new("engine-register-imported").with("count", channels.accounts.len());
        let changes = changes(channels);
        let ((), done) = self
            .edit(|edit| {
                if edit.register.here != Channels::default() {
                    return Err(problem::usage(Text::new("engine-register-not-empty"))
                        .hint(Text::new("engine-register-not-empty-hint")));
                }
                changes.iter().try_for_each(|change| {
                    if existing {
                        edit.make_known(change)
                    } else {
                        edit.make(change)
                    }
                })
            })
            .await?;
        let mut ordered = done.ordered(text);
        // Several accounts may have been given one; none of them stands for all.
        ordered.client_id = None;
        Ok(ordered)
    }

    /// Chaman will be asked to take it, so it keeps Chaman's rules.
    fn must_be_sound(&self, account: &Account) -> Result<(), Problem> {
        let channel = account.channel();
        if let Some(wanted) = account.permissions() {
            let today = belgium::today(self.now());
            permissions(wanted, channel, &self.inner.rulebook, today).map_err(problem::usage)?;
        }
        account
            .certificates()
            .iter()
            .try_for_each(|held| self.must_pass(&held.facts, channel))
    }
}

fn must_have_client_id(account: &Account) -> Result<(), Problem> {
    match account.details {
        Details::Rest {
            client_id: None, ..
        } => Err(problem::usage(Text::new("chaman-client-id-needed"))),
        _ => Ok(()),
    }
}

fn changes(channels: Channels) -> Vec<Change> {
    let sender = channels.sender.map(|sender| Change::SetSender { sender });
    let contact = channels
        .contact
        .map(|contact| Change::SetContact { contact });
    let accounts = channels.accounts.into_iter().map(|account| {
        let account = Box::new(account);
        Change::AddAccount { account }
    });
    sender.into_iter().chain(contact).chain(accounts).collect()
}

/// What a file says of its certificates is not believed: they are read again.
fn with_facts(mut channels: Channels) -> Result<Channels, Problem> {
    for account in &mut channels.accounts {
        for held in account.certificates_mut() {
            let certificate = cert::inspect_first(held.pem.as_bytes())?;
            held.facts = certificate.facts().clone();
        }
    }
    Ok(channels)
}
