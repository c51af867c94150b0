-- What the citizen gave: written once, never rewritten (only `sealed` is emptied when a job is withdrawn).
-- Rows are never deleted, so a plain rowid counts up and the last row knows the last number of its day.
CREATE TABLE inbox (
    seq        INTEGER PRIMARY KEY,
    job_id     TEXT    NOT NULL UNIQUE,
    kind       TEXT    NOT NULL,
    label      TEXT    NOT NULL,
    day        TEXT    NOT NULL,
    number     INTEGER NOT NULL,
    created_at REAL    NOT NULL,
    sealed     BLOB
) STRICT;

-- How it stands. A job without a row here is queued and untouched: taking a case costs one row in one table.
CREATE TABLE progress (
    seq         INTEGER PRIMARY KEY REFERENCES inbox (seq),
    state       TEXT    NOT NULL,
    attempts    INTEGER NOT NULL DEFAULT 0,
    strikes     INTEGER NOT NULL DEFAULT 0,
    not_before  REAL    NOT NULL DEFAULT 0,
    fault       TEXT,
    finished_at REAL,
    answer      BLOB
) STRICT;

CREATE INDEX progress_open ON progress (seq) WHERE state IN ('queued', 'waiting');

CREATE VIEW jobs AS
SELECT
    inbox.seq,
    inbox.job_id,
    inbox.kind,
    coalesce(progress.state, 'queued') AS state,
    printf('%s-%s-%04d', inbox.label, inbox.day, inbox.number) AS reference,
    inbox.created_at,
    coalesce(progress.attempts, 0) AS attempts,
    coalesce(progress.not_before, 0.0) AS not_before,
    progress.fault,
    progress.finished_at,
    coalesce(progress.strikes, 0) AS strikes
FROM inbox LEFT JOIN progress USING (seq);

CREATE TABLE snapshots (
    seq        INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL,
    version    TEXT NOT NULL,
    etag       TEXT NOT NULL,
    fetched_at REAL NOT NULL,
    sealed     BLOB NOT NULL
) STRICT;

CREATE TABLE link (
    only_row     INTEGER PRIMARY KEY CHECK (only_row = 1),
    online       INTEGER NOT NULL,
    fault        TEXT,
    changed_at   REAL    NOT NULL,
    checked_at   REAL    NOT NULL,
    clock_offset REAL    NOT NULL
) STRICT;

-- `key-id`: which data key opens this file; `number-base`: where the numbers of a day begin.
CREATE TABLE facts (
    name  TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;
