//! The two ways in which a row ever changes: claimed for a POST, or moved on by an event.
//! What may follow what is decided by [`lifecycle::apply`], never here.

use std::fmt::Write as _;

use rusqlite::{Connection, ToSql, Transaction, params};
use sha2::{Digest, Sha256};

use super::columns::Columns;
use super::journal::{Happening, Journal};
use super::rows::{self, Stored};
use super::values::{Moment, whole};
use super::{exchange, failure, filter, waiting};
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
        ..
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
    if fail_point!("claim") {
        return Err(failure::undone().into());
    }
    Ok(Submission {
        revision: before.revision + 1,
        state: as_read(&columns)?,
        attempted_at: Some(claim.at),
        ..before
    })
}

/// Applies an event and writes the row, its journal entry and what came with it.
pub(super) fn record(
    transaction: &Transaction<'_>,
    change: &Change,
) -> Result<Submission, StoreError> {
    let at = whole(change.at);
    let stored = expect_revision(transaction, change.id, change.revision)?;
    let was = &stored.columns;
    let next = lifecycle::apply(&stored.submission.state, &change.event, at)?;
    if change.event == Event::Released {
        waiting::refuse_release(transaction, change.id)?;
    }
    let mut columns = was.followed_by(&next);
    count_what_the_state_does_not(&mut columns, change);
    if columns.declaration != was.declaration {
        refuse_taken_number(transaction, change.id, columns.declaration)?;
    }
    write_row(transaction, change, &stored, &columns)?;
    let before = stored.submission;
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
        keep_answer(transaction, change.id, answer, stored.has_codes)?;
    }
    if waiting::is_accepted(next.kind()) {
        release_waiting(transaction, &mut journal, change)?;
    }
    let told = change.answer.as_ref().and_then(|answer| answer.ssin);
    if fail_point!(change.event.name()) {
        return Err(failure::undone().into());
    }
    Ok(Submission {
        revision: before.revision + 1,
        state: as_read(&columns)?,
        period: period_told(change).or(before.period),
        ssin: before.ssin.or(told),
        ..before
    })
}

/// The state as it will be read from these columns.
fn as_read(columns: &Columns) -> Result<State, StoreError> {
    columns
        .state()
        .ok_or_else(|| failure::damaged("submission.state"))
}

/// What waited for this one may be sent, in the commit that says that it is accepted.
fn release_waiting(
    transaction: &Transaction<'_>,
    journal: &mut Journal<'_>,
    accepted: &Change,
) -> Result<(), StoreError> {
    let at = whole(accepted.at);
    for id in waiting::held_for(transaction, accepted.id)? {
        let stored = rows::stored(transaction, id)?.ok_or(StoreError::Unknown(id))?;
        let before = &stored.submission;
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
        write_row(
            transaction,
            &release,
            &stored,
            &stored.columns.followed_by(&next),
        )?;
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
pub(in crate::store) fn count_what_the_state_does_not(columns: &mut Columns, change: &Change) {
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

/// Names only the columns that change: each index of a column that is named is written.
fn write_row(
    connection: &Connection,
    change: &Change,
    before: &Stored,
    columns: &Columns,
) -> Result<(), StoreError> {
    let Stored {
        submission: row,
        columns: was,
        ..
    } = before;
    let polled = matches!(change.event, Event::Polled { .. });
    let (next_at, since) = (columns.next_at.map(Moment), columns.since.map(Moment));
    let is_numbered = columns.declaration != was.declaration;
    let period = period_told(change);
    let ssin = change.answer.as_ref().and_then(|answer| answer.ssin);
    let at = Moment(change.at);
    let named: [(&str, bool, &dyn ToSql); 13] = [
        ("state", columns.state != was.state, &columns.state),
        ("next_at", columns.next_at != was.next_at, &next_at),
        ("since", columns.since != was.since, &since),
        ("doubt", columns.doubt != was.doubt, &columns.doubt),
        ("tries", columns.tries != was.tries, &columns.tries),
        (
            "look_ups",
            columns.look_ups != was.look_ups,
            &columns.look_ups,
        ),
        ("polls", columns.polls != was.polls, &columns.polls),
        ("decl_id", is_numbered, &columns.declaration),
        ("submitted_at", is_numbered, &since),
        (
            "settled_period_id",
            columns.settled_period != was.settled_period,
            &columns.settled_period,
        ),
        (
            "period_id",
            period.is_some() && period != row.period,
            &period,
        ),
        ("ssin", row.ssin.is_none() && ssin.is_some(), &ssin),
        ("updated_at", !polled, &at),
    ];
    let mut statement = "UPDATE submission SET rev = rev + 1".to_owned();
    let mut values: Vec<&dyn ToSql> = vec![&change.id, &change.revision];
    for (column, _, value) in named.iter().filter(|(_, changes, _)| *changes) {
        values.push(*value);
        let _ = write!(statement, ", {column} = ?{}", values.len());
    }
    statement.push_str(" WHERE id = ?1 AND rev = ?2");
    let written = connection
        .prepare_cached(&statement)?
        .execute(&values[..])?;
    if written == 1 {
        Ok(())
    } else {
        Err(StoreError::Moved(change.id))
    }
}

pub(in crate::store) fn period_told(change: &Change) -> Option<PeriodId> {
    let by_event = match change.event {
        Event::Answered { period, .. } => period,
        _ => None,
    };
    by_event.or(change.answer.as_ref().and_then(|answer| answer.period))
}

/// Keeps the latest answer; its codes are indexed once the verdict is final. Those of the answer
/// before are only looked for when it `had_codes`: finding none costs as much as keeping the answer.
fn keep_answer(
    connection: &Connection,
    id: SubmissionId,
    answer: &Answer,
    had_codes: bool,
) -> Result<(), StoreError> {
    let anomalies = anomalies(answer)?;
    connection
        .prepare_cached("UPDATE body SET answer = ?2, anomalies = ?3 WHERE submission_id = ?1")?
        .execute(params![id, answer.raw, anomalies])?;
    if had_codes {
        connection
            .prepare_cached("DELETE FROM anomaly WHERE submission_id = ?1")?
            .execute([id])?;
    }
    index_codes(connection, id, answer)
}

/// The anomalies of an answer as they are kept.
pub(in crate::store) fn anomalies(answer: &Answer) -> Result<String, StoreError> {
    serde_json::to_string(&answer.anomalies).map_err(|_| failure::damaged("answer.anomalies"))
}

/// The codes of an answer, found by the lists of its submission.
pub(super) fn index_codes(
    connection: &Connection,
    id: SubmissionId,
    answer: &Answer,
) -> Result<(), StoreError> {
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
pub(in crate::store) fn payload_hash(payload: &str) -> [u8; 32] {
    Sha256::digest(payload).into()
}

fn is_held(connection: &Connection, account: &str) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached("SELECT held_reason IS NOT NULL FROM account WHERE name = ?1")?
        .query_row([account], |row| row.get(0))?)
}

/// Every row that a worker was sending.
pub(super) fn being_sent(connection: &Connection) -> Result<Vec<(SubmissionId, i64)>, StoreError> {
    let rows = connection
        .prepare_cached(
            "SELECT id, rev FROM submission INDEXED BY by_life WHERE life = ?1 ORDER BY id",
        )?
        .query_map([filter::life(StateKind::Sending)], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}
