"""The face way's rest: after several used-up rounds of tries at this terminal it pauses, whoever they were.

Only the times of those rounds are kept. Must never keep anything of a person: that somebody comes back, here after
the rest or at another terminal, is therefore not known, and the platform's own limits are what is left.
"""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path
from typing import Final

WINDOW: Final = 1800.0
"""Seconds after which a used-up round no longer counts."""
_MOST = 50
_log = logging.getLogger(__name__)


class FaceRest:
    """Counts rounds in a file of the state directory (mode 0600). `after` = 0 switches it off."""

    def __init__(self, path: Path, after: int, seconds: float) -> None:
        self._path = path
        self._after = after
        self._seconds = seconds

    def resting(self, now: float) -> bool:
        """Is the way paused at `now` (seconds since 1970)?"""
        times = [at for at in self._times() if now - WINDOW < at <= now]  # a clock put back frees, it never closes
        return 0 < self._after <= len(times) and now - times[-1] < self._seconds

    def used_up(self, now: float) -> None:
        """All tries of one person were used up at `now`. What cannot be written is only logged."""
        if not self._after:
            return
        times = [at for at in self._times() if now - WINDOW < at <= now]
        scratch = self._path.with_name(f".{self._path.name}.new")
        try:
            handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                json.dump([*times, now][-_MOST:], file)
            scratch.replace(self._path)
        except OSError as error:
            _log.warning("the rest of the face way cannot be kept: %s", error.strerror)

    def _times(self) -> list[float]:
        try:
            found = json.loads(self._path.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return []
        numbers = found if isinstance(found, list) else []
        return sorted(float(one) for one in numbers if isinstance(one, int | float))
