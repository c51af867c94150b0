-- name: enqueue
-- One row, one commit. `seq` follows the last row we know of: if somebody was quicker, it is taken, and nothing happens.
INSERT INTO inbox (seq, job_id, kind, label, day, number, created_at, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- name: last_row
SELECT seq, day, number FROM inbox ORDER BY seq DESC LIMIT 1;

-- name: highest_of_day
SELECT coalesce(
    (SELECT max(number) FROM inbox WHERE day = ?),
    (SELECT value FROM facts WHERE name = 'number-base')
);

-- name: adopt
-- Every step first gives the newcomers a row, so `progress` always covers 1..n without a gap.
INSERT INTO progress (seq, state)
SELECT seq, 'queued' FROM inbox WHERE seq > (SELECT coalesce(max(seq), 0) FROM progress);

-- name: due
SELECT job_id FROM progress INDEXED BY progress_open JOIN inbox USING (seq)
WHERE state IN ('queued', 'waiting') AND NOT (not_before > :now AND not_before <= :now + :longest_wait)
ORDER BY seq LIMIT 1;

-- name: next_due
SELECT min(not_before) FROM (
    SELECT not_before FROM progress INDEXED BY progress_open WHERE state IN ('queued', 'waiting')
    UNION ALL
    SELECT 0.0 FROM inbox WHERE seq > (SELECT coalesce(max(seq), 0) FROM progress)
);

-- name: job
SELECT * FROM jobs WHERE job_id = ?;

-- name: jobs
SELECT * FROM jobs ORDER BY seq;

-- name: sealed_payload
SELECT sealed FROM inbox WHERE seq = ?;

-- name: sealed_answer
SELECT answer FROM progress WHERE seq = ?;

-- name: interrupted
SELECT job_id FROM progress JOIN inbox USING (seq) WHERE state = 'sending' ORDER BY seq;

-- name: move
UPDATE progress SET
    state = :state, attempts = :attempts, strikes = :strikes, not_before = :not_before,
    fault = :fault, finished_at = :finished_at, answer = :answer
WHERE seq = :seq;

-- name: forget_payload
UPDATE inbox SET sealed = NULL WHERE seq = ?;

-- name: count
SELECT state, count(*) FROM jobs GROUP BY state;

-- name: oldest
SELECT min(created_at) FROM jobs WHERE state IN ('queued', 'sending', 'waiting');

-- name: faults
SELECT fault, count(*) FROM jobs WHERE fault IS NOT NULL GROUP BY fault ORDER BY fault;
