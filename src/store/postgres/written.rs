//! What is written of many changes of one commit: one statement for each table, however many rows.

use std::collections::BTreeMap;

use super::exchange::{Closed, Kept};
use super::journal::Entry;
use super::session::ask;
use super::values::{Count, Moment};
use super::writing::Writing;
use crate::domain::answer::Answer;
use crate::domain::ids::{DeclarationId, PeriodId, Ssin, SubmissionId};
use crate::domain::lifecycle::{Doubt, Event, StateKind};
use crate::domain::untrusted::Untrusted;
use crate::store::sqlite::change::{anomalies, period_told};
use crate::store::sqlite::columns::Columns;
use crate::store::{Change, Claim, StoreError};

/// Whoever had taken a row up has it no more, unless it is claimed now.
const ROWS: &str = "UPDATE submission s SET rev = s.rev + 1, owner = new.owner, state = new.state,
      next_at = new.next_at, since = new.since, doubt = new.doubt, tries = new.tries, look_ups = new.look_ups,
      polls = new.polls, decl_id = new.decl_id, settled_period_id = new.settled_period_id,
      submitted_at = CASE WHEN new.decl_id IS DISTINCT FROM s.decl_id THEN new.since ELSE s.submitted_at END,
      period_id = coalesce(new.period_id, s.period_id), ssin = coalesce(s.ssin, new.ssin),
      updated_at = coalesce(new.updated_at, s.updated_at),
      attempts = s.attempts + (new.attempted_at IS NOT NULL)::int,
      attempted_at = coalesce(new.attempted_at, s.attempted_at)
    FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::bigint[], $6::bigint[], $7::text[],
      $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::text[],
      $15::bigint[], $16::bigint[])
      AS new(id, rev, owner, state, next_at, since, doubt, tries, look_ups, polls, decl_id, settled_period_id,
        period_id, ssin, updated_at, attempted_at)
    WHERE s.id = new.id AND s.rev = new.rev";

/// The latest answers; their codes are indexed once the verdict is final.
const ANSWERS: &str = "UPDATE body b SET answer = new.answer, anomalies = new.anomalies
    FROM unnest($1::bigint[], $2::text[], $3::text[]) AS new(id, answer, anomalies) WHERE b.submission_id = new.id";
const NO_CODES: &str = "DELETE FROM anomaly WHERE submission_id = ANY($1)";
const CODES: &str = "INSERT INTO anomaly(submission_id, position, code)
    SELECT id, position, code FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS told(id, position, code)
    ORDER BY id, position";

/// The GETs that are over, and those that are about to be sent.
const ASKED: &str = "DELETE FROM asking WHERE submission_id = ANY($1)";
const ASKING: &str = "INSERT INTO asking(submission_id, asked_at, epoch)
    SELECT id, asked_at, epoch FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS asked(id, asked_at, epoch)
    ORDER BY id
    ON CONFLICT(submission_id) DO UPDATE SET asked_at = excluded.asked_at, epoch = excluded.epoch";

/// What is to be written, gathered change by change.
#[derive(Default)]
pub(super) struct Written {
    rows: Rows,
    /// Rows that may go on because of the others: the server sees to it that those come first.
    freed: Rows,
    answers: Answers,
    kept: Kept,
    closed: Closed,
    /// Whether the result of a submission is being asked for, since when, and by whom.
    asking: BTreeMap<SubmissionId, Option<(Moment, Option<i64>)>>,
    entries: Vec<Entry>,
}

/// The columns of changed rows. Where there is no moment of change or attempt, that of before stays.
#[derive(Default)]
struct Rows {
    id: Vec<SubmissionId>,
    revision: Vec<i64>,
    owner: Vec<Option<i64>>,
    state: Vec<StateKind>,
    next_at: Vec<Option<Moment>>,
    since: Vec<Option<Moment>>,
    doubt: Vec<Option<Doubt>>,
    tries: Vec<Count>,
    look_ups: Vec<Count>,
    polls: Vec<Count>,
    declaration: Vec<Option<DeclarationId>>,
    settled_period: Vec<Option<PeriodId>>,
    period: Vec<Option<PeriodId>>,
    ssin: Vec<Option<Ssin>>,
    updated_at: Vec<Option<Moment>>,
    attempted_at: Vec<Option<Moment>>,
}

#[derive(Default)]
struct Answers {
    id: Vec<SubmissionId>,
    raw: Vec<Untrusted>,
    anomalies: Vec<String>,
    coded: Vec<SubmissionId>,
    position: Vec<i64>,
    code: Vec<Untrusted>,
}

