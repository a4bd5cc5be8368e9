-- Version 5: a queue of a million rows is read as fast as one of a thousand. What is counted for
-- a page is kept, and every term of a filter has an index that gives its rows by number.

-- Filters by worker type and account, in the order of numbers. Neither ever changes, and numbers
-- grow: both are only appended to.
CREATE INDEX by_worker_type ON submission(worker_type, id) WHERE worker_type IS NOT NULL;
CREATE INDEX by_account ON submission(account_id, id);
-- Lost answers are rare; without it, finding the few takes reading all.
CREATE INDEX looked_up ON submission(id) WHERE look_ups > 0;
-- All others stay. by_life gives a state by number and the order of states, by_life_updated a
-- state by its last change: neither can do the other's work without sorting.

-- How many submissions there are of each combination of what has few values. A worker type that
-- is not of the usual form counts as none: nobody can make this table long. Recomputed:
--   DELETE FROM tally; then the INSERT … SELECT below.
CREATE TABLE tally(
  state TEXT NOT NULL,
  decision TEXT NOT NULL,                 -- empty for none
  kind TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  worker_type TEXT NOT NULL,              -- empty for none, and for one of another form
  rows INTEGER NOT NULL CHECK(rows >= 0),
  PRIMARY KEY(state, decision, kind, account_id, worker_type)
) STRICT, WITHOUT ROWID;
INSERT INTO tally(state, decision, kind, account_id, worker_type, rows)
SELECT state, coalesce(decision, ''), kind, account_id,
  CASE WHEN worker_type GLOB '[A-Z][A-Z0-9][A-Z0-9]' THEN worker_type ELSE '' END AS plain, count(*)
FROM submission GROUP BY 1, 2, 3, 4, 5;

CREATE TRIGGER submission_tallied AFTER INSERT ON submission
BEGIN
  INSERT INTO tally(state, decision, kind, account_id, worker_type, rows)
  VALUES(NEW.state, coalesce(NEW.decision, ''), NEW.kind, NEW.account_id,
    CASE WHEN NEW.worker_type GLOB '[A-Z][A-Z0-9][A-Z0-9]' THEN NEW.worker_type ELSE '' END, 1)
  ON CONFLICT DO UPDATE SET rows = rows + 1;
END;
CREATE TRIGGER submission_tallied_again AFTER UPDATE OF state, decision, worker_type ON submission
WHEN (NEW.state, NEW.decision, NEW.worker_type) IS NOT (OLD.state, OLD.decision, OLD.worker_type)
BEGIN
  UPDATE tally SET rows = rows - 1
  WHERE state = OLD.state AND decision = coalesce(OLD.decision, '') AND kind = OLD.kind AND account_id = OLD.account_id
    AND worker_type = CASE WHEN OLD.worker_type GLOB '[A-Z][A-Z0-9][A-Z0-9]' THEN OLD.worker_type ELSE '' END;
  INSERT INTO tally(state, decision, kind, account_id, worker_type, rows)
  VALUES(NEW.state, coalesce(NEW.decision, ''), NEW.kind, NEW.account_id,
    CASE WHEN NEW.worker_type GLOB '[A-Z][A-Z0-9][A-Z0-9]' THEN NEW.worker_type ELSE '' END, 1)
  ON CONFLICT DO UPDATE SET rows = rows + 1;
END;

-- How many submissions an employer has, under each way of writing its number. Recomputed:
--   DELETE FROM employer_tally; then the INSERT … SELECT below.
CREATE TABLE employer_tally(
  digits TEXT NOT NULL,
  employer TEXT NOT NULL,
  rows INTEGER NOT NULL CHECK(rows >= 0),
  PRIMARY KEY(digits, employer)
) STRICT, WITHOUT ROWID;
INSERT INTO employer_tally(digits, employer, rows)
SELECT employer_digits, employer, count(*) FROM submission WHERE employer IS NOT NULL GROUP BY 1, 2;

CREATE TRIGGER submission_of_employer AFTER INSERT ON submission
WHEN NEW.employer IS NOT NULL
BEGIN
  INSERT INTO employer_tally(digits, employer, rows) VALUES(NEW.employer_digits, NEW.employer, 1)
  ON CONFLICT DO UPDATE SET rows = rows + 1;
END;
CREATE TRIGGER submission_of_other_employer AFTER UPDATE OF employer ON submission
WHEN NEW.employer IS NOT OLD.employer
BEGIN
  UPDATE employer_tally SET rows = rows - 1 WHERE digits = OLD.employer_digits AND employer = OLD.employer;
  INSERT INTO employer_tally(digits, employer, rows)
  SELECT NEW.employer_digits, NEW.employer, 1 WHERE NEW.employer IS NOT NULL
  ON CONFLICT DO UPDATE SET rows = rows + 1;
END;

-- How many submissions were settled in each hour since 1970. Whole hours are enough: midnights
-- lie on them. Recomputed:
--   DELETE FROM settled_tally; then the INSERT … SELECT below.
CREATE TABLE settled_tally(
  hour INTEGER NOT NULL,
  state TEXT NOT NULL,
  rows INTEGER NOT NULL CHECK(rows >= 0),
  PRIMARY KEY(hour, state)
) STRICT, WITHOUT ROWID;
INSERT INTO settled_tally(hour, state, rows)
SELECT updated_at / 3600000, state, count(*) FROM submission
WHERE state IN('accepted', 'accepted_warning', 'refused', 'rejected', 'not_taken', 'cancelled') GROUP BY 1, 2;

CREATE TRIGGER submission_settled_from_the_start AFTER INSERT ON submission
WHEN NEW.state IN('accepted', 'accepted_warning', 'refused', 'rejected', 'not_taken', 'cancelled')
BEGIN
  INSERT INTO settled_tally(hour, state, rows) VALUES(NEW.updated_at / 3600000, NEW.state, 1)
  ON CONFLICT DO UPDATE SET rows = rows + 1;
END;
-- No edge leads out of a final state, and no change of one moves its moment.
CREATE TRIGGER submission_settled AFTER UPDATE OF state ON submission
WHEN NEW.state <> OLD.state
  AND NEW.state IN('accepted', 'accepted_warning', 'refused', 'rejected', 'not_taken', 'cancelled')
BEGIN
  INSERT INTO settled_tally(hour, state, rows) VALUES(NEW.updated_at / 3600000, NEW.state, 1)
  ON CONFLICT DO UPDATE SET rows = rows + 1;
END;
