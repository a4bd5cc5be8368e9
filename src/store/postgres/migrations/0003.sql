-- Version 3: what many changes of one commit cost. Rows are put in and changed many at a time, so
-- what they add to the counts and take away is noted once for each statement, and what a
-- transaction has noted is found by an index: what others have removed before takes long to pass.

CREATE INDEX delta_of ON delta(xid);

DROP TRIGGER submission_noted ON submission;
DROP TRIGGER submission_noted_again ON submission;
DROP FUNCTION submission_noted();
DROP FUNCTION noted(submission, bigint);

-- What a row counts as: nothing that changes in it without one of these is noted.
CREATE FUNCTION rows_put_in_noted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO delta(xid, n, state, decision, kind, account_id, worker_type, digits, employer, hour)
  SELECT this_transaction(), count(*), state, coalesce(decision, ''), kind, account_id,
    CASE WHEN worker_type ~ '^[A-Z][A-Z0-9][A-Z0-9]$' THEN worker_type ELSE '' END, employer_digits, employer,
    CASE WHEN state IN('accepted', 'accepted_warning', 'refused', 'rejected', 'not_taken', 'cancelled')
      THEN updated_at / 3600000 END
  FROM put_in GROUP BY 3, 4, 5, 6, 7, 8, 9, 10;
  IF FOUND THEN
    INSERT INTO fold(xid) VALUES(this_transaction()) ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER rows_put_in_noted AFTER INSERT ON submission REFERENCING NEW TABLE AS put_in
FOR EACH STATEMENT EXECUTE FUNCTION rows_put_in_noted();

CREATE FUNCTION rows_changed_noted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- A row that counts as what it counted as before takes itself away.
  INSERT INTO delta(xid, n, state, decision, kind, account_id, worker_type, digits, employer, hour)
  SELECT this_transaction(), sum(n), state, coalesce(decision, ''), kind, account_id,
    CASE WHEN worker_type ~ '^[A-Z][A-Z0-9][A-Z0-9]$' THEN worker_type ELSE '' END, employer_digits, employer,
    CASE WHEN state IN('accepted', 'accepted_warning', 'refused', 'rejected', 'not_taken', 'cancelled')
      THEN updated_at / 3600000 END
  FROM (SELECT 1 AS n, state, decision, kind, account_id, worker_type, employer_digits, employer, updated_at
      FROM changed
    UNION ALL
      SELECT -1, state, decision, kind, account_id, worker_type, employer_digits, employer, updated_at FROM was) both_ways
  GROUP BY 3, 4, 5, 6, 7, 8, 9, 10 HAVING sum(n) <> 0;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  IF EXISTS(SELECT FROM changed WHERE state = 'refused' AND decision IS NOT NULL) THEN
    INSERT INTO code_delta(xid, n, code)
    SELECT this_transaction(), -1, code FROM (
      SELECT DISTINCT a.submission_id, a.code
      FROM changed JOIN was ON was.id = changed.id JOIN anomaly a ON a.submission_id = changed.id
      WHERE changed.state = 'refused' AND was.decision IS NULL AND changed.decision IS NOT NULL) of_each;
  END IF;
  INSERT INTO fold(xid) VALUES(this_transaction()) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER rows_changed_noted AFTER UPDATE ON submission REFERENCING OLD TABLE AS was NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION rows_changed_noted();
