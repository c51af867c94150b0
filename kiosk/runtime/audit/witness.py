"""Says in the audit trail what a session went through: the events of the flows that matter, as events of the trail.

Must never hold up the session: a thread of its own writes. Must never look at more of an event than the words, counts
and ids that the trail knows.
"""

from __future__ import annotations

import datetime as dt
import logging
import queue
import threading
import uuid
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kiosk.domain.submission import Way
from kiosk.flows import events as on
from kiosk.flows.events import Event, verifying
from kiosk.flows.events import matters as own
from kiosk.flows.events.left import CardLeft
from kiosk.flows.memory import Goal, Memory
from kiosk.runtime.audit.events import FIELDS, OTHER, AuditEvent
from kiosk.runtime.audit.trail import AuditFault, Trail
from kiosk.runtime.clock import Clock

if TYPE_CHECKING:
    from kiosk.platform_api.signing.keys import PrivateKey

_log = logging.getLogger(__name__)
_PATIENCE = 5.0
"""Seconds for what is still to be written when the session ends."""
Told = tuple[AuditEvent, Mapping[str, object]]
_REASONS = {"late", "track-lost", "another-face", "not-live", "doubtful", "not-alike"}


class TrailWitness:
    """Writes it down."""

    def __init__(self, trail: Trail, clock: Clock, key: Callable[[], PrivateKey]) -> None:
        """`key`: loads the terminal's signing key; called once, at the end."""
        self._trail, self._clock, self._key = trail, clock, key
        self._session = str(uuid.uuid4())
        self._since: float | None = None
        self._said: queue.SimpleQueue[tuple[AuditEvent, dt.datetime, Mapping[str, object]] | None] = (
            queue.SimpleQueue()
        )
        self._thread = threading.Thread(target=self._write, name="audit", daemon=True)

    def opened(self) -> None:
        """The session has begun."""
        self._since = self._clock.monotonic()
        self._begin()
        self._say(AuditEvent.SESSION_OPENED, {})

    def seen(self, event: Event, before: Memory, after: Memory) -> None:
        """Keep what the trail knows of it."""
        if isinstance(event, CardLeft):
            self._left(event, before, after)
        if self._since is None:
            return
        for what, fields in told(event, before, after):
            self._say(what, fields)

    def closed(self, ending: str) -> None:
        """Say that it is over, have all written, and sign."""
        if not self._thread.is_alive():
            return
        if self._since is not None:
            seconds = round(self._clock.monotonic() - self._since)
            self._say(AuditEvent.SESSION_CLOSED, {"ending": ending, "seconds": seconds})
        self._said.put(None)
        self._thread.join(_PATIENCE)

    def _left(self, event: CardLeft, before: Memory, after: Memory) -> None:
        """Nobody need have touched anything, and it is none of this session's."""
        if before.left != after.left:
            fields = {"card": "lies" if event.there else "taken"}
            self._said.put((AuditEvent.CARD_LEFT, self._clock.wall(), fields))
            self._begin()

    def _begin(self) -> None:
        if not self._thread.is_alive():
            self._thread.start()

    def _say(self, what: AuditEvent, fields: Mapping[str, object]) -> None:
        self._said.put((what, self._clock.wall(), {"session": self._session, **fields}))

    def _write(self) -> None:
        while (one := self._said.get()) is not None:
            event, at, fields = one
            self._trail.note(event, at, **fields)
        sign(self._trail, self._key)


def sign(trail: Trail, key: Callable[[], PrivateKey]) -> None:
    """Set a checkpoint. Without a key, or where it cannot be written, that is logged: the chain goes on unsigned."""
    from kiosk.platform_api.signing.keys import KeyFileError

    try:
        trail.checkpoint(key())
    except KeyFileError:
        _log.info("audit trail not signed: no signing key")
    except OSError as error:
        _log.error("%s %s", AuditFault.NOT_WRITTEN.code, error.strerror)


def told(event: Event, before: Memory, after: Memory) -> list[Told]:
    """What the trail says of an event; mostly nothing."""
    say = _TELLS.get(type(event))
    said = [] if say is None else say(event, before, after)
    case = after.case
    if case.outcome is not None and case.submission_id and case.outcome is not before.case.outcome:
        said.append((AuditEvent.CASE_SHOWN, {"submission": case.submission_id, "outcome": case.outcome.value}))
    return said


def _started(event: Event, before: Memory, after: Memory) -> list[Told]:
    if after.goal is not Goal.APPLY or before.goal is Goal.APPLY or after.item is None:
        return []
    acting = "other" if isinstance(event, on.StartedForOther) else "self"
    return [(AuditEvent.ITEM_STARTED, {"item": after.item.code, "acting": acting})]


def _card(event: Event, before: Memory, after: Memory) -> list[Told]:  # noqa: ARG001
    if after.card.phase == "failed":
        return [(AuditEvent.CARD_FAILED, {"fault": after.card.fault})]
    return [(AuditEvent.CARD_READ, {"document": event.person.kind.value})] if isinstance(event, on.CardRead) else []


