//! The two ways in which rows ever change: claimed for a POST, or moved on by an event. However
//! many are changed in one commit, they are read together and written together.
//! What may follow what is decided by [`lifecycle::apply`], never here.

use jiff::Timestamp;

use super::failure;
use super::journal::Entry;
use super::looked::Looked;
use super::rows::{self, Stored};
use super::session::Session;
use super::writing::Writing;
use super::written::Written;
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::{self, Event, State};
use crate::store::sqlite::change::{count_what_the_state_does_not, period_told};
use crate::store::sqlite::columns::Columns;
use crate::store::sqlite::values::whole;
use crate::store::sqlite::waiting::is_accepted;
use crate::store::{Change, Claim, StoreError, Submission};

/// So many rows are changed by one statement, which must end in time.
const AT_ONCE: usize = 500;

/// One change of one row.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "it is moved once")]
pub(super) enum Step {
    /// `queued → sending` with an open attempt, under the epoch of a lease.
    Claim(Claim),
    /// An event, with what came with it.
    Record(Change),
}

impl Step {
    /// The row.
    pub(super) fn id(&self) -> SubmissionId {
        match self {
            Self::Claim(claim) => claim.id,
            Self::Record(change) => change.id,
        }
    }

    /// What its tests call it.
    fn name(&self) -> &'static str {
        match self {
            Self::Claim(_) => "claim",
            Self::Record(change) => change.event.name(),
        }
    }
}

/// Does each of these steps, or says why it is refused: then nothing of it is written. What is
/// written goes to the server with the next statement.
pub(super) async fn take(
    writing: &Writing<'_>,
    steps: &[&Step],
    written: &mut Written,
) -> Result<Vec<Result<Submission, StoreError>>, StoreError> {
    let mut looked = Looked::at(writing, steps).await?;
    let mut done = Vec::with_capacity(steps.len());
    for step in steps {
        let one = match step {
            Step::Claim(claim) => claimed(claim, &mut looked, written),
            Step::Record(change) => recorded(change, &mut looked, written),
        };
        done.push(one);
    }
    Ok(done)
}

/// Where a program that is made to fail fails: everything is with the server, and not committed.
pub(super) async fn may_fail(writing: &Writing<'_>, steps: &[&Step]) -> Result<(), StoreError> {
    if cfg!(feature = "failpoints") {
        writing.flush().await?;
    }
    // The first one that does keeps the others from it.
    let fails = |step: &&Step| fail_point!(step.name());
    if steps.iter().any(fails) {
        return Err(failure::undone().into());
    }
    Ok(())
}

/// Records these events of different rows, by themselves.
pub(super) async fn record_all(
    writing: &Writing<'_>,
    changes: Vec<Change>,
) -> Result<Vec<Result<Submission, StoreError>>, StoreError> {
    let steps: Vec<Step> = changes.into_iter().map(Step::Record).collect();
    let mut done = Vec::with_capacity(steps.len());
    for some in steps.chunks(AT_ONCE) {
        let some: Vec<&Step> = some.iter().collect();
        let mut written = Written::default();
        done.extend(take(writing, &some, &mut written).await?);
        written.leave_to(writing);
        may_fail(writing, &some).await?;
    }
    Ok(done)
}

fn claimed(
    claim: &Claim,
    looked: &mut Looked,
    written: &mut Written,
) -> Result<Submission, StoreError> {
    let claim = Claim {
        at: whole(claim.at),
        ..claim.clone()
    };
    let stored = looked.expect(claim.id, claim.revision)?;
    let before = &stored.submission;
    let next = lifecycle::apply(&before.state, &Event::Claimed, claim.at)?;
    let columns = stored.columns.followed_by(&next);
    looked.refuse_claim(&claim, before)?;
    let entry = Entry {
        at: claim.at,
        actor: claim.worker.clone(),
        submission: Some(claim.id),
        event: Event::Claimed.name().to_owned(),
        from: Some(before.state.kind()),
        to: Some(next.kind()),
        reason: None,
    };
    let after = Submission {
        revision: before.revision + 1,
        state: as_read(&columns)?,
        attempted_at: Some(claim.at),
        ..before.clone()
    };
    written.claim(&claim, &columns);
    written.tell(entry);
    looked.is_changed(claim.id, None);
    Ok(after)
}

fn recorded(
    change: &Change,
    looked: &mut Looked,
    written: &mut Written,
) -> Result<Submission, StoreError> {
    let at = whole(change.at);
    let stored = looked.expect(change.id, change.revision)?;
    let before = &stored.submission;
    let next = lifecycle::apply(&before.state, &change.event, at)?;
    if change.event == Event::Released {
        looked.refuse_release(change.id)?;
    }
    let mut columns = stored.columns.followed_by(&next);
    count_what_the_state_does_not(&mut columns, change);
    if let Some(number) = columns.declaration
        && stored.columns.declaration != Some(number)
    {
        looked.refuse_number(change.id, number)?;
    }
    let entry = entry(change, at, &before.state, &next);
    let told = change.answer.as_ref().and_then(|answer| answer.ssin);
    let after = Submission {
        revision: before.revision + 1,
        state: as_read(&columns)?,
        period: period_told(change).or(before.period),
        ssin: before.ssin.or(told),
        ..before.clone()
    };
    written.record(change, &columns)?;
    written.tell(entry);
    looked.is_changed(change.id, columns.declaration);
    if is_accepted(next.kind()) {
        release_waiting(change, looked, written);
    }
    Ok(after)
}

fn entry(change: &Change, at: Timestamp, from: &State, to: &State) -> Entry {
    Entry {
        at,
        actor: change.actor.clone(),
        submission: Some(change.id),
        event: change.event.name().to_owned(),
        from: Some(from.kind()),
        to: Some(to.kind()),
        reason: change.reason.clone(),
    }
}

/// The state as it will be read from these columns.
fn as_read(columns: &Columns) -> Result<State, StoreError> {
    columns
        .state()
        .ok_or_else(|| failure::damaged("submission.state"))
}

/// What waited for this one may be sent, in the commit that says that it is accepted.
fn release_waiting(accepted: &Change, looked: &mut Looked, written: &mut Written) {
    let at = whole(accepted.at);
    for id in looked.waiters(accepted.id) {
        // One that is changed in this commit is no longer held.
        let Some(stored) = looked.unchanged(id) else {
            continue;
        };
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
        let entry = entry(&release, at, &before.state, &next);
        written.free(&release, &columns);
        written.tell(entry);
        looked.is_changed(id, None);
    }
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
