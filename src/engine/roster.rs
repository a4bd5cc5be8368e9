//! Who can send: the accounts of the configuration and those of the register, as they are now.
//!
//! ```text
//!   configuration ──┐                      ┌──▶ worker: due, send, ask
//!                   ├── refresh ──▶ Roster ┼──▶ intake: which account
//!   register ───────┘   (revision moved)   └──▶ status: what is shown
//! ```
//!
//! A roster does not change; another one takes its place. What is under way keeps the account
//! with which it began, so a new key interrupts nothing.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use jiff::Timestamp;
use tokio::sync::{Mutex, watch};

use super::account::{Account, ActiveAccount};
use super::doors::{LinkOrder, Linker};
use super::{Engine, problem};
use crate::chaman;
use crate::domain::chaman::{self as rules, Register};
use crate::domain::problem::Problem;
use crate::domain::text::Text;
use crate::domain::untrusted::Untrusted;

/// The accounts at one revision of the register.
#[derive(Default)]
pub(super) struct Roster {
    /// The register of that revision.
    pub(super) register: Arc<Register>,
    revision: Option<i64>,
    /// In the order of choice: configuration, register, last resort.
    accounts: Vec<Arc<ActiveAccount>>,
    /// By every name under which a submission may know them.
    by_name: HashMap<String, Arc<ActiveAccount>>,
}

/// What the configuration says.
pub(super) struct Configured {
    pub(super) accounts: Vec<Arc<ActiveAccount>>,
    linker: Arc<dyn Linker>,
}

/// The roster in force, and what the next one is made of.
pub(super) struct Rosters {
    configured: RwLock<Arc<Configured>>,
    current: watch::Sender<Arc<Roster>>,
    /// The state of the store at which the register was last looked at; held while looking.
    looked_at: Mutex<Option<u64>>,
}

impl Rosters {
    pub(super) fn new(accounts: Vec<Account>, linker: Arc<dyn Linker>) -> Self {
        let configured: Vec<_> = accounts
            .into_iter()
            .map(|account| Arc::new(ActiveAccount::configured(account)))
            .collect();
        let first = Roster::of(configured.clone(), HashMap::new(), Arc::default(), None);
        let configured = Configured {
            accounts: configured,
            linker,
        };
        Self {
            configured: RwLock::new(Arc::new(configured)),
            current: watch::Sender::new(Arc::new(first)),
            looked_at: Mutex::default(),
        }
    }

    /// Whether the configuration has an account of this name that is not this client.
    pub(super) fn is_configured(&self, name: &str) -> bool {
        is_named(&self.configured().accounts, name)
    }

    pub(super) fn linker(&self) -> Arc<dyn Linker> {
        Arc::clone(&self.configured().linker)
    }

    /// What the configuration says.
    pub(super) fn configured(&self) -> Arc<Configured> {
        let configured = self.configured.read();
        Arc::clone(&configured.unwrap_or_else(PoisonError::into_inner))
    }
}

impl Roster {
    fn of(
        mut accounts: Vec<Arc<ActiveAccount>>,
        mut by_name: HashMap<String, Arc<ActiveAccount>>,
        register: Arc<Register>,
        revision: Option<i64>,
    ) -> Self {
        accounts.sort_by_key(|account| account.is_last_resort);
        for account in &accounts {
            by_name.insert(account.name.clone(), Arc::clone(account));
        }
        Self {
            register,
            revision,
            accounts,
            by_name,
        }
    }

    /// The revision of the register that it shows; none before the register was read.
    pub(super) fn revision(&self) -> Option<i64> {
        self.revision
    }

    /// In the order of choice.
    pub(super) fn accounts(&self) -> &[Arc<ActiveAccount>] {
        &self.accounts
    }

    /// The account of this name, in the configuration or the register.
    pub(super) fn get(&self, name: &str) -> Option<&Arc<ActiveAccount>> {
        self.by_name.get(name)
    }

    /// Every name under which there may be work.
    pub(super) fn names(&self) -> Vec<String> {
        self.by_name.keys().cloned().collect()
    }

    /// The names for a person, in the order of choice.
    pub(super) fn shown(&self) -> String {
        let names: Vec<&str> = self.accounts.iter().map(|one| one.name.as_str()).collect();
        names.join(", ")
    }

