"""A scanner that types: key events to codes. Sans-IO.

Such a scanner can type ASCII only; where it presses a key that types nothing, or the kernel lost an event, the code
is garbled: never handed up as if it were whole. Must never interpret a code.
"""

from __future__ import annotations

from devices.contract import Code, Fault
from devices.protocols.input_event import EventParser, Typist
from devices.protocols.scan_code import CodeParser, Manner, Scanned

_PLACE_HOLDER = b"?"


class TypedCodeParser:
    """Bytes of an input device to codes; times in seconds of any steady clock."""

    def __init__(self, manner: Manner) -> None:
        self._events = EventParser()
        self._typist = Typist()
        self._codes = CodeParser(manner)
        self._spoilt = False

    @property
    def waiting(self) -> bool:
        """Has a code begun whose end has not come?"""
        return self._codes.waiting

    def feed(self, data: bytes, at: float) -> list[Scanned]:
        """Codes whose end lies within `data`, read at `at`."""
        scanned = self.quiet(at)
        for event in self._events.feed(data):
            for sign in self._typist.typed(event):
                self._spoilt |= sign is None
                scanned += self._judged(self._codes.feed(sign or _PLACE_HOLDER, at))
        return scanned

    def quiet(self, at: float) -> list[Scanned]:
        """The code that has ended because nothing more was typed until `at`."""
        return self._judged(self._codes.quiet(at))

    def _judged(self, scanned: list[Scanned]) -> list[Scanned]:
        if not scanned or not self._spoilt:
            return scanned
        self._spoilt = False
        return [Fault.CODE_GARBLED if isinstance(one, Code) else one for one in scanned]
