-- Version 7: the queue is sorted by every column. Worker types and national numbers have an index of
-- their values already; what was missing are the rows without one. Accounts are few: their rows
-- follow each other account by account, in the order of names, through by_account.

CREATE INDEX without_worker_type ON submission(id) WHERE worker_type IS NULL;
CREATE INDEX without_ssin ON submission(id) WHERE ssin IS NULL;

-- The first anomaly code of the answer, kept with the row: whoever writes, the triggers see to it.
-- Rows of anomaly come and go; none is ever changed.
-- Recomputed:
--   UPDATE submission SET first_code =
--     (SELECT code FROM anomaly WHERE submission_id = submission.id ORDER BY position LIMIT 1);
ALTER TABLE submission ADD COLUMN first_code TEXT;
UPDATE submission SET first_code = found.code
FROM (SELECT submission_id, code, min(position) FROM anomaly GROUP BY submission_id) AS found
WHERE submission.id = found.submission_id;
CREATE INDEX by_first_code ON submission(first_code, id);

CREATE TRIGGER anomaly_first AFTER INSERT ON anomaly
WHEN NOT EXISTS(SELECT 1 FROM anomaly WHERE submission_id = NEW.submission_id AND position < NEW.position)
BEGIN UPDATE submission SET first_code = NEW.code WHERE id = NEW.submission_id; END;
CREATE TRIGGER anomaly_first_gone AFTER DELETE ON anomaly
WHEN NOT EXISTS(SELECT 1 FROM anomaly WHERE submission_id = OLD.submission_id AND position < OLD.position)
BEGIN
  UPDATE submission SET first_code =
    (SELECT code FROM anomaly WHERE submission_id = OLD.submission_id ORDER BY position LIMIT 1)
  WHERE id = OLD.submission_id;
END;
