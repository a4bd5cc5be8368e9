//! Fills a new file with submissions whose lives are over or under way: a test bed of any size.
//!
//! Every state is one that [`lifecycle::apply`] gives, and every row passes the constraints and
//! guards of the schema, which count along. What makes it fast: the indexes are built when
//! everything is in, and nothing is synced before the file is whole. Until then it has another
//! name, so that nobody ever meets half of it.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::backup::WorkFile;
use super::columns::Columns;
use super::fill_later::{Deed, Later};
use super::journal::{Happening, Journal};
use super::values::{Day, Moment, whole};
use super::{OpenOptions, SqliteStore, account, change, decision, failure, fill_schema, rows};
use crate::domain::ids::{PeriodId, Ssin, SubmissionId};
use crate::domain::lifecycle::{self, Event, State};
use crate::domain::problem::{Problem, ProblemClass};
use crate::domain::text::Text;
use crate::store::{Change, NewSubmission, Settling, StoreError};

/// The only worker of a filled file.
const WORKER: &str = "demo";
/// The epoch of its lease.
pub(super) const EPOCH: i64 = 1;

/// A submission with everything that happened to it.
#[derive(Debug, Clone)]
pub struct Life {
    /// What was put in.
    pub new: NewSubmission,
    /// Who put it in.
    pub actor: String,
    /// When.
    pub at: Timestamp,
    /// What happened then, in that order. Row and revision are filled in.
    pub changes: Vec<Change>,
    /// What a person decided about its end. Row and revision are filled in.
    pub settling: Option<Settling>,
    /// Nothing is due before this moment, whatever the schedule says.
    pub rests_until: Option<Timestamp>,
}

/// Fills a new file.
#[derive(Debug)]
pub struct Filler {
    path: PathBuf,
    /// Removed with the filler.
    work: WorkFile,
}

impl Filler {
    /// Begins a file. A place where there is one already is refused and left as it is.
    pub fn create(path: &Path, environment: &str) -> Result<Self, Problem> {
        if path.symlink_metadata().is_ok() {
            return Err(taken(path));
        }
        let work = WorkFile::beside(path, ".filling");
        let options = OpenOptions {
            environment,
            read_only: false,
        };
        SqliteStore::open(&work.0, options)?;
        Ok(Self {
            path: path.to_owned(),
            work,
        })
    }

    /// Puts everything in, oldest first, and gives the file its name.
    /// `told` hears after each submission how many are in.
    pub fn fill(
        self,
        lives: impl IntoIterator<Item = Life>,
        mut told: impl FnMut(u64),
    ) -> Result<(), StoreError> {
        let connection = Connection::open(&self.work.0)?;
        connection.set_prepared_statement_cache_capacity(64);
        connection.execute_batch(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
             PRAGMA foreign_keys = ON; PRAGMA cache_size = -49152; PRAGMA temp_store = FILE; BEGIN;",
        )?;
        let left_out = fill_schema::take_out(&connection)?;
        let mut filling = Filling::begin(&connection)?;
        for (done, life) in (1..).zip(lives) {
            filling.put(&life)?;
            told(done);
        }
        filling.end()?;
        left_out.put_back(&connection)?;
        connection
            .execute_batch("COMMIT; PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL;")?;
        connection.close().map_err(|(_, error)| error)?;
        self.name()?;
        Ok(())
    }

    /// Never over a file that came meanwhile.
    fn name(&self) -> Result<(), Problem> {
        let of_system = |error: &std::io::Error| failure::of_system(&self.path, error);
        let whole = fs::File::open(&self.work.0).map_err(|error| of_system(&error))?;
        whole.sync_all().map_err(|error| of_system(&error))?;
        fs::hard_link(&self.work.0, &self.path).map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => taken(&self.path),
            _ => of_system(&error),
        })
    }
}

