-- name: begin
INSERT INTO facts (name, value) VALUES ('old-key-id', (SELECT value FROM facts WHERE name = 'key-id'))
ON CONFLICT DO NOTHING;

-- name: current
UPDATE facts SET value = ? WHERE name = 'key-id';

-- name: end
DELETE FROM facts WHERE name = 'old-key-id';

-- name: left
SELECT
    (SELECT count(*) FROM inbox WHERE sealed IS NOT NULL AND substr(sealed, 2, 4) <> :key_id)
    + (SELECT count(*) FROM answers WHERE substr(sealed, 2, 4) <> :key_id)
    + (SELECT count(*) FROM attachments WHERE substr(sealed, 2, 4) <> :key_id)
    + (SELECT count(*) FROM pieces WHERE substr(sealed, 2, 4) <> :key_id)
    + (SELECT count(*) FROM snapshots WHERE substr(sealed, 2, 4) <> :key_id)
    + (SELECT count(*) FROM secrets WHERE substr(sealed, 2, 4) <> :key_id);

-- name: inbox
SELECT inbox.seq, job_id, kind, sealed, 0 FROM inbox
WHERE inbox.seq > :after AND sealed IS NOT NULL AND substr(sealed, 2, 4) <> :key_id ORDER BY inbox.seq LIMIT :some;

-- name: inbox_put
UPDATE inbox SET sealed = ? WHERE seq = ?;

-- name: answers
SELECT seq, job_id, kind, answers.sealed, 0 FROM answers JOIN inbox USING (seq)
WHERE seq > :after AND substr(answers.sealed, 2, 4) <> :key_id ORDER BY seq LIMIT :some;

-- name: answers_put
UPDATE answers SET sealed = ? WHERE seq = ?;

-- name: attachments
SELECT place, job_id, kind, attachments.sealed, 0 FROM attachments JOIN inbox ON seq = place / 256
WHERE place > :after AND substr(attachments.sealed, 2, 4) <> :key_id ORDER BY place LIMIT :some;

-- name: attachments_put
UPDATE attachments SET sealed = ? WHERE place = ?;

-- name: pieces
SELECT place, job_id, kind, pieces.sealed, part FROM pieces JOIN inbox ON seq = place / 16777216
WHERE place > :after AND substr(pieces.sealed, 2, 4) <> :key_id ORDER BY place LIMIT :some;

-- name: pieces_put
UPDATE pieces SET sealed = ? WHERE place = ?;

-- name: snapshots
SELECT seq, version, kind, sealed, 0 FROM snapshots
WHERE seq > :after AND substr(sealed, 2, 4) <> :key_id ORDER BY seq LIMIT :some;

-- name: snapshots_put
UPDATE snapshots SET sealed = ? WHERE seq = ?;

-- name: secrets
SELECT seq, name, 'secret', sealed, 0 FROM secrets
WHERE seq > :after AND substr(sealed, 2, 4) <> :key_id ORDER BY seq LIMIT :some;

-- name: secrets_put
UPDATE secrets SET sealed = ? WHERE seq = ?;
