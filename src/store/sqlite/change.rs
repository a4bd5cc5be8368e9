//! The two ways in which a row ever changes: claimed for a POST, or moved on by an event.
//! What may follow what is decided by [`lifecycle::apply`], never here.

use rusqlite::{Connection, Transaction, params};
use sha2::{Digest, Sha256};

use super::columns::Columns;
use super::journal::{Happening, Journal};
use super::rows::{self, Stored};
use super::values::{Moment, whole};
use super::{exchange, failure, waiting};
use crate::domain::answer::Answer;
use crate::domain::ids::{DeclarationId, PeriodId, SubmissionId};
use crate::domain::lifecycle::{self, Event, State, StateKind};
use crate::domain::report::Method;
use crate::store::{Change, Claim, StoreError, Submission};

/// `queued → sending` with an open attempt, under the epoch of the lease.
pub(super) fn claim(
    transaction: &Transaction<'_>,
    claim: &Claim,
) -> Result<Submission, StoreError> {
    let claim = Claim {
        at: whole(claim.at),
        ..claim.clone()
    };
    let Stored {
        submission: before,
        columns,
    } = expect_revision(transaction, claim.id, claim.revision)?;
    let next = lifecycle::apply(&before.state, &Event::Claimed, claim.at)?;
    let columns = columns.followed_by(&next);
    refuse_damaged(transaction, &before)?;
    let claimed = transaction
        .prepare_cached(
            "UPDATE submission SET state = ?3, rev = rev + 1, next_at = NULL, since = ?4, tries = ?5,
                attempts = attempts + 1, attempted_at = ?4, updated_at = ?4
             WHERE id = ?1 AND rev = ?2 AND state = 'queued'
               AND EXISTS(SELECT 1 FROM lease WHERE name = 'worker' AND epoch = ?6)",
        )?
        .execute(params![
            claim.id,
            claim.revision,
            columns.state,
            Moment(claim.at),
            columns.tries,
            claim.epoch,
        ])?;
    if claimed == 0 {
        return Err(StoreError::LeaseLost);
    }
    if is_held(transaction, &before.account)? {
        // For the worker the same as a row that moved: look again at what is due.
        return Err(StoreError::Moved(claim.id));
    }
    exchange::open(transaction, &claim)?;
    Journal::open(transaction)?.append(&Happening {
        at: claim.at,
        actor: &claim.worker,
        submission: Some(claim.id),
        event: Event::Claimed.name(),
        from: Some(before.state.kind()),
        to: Some(next.kind()),
        reason: None,
    })?;
    read_back(transaction, claim.id)
}

/// Applies an event and writes the row, its journal entry and what came with it.
pub(super) fn record(
    transaction: &Transaction<'_>,
    change: &Change,
) -> Result<Submission, StoreError> {
    let at = whole(change.at);
    let Stored {
        submission: before,
        columns,
    } = expect_revision(transaction, change.id, change.revision)?;
    let next = lifecycle::apply(&before.state, &change.event, at)?;
    if change.event == Event::Released {
        waiting::refuse_release(transaction, change.id)?;
    }
    let mut columns = columns.followed_by(&next);
    count_what_the_state_does_not(&mut columns, change);
    refuse_taken_number(transaction, change.id, columns.declaration)?;
    write_row(transaction, change, &next, &columns)?;
    let mut journal = Journal::open(transaction)?;
    journal.append(&Happening {
        at,
        actor: &change.actor,
        submission: Some(change.id),
        event: change.event.name(),
        from: Some(before.state.kind()),
        to: Some(next.kind()),
        reason: change.reason.as_deref(),
    })?;
    exchange::asked(transaction, change.id)?;
    exchange::keep(
        transaction,
        change.id,
        &change.actor,
        &change.event,
        change.exchange.as_ref(),
    )?;
    if let Some(answer) = &change.answer {
        keep_answer(transaction, change.id, answer)?;
    }
    if waiting::is_accepted(next.kind()) {
        release_waiting(transaction, &mut journal, change)?;
    }
    read_back(transaction, change.id)
}

/// What waited for this one may be sent, in the commit that says that it is accepted.
fn release_waiting(
    transaction: &Transaction<'_>,
    journal: &mut Journal<'_>,
    accepted: &Change,
) -> Result<(), StoreError> {
    let at = whole(accepted.at);
    for id in waiting::held_for(transaction, accepted.id)? {
        let Stored {
            submission: before,
            columns,
        } = rows::stored(transaction, id)?.ok_or(StoreError::Unknown(id))?;
        let release = Change {
            id,
            revision: before.revision,
            event: Event::Released,
            reason: Some(format!("{} accepted", accepted.id)),
            exchange: None,
            answer: None,
            actor: accepted.actor.clone(),
            at: accepted.at,
        };
        let next = lifecycle::apply(&before.state, &release.event, at)?;
        write_row(transaction, &release, &next, &columns.followed_by(&next))?;
        journal.append(&Happening {
            at,
            actor: &release.actor,
            submission: Some(id),
            event: release.event.name(),
            from: Some(before.state.kind()),
            to: Some(next.kind()),
            reason: release.reason.as_deref(),
        })?;
    }
    Ok(())
}

