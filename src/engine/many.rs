//! One deed on many submissions: some hundred rows at a time, each batch in one commit that is on
//! the disk before it counts as done.
//!
//! The rows are walked in the order of their numbers, and only those in a state that allows the
//! deed. What another process or the worker does to a row between reading and changing it wins:
//! such a row is missed, and said to be. Memory holds one batch.

use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use crate::domain::decision::Decision;
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::{Event, StateKind};
use crate::domain::many::{Deed, ManyOrder, ManyProgress, ManyReport};
use crate::domain::problem::Problem;
use crate::domain::report::{Anchor, Filter, QueueQuery, Sort, SortColumn, Window};
use crate::domain::text::Text;
use crate::store::{Batched, What};

use super::{Engine, problem};

/// Rows that are changed in one commit. The writer is held for some milliseconds by each.
const BATCH: usize = 200;

/// How something long is watched and stopped.
#[derive(Clone)]
pub struct Run {
    /// Told how far it is, after every batch.
    pub told: Arc<dyn Fn(ManyProgress) + Send + Sync>,
    /// Stops it between two batches.
    pub stop: CancellationToken,
}

impl Default for Run {
    fn default() -> Self {
        Self {
            told: Arc::new(|_| {}),
            stop: CancellationToken::new(),
        }
    }
}

impl Engine {
    /// Does something to all rows of a filter for which it is possible. What the report says is
    /// done is durable.
    pub async fn many(&self, order: &ManyOrder, run: &Run) -> Result<ManyReport, Problem> {
        self.must_write()?;
        let what = what(order)?;
        let mut report = ManyReport::default();
        let Some(which) = order.deed.narrow(&order.which) else {
            return Ok(report);
        };
        let of = self.counts(Some(&which)).await?.total();
        if of > order.confirmed {
            let text = Text::new("many-grown")
                .with("count", of)
                .with("confirmed", order.confirmed);
            return Err(problem::usage(text).hint(Text::new("many-grown-hint")));
        }
        let mut seen = 0;
        let mut anchor = Anchor::First;
        loop {
            (run.told)(ManyProgress { done: seen, of });
            if run.stop.is_cancelled() {
                report.stopped = true;
                break;
            }
            let left = usize::try_from(of - seen).unwrap_or(usize::MAX);
            let batch = match self.seen(&which, anchor, left.min(BATCH)).await {
                Ok(rows) if rows.is_empty() => break,
                Ok(rows) => rows,
                Err(problem) => {
                    report.trouble = Some(problem);
                    break;
                }
            };
            anchor = batch.last().map_or(anchor, |(id, _)| Anchor::After(*id));
            seen += batch.len() as u64;
            match self.change_batch(order, &what, batch).await {
                Ok(done) => report.done += done,
                Err(problem) => {
                    report.trouble = Some(problem);
                    return Ok(report);
                }
            }
        }
        let turn = if report.stopped || report.trouble.is_some() {
            seen
        } else {
            of
        };
        report.missed = turn - report.done;
        Ok(report)
    }

    /// The next rows in the order of their numbers; none when none are wanted.
    pub(super) async fn seen(
        &self,
        which: &Filter,
        anchor: Anchor,
        rows: usize,
    ) -> Result<Vec<(SubmissionId, StateKind)>, Problem> {
        if rows == 0 {
            return Ok(Vec::new());
        }
        let query = QueueQuery {
            filter: which.clone(),
            sort: Sort {
                column: SortColumn::Id,
                descending: false,
            },
            window: Window { anchor, rows },
        };
        let page = self.queue(&query).await?;
        Ok(page.rows.iter().map(|row| (row.id, row.state)).collect())
    }

    /// Changes those that are still as they were seen; how many.
    pub(super) async fn change_batch(
        &self,
        order: &ManyOrder,
        what: &What,
        rows: Vec<(SubmissionId, StateKind)>,
    ) -> Result<u64, Problem> {
        let reason = order.reason.trim();
        let batch = Batched {
            rows,
            what: what.clone(),
            reason: (!reason.is_empty()).then(|| reason.to_owned()),
            actor: self.inner.actor.clone(),
            at: self.now(),
        };
        self.store().each(batch).await.map_err(problem::from_store)
    }
}

/// What a deed is to each row.
fn what(order: &ManyOrder) -> Result<What, Problem> {
    Ok(match order.deed {
        Deed::PollNow => What::Event(Event::PollRequested),
        Deed::Withdraw => What::Event(Event::Withdrawn),
        Deed::Hold => What::Event(Event::Held),
        Deed::Release => What::Event(Event::Released),
        Deed::Settle(_) if order.reason.trim().is_empty() => {
            return Err(problem::usage(Text::new("many-reason-needed")));
        }
        Deed::Settle(decision @ (Decision::Kept | Decision::Done)) => What::Decision(decision),
        Deed::Settle(Decision::Replaced) => {
            return Err(problem::usage(Text::new("many-replaced-by-none")));
        }
    })
}
