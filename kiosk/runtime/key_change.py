"""Changes the data key of a terminal that stands still (换数据密钥), says how far it is. Must never show a key."""

from __future__ import annotations

import logging
from typing import Any

from kiosk.runtime.audit.events import AuditEvent
from kiosk.runtime.claim import InUseError, claim, let_go
from kiosk.runtime.connections import Files, change_data_key
from kiosk.runtime.queue_work import require_outbox, staff_trail
from kiosk.runtime.settings import Settings
from offline_cache.contract import StoreError, StoreFault

_STEP = 500
"""Records between two lines of progress."""
_log = logging.getLogger(__name__)


def rotate_key(settings: Settings) -> dict[str, Any]:
    """Seal everything stored with a new key; called again it goes on where it was cut off.

    Raises StoreError: LOCKED where `kiosk run` has the directory or another program has the store open, WRONG_KEY
    where the key is not a file of the state directory: the service manager's is changed there.
    """
    files = Files(settings.storage.state_dir)
    require_outbox(files)
    try:
        claim(files.state_dir)
    except InUseError as error:
        raise StoreError(StoreFault.LOCKED, str(error)) from error
    try:
        records = change_data_key(files, _Progress())
    finally:
        let_go()
    staff_trail(files).note(AuditEvent.DATA_KEY_CHANGED, count=records)
    return {"records": records}


class _Progress:
    """Says in the log how many records are left, not at every transaction."""

    def __init__(self) -> None:
        self._said: int | None = None

    def __call__(self, left: int) -> None:
        if self._said is None or left == 0 or self._said - left >= _STEP:
            self._said = left
            _log.info("%d records left", left)
