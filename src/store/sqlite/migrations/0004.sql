-- Version 4: corrections. What a submission was made from, what it waits for, what a person
-- decided about its end, and the drafts from which declarations are made.

ALTER TABLE submission ADD COLUMN origin INTEGER REFERENCES submission;
-- It may not be sent before this one is accepted.
ALTER TABLE submission ADD COLUMN waits_for INTEGER REFERENCES submission;
ALTER TABLE submission ADD COLUMN decision TEXT CHECK(decision IN('replaced', 'kept', 'done'));
-- With the parts that are not sent. Rows of before have none.
ALTER TABLE body ADD COLUMN draft TEXT;

-- The codes of refusals are those that nobody has decided about.
CREATE TRIGGER anomaly_settled AFTER UPDATE OF decision ON submission
WHEN OLD.decision IS NULL AND NEW.decision IS NOT NULL AND NEW.state = 'refused'
BEGIN
  UPDATE refused_code SET rows = rows - 1
  WHERE code IN(SELECT code FROM anomaly WHERE submission_id = NEW.id);
END;

UPDATE submission SET decision = 'replaced'
WHERE id IN(SELECT supersedes FROM submission)
  AND state IN('accepted', 'accepted_warning', 'refused', 'rejected', 'not_taken');

CREATE INDEX by_origin ON submission(origin) WHERE origin IS NOT NULL;
CREATE INDEX by_awaited ON submission(waits_for) WHERE waits_for IS NOT NULL;
CREATE INDEX by_decision ON submission(decision, id) WHERE decision IS NOT NULL;
CREATE INDEX undecided ON submission(id)
  WHERE decision IS NULL AND state IN('accepted_warning', 'refused', 'rejected', 'not_taken');

CREATE TRIGGER submission_links_stay BEFORE UPDATE OF origin, waits_for ON submission
BEGIN SELECT RAISE(ABORT, 'what a submission is does not change'); END;
CREATE TRIGGER submission_links_back AFTER INSERT ON submission
WHEN NEW.origin >= NEW.id OR NEW.waits_for >= NEW.id
BEGIN SELECT RAISE(ABORT, 'made from or waiting for an earlier one'); END;

-- I8: nothing goes out before what it waits for is accepted, or has ended and a person released it.
CREATE TRIGGER submission_waits_from_the_start BEFORE INSERT ON submission
WHEN NEW.waits_for IS NOT NULL AND NEW.state <> 'held'
  AND (SELECT state FROM submission WHERE id = NEW.waits_for) NOT IN('accepted', 'accepted_warning')
BEGIN SELECT RAISE(ABORT, 'what it waits for is not accepted'); END;
CREATE TRIGGER submission_waits BEFORE UPDATE OF state ON submission
WHEN OLD.state = 'held' AND NEW.state = 'queued' AND NEW.waits_for IS NOT NULL
  AND (SELECT state FROM submission WHERE id = NEW.waits_for)
    NOT IN('accepted', 'accepted_warning', 'refused', 'rejected', 'not_taken', 'cancelled')
BEGIN SELECT RAISE(ABORT, 'what it waits for has not ended'); END;

CREATE TRIGGER submission_starts_undecided BEFORE INSERT ON submission
WHEN NEW.decision IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'only an end is decided about'); END;
CREATE TRIGGER submission_decided_at_its_end BEFORE UPDATE OF decision ON submission
WHEN NEW.decision IS NOT NULL
  AND NEW.state NOT IN('accepted', 'accepted_warning', 'refused', 'rejected', 'not_taken')
BEGIN SELECT RAISE(ABORT, 'only an end is decided about'); END;
CREATE TRIGGER submission_decided_once BEFORE UPDATE OF decision ON submission
WHEN OLD.decision IS NOT NULL AND NEW.decision IS NOT OLD.decision
BEGIN SELECT RAISE(ABORT, 'a decision stays'); END;
CREATE TRIGGER submission_decision_revision BEFORE UPDATE OF decision ON submission
WHEN NEW.rev <> OLD.rev + 1
BEGIN SELECT RAISE(ABORT, 'a change moves the revision by one'); END;

-- How many ends still need a person, kept like the counts of the states.
CREATE TABLE undecided_count(
  state TEXT PRIMARY KEY,
  rows INTEGER NOT NULL CHECK(rows >= 0)
) STRICT, WITHOUT ROWID;
INSERT INTO undecided_count(state, rows)
SELECT value, (SELECT count(*) FROM submission WHERE state = value AND decision IS NULL
    AND state IN('accepted_warning', 'refused', 'rejected', 'not_taken'))
FROM json_each('["accepted_warning", "refused", "rejected", "not_taken"]');

CREATE TRIGGER submission_undecided_from_the_start AFTER INSERT ON submission
WHEN NEW.state IN('accepted_warning', 'refused', 'rejected', 'not_taken')
BEGIN UPDATE undecided_count SET rows = rows + 1 WHERE state = NEW.state; END;
CREATE TRIGGER submission_undecided AFTER UPDATE OF state ON submission
WHEN NEW.state <> OLD.state AND NEW.state IN('accepted_warning', 'refused', 'rejected', 'not_taken')
BEGIN UPDATE undecided_count SET rows = rows + 1 WHERE state = NEW.state; END;
CREATE TRIGGER submission_decided AFTER UPDATE OF decision ON submission
WHEN OLD.decision IS NULL AND NEW.decision IS NOT NULL
BEGIN UPDATE undecided_count SET rows = rows - 1 WHERE state = NEW.state; END;

-- Declarations that somebody is still typing.
CREATE TABLE draft(
  uid BLOB PRIMARY KEY CHECK(length(uid) = 16),
  document TEXT NOT NULL,
  origin INTEGER REFERENCES submission,
  author TEXT NOT NULL,
  kept_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
