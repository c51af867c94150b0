"""A virtual SAM reader for the virtual USB: real SAM bytes over bulk endpoints in either scheme, breakable meanwhile.

Control verbs (`{"do": VERB, …}`): those of devices.twins.sam_desk and devices.twins.usb_bus, and stall {seconds?},
vanish {command?, packets?} (pulled out once that was asked and so many packets of the answer went out; `return` takes
it back), short {size?; 64 = as ever}, babble {times?}, halt {times?}, empty {times?}, flood {on?}. Development and
tests only.
"""

from __future__ import annotations

import errno
import functools
import time
from collections import deque
from collections.abc import Mapping
from typing import Any, Final

from devices.protocols.sam import OVERHEAD, PREAMBLE, Request, RequestParser
from devices.protocols.sam_twin import WORDS
from devices.protocols.sdt_usb import Scheme
from devices.twins.sam_desk import SamDesk, Stock
from devices.twins.usb_bus import Identity, VirtualUsb, failure
from devices.twins.words import ON, SECONDS, TIMES, Whole, Words, one_of, ordered, word

PACKET: Final = 64
_COUNTED: Final = ("babble", "halt", "empty")
ENDS: Final[Mapping[Scheme, tuple[int, ...]]] = {
    Scheme.SPLIT: (0x02, 0x81, 0x06, 0x85),
    Scheme.WHOLE: (0x01, 0x82),
}
"""Endpoint addresses; those of the split scheme as the one project names them."""


def identity(scheme: Scheme, serial: str = "T0001", ends: tuple[int, ...] = (), packet: int = PACKET) -> Identity:
    """A reader of the "SDT USB" kind; other `ends` than those of its scheme for a device nobody knows."""
    return Identity(0x0400, 0xC35A, ends or ENDS[scheme], "Virtual", "SAM reader", serial, packet)


class UsbSam(VirtualUsb):
    """One reader at a plug."""

    def __init__(
        self, scheme: Scheme, stock: Stock, said: Identity | None = None, port: tuple[int, ...] = (1, 2)
    ) -> None:
        super().__init__(said or identity(scheme), port)
        self._scheme = scheme
        self._desk = SamDesk(stock)
        self._parser = RequestParser()
        self._head = b""
        self._out: dict[int, deque[bytes]] = {}
        self._short = PACKET
        self._babble = self._halt = self._empty = 0
        self._flood = False
        self._quiet_until = 0.0
        self._pull_at: tuple[str, int] | None = None
        self._left: int | None = None

    def handle(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """One control request. Raises ValueError with the reason where it cannot be done."""
        order = ordered(self.words(), message)
        with self.changed:
            order()
            self.changed.notify_all()
            return {**self._desk.sam.state(), **self.state()}

    def tell(self, verb: str, **values: Any) -> dict[str, Any]:
        """The same from within the process."""
        return self.handle({"do": verb, **values})

    def words(self) -> Words:
        """All of them."""
        return {
            **self._desk.words(),
            **super().words(),
            **{name: word(functools.partial(self._set, f"_{name}"), times=TIMES) for name in _COUNTED},
            "vanish": word(
                self._vanish, command=one_of(sorted(set(WORDS.values())), None), packets=Whole(0, most=1000)
            ),
            "stall": word(lambda seconds: self._set("_quiet_until", time.monotonic() + seconds), seconds=SECONDS),
            "short": word(lambda size: self._set("_short", size), size=Whole(1, 1, PACKET)),
            "flood": word(lambda on: self._set("_flood", on), on=ON),
        }

    def take(self, endpoint: int, data: bytes) -> int:
        """The module begins when the rest of a split request is there."""
        if self._scheme is Scheme.SPLIT and endpoint == ENDS[Scheme.SPLIT][0]:
            self._head = data
            return len(data)
        for received in self._parser.feed(self._head + data):
            self._answer(self._desk.sam.reply(received))
            command = received.command if isinstance(received, Request) else None
            if self._pull_at and command and WORDS.get(command) == self._pull_at[0]:
                self._left, self._pull_at = self._pull_at[1], None
        self._head = b""
        self.changed.notify_all()
        return len(data)

    def give(self, endpoint: int, room: int, milliseconds: int) -> bytes:
        """One packet, or what was ordered instead."""
        life, deadline = self.life, time.monotonic() + milliseconds / 1000
        while True:
            self.there(life)
            if self._left == 0:
                self.plug(gone=True)
                continue
            quiet = self._quiet_until - time.monotonic()
            if quiet <= 0 and (self._flood or self._out.get(endpoint)):
                return self._packet(endpoint, room)
            left = deadline - time.monotonic()
            if left <= 0:
                raise failure(errno.ETIMEDOUT)
            self.changed.wait(min(left, quiet) if quiet > 0 else left)

    def plug(self, *, gone: bool) -> None:
        """The module loses its power, and what it had to say."""
        self._out.clear()
        self._head = b""
        self._left = self._pull_at = None
        self._parser = RequestParser()
        self._desk.sam.power_cycle()
        super().plug(gone=gone)

    def _set(self, name: str, /, times: float) -> None:
        setattr(self, name, times)

    def _vanish(self, command: str | None, packets: int) -> None:
        """At once, or in the middle of an exchange."""
        if command is not None:
            self._pull_at = (command, packets)
        else:
            self.plug(gone=True)

    def _packet(self, endpoint: int, room: int) -> bytes:
        if self._empty:
            self._empty -= 1
            return b""
        if self._halt:
            self._halt -= 1
            raise failure(errno.EPIPE)
        packet = bytes(range(PACKET)) if self._flood else self._out[endpoint].popleft()
        if self._left is not None:
            self._left -= 1
        if self._babble or len(packet) > room:
            self._babble = max(0, self._babble - 1)
            raise failure(errno.EOVERFLOW)
        return packet

    def _answer(self, sent: bytes) -> None:
        """Into packets: noise, head and body on their endpoints, or all on the one."""
        ends = ENDS[self._scheme]
        if self._scheme is Scheme.WHOLE:
            self._queue(ends[1], sent)
            return
        at = max(0, sent.find(PREAMBLE))
        self._queue(ends[1], sent[:at])
        self._queue(ends[1], sent[at : at + OVERHEAD])
        self._queue(ends[3], sent[at + OVERHEAD :])

    def _queue(self, endpoint: int, data: bytes) -> None:
        packets = (data[at : at + self._short] for at in range(0, len(data), self._short))
        self._out.setdefault(endpoint, deque()).extend(packets)
