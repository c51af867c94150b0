-- name: all
SELECT day, coalesce(days.state, 'open'), cause, changed_at
FROM (
    SELECT day FROM standing
    UNION
    SELECT date(created_at, 'unixepoch', '+8 hours') FROM inbox
    WHERE seq > (SELECT coalesce(max(seq), 0) FROM standing)
    UNION
    SELECT day FROM days
) LEFT JOIN days USING (day)
ORDER BY day;

-- name: mark
INSERT INTO days (day, state, cause, changed_at) VALUES (?, ?, ?, ?)
ON CONFLICT (day) DO UPDATE SET state = excluded.state, cause = excluded.cause, changed_at = excluded.changed_at;
