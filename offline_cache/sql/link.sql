-- name: read
SELECT online, fault, changed_at, checked_at, clock_offset FROM link;

-- name: write
INSERT INTO link (only_row, online, fault, changed_at, checked_at, clock_offset) VALUES (1, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET
    online = excluded.online, fault = excluded.fault, changed_at = excluded.changed_at,
    checked_at = excluded.checked_at, clock_offset = excluded.clock_offset;