    /// What the register has of an account at work.
    pub(super) fn registered(&self, account: &ActiveAccount) -> Option<&rules::Account> {
        let same = |known: &&rules::Account| known.client_id() == Some(&account.client_id);
        self.register.here.accounts.iter().find(same)
    }

    /// With which keys of the register is signed: accounts with the paths of their keys.
    pub(super) fn signing(&self) -> Vec<(String, String)> {
        let registered = self.register.here.accounts.iter();
        let keys = registered.filter_map(|account| {
            let key = self.at_work(account)?.key.as_ref()?;
            Some((account.name.clone(), path_of(key)))
        });
        keys.collect()
    }

    /// The account at work that an account of the register is.
    pub(super) fn at_work(&self, registered: &rules::Account) -> Option<&Arc<ActiveAccount>> {
        let client_id = registered.client_id()?;
        self.accounts
            .iter()
            .find(|account| account.client_id == *client_id)
    }

    /// The roster of a newer register. Blocks: new keys are read.
    fn next(&self, configured: &Configured, register: Register, revision: i64, anew: bool) -> Self {
        let linked = |account: &ActiveAccount, order: &LinkOrder| {
            self.linked(account, order, &*configured.linker, anew)
        };
        let configured = &configured.accounts;
        let mut accounts = configured.clone();
        let mut by_name = HashMap::new();
        for registered in &register.here.accounts {
            let Some(client_id) = registered.client_id() else {
                continue;
            };
            let place = accounts
                .iter()
                .position(|account| account.client_id == *client_id);
            let order = registered.key().map(|key| LinkOrder {
                name: registered.name.clone(),
                client_id: client_id.clone(),
                key: key.clone(),
            });
            let account = match (place, order) {
                (Some(place), None) => Arc::clone(&accounts[place]),
                (Some(place), Some(order)) => {
                    accounts[place] = linked(&accounts[place], &order);
                    Arc::clone(&accounts[place])
                }
                (None, Some(order)) if !is_named(configured, &registered.name) => {
                    let name = registered.name.clone();
                    let fresh = ActiveAccount::registered(name, client_id.clone());
                    let account = linked(&fresh, &order);
                    accounts.push(Arc::clone(&account));
                    account
                }
                (None, _) => continue,
            };
            by_name.insert(registered.name.clone(), account);
        }
        Self::of(accounts, by_name, Arc::new(register), Some(revision))
    }

    /// The account with the link that the register asks for, or as it was, in trouble. A link
    /// that it has already is made again when that is asked for.
    fn linked(
        &self,
        account: &ActiveAccount,
        order: &LinkOrder,
        linker: &dyn Linker,
        anew: bool,
    ) -> Arc<ActiveAccount> {
        let before = self
            .accounts
            .iter()
            .find(|known| known.client_id == account.client_id);
        let account = match before {
            Some(before) => account.in_place_of(before),
            None => account.clone(),
        };
        if !anew && account.key.as_ref() == Some(&order.key) && account.trouble.is_none() {
            return Arc::new(account);
        }
        Arc::new(match linker.link(order) {
            Ok(link) => account.with_link(link, order.key.clone()),
            Err(problem) => {
                tracing::warn!(
                    account = account.name,
                    problem = problem.summary.key,
                    "the key of the register cannot be used"
                );
                account.in_trouble(problem)
            }
        })
    }
}

/// The path of a key as the store notes it.
pub(super) fn path_of(key: &rules::KeyReference) -> String {
    key.file.to_string_lossy().into_owned()
}

fn is_named(accounts: &[Arc<ActiveAccount>], name: &str) -> bool {
    accounts.iter().any(|account| account.name == name)
}

impl Engine {
    /// The roster in force.
    pub(super) fn roster(&self) -> Arc<Roster> {
        Arc::clone(&self.inner.rosters.current.borrow())
    }

    /// Moves when another roster is in force.
    pub(super) fn rosters(&self) -> watch::Receiver<Arc<Roster>> {
        self.inner.rosters.current.subscribe()
    }

