//! What happened: to one submission, in the journal, to the service. Only reads.

use jiff::Timestamp;
use tokio_postgres::Row;
use uuid::Uuid;

use super::listed;
use super::sql::{Sql, Value, get, limit};
use crate::domain::answer::Anomaly;
use crate::domain::audit::{RawEntry, Verdict, Verifier};
use crate::domain::draft::Draft;
use crate::domain::ids::SubmissionId;
use crate::domain::report::{
    Exchange, FailedTry, JournalEntry, KeptDraft, QueueRow, Timeline, TriesQuery,
};
use crate::domain::untrusted::Untrusted;
use crate::store::postgres::failure;
use crate::store::postgres::session::Session;
use crate::store::postgres::values::Moment;
use crate::store::{ChainCheck, StoreError};

/// A file that was corrected for years is still shown in one piece.
const LONGEST: usize = 100;

/// Entries of the journal that are read at a time.
const ENTRIES: usize = 10_000;

const ENTRY: &str =
    "SELECT seq, at, actor, submission_id, event, from_state, to_state, reason FROM journal";

const EXCHANGE: &str =
    "SELECT e.method, e.opened_at, e.duration_ms, e.status, e.trace_id, e.server_trace_id,
    e.outcome, e.detail";

/// The predicate of the index `failed_tries`.
const FAILED: &str = "(e.status >= 500 OR e.status = 429
    OR (e.status IS NULL AND e.outcome IS NOT NULL
      AND e.outcome <> 'no_match' AND e.outcome <> 'several_matches' AND e.outcome <> 'found'))";

/// A submission with everything that happened to it.
pub(in crate::store::postgres) async fn timeline(
    session: &Session,
    id: SubmissionId,
) -> Result<Option<Timeline>, StoreError> {
    let Some(row) = listed::of_id(session, id).await? else {
        return Ok(None);
    };
    let body = session
        .query_one(
            "SELECT payload, answer, anomalies, draft FROM body WHERE submission_id = $1",
            &[&id],
        )
        .await?;
    let anomalies: Option<String> = get(&body, 2)?;
    let anomalies: Option<Vec<Anomaly>> = anomalies
        .map(|text| serde_json::from_str(&text))
        .transpose()
        .map_err(|_| failure::damaged("body.anomalies"))?;
    let draft: Option<String> = get(&body, 3)?;
    let attempts = format!("{EXCHANGE} FROM exchange e WHERE e.submission_id = $1 ORDER BY e.id");
    let attempts = session.query(&attempts, &[&id]).await?;
    let events = format!("{ENTRY} WHERE submission_id = $1 ORDER BY seq");
    let events = session.query(&events, &[&id]).await?;
    Ok(Some(Timeline {
        row,
        draft: draft.and_then(|document| Draft::from_document(&document)),
        chain: chain(session, id).await?,
        payload: get(&body, 0)?,
        answer: get(&body, 1)?,
        anomalies: anomalies.unwrap_or_default(),
        attempts: attempts.iter().map(exchange).collect::<Result<_, _>>()?,
        events: events.iter().map(entry).collect::<Result<_, _>>()?,
    }))
}

/// Everything that hangs together with this submission, itself included, oldest first; empty
/// when it stands alone. The recursion names itself once; what is linked comes from a list.
async fn chain(session: &Session, id: SubmissionId) -> Result<Vec<QueueRow>, StoreError> {
    let linked = format!(
        "WITH RECURSIVE chain(id) AS (
           SELECT $1::bigint
           UNION SELECT linked.id FROM chain CROSS JOIN LATERAL (
             SELECT unnest(ARRAY[s.supersedes, s.origin, s.waits_for]) FROM submission s WHERE s.id = chain.id
             UNION ALL SELECT s.id FROM submission s WHERE s.supersedes = chain.id
             UNION ALL SELECT s.id FROM submission s WHERE s.origin = chain.id
             UNION ALL SELECT s.id FROM submission s WHERE s.waits_for = chain.id) linked(id)
           WHERE linked.id IS NOT NULL)
         SELECT id FROM chain LIMIT {LONGEST}"
    );
    let rows = session.query(&linked, &[&id]).await?;
    let mut ids: Vec<SubmissionId> = rows
        .iter()
        .map(|row| get(row, 0))
        .collect::<Result<_, _>>()?;
    if ids.len() < 2 {
        return Ok(Vec::new());
    }
    ids.sort_unstable();
    listed::of_ids(session, &ids).await
}

/// The latest entries of the journal, newest first.
pub(in crate::store::postgres) async fn journal(
    session: &Session,
    most: usize,
) -> Result<Vec<JournalEntry>, StoreError> {
    let sql = format!("{ENTRY} ORDER BY seq DESC LIMIT ?");
    let rows = Sql::new(sql, [limit(most as u64)]).rows(session).await?;
    rows.iter().map(entry).collect()
}

/// The entries behind this place, oldest first, as they stand there: whatever was done to them. Those
/// that share a place come together.
pub(in crate::store::postgres) async fn entries(
    session: &Session,
    after: i64,
    most: usize,
) -> Result<Vec<RawEntry>, StoreError> {
    let sql =
        "SELECT seq, coalesce(at, ?), coalesce(actor, ''), submission_id, coalesce(event, ''), from_state, to_state,
           reason, coalesce(prev_hash, ''), coalesce(hash, '')
         FROM journal WHERE seq > ? ORDER BY seq FETCH FIRST (?) ROWS WITH TIES";
    let values = [
        Value::Number(i64::MIN),
        Value::Number(after),
        limit(most as u64),
    ];
    let rows = Sql::new(sql, values).rows(session).await?;
    let raw = |row: &Row| {
        Ok(RawEntry {
            sequence: get(row, 0)?,
            at: get(row, 1)?,
            actor: get(row, 2)?,
            submission: get(row, 3)?,
            event: get(row, 4)?,
            from: get(row, 5)?,
            to: get(row, 6)?,
            reason: get(row, 7)?,
            before: get(row, 8)?,
            hash: get(row, 9)?,
        })
    };
    rows.iter().map(raw).collect()
}

