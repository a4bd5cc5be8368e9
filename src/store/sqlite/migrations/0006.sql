-- Version 6: a change of state costs less. SQLite builds a table for every IN(…) of three values
-- or more each time that it evaluates one, and a change of state evaluated twenty: what is said of
-- states here is said with OR. Queries that want a partial index spell its condition the same way.

-- The conditions of the tables mean what they meant; only their words change. They are in the
-- text of the schema, which the caller lets a migration edit.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(replace(replace(replace(replace(replace(sql,
  'CHECK(state IN(''draft'', ''queued'', ''held'', ''sending'', ''in_doubt'', ''submitted'', ''waiting'',
    ''accepted'', ''accepted_warning'', ''refused'', ''rejected'', ''not_taken'', ''cancelled''))',
  'CHECK(state = ''accepted'' OR state = ''submitted'' OR state = ''sending'' OR state = ''queued''
    OR state = ''draft'' OR state = ''held'' OR state = ''in_doubt'' OR state = ''waiting'' OR state = ''accepted_warning''
    OR state = ''refused'' OR state = ''rejected'' OR state = ''not_taken'' OR state = ''cancelled'')'),
  'CHECK(doubt IN(''answer_lost'', ''unclear_answer'', ''taken_no_number'', ''worker_died''))',
  'CHECK(doubt = ''answer_lost'' OR doubt = ''unclear_answer'' OR doubt = ''taken_no_number'' OR doubt = ''worker_died'')'),
  'CHECK((decl_id IS NOT NULL) = (state IN(''submitted'', ''waiting'', ''accepted'', ''accepted_warning'', ''refused'')))',
  'CHECK((decl_id IS NOT NULL) = (state = ''accepted'' OR state = ''submitted'' OR state = ''waiting''
    OR state = ''accepted_warning'' OR state = ''refused''))'),
  'CHECK((since IS NOT NULL) = (state IN(''sending'', ''in_doubt'', ''submitted'', ''waiting'')))',
  'CHECK((since IS NOT NULL) = (state = ''submitted'' OR state = ''sending'' OR state = ''in_doubt'' OR state = ''waiting''))'),
  'CHECK(next_at IS NULL OR state IN(''queued'', ''in_doubt'', ''submitted'', ''waiting''))',
  'CHECK(next_at IS NULL OR state = ''submitted'' OR state = ''queued'' OR state = ''in_doubt'' OR state = ''waiting'')'),
  'CHECK(settled_period_id IS NULL OR state IN(''accepted'', ''accepted_warning'', ''refused''))',
  'CHECK(settled_period_id IS NULL OR state = ''accepted'' OR state = ''accepted_warning'' OR state = ''refused'')')
WHERE type = 'table' AND name = 'submission';
UPDATE sqlite_schema SET sql = replace(replace(sql,
  'CHECK(method IN(''POST'', ''GET'', ''SEARCH''))',
  'CHECK(method = ''POST'' OR method = ''GET'' OR method = ''SEARCH'')'),
  'CHECK(method <> ''POST'' OR outcome IN(''taken'', ''not_taken'', ''unknown''))',
  'CHECK(method <> ''POST'' OR outcome = ''taken'' OR outcome = ''not_taken'' OR outcome = ''unknown'')')
WHERE type = 'table' AND name = 'exchange';
-- Read again as it is now, and closed.
PRAGMA writable_schema = RESET;

DROP INDEX one_live;
CREATE UNIQUE INDEX one_live ON submission(account_id, business_key)
  WHERE dup_allowed = 0
    AND state <> 'draft' AND state <> 'refused' AND state <> 'rejected' AND state <> 'not_taken' AND state <> 'cancelled';
DROP INDEX allowed_duplicate;
CREATE INDEX allowed_duplicate ON submission(account_id, business_key)
  WHERE dup_allowed = 1
    AND state <> 'draft' AND state <> 'refused' AND state <> 'rejected' AND state <> 'not_taken' AND state <> 'cancelled';
DROP INDEX due_to_ask;
CREATE INDEX due_to_ask ON submission(next_at, id)
  WHERE (state = 'submitted' OR state = 'waiting' OR state = 'in_doubt');
DROP INDEX pressing;
CREATE INDEX pressing ON submission(deadline)
  WHERE (state = 'submitted' OR state = 'queued' OR state = 'held' OR state = 'sending' OR state = 'in_doubt');
DROP INDEX undecided;
CREATE INDEX undecided ON submission(id)
  WHERE decision IS NULL
    AND (state = 'accepted_warning' OR state = 'refused' OR state = 'rejected' OR state = 'not_taken');
-- The latest verdicts are at the ends of three parts of by_life_updated.
DROP INDEX verdicts;

-- I4. A CASE compares until it meets the edge, and builds nothing.
DROP TRIGGER submission_edges;
CREATE TRIGGER submission_edges BEFORE UPDATE OF state ON submission
WHEN NEW.state <> OLD.state AND NOT CASE OLD.state || '>' || NEW.state
  WHEN 'queued>sending' THEN 1 WHEN 'sending>submitted' THEN 1 WHEN 'submitted>accepted' THEN 1
  WHEN 'draft>queued' THEN 1 WHEN 'draft>cancelled' THEN 1
  WHEN 'queued>held' THEN 1 WHEN 'queued>cancelled' THEN 1
  WHEN 'held>queued' THEN 1 WHEN 'held>cancelled' THEN 1
  WHEN 'sending>queued' THEN 1 WHEN 'sending>rejected' THEN 1 WHEN 'sending>in_doubt' THEN 1
  WHEN 'in_doubt>submitted' THEN 1 WHEN 'in_doubt>not_taken' THEN 1
  WHEN 'submitted>waiting' THEN 1 WHEN 'submitted>accepted_warning' THEN 1 WHEN 'submitted>refused' THEN 1
  WHEN 'waiting>accepted' THEN 1 WHEN 'waiting>accepted_warning' THEN 1 WHEN 'waiting>refused' THEN 1
  ELSE 0 END
