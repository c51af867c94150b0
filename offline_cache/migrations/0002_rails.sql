-- Priorities, lanes, attachments, days, answers apart; small rows in `progress`, so that it is quick to look through.
ALTER TABLE inbox ADD COLUMN priority INTEGER NOT NULL DEFAULT 5;
-- A keyed hash of applicant and item, or nothing.
ALTER TABLE inbox ADD COLUMN lane BLOB;

CREATE TABLE answers (
    seq    INTEGER PRIMARY KEY REFERENCES inbox (seq),
    sealed BLOB NOT NULL
) STRICT;

INSERT INTO answers (seq, sealed) SELECT seq, answer FROM progress WHERE answer IS NOT NULL;

-- How a job stands. One without a row here is queued and untouched: taking a case costs one row in one table.
CREATE TABLE standing (
    seq         INTEGER PRIMARY KEY REFERENCES inbox (seq),
    state       TEXT    NOT NULL,
    created_at  REAL    NOT NULL,
    day         TEXT    NOT NULL,
    numbered    TEXT    NOT NULL,
    number      INTEGER NOT NULL,
    priority    INTEGER NOT NULL,
    lane        BLOB,
    attempts    INTEGER NOT NULL DEFAULT 0,
    strikes     INTEGER NOT NULL DEFAULT 0,
    not_before  REAL    NOT NULL DEFAULT 0,
    fault       TEXT,
    finished_at REAL,
    erased      INTEGER NOT NULL DEFAULT 0
) STRICT;

INSERT INTO standing (
    seq, state, created_at, day, numbered, number, priority, attempts, strikes, not_before, fault, finished_at, erased
)
SELECT
    seq, state, created_at, date(created_at, 'unixepoch', 'localtime'), day, number, 5, attempts, strikes,
    max(not_before, 0), fault, finished_at, sealed IS NULL
FROM progress JOIN inbox USING (seq);

DROP VIEW jobs;
DROP TABLE progress;

-- What may be claimed at once, in the order of its turn.
CREATE INDEX standing_ready ON standing (priority, seq) WHERE state IN ('queued', 'waiting') AND not_before = 0;
-- What waits for its time.
CREATE INDEX standing_later ON standing (not_before) WHERE state IN ('queued', 'waiting') AND not_before > 0;
-- Who is before whom in a lane.
CREATE INDEX standing_lane ON standing (lane, seq)
WHERE lane IS NOT NULL AND state IN ('queued', 'sending', 'waiting');
-- Counts, the oldest open job, what has expired.
CREATE INDEX standing_state ON standing (state, created_at);
CREATE INDEX standing_day ON standing (day, state);
-- The highest number of a day.
CREATE INDEX standing_number ON standing (numbered, number);

CREATE VIEW jobs AS
SELECT
    inbox.seq,
    inbox.job_id,
    inbox.kind,
    coalesce(standing.state, 'queued') AS state,
    printf('%s-%s-%04d', inbox.label, inbox.day, inbox.number) AS reference,
    inbox.created_at,
    coalesce(standing.attempts, 0) AS attempts,
    coalesce(standing.not_before, 0.0) AS not_before,
    standing.fault,
    standing.finished_at,
    coalesce(standing.strikes, 0) AS strikes,
    inbox.priority
FROM inbox LEFT JOIN standing USING (seq);

-- `place` is the job's seq * 256 + its number in the job: what belongs to a job is found without an index.
CREATE TABLE attachments (
    place   INTEGER PRIMARY KEY,
    sealed  BLOB    NOT NULL,
    arrived INTEGER NOT NULL DEFAULT 0
) STRICT;

-- `place` is the attachment's place * 65536 + the number of the piece.
CREATE TABLE pieces (
    place  INTEGER PRIMARY KEY,
    part   INTEGER NOT NULL,
    sealed BLOB NOT NULL
) STRICT;

-- Business days that are not simply open.
CREATE TABLE days (
    seq        INTEGER PRIMARY KEY,
    day        TEXT NOT NULL UNIQUE,
    state      TEXT NOT NULL,
    cause      TEXT,
    changed_at REAL NOT NULL
) STRICT;

-- The key of the lanes' hashes, itself sealed, so that it outlives a change of the data key.
CREATE TABLE secrets (
    seq    INTEGER PRIMARY KEY,
    name   TEXT NOT NULL UNIQUE,
    sealed BLOB NOT NULL
) STRICT;

-- What was found damaged here, and what became of it.
CREATE TABLE incidents (
    seq    INTEGER PRIMARY KEY,
    at     REAL    NOT NULL,
    cause  TEXT    NOT NULL,
    kept   TEXT    NOT NULL,
    saved  INTEGER NOT NULL,
    marred INTEGER NOT NULL
) STRICT;
