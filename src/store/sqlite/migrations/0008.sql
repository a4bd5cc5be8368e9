-- Version 8: a step of a submission writes less. An index of what is live tells by the state what it holds, so it
-- gave up its entry and took it back with every step, each time on another page of the log. A key never
-- changes: an index of all of them is written once for a submission.

DROP INDEX one_live;
DROP INDEX allowed_duplicate;
CREATE INDEX by_key ON submission(account_id, business_key);

-- I6: one live submission per business key, save for duplicates that a person allowed. One leaves the live only
-- for good, and comes among them from nowhere or out of a draft.
CREATE TRIGGER submission_alone_from_the_start BEFORE INSERT ON submission
WHEN NEW.dup_allowed = 0
  AND NEW.state <> 'draft' AND NEW.state <> 'refused' AND NEW.state <> 'rejected' AND NEW.state <> 'not_taken'
  AND NEW.state <> 'cancelled'
  AND EXISTS(SELECT 1 FROM submission INDEXED BY by_key
    WHERE account_id = NEW.account_id AND business_key = NEW.business_key AND dup_allowed = 0 AND id <> NEW.id
      AND state <> 'draft' AND state <> 'refused' AND state <> 'rejected' AND state <> 'not_taken'
      AND state <> 'cancelled')
BEGIN SELECT RAISE(ABORT, 'another one of its key is live'); END;

-- What is queued out of a draft, and as before (I8) what is queued after it was held: one trigger, since
-- each costs every change of state.
DROP TRIGGER submission_waits;
CREATE TRIGGER submission_waits BEFORE UPDATE OF state ON submission
WHEN NEW.state = 'queued' AND OLD.state <> 'sending'
BEGIN
  SELECT RAISE(ABORT, 'another one of its key is live')
  WHERE OLD.state = 'draft' AND NEW.dup_allowed = 0
    AND EXISTS(SELECT 1 FROM submission INDEXED BY by_key
      WHERE account_id = NEW.account_id AND business_key = NEW.business_key AND dup_allowed = 0 AND id <> NEW.id
        AND state <> 'draft' AND state <> 'refused' AND state <> 'rejected' AND state <> 'not_taken'
        AND state <> 'cancelled');
  SELECT RAISE(ABORT, 'what it waits for has not ended')
  WHERE OLD.state = 'held' AND NEW.waits_for IS NOT NULL
    AND NOT CASE (SELECT state FROM submission WHERE id = NEW.waits_for)
      WHEN 'accepted' THEN 1 WHEN 'accepted_warning' THEN 1 WHEN 'refused' THEN 1
      WHEN 'rejected' THEN 1 WHEN 'not_taken' THEN 1 WHEN 'cancelled' THEN 1 ELSE 0 END;
END;

-- The few that are being sent are found in by_life.
DROP INDEX being_sent;
