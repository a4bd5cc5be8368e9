-- As many copies of the rows that are there as `copies` says, each `step` numbers further on: other
-- identities, other numbers of the NSSO, the same spread. Lists and counts need no more tables.
\set ON_ERROR_STOP on
BEGIN;
SET LOCAL statement_timeout = 0;
ALTER TABLE submission DISABLE TRIGGER USER;
ALTER TABLE anomaly DISABLE TRIGGER USER;
CREATE TEMP TABLE making ON COMMIT DROP AS
  SELECT indexname AS name, indexdef AS made FROM pg_indexes
  WHERE schemaname = current_schema() AND tablename IN('submission', 'anomaly') AND indexdef LIKE 'CREATE INDEX %';
DO $$ DECLARE index record; BEGIN
  FOR index IN SELECT * FROM making LOOP EXECUTE format('DROP INDEX %I', index.name); END LOOP;
END $$;
INSERT INTO submission(id, uid, account_id, kind, rev, state, next_at, since, doubt, tries, look_ups, polls, decl_id,
  settled_period_id, owner, attempts, attempted_at, submitted_at, period_id, created_at, updated_at, business_key,
  dup_allowed, supersedes, origin, waits_for, decision, created_by, reference, worker_type, employer, worker_name, ssin,
  start_date, end_date, deadline, first_code)
SELECT id + n * :step, decode(md5(n || ' ' || id), 'hex'), account_id, kind, rev, state, next_at, since, doubt, tries,
  look_ups, polls, decl_id + n * 100000000000, settled_period_id, owner, attempts, attempted_at, submitted_at, period_id,
  created_at, updated_at + n * 1000, sha256(convert_to(n || ' ' || id, 'UTF8')), dup_allowed, supersedes + n * :step,
  origin + n * :step, waits_for + n * :step, decision, created_by, reference || '-' || n, worker_type, employer,
  worker_name, ssin, start_date, end_date, deadline, first_code
FROM submission CROSS JOIN generate_series(1, :copies) n;
INSERT INTO anomaly(submission_id, position, code)
SELECT submission_id + n * :step, position, code FROM anomaly CROSS JOIN generate_series(1, :copies) n;
SELECT setval(pg_get_serial_sequence('submission', 'id'), max(id)) FROM submission;
UPDATE state_count SET rows = rows * (:copies + 1);
UPDATE undecided_count SET rows = rows * (:copies + 1);
UPDATE refused_code SET rows = rows * (:copies + 1);
UPDATE tally SET rows = rows * (:copies + 1);
UPDATE employer_tally SET rows = rows * (:copies + 1);
DELETE FROM settled_tally;
INSERT INTO settled_tally SELECT updated_at / 3600000, state, count(*) FROM submission
WHERE state IN('accepted', 'accepted_warning', 'refused', 'rejected', 'not_taken', 'cancelled') GROUP BY 1, 2;
SET LOCAL maintenance_work_mem = '1GB';
DO $$ DECLARE index record; BEGIN
  FOR index IN SELECT * FROM making LOOP EXECUTE index.made; END LOOP;
END $$;
ALTER TABLE submission ENABLE TRIGGER USER;
ALTER TABLE anomaly ENABLE TRIGGER USER;
COMMIT;