/// Recomputes the chain from the first entry on, some entries at a time.
pub(in crate::store::postgres) async fn verify(
    session: &Session,
) -> Result<ChainCheck, StoreError> {
    Ok(verdict(session).await?.into())
}

/// The same with every flaw.
pub(in crate::store::postgres) async fn verdict(session: &Session) -> Result<Verdict, StoreError> {
    let mut verifier = Verifier::whole();
    let mut after = i64::MIN;
    loop {
        let page = entries(session, after, ENTRIES).await?;
        for entry in &page {
            verifier.see(entry);
        }
        match page.last() {
            Some(last) => after = last.sequence,
            None => return Ok(verifier.end()),
        }
    }
}

/// Failed tries, oldest first.
pub(in crate::store::postgres) async fn failed_tries(
    session: &Session,
    query: &TriesQuery,
) -> Result<Vec<FailedTry>, StoreError> {
    let moment = |moment: Timestamp| Value::Number(moment.as_millisecond());
    let (after, id) = query.after.unwrap_or((Timestamp::MIN, 0));
    let sql = format!(
        "{EXCHANGE}, e.id, e.submission_id, s.kind, s.reference, a.name
         FROM (SELECT * FROM exchange e WHERE {FAILED} AND e.opened_at >= ? AND e.opened_at < ?
              AND (e.opened_at, e.id) > (?, ?) ORDER BY e.opened_at, e.id LIMIT ?) e
         JOIN submission s ON s.id = e.submission_id JOIN account a ON a.id = s.account_id
         ORDER BY e.opened_at, e.id"
    );
    let values = [
        moment(query.since.unwrap_or(Timestamp::MIN)),
        moment(query.until.unwrap_or(Timestamp::MAX)),
        moment(after),
        Value::Number(id),
        limit(query.rows as u64),
    ];
    let rows = Sql::new(sql, values).rows(session).await?;
    let read = |row: &Row| {
        Ok(FailedTry {
            exchange: exchange(row)?,
            id: get(row, 8)?,
            submission: get(row, 9)?,
            kind: get(row, 10)?,
            reference: get(row, 11)?,
            account: get(row, 12)?,
        })
    };
    rows.iter().map(read).collect()
}

/// All drafts, latest first.
pub(in crate::store::postgres) async fn drafts(
    session: &Session,
) -> Result<Vec<KeptDraft>, StoreError> {
    let rows = session
        .query(
            "SELECT uid, document, origin, author, kept_at FROM draft ORDER BY kept_at DESC, uid",
            &[],
        )
        .await?;
    let read = |row: &Row| {
        let (uid, document): (&[u8], &str) = (get(row, 0)?, get(row, 1)?);
        Ok(KeptDraft {
            uid: Uuid::from_slice(uid).map_err(|_| failure::damaged("draft.uid"))?,
            draft: Draft::from_document(document)
                .ok_or_else(|| failure::damaged("draft.document"))?,
            origin: get(row, 2)?,
            by: get(row, 3)?,
            at: get::<Moment>(row, 4)?.0,
        })
    };
    rows.iter().map(read).collect()
}

/// The employers of our submissions, each once, the latest used first. Walks from one number to
/// the next in its index, however many submissions each has.
pub(in crate::store::postgres) async fn employers(
    session: &Session,
    most: usize,
) -> Result<Vec<String>, StoreError> {
    let sql = "WITH RECURSIVE known(employer) AS (
           (SELECT s.employer FROM submission s WHERE s.employer IS NOT NULL ORDER BY s.employer LIMIT 1)
           UNION ALL
           SELECT (SELECT s.employer FROM submission s WHERE s.employer > known.employer ORDER BY s.employer LIMIT 1)
           FROM known WHERE known.employer IS NOT NULL)
         SELECT employer FROM known WHERE employer IS NOT NULL
         ORDER BY (SELECT s.id FROM submission s WHERE s.employer = known.employer
           ORDER BY s.employer DESC, s.id DESC LIMIT 1) DESC
         LIMIT ?";
    Sql::new(sql, [limit(most as u64)]).column(session).await
}

fn exchange(row: &Row) -> Result<Exchange, StoreError> {
    let status: Option<i32> = get(row, 3)?;
    Ok(Exchange {
        method: get(row, 0)?,
        at: get::<Moment>(row, 1)?.0,
        duration_ms: get::<Option<i64>>(row, 2)?.map(i64::unsigned_abs),
        status: status
            .map(u16::try_from)
            .transpose()
            .map_err(|_| failure::damaged("exchange.status"))?,
        trace_id: get(row, 4)?,
        server_trace_id: get(row, 5)?,
        outcome: get(row, 6)?,
        detail: get(row, 7)?,
    })
}

fn entry(row: &Row) -> Result<JournalEntry, StoreError> {
    Ok(JournalEntry {
        sequence: get(row, 0)?,
        at: get::<Moment>(row, 1)?.0,
        actor: get(row, 2)?,
        submission: get(row, 3)?,
        event: get(row, 4)?,
        from: get(row, 5)?,
        to: get(row, 6)?,
        reason: get::<Option<Untrusted>>(row, 7)?,
    })
}
