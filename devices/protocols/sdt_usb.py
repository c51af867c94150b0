"""How a SAM's frames travel over USB bulk endpoints: whole on one pair, or head and body on a pair each. Sans-IO.

Two independent projects drive the "SDT USB" device (0400:C35A) in two ways, and nobody here has seen one; which way
a device wants is told by its endpoints [?]. Must never interpret more of a frame than its length.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from devices.faults import DeviceError, Fault
from devices.protocols.sam import MARK, MAX_LENGTH, MIN_RESPONSE, OVERHEAD

_DIRECTION: Final = 0x80
_HEAD_END: Final = len(MARK) + 2


class Scheme(StrEnum):
    """How frames are laid onto the endpoints."""

    WHOLE = "whole"
    """One OUT, one IN: whole frames."""
    SPLIT = "split"
    """Two OUT, two IN: the first seven bytes on the first of each, the rest on the second."""


class Endpoints(NamedTuple):
    """Endpoint addresses for the first seven bytes and for the rest; the same ones where frames stay whole."""

    scheme: Scheme
    out_head: int
    out_body: int
    in_head: int
    in_body: int

    def requests(self, frame: bytes) -> list[tuple[int, bytes]]:
        """What is written where, in order."""
        if self.scheme is Scheme.WHOLE:
            return [(self.out_head, frame)]
        return [(self.out_head, frame[:OVERHEAD]), (self.out_body, frame[OVERHEAD:])]


def endpoints(bulk: Sequence[int], wanted: Scheme | None = None) -> Endpoints:
    """The scheme that fits the addresses of a device's bulk endpoints, or the `wanted` one where it can be had.

    Split endpoints go by their number (0x02 before 0x06, 0x81 before 0x85); whole frames take the last OUT and the
    last IN, as the project does that sends them. Raises DeviceError(NOT_CONFIGURED) where neither can be told.
    """
    outs = [address for address in bulk if not address & _DIRECTION]
    ins = [address for address in bulk if address & _DIRECTION]
    counts = (len(outs), len(ins))
    scheme = wanted or {(1, 1): Scheme.WHOLE, (2, 2): Scheme.SPLIT}.get(counts)
    if scheme is Scheme.SPLIT and min(counts) > 1:
        (out_head, out_body), (in_head, in_body) = sorted(outs)[:2], sorted(ins)[:2]
        return Endpoints(scheme, out_head, out_body, in_head, in_body)
    if scheme is Scheme.WHOLE and min(counts) > 0:
        return Endpoints(scheme, outs[-1], outs[-1], ins[-1], ins[-1])
    raise DeviceError(
        Fault.NOT_CONFIGURED, f"{counts[0]} bulk OUT and {counts[1]} bulk IN endpoints: name the scheme"
    )


class SplitAnswer:
    """Whether the next bytes of an answer in two parts come from the second endpoint."""

    def __init__(self) -> None:
        self._head = bytearray()
        self._due = 0

    @property
    def body_due(self) -> int:
        """Bytes that the second endpoint still owes; 0 = the next ones are a head."""
        return self._due

    def restart(self) -> None:
        """What was begun is forgotten."""
        self._head.clear()
        self._due = 0

    def take(self, data: bytes) -> None:
        """These bytes came, from the endpoint that `body_due` named. Never raises."""
        if self._due:
            self._due = max(0, self._due - len(data))
            return
        self._head += data
        at = self._head.find(MARK)
        if at < 0:
            del self._head[: 1 - len(MARK)]  # the beginning of a mark may be among the last three
            return
        if len(self._head) < at + _HEAD_END:
            return
        length = int.from_bytes(self._head[at + len(MARK) : at + _HEAD_END], "big")
        if MIN_RESPONSE <= length <= MAX_LENGTH:
            self._due = max(0, length - (len(self._head) - at - _HEAD_END))
        self._head.clear()
