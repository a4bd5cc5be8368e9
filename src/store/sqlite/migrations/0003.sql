-- Version 3: until when a declaration is in time, and the exchanges that failed.

-- UTC milliseconds; rows of before have none, nor has a declaration without a deadline.
ALTER TABLE submission ADD COLUMN deadline INTEGER;
CREATE INDEX by_deadline ON submission(deadline, id);
-- What may still be late. A declaration that waits for Sigedis has been received.
CREATE INDEX pressing ON submission(deadline)
  WHERE state IN('queued', 'held', 'sending', 'in_doubt', 'submitted');

-- No answer, a failure of the server, or too busy. A search that was never made did not fail.
CREATE INDEX failed_tries ON exchange(opened_at, id)
  WHERE status >= 500 OR status = 429
    OR (status IS NULL AND outcome IS NOT NULL AND outcome NOT IN('no_match', 'several_matches', 'found'));
