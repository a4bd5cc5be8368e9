//! The worker: gets the lease, claims what is due, stays within its limits, drains at the end.
//!
//! A queue in a file has one worker; the others stand by and try for the lease every second. Beside
//! a server several work: each takes up what no other has, and keeps its own limits. Whoever loses
//! its lease finishes what it has begun and asks for another one.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::task::Id;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::domain::lifecycle::{self, StateKind, Step};
use crate::domain::problem::Problem;
use crate::domain::report::Filter;
use crate::store::{Due, Lease, StoreError, Submission};

use super::account::ActiveAccount;
use super::alive::Duty;
use super::meters::StoreCall;
use super::poll::{Way, to_ask};
use super::under_way::UnderWay;
use super::wire::{Place, Wire};
use super::{Engine, problem};

/// How long a drain waits for what is under way: longer than any request may take.
const DRAIN: Duration = Duration::from_secs(75);

/// Between two looks at what is due: a worker that is busy changes it all the time itself.
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// Pause after the store failed, so that a broken disk does not spin the processor.
pub(super) const STORE_PAUSE: Duration = Duration::from_secs(1);

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
            self.inner.alive.beat().await;
            let asked = self.store().lease(&self.inner.holder, self.now());
            match self.inner.meters.timed(StoreCall::Lease, asked).await {
                Ok(Some(lease)) => {
                    self.note_duty(&lease);
                    self.tell_recovered(&lease.recovered).await;
                    let ended = tokio::select! {
                        ended = self.on_duty(&lease, until, &shutdown) => ended?,
                        never = self.look_after_store() => match never {},
                        never = self.watch_certificates() => match never {},
                    };
                    match ended {
                        Ended::Done => return Ok(()),
                        Ended::LeaseLost => {
                            self.inner.meters.lost();
                            tracing::warn!("the lease was taken by another worker");
                        }
                    }
                }
                Ok(None) => {}
                Err(error) if error.is_final() => return Err(problem::from_store(error)),
                Err(error) => tracing::error!(%error, "cannot ask for the lease"),
            }
            self.inner.alive.does(Duty::StandsBy);
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
        let mut under_way = UnderWay::new(self.limits());
        let mut changes = self.changes();
        let mut rosters = self.rosters();
        let mut ended = Ended::Done;
        let mut failed = None;
        let mut noted = Some(Vec::new());
        let mut pulse = self.first_pulse().await;
        // There may be more to do than at the latest look; and when there will be by time alone.
        let (mut stale, mut wake) = (true, None);
        let mut next_look = Instant::now();
        while !shutdown.is_cancelled() && ended == Ended::Done {
            self.inner.alive.beat().await;
            under_way.fit(self.limits());
            let looked = if stale && next_look <= Instant::now() {
                changes.mark_unchanged();
                rosters.mark_unchanged();
                self.note_keys(lease, &mut noted).await;
                self.tell_service();
                self.follow_clock(&mut pulse).await;
                next_look = Instant::now() + BETWEEN_LOOKS;
                stale = false;
                self.look(lease, &mut under_way).await.map(|at| wake = at)
            } else {
                self.start_waiting(lease, &mut under_way).await
            };
            if let Err(StoreError::LeaseLost) = looked {
                ended = Ended::LeaseLost;
                break;
            }
            if let Err(error) = looked {
                tracing::error!(%error, "cannot read what is due");
                if error.is_final() {
                    failed = Some(error);
                    break;
                }
                tokio::time::sleep(STORE_PAUSE).await;
                stale = true;
                continue;
            }
            let is_at_rest = !stale && under_way.tasks.is_empty();
            if until == WorkUntil::Idle && is_at_rest && self.is_idle().await? {
                break;
            }
            tokio::select! {
                () = shutdown.cancelled() => {}
                Some(task) = under_way.tasks.join_next_with_id() => {
                    ended = self.ended(&mut under_way, task).await;
                    // A commit ends many at once.
                    while ended == Ended::Done
                        && let Some(task) = under_way.tasks.try_join_next_with_id()
                    {
                        ended = self.ended(&mut under_way, task).await;
                    }
                    stale = true;
                }
                _ = changes.changed(), if !stale => stale = true,
                _ = rosters.changed(), if !stale => stale = true,
                () = self.until(wake), if !stale => stale = true,
                () = self.inner.alive.due() => {}
                () = tokio::time::sleep_until(next_look), if stale => {}
            }
        }
        under_way.close();
        match ended {
            // What was seen is worth more than a worker: nobody else knows it, and without the
            // store there is nothing else to do.
            Ended::LeaseLost => self.drain(&mut under_way, shutdown.cancelled()).await,
            Ended::Done => self.drain(&mut under_way, std::future::ready(())).await,
        }
        for lane in under_way.lanes {
            self.not_asked(to_ask(&lane.waiting, self.now())).await;
        }
        if let Some(error) = failed {
            return Err(problem::from_store(error));
        }
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
            let mut under_way = UnderWay::new(self.limits());
            self.look(&lease, &mut under_way)
                .await
                .map_err(problem::from_store)?;
            if !under_way.tasks.is_empty() {
                self.drain(&mut under_way, std::future::ready(())).await;
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

    /// Looks at what is due and starts what may be started now; returns when to look again, if
    /// time alone can bring work.
    async fn look(
        &self,
        lease: &Lease,
        under_way: &mut UnderWay,
    ) -> Result<Option<Timestamp>, StoreError> {
        for lane in &mut under_way.lanes {
            lane.has_more = true;
        }
        let now = self.now();
        self.start_waiting(lease, under_way).await?;
        let next_due = self.store().next_due(now).await?;
        let opens = self.closed(now).into_iter().map(|(_, until)| until).min();
        Ok(next_due.into_iter().chain(opens).min())
    }

    /// Starts what waits, as far as there is room, and looks for more where there was more.
    async fn start_waiting(
        &self,
        lease: &Lease,
        under_way: &mut UnderWay,
    ) -> Result<(), StoreError> {
        for lane in 0..under_way.lanes.len() {
            while under_way.room(lane) > 0 {
                if let Some(submission) = under_way.lanes[lane].waiting.pop_front() {
                    self.start(lease, under_way, lane, submission);
                } else if under_way.lanes[lane].has_more {
                    self.find_due(lease, under_way, lane).await?;
                } else {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Finds twice as many as may be under way: what has no room yet waits, and is not looked
    /// for again with every one that ends.
    async fn find_due(
        &self,
        lease: &Lease,
        under_way: &mut UnderWay,
        lane: usize,
    ) -> Result<(), StoreError> {
        let now = self.now();
        let ids = under_way.ids();
        let lane = &mut under_way.lanes[lane];
        let limit = lane.limit * 2;
        let due = Due {
            epoch: Some(lease.epoch),
            work: lane.work,
            now,
            under_way: ids,
            closed_accounts: self.closed(now).into_iter().map(|(name, _)| name).collect(),
            known_accounts: self.roster().names(),
            limit,
        };
        let asked = self.store().due(&due);
        let found = self.inner.meters.timed(StoreCall::Due, asked).await?;
        lane.has_more = found.len() == limit;
        lane.waiting = found.into();
        // All in one write; before there are places, so that none is held while it is done.
        lane.noted = self.note_asking(to_ask(&lane.waiting, now)).await?;
        Ok(())
    }

    /// The accounts that must be left alone, each with the moment until which.
    fn closed(&self, now: Timestamp) -> Vec<(String, Timestamp)> {
        let roster = self.roster();
        let names = roster.names().into_iter();
        let closed = names.filter_map(|name| {
            let until = roster.get(&name)?.closed_until(now)?;
            Some((name, until))
        });
        closed.collect()
    }

    /// Starts one, unless its account is closed meanwhile: then it is found again.
    fn start(&self, lease: &Lease, under_way: &mut UnderWay, lane: usize, submission: Submission) {
        let now = self.now();
        let account = match self.roster().get(&submission.account) {
            Some(account) if account.closed_until(now).is_none() => Arc::clone(account),
            _ => return,
        };
        let (engine, epoch, id) = (self.clone(), lease.epoch, submission.id);
        let step = lifecycle::next_step(&submission.state, now);
        let lane_of_it = &under_way.lanes[lane];
        let way = (Arc::clone(&lane_of_it.wire), lane_of_it.noted);
        let task = under_way
            .tasks
            .spawn(async move { engine.step(step, submission, &account, epoch, &way).await });
        under_way.of_task.insert(task.id(), (lane, id));
        under_way.lanes[lane].busy += 1;
    }

    async fn step(
        &self,
        step: Step,
        submission: Submission,
        account: &ActiveAccount,
        epoch: i64,
        way: &Way,
    ) -> Ended {
        match step {
            Step::Send => {
                if let Some(place) = self.place_on(account, &way.0).await {
                    return self.send(submission, account, epoch, place).await;
                }
            }
            Step::Poll(declaration) => self.poll(submission, account, declaration, way).await,
            Step::LookUp => {
                if let Some(_place) = self.place_on(account, &way.0).await {
                    self.look_up(submission, account).await;
                }
            }
            Step::WaitUntil(_) | Step::Nothing => {}
        }
        Ended::Done
    }

    /// A place on the wire, unless the account is to be left alone when it is free.
    pub(super) async fn place_on(
        &self,
        account: &ActiveAccount,
        wire: &Arc<Wire>,
    ) -> Option<Place> {
        let place = wire.place().await?;
        account.closed_until(self.now()).is_none().then_some(place)
    }

    /// A task ended. If it died while its submission was being sent, that one is in doubt now.
    async fn ended(
        &self,
        under_way: &mut UnderWay,
        task: Result<(Id, Ended), tokio::task::JoinError>,
    ) -> Ended {
        let id = match task {
            Ok((id, ended)) => {
                under_way.forget(id);
                return ended;
            }
            Err(died) => died.id(),
        };
        let Some(submission) = under_way.forget(id) else {
            return Ended::Done;
        };
        tracing::error!(submission = submission.0, "a task of the worker died");
        if let Ok(Some(now)) = self.store().submission(submission).await
            && now.state.kind() == StateKind::Sending
        {
            self.doubt_after_death(&now).await;
        }
        Ended::Done
    }

    /// Finishes what is under way: a hang-up must never leave a doubt behind. Its time runs once
    /// somebody is `hurried`.
    async fn drain(&self, under_way: &mut UnderWay, hurried: impl Future<Output = ()>) {
        let deadline = async {
            hurried.await;
            tokio::time::sleep(DRAIN).await;
        };
        tokio::pin!(deadline);
        while !under_way.tasks.is_empty() {
            tokio::select! {
                Some(task) = under_way.tasks.join_next_with_id() => {
                    self.ended(under_way, task).await;
                }
                () = self.inner.alive.due() => self.inner.alive.beat().await,
                () = &mut deadline => {
                    tracing::warn!(left = under_way.tasks.len(), "not drained in time");
                    return;
                }
            }
        }
    }
}
