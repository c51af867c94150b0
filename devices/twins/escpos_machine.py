"""An ESC/POS printer from its receive buffer to the paper, and how it falls ill on order.

Sans-IO and not thread-safe: the twin process locks. It shares nothing with the driver's encoder, so that a mistake
there cannot hide here. Real-time commands are carried out as soon as they arrive, wherever they stand, also amidst a
picture, as real printers do. Must never print what did not arrive.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

_REAL_TIME = re.compile(
    rb"\x10(?:\x04(?P<eot>[\x01-\x04])|\x05(?P<enq>[\x01\x02])|\x14(?P<clear>\x08\x01\x03\x14\x01\x06\x02\x08))",
    re.DOTALL,
)
_LONGEST_ORDER = 10
_KNOWN_LENGTHS = {
    b"\x1b@": 2, b"\x1b2": 2, b"\x1ba": 3, b"\x1bE": 3, b"\x1b!": 3, b"\x1b3": 3, b"\x1bt": 3, b"\x1bR": 3,
    b"\x1bd": 3, b"\x1bJ": 3, b"\x1bp": 5, b"\x1da": 3, b"\x1dr": 3, b"\x1dI": 3, b"\x1dL": 4, b"\x1dW": 4,
    b"\x1d\x0c": 2, b"\x10\x04": 3, b"\x10\x05": 3, b"\x10\x14": 10,
}  # fmt: skip
"""Orders of a fixed length, with their first two bytes."""
_LINE = 30
"""Rows of a line feed: 1/6 inch at 203 dpi is 34; makers set 30."""
MAKER, MODEL, FIRMWARE, SERIAL = b"DEMO", b"VIRTUAL-80", b"1.00 TWIN", b"V0000001"


@dataclass
class Slip:
    """A piece of paper that was cut off."""

    rows: list[bytes] = field(default_factory=list, repr=False)
    """Bits of each row, most significant left, 1 is black; all as wide as the head."""
    cut: str = ""

    @property
    def blank(self) -> bool:
        """Is nothing on it?"""
        return not any(any(row) for row in self.rows)


@dataclass
class Health:
    """What is wrong, as a hand on the printer orders it."""

    near_end: bool = False
    paper_out: bool = False
    cover_open: bool = False
    offline: bool = False
    jammed: bool = False
    """The cutter is stuck."""
    hot: bool = False
    broken: bool = False
    mark_lost: bool = False
    feeding: bool = False

    @property
    def stopped(self) -> bool:
        """Does it print?"""
        return any(value for name, value in vars(self).items() if name != "near_end")

    def answer(self, n: int) -> int:
        """The byte that DLE EOT n is answered with."""
        error = self.jammed or self.hot or self.broken or self.mark_lost
        bits = {
            1: (self.stopped << 3) | (self.feeding << 6),
            2: (self.cover_open << 2) | (self.feeding << 3) | (self.paper_out << 5) | (error << 6),
            3: (self.mark_lost << 2) | (self.jammed << 3) | (self.broken << 5) | (self.hot << 6),
            4: (0x0C if self.near_end or self.paper_out else 0) | (0x60 if self.paper_out else 0),
        }
        return 0x12 | bits[n]

    def report(self) -> bytes:
        """The four bytes of ASB."""
        first = 0x10 | (self.stopped << 3) | (self.cover_open << 5) | (self.feeding << 6)
        second = (self.mark_lost << 2) | (self.jammed << 3) | (self.broken << 5) | (self.hot << 6)
        third = (0x03 if self.near_end or self.paper_out else 0) | (0x0C if self.paper_out else 0)
        return bytes((first, second, third, 0))


class EscposMachine:
    """One printer of `dots` dots with a receive buffer of `capacity` bytes.

    `knows`: what this model has of "clear" (DLE DC4), "asb" (GS a), "gs-r", "process-id" (GS ( H), "identity" (GS I).
    """

    ALL = frozenset({"clear", "asb", "gs-r", "process-id", "identity"})

    def __init__(
        self, on_slip: Callable[[Slip], None], dots: int = 576, capacity: int = 4096, knows: frozenset[str] = ALL
    ) -> None:
        self.health = Health()
        self.out = bytearray()
        """What it has to say."""
        self._due: list[tuple[int, Callable[[], object]]] = []
        self.jam_next = False
        self.garbled = 0
        self.mute = False
        self.processes: list[str] = []
        """Process ids answered so far."""
        self.seen = dict.fromkeys(
            ("rows", "orders_in_pictures", "lost", "unknown", "text", "cleared", "recovered"), 0
        )
        self._on_slip = on_slip
        self._stride = dots // 8
        self._capacity = capacity
        self._knows = knows
        self._buffer = bytearray()
        self._tail = b""
        self._picture: tuple[int, int] | None = None
        self._paper = Slip()
        self._asb = False
        self._reported = b""

    @property
    def room(self) -> int:
        """Bytes the buffer still takes."""
        return max(0, self._capacity - len(self._buffer))

    def state(self) -> dict[str, Any]:
        """What it has seen, and how it is."""
        return {**self.seen, **vars(self.health), "buffered": len(self._buffer), "on_paper": len(self._paper.rows)}

    def after_rows(self, rows: int, act: Callable[[], object]) -> None:
        """Do it when so many more rows are printed, between two of them."""
        self._due.append((self.seen["rows"] + rows, act))

    def forget_waiting(self) -> None:
        """Do nothing of what waits for rows."""
        self._due.clear()

    def run_out(self) -> None:
        """The paper is at its end."""
        self.health.paper_out = True

    # --- arriving ----------------------------------------------------------------------------------------
    def receive(self, data: bytes) -> None:
        """Bytes come in; what does not fit is lost."""
        whole, begun = self._tail + data, len(self._tail)
        for order in _REAL_TIME.finditer(whole):
            if order.end() > len(self._tail):
                self._store(whole[begun : order.end()])
                begun = order.end()
                self._at_once(order)
        self._store(whole[begun:])
        self._tail = whole[-(_LONGEST_ORDER - 1) :]

    def _store(self, data: bytes) -> None:
        self.seen["lost"] += max(0, len(data) - self.room)
        self._buffer += data[: self.room]

    def _at_once(self, order: re.Match[bytes]) -> None:
        if order["eot"]:
            self._say(bytes((self.health.answer(order["eot"][0]),)))
        elif order["clear"] and "clear" in self._knows:
            self._forget()
            self.health.jammed = self.health.mark_lost = False
            self.seen["cleared"] += 1
            self._say(b"\x37\x25\x00")
        elif order["enq"] and (self.health.jammed or self.health.mark_lost):
            self.health.jammed = self.health.mark_lost = False
            self.seen["recovered"] += 1
            if order["enq"] == b"\x02":
                self._forget()

    def _forget(self) -> None:
        self._buffer.clear()
        self._picture = None

    def _say(self, data: bytes) -> None:
        """To the host, unless it was made dumb; damaged where that was ordered."""
        if self.mute:
            return
        if self.garbled > 0:
            self.garbled -= 1
            data = bytes(byte ^ 0x91 for byte in data)
        self.out += data

    # --- printing ----------------------------------------------------------------------------------------
    def advance(self, rows: int) -> bool:
        """Go on printing, at most `rows` rows; True while there may be more to do at once."""
        end = self.seen["rows"] + rows
        while self.seen["rows"] < end and not self.health.stopped:
            if not (self._print_row() if self._picture else self._next_order()):
                break
        self.tell_changes()
        return not self.health.stopped and self.seen["rows"] >= end

    def tell_changes(self) -> None:
        """ASB: say it where something has changed."""
        if self._asb and self.health.report() != self._reported:
            self._reported = self.health.report()
            self._say(self._reported)

    def tear(self, how: str = "torn") -> None:
        """Part the paper."""
        slip, self._paper = self._paper, Slip()
        slip.cut = how
        if slip.rows:
            self._on_slip(slip)

    def _print_row(self) -> bool:
        width, rows = self._picture or (0, 0)
        if len(self._buffer) < width:
            return False
        bits = bytes(self._buffer[:width])
        del self._buffer[:width]
        self._picture = (width, rows - 1) if rows > 1 else None
        self.seen["orders_in_pictures"] += len(_REAL_TIME.findall(bits))
        self._feed(bits[: self._stride].ljust(self._stride, b"\0"))
        return True

    def _feed(self, row: bytes) -> None:
        self._paper.rows.append(row)
        self.seen["rows"] += 1
        for due in [one for one in self._due if one[0] <= self.seen["rows"]]:
            self._due.remove(due)
            due[1]()

    def _next_order(self) -> bool:
        """Carry out the next order in the buffer; False where it is not there whole, or cannot be done."""
        buffer = self._buffer
        if not buffer:
            return False
        if buffer[0] not in (0x10, 0x1B, 0x1D):
            return self._character()
        if len(buffer) < 2:  # noqa: PLR2004  the second byte says what it is
            return False
        head = bytes(buffer[:2])
        size = _KNOWN_LENGTHS.get(head) or self._length(head)
        if size is None or len(buffer) < size:
            return False
        order = bytes(buffer[:size])
        if not self._carried_out(order):
            return False
        del buffer[:size]
        return True

    def _character(self) -> bool:
        byte = self._buffer[0]
        if byte in (0x0A, 0x0C):
            self._feed_rows(_LINE if byte == 0x0A else 0)  # noqa: PLR2004  LF
        elif byte >= 0x20:  # noqa: PLR2004  something that prints
            self.seen["text"] += 1
        del self._buffer[:1]
        return True

    def _length(self, head: bytes) -> int | None:
        """Bytes of an order whose length stands in it; 2 for one nobody knows; None where it is not there yet."""
        buffer = self._buffer
        if head == b"\x1dv":
            return 8
        if head == b"\x1dV":
            return None if len(buffer) < 3 else 4 if buffer[2] >= 65 else 3  # noqa: PLR2004
        if head == b"\x1d(":
            return None if len(buffer) < 5 else 5 + buffer[3] + 256 * buffer[4]  # noqa: PLR2004
        self.seen["unknown"] += 1
        return 2

    def _carried_out(self, order: bytes) -> bool:
        """False: not now, the printer has stopped over it."""
        head = order[:2]
        if head == b"\x1dv":
            width, rows = order[4] + 256 * order[5], order[6] + 256 * order[7]
            self._picture = (width, rows) if width and rows else None
        elif head == b"\x1dV":
            return self._cut(order[2])
        elif head in (b"\x1bd", b"\x1bJ"):
            self._feed_rows(order[2] * (_LINE if head == b"\x1bd" else 1))
        elif head == b"\x1d(" and order[2:3] == b"H" and order[5:7] == b"00":
            self._answer_process(order[7:11])
        else:
            self._answer(head, order[-1])
        return True

    def _feed_rows(self, count: int) -> None:
        for _ in range(count):
            self._feed(bytes(self._stride))

    def _cut(self, how: int) -> bool:
        if self.jam_next:
            self.jam_next = False
            self.health.jammed = True
            return False
        self.tear("full" if how in (0, 48, 65) else "partial")
        return True

    def _answer_process(self, name: bytes) -> None:
        if "process-id" in self._knows:
            self.processes.append(name.decode("ascii", "replace"))
            self._say(b"\x37\x22" + name + b"\0")

    def _answer(self, head: bytes, n: int) -> None:
        """Orders that are only answered, or only set something."""
        if head == b"\x1b@":
            self._asb = False
        elif head == b"\x1da" and "asb" in self._knows:
            self._asb, self._reported = bool(n), b""
        elif head == b"\x1dr" and n in (1, 49) and "gs-r" in self._knows:
            near = self.health.near_end or self.health.paper_out
            self._say(bytes(((3 if near else 0) | (12 if self.health.paper_out else 0),)))
        elif head == b"\x1dI" and "identity" in self._knows:
            said = {65: FIRMWARE, 66: MAKER, 67: MODEL, 68: SERIAL}.get(n)
            if said is not None:
                self._say(b"\x5f" + said + b"\0")
