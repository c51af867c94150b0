"""What the store remembers of the audit trail, so that its removal is noticed. Must never mend or judge anything.

Every case that was taken was said in the trail, and the last signed line is noted in the store each time the sync
process ends. Who removes the trail, or begins another, would have to take the store with it.
"""

from __future__ import annotations

import logging
from contextlib import closing

from kiosk.runtime.audit.check import Remembered, Told
from kiosk.runtime.audit.trail import Places, audit_folder
from kiosk.runtime.connections import Files, open_store
from offline_cache.contract import StoreError
from offline_cache.looking import glance

TOLD = "audit-told"
"""Note of the last head that the platform heard."""
HEAD = "audit-head"
"""Note of the last signed line."""
_CASE = "submission"
_log = logging.getLogger(__name__)


def told(note: bytes | None) -> Told | None:
    """What the note `audit-told` says: `seq sm3`; None where there is none."""
    seq, _, sm3 = (note or b"").decode("ascii", "replace").partition(" ")
    return Told(int(seq), sm3) if seq.isdecimal() else None


def remembered(files: Files) -> Remembered:
    """Read it. A store that cannot be read remembers nothing here: its own check says why. Raises PermissionError."""
    if not files.outbox.exists():
        return Remembered()
    try:
        with glance(files.outbox) as store:
            return Remembered(store.noted(HEAD), store.has(_CASE), told(store.noted(TOLD)))
    except StoreError:
        return Remembered()


def note_head(files: Files) -> None:
    """Note the last signed line, if there is one. What fails is logged: the one noted before still stands."""
    head = Places(audit_folder(files.state_dir)).head
    try:
        line = head.read_bytes()
        with closing(open_store(files, check=False)) as store:
            store.note(HEAD, line)
    except FileNotFoundError:
        return
    except StoreError as error:
        _log.error("audit head not noted: %s", error.fault.code)
    except OSError as error:
        _log.error("audit head not noted: %s", error.strerror)
