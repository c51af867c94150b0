"""A platform without a line, for tests of what uses it: keeps `interface.Platform` as the real client does.

Must never know more rules than the contract has; what only a real platform checks (forms, signatures) it does not.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.ids import uuid7
from kiosk.domain.person import mask_phone
from kiosk.domain.submission import Evidence, Submission, SubmissionState, Way
from kiosk.domain.text import Text
from kiosk.platform_api.digest import manifest_digest
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.interface import CatalogueAnswer
from kiosk.platform_api.problems import Problem, ProblemType, problem
from kiosk.platform_api.times import from_rfc3339, to_rfc3339
from kiosk.platform_api.wire import (
    Enrolled,
    Heartbeat,
    IdentityWays,
    Licence,
    Licences,
    PersonRef,
    Purpose,
    Session,
    ShowToken,
    SmsAnswer,
    SmsChallenge,
    SubmissionAnswer,
    TokenState,
)

_TOKEN_LIFE, _CODE_LIFE, _RESEND, _TRIES, _SESSION_LIFE = 60.0, 300.0, 60, 3, 1800.0


@dataclass(frozen=True)
class MemoryPerson:
    """Somebody the platform knows."""

    ref: PersonRef = field(repr=False)
    phone: str | None = field(default=None, repr=False)
    profile: dict[str, str] = field(default_factory=dict, repr=False)
    licences: tuple[Licence, ...] = field(default=(), repr=False)


@dataclass
class _Challenge:
    person: MemoryPerson
    code: str
    sent_at: float
    tries: int = _TRIES
    used: bool = False


@dataclass
class _Token:
    session_id: str
    payload: str
    expires_at: float
    dead: bool = False
    redeemed_by: str | None = None
    redeemed_at: float | None = None


class MemoryPlatform:
    """The double. `fail` makes the next calls raise; `shift` moves its clock; `codes` are the citizens' phones."""

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
        self.shift = 0.0
        self.bodies: dict[str, bytes] = {}
        self._people = {person.ref.number: person for person in people}
        self._terminal_id, self._code, self._clock = terminal_id, code, clock
        self._failures: list[PlatformError] = []
        self._challenges: dict[str, _Challenge] = {}
        self._sessions: dict[str, tuple[Session, PersonRef]] = {}
        self._ever: dict[str, str] = {}
        self._tokens: dict[str, _Token] = {}
        self._cases: dict[str, SubmissionAnswer] = {}

    # --- for tests --------------------------------------------------------------------------------------------
    def fail(self, *errors: PlatformError) -> None:
        """The next calls raise these, in this order."""
        self._failures.extend(errors)

    def sms_code(self, challenge_id: str) -> str:
        """What the citizen's phone shows."""
        return self._challenges[challenge_id].code

    def redeem(self, payload: str, verifier: str = "示例市图书馆") -> bool:
        """Somebody scans the code: is it good?"""
        for token in self._tokens.values():
            if token.payload == payload and not token.dead and self._now() < token.expires_at:
                token.dead, token.redeemed_by, token.redeemed_at = True, verifier, self._now()
                return True
        return False

    def withdraw(self, code: str) -> None:
        """Take an item out of the catalogue."""
        kept = tuple(item for item in self.catalogue_now.items if item.code != code)
        version = self.catalogue_now.version + "+"
        self.catalogue_now = msgspec.structs.replace(self.catalogue_now, items=kept, version=version)

    # --- Platform ---------------------------------------------------------------------------------------------
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
            raise _refused(PlatformFault.AUTHENTICATION, ProblemType.ENROLMENT_CODE_INVALID, 403)
        return Enrolled(self._terminal_id, "memory", "terminal", to_rfc3339(self._now()))

    def heartbeat(self, beat: Heartbeat) -> None:
        """Nothing is kept."""
        from_rfc3339(beat.at)
        self._reached()

    def catalogue(self, etag: str | None = None) -> CatalogueAnswer | None:
        """The catalogue of now."""
        self._reached()
        body = msgspec.json.encode(self.catalogue_now)
        found = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        return None if found == etag else CatalogueAnswer(body, found, self.catalogue_now.version)

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
            raise _refused(PlatformFault.REFUSED, ProblemType.PHONE_UNKNOWN, 422)
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
            raise _refused(PlatformFault.NOT_FOUND, ProblemType.NOT_FOUND, 404)
        self._not_too_soon(challenge.sent_at)
        challenge.code, challenge.sent_at = _code(), self._now()
        return self._challenge(challenge_id)

    def open_session(self, person: PersonRef, evidence: Evidence, sms: SmsAnswer | None = None) -> Session:
        """Evidence in, token out."""
        self._reached()
        known = self._known(person)
        if evidence.way is Way.SMS and sms is not None:
            self._code_right(person, sms)
        elif evidence.way is not Way.FACE or evidence.face is None or evidence.face.decision != "accept":
            raise _refused(PlatformFault.STEP_UP, ProblemType.STEP_UP_REQUIRED, 403, required_assurance="verified")
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
        self._kill(session.session_id)

    def put_submission(self, submission_id: str, body: bytes) -> SubmissionAnswer:
        """Kept once."""
        self._reached()
        case = msgspec.json.decode(body, type=Submission)
        if submission_id in self.bodies:
            if manifest_digest(self.bodies[submission_id]) != manifest_digest(body):
                raise _refused(PlatformFault.CONFLICT, ProblemType.CONFLICT, 409)
            return self._cases[submission_id]
        item = self.catalogue_now.item(case.service_item_code)
        if item is None or (item.version, item.form_version) != (case.item_version, case.form_version):
            raise _refused(PlatformFault.GONE, ProblemType.WITHDRAWN, 410)
        offline = case.captured_offline and item.offline.allowed
        standing = case.agent.person.number if case.agent is not None else case.applicant["number"]
        if not offline and self._ever.get(case.evidence.session_id or "") != standing:
            raise _refused(PlatformFault.STEP_UP, ProblemType.STEP_UP_REQUIRED, 403, required_assurance="verified")
        pending = case.evidence.identity != "verified"
        accepted = item.guide.immediate and not pending
        self.bodies[submission_id] = body
        self._cases[submission_id] = SubmissionAnswer(
            submission_id=submission_id,
            service_item_code=item.code,
            state=(SubmissionState.ACCEPTED if accepted else SubmissionState.SUBMITTED).value,
            text=Text("已受理" if accepted else "已收件，等部门受理"),
            project_no=f"SL{len(self.bodies):014d}",
            received_at=to_rfc3339(self._now()),
            lookup_url=f"https://platform.example/q/{secrets.token_hex(12)}",
            identity_pending=pending,
        )
        return self._cases[submission_id]

    def get_submission(self, submission_id: str) -> SubmissionAnswer:
        """As it was answered."""
        self._reached()
        if submission_id not in self._cases:
            raise _refused(PlatformFault.NOT_FOUND, ProblemType.NOT_FOUND, 404)
        return self._cases[submission_id]

    def licences(self, session: Session, purpose: Purpose | None = None) -> Licences:
        """The person's."""
        del purpose
        self._reached()
        person = self._people.get(self._holder(session).number)
        return Licences(person.licences if person else (), to_rfc3339(self._now()))

    def show_token(self, session: Session, licence_id: str, purpose: Purpose | None = None) -> ShowToken:
        """A new code; the session's others die."""
        if licence_id not in {one.licence_id for one in self.licences(session, purpose).licences}:
            raise _refused(PlatformFault.NOT_FOUND, ProblemType.NOT_FOUND, 404)
        self._kill(session.session_id)
        payload = "BDY1:" + "".join(secrets.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") for _ in range(32))
        token_id, expires = uuid7(self._now()), self._now() + _TOKEN_LIFE
        self._tokens[token_id] = _Token(session.session_id, payload, expires)
        return ShowToken(token_id, payload, to_rfc3339(expires), to_rfc3339(self._now()))

    def token_state(self, session: Session, token_id: str) -> TokenState:
        """What became of it."""
        self._reached()
        token = self._token(session, token_id)
        state = "redeemed" if token.redeemed_at is not None else "revoked" if token.dead else "live"
        if state == "live" and self._now() >= token.expires_at:
            state = "expired"
        redeemed = to_rfc3339(token.redeemed_at) if token.redeemed_at is not None else None
        times = (to_rfc3339(token.expires_at), to_rfc3339(self._now()))
        return TokenState(token_id, state, *times, token.redeemed_by, redeemed)

    def drop_token(self, session: Session, token_id: str) -> None:
        """Dead."""
        self._reached()
        self._token(session, token_id).dead = True

    def close(self) -> None:
        """Nothing to give back."""

    # --- inside -----------------------------------------------------------------------------------------------
    def _now(self) -> float:
        return self._clock() + self.shift

    def _reached(self) -> None:
        if self._failures:
            raise self._failures.pop(0)

    def _known(self, person: PersonRef) -> MemoryPerson | None:
        known = self._people.get(person.number)
        if known is not None and known.ref != person:
            raise _refused(PlatformFault.REFUSED, ProblemType.PERSON_MISMATCH, 422)
        return known

    def _holder(self, session: Session) -> PersonRef:
        found = self._sessions.get(session.token)
        if found is None or from_rfc3339(found[0].expires_at) <= self._now():
            raise _refused(PlatformFault.STEP_UP, ProblemType.SESSION_INVALID, 401)
        return found[1]

    def _token(self, session: Session, token_id: str) -> _Token:
        self._holder(session)
        token = self._tokens.get(token_id)
        if token is None or token.session_id != session.session_id:
            raise _refused(PlatformFault.NOT_FOUND, ProblemType.NOT_FOUND, 404)
        return token

    def _kill(self, session_id: str) -> None:
        for token in self._tokens.values():
            token.dead = token.dead or token.session_id == session_id

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
            raise _refused(PlatformFault.NOT_FOUND, ProblemType.NOT_FOUND, 404)
        if challenge.tries <= 0:
            raise _refused(PlatformFault.LOCKED, ProblemType.CODE_LOCKED, 423)
        if challenge.used or challenge.sent_at + _CODE_LIFE <= self._now():
            raise _refused(PlatformFault.REFUSED, ProblemType.CODE_LATE, 422)
        if challenge.person.ref.number == person.number and challenge.code == answer.code:
            challenge.used = True
            return
        challenge.tries -= 1
        if challenge.tries == 0:
            raise _refused(PlatformFault.LOCKED, ProblemType.CODE_LOCKED, 423)
        raise _refused(PlatformFault.REFUSED, ProblemType.CODE_WRONG, 422, tries_left=challenge.tries)


def _refused(fault: PlatformFault, kind: ProblemType, status: int, **more: object) -> PlatformError:
    stated: Problem = msgspec.structs.replace(problem(kind, status, "refused"), **more)
    return PlatformError(fault, stated)


def _code() -> str:
    return f"{secrets.randbelow(10**6):06d}"
