-- The queue, version 1. Times are UTC milliseconds since 1970, dates ISO 8601 text.
-- What must never happen is refused here, whoever writes (I1 to I7 of the store's seam).

CREATE TABLE meta(
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  held_reason TEXT                        -- nothing is sent while there is one
) STRICT;

-- Who sends and polls. Whether it lives is told by the lock beside the file, never by a clock.
CREATE TABLE lease(
  name TEXT PRIMARY KEY CHECK(name = 'worker'),
  epoch INTEGER NOT NULL,
  worker TEXT NOT NULL,
  host TEXT NOT NULL,
  pid INTEGER NOT NULL,
  since INTEGER NOT NULL
) STRICT;

CREATE TRIGGER lease_epoch_grows BEFORE UPDATE ON lease
WHEN NEW.epoch <> OLD.epoch + 1
BEGIN SELECT RAISE(ABORT, 'the epoch of a lease grows by one'); END;

CREATE TABLE submission(
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK(length(uid) = 16),
  account_id INTEGER NOT NULL REFERENCES account,
  kind TEXT NOT NULL CHECK(kind IN('in', 'out', 'update', 'cancel')),
  rev INTEGER NOT NULL DEFAULT 0,

  -- The state, and what is true in it.
  state TEXT NOT NULL CHECK(state IN('draft', 'queued', 'held', 'sending', 'in_doubt', 'submitted', 'waiting',
    'accepted', 'accepted_warning', 'refused', 'rejected', 'not_taken', 'cancelled')),
  next_at INTEGER,
  since INTEGER,
  doubt TEXT CHECK(doubt IN('answer_lost', 'unclear_answer', 'taken_no_number', 'worker_died')),
  tries INTEGER NOT NULL DEFAULT 0 CHECK(tries >= 0),
  look_ups INTEGER NOT NULL DEFAULT 0 CHECK(look_ups >= 0),
  polls INTEGER NOT NULL DEFAULT 0 CHECK(polls >= 0),
  decl_id INTEGER CHECK(decl_id > 0),
  settled_period_id INTEGER,              -- the period as the verdict gave it

  -- What follows from its history.
  attempts INTEGER NOT NULL DEFAULT 0,
  attempted_at INTEGER,
  submitted_at INTEGER,
  period_id INTEGER,                      -- created or touched: the answer's, else the caller's
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,            -- a poll without a verdict does not count as a change

  -- What the caller gave.
  business_key BLOB NOT NULL CHECK(length(business_key) = 32),
  dup_allowed INTEGER NOT NULL DEFAULT 0 CHECK(dup_allowed IN(0, 1)),
  supersedes INTEGER UNIQUE REFERENCES submission,
  created_by TEXT NOT NULL,
  reference TEXT COLLATE NOCASE,
  worker_type TEXT,
  employer TEXT,
  worker_name TEXT COLLATE NOCASE,
  ssin TEXT,
  start_date TEXT,
  end_date TEXT,

  employer_digits TEXT AS (replace(replace(replace(replace(employer, '.', ''), '-', ''), '/', ''), ' ', '')) VIRTUAL,
  life INTEGER AS (CASE state WHEN 'draft' THEN 0 WHEN 'queued' THEN 1 WHEN 'held' THEN 2 WHEN 'sending' THEN 3
    WHEN 'in_doubt' THEN 4 WHEN 'submitted' THEN 5 WHEN 'waiting' THEN 6 WHEN 'accepted' THEN 7
    WHEN 'accepted_warning' THEN 8 WHEN 'refused' THEN 9 WHEN 'rejected' THEN 10 WHEN 'not_taken' THEN 11
    ELSE 12 END) VIRTUAL,
  kind_order INTEGER AS (CASE kind WHEN 'in' THEN 0 WHEN 'out' THEN 1 WHEN 'update' THEN 2 ELSE 3 END) VIRTUAL,

  CHECK((decl_id IS NOT NULL) = (state IN('submitted', 'waiting', 'accepted', 'accepted_warning', 'refused'))),
  CHECK((submitted_at IS NOT NULL) = (decl_id IS NOT NULL)),
  CHECK((doubt IS NOT NULL) = (state = 'in_doubt')),
  CHECK((since IS NOT NULL) = (state IN('sending', 'in_doubt', 'submitted', 'waiting'))),
  CHECK(next_at IS NOT NULL OR state NOT IN('queued', 'in_doubt')),
  CHECK(next_at IS NULL OR state IN('queued', 'in_doubt', 'submitted', 'waiting')),
  CHECK(settled_period_id IS NULL OR state IN('accepted', 'accepted_warning', 'refused'))
) STRICT;

-- I6: one live submission per business key, save for duplicates that a person allowed.
CREATE UNIQUE INDEX one_live ON submission(account_id, business_key)
  WHERE dup_allowed = 0 AND state NOT IN('draft', 'refused', 'rejected', 'not_taken', 'cancelled');
CREATE INDEX allowed_duplicate ON submission(account_id, business_key)
  WHERE dup_allowed = 1 AND state NOT IN('draft', 'refused', 'rejected', 'not_taken', 'cancelled');
-- A number of the NSSO belongs to one submission.
CREATE UNIQUE INDEX one_decl ON submission(decl_id) WHERE decl_id IS NOT NULL;

CREATE INDEX due_to_send ON submission(account_id, next_at, id) WHERE state = 'queued';
CREATE INDEX due_to_ask ON submission(next_at, id) WHERE state IN('in_doubt', 'submitted', 'waiting');
CREATE INDEX being_sent ON submission(id) WHERE state = 'sending';
CREATE INDEX doubts ON submission(since) WHERE state = 'in_doubt';
CREATE INDEX verdicts ON submission(updated_at) WHERE state IN('accepted', 'accepted_warning', 'refused');
CREATE INDEX by_submitted ON submission(submitted_at) WHERE submitted_at IS NOT NULL;
CREATE INDEX by_period ON submission(period_id, id) WHERE period_id IS NOT NULL;
CREATE INDEX by_life_updated ON submission(life, updated_at);
CREATE INDEX by_life ON submission(life, id);
CREATE INDEX by_kind ON submission(kind_order, id);
CREATE INDEX by_updated ON submission(updated_at, id);
CREATE INDEX by_next ON submission(next_at, id);
CREATE INDEX by_start ON submission(start_date, id);
CREATE INDEX by_employer ON submission(employer, id);
CREATE INDEX by_employer_digits ON submission(employer_digits, id);
CREATE INDEX by_worker ON submission(worker_name, id);
CREATE INDEX by_reference ON submission(reference, id);
CREATE INDEX by_ssin ON submission(ssin, id) WHERE ssin IS NOT NULL;

-- I4, and every other edge that the lifecycle does not know.
CREATE TRIGGER submission_edges BEFORE UPDATE OF state ON submission
WHEN NEW.state <> OLD.state AND OLD.state || '>' || NEW.state NOT IN(
  'draft>queued', 'draft>cancelled',
  'queued>sending', 'queued>held', 'queued>cancelled',
  'held>queued', 'held>cancelled',
  'sending>submitted', 'sending>queued', 'sending>rejected', 'sending>in_doubt',
  'in_doubt>submitted', 'in_doubt>not_taken',
  'submitted>waiting', 'submitted>accepted', 'submitted>accepted_warning', 'submitted>refused',
  'waiting>accepted', 'waiting>accepted_warning', 'waiting>refused')
BEGIN SELECT RAISE(ABORT, 'no such edge'); END;

-- I2: every change moves the revision by one.
CREATE TRIGGER submission_revision BEFORE UPDATE OF state, rev, next_at, since, doubt, tries, look_ups, polls, decl_id
ON submission WHEN NEW.rev <> OLD.rev + 1
BEGIN SELECT RAISE(ABORT, 'a change moves the revision by one'); END;

CREATE TRIGGER submission_number_stays BEFORE UPDATE OF decl_id ON submission
WHEN OLD.decl_id IS NOT NULL AND NEW.decl_id IS NOT OLD.decl_id
BEGIN SELECT RAISE(ABORT, 'a number once given stays'); END;

CREATE TRIGGER submission_identity_stays
BEFORE UPDATE OF id, uid, account_id, kind, business_key, dup_allowed, supersedes, created_at ON submission
BEGIN SELECT RAISE(ABORT, 'what a submission is does not change'); END;

CREATE TRIGGER submission_stays BEFORE DELETE ON submission
BEGIN SELECT RAISE(ABORT, 'submissions are never removed'); END;

-- The long texts, apart so that lists read small rows.
CREATE TABLE body(
  submission_id INTEGER PRIMARY KEY REFERENCES submission,
  payload TEXT,
  payload_sha256 BLOB NOT NULL CHECK(length(payload_sha256) = 32),
  answer TEXT,
  anomalies TEXT
) STRICT;

CREATE TABLE anomaly(
  submission_id INTEGER NOT NULL REFERENCES submission,
  position INTEGER NOT NULL,
  code TEXT NOT NULL,
  PRIMARY KEY(submission_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX anomaly_by_code ON anomaly(code, submission_id);

-- How many submissions stand where, kept so that nobody counts a million rows.
CREATE TABLE state_count(
  state TEXT PRIMARY KEY,
  rows INTEGER NOT NULL CHECK(rows >= 0)
) STRICT, WITHOUT ROWID;
INSERT INTO state_count(state, rows) VALUES
  ('draft', 0), ('queued', 0), ('held', 0), ('sending', 0), ('in_doubt', 0), ('submitted', 0), ('waiting', 0),
  ('accepted', 0), ('accepted_warning', 0), ('refused', 0), ('rejected', 0), ('not_taken', 0), ('cancelled', 0);

CREATE TRIGGER submission_counted AFTER INSERT ON submission
BEGIN UPDATE state_count SET rows = rows + 1 WHERE state = NEW.state; END;
CREATE TRIGGER submission_recounted AFTER UPDATE OF state ON submission WHEN NEW.state <> OLD.state
BEGIN
  UPDATE state_count SET rows = rows - 1 WHERE state = OLD.state;
  UPDATE state_count SET rows = rows + 1 WHERE state = NEW.state;
END;

-- The same for the anomaly codes of refused submissions; refused is final, so it only grows.
CREATE TABLE refused_code(
  code TEXT PRIMARY KEY,
  rows INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER anomaly_counted AFTER INSERT ON anomaly
WHEN (SELECT state FROM submission WHERE id = NEW.submission_id) = 'refused'
  AND NOT EXISTS(SELECT 1 FROM anomaly
    WHERE submission_id = NEW.submission_id AND code = NEW.code AND position <> NEW.position)
BEGIN
  INSERT INTO refused_code(code, rows) VALUES(NEW.code, 1) ON CONFLICT(code) DO UPDATE SET rows = rows + 1;
END;

-- Every exchange with the NSSO. A POST is written before it is sent and closed after it.
CREATE TABLE exchange(
  id INTEGER PRIMARY KEY,
  submission_id INTEGER NOT NULL REFERENCES submission,
  method TEXT NOT NULL CHECK(method IN('POST', 'GET', 'SEARCH')),
  worker TEXT NOT NULL,
  epoch INTEGER CHECK((epoch IS NOT NULL) = (method = 'POST')),
  trace_id TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  duration_ms INTEGER,
  status INTEGER,
  server_trace_id TEXT,
  location TEXT,
  outcome TEXT CHECK(method <> 'POST' OR outcome IN('taken', 'not_taken', 'unknown')),
  detail TEXT,
  CHECK(method = 'POST' OR outcome IS NOT NULL)
) STRICT;
CREATE INDEX exchange_of ON exchange(submission_id, opened_at, id);
-- I1: a second POST beside one that is open, taken or unknown cannot even be written down.
CREATE UNIQUE INDEX one_open ON exchange(submission_id)
  WHERE method = 'POST' AND (outcome IS NULL OR outcome IN('taken', 'unknown'));

-- The GETs under way. Whoever takes over from a dead worker learns here what was asked just
-- before, and does not ask again ahead of the schedule.
CREATE TABLE asking(
  submission_id INTEGER PRIMARY KEY REFERENCES submission,
  asked_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER exchange_under_lease BEFORE INSERT ON exchange
WHEN NEW.method = 'POST' AND NEW.epoch IS NOT (SELECT epoch FROM lease WHERE name = 'worker')
BEGIN SELECT RAISE(ABORT, 'the lease has moved on'); END;
CREATE TRIGGER exchange_closed_once BEFORE UPDATE OF outcome ON exchange
WHEN OLD.outcome IN('taken', 'not_taken') AND NEW.outcome IS NOT OLD.outcome
BEGIN SELECT RAISE(ABORT, 'a known outcome stays'); END;
CREATE TRIGGER exchange_stays BEFORE DELETE ON exchange
BEGIN SELECT RAISE(ABORT, 'exchanges are never removed'); END;

-- I7: append-only, each entry holds the hash of the one before.
CREATE TABLE journal(
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  submission_id INTEGER REFERENCES submission,
  event TEXT NOT NULL,
  from_state TEXT,
  to_state TEXT,
  reason TEXT,
  prev_hash BLOB NOT NULL CHECK(length(prev_hash) = 32),
  hash BLOB NOT NULL CHECK(length(hash) = 32)
) STRICT;
CREATE INDEX journal_of ON journal(submission_id, seq) WHERE submission_id IS NOT NULL;

CREATE TRIGGER journal_appends BEFORE INSERT ON journal
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM journal)
  OR NEW.prev_hash <> coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), zeroblob(32))
BEGIN SELECT RAISE(ABORT, 'the journal is only appended to'); END;
CREATE TRIGGER journal_unchanged BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER journal_stays BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is never shortened'); END;

-- Any part of these texts, three characters or more.
CREATE VIRTUAL TABLE find USING fts5(worker_name, reference, employer, employer_digits, decl_id,
  content = 'submission', content_rowid = 'id', tokenize = 'trigram');
-- Words of a removed text leave the index at once, not at some later merge.
INSERT INTO find(find, rank) VALUES('secure-delete', 1);

CREATE TRIGGER submission_found AFTER INSERT ON submission
BEGIN
  INSERT INTO find(rowid, worker_name, reference, employer, employer_digits, decl_id)
  VALUES(NEW.id, NEW.worker_name, NEW.reference, NEW.employer, NEW.employer_digits, NEW.decl_id);
END;
CREATE TRIGGER submission_found_again AFTER UPDATE OF worker_name, reference, employer, decl_id ON submission
WHEN (NEW.worker_name, NEW.reference, NEW.employer, NEW.decl_id)
  IS NOT (OLD.worker_name, OLD.reference, OLD.employer, OLD.decl_id)
BEGIN
  INSERT INTO find(find, rowid, worker_name, reference, employer, employer_digits, decl_id)
  VALUES('delete', OLD.id, OLD.worker_name, OLD.reference, OLD.employer, OLD.employer_digits, OLD.decl_id);
  INSERT INTO find(rowid, worker_name, reference, employer, employer_digits, decl_id)
  VALUES(NEW.id, NEW.worker_name, NEW.reference, NEW.employer, NEW.employer_digits, NEW.decl_id);
END;