BEGIN SELECT RAISE(ABORT, 'no such edge'); END;

-- What is counted along.
DROP TRIGGER submission_undecided_from_the_start;
CREATE TRIGGER submission_undecided_from_the_start AFTER INSERT ON submission
WHEN NEW.state = 'accepted_warning' OR NEW.state = 'refused' OR NEW.state = 'rejected' OR NEW.state = 'not_taken'
BEGIN UPDATE undecided_count SET rows = rows + 1 WHERE state = NEW.state; END;
DROP TRIGGER submission_undecided;
CREATE TRIGGER submission_undecided AFTER UPDATE OF state ON submission
WHEN NEW.state <> OLD.state
  AND (NEW.state = 'accepted_warning' OR NEW.state = 'refused' OR NEW.state = 'rejected' OR NEW.state = 'not_taken')
BEGIN UPDATE undecided_count SET rows = rows + 1 WHERE state = NEW.state; END;
DROP TRIGGER submission_settled_from_the_start;
CREATE TRIGGER submission_settled_from_the_start AFTER INSERT ON submission
WHEN NEW.state = 'accepted' OR NEW.state = 'accepted_warning' OR NEW.state = 'refused'
  OR NEW.state = 'rejected' OR NEW.state = 'not_taken' OR NEW.state = 'cancelled'
BEGIN
  INSERT INTO settled_tally(hour, state, rows) VALUES(NEW.updated_at / 3600000, NEW.state, 1)
  ON CONFLICT DO UPDATE SET rows = rows + 1;
END;
-- No edge leads out of a final state, and no change of one moves its moment.
DROP TRIGGER submission_settled;
CREATE TRIGGER submission_settled AFTER UPDATE OF state ON submission
WHEN NEW.state <> OLD.state
  AND (NEW.state = 'accepted' OR NEW.state = 'accepted_warning' OR NEW.state = 'refused'
    OR NEW.state = 'rejected' OR NEW.state = 'not_taken' OR NEW.state = 'cancelled')
BEGIN
  INSERT INTO settled_tally(hour, state, rows) VALUES(NEW.updated_at / 3600000, NEW.state, 1)
  ON CONFLICT DO UPDATE SET rows = rows + 1;
END;

-- The text search goes without the numbers of the NSSO: to learn its number, a row had to give up
-- all of its texts and have them put in again. Numbers are found by how they begin, in one_decl.
DROP TRIGGER submission_found;
DROP TRIGGER submission_found_again;
DROP TABLE find;
CREATE VIRTUAL TABLE find USING fts5(worker_name, reference, employer, employer_digits,
  content = 'submission', content_rowid = 'id', tokenize = 'trigram');
-- Words of a removed text leave the index at once, not at some later merge.
INSERT INTO find(find, rank) VALUES('secure-delete', 1);
INSERT INTO find(find) VALUES('rebuild');
CREATE TRIGGER submission_found AFTER INSERT ON submission
BEGIN
  INSERT INTO find(rowid, worker_name, reference, employer, employer_digits)
  VALUES(NEW.id, NEW.worker_name, NEW.reference, NEW.employer, NEW.employer_digits);
END;
CREATE TRIGGER submission_found_again AFTER UPDATE OF worker_name, reference, employer ON submission
WHEN (NEW.worker_name, NEW.reference, NEW.employer) IS NOT (OLD.worker_name, OLD.reference, OLD.employer)
BEGIN
  INSERT INTO find(find, rowid, worker_name, reference, employer, employer_digits)
  VALUES('delete', OLD.id, OLD.worker_name, OLD.reference, OLD.employer, OLD.employer_digits);
  INSERT INTO find(rowid, worker_name, reference, employer, employer_digits)
  VALUES(NEW.id, NEW.worker_name, NEW.reference, NEW.employer, NEW.employer_digits);
END;

-- The same for what is left of lists in front of which something else mostly decides.
DROP TRIGGER submission_waits;
CREATE TRIGGER submission_waits BEFORE UPDATE OF state ON submission
WHEN OLD.state = 'held' AND NEW.state = 'queued' AND NEW.waits_for IS NOT NULL
  AND NOT CASE (SELECT state FROM submission WHERE id = NEW.waits_for)
    WHEN 'accepted' THEN 1 WHEN 'accepted_warning' THEN 1 WHEN 'refused' THEN 1
    WHEN 'rejected' THEN 1 WHEN 'not_taken' THEN 1 WHEN 'cancelled' THEN 1 ELSE 0 END
BEGIN SELECT RAISE(ABORT, 'what it waits for has not ended'); END;
DROP INDEX failed_tries;
CREATE INDEX failed_tries ON exchange(opened_at, id)
  WHERE status >= 500 OR status = 429
    OR (status IS NULL AND outcome IS NOT NULL
      AND outcome <> 'no_match' AND outcome <> 'several_matches' AND outcome <> 'found');