fn taken(path: &Path) -> Problem {
    Problem::new(
        ProblemClass::Usage,
        Text::new("store-fill-taken").with("path", failure::shown(path)),
    )
    .hint(Text::new("store-fill-taken-hint"))
}

/// The file while it is being filled.
struct Filling<'a> {
    connection: &'a Connection,
    journal: Journal<'a>,
    later: Later,
    accounts: HashMap<String, i64>,
}

/// What a life made of the row.
struct Outcome {
    columns: Columns,
    revision: i64,
    attempts: i64,
    attempted_at: Option<Timestamp>,
    submitted_at: Option<Timestamp>,
    updated_at: Timestamp,
    period: Option<PeriodId>,
    ssin: Option<Ssin>,
}

impl<'a> Filling<'a> {
    fn begin(connection: &'a Connection) -> Result<Self, StoreError> {
        connection.execute(
            "INSERT INTO lease(name, epoch, worker, host, pid, since) VALUES('worker', ?1, ?2, ?2, 0, 0)",
            params![EPOCH, WORKER],
        )?;
        Ok(Self {
            connection,
            journal: Journal::open(connection)?,
            later: Later::default(),
            accounts: HashMap::new(),
        })
    }

    /// The row as it ends, and its first entry; the rest follows when its time has come, so
    /// that the journal tells everything in the order in which it happened.
    fn put(&mut self, life: &Life) -> Result<SubmissionId, StoreError> {
        let at = whole(life.at);
        self.catch_up(Some(at))?;
        let queued = lifecycle::apply(&State::Draft, &Event::Enqueued, at)?;
        let (outcome, deeds) = live(life, queued.clone())?;
        let id = self.insert(life, &outcome)?;
        self.journal.append(&Happening {
            at,
            actor: &life.actor,
            submission: Some(id),
            event: Event::Enqueued.name(),
            from: None,
            to: Some(queued.kind()),
            reason: life.new.duplicate_reason.as_deref(),
        })?;
        if let Some(replaced) = life.new.supersedes {
            let by = (id, &*life.actor, at);
            decision::replace(self.connection, &mut self.journal, replaced, by)?;
        }
        for (at, deed) in deeds {
            self.later.push(at, id, deed);
        }
        Ok(id)
    }

    /// Writes down what happened until then.
    fn catch_up(&mut self, until: Option<Timestamp>) -> Result<(), StoreError> {
        while let Some((id, at, deed)) = self.later.next(until) {
            deed.write(self.connection, &mut self.journal, id, at)?;
        }
        Ok(())
    }

    fn end(mut self) -> Result<(), StoreError> {
        self.catch_up(None)
    }

    fn account(&mut self, name: &str) -> Result<i64, StoreError> {
        if let Some(&id) = self.accounts.get(name) {
            return Ok(id);
        }
        let id = account::row_of(self.connection, name)?;
        self.accounts.insert(name.to_owned(), id);
        Ok(id)
    }