pub(super) fn expect_revision(
    connection: &Connection,
    id: SubmissionId,
    revision: i64,
) -> Result<Stored, StoreError> {
    let stored = rows::stored(connection, id)?.ok_or(StoreError::Unknown(id))?;
    if stored.submission.revision == revision {
        Ok(stored)
    } else {
        Err(StoreError::Moved(id))
    }
}

/// The GET that brought a verdict and the search that found a number are not counted in the
/// state that follows them.
fn count_what_the_state_does_not(columns: &mut Columns, change: &Change) {
    let by_search = || {
        let exchange = change.exchange.as_ref();
        exchange.is_some_and(|exchange| exchange.method == Method::Search)
    };
    match change.event {
        Event::Answered { .. } if columns.state.is_final() => columns.polls += 1,
        Event::Found { .. } if by_search() => columns.look_ups += 1,
        _ => {}
    }
}

fn refuse_taken_number(
    connection: &Connection,
    id: SubmissionId,
    number: Option<DeclarationId>,
) -> Result<(), StoreError> {
    let Some(number) = number else { return Ok(()) };
    match rows::by_declaration(connection, number)? {
        Some(other) if other != id => Err(StoreError::NumberTaken(number)),
        _ => Ok(()),
    }
}

fn write_row(
    connection: &Connection,
    change: &Change,
    next: &State,
    columns: &Columns,
) -> Result<(), StoreError> {
    let polled = matches!(change.event, Event::Polled { .. });
    let taken_in = match *next {
        State::Submitted { since, .. } => Some(Moment(since)),
        _ => None,
    };
    let written = connection
        .prepare_cached(
            "UPDATE submission SET state = ?3, rev = rev + 1, next_at = ?4, since = ?5, doubt = ?6, tries = ?7,
                look_ups = ?8, polls = ?9, decl_id = ?10, settled_period_id = ?11,
                period_id = coalesce(?12, period_id), ssin = coalesce(ssin, ?13),
                submitted_at = coalesce(submitted_at, ?14), updated_at = coalesce(?15, updated_at)
             WHERE id = ?1 AND rev = ?2",
        )?
        .execute(params![
            change.id,
            change.revision,
            columns.state,
            columns.next_at.map(Moment),
            columns.since.map(Moment),
            columns.doubt,
            columns.tries,
            columns.look_ups,
            columns.polls,
            columns.declaration,
            columns.settled_period,
            period_told(change),
            change.answer.as_ref().and_then(|answer| answer.ssin),
            taken_in,
            (!polled).then_some(Moment(change.at)),
        ])?;
    if written == 1 {
        Ok(())
    } else {
        Err(StoreError::Moved(change.id))
    }
}

fn period_told(change: &Change) -> Option<PeriodId> {
    let by_event = match change.event {
        Event::Answered { period, .. } => period,
        _ => None,
    };
    by_event.or(change.answer.as_ref().and_then(|answer| answer.period))
}

/// Keeps the latest answer; its codes are indexed once the verdict is final.
fn keep_answer(
    connection: &Connection,
    id: SubmissionId,
    answer: &Answer,
) -> Result<(), StoreError> {
    let anomalies = serde_json::to_string(&answer.anomalies)
        .map_err(|_| failure::damaged("answer.anomalies"))?;
    connection
        .prepare_cached("UPDATE body SET answer = ?2, anomalies = ?3 WHERE submission_id = ?1")?
        .execute(params![id, answer.raw, anomalies])?;
    connection
        .prepare_cached("DELETE FROM anomaly WHERE submission_id = ?1")?
        .execute([id])?;
    let mut insert = connection
        .prepare_cached("INSERT INTO anomaly(submission_id, position, code) VALUES(?1, ?2, ?3)")?;
    for (position, anomaly) in answer.anomalies.iter().enumerate() {
        insert.execute(params![
            id,
            i64::try_from(position).unwrap_or(i64::MAX),
            anomaly.code
        ])?;
    }
    Ok(())
}

/// A message that is not, byte for byte, what was put in must never be sent.
fn refuse_damaged(connection: &Connection, submission: &Submission) -> Result<(), StoreError> {
    let expected: [u8; 32] = connection
        .prepare_cached("SELECT payload_sha256 FROM body WHERE submission_id = ?1")?
        .query_row([submission.id], |row| row.get(0))?;
    match &submission.payload {
        Some(payload) if payload_hash(payload) == expected => Ok(()),
        _ => Err(failure::damaged("body.payload")),
    }
}

/// The hash under which a message is kept.
pub(super) fn payload_hash(payload: &str) -> [u8; 32] {
    Sha256::digest(payload).into()
}

fn is_held(connection: &Connection, account: &str) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached("SELECT held_reason IS NOT NULL FROM account WHERE name = ?1")?
        .query_row([account], |row| row.get(0))?)
}

fn read_back(connection: &Connection, id: SubmissionId) -> Result<Submission, StoreError> {
    rows::stored(connection, id)?
        .map(|stored| stored.submission)
        .ok_or(StoreError::Unknown(id))
}

/// Every row that a worker was sending.
pub(super) fn being_sent(connection: &Connection) -> Result<Vec<(SubmissionId, i64)>, StoreError> {
    let rows = connection
        .prepare_cached("SELECT id, rev FROM submission WHERE state = ?1 ORDER BY id")?
        .query_map([StateKind::Sending], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}
