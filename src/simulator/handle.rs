//! The simulator's state behind its locks, and the handle that steers it from inside the process.
//!
//! Lock order: state file, then state. Nothing here waits for the network.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;

use super::accounts::{AccountSpec, Accounts};
use super::clock::SimClock;
use super::faults::{FaultRule, Faults};
use super::journal::{Journal, Record, Taken};
use super::ledger::{Counters, Ledger, Line};
use super::oauth::{Caller, Oauth};
use super::problem::Problem;
use super::render::Renderer;
use super::scenario::{Scenario, ScenarioCertificate};
use super::world::World;

/// Steers a running simulator from inside the process. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Handle {
    pub(super) shared: Arc<Shared>,
}

/// Everything the service works on.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) clock: SimClock,
    pub(super) scenario: Arc<Scenario>,
    /// `http://host:port`, of the listener or as the scenario tells.
    pub(super) origin: String,
    state: Mutex<State>,
    journal: Option<Mutex<Journal>>,
}

/// What changes.
#[derive(Debug)]
pub(super) struct State {
    pub(super) world: World,
    pub(super) accounts: Accounts,
    pub(super) oauth: Oauth,
    pub(super) faults: Faults,
    pub(super) ledger: Ledger,
}

impl Shared {
    pub(super) fn new(
        clock: SimClock,
        scenario: Scenario,
        origin: String,
        state_file: Option<(Journal, Vec<Record>)>,
    ) -> io::Result<Self> {
        let scenario = Arc::new(scenario);
        let mut state = State {
            world: World::new(&scenario),
            accounts: Accounts::default(),
            oauth: Oauth::default(),
            faults: Faults::new(&scenario.faults, scenario.seed),
            ledger: Ledger::default(),
        };
        for account in &scenario.accounts {
            let pems = account.certificates.iter().map(|one| match one {
                ScenarioCertificate::Pem(pem) => pem.clone(),
                // Scenarios are read with their files; one built by hand must hold the text.
                ScenarioCertificate::File(path) => path.display().to_string(),
            });
            let spec = AccountSpec {
                client_id: Some(account.client_id.clone()),
                name: account.name.clone(),
                sender: account.sender.clone(),
                permissions: account.permissions.clone(),
                certificates: pems.collect(),
            };
            state.accounts.put(spec).map_err(unusable)?;
        }
        let (journal, records) = state_file.unzip();
        for record in records.unwrap_or_default() {
            state.replay(record)?;
        }
        Ok(Self {
            clock,
            scenario,
            origin,
            state: Mutex::new(state),
            journal: journal.map(Mutex::new),
        })
    }

    /// The state, with everything processed that is due.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.world.settle(self.clock.now());
        state
    }

    pub(super) fn keeps_a_state_file(&self) -> bool {
        self.journal.is_some()
    }

    pub(super) fn base_url(&self) -> String {
        format!("{}/REST/dimona/v2", self.origin)
    }

    pub(super) fn token_url(&self) -> String {
        format!("{}/REST/oauth/v5/token", self.origin)
    }

    /// Jitter that the watch forgives, in simulated time.
    pub(super) fn jitter(&self) -> jiff::SignedDuration {
        self.clock
            .simulated(Duration::from_millis(self.scenario.watch.jitter_ms))
    }

    /// Checks and takes a posted declaration, and writes it to the state file. May block on the disk.
    pub(super) fn take_post(
        &self,
        caller: &Caller,
        body: Value,
        sha256: String,
        line: Line,
    ) -> Result<u64, Problem> {
        self.take(caller, body, Some((sha256, line)), None)
    }

    fn take(
        &self,
        caller: &Caller,
        body: Value,
        post: Option<(String, Line)>,
        backdated: Option<Timestamp>,
    ) -> Result<u64, Problem> {
        // Held over both steps, so that the lines stand in the order of taking.
        let journal = self.journal.as_ref().map(locked);
        let (id, at, settled) = {
            let mut state = self.state();
            let settled = self.clock.now();
            let at = backdated.unwrap_or(settled);
            state.world.settle(settled);
            let message = state.world.admit(&caller.sender, &body)?;
            let id = state.world.take(&message, &body, at);
            state.world.settle(settled);
            if let Some((sha256, line)) = &post {
                state.ledger.taken(&caller.client_id, sha256);
                state.ledger.numbered(*line, id);
            }
            (id, at, settled)
        };
        if let Some(mut journal) = journal {
            // Taken it stays if this fails: the books say so, and the 500 leaves the client in doubt.
            let record = Record::Taken(Taken {
                id,
                at,
                settled,
                client_id: caller.client_id.clone(),
                sha256: post.map(|(sha256, _)| sha256),
                body,
            });
            journal.append(&record).map_err(|error| unwritten(&error))?;
        }
        Ok(id)
    }

    fn change_accounts<T>(
        &self,
        change: impl FnOnce(&mut Accounts) -> Result<T, Problem>,
        record: impl FnOnce(&Accounts, &T) -> Option<Record>,
    ) -> Result<T, Problem> {
        let journal = self.journal.as_ref().map(locked);
        let (value, record) = {
            let mut state = self.state();
            let value = change(&mut state.accounts)?;
            let record = record(&state.accounts, &value);
            (value, record)
        };
        if let (Some(mut journal), Some(record)) = (journal, record) {
            journal.append(&record).map_err(|error| unwritten(&error))?;
        }
        Ok(value)
    }
}