    fn insert(&mut self, life: &Life, outcome: &Outcome) -> Result<SubmissionId, StoreError> {
        let new = &life.new;
        let account = self.account(&new.account)?;
        let awaited = match new.waits_for {
            Some(uid) => rows::of_uid(self.connection, uid)?.map(|(id, _)| id),
            None => None,
        };
        let columns = &outcome.columns;
        self.connection
            .prepare_cached(
                "INSERT INTO submission(uid, account_id, kind, rev, state, next_at, since, doubt, tries, look_ups,
                    polls, decl_id, settled_period_id, attempts, attempted_at, submitted_at, period_id, created_at,
                    updated_at, business_key, dup_allowed, supersedes, created_by, reference, worker_type, employer,
                    worker_name, ssin, start_date, end_date, deadline, origin, waits_for)
                 VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
                    ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33)",
            )?
            .execute(params![
                new.uid.as_bytes(),
                account,
                new.kind,
                outcome.revision,
                columns.state,
                columns.next_at.map(Moment),
                columns.since.map(Moment),
                columns.doubt,
                columns.tries,
                columns.look_ups,
                columns.polls,
                columns.declaration,
                columns.settled_period,
                outcome.attempts,
                outcome.attempted_at.map(Moment),
                outcome.submitted_at.map(Moment),
                outcome.period,
                Moment(whole(life.at)),
                Moment(outcome.updated_at),
                new.business_key,
                new.duplicate_reason.is_some(),
                new.supersedes,
                life.actor,
                new.reference,
                new.worker_type,
                new.employer,
                new.worker_name,
                outcome.ssin,
                new.start.map(Day),
                new.end.map(Day),
                new.deadline.map(Moment),
                new.origin,
                awaited,
            ])?;
        let id = SubmissionId(self.connection.last_insert_rowid());
        self.insert_body(id, life)?;
        Ok(id)
    }

    fn insert_body(&self, id: SubmissionId, life: &Life) -> Result<(), StoreError> {
        let answer = life
            .changes
            .iter()
            .rev()
            .find_map(|change| change.answer.as_ref());
        self.connection
            .prepare_cached(
                "INSERT INTO body(submission_id, payload, payload_sha256, draft, answer, anomalies)
                 VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                id,
                life.new.payload,
                change::payload_hash(&life.new.payload),
                life.new.draft.document(),
                answer.map(|answer| &answer.raw),
                answer.map(change::anomalies).transpose()?,
            ])?;
        if let Some(answer) = answer {
            change::index_codes(self.connection, id, answer)?;
        }
        Ok(())
    }
}

/// Lives through all changes: the row as it ends, and what is to be written down at which time.
fn live(life: &Life, queued: State) -> Result<(Outcome, Vec<(Timestamp, Deed)>), StoreError> {
    let mut outcome = Outcome {
        columns: Columns::new(&queued),
        revision: 0,
        attempts: 0,
        attempted_at: None,
        submitted_at: None,
        updated_at: whole(life.at),
        period: life.new.period,
        ssin: life.new.ssin,
    };
    let mut state = queued;
    let mut deeds: Vec<(Timestamp, Deed)> = Vec::with_capacity(life.changes.len() + 1);
    for change in &life.changes {
        let at = whole(change.at);
        let next = lifecycle::apply(&state, &change.event, at)?;
        outcome.follow(change, &next, at);
        let deed = Deed::of(change, state.kind(), next.kind());
        if let (false, Some(told)) = (deed.is_post(), deed.post_outcome) {
            // A search or a person says what became of the POST of before.
            let post = deeds.iter_mut().rev().find(|(_, deed)| deed.is_post());
            if let Some((_, post)) = post {
                post.post_outcome = Some(told);
            }
        }
        deeds.push((at, deed));
        state = next;
    }
    if let (Some(moment), Some(rest)) = (&mut outcome.columns.next_at, life.rests_until) {
        *moment = rest.max(*moment);
    }
    if let Some(settling) = &life.settling {
        let event = decision::event(settling.decision).ok_or(StoreError::Settled(settling.id))?;
        let deed = Deed::of_settling(settling, event, state.kind());
        deeds.push((whole(settling.at), deed));
    }
    Ok((outcome, deeds))
}

impl Outcome {
    /// What the row's columns become, as when the change is recorded by itself.
    fn follow(&mut self, change: &Change, next: &State, at: Timestamp) {
        self.columns = self.columns.followed_by(next);
        change::count_what_the_state_does_not(&mut self.columns, change);
        self.revision += 1;
        if change.event == Event::Claimed {
            self.attempts += 1;
            self.attempted_at = Some(at);
        }
        if let State::Submitted { since, .. } = *next {
            self.submitted_at.get_or_insert(since);
        }
        if !matches!(change.event, Event::Polled { .. }) {
            self.updated_at = at;
        }
        self.period = change::period_told(change).or(self.period);
        self.ssin = self
            .ssin
            .or(change.answer.as_ref().and_then(|answer| answer.ssin));
    }
}
