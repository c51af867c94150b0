"""What a driver read, and whether it says it again: in the text of an exception or in a record of the log.

Must never say itself what was read.
"""

from __future__ import annotations

import logging
from typing import Any, Final

from devices.contract import ChipCard, Code
from devices.protocols.idcard_record import CardRecord

_SHORTEST: Final = 2
"""Signs of a text that are looked for: a name may have two."""
_CODE: Final = 8
"""Signs of a code that are looked for; fewer may stand in any text by chance."""


class Discretion:
    """Made in the process of a trial: hears every record of the log from then on, whatever its level."""

    def __init__(self) -> None:
        self._read: set[str] = set()
        self._broken: set[str] = set()
        make = logging.getLogRecordFactory()

        def heard(*arguments: Any, **named: Any) -> logging.LogRecord:
            record = make(*arguments, **named)
            self.said("the log", f"{record.msg} {record.args}")
            return record

        logging.setLogRecordFactory(heard)

    def learn(self, told: object) -> None:
        """What must not be said from now on: of a card its name, number and address, of a code all of it."""
        if isinstance(told, CardRecord):
            self._keep(_SHORTEST, told.name, told.number, told.address)
        elif isinstance(told, ChipCard):
            self._keep(_SHORTEST, told.name, told.number)
        elif isinstance(told, Code):
            self._keep(_CODE, told.raw.decode("utf-8", "replace"))

    def said(self, where: str, text: str) -> None:
        """Something was said there."""
        if any(one in text for one in self._read):
            self._broken.add(where)

    def missed(self) -> str:
        """Where what was read was said since the last time, in words; else empty."""
        broken, self._broken = sorted(self._broken), set()
        return f"says what it read in {' and '.join(broken)}" if broken else ""

    def _keep(self, shortest: int, *texts: object) -> None:
        self._read |= {text for text in map(str, texts) if len(text) >= shortest and text != "None"}
