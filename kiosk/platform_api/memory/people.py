"""The twin's terminal, people and phones."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from kiosk.domain.ids import uuid7
from kiosk.domain.person import mask_phone
from kiosk.domain.submission import Evidence, Way
from kiosk.platform_api.digest import whole_digest
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.interface import CatalogueAnswer, Verified
from kiosk.platform_api.memory.core import MemoryCore, MemoryPerson, conflict, missing, refused
from kiosk.platform_api.problems import ProblemType, problem
from kiosk.platform_api.signing.keys import PrivateKey
from kiosk.platform_api.times import from_rfc3339, to_rfc3339
from kiosk.platform_api.transport import AnswerTooLarge
from kiosk.platform_api.wire import (
    CatalogueChanges,
    Configuration,
    Enrolled,
    Heartbeat,
    IdentityWays,
    IdleTimes,
    ItemVersion,
    KeyRenewed,
    OfflineRules,
    PersonRef,
    PhoneFile,
    PhonePage,
    PhonePageRequest,
    PhonePageState,
    Retention,
    ScanAnswer,
    Session,
    SmsAnswer,
    SmsChallenge,
    Staff,
    StepUp,
    Stored,
    SupportRequest,
    TerminalStates,
    Wire,
    Witness,
)

W = TypeVar("W", bound=Wire)
_CODE_LIFE, _RESEND, _TRIES, _SESSION_LIFE = 300.0, 60, 3, 1800.0
_PAGE_LIFE, _KEY_LIFE, _STAFF_LIFE = 600.0, 86400.0, 7 * 86400.0


@dataclass
class _Challenge:
    person: MemoryPerson
    code: str
    sent_at: float
    tries: int = _TRIES
    used: bool = False


class MemoryTerminal(MemoryCore):
    """Keeps `interface.TerminalPlatform` but for what staff do."""

    configuration_now = Configuration(
        "1",
        "2026-07-01T08:00:00+08:00",
        "station-1",
        OfflineRules(allowed=True, max_cases=200, max_hours=72),
        IdleTimes(60, 30),
        Retention(30, 6),
        {},
        60,
    )

    @property
    def clock_offset(self) -> float:
        """The shift."""
        return self.shift

    def server_time(self) -> float:
        """The shifted clock."""
        self._reached()
        return self._now()

    def enrol(self, code: str) -> Enrolled:
        """One code."""
        self._reached()
        if code != self._code:
            raise refused(PlatformFault.AUTHENTICATION, ProblemType.ENROLMENT_CODE_INVALID, 403)
        return Enrolled(self._terminal_id, "memory", "terminal", to_rfc3339(self._now()))

    def renew_key(self, new: PrivateKey) -> KeyRenewed:
        """Any key will do."""
        self._reached()
        return KeyRenewed(self._terminal_id, new.key_id, "memory", to_rfc3339(self._now() + _KEY_LIFE))

    def heartbeat(self, beat: Heartbeat) -> None:
        """Nothing is kept."""
        from_rfc3339(beat.at)
        self._reached()

    def terminal_states(self) -> TerminalStates:
        """Nobody else is heard of."""
        self._reached()
        return TerminalStates(self._stamp(), ())

    def request_support(self, request: SupportRequest) -> Stored:
        """Kept in `support_requests`."""
        self._reached()
        if self.support_requests.setdefault(request.request_id, request) != request:
            raise conflict()
        return Stored(request.request_id, self._stamp())

    def configuration(self, etag: str | None = None) -> Verified[Configuration] | None:
        """As `configuration_now` says."""
        self._reached()
        return _stated(self.configuration_now, etag)

    def staff(self, etag: str | None = None) -> Verified[Staff] | None:
        """Nobody."""
        self._reached()
        return _stated(Staff("station-1", "1", self._stamp(), to_rfc3339(self._now() + _STAFF_LIFE), ()), etag)

    def catalogue(self, etag: str | None = None) -> CatalogueAnswer | None:
        """The catalogue of now."""
        self._reached()
        body = msgspec.json.encode(self.catalogue_now)
        found = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        return None if found == etag else CatalogueAnswer(body, found, self.catalogue_now.version)

    def catalogue_changes(self, since: str, etag: str | None = None) -> Verified[CatalogueChanges] | None:
        """Nothing where `since` is of now; any other version is forgotten."""
        self._reached()
        now = self.catalogue_now
        if since != now.version:
            raise refused(PlatformFault.GONE, ProblemType.SINCE_UNKNOWN, 410)
        if etag == _etag(msgspec.json.encode(now)):
            return None
        contents = tuple(ItemVersion(item.code, item.version) for item in now.items)
        whole = whole_digest(msgspec.to_builtins(now))
        changes = CatalogueChanges(since, contents, msgspec.structs.replace(now, items=()), whole)
        return Verified(changes, msgspec.json.encode(changes), _etag(msgspec.json.encode(now)))

    def sample(self, sample_id: str) -> bytes:
        """None."""
        del sample_id
        self._reached()
        raise missing()

    def video(self, video_id: str, most: int) -> bytes:
        """One of `films`."""
        self._reached()
        film = self.films.get(video_id)
        if film is None:
            raise missing()
        if len(film) > most:
            raise AnswerTooLarge(PlatformFault.BAD_ANSWER, maybe_sent=True)
        return film

    def withdraw(self, code: str) -> None:
        """Take an item out of the catalogue."""
        kept = tuple(item for item in self.catalogue_now.items if item.code != code)
        version = self.catalogue_now.version + "+"
        self.catalogue_now = msgspec.structs.replace(self.catalogue_now, items=kept, version=version)


class MemorySessions(MemoryCore):
    """Keeps `interface.SessionPlatform`."""

    def __init__(self, *what: Any, **more: Any) -> None:
        super().__init__(*what, **more)
        self._challenges: dict[str, _Challenge] = {}
        self._ever: dict[str, str] = {}
        self._pages: dict[str, tuple[str, float, list[PhoneFile]]] = {}

    def sms_code(self, challenge_id: str) -> str:
        """What the citizen's phone shows."""
        return self._challenges[challenge_id].code

    def from_phone(self, page_id: str, file: PhoneFile) -> None:
        """The citizen's phone sends something."""
        self._pages[page_id][2].append(file)

    def identity_ways(self, person: PersonRef) -> IdentityWays:
        """SMS where there is a number."""
        self._reached()
        known = self._known(person)
        if known is None or known.phone is None:
            return IdentityWays(("face",))
        return IdentityWays(("face", "sms"), mask_phone(known.phone))

    def send_code(self, person: PersonRef) -> SmsChallenge:
        """A new challenge."""
        self._reached()
        known = self._known(person)
        if known is None or known.phone is None:
            raise refused(PlatformFault.REFUSED, ProblemType.PHONE_UNKNOWN, 422)
        sent = [one.sent_at for one in self._challenges.values() if one.person is known and not one.used]
        self._not_too_soon(max(sent, default=None))
        challenge_id = uuid7(self._now())
        self._challenges[challenge_id] = _Challenge(known, _code(), self._now())
        return self._challenge(challenge_id)

    def resend_code(self, challenge_id: str) -> SmsChallenge:
        """A new code for the same challenge."""
        self._reached()
        challenge = self._challenges.get(challenge_id)
        if challenge is None:
            raise refused(PlatformFault.NOT_FOUND, ProblemType.NOT_FOUND, 404)
        self._not_too_soon(challenge.sent_at)
        challenge.code, challenge.sent_at = _code(), self._now()
        return self._challenge(challenge_id)

    def open_session(
        self,
        person: PersonRef,
        evidence: Evidence,
        sms: SmsAnswer | None = None,
        *,
        scan: ScanAnswer | None = None,
        witness: Witness | None = None,
    ) -> Session:
        """Evidence in, token out."""
        self._reached()
        known = self._known(person)
        if evidence.way is Way.SMS and sms is not None:
            self._code_right(person, sms)
        elif evidence.way in (Way.PHONE, Way.LICENCE, Way.STAFF):
            if (witness if evidence.way is Way.STAFF else scan) is None:
                raise refused(PlatformFault.STEP_UP, ProblemType.STEP_UP_REQUIRED, 403, required_assurance="verified")
        elif evidence.way is not Way.FACE or evidence.face is None or evidence.face.decision != "accept":
            raise refused(PlatformFault.STEP_UP, ProblemType.STEP_UP_REQUIRED, 403, required_assurance="verified")
        session_id, token = uuid7(self._now()), secrets.token_urlsafe(32)
        expires = to_rfc3339(self._now() + _SESSION_LIFE)
        session = Session(session_id, token, "verified", expires, dict(known.profile) if known else {})
        self._sessions[token] = (session, person)
        self._ever[session_id] = person.number
        return session

    def close_session(self, session: Session) -> None:
        """Closed; its tokens are dead."""
        self._reached()
        self._holder(session)
        del self._sessions[session.token]
        self._close_pages(session.session_id)

    def step_up(self, session: Session, more: StepUp) -> Session:
        """More of the same kind."""
        self._reached()
        person = self._holder(session)
        if more.sms is not None:
            self._code_right(person, more.sms)
        return msgspec.structs.replace(session, assurance="verified")

    def open_phone_page(self, session: Session, wanted: PhonePageRequest) -> PhonePage:
        """One at a time."""
        self._reached()
        self._holder(session)
        self._close_pages(session.session_id)
        expires = self._now() + _PAGE_LIFE
        self._pages[wanted.page_id] = (session.session_id, expires, [])
        url = "https://platform.example/u/" + "A" * 32
        return PhonePage(wanted.page_id, url, to_rfc3339(expires), self._stamp())

    def phone_page(self, session: Session, page_id: str) -> PhonePageState:
        """What `from_phone` brought."""
        self._reached()
        self._holder(session)
        page = self._pages.get(page_id)
        if page is None or page[0] not in (session.session_id, ""):
            raise missing()
        state = "closed" if not page[0] else "waiting" if self._now() < page[1] else "expired"
        return PhonePageState(page_id, state, tuple(page[2]), self._stamp())

    def close_phone_page(self, session: Session, page_id: str) -> None:
        """Closed, or never there."""
        self._reached()
        self._holder(session)
        if page_id in self._pages:
            self._pages[page_id] = ("", 0.0, self._pages[page_id][2])

    def _close_pages(self, session_id: str) -> None:
        for page_id, page in self._pages.items():
            if page[0] == session_id:
                self._pages[page_id] = ("", 0.0, page[2])

    def _challenge(self, challenge_id: str) -> SmsChallenge:
        challenge = self._challenges[challenge_id]
        expires = to_rfc3339(challenge.sent_at + _CODE_LIFE)
        return SmsChallenge(challenge_id, mask_phone(challenge.person.phone or ""), expires, _RESEND, challenge.tries)

    def _not_too_soon(self, last: float | None) -> None:
        if last is not None and last + _RESEND > self._now():
            wait = float(int(last + _RESEND - self._now()) + 1)
            raise PlatformError(PlatformFault.BUSY, problem(ProblemType.TOO_SOON, 429, "too soon"), retry_after=wait)

    def _code_right(self, person: PersonRef, answer: SmsAnswer) -> None:
        challenge = self._challenges.get(answer.challenge_id)
        if challenge is None:
            raise refused(PlatformFault.NOT_FOUND, ProblemType.NOT_FOUND, 404)
        if challenge.tries <= 0:
            raise refused(PlatformFault.LOCKED, ProblemType.CODE_LOCKED, 423)
        if challenge.used or challenge.sent_at + _CODE_LIFE <= self._now():
            raise refused(PlatformFault.REFUSED, ProblemType.CODE_LATE, 422)
        if challenge.person.ref.number == person.number and challenge.code == answer.code:
            challenge.used = True
            return
        challenge.tries -= 1
        if challenge.tries == 0:
            raise refused(PlatformFault.LOCKED, ProblemType.CODE_LOCKED, 423)
        raise refused(PlatformFault.REFUSED, ProblemType.CODE_WRONG, 422, tries_left=challenge.tries)


def _code() -> str:
    return f"{secrets.randbelow(10**6):06d}"


def _etag(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def _stated(value: W, etag: str | None) -> Verified[W] | None:
    body = msgspec.json.encode(value)
    return None if _etag(body) == etag else Verified(value, body, _etag(body))
