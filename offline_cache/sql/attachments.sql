-- name: put
INSERT INTO attachments (place, sealed) VALUES (?, ?);

-- name: put_piece
INSERT INTO pieces (place, part, sealed) VALUES (?, ?, ?);

-- name: all
SELECT place, sealed, arrived FROM attachments WHERE place >= ? AND place < ? ORDER BY place;

-- name: piece
SELECT sealed FROM pieces WHERE place = ?;

-- name: progress
UPDATE attachments SET arrived = ? WHERE place = ?;

-- name: forget
DELETE FROM attachments WHERE place >= ? AND place < ?;

-- name: forget_pieces
DELETE FROM pieces WHERE place >= ? AND place < ?;