    /// Brings the roster up to the register. Costs nothing while the store does not move, and
    /// one small query when it does. What cannot be read leaves the roster as it is.
    pub async fn refresh(&self) {
        let rosters = &self.inner.rosters;
        let mut looked_at = rosters.looked_at.lock().await;
        let now = *self.store().changes().borrow();
        if *looked_at == Some(now) {
            return;
        }
        match self.next_roster().await {
            Ok(next) => {
                if let Some(next) = next {
                    rosters.current.send_replace(Arc::new(next));
                }
                *looked_at = Some(now);
            }
            Err(problem) => {
                tracing::error!(
                    problem = problem.summary.key,
                    "the register cannot be read: the accounts stay as they are"
                );
            }
        }
    }

    /// The roster of the register's present revision, if it is not in force yet.
    async fn next_roster(&self) -> Result<Option<Roster>, Problem> {
        let before = self.roster();
        let revision = self
            .store()
            .register_revision()
            .await
            .map_err(problem::from_store)?;
        if before.revision == Some(revision) {
            return Ok(None);
        }
        let configured = self.inner.rosters.configured();
        self.roster_of(configured, false).await.map(Some)
    }

    /// The roster of the register as it is now, with these accounts of the configuration.
    async fn roster_of(&self, configured: Arc<Configured>, anew: bool) -> Result<Roster, Problem> {
        let before = self.roster();
        let stored = self.store().register().await.map_err(problem::from_store)?;
        self.blocking(move || {
            let register = chaman::read(stored.document.as_deref())?;
            Ok(before.next(&configured, register, stored.revision, anew))
        })
        .await
    }

    /// Another configuration: its accounts, and new links for those of the register. When the
    /// register cannot be read, everything stays as it is.
    pub(super) async fn relink(
        &self,
        accounts: Vec<Arc<ActiveAccount>>,
        linker: Arc<dyn Linker>,
    ) -> Result<(), Problem> {
        let rosters = &self.inner.rosters;
        let mut looked_at = rosters.looked_at.lock().await;
        let now = *self.store().changes().borrow();
        let configured = Arc::new(Configured { accounts, linker });
        let next = self.roster_of(Arc::clone(&configured), true).await?;
        let mut in_force = rosters
            .configured
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *in_force = configured;
        rosters.current.send_replace(Arc::new(next));
        *looked_at = Some(now);
        Ok(())
    }

    /// Work that waits for files, on a thread that may wait.
    pub(super) async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        match tokio::task::spawn_blocking(work).await {
            Ok(result) => result,
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            Err(_) => Err(problem::usage(Text::new("store-stopped"))),
        }
    }

    /// What is wrong with the accounts that may send, and since when.
    pub fn troubles(&self) -> Vec<(String, Timestamp, Problem)> {
        let roster = self.roster();
        let failing = roster.accounts().iter().filter_map(|account| {
            let (since, trouble) = account.failing()?;
            Some((account.name.clone(), since, trouble))
        });
        failing.collect()
    }

    /// The problem of having nobody to send for.
    pub(super) fn must_have_account(&self) -> Result<(), Problem> {
        if self.roster().accounts().is_empty() {
            return Err(problem::usage(
                Text::new("engine-no-account").with("environment", self.environment()),
            )
            .hint(Text::new("engine-no-account-hint")));
        }
        Ok(())
    }

    /// The problem of having accounts none of which can be used.
    pub async fn must_have_link(&self) -> Result<(), Problem> {
        self.refresh().await;
        self.must_have_account()?;
        let roster = self.roster();
        let mut problem = None;
        for account in roster.accounts() {
            match &account.link {
                Ok(_) => return Ok(()),
                Err(trouble) => problem = Some(trouble.clone()),
            }
        }
        problem.map_or(Ok(()), Err)
    }
}

/// Why an account of the register does not work, whoever has to mend it.
pub(super) fn idle_reason(account: &rules::Account, is_name_taken: bool) -> Option<Problem> {
    let about = |text: Text| text.with("account", Untrusted::new(account.name.clone()).shown());
    if account.channel() != rules::Channel::Rest {
        return None;
    }
    let (summary, hint) = if account.client_id().is_none() {
        (
            Text::new("engine-no-client-id"),
            Text::new("engine-no-client-id-hint"),
        )
    } else if account.key().is_none() {
        (Text::new("engine-no-key"), Text::new("engine-no-key-hint"))
    } else if is_name_taken {
        (
            Text::new("engine-name-configured"),
            Text::new("engine-name-configured-hint"),
        )
    } else {
        return None;
    };
    Some(problem::usage(about(summary)).hint(about(hint)))
}
