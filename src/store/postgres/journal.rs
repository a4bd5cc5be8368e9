//! Appending to the journal, in the commit of what it tells, chained by hashes (I7).

use jiff::Timestamp;

use super::session::ask;
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

const ORDER: &str = "SELECT pg_advisory_xact_lock('journal'::regclass::oid::int, 0)";
const END: &str = "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1";
const NUMBER: &str = "SELECT pg_current_xact_id()::text::bigint";
const APPEND: &str = "INSERT INTO journal(seq, at, actor, submission_id, event, from_state, to_state, reason, prev_hash, hash)
    SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[],
      $8::text[], $9::bytea[], $10::bytea[]) AS entry(seq) ORDER BY seq";

/// Appends what was gathered, with the commit: from here to there nobody else appends. The number
/// of the transaction, if there is anything to append.
pub(super) async fn append(writing: &Writing<'_>) -> Result<Option<i64>, StoreError> {
    if writing.told() == 0 {
        return Ok(None);
    }
    // The second sees what was committed before the first was answered.
    let asks = [ask!(ORDER), ask!(END), ask!(NUMBER)].map(Some);
    let [_, end, number] = writing.together(asks).await?;
    let (mut seq, mut hash): (i64, Hash) = match end.first() {
        Some(row) => (row.try_get(0)?, hash_of(row.try_get(1)?)?),
        None => (0, Hash::default()),
    };
    let number = number.first().map(|row| row.try_get(0)).transpose()?;
    let mut columns = Columns::default();
    for entry in writing.take_entries() {
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
    writing.later(ask!(
        APPEND,
        columns.seq,
        columns.at,
        columns.actor,
        columns.submission,
        columns.event,
        columns.from,
        columns.to,
        columns.reason,
        columns.before,
        columns.hash,
    ));
    Ok(number)
}

fn hash_of(bytes: Vec<u8>) -> Result<Hash, StoreError> {
    bytes
        .try_into()
        .map_err(|_| super::failure::damaged("journal.hash"))
}
