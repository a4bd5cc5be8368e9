//! The worker: gets the lease, claims what is due, stays within its limits, drains at the end.
//!
//! One worker is active per store; the others stand by and try for the lease every second.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::task::{Id, JoinSet};
use tokio_util::sync::CancellationToken;

use crate::domain::lifecycle::{self, StateKind, Step};
use crate::domain::problem::Problem;
use crate::domain::report::Filter;
use crate::domain::text::Text;
use crate::store::{Due, Lease, StoreError, Submission, Work};

use super::account::ActiveAccount;
use super::{Engine, problem};

/// How long a drain waits for what is under way: longer than any request may take.
const DRAIN: Duration = Duration::from_secs(75);

/// Pause after the store failed, so that a broken disk does not spin the processor.
const STORE_PAUSE: Duration = Duration::from_secs(1);

/// When a worker stops by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkUntil {
    /// Never: only when it is told to.
    Stopped,
    /// When nothing is left that goes on without a person or Sigedis.
    Idle,
}

/// How a task of the worker ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// What it saw is recorded.
    Done,
    /// Another worker has the lease: nothing more may be claimed.
    LeaseLost,
}

/// What is under way.
#[derive(Default)]
struct UnderWay {
    tasks: JoinSet<Ended>,
    of_task: HashMap<Id, (Work, Submission)>,
}

impl UnderWay {
    fn count(&self, work: Work) -> usize {
        self.of_task.values().filter(|(of, _)| *of == work).count()
    }

    fn ids(&self) -> Vec<crate::domain::ids::SubmissionId> {
        self.of_task
            .values()
            .map(|(_, submission)| submission.id)
            .collect()
    }
}

impl Engine {
    /// Works until `shutdown`, or until nothing is left to do.
    ///
    /// Waits for the lease while another process has it. On shutdown nothing new is
    /// claimed and what is under way is finished and recorded.
    pub async fn work(&self, until: WorkUntil, shutdown: CancellationToken) -> Result<(), Problem> {
        self.must_write()?;
        self.refresh().await;
        while !shutdown.is_cancelled() {
            if until == WorkUntil::Idle && self.is_idle().await? {
                return Ok(());
            }
            match self.store().lease(&self.inner.holder, self.now()).await {
                Ok(Some(lease)) => {
                    tracing::info!(
                        worker = self.inner.holder.worker,
                        epoch = lease.epoch,
                        recovered = lease.recovered.len(),
                        "on duty"
                    );
                    match self.on_duty(&lease, until, &shutdown).await? {
                        Ended::Done => return Ok(()),
                        Ended::LeaseLost => tracing::warn!("the lease was taken by another worker"),
                    }
                }
                Ok(None) => {}
                Err(error) => tracing::error!(%error, "cannot ask for the lease"),
            }
            tokio::select! {
                () = shutdown.cancelled() => {}
                () = self.clock_tick() => {}
            }
        }
        Ok(())
    }

    /// Whether nothing is left that goes on without a person or Sigedis.
    async fn is_idle(&self) -> Result<bool, Problem> {
        let counts = self.counts(None).await?;
        let moving = [StateKind::Queued, StateKind::Sending, StateKind::Submitted];
        if moving.iter().any(|state| counts.of(*state) > 0) {
            return Ok(false);
        }
        Ok(counts.of(StateKind::InDoubt) == self.looked_up().await?)
    }

    /// Doubts that were looked up at least once: now it is a person's turn.
    async fn looked_up(&self) -> Result<u64, Problem> {
        let filter = Filter {
            states: vec![StateKind::InDoubt],
            looked_up: true,
            ..Filter::default()
        };
        Ok(self.counts(Some(&filter)).await?.total())
    }

    async fn on_duty(
        &self,
        lease: &Lease,
        until: WorkUntil,
        shutdown: &CancellationToken,
    ) -> Result<Ended, Problem> {
        let mut under_way = UnderWay::default();
        let mut changes = self.changes();
        let mut rosters = self.rosters();
        let mut ended = Ended::Done;
        let mut noted = Some(Vec::new());
        while !shutdown.is_cancelled() && ended == Ended::Done {
            changes.mark_unchanged();
            rosters.mark_unchanged();
            self.note_keys(lease, &mut noted).await;
            let wake = match self.start_what_is_due(lease, &mut under_way).await {
                Ok(wake) => wake,
                Err(error) => {
                    tracing::error!(%error, "cannot read what is due");
                    tokio::time::sleep(STORE_PAUSE).await;
                    continue;
                }
            };
            if until == WorkUntil::Idle && under_way.tasks.is_empty() && self.is_idle().await? {
                break;
            }
            tokio::select! {
                () = shutdown.cancelled() => {}
                Some(task) = under_way.tasks.join_next_with_id() => ended = self.ended(&mut under_way, task).await,
                _ = changes.changed() => {}
                _ = rosters.changed() => {}
                () = self.until(wake) => {}
            }
        }
        self.drain(&mut under_way).await;
        Ok(ended)
    }

