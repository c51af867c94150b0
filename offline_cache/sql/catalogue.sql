-- name: put
INSERT INTO snapshots (kind, version, etag, fetched_at, sealed) VALUES (?, ?, ?, ?, ?);

-- name: drop_old
-- The newest and the one before it stay.
DELETE FROM snapshots WHERE kind = :kind AND seq NOT IN (
    SELECT seq FROM snapshots WHERE kind = :kind ORDER BY seq DESC LIMIT 2
);

-- name: newest_first
SELECT version, etag, fetched_at, sealed FROM snapshots WHERE kind = ? ORDER BY seq DESC;

-- name: confirm
UPDATE snapshots SET fetched_at = :at WHERE kind = :kind AND version = :version;

-- name: fetched_at
SELECT fetched_at FROM snapshots WHERE kind = ? ORDER BY seq DESC LIMIT 1;

-- name: version
SELECT version FROM snapshots WHERE kind = ? ORDER BY seq DESC LIMIT 1;
