//! Appending to the journal, in the commit of what it tells, chained by hashes (I7).

use jiff::Timestamp;

use super::values::{Moment, storable};
use super::writing::Writing;
use crate::domain::audit::Hash;
use crate::domain::ids::SubmissionId;
use crate::domain::lifecycle::StateKind;
use crate::domain::mask::mask;
use crate::store::StoreError;
use crate::store::sqlite::journal::{Happening, chained};

/// What happened, before it has a place in the journal.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub at: Timestamp,
    pub actor: String,
    pub submission: Option<SubmissionId>,
    pub event: String,
    pub from: Option<StateKind>,
    pub to: Option<StateKind>,
    pub reason: Option<String>,
}

/// The columns of many entries.
#[derive(Default)]
struct Columns {
    seq: Vec<i64>,
    at: Vec<Moment>,
    actor: Vec<String>,
    submission: Vec<Option<SubmissionId>>,
    event: Vec<String>,
    from: Vec<Option<StateKind>>,
    to: Vec<Option<StateKind>>,
    reason: Vec<Option<String>>,
    before: Vec<Vec<u8>>,
    hash: Vec<Vec<u8>>,
}

/// Appends what was gathered: from here to the commit nobody else appends. The number of the
/// transaction, if anything was.
pub(super) async fn append(writing: &Writing<'_>) -> Result<Option<i64>, StoreError> {
    let entries = writing.take_entries();
    if entries.is_empty() {
        return Ok(None);
    }
    let order = "SELECT pg_advisory_xact_lock('journal'::regclass::oid::int, 0)";
    let end = "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1";
    let number = "SELECT pg_current_xact_id()::text::bigint";
    // Sent together: the second sees what was committed before the first was answered.
    let (ordered, end, number) = futures_util::join!(
        writing.query(order, &[]),
        writing.query_opt(end, &[]),
        writing.query_one(number, &[]),
    );
    ordered?;
    let (mut seq, mut hash): (i64, Hash) = match end? {
        Some(row) => (row.try_get(0)?, hash_of(row.try_get(1)?)?),
        None => (0, Hash::default()),
    };
    let number: i64 = number?.try_get(0)?;
    let mut columns = Columns::default();
    for entry in entries {
        // An entry stays for ever, so a national number that somebody typed is masked in it.
        let reason = entry.reason.as_deref().map(mask);
        let reason = reason
            .as_deref()
            .map(|reason| storable(reason).into_owned());
        let actor = storable(&entry.actor).into_owned();
        seq += 1;
        let happening = Happening {
            at: entry.at,
            actor: &actor,
            submission: entry.submission,
            event: &entry.event,
            from: entry.from,
            to: entry.to,
            reason: reason.as_deref(),
        };
        let next = chained(&hash, seq, &happening);
        columns.seq.push(seq);
        columns.at.push(Moment(entry.at));
        columns.actor.push(actor);
        columns.submission.push(entry.submission);
        columns.event.push(entry.event);
        columns.from.push(entry.from);
        columns.to.push(entry.to);
        columns.reason.push(reason);
        columns.before.push(hash.to_vec());
        columns.hash.push(next.to_vec());
        hash = next;
    }
    insert(writing, &columns).await?;
    Ok(Some(number))
}

async fn insert(writing: &Writing<'_>, columns: &Columns) -> Result<(), StoreError> {
    writing
        .execute(
            "INSERT INTO journal(seq, at, actor, submission_id, event, from_state, to_state, reason, prev_hash, hash)
             SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::text[], $6::text[],
                $7::text[], $8::text[], $9::bytea[], $10::bytea[]) AS entry(seq) ORDER BY seq",
            &[
                &columns.seq,
                &columns.at,
                &columns.actor,
                &columns.submission,
                &columns.event,
                &columns.from,
                &columns.to,
                &columns.reason,
                &columns.before,
                &columns.hash,
            ],
        )
        .await?;
    Ok(())
}

fn hash_of(bytes: Vec<u8>) -> Result<Hash, StoreError> {
    bytes
        .try_into()
        .map_err(|_| super::failure::damaged("journal.hash"))
}
