-- What the sandbox keeps whatever the operation; every group of operations adds its own tables. Fictional data only.
CREATE TABLE IF NOT EXISTS nonces (
  key_id TEXT NOT NULL, nonce TEXT NOT NULL, seen_at REAL NOT NULL, PRIMARY KEY (key_id, nonce)
) STRICT;
-- Answers by Idempotency-Key, so that the same act is answered the same.
CREATE TABLE IF NOT EXISTS acts (
  terminal_id TEXT NOT NULL, act TEXT NOT NULL, digest TEXT NOT NULL, status INTEGER NOT NULL, body BLOB NOT NULL,
  content_type TEXT NOT NULL, headers BLOB NOT NULL, PRIMARY KEY (terminal_id, act)
) STRICT;
-- Every write that arrived, also the refused ones. Only a reset, which drops the table, gets past its triggers.
CREATE TABLE IF NOT EXISTS writes (
  number INTEGER PRIMARY KEY, at REAL NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL, terminal_id TEXT NOT NULL,
  operation TEXT NOT NULL, act TEXT NOT NULL, digest TEXT NOT NULL, content TEXT NOT NULL, status INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS writes_by_path ON writes (path);
CREATE TRIGGER IF NOT EXISTS writes_stay BEFORE UPDATE ON writes BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER IF NOT EXISTS writes_remain BEFORE DELETE ON writes BEGIN SELECT raise(ABORT, 'append only'); END;
