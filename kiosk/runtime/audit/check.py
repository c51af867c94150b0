"""Is the audit trail whole, and where does it break: altered, removed, reordered, cut short. Changes nothing.

What the chain alone cannot show: lines after the last one that was signed, or that the platform has heard of, may be
missing without a trace (`unsigned` counts what is there), and who restores all files of an earlier day, the store
among them, shows an earlier, whole trail; against that help what the platform has heard and exports kept elsewhere.

The first lines may be missing on purpose, when their time is over (purging.py): then a later line that the terminal
has signed says how many they are, how old the youngest of them was, and the digest of the last of them, to which the
first line that is there is chained. `purged` is their number; anything else that is missing is a break.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kiosk.platform_api.signing.keys import PublicKey
from kiosk.runtime.audit.events import LEAST_DAYS, AuditEvent
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
    """As it is numbered in the chain, from 1; for missing lines the first that is missing."""


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
    purged: int = 0
    """Lines at the beginning that were deleted when their time was over, as the trail itself says."""

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
            "purged": self.purged,
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
    signed = {place: _standing(line, ring) for place, line in enumerate(lines, 1) if _is_checkpoint(line)}
    good = max((place for place, stands in signed.items() if stands), default=0)
    purged = _purged(lines, good if keys else len(lines))
    forged = [
        Broken(Break.FORGED, purged + place) for place, stands in signed.items() if not _holds(stands, place, good)
    ]
    there = _There(raws, purged, purged + max(signed) if signed else 0)
    ends = [*_ends(there, head), *(() if known.head is None else _ends(there, known.head))]
    found = [*_chain(lines, purged), *forged, *ends, *_since(there, earlier), *_heard(there, known.told)]
    return Report(
        lines=len(raws),
        checkpoints=len(signed),
        unsigned=len(raws) - good,
        torn=bool(rest),
        broken=min(found, key=lambda one: one.line, default=None),
        purged=purged,
    )


@dataclass(frozen=True)
class _There:
    """The lines that are there, and how they are numbered."""

    raws: Sequence[bytes]
    purged: int
    signed: int
    """Number of the last checkpoint, or 0."""

    @property
    def last(self) -> int:
        return self.purged + len(self.raws)

    def at(self, number: int) -> bytes | None:
        """That line; None for one that was purged, or is not there."""
        return self.raws[number - self.purged - 1] if self.purged < number <= self.last else None


def _purged(lines: Sequence[Line | None], signed: int) -> int:
    """How many lines at the beginning are missing on purpose: what one of the first `signed` lines here says.

    Fewer may be missing than it says: the power failed while they were deleted, file by file, oldest first. Where
    more are missing, the chain breaks behind those that it says.
    """
    first = lines[0] if lines else None
    if first is None or first.seq <= 1:
        return 0
    missing, purged = first.seq - 1, 0
    for line in lines[:signed]:
        said = {} if line is None else line.said
        count, days = said.get("count"), said.get("days")
        if said.get("event") != AuditEvent.TRAIL_PURGED.code or type(count) is not int or type(days) is not int:
            continue
        place = count - missing
        last = lines[place - 1] if 0 < place <= len(lines) else None
        named = first.before if place == 0 else last.own if last is not None else None
        if days >= LEAST_DAYS and (place < 0 or (named is not None and named == said.get("sm3"))):
            purged = max(purged, min(count, missing))
    return purged


def _chain(lines: Sequence[Line | None], purged: int) -> Iterator[Broken]:
    """The first place where a line does not follow from the one before."""
    first = lines[0] if lines else None
    seq, before = purged, GENESIS if first is None or not purged else first.before
    for place, line in enumerate(lines, 1):
        if line is None:
            yield Broken(Break.ALTERED, purged + place)
            return
        if line.seq == seq + 1 and line.before == before:
            seq, before = line.seq, line.own
            continue
        yield _misplaced(lines, line, purged + place, seq)
        return


def _misplaced(lines: Sequence[Line | None], line: Line, number: int, seq: int) -> Broken:
    """Line `number` is whole and does not follow `seq`."""
    if line.seq == seq + 1:  # it names another digest than that of the line before
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


def _ends(there: _There, head: bytes | None) -> Iterator[Broken]:
    """Is the last signed line there that the terminal remembers?"""
    if head is None:
        if there.signed:
            yield Broken(Break.REMOVED, there.signed)
        return
    raw = head.rstrip(b"\n")
    line = parsed(raw)
    if line is None:
        yield Broken(Break.ALTERED, there.signed or 1)
    elif line.seq > there.last:
        yield Broken(Break.TRUNCATED, there.last + 1)
    elif raw != there.at(line.seq):
        yield Broken(Break.ALTERED, max(1, line.seq))


def _since(there: _There, earlier: bytes) -> Iterator[Broken]:
    """Does it begin with what it was? The export may have lines that were purged since, and itself begin later."""
    raws = earlier.split(b"\n")[:-1]
    first = parsed(raws[0]) if raws else None
    for number, raw in enumerate(raws, 1 if first is None else max(1, first.seq)):
        if number > there.last:
            yield Broken(Break.TRUNCATED, number)
            return
        if number > there.purged and there.at(number) != raw:
            yield Broken(Break.ALTERED, number)
            return


def _heard(there: _There, told: Told | None) -> Iterator[Broken]:
    """Is the line there that the platform has heard of, whether it was signed or not?"""
    if told is None:
        return
    raw = there.at(told.seq)
    if told.seq > there.last:
        yield Broken(Break.TRUNCATED, there.last + 1)
    elif raw is None or digest_of(raw) != told.sm3:
        yield Broken(Break.ALTERED, told.seq)
