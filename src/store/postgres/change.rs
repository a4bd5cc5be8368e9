//! The two ways in which a row ever changes: claimed for a POST, or moved on by an event.
//! What may follow what is decided by [`lifecycle::apply`], never here.

use std::fmt::Write as _;

use futures_util::try_join;
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;

use super::journal::Entry;
use super::rows::{self, Stored};
use super::session::Session;
use super::values::{Count, Moment};
use super::writing::Writing;
use super::{exchange, failure, waiting};
use crate::domain::answer::Answer;
use crate::domain::ids::{DeclarationId, SubmissionId};
use crate::domain::lifecycle::{self, Event, State};
use crate::store::sqlite::change::{
    anomalies, count_what_the_state_does_not, payload_hash, period_told,
};
use crate::store::sqlite::columns::Columns;
use crate::store::sqlite::values::whole;
use crate::store::sqlite::waiting::is_accepted;
use crate::store::{Change, Claim, StoreError, Submission};

/// `queued → sending` with an open attempt, under the epoch of a lease.
pub(super) async fn claim(writing: &Writing<'_>, claim: &Claim) -> Result<Submission, StoreError> {
    let claim = Claim {
        at: whole(claim.at),
        ..claim.clone()
    };
    let Stored {
        submission: before,
        columns,
    } = expect_revision(writing, claim.id, claim.revision).await?;
    let next = lifecycle::apply(&before.state, &Event::Claimed, claim.at)?;
    let columns = columns.followed_by(&next);
    let (lease, facts) = try_join!(
        // Whoever buries the worker waits for this commit.
        lease_of(writing, &claim),
        facts_of(writing, &claim),
    )?;
    let is_living: Option<bool> = lease.map(|row| row.try_get(0)).transpose()?;
    if is_living != Some(true) {
        return Err(StoreError::LeaseLost);
    }
    refuse_damaged(&before, facts.try_get(0)?)?;
    let (is_held, is_ours): (bool, bool) = (facts.try_get(1)?, facts.try_get(2)?);
    if is_held || !is_ours {
        // For the worker the same as a row that moved: look again at what is due.
        return Err(StoreError::Moved(claim.id));
    }
    let (claimed, ()) = try_join!(
        write_claim(writing, &claim, &columns),
        exchange::open(writing, &claim),
    )?;
    if claimed == 0 {
        return Err(StoreError::Moved(claim.id));
    }
    writing.tell(Entry {
        at: claim.at,
        actor: claim.worker.clone(),
        submission: Some(claim.id),
        event: Event::Claimed.name().to_owned(),
        from: Some(before.state.kind()),
        to: Some(next.kind()),
        reason: None,
    });
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

/// Whether the worker lives.
async fn lease_of(session: &Session, claim: &Claim) -> Result<Option<Row>, StoreError> {
    let lease = "SELECT is_living(epoch) FROM lease WHERE epoch = $1 AND worker = $2 FOR SHARE";
    session
        .query_opt(lease, &[&claim.epoch, &claim.worker])
        .await
}

/// The message's hash, whether its account is held, and whether no other living worker has it.
async fn facts_of(session: &Session, claim: &Claim) -> Result<Row, StoreError> {
    session
        .query_one(
            "SELECT b.payload_sha256, a.held_reason IS NOT NULL, s.owner IS NULL OR s.owner = $2
                OR NOT EXISTS(SELECT FROM lease l WHERE l.epoch = s.owner)
             FROM submission s JOIN body b ON b.submission_id = s.id JOIN account a ON a.id = s.account_id
             WHERE s.id = $1",
            &[&claim.id, &claim.epoch],
        )
        .await
}

async fn write_claim(
    session: &Session,
    claim: &Claim,
    columns: &Columns,
) -> Result<u64, StoreError> {
    session
        .execute(
            "UPDATE submission SET state = $3, rev = rev + 1, next_at = NULL, since = $4, tries = $5,
                attempts = attempts + 1, attempted_at = $4, updated_at = $4, owner = $6
             WHERE id = $1 AND rev = $2 AND state = 'queued'",
            &[
                &claim.id,
                &claim.revision,
                &columns.state,
                &Moment(claim.at),
                &Count(columns.tries),
                &claim.epoch,
            ],
        )
        .await
}

/// Applies an event and writes the row, its journal entry and what came with it.
pub(super) async fn record(
    writing: &Writing<'_>,
    change: &Change,
) -> Result<Submission, StoreError> {
    let at = whole(change.at);
    let stored = expect_revision(writing, change.id, change.revision).await?;
    let was = &stored.columns;
    let next = lifecycle::apply(&stored.submission.state, &change.event, at)?;
    if change.event == Event::Released {
        waiting::refuse_release(writing, change.id).await?;
    }
    let mut columns = was.followed_by(&next);
    count_what_the_state_does_not(&mut columns, change);
    if columns.declaration != was.declaration {
        refuse_taken_number(writing, change.id, columns.declaration).await?;
    }
    let ids = [change.id];
    try_join!(
        write_row(writing, change, &stored, &columns),
        exchange::asked(writing, &ids),
        exchange::keep(
            writing,
            change.id,
            &change.actor,
            &change.event,
            change.exchange.as_ref(),
        ),
    )?;
    let before = stored.submission;
    writing.tell(Entry {
        at,
        actor: change.actor.clone(),
        submission: Some(change.id),
        event: change.event.name().to_owned(),
        from: Some(before.state.kind()),
        to: Some(next.kind()),
        reason: change.reason.clone(),
    });
    if let Some(answer) = &change.answer {
        keep_answer(writing, change.id, answer).await?;
    }
    if is_accepted(next.kind()) {
        release_waiting(writing, change).await?;
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
async fn release_waiting(writing: &Writing<'_>, accepted: &Change) -> Result<(), StoreError> {
    let at = whole(accepted.at);
    for id in waiting::held_for(writing, accepted.id).await? {
        let stored = rows::locked(writing, id)
            .await?
            .ok_or(StoreError::Unknown(id))?;
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
        let Ok(next) = lifecycle::apply(&before.state, &release.event, at) else {
            // A person was faster.
            continue;
        };
        let columns = stored.columns.followed_by(&next);
        write_row(writing, &release, &stored, &columns).await?;
        writing.tell(Entry {
            at,
            actor: release.actor,
            submission: Some(id),
            event: release.event.name().to_owned(),
            from: Some(before.state.kind()),
            to: Some(next.kind()),
            reason: release.reason,
        });
    }
    Ok(())
}

/// The row as its changer read it, kept from everybody else until the commit.
pub(super) async fn expect_revision(
    session: &Session,
    id: SubmissionId,
    revision: i64,
) -> Result<Stored, StoreError> {
    let stored = rows::locked(session, id)
        .await?
        .ok_or(StoreError::Unknown(id))?;
    if stored.submission.revision == revision {
        Ok(stored)
    } else {
        Err(StoreError::Moved(id))
    }
}

async fn refuse_taken_number(
    session: &Session,
    id: SubmissionId,
    number: Option<DeclarationId>,
) -> Result<(), StoreError> {
    let Some(number) = number else { return Ok(()) };
    match rows::by_declaration(session, number).await? {
        Some(other) if other != id => Err(StoreError::NumberTaken(number)),
        _ => Ok(()),
    }
}

/// Names only the columns that change: each index of a column that is named is written. Whoever
/// had taken the row up has it no more.
async fn write_row(
    session: &Session,
    change: &Change,
    before: &Stored,
    columns: &Columns,
) -> Result<(), StoreError> {
    let Stored {
        submission: row,
        columns: was,
    } = before;
    let polled = matches!(change.event, Event::Polled { .. });
    let (next_at, since) = (columns.next_at.map(Moment), columns.since.map(Moment));
    let is_numbered = columns.declaration != was.declaration;
    let period = period_told(change);
    let ssin = change.answer.as_ref().and_then(|answer| answer.ssin);
    let at = Moment(change.at);
    let (tries, look_ups, polls) = (
        Count(columns.tries),
        Count(columns.look_ups),
        Count(columns.polls),
    );
    let named: [(&str, bool, &(dyn ToSql + Sync)); 13] = [
        ("state", columns.state != was.state, &columns.state),
        ("next_at", columns.next_at != was.next_at, &next_at),
        ("since", columns.since != was.since, &since),
        ("doubt", columns.doubt != was.doubt, &columns.doubt),
        ("tries", columns.tries != was.tries, &tries),
        ("look_ups", columns.look_ups != was.look_ups, &look_ups),
        ("polls", columns.polls != was.polls, &polls),
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
    let mut statement = "UPDATE submission SET rev = rev + 1, owner = NULL".to_owned();
    let mut values: Vec<&(dyn ToSql + Sync)> = vec![&change.id, &change.revision];
    for (column, _, value) in named.iter().filter(|(_, changes, _)| *changes) {
        values.push(*value);
        let _ = write!(statement, ", {column} = ${}", values.len());
    }
    statement.push_str(" WHERE id = $1 AND rev = $2");
    if session.execute(&statement, &values).await? == 1 {
        Ok(())
    } else {
        Err(StoreError::Moved(change.id))
    }
}

/// Keeps the latest answer; its codes are indexed once the verdict is final.
async fn keep_answer(
    session: &Session,
    id: SubmissionId,
    answer: &Answer,
) -> Result<(), StoreError> {
    let anomalies = anomalies(answer)?;
    let codes: Vec<_> = answer
        .anomalies
        .iter()
        .map(|anomaly| anomaly.code.clone())
        .collect();
    let keep = "UPDATE body SET answer = $2, anomalies = $3 WHERE submission_id = $1";
    let forget = "DELETE FROM anomaly WHERE submission_id = $1";
    session
        .execute(keep, &[&id, &answer.raw, &anomalies])
        .await?;
    session.execute(forget, &[&id]).await?;
    if !codes.is_empty() {
        session
            .execute(
                "INSERT INTO anomaly(submission_id, position, code)
                 SELECT $1, place - 1, code FROM unnest($2::text[]) WITH ORDINALITY AS told(code, place) ORDER BY place",
                &[&id, &codes],
            )
            .await?;
    }
    Ok(())
}

/// A message that is not, byte for byte, what was put in must never be sent.
fn refuse_damaged(submission: &Submission, expected: &[u8]) -> Result<(), StoreError> {
    match &submission.payload {
        Some(payload) if payload_hash(payload) == expected => Ok(()),
        _ => Err(failure::damaged("body.payload")),
    }
}
