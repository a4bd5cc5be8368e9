//! The register at work: orders become changes, changes become steps or deeds in the sandbox,
//! and all of it is kept in one commit with the journal.
//!
//! ```text
//!   Order ─ files ─▶ Edit (pure) ─▶ sandbox, if that is Chaman ─▶ store: compare and set
//!                      ▲                                             │ moved
//!                      └─────────────── read again ──────────────────┘
//! ```

mod accounts;
mod checklist;
mod edit;
mod files;
mod import;
mod orders;
mod rotation;

use std::collections::HashMap;

use crate::chaman;
use crate::domain::chaman::{
    ChamanIs, Change, Mark, Order, Ordered, Register, RegisterReport, Rulebook, Sender,
};
use crate::domain::ids::ClientId;
use crate::domain::problem::Problem;
use crate::domain::text::Text;
use crate::store::StoreError;

use super::{Engine, Portal, problem};
use edit::{Deed, Edit};
pub use files::signing_key;
pub(super) use files::{public_key, public_key_of, typed, unlocked};

/// How often an order is tried when others change the register at the same time.
const TRIES: u32 = 5;

/// What an edit brought about beside the register itself.
#[derive(Debug, Default)]
struct Done {
    /// Client ids that new accounts were given, by account.
    client_ids: HashMap<String, ClientId>,
    /// Steps that a person has to do now.
    steps: Vec<u32>,
}

impl Done {
    fn ordered(self, text: Text) -> Ordered {
        Ordered {
            text,
            client_id: self.client_ids.into_values().next(),
            steps: self.steps,
            files: Vec::new(),
        }
    }
}

impl Engine {
    /// The lists of Chaman.
    pub fn rulebook(&self) -> Rulebook {
        self.inner.rulebook.clone()
    }

    /// The register of this environment.
    pub async fn register(&self) -> Result<RegisterReport, Problem> {
        let (_, register) = self.read_register().await?;
        Ok(RegisterReport {
            register,
            chaman: self.chaman(),
        })
    }

    /// The sender of the register, as it was last read.
    pub fn sender(&self) -> Option<Sender> {
        self.roster().register.here.sender.clone()
    }

    /// Carries out an order, or says why not and changes nothing.
    pub async fn order(&self, order: Order) -> Result<Ordered, Problem> {
        self.must_write()?;
        self.carry_out(order).await
    }

    /// Who makes a change true: the sandbox has nobody else.
    fn chaman(&self) -> ChamanIs {
        match self.inner.portal {
            Some(_) => ChamanIs::Here,
            None => ChamanIs::ThePortal,
        }
    }

    /// The register with its revision.
    async fn read_register(&self) -> Result<(i64, Register), Problem> {
        self.refresh().await;
        let stored = self.store().register().await.map_err(problem::from_store)?;
        let roster = self.roster();
        if roster.revision() == Some(stored.revision) {
            return Ok((stored.revision, Register::clone(&roster.register)));
        }
        let document = stored.document;
        let register = self
            .blocking(move || chaman::read(document.as_deref()))
            .await?;
        Ok((stored.revision, register))
    }

    /// Makes one change.
    async fn make(&self, change: Change, text: Text) -> Result<Ordered, Problem> {
        let ((), done) = self.edit(|edit| edit.make(&change)).await?;
        Ok(done.ordered(text))
    }

    /// Changes the register, anew when somebody else was faster, and lets the accounts follow.
    async fn edit<T>(
        &self,
        work: impl Fn(&mut Edit) -> Result<T, Problem> + Send + Sync,
    ) -> Result<(T, Done), Problem> {
        let mut done = Done::default();
        let edited = self.try_edits(&work, &mut done).await;
        if edited.is_err() {
            self.undo(&done).await;
        }
        self.refresh().await;
        Ok((edited?, done))
    }

    async fn try_edits<T>(
        &self,
        work: &(impl Fn(&mut Edit) -> Result<T, Problem> + Send + Sync),
        done: &mut Done,
    ) -> Result<T, Problem> {
        for _ in 0..TRIES {
            let (revision, register) = self.read_register().await?;
            let mark = Mark {
                by: self.inner.actor.clone(),
                at: self.now(),
            };
            let mut edit = Edit::new(register, self.chaman(), mark);
            let result = work(&mut edit)?;
            if let Some(portal) = self.inner.portal.clone() {
                self.do_deeds(&*portal, &mut edit, done).await?;
            }
            done.steps.clone_from(&edit.steps);
            match self.store().keep_register(edit.finished(revision)).await {
                Ok(_) => return Ok(result),
                Err(StoreError::RegisterMoved) => {}
                Err(error) => return Err(problem::from_store(error)),
            }
        }
        Err(problem::from_store(StoreError::RegisterMoved))
    }

    /// Does in the sandbox what a person does in Chaman elsewhere. An account that was made in
    /// a try before is not made twice.
    async fn do_deeds(
        &self,
        portal: &dyn Portal,
        edit: &mut Edit,
        done: &mut Done,
    ) -> Result<(), Problem> {
        for deed in std::mem::take(&mut edit.deeds) {
            let name = match deed {
                Deed::Put(name) => name,
                Deed::Remove(client_id) => {
                    portal.remove(&client_id).await?;
                    continue;
                }
            };
            if let Some(client_id) = done.client_ids.get(&name) {
                edit.make(&noted(&name, client_id))?;
            }
            let here = &edit.register.here;
            let Some(account) = here.account(&name) else {
                continue;
            };
            let is_new = account.client_id().is_none();
            let scopes = self.inner.rulebook.scopes(account.granted());
            let sender = here.sender.as_ref().map(|sender| &sender.number);
            let client_id = portal.put(account, sender, &scopes).await?;
            if is_new {
                edit.make(&noted(&name, &client_id))?;
                done.client_ids.insert(name, client_id);
            }
        }
        Ok(())
    }

    /// Takes back what an order made in the sandbox that came to nothing.
    async fn undo(&self, done: &Done) {
        let Some(portal) = &self.inner.portal else {
            return;
        };
        for client_id in done.client_ids.values() {
            if let Err(problem) = portal.remove(client_id).await {
                tracing::warn!(
                    problem = problem.summary.key,
                    "an account stays in the sandbox that nobody asked for"
                );
            }
        }
    }
}

fn noted(account: &str, client_id: &ClientId) -> Change {
    Change::SetClientId {
        account: account.to_owned(),
        client_id: client_id.clone(),
    }
}
