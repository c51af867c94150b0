"""One piece of advice at a time, long enough to be read; must never hold back that a try is over.

A camera sees a face 15 times a second and finds something else every time; a person reads one sentence a second.
Sans-IO, time comes in.
"""

from __future__ import annotations

AT_ONCE = frozenset({"comparing", "again"})
"""Codes that are no advice but news."""


class Adviser:
    """Chooses which of the codes that come frame by frame is shown."""

    def __init__(self, appears: float = 0.35, stays: float = 1.0) -> None:
        """Advice has to be meant for `appears` seconds before it is shown, and is shown for `stays` at least."""
        self._appears = appears
        self._stays = stays
        self._shown: tuple[str, float] | None = None
        self._meant: tuple[str, float] | None = None

    def say(self, code: str, at: float) -> str:
        """What is shown at second `at`, where `code` would be right for this very frame."""
        if self._shown is None or code == self._shown[0] or AT_ONCE.intersection((code, self._shown[0])):
            self._meant = None
            if self._shown is None or code != self._shown[0]:
                self._shown = (code, at)
            return code
        if self._meant is None or self._meant[0] != code:
            self._meant = (code, at)
        if at - self._meant[1] >= self._appears and at - self._shown[1] >= self._stays:
            self._shown, self._meant = (code, at), None
        return self._shown[0]