impl Written {
    /// A row goes out, under this claim.
    pub(super) fn claim(&mut self, claim: &Claim, columns: &Columns) {
        let at = Some(Moment(claim.at));
        self.rows.state_of((claim.id, claim.revision), columns);
        self.rows.owner.push(Some(claim.epoch));
        self.rows.period.push(None);
        self.rows.ssin.push(None);
        self.rows.updated_at.push(at);
        self.rows.attempted_at.push(at);
        self.kept.open(claim);
    }

    /// A row goes on to these columns by this event.
    pub(super) fn record(&mut self, change: &Change, columns: &Columns) -> Result<(), StoreError> {
        if let Some(answer) = &change.answer {
            self.answers.of(change.id, answer)?;
        }
        self.rows.by(change, columns);
        self.asked(change.id);
        self.closed.by(change);
        self.kept.by(change);
        Ok(())
    }

    /// A row is released because another one goes on.
    pub(super) fn free(&mut self, release: &Change, columns: &Columns) {
        self.freed.by(release, columns);
    }

    /// A GET is about to be sent.
    pub(super) fn asking(&mut self, id: SubmissionId, at: Moment, epoch: Option<i64>) {
        self.asking.insert(id, Some((at, epoch)));
    }

    /// The GET, if one was under way, is over.
    pub(super) fn asked(&mut self, id: SubmissionId) {
        self.asking.insert(id, None);
    }

    /// What the journal says of it.
    pub(super) fn tell(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// Leaves it to the next statement of the transaction.
    pub(super) fn leave_to(self, writing: &Writing<'_>) {
        self.rows.leave_to(writing);
        self.freed.leave_to(writing);
        self.kept.leave_to(writing);
        self.closed.leave_to(writing);
        self.answers.leave_to(writing);
        let mut over = Vec::new();
        let (mut ids, mut moments, mut epochs) = (Vec::new(), Vec::new(), Vec::new());
        for (id, asked) in self.asking {
            let Some((at, epoch)) = asked else {
                over.push(id);
                continue;
            };
            ids.push(id);
            moments.push(at);
            epochs.push(epoch);
        }
        if !over.is_empty() {
            writing.later(ask!(ASKED, over));
        }
        if !ids.is_empty() {
            writing.later(ask!(ASKING, ids, moments, epochs));
        }
        for entry in self.entries {
            writing.tell(entry);
        }
    }
}

impl Rows {
    fn by(&mut self, change: &Change, columns: &Columns) {
        let polled = matches!(change.event, Event::Polled { .. });
        self.state_of((change.id, change.revision), columns);
        self.owner.push(None);
        self.period.push(period_told(change));
        let told = change.answer.as_ref().and_then(|answer| answer.ssin);
        self.ssin.push(told);
        let at = Some(Moment(change.at));
        self.updated_at.push(at.filter(|_| !polled));
        self.attempted_at.push(None);
    }

    fn state_of(&mut self, (id, revision): (SubmissionId, i64), columns: &Columns) {
        self.id.push(id);
        self.revision.push(revision);
        self.state.push(columns.state);
        self.next_at.push(columns.next_at.map(Moment));
        self.since.push(columns.since.map(Moment));
        self.doubt.push(columns.doubt);
        self.tries.push(Count(columns.tries));
        self.look_ups.push(Count(columns.look_ups));
        self.polls.push(Count(columns.polls));
        self.declaration.push(columns.declaration);
        self.settled_period.push(columns.settled_period);
    }

    fn leave_to(self, writing: &Writing<'_>) {
        if self.id.is_empty() {
            return;
        }
        let count = self.id.len();
        let update = ask!(
            ROWS,
            self.id,
            self.revision,
            self.owner,
            self.state,
            self.next_at,
            self.since,
            self.doubt,
            self.tries,
            self.look_ups,
            self.polls,
            self.declaration,
            self.settled_period,
            self.period,
            self.ssin,
            self.updated_at,
            self.attempted_at,
        );
        writing.later(update.changing(count));
    }
}

impl Answers {
    fn of(&mut self, id: SubmissionId, answer: &Answer) -> Result<(), StoreError> {
        self.anomalies.push(anomalies(answer)?);
        self.id.push(id);
        self.raw.push(answer.raw.clone());
        for (position, anomaly) in (0..).zip(&answer.anomalies) {
            self.coded.push(id);
            self.position.push(position);
            self.code.push(anomaly.code.clone());
        }
        Ok(())
    }

    fn leave_to(self, writing: &Writing<'_>) {
        if self.id.is_empty() {
            return;
        }
        writing.later(ask!(ANSWERS, self.id.clone(), self.raw, self.anomalies));
        writing.later(ask!(NO_CODES, self.id));
        if !self.coded.is_empty() {
            writing.later(ask!(CODES, self.coded, self.position, self.code));
        }
    }
}
