"""The client of the platform: one method an operation of `openapi.yaml`, every answer checked before it is used.

Must never hand out a catalogue whose signature was not verified, and never log what goes over the line.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

import msgspec

from kiosk.domain.ids import uuid7
from kiosk.domain.submission import Evidence
from kiosk.platform_api.catalogue_check import catalogue_version
from kiosk.platform_api.diagnosis import has_route
from kiosk.platform_api.digest import manifest_digest
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.interface import SHOWING, CatalogueAnswer
from kiosk.platform_api.signing.keys import PrivateKey
from kiosk.platform_api.signing.rfc9421 import Answer, SignatureRefused, verify_answer
from kiosk.platform_api.times import from_rfc3339
from kiosk.platform_api.transport import Call, Endpoint, Reply, Transport
from kiosk.platform_api.wire import (
    ChallengeRequest,
    Enrolled,
    Enrolment,
    Heartbeat,
    IdentityQuestion,
    IdentityWays,
    LicenceQuestion,
    Licences,
    PersonRef,
    Purpose,
    ServerTime,
    Session,
    SessionRequest,
    ShowToken,
    SmsAnswer,
    SmsChallenge,
    SubmissionAnswer,
    TokenRequest,
    TokenState,
    Wire,
)

T = TypeVar("T", bound=Wire)
_NOT_MODIFIED = 304


class PlatformClient:
    """Keeps `interface.Platform` over HTTP(S); may be used from several threads.

    Args:
        endpoint: address, terminal and the platform's key.
        key: the terminal's key pair; its suite is the suite of all requests.
        clock: seconds since 1970.
        routed: has the machine a route to anywhere; tells a missing line from a name that does not resolve.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        key: PrivateKey,
        *,
        clock: Callable[[], float] = time.time,
        routed: Callable[[], bool] = has_route,
    ) -> None:
        self._transport = Transport(endpoint, key, clock=clock, routed=routed)
        self._endpoint, self._key = endpoint, key

    @property
    def clock_offset(self) -> float:
        """Platform time minus terminal time in seconds, as last measured."""
        return self._transport.offset

    def server_time(self) -> float:
        """The platform's clock, seconds since 1970; measures the offset."""
        before = self._transport.now()
        reply = self._transport.send(Call("GET", "/v1/time", signed=False))
        try:
            stated = from_rfc3339(_decoded(reply, ServerTime).server_time)
        except ValueError:
            raise PlatformError(PlatformFault.BAD_ANSWER) from None
        self._transport.measured(stated, before)
        return stated

    def enrol(self, code: str) -> Enrolled:
        """Make this terminal's key known with a one-time code."""
        return self._post("/v1/terminals/enrolments", Enrolment(code, self._key.public.pem), Enrolled)

    def heartbeat(self, beat: Heartbeat) -> None:
        """Tell how the terminal is."""
        self._post("/v1/terminals/heartbeats", beat, ServerTime)

    def catalogue(self, etag: str | None = None) -> CatalogueAnswer | None:
        """The catalogue, verified; None where `etag` names the current one."""
        headers = {"If-None-Match": etag} if etag else {}
        reply = self._transport.send(Call("GET", "/v1/catalogue", headers=headers))
        try:
            verify_answer(Answer(reply.status, reply.headers, reply.request), reply.body, self._endpoint.platform_key)
        except SignatureRefused as refused:
            raise PlatformError(PlatformFault.BAD_ANSWER) from refused
        found = reply.headers.get("etag")
        if reply.status == _NOT_MODIFIED and etag is not None and found == etag:
            return None
        if found is None or reply.status == _NOT_MODIFIED:
            raise PlatformError(PlatformFault.BAD_ANSWER)
        return CatalogueAnswer(reply.body, found, catalogue_version(reply.body))

    def identity_ways(self, person: PersonRef) -> IdentityWays:
        """Which ways there are to confirm this person."""
        return self._post("/v1/identity-ways", IdentityQuestion(person), IdentityWays)

    def send_code(self, person: PersonRef) -> SmsChallenge:
        """Send an SMS code to the number the platform holds."""
        return self._post("/v1/sms-challenges", ChallengeRequest(person), SmsChallenge)

    def resend_code(self, challenge_id: str) -> SmsChallenge:
        """Send it again."""
        path = f"/v1/sms-challenges/{_segment(challenge_id)}/resends"
        return _decoded(self._transport.send(Call("POST", path, headers=_act())), SmsChallenge)

    def open_session(self, person: PersonRef, evidence: Evidence, sms: SmsAnswer | None = None) -> Session:
        """Open a session."""
        return self._post("/v1/sessions", SessionRequest(person, evidence, sms), Session)

    def close_session(self, session: Session) -> None:
        """Close it."""
        path = f"/v1/sessions/{_segment(session.session_id)}"
        self._transport.send(Call("DELETE", path, headers=_act() | _bearer(session)))

    def put_submission(self, submission_id: str, body: bytes) -> SubmissionAnswer:
        """Hand in a case; its id is its idempotency key."""
        headers = {"Idempotency-Key": submission_id, "X-Manifest-Digest": manifest_digest(body)}
        path = f"/v1/submissions/{_segment(submission_id)}"
        reply = self._transport.send(Call("PUT", path, body, headers))
        return _of(submission_id, _decoded(reply, SubmissionAnswer))

    def get_submission(self, submission_id: str) -> SubmissionAnswer:
        """How a case stands."""
        reply = self._transport.send(Call("GET", f"/v1/submissions/{_segment(submission_id)}"))
        return _of(submission_id, _decoded(reply, SubmissionAnswer))

    def licences(self, session: Session, purpose: Purpose | None = None) -> Licences:
        """The person's licences."""
        body = msgspec.json.encode(LicenceQuestion(purpose or self._showing()))
        return _decoded(self._transport.send(Call("POST", "/v1/licence-queries", body, _bearer(session))), Licences)

    def show_token(self, session: Session, licence_id: str, purpose: Purpose | None = None) -> ShowToken:
        """A code to show."""
        body = msgspec.json.encode(TokenRequest(purpose or self._showing()))
        path = f"/v1/licences/{_segment(licence_id)}/show-tokens"
        return _decoded(self._transport.send(Call("POST", path, body, _act() | _bearer(session))), ShowToken)

    def token_state(self, session: Session, token_id: str) -> TokenState:
        """Was it redeemed?"""
        path = f"/v1/show-tokens/{_segment(token_id)}"
        return _decoded(self._transport.send(Call("GET", path, headers=_bearer(session))), TokenState)

    def drop_token(self, session: Session, token_id: str) -> None:
        """Put the licence away."""
        path = f"/v1/show-tokens/{_segment(token_id)}"
        self._transport.send(Call("DELETE", path, headers=_act() | _bearer(session)))

    def close(self) -> None:
        """Give connections back."""
        self._transport.close()

    def _post(self, path: str, body: Wire, answer: type[T]) -> T:
        reply = self._transport.send(Call("POST", path, msgspec.json.encode(body), _act()))
        return _decoded(reply, answer)

    def _showing(self) -> Purpose:
        return Purpose(None, None, SHOWING, self._endpoint.terminal_id)


def _act() -> dict[str, str]:
    return {"Idempotency-Key": uuid7()}


def _bearer(session: Session) -> dict[str, str]:
    return {"Authorization": f"Bearer {session.token}"}


def _segment(value: str) -> str:
    """A path segment that is surely an id: anything else, personal data above all, never gets into a URL."""
    if value.isascii() and all(one.isalnum() or one == "-" for one in value) and value:
        return value
    raise ValueError("not an id")


def _decoded(reply: Reply, answer: type[T]) -> T:
    try:
        return msgspec.json.decode(reply.body, type=answer)
    except msgspec.DecodeError:
        raise PlatformError(PlatformFault.BAD_ANSWER, maybe_sent=True) from None


def _of(submission_id: str, answer: SubmissionAnswer) -> SubmissionAnswer:
    if answer.submission_id != submission_id:
        raise PlatformError(PlatformFault.BAD_ANSWER, maybe_sent=True)
    return answer
