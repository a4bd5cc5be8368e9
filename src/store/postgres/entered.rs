//! The rows of new submissions: one statement, however many they are.

use jiff::Timestamp;

use super::enqueue::{Coming, replaced};
use super::session::ask;
use super::values::{Count, Day, Moment};
use super::writing::Writing;
use crate::domain::draft::Kind;
use crate::domain::ids::{PeriodId, Ssin, SubmissionId};
use crate::domain::lifecycle::StateKind;
use crate::domain::untrusted::Untrusted;
use crate::store::StoreError;
use crate::store::sqlite::change::payload_hash;

const ROWS: &str = "INSERT INTO submission(uid, account_id, kind, state, next_at, tries, business_key, dup_allowed, supersedes,
      reference, worker_type, employer, worker_name, ssin, start_date, end_date, deadline, period_id, origin, waits_for,
      created_by, created_at, updated_at)
    SELECT uid, account_id, kind, state, next_at, tries, business_key, dup_allowed, supersedes, reference, worker_type,
      employer, worker_name, ssin, start_date, end_date, deadline, period_id, origin, waits_for, $21, $22::bigint, $22
    FROM unnest($1::bytea[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bytea[],
      $8::boolean[], $9::bigint[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[],
      $16::text[], $17::bigint[], $18::bigint[], $19::bigint[], $20::bigint[]) WITH ORDINALITY
      AS new(uid, account_id, kind, state, next_at, tries, business_key, dup_allowed, supersedes, reference,
        worker_type, employer, worker_name, ssin, start_date, end_date, deadline, period_id, origin, waits_for, place)
    ORDER BY place RETURNING id";

const BODIES: &str = "INSERT INTO body(submission_id, payload, payload_sha256, draft)
    SELECT id, payload, hash, draft FROM unnest($1::bigint[], $2::text[], $3::bytea[], $4::text[])
      AS new(id, payload, hash, draft)";

/// The columns of new rows.
#[derive(Default)]
pub(super) struct Entered {
    actor: String,
    at: Timestamp,
    uid: Vec<Vec<u8>>,
    account: Vec<i64>,
    kind: Vec<Kind>,
    state: Vec<StateKind>,
    next_at: Vec<Option<Moment>>,
    tries: Vec<Count>,
    key: Vec<Vec<u8>>,
    is_allowed: Vec<bool>,
    supersedes: Vec<Option<SubmissionId>>,
    reference: Vec<Option<Untrusted>>,
    worker_type: Vec<Option<Untrusted>>,
    employer: Vec<Option<String>>,
    worker_name: Vec<Option<Untrusted>>,
    ssin: Vec<Option<Ssin>>,
    start: Vec<Option<Day>>,
    end: Vec<Option<Day>>,
    deadline: Vec<Option<Moment>>,
    period: Vec<Option<PeriodId>>,
    origin: Vec<Option<SubmissionId>>,
    awaited: Vec<Option<SubmissionId>>,
    payload: Vec<String>,
    hash: Vec<Vec<u8>>,
    draft: Vec<String>,
}

impl Entered {
    /// Those of these submissions.
    pub(super) fn of(coming: &[Coming<'_>], actor: &str, at: Timestamp) -> Self {
        let mut entered = Self {
            actor: actor.to_owned(),
            at,
            ..Self::default()
        };
        for one in coming {
            entered.one(one);
        }
        entered
    }

    fn one(&mut self, coming: &Coming<'_>) {
        let Coming { new, columns, .. } = coming;
        self.uid.push(new.uid.as_bytes().to_vec());
        self.account.push(coming.account);
        self.kind.push(new.kind);
        self.state.push(columns.state);
        self.next_at.push(columns.next_at.map(Moment));
        self.tries.push(Count(columns.tries));
        self.key.push(new.business_key.to_vec());
        self.is_allowed.push(coming.allowed.is_some());
        self.supersedes.push(replaced(new));
        self.reference.push(new.reference.clone());
        self.worker_type.push(new.worker_type.clone());
        self.employer.push(new.employer.clone());
        self.worker_name.push(new.worker_name.clone());
        self.ssin.push(new.ssin);
        self.start.push(new.start.map(Day));
        self.end.push(new.end.map(Day));
        self.deadline.push(new.deadline.map(Moment));
        self.period.push(new.period);
        self.origin.push(new.origin);
        self.awaited.push(coming.awaited());
        self.payload.push(new.payload.clone());
        self.hash.push(payload_hash(&new.payload).to_vec());
        self.draft.push(new.draft.document());
    }

    /// Writes them; their numbers, in the order in which they came.
    pub(super) async fn write(
        self,
        writing: &Writing<'_>,
    ) -> Result<Vec<SubmissionId>, StoreError> {
        let insert = ask!(
            ROWS,
            self.uid,
            self.account,
            self.kind,
            self.state,
            self.next_at,
            self.tries,
            self.key,
            self.is_allowed,
            self.supersedes,
            self.reference,
            self.worker_type,
            self.employer,
            self.worker_name,
            self.ssin,
            self.start,
            self.end,
            self.deadline,
            self.period,
            self.origin,
            self.awaited,
            self.actor,
            Moment(self.at),
        );
        let [rows] = writing.together([Some(insert)]).await?;
        let ids = rows.iter().map(|row| row.try_get(0));
        let ids: Vec<SubmissionId> = ids.collect::<Result<_, _>>()?;
        let bodies = ask!(BODIES, ids.clone(), self.payload, self.hash, self.draft);
        writing.later(bodies.changing(ids.len()));
        Ok(ids)
    }
}
