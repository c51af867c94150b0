"""Is the audit trail whole, and where does it break: altered, removed, reordered, cut short. Changes nothing.

What the chain alone cannot show: lines after the last one that was signed, or that the platform has heard of, may be
missing without a trace (`unsigned` counts what is there), and who restores all files of an earlier day, the store
among them, shows an earlier, whole trail; against that help what the platform has heard and exports kept elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kiosk.platform_api.signing.keys import PublicKey
from kiosk.runtime.audit.events import AuditEvent
from kiosk.runtime.audit.trail import GENESIS, Line, digest_of, parsed, signed_over

_SIGNATURE = re.compile(r"[0-9a-f]{128}")


class Break(StrEnum):
    """How a trail breaks."""

    ALTERED = "altered"
    """A line is not what it was."""
    REMOVED = "removed"
    """Lines are missing between others."""
    REORDERED = "reordered"
    """A line stands where it was not written, or twice."""
    TRUNCATED = "truncated"
    """Lines at the end are missing that were there when the terminal signed, or when it was exported."""
    FORGED = "forged"
    """A signature is not the terminal's."""


@dataclass(frozen=True)
class Broken:
    """The first place where it breaks."""

    how: Break
    line: int
    """Counted from 1; for missing lines the first that is missing."""


@dataclass(frozen=True)
class Told:
    """How far the trail went when the platform last heard of it."""

    seq: int
    sm3: str
    """Digest of that line."""


@dataclass(frozen=True)
class Remembered:
    """What the store knows without the trail."""

    head: bytes | None = None
    """The last signed line that was noted."""
    cases: bool = False
    """Was any case taken?"""
    told: Told | None = None
    """The last head that the platform heard."""

    @property
    def trail(self) -> bool:
        """Must there be a trail?"""
        return self.head is not None or self.cases or self.told is not None


@dataclass(frozen=True)
class Report:
    """What was found."""

    lines: int
    checkpoints: int
    unsigned: int
    """Lines after the last checkpoint that a given key has signed."""
    torn: bool
    """Is there half a line at the end, as a power cut leaves it? No break: the next line says so."""
    broken: Broken | None

    @property
    def whole(self) -> bool:
        """Does the chain hold from the first line to the last?"""
        return self.broken is None

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        at = None if self.broken is None else {"how": self.broken.how.value, "line": self.broken.line}
        return {
            "whole": self.whole,
            "lines": self.lines,
            "checkpoints": self.checkpoints,
            "unsigned": self.unsigned,
            "torn": self.torn,
            "broken": at,
        }


def verify(
    trail: bytes,
    head: bytes | None,
    keys: Sequence[PublicKey],
    earlier: bytes = b"",
    known: Remembered = Remembered(),
) -> Report:
    """Look at a whole trail.

    Args:
        trail: all its lines, as `files.Places.read` joins its files.
        head: content of `trail.head`; None where there is none.
        keys: public keys of the terminal, those in use today; earlier ones may be missing: what an earlier key has
            signed is vouched for by every later signature, which goes over all lines above.
        earlier: its lines as they were exported before.
        known: what the store remembers of it.
    """
    *raws, rest = trail.split(b"\n")
    lines = [parsed(raw) for raw in raws]
    ring = {key.key_id: key for key in keys}
    signed = {number: _standing(line, ring) for number, line in enumerate(lines, 1) if _is_checkpoint(line)}
    good = max((number for number, stands in signed.items() if stands), default=0)
    forged = [Broken(Break.FORGED, number) for number, stands in signed.items() if not _holds(stands, number, good)]
    last = max(signed, default=0)
    ends = [*_ends(raws, head, last), *(() if known.head is None else _ends(raws, known.head, last))]
    found = [*_chain(lines), *forged, *ends, *_since(raws, earlier), *_heard(raws, known.told)]
    return Report(
        lines=len(raws),
        checkpoints=len(signed),
        unsigned=len(raws) - good,
        torn=bool(rest),
        broken=min(found, key=lambda one: one.line, default=None),
    )


def _chain(lines: Sequence[Line | None]) -> Iterator[Broken]:
    """The first place where a line does not follow from the one before."""
    seq, before = 0, GENESIS
    for number, line in enumerate(lines, 1):
        if line is None:
            yield Broken(Break.ALTERED, number)
            return
        if line.seq == seq + 1 and line.before == before:
            seq, before = line.seq, line.own
            continue
        yield _misplaced(lines, number, seq)
        return


def _misplaced(lines: Sequence[Line | None], number: int, seq: int) -> Broken:
    """Line `number` is whole and does not follow `seq`."""
    line = lines[number - 1]
    if line is None or line.seq == seq + 1:  # it names another digest than that of the line before
        return Broken(Break.ALTERED, max(1, number - 1))
    elsewhere = any(one is not None and one.seq == seq + 1 for one in lines)
    if line.seq <= seq or elsewhere:
        return Broken(Break.REORDERED, number)
    return Broken(Break.REMOVED, seq + 1)


def _is_checkpoint(line: Line | None) -> bool:
    return line is not None and line.said.get("event") == AuditEvent.CHECKPOINT.code


def _standing(line: Line | None, known: Mapping[str, PublicKey]) -> bool | None:
    """Is it the signature of a key that is known? None where the key is not."""
    said = {} if line is None else line.said
    key, signature = known.get(str(said.get("key"))), str(said.get("signature"))
    if line is None or key is None:
        return None
    if _SIGNATURE.fullmatch(signature) is None:
        return False
    return key.scheme.verify(key.point, signed_over(line.seq, line.before), bytes.fromhex(signature))


def _holds(standing: bool | None, number: int, good: int) -> bool:  # noqa: FBT001
    """An earlier key is vouched for by a later signature; a known one must hold by itself."""
    return number < good if standing is None else standing


def _ends(raws: Sequence[bytes], head: bytes | None, signed: int) -> Iterator[Broken]:
    """Is the last signed line there that the terminal remembers? `signed`: number of the last one here, or 0."""
    if head is None:
        if signed:
            yield Broken(Break.REMOVED, signed)
        return
    raw = head.rstrip(b"\n")
    line = parsed(raw)
    if line is None:
        yield Broken(Break.ALTERED, signed or 1)
    elif line.seq > len(raws):
        yield Broken(Break.TRUNCATED, len(raws) + 1)
    elif raw not in raws:
        yield Broken(Break.ALTERED, max(1, line.seq))


def _since(raws: Sequence[bytes], earlier: bytes) -> Iterator[Broken]:
    """Does it begin with what it was?"""
    for number, raw in enumerate(earlier.split(b"\n")[:-1], 1):
        if number > len(raws):
            yield Broken(Break.TRUNCATED, number)
            return
        if raws[number - 1] != raw:
            yield Broken(Break.ALTERED, number)
            return


def _heard(raws: Sequence[bytes], told: Told | None) -> Iterator[Broken]:
    """Is the line there that the platform has heard of, whether it was signed or not?"""
    if told is None:
        return
    if told.seq > len(raws):
        yield Broken(Break.TRUNCATED, len(raws) + 1)
    elif digest_of(raws[told.seq - 1]) != told.sm3:
        yield Broken(Break.ALTERED, told.seq)