    /// Lives through everything that is due until this moment, one thing after the other and
    /// without waiting, on a clock that is set by hand: for histories told at once.
    pub async fn live_through(&self, until: Timestamp) -> Result<(), Problem> {
        self.refresh().await;
        let holder = &self.inner.holder;
        let Some(lease) = self
            .store()
            .lease(holder, self.now())
            .await
            .map_err(problem::from_store)?
        else {
            return Ok(());
        };
        loop {
            let mut under_way = UnderWay::default();
            self.start_what_is_due(&lease, &mut under_way)
                .await
                .map_err(problem::from_store)?;
            if !under_way.tasks.is_empty() {
                self.drain(&mut under_way).await;
                continue;
            }
            let next = self
                .store()
                .next_due(self.now())
                .await
                .map_err(problem::from_store)?;
            match next.filter(|next| *next <= until) {
                Some(next) => self.inner.clock.set(next),
                None => return Ok(()),
            }
        }
    }

    /// Says with which keys this worker signs, whenever that changes: others wait for it before
    /// they remove the certificate of another key.
    async fn note_keys(&self, lease: &Lease, noted: &mut Option<Vec<(String, String)>>) {
        let keys = self.roster().signing();
        if noted.as_ref() == Some(&keys) {
            return;
        }
        match self.store().signs_with(lease.epoch, keys.clone()).await {
            Ok(()) => *noted = Some(keys),
            Err(error) => tracing::warn!(%error, "cannot note with which keys is signed"),
        }
    }

    async fn until(&self, wake: Option<Timestamp>) {
        match wake {
            Some(moment) => self.inner.clock.sleep_until(moment).await,
            None => std::future::pending().await,
        }
    }

    /// Starts what may be started now; returns when to look again, if time alone can bring work.
    async fn start_what_is_due(
        &self,
        lease: &Lease,
        under_way: &mut UnderWay,
    ) -> Result<Option<Timestamp>, StoreError> {
        let now = self.now();
        let roster = self.roster();
        let known = roster.names();
        let closed: Vec<(String, Timestamp)> = known
            .iter()
            .filter_map(|name| Some((name.clone(), roster.get(name)?.closed_until(now)?)))
            .collect();
        for (work, limit) in [
            (Work::Send, self.inner.limits.sends),
            (Work::Ask, self.inner.limits.polls),
        ] {
            let free = limit.saturating_sub(under_way.count(work));
            if free == 0 {
                continue;
            }
            let due = Due {
                work,
                now,
                under_way: under_way.ids(),
                closed_accounts: closed.iter().map(|(name, _)| name.clone()).collect(),
                known_accounts: known.clone(),
                limit: free,
            };
            for submission in self.store().due(&due).await? {
                self.start(lease, under_way, work, submission);
            }
        }
        let next_due = self.store().next_due(now).await?;
        let opens = closed.into_iter().map(|(_, until)| until).min();
        Ok(next_due.into_iter().chain(opens).min())
    }

    fn start(&self, lease: &Lease, under_way: &mut UnderWay, work: Work, submission: Submission) {
        let Some(account) = self.roster().get(&submission.account).map(Arc::clone) else {
            return;
        };
        let (engine, epoch, of_task) = (self.clone(), lease.epoch, submission.clone());
        let step = lifecycle::next_step(&submission.state, self.now());
        let task = under_way
            .tasks
            .spawn(async move { engine.step(step, submission, &account, epoch).await });
        under_way.of_task.insert(task.id(), (work, of_task));
    }

    async fn step(
        &self,
        step: Step,
        submission: Submission,
        account: &ActiveAccount,
        epoch: i64,
    ) -> Ended {
        match step {
            Step::Send => return self.send(submission, account, epoch).await,
            Step::Poll(declaration) => self.poll(submission, account, declaration).await,
            Step::LookUp => self.look_up(submission, account).await,
            Step::WaitUntil(_) | Step::Nothing => {}
        }
        Ended::Done
    }

    /// A task ended. If it died while its submission was being sent, that one is in doubt now.
    async fn ended(
        &self,
        under_way: &mut UnderWay,
        task: Result<(Id, Ended), tokio::task::JoinError>,
    ) -> Ended {
        let id = match task {
            Ok((id, ended)) => {
                under_way.of_task.remove(&id);
                return ended;
            }
            Err(died) => died.id(),
        };
        let Some((_, submission)) = under_way.of_task.remove(&id) else {
            return Ended::Done;
        };
        tracing::error!(submission = submission.id.0, "a task of the worker died");
        if let Ok(Some(now)) = self.store().submission(submission.id).await
            && now.state.kind() == StateKind::Sending
        {
            self.doubt_after_death(&now).await;
        }
        Ended::Done
    }

    /// Finishes what is under way: a hang-up must never leave a doubt behind.
    async fn drain(&self, under_way: &mut UnderWay) {
        let deadline = tokio::time::sleep(DRAIN);
        tokio::pin!(deadline);
        while !under_way.tasks.is_empty() {
            tokio::select! {
                Some(task) = under_way.tasks.join_next_with_id() => {
                    self.ended(under_way, task).await;
                }
                () = &mut deadline => {
                    tracing::warn!(left = under_way.tasks.len(), "not drained in time");
                    return;
                }
            }
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
