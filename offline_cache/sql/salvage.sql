-- name: inbox
INSERT OR IGNORE INTO inbox (seq, job_id, kind, label, day, number, created_at, sealed, priority, lane)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: standing
INSERT OR IGNORE INTO standing (
    seq, state, created_at, day, numbered, number, priority, lane, attempts, strikes, not_before, fault, finished_at,
    erased
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: progress
-- How version 1 wrote it; the rest is taken from `inbox` below.
INSERT OR IGNORE INTO standing (
    seq, state, created_at, day, numbered, number, priority, attempts, strikes, not_before, fault, finished_at
) VALUES (?, ?, 0, '', '', 0, 5, ?, ?, ?, ?, ?);

-- name: answers
INSERT OR IGNORE INTO answers (seq, sealed) VALUES (?, ?);

-- name: attachments
INSERT OR IGNORE INTO attachments (place, sealed, arrived) VALUES (?, ?, ?);

-- name: pieces
INSERT OR IGNORE INTO pieces (place, part, sealed) VALUES (?, ?, ?);

-- name: days
INSERT OR IGNORE INTO days (seq, day, state, cause, changed_at) VALUES (?, ?, ?, ?, ?);

-- name: secrets
INSERT OR IGNORE INTO secrets (seq, name, sealed) VALUES (?, ?, ?);

-- name: snapshots
INSERT OR IGNORE INTO snapshots (seq, kind, version, etag, fetched_at, sealed) VALUES (?, ?, ?, ?, ?, ?);

-- name: incidents
INSERT OR IGNORE INTO incidents (seq, at, cause, kept, saved, marred) VALUES (?, ?, ?, ?, ?, ?);

-- name: lost
-- How it stood is there, what it was is not.
SELECT count(*) FROM standing WHERE seq NOT IN (SELECT seq FROM inbox);

-- name: drop_lost
DELETE FROM standing WHERE seq NOT IN (SELECT seq FROM inbox);

-- name: drop_lost_answers
DELETE FROM answers WHERE seq NOT IN (SELECT seq FROM inbox);

-- name: drop_lost_attachments
DELETE FROM attachments WHERE place / 256 NOT IN (SELECT seq FROM inbox);

-- name: drop_lost_pieces
DELETE FROM pieces WHERE place / 16777216 NOT IN (SELECT seq FROM inbox);

-- name: assume
-- What it was is there, how it stood is not: it may have been sent, and sending it again is harmless.
INSERT OR IGNORE INTO standing (seq, state, created_at, day, numbered, number, priority, lane, attempts, fault)
SELECT seq, 'waiting', created_at, date(created_at, 'unixepoch', '+8 hours'), day, number, priority, lane, 1, ?
FROM inbox;

-- name: complete
UPDATE standing SET (created_at, day, numbered, number, erased) = (
    SELECT created_at, date(created_at, 'unixepoch', '+8 hours'), inbox.day, inbox.number, sealed IS NULL
    FROM inbox WHERE inbox.seq = standing.seq
) WHERE day = '';

-- name: all
SELECT inbox.seq, job_id, kind, inbox.sealed, standing.state FROM inbox JOIN standing USING (seq) ORDER BY inbox.seq;

-- name: aside
UPDATE standing SET state = 'set-aside', fault = ? WHERE seq = ?;