def _face(event: Event, before: Memory, after: Memory) -> list[Told]:  # noqa: ARG001
    if not isinstance(event, on.FaceDecided):
        return []
    evidence = event.evidence
    reason = None if evidence.reason is None else evidence.reason if evidence.reason in _REASONS else OTHER
    attempt = before.identity.face_tries + 1
    return [(AuditEvent.FACE_CHECKED, {"decision": evidence.decision, "reason": reason, "attempt": attempt})]


def _code(event: Event, before: Memory, after: Memory) -> list[Told]:  # noqa: ARG001
    return [(AuditEvent.CODE_REFUSED, {"left": event.tries_left})] if isinstance(event, on.CodeRefused) else []


def _opened(event: Event, before: Memory, after: Memory) -> list[Told]:  # noqa: ARG001
    way = after.identity.way
    return [(AuditEvent.IDENTITY_CONFIRMED, {"way": way.value if way else None, "identity": "verified"})]


def _signed(event: Event, before: Memory, after: Memory) -> list[Told]:  # noqa: ARG001
    if after.identity.way is not Way.SIGNATURE or before.identity.way is Way.SIGNATURE:
        return []  # it signs the case or an authorisation: who it is was confirmed before
    return [(AuditEvent.IDENTITY_CONFIRMED, {"way": Way.SIGNATURE.value, "identity": "pending"})]


def _not_stored(event: Event, before: Memory, after: Memory) -> list[Told]:  # noqa: ARG001
    return [(AuditEvent.SUBMISSION_NOT_STORED, {"fault": after.case.fault})]


def _print(event: Event, before: Memory, after: Memory) -> list[Told]:  # noqa: ARG001
    failed = event.fault if isinstance(event, on.PrintFailed) else None
    fields = {"submission": after.case.submission_id or None, "result": "failed" if failed else "printed"}
    return [(AuditEvent.PRINT_ENDED, fields | {"fault": failed})]


def _kept(event: Event, before: Memory, after: Memory) -> list[Told]:  # noqa: ARG001
    return [(AuditEvent.DRAFT_KEPT, {"item": after.item.code})] if after.item is not None else []


def _help_asked(event: Event, before: Memory, after: Memory) -> list[Told]:  # noqa: ARG001
    return [(AuditEvent.HELP_ASKED, {"item": after.item.code})] if after.item is not None else []


def _help_taken_up(event: Event, before: Memory, after: Memory) -> list[Told]:  # noqa: ARG001
    if not isinstance(event, own.DraftOpened) or not event.staff:
        return []
    about = {"staff": _staff(event.staff), "item": event.item.code, "submission": event.draft_id}
    return [(AuditEvent.HELP_TAKEN_UP, about)]


def _helped(event: Event, before: Memory, after: Memory) -> list[Told]:  # noqa: ARG001
    staff = after.keeping.staff
    about = {"staff": _staff(staff), "submission": after.case.submission_id}
    return [(AuditEvent.HELPED_CASE, about)] if staff else []


def _staff(number: str) -> str:
    """As the platform names the account; what may not stand in the trail is `other`."""
    return number if FIELDS["staff"].admits(number) else OTHER


def _taken_back(event: Event, before: Memory, after: Memory) -> list[Told]:  # noqa: ARG001
    """One that only lay here is told by the outbox."""
    if not isinstance(event, own.MatterChanged) or event.matter.here:
        return []
    return [(AuditEvent.CASE_TAKEN_BACK, {"submission": event.matter.submission_id})]


def _licence(event: Event, before: Memory, after: Memory) -> list[Told]:  # noqa: ARG001
    showing = after.showing
    kind = next((row.type_code for row in showing.rows if row.licence_id == showing.licence_id), None)
    if isinstance(event, on.TokenRedeemed):
        return [(AuditEvent.LICENCE_CHECKED, {"licence": kind})]
    return [(AuditEvent.LICENCE_SHOWN, {"licence": kind, "renewals": showing.renewals})]


def _checked(event: Event, before: Memory, after: Memory) -> list[Told]:
    """The platform's word alone; of any other failure nothing is told here."""
    if before.verifying.phase != "checking" or after.verifying.phase == "checking":
        return []
    state = event.state if isinstance(event, verifying.CodeChecked) else "no-answer"
    return [(AuditEvent.CODE_CHECKED, {"verdict": state if FIELDS["verdict"].admits(state) else OTHER})]


_TELLS: Mapping[type[Event], Callable[[Event, Memory, Memory], list[Told]]] = {
    on.Started: _started,
    on.StartedForOther: _started,
    on.CardRead: _card,
    on.CardFailed: _card,
    on.FaceDecided: _face,
    on.CodeRefused: _code,
    on.SessionOpened: _opened,
    on.Signed: _signed,
    on.NotStored: _not_stored,
    own.DraftKept: _kept,
    own.LaidDown: _help_asked,
    own.DraftOpened: _help_taken_up,
    on.Enqueued: _helped,
    own.MatterChanged: _taken_back,
    on.Printed: _print,
    on.PrintFailed: _print,
    verifying.CodeChecked: _checked,
    on.PlatformFailed: _checked,
    on.TokenMade: _licence,
    on.TokenRedeemed: _licence,
}
