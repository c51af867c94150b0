"""What the store remembers of the audit trail, so that its removal is noticed. Must never mend or judge anything.

Every case that was taken was said in the trail, and the last signed line is noted in the store each time the sync
process ends. Who removes the trail, or begins another, would have to take the store with it.
"""

from __future__ import annotations

import logging
from contextlib import closing
from dataclasses import dataclass

from kiosk.runtime.audit.trail import Places, audit_folder
from kiosk.runtime.connections import Files, open_store
from offline_cache.contract import StoreError
from offline_cache.looking import glance

_NAME = "audit-head"
_CASE = "submission"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Remembered:
    """What is known without the trail."""

    head: bytes | None = None
    """The last signed line that was noted."""
    cases: bool = False
    """Was any case taken?"""

    @property
    def trail(self) -> bool:
        """Must there be a trail?"""
        return self.head is not None or self.cases


def remembered(files: Files) -> Remembered:
    """Read it. A store that cannot be read remembers nothing here: its own check says why. Raises PermissionError."""
    if not files.outbox.exists():
        return Remembered()
    try:
        with glance(files.outbox) as store:
            return Remembered(store.noted(_NAME), store.has(_CASE))
    except StoreError:
        return Remembered()


def note_head(files: Files) -> None:
    """Note the last signed line, if there is one. What fails is logged: the one noted before still stands."""
    head = Places(audit_folder(files.state_dir)).head
    try:
        line = head.read_bytes()
        with closing(open_store(files, check=False)) as store:
            store.note(_NAME, line)
    except FileNotFoundError:
        return
    except StoreError as error:
        _log.error("audit head not noted: %s", error.fault.code)
    except OSError as error:
        _log.error("audit head not noted: %s", error.strerror)
