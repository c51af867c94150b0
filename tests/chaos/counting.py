"""Counts what was promised against what arrived. Must never know how either came about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass
class Case:
    """One case, or something else that rides the same rails, as its screen told of it."""

    digests: set[str] = field(default_factory=set)
    """SHA-256 of every body that was given to the queue under this id: several where the store said no before."""
    acknowledged: bool = False
    """The citizen has read 已保存."""
    kind: str = "submission"


@dataclass(frozen=True)
class Arrival:
    """One of them as the platform holds it."""

    case_id: str
    digest: str
    """SHA-256 of the body."""
    content: str
    """Digest of what it is about, whatever its id."""


@dataclass(frozen=True)
class Tally:
    """The figures that must be zero."""

    lost: int
    """Acknowledged, and not on the platform with the digest it was stored with."""
    duplicated: int
    """More than one under the same id, or with equal content under different ids."""
    unexplained: int
    """On the platform, and no screen ever gave it to the queue like this."""

    @property
    def clean(self) -> bool:
        """Everything acknowledged is there exactly once, and nothing else is."""
        return not (self.lost or self.duplicated or self.unexplained)

    def __add__(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(self.lost + other.lost, self.duplicated + other.duplicated, self.unexplained + other.unexplained)


def counted(told: Mapping[str, Case], arrived: Iterable[Arrival]) -> Tally:
    """Hold one against the other. A case that was given to the queue but not acknowledged may be there, once."""
    arrivals = list(arrived)
    right = {one.case_id for one in arrivals if one.case_id in told and one.digest in told[one.case_id].digests}
    return Tally(
        lost=sum(case.acknowledged and case_id not in right for case_id, case in told.items()),
        duplicated=max(_surplus(one.case_id for one in arrivals), _surplus(one.content for one in arrivals)),
        unexplained=sum(one.case_id not in told or one.digest not in told[one.case_id].digests for one in arrivals),
    )


def on_paper(begun: Iterable[str], slips: Mapping[str, str], told: Mapping[str, str]) -> Tally:
    """Hold what lies in the trays against what was begun and what the platform was told became of it.

    Args:
        begun: ids of slips that screens began to print.
        slips: what stands on each slip that came out, by id.
        told: `printed`, `failed` or `unknown` at the platform, by id.
    """
    started = set(begun)
    lost = sum(slip not in told or (told[slip] == "printed" and slip not in slips) for slip in started)
    denied = sum(told.get(slip) == "failed" for slip in slips)
    return Tally(lost, _surplus(slips.values()), denied + len(slips.keys() - started))


def _surplus(keys: Iterable[str]) -> int:
    return sum(count - 1 for count in Counter(keys).values())
