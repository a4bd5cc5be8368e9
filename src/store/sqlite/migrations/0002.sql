-- Version 2: the register of channels and accounts, one document. It is compared and set on
-- its revision, in the commit of the journal entries that say what changed.

CREATE TABLE register(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  revision INTEGER NOT NULL CHECK(revision >= 0),
  document TEXT CHECK(document IS NOT NULL OR revision = 0)
) STRICT;
INSERT INTO register(id, revision, document) VALUES(1, 0, NULL);

CREATE TRIGGER register_revision BEFORE UPDATE ON register
WHEN NEW.revision <> OLD.revision + 1
BEGIN SELECT RAISE(ABORT, 'a change moves the revision by one'); END;
CREATE TRIGGER register_stays BEFORE DELETE ON register
BEGIN SELECT RAISE(ABORT, 'the register is never removed'); END;

-- With which key of the register the worker of this epoch signs for an account: what has to be
-- known before the certificate of another key is removed.
CREATE TABLE signing(
  account TEXT PRIMARY KEY,
  key TEXT NOT NULL,
  epoch INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
