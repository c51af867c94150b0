-- name: enqueue
-- One row, one commit. `seq` follows the last row we know of: if somebody was quicker, it is taken, and nothing happens.
INSERT INTO inbox (seq, job_id, kind, label, day, number, created_at, sealed, priority, lane)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: last_row
SELECT seq, day, max(number, (SELECT value FROM facts WHERE name = 'number-base')) FROM inbox ORDER BY seq DESC LIMIT 1;

-- name: highest_of_day
SELECT max(
    coalesce((SELECT max(number) FROM standing WHERE numbered = :day), 0),
    coalesce((
        SELECT max(number) FROM inbox WHERE day = :day AND seq > (SELECT coalesce(max(seq), 0) FROM standing)
    ), 0),
    (SELECT value FROM facts WHERE name = 'number-base')
);

-- name: adopt
-- Newcomers get a row, oldest first, so `standing` follows `inbox`: some at a time, so that nobody waits for all.
INSERT INTO standing (seq, state, created_at, day, numbered, number, priority, lane)
SELECT seq, 'queued', created_at, date(created_at, 'unixepoch', '+8 hours'), day, number, priority, lane
FROM inbox WHERE seq > (SELECT coalesce(max(seq), 0) FROM standing) ORDER BY seq LIMIT ?;

-- name: behind
-- At least so many newcomers.
SELECT (SELECT coalesce(max(seq), 0) FROM inbox) - (SELECT coalesce(max(seq), 0) FROM standing);

-- name: adopted
SELECT coalesce(max(seq), 0) FROM standing;

-- name: open_jobs
-- Counted no further than asked.
SELECT count(*) FROM (
    SELECT 1 FROM standing WHERE state IN ('queued', 'sending', 'waiting')
    UNION ALL
    SELECT 1 FROM inbox WHERE seq > (SELECT coalesce(max(seq), 0) FROM standing)
    LIMIT ?
);

-- name: promote
-- Whose time has come waits for nothing but its turn. A time too far ahead was written while the clock was wrong.
UPDATE standing SET not_before = 0 WHERE seq IN (
    SELECT seq FROM standing INDEXED BY standing_later
    WHERE state IN ('queued', 'waiting') AND not_before > 0 AND not_before <= :now
    UNION ALL
    SELECT seq FROM standing INDEXED BY standing_later
    WHERE state IN ('queued', 'waiting') AND not_before > 0 AND not_before > :now + :longest_wait
);

-- name: due
SELECT seq FROM standing AS one INDEXED BY standing_ready
WHERE state IN ('queued', 'waiting') AND not_before = 0 AND NOT EXISTS (
    SELECT 1 FROM standing AS earlier INDEXED BY standing_lane
    WHERE earlier.lane = one.lane AND earlier.lane IS NOT NULL AND earlier.seq < one.seq
    AND earlier.state IN ('queued', 'sending', 'waiting')
)
ORDER BY priority, seq LIMIT 1;

-- name: next_due
SELECT min(not_before) FROM (
    SELECT * FROM (
        SELECT not_before FROM standing AS one INDEXED BY standing_ready
        WHERE state IN ('queued', 'waiting') AND not_before = 0 AND NOT EXISTS (
            SELECT 1 FROM standing AS earlier INDEXED BY standing_lane
            WHERE earlier.lane = one.lane AND earlier.lane IS NOT NULL AND earlier.seq < one.seq
            AND earlier.state IN ('queued', 'sending', 'waiting')
        )
        LIMIT 1
    )
    UNION ALL
    SELECT * FROM (
        SELECT not_before FROM standing AS one INDEXED BY standing_later
        WHERE state IN ('queued', 'waiting') AND not_before > 0 AND NOT EXISTS (
            SELECT 1 FROM standing AS earlier INDEXED BY standing_lane
            WHERE earlier.lane = one.lane AND earlier.lane IS NOT NULL AND earlier.seq < one.seq
            AND earlier.state IN ('queued', 'sending', 'waiting')
        )
        ORDER BY not_before LIMIT 1
    )
);

-- name: job
SELECT * FROM jobs WHERE job_id = ?;

-- name: job_at
SELECT * FROM jobs WHERE seq = ?;

-- name: jobs
SELECT * FROM jobs ORDER BY seq;

-- name: jobs_of_day
SELECT jobs.* FROM standing JOIN jobs USING (seq) WHERE day = ? ORDER BY seq;

-- name: sealed_payload
SELECT sealed FROM inbox WHERE seq = ?;

-- name: sealed_answer
SELECT sealed FROM answers WHERE seq = ?;

-- name: keep_answer
INSERT INTO answers (seq, sealed) VALUES (?, ?) ON CONFLICT DO UPDATE SET sealed = excluded.sealed;

-- name: interrupted
SELECT seq FROM standing WHERE state = 'sending' ORDER BY seq;

-- name: expired
SELECT seq FROM standing WHERE state IN ('queued', 'waiting') AND created_at BETWEEN ? AND ? ORDER BY seq;

-- name: move
UPDATE standing SET
    state = :state, attempts = :attempts, strikes = :strikes, not_before = :not_before,
    fault = :fault, finished_at = :finished_at
WHERE seq = :seq;

-- name: erasable
SELECT standing.seq FROM standing INDEXED BY standing_day JOIN days USING (day)
WHERE days.state = 'closed' AND standing.state IN ('done', 'ended') AND finished_at < ? AND NOT erased ORDER BY standing.seq;

-- name: erase
UPDATE standing SET erased = 1 WHERE seq = ?;

-- name: erased
SELECT erased FROM standing WHERE seq = ?;

-- name: forget_payload
UPDATE inbox SET sealed = NULL WHERE seq = ?;

-- name: newcomers
SELECT count(*), min(created_at) FROM inbox WHERE seq > (SELECT coalesce(max(seq), 0) FROM standing);

-- name: standing
SELECT state, count(*), min(created_at) FROM standing GROUP BY state;

-- name: count
-- For a look from outside: understands the file of an older program as well.
SELECT state, count(*) FROM jobs GROUP BY state;

-- name: oldest
SELECT min(created_at) FROM jobs WHERE state IN ('queued', 'sending', 'waiting');

-- name: faults
SELECT fault, count(*) FROM jobs WHERE fault IS NOT NULL GROUP BY fault ORDER BY fault;
