-- The sandbox's state. One file, kept over restarts; fictional data only.
CREATE TABLE IF NOT EXISTS enrolment_codes (
  code TEXT PRIMARY KEY, role TEXT NOT NULL, key_id TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS terminals (
  key_id TEXT PRIMARY KEY, terminal_id TEXT NOT NULL, role TEXT NOT NULL, pem TEXT NOT NULL, enrolled_at REAL NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS nonces (
  key_id TEXT NOT NULL, nonce TEXT NOT NULL, seen_at REAL NOT NULL, PRIMARY KEY (key_id, nonce)
) STRICT;
CREATE TABLE IF NOT EXISTS heartbeats (
  terminal_id TEXT PRIMARY KEY, at REAL NOT NULL, body BLOB NOT NULL
) STRICT;
-- Answers by Idempotency-Key, so that the same act is answered the same.
CREATE TABLE IF NOT EXISTS acts (
  terminal_id TEXT NOT NULL, act TEXT NOT NULL, digest TEXT NOT NULL, status INTEGER NOT NULL, body BLOB NOT NULL,
  PRIMARY KEY (terminal_id, act)
) STRICT;
-- Every write that arrived, also the refused ones: exactly-once is counted here.
CREATE TABLE IF NOT EXISTS writes (
  number INTEGER PRIMARY KEY, at REAL NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL, terminal_id TEXT NOT NULL,
  act TEXT NOT NULL, digest TEXT NOT NULL, status INTEGER NOT NULL, body BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS challenges (
  challenge_id TEXT PRIMARY KEY, terminal_id TEXT NOT NULL, person_number TEXT NOT NULL, code TEXT NOT NULL,
  sent_at REAL NOT NULL, tries_left INTEGER NOT NULL, used_at REAL
) STRICT;
CREATE TABLE IF NOT EXISTS sessions (
  session_id TEXT PRIMARY KEY, terminal_id TEXT NOT NULL, person_number TEXT NOT NULL, token_digest TEXT NOT NULL UNIQUE,
  opened_at REAL NOT NULL, expires_at REAL NOT NULL, closed_at REAL
) STRICT;
CREATE TABLE IF NOT EXISTS submissions (
  submission_id TEXT PRIMARY KEY, terminal_id TEXT NOT NULL, item_code TEXT NOT NULL, state TEXT NOT NULL,
  project_no TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, content_digest TEXT NOT NULL, received_at REAL NOT NULL,
  identity_pending INTEGER NOT NULL, captured_offline INTEGER NOT NULL, lookup TEXT NOT NULL UNIQUE, body BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS tokens (
  token_id TEXT PRIMARY KEY, session_id TEXT NOT NULL REFERENCES sessions, licence_id TEXT NOT NULL,
  payload_digest TEXT NOT NULL UNIQUE, expires_at REAL NOT NULL, dead_at REAL, redeemed_at REAL, redeemed_by TEXT, use TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS withdrawn (
  item_code TEXT PRIMARY KEY, at REAL NOT NULL
) STRICT;
