//! What a worker has under way, what waits for room, and how much of each there may be.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use jiff::Timestamp;
use tokio::task::{Id, JoinSet};

use crate::domain::ids::SubmissionId;
use crate::store::{Submission, Work};

use super::Limits;
use super::wire::Wire;
use super::worker::Ended;

/// Of each place on the wire, how many declarations are worked at: one there, one that is being
/// recorded or waits to be claimed.
const SENDS_OF_PLACE: usize = 2;

/// The same for results: more, so that each commit has many to note and to record.
const POLLS_OF_PLACE: usize = 4;

/// What is under way, and what comes next.
pub(super) struct UnderWay {
    pub(super) tasks: JoinSet<Ended>,
    /// The lane and the submission of each.
    pub(super) of_task: HashMap<Id, (usize, SubmissionId)>,
    pub(super) lanes: [Lane; 2],
}

/// One kind of work: how much of it may be under way, and what was found due and waits for room.
pub(super) struct Lane {
    pub(super) work: Work,
    pub(super) wire: Arc<Wire>,
    /// How many tasks there may be; most of them wait for a place, or for the store.
    pub(super) limit: usize,
    pub(super) busy: usize,
    pub(super) waiting: VecDeque<Submission>,
    /// Of those that wait to be asked for: as of which moment that is noted.
    pub(super) noted: Option<Timestamp>,
    /// More may be due than was found.
    pub(super) has_more: bool,
}

impl UnderWay {
    pub(super) fn new(limits: Limits) -> Self {
        let lane = |work, places: usize, of_place| Lane {
            work,
            wire: Wire::new(places),
            limit: places.saturating_mul(of_place),
            busy: 0,
            waiting: VecDeque::new(),
            noted: None,
            has_more: true,
        };
        Self {
            tasks: JoinSet::new(),
            of_task: HashMap::new(),
            lanes: [
                lane(Work::Send, limits.sends, SENDS_OF_PLACE),
                lane(Work::Ask, limits.polls, POLLS_OF_PLACE),
            ],
        }
    }

    /// As many at once as there may be from now on; what is under way goes on.
    pub(super) fn fit(&mut self, limits: Limits) {
        let [send, ask] = &mut self.lanes;
        send.limit = limits.sends.saturating_mul(SENDS_OF_PLACE);
        ask.limit = limits.polls.saturating_mul(POLLS_OF_PLACE);
        send.wire.fit(limits.sends);
        ask.wire.fit(limits.polls);
    }

    pub(super) fn room(&self, lane: usize) -> usize {
        let Lane { limit, busy, .. } = self.lanes[lane];
        limit.saturating_sub(busy)
    }

    /// Forgets a task that has ended; which submission it was about.
    pub(super) fn forget(&mut self, task: Id) -> Option<SubmissionId> {
        let (lane, submission) = self.of_task.remove(&task)?;
        self.lanes[lane].busy -= 1;
        Some(submission)
    }

    /// Nothing more goes out: what waits for a place ends untouched.
    pub(super) fn close(&self) {
        for lane in &self.lanes {
            lane.wire.close();
        }
    }

    pub(super) fn ids(&self) -> Vec<SubmissionId> {
        self.of_task.values().map(|(_, id)| *id).collect()
    }
}
