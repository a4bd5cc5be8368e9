//! Whether work goes on: what whoever watches over this process wants to know, in one look.

use jiff::Timestamp;

use crate::domain::lifecycle::StateKind;
use crate::domain::problem::Problem;
use crate::domain::report::{Counts, Filter, QueueQuery, Sort, TokenStatus, Window, WorkerStatus};

use super::{Engine, problem};

/// The state in which things stand.
#[derive(Debug, Clone)]
pub struct Readiness {
    /// Who works.
    pub worker: WorkerStatus,
    /// How many stand where.
    pub counts: Counts,
    /// The oldest of those that wait, for each state in which something waits.
    pub oldest: Vec<Age>,
    /// The accounts that send, with their tokens.
    pub tokens: Vec<(String, TokenStatus)>,
}

/// How long one has been waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Age {
    /// In which state.
    pub state: StateKind,
    /// Since it was handed in, in seconds.
    pub seconds: i64,
}

/// Where something waits that goes on by itself, or for a person.
const WAITING: [StateKind; 3] = [StateKind::Queued, StateKind::Submitted, StateKind::InDoubt];

impl Engine {
    /// The state in which things stand. Read from what the store keeps: nothing is counted.
    pub async fn readiness(&self) -> Result<Readiness, Problem> {
        let counts = self.counts(None).await?;
        let mut oldest = Vec::new();
        for state in WAITING {
            if counts.of(state) > 0
                && let Some(since) = self.oldest(state).await?
            {
                let seconds = self.now().duration_since(since).as_secs().max(0);
                oldest.push(Age { state, seconds });
            }
        }
        let roster = self.roster();
        let accounts = roster.accounts().iter();
        Ok(Readiness {
            worker: self.worker_status().await?,
            counts,
            oldest,
            tokens: accounts
                .map(|account| (account.name.clone(), self.token_status(account)))
                .collect(),
        })
    }

    /// When the oldest of a state was handed in.
    async fn oldest(&self, state: StateKind) -> Result<Option<Timestamp>, Problem> {
        let query = QueueQuery {
            filter: Filter {
                states: vec![state],
                ..Filter::default()
            },
            sort: Sort {
                descending: false,
                ..Sort::default()
            },
            window: Window {
                rows: 1,
                ..Window::default()
            },
        };
        let page = self.store().queue(&query).await;
        let page = page.map_err(problem::from_store)?;
        Ok(page.rows.first().map(|row| row.created_at))
    }
}

impl Readiness {
    /// Why no work is done, if none is: a word for programs.
    pub fn trouble(&self) -> Option<&'static str> {
        if self.worker == WorkerStatus::Nobody {
            return Some("nobody_works");
        }
        let failed = |(_, token): &(String, TokenStatus)| matches!(token, TokenStatus::Failed(_));
        let all_failed = !self.tokens.is_empty() && self.tokens.iter().all(failed);
        all_failed.then_some("no_token")
    }
}
