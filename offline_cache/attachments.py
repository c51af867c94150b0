"""The files of a case, sealed piece by piece beside it, and how far each upload came.

Never holds more than one piece of a file in memory, and never lies open on disk.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from offline_cache.contract import MOST_ATTACHMENTS, MOST_BYTES, Attachment, Stored, StoreError, StoreFault
from offline_cache.crypto import Place
from offline_cache.statements import statements
from offline_cache.store import Store

PIECE = 256 << 10
"""Bytes of a file in one row; what is read, sealed and sent at a time."""
PER_JOB = 256
"""Places of a job: `seq * PER_JOB + number` is where an attachment stands."""
PER_ATTACHMENT = 65_536
"""Places of an attachment: `place * PER_ATTACHMENT + number` is where a piece stands."""
_SQL = statements("attachments")


def refuse_too_large(attachments: Sequence[Attachment]) -> None:
    """Raises TOO_LARGE before anything is stored."""
    if len(attachments) > MOST_ATTACHMENTS or any(len(one.content) > MOST_BYTES for one in attachments):
        raise StoreError(StoreFault.TOO_LARGE)


def described(number: int, attachment: Attachment) -> Stored:
    """What is kept of it beside its content."""
    content = attachment.content
    digest = hashlib.sha256(content).hexdigest()
    return Stored(number, attachment.attachment_id, attachment.media_type, attachment.label, len(content), digest)


class Files:
    """The attachments of the jobs of a store. Writes only inside the caller's transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def put(self, seq: int, owner: Place, attachments: Sequence[Attachment]) -> None:
        """Seal them into the job's places."""
        for number, attachment in enumerate(attachments):
            stored, place = described(number, attachment), seq * PER_JOB + number
            words = [stored.attachment_id, stored.media_type, stored.label, stored.size, stored.digest]
            sealed = self._store.vault.seal(json.dumps(words).encode(), description_of(owner, number))
            self._store.run(_SQL["put"], (place, sealed))
            for part, begin in enumerate(range(0, stored.size, PIECE)):
                piece = attachment.content[begin : begin + PIECE]
                sealed = self._store.vault.seal(piece, piece_of(owner, number, part))
                self._store.run(_SQL["put_piece"], (place * PER_ATTACHMENT + part, part, sealed))

    def all(self, seq: int, owner: Place) -> tuple[Stored, ...]:
        """Those of a job, in order."""
        return tuple(self._stored(row, owner) for row in self._store.rows(_SQL["all"], _span(seq)))

    def content(self, seq: int, owner: Place, number: int, offset: int) -> bytes:
        """From `offset` to the end of the piece that holds it; empty at the end of the file."""
        part, begin = divmod(offset, PIECE)
        place = (seq * PER_JOB + number) * PER_ATTACHMENT + part
        rows = self._store.rows(_SQL["piece"], (place,))
        return self._store.vault.unseal(rows[0][0], piece_of(owner, number, part))[begin:] if rows else b""

    def whole(self, seq: int, owner: Place, stored: Stored) -> bool:
        """Is its content there to the last byte? Raises CORRUPT where a piece does not open."""
        digest, offset = hashlib.sha256(), 0
        while piece := self.content(seq, owner, stored.number, offset):
            digest.update(piece)
            offset += len(piece)
        return digest.hexdigest() == stored.digest

    def uploaded(self, seq: int, number: int, offset: int) -> None:
        """Write down how far its upload is."""
        self._store.run(_SQL["progress"], (offset, seq * PER_JOB + number))

    def forget(self, seq: int) -> None:
        """Erase them with all pieces."""
        first, end = _span(seq)
        self._store.run(_SQL["forget_pieces"], (first * PER_ATTACHMENT, end * PER_ATTACHMENT))
        self._store.run(_SQL["forget"], (first, end))

    def _stored(self, row: tuple[int, bytes, int], owner: Place) -> Stored:
        place, sealed, arrived = row
        number = place % PER_JOB
        words = json.loads(self._store.vault.unseal(sealed, description_of(owner, number)))
        name, media_type, label, size, digest = words
        return Stored(number, name, media_type, label, size, digest, arrived)


def description_of(owner: Place, number: int) -> Place:
    """Where the description of an attachment opens."""
    return Place(owner.record, owner.kind, f"attachment {number}")


def piece_of(owner: Place, number: int, part: int) -> Place:
    """Where a piece of it opens; pieces cannot change places."""
    return Place(owner.record, owner.kind, f"piece {number}.{part}")


def _span(seq: int) -> tuple[int, int]:
    return seq * PER_JOB, (seq + 1) * PER_JOB