impl State {
    fn replay(&mut self, record: Record) -> io::Result<()> {
        match record {
            Record::Account(spec) => {
                self.accounts.put(spec).map_err(unusable)?;
            }
            Record::AccountRemoved(client_id) => {
                self.accounts.remove(&client_id);
            }
            Record::Taken(taken) => {
                self.world.settle(taken.settled);
                let strictness = self.world.scenario().strictness;
                let message = super::message::Message::parse(&taken.body, strictness);
                let message = message.map_err(|issues| unusable(Problem::bad_request(issues)))?;
                let id = self.world.take(&message, &taken.body, taken.at);
                if id != taken.id {
                    let text = format!(
                        "the state file was written under another scenario: declaration {} would be {id}",
                        taken.id
                    );
                    return Err(io::Error::new(io::ErrorKind::InvalidData, text));
                }
                self.world.settle(taken.settled);
                if let Some(sha256) = &taken.sha256 {
                    self.ledger.taken(&taken.client_id, sha256);
                }
            }
        }
        Ok(())
    }
}

impl Handle {
    /// Registers an account or replaces it, and tells its client id (made up when absent).
    pub fn register(&self, spec: AccountSpec) -> Result<String, Problem> {
        self.shared.change_accounts(
            |accounts| accounts.put(spec),
            |accounts, client_id| {
                accounts
                    .get(client_id)
                    .map(|one| Record::Account(one.spec()))
            },
        )
    }

    /// Removes an account; its tokens are worth nothing from then on. Tells whether it was there.
    pub fn remove_account(&self, client_id: &str) -> Result<bool, Problem> {
        self.shared.change_accounts(
            |accounts| Ok(accounts.remove(client_id)),
            |_, removed| removed.then(|| Record::AccountRemoved(client_id.to_owned())),
        )
    }

    /// The accounts as they could be registered again.
    pub fn accounts(&self) -> Vec<AccountSpec> {
        let state = self.shared.state();
        state
            .accounts
            .all()
            .map(super::accounts::Account::spec)
            .collect()
    }

    /// Adds a PEM certificate to an account, and tells its serial number in decimal.
    pub fn add_certificate(&self, client_id: &str, pem: &str) -> Result<String, Problem> {
        self.shared.change_accounts(
            |accounts| accounts.add_certificate(client_id, pem),
            |accounts, _| {
                accounts
                    .get(client_id)
                    .map(|one| Record::Account(one.spec()))
            },
        )
    }

    /// Removes a certificate by its decimal serial number; the last one cannot go (rsz-rest 12.3).
    pub fn remove_certificate(&self, client_id: &str, serial: &str) -> Result<(), Problem> {
        self.shared.change_accounts(
            |accounts| accounts.remove_certificate(client_id, serial),
            |accounts, ()| {
                accounts
                    .get(client_id)
                    .map(|one| Record::Account(one.spec()))
            },
        )
    }

    /// Arms a fault.
    pub fn add_fault(&self, rule: FaultRule) {
        self.shared.state().faults.add(rule);
    }

    /// Disarms all faults, those of the scenario too.
    pub fn clear_faults(&self) {
        self.shared.state().faults.clear();
    }

    /// Revokes the tokens of an account, or all, and tells how many.
    pub fn revoke_tokens(&self, client_id: Option<&str>) -> usize {
        self.shared.state().oauth.revoke(client_id)
    }

    /// A copy of the books.
    pub fn ledger(&self) -> Ledger {
        self.shared.state().ledger.clone()
    }

    /// The totals of the books.
    pub fn counters(&self) -> Counters {
        self.shared.state().ledger.counters
    }

    /// The simulated time.
    pub fn now(&self) -> Timestamp {
        self.shared.clock.now()
    }

    /// Takes a declaration in as if the account had posted it at `at`, and tells its number.
    ///
    /// Checks and rules are those of a POST. It is no POST in the books. Seed in order of time:
    /// what is due by now is processed at once.
    pub fn seed(&self, client_id: &str, body: Value, at: Timestamp) -> Result<u64, Problem> {
        let caller = {
            let state = self.shared.state();
            let account = state.accounts.get(client_id);
            let account =
                account.ok_or_else(|| Problem::not_found(&format!("account {client_id}")))?;
            Caller {
                client_id: account.client_id.clone(),
                sender: account.sender.clone(),
            }
        };
        self.shared.take(&caller, body, None, Some(at))
    }

    /// What `GET /declarations/{id}` answers, or answered, at `at`; `None` is the 404.
    ///
    /// A time to come is answered as of now.
    pub fn answer(&self, id: u64, at: Timestamp) -> Option<Value> {
        let state = self.shared.state();
        let declaration = state.world.declaration(id)?;
        declaration.result_at(at)?;
        let base = self.shared.base_url();
        let renderer = Renderer {
            world: &state.world,
            base: &base,
        };
        Some(renderer.declaration(declaration, at))
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn unusable(problem: Problem) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, problem)
}

fn unwritten(error: &io::Error) -> Problem {
    tracing::error!(%error, "the state file cannot be written");
    Problem::internal("The state file cannot be written")
}
