"""What a driver read, and whether it says it again: in an exception, the log, the standard streams, or a file.

Must never say itself what was read.
"""

from __future__ import annotations

import base64
import logging
import re
from typing import Any, Final

from devices.contract import ChipCard, Code
from devices.protocols.idcard_record import CardRecord

_ENCODINGS: Final = ("utf-8", "gb18030", "utf-16-le")
"""In which a text is looked for; a card itself holds UTF-16."""
_SHORTEST: Final = 6
"""Bytes that are looked for: fewer may stand anywhere by chance. A name of two characters has as many in UTF-8."""
_CODE: Final = 8
"""Bytes of a code that are looked for."""
_PHOTO: Final = 64
"""Bytes of a photo by which it is known."""
_AT_MOST: Final = 1 << 20
"""Bytes that are kept of what was said in one place, until they are judged."""
_NAMED: Final = 3
_BETWEEN: Final = re.compile(rb"0x|\\x|[\s:,-]")
"""What stands between the bytes of a hex dump."""


class Discretion:
    """Made in the process of a trial: hears every record of the log from then on, whatever its level."""

    def __init__(self) -> None:
        self._read: set[bytes] = set()
        self._said: dict[str, bytearray] = {}
        self._broken: set[str] = set()
        make = logging.getLogRecordFactory()

        def heard(*arguments: Any, **named: Any) -> logging.LogRecord:
            record = make(*arguments, **named)
            self.said("the log", f"{record.msg} {record.args}")
            return record

        logging.setLogRecordFactory(heard)
        logging.getLogger().setLevel(1)  # else nobody makes the records of which a technician would see all

    def learn(self, told: object) -> None:
        """What must not be said: of a card name, number, address and photo, of a code all of it."""
        if isinstance(told, CardRecord):
            self._keep(told.name, told.name_latin, told.number, told.pass_number, told.address)
            self._read |= {told.photo[:_PHOTO]} if any(told.photo) else set()
        elif isinstance(told, ChipCard):
            self._keep(told.name, told.number)
        elif isinstance(told, Code) and len(told.raw) >= _CODE:
            self._keep(told.raw.decode("utf-8", "replace"), repr(told.raw)[2:-1])
            self._read.add(told.raw)

    def said(self, where: str, what: str | bytes) -> None:
        """Something was said there; it is judged at the end, when all that was read is known."""
        kept = self._said.setdefault(where, bytearray())
        kept += what if isinstance(what, bytes) else what.encode("utf-8", "replace")
        kept += b"\n"
        if len(kept) > _AT_MOST:
            self._judge(where)

    def missed(self) -> str:
        """Where what was read was said since the last time, in words; else empty."""
        for where in list(self._said):
            self._judge(where)
        broken, self._broken = sorted(self._broken), set()
        more = f" and {len(broken) - _NAMED} more" if len(broken) > _NAMED else ""
        return f"says what it read in {' and '.join(broken[:_NAMED])}{more}" if broken else ""

    def _judge(self, where: str) -> None:
        said = bytes(self._said.pop(where))
        dumped = _BETWEEN.sub(b"", said).lower()
        if any(one in said or one.hex().encode() in dumped or _in_base64(one, said) for one in self._read):
            known = any(one in where.encode() for one in self._read)
            self._broken.add("a file" if known else where)

    def _keep(self, *texts: str | None) -> None:
        forms = {text.encode(encoding, "replace") for text in texts if text for encoding in _ENCODINGS}
        self._read |= {form for form in forms if len(form) >= _SHORTEST}


def _in_base64(form: bytes, said: bytes) -> bool:
    """Is it there in base64 (RFC 4648), wherever it stood among other bytes?"""
    for before in range(3):
        first, last = -(-8 * before // 6), 8 * (before + len(form)) // 6  # without what it shares with its neighbours
        if base64.b64encode(bytes(before) + form)[first:last] in said:
            return True
    return False
