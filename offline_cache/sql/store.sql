-- name: fact
SELECT value FROM facts WHERE name = ?;

-- name: set_facts
INSERT INTO facts (name, value) VALUES ('key-id', :key_id), ('number-base', :number_base) ON CONFLICT DO NOTHING;

-- name: note
INSERT INTO facts (name, value) VALUES ('note-' || ?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: noted
SELECT value FROM facts WHERE name = 'note-' || ?;

-- name: any_of_kind
SELECT EXISTS (SELECT 1 FROM inbox WHERE kind = ?);

-- name: highest
SELECT coalesce(max(seq), 0) FROM inbox;

-- name: incident
INSERT INTO incidents (at, cause, kept, saved, marred) VALUES (?, ?, ?, ?, ?);

-- name: raise_numbers
UPDATE facts SET value = max(value, (SELECT coalesce(max(number), 0) FROM inbox)) + ? WHERE name = 'number-base';

-- name: incidents
SELECT count(*) FROM incidents;

-- name: grow
-- Rolled back at once: see opening.py.
INSERT INTO facts (name, value) VALUES ('ballast', zeroblob(?));

-- name: secret
SELECT sealed FROM secrets WHERE name = ?;

-- name: keep_secret
INSERT INTO secrets (name, sealed) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed;
