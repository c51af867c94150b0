"""What all of the twin shares: people, clock, sessions, failures on demand."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from kiosk.domain.catalogue import Catalogue
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.problems import Problem, ProblemType, problem
from kiosk.platform_api.times import from_rfc3339, to_rfc3339
from kiosk.platform_api.wire import Licence, LogBundle, PersonRef, Session, SupportRequest

SHOP = "92990101MA00000234"
"""Credit code of the one organisation that there is; whoever has a licence represents it."""


@dataclass(frozen=True)
class MemoryPerson:
    """Somebody the platform knows."""

    ref: PersonRef = field(repr=False)
    phone: str | None = field(default=None, repr=False)
    profile: dict[str, str] = field(default_factory=dict, repr=False)
    licences: tuple[Licence, ...] = field(default=(), repr=False)


class MemoryCore:
    """Holds what a call finds before it does anything."""

    def __init__(
        self,
        catalogue: Catalogue,
        people: tuple[MemoryPerson, ...] = (),
        *,
        terminal_id: str = "A-03",
        code: str = "MEMORY-CODE",
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.catalogue_now = catalogue
        self.films: dict[str, bytes] = {}
        """Short videos by their ids."""
        self.support_requests: dict[str, SupportRequest] = {}
        self.log_bundles: dict[str, tuple[LogBundle, bytes]] = {}
        """Support bundles by their ids, with their bytes."""
        self.shift = 0.0
        self._people = {person.ref.number: person for person in people}
        self._terminal_id, self._code, self._clock = terminal_id, code, clock
        self._failures: list[PlatformError] = []
        self._sessions: dict[str, tuple[Session, PersonRef]] = {}

    def fail(self, *errors: PlatformError) -> None:
        """The next calls raise these, in this order."""
        self._failures.extend(errors)

    def close(self) -> None:
        """Nothing to give back."""

    def _now(self) -> float:
        return self._clock() + self.shift

    def _stamp(self) -> str:
        return to_rfc3339(self._now())

    def _reached(self) -> None:
        if self._failures:
            raise self._failures.pop(0)

    def _known(self, person: PersonRef) -> MemoryPerson | None:
        known = self._people.get(person.number)
        if known is not None and known.ref != person:
            raise refused(PlatformFault.REFUSED, ProblemType.PERSON_MISMATCH, 422)
        return known

    def _acting(self, session: Session) -> bool:
        """Does the session's person have the shop?"""
        person = self._people.get(self._holder(session).number)
        return bool(person and person.licences)

    def _holder(self, session: Session) -> PersonRef:
        found = self._sessions.get(session.token)
        if found is None or from_rfc3339(found[0].expires_at) <= self._now():
            raise refused(PlatformFault.STEP_UP, ProblemType.SESSION_INVALID, 401)
        return found[1]


def refused(fault: PlatformFault, kind: ProblemType, status: int, **more: object) -> PlatformError:
    """A refusal with its problem."""
    stated: Problem = msgspec.structs.replace(problem(kind, status, "refused"), **more)
    return PlatformError(fault, stated)


def missing() -> PlatformError:
    """There is no such thing."""
    return refused(PlatformFault.NOT_FOUND, ProblemType.NOT_FOUND, 404)


def conflict() -> PlatformError:
    """The same id, other content."""
    return refused(PlatformFault.CONFLICT, ProblemType.CONFLICT, 409)


def state_conflict() -> PlatformError:
    """Things stand so that this cannot be done."""
    return refused(PlatformFault.REFUSED, ProblemType.STATE_CONFLICT, 409)
