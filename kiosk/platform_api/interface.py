"""What the rest of the program may ask of the platform; kept by `client.PlatformClient` and `memory.MemoryPlatform`.

Every call may raise `faults.PlatformError`; none may be made from a GUI thread: each can
take as long as its timeouts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from kiosk.domain.submission import Evidence
from kiosk.platform_api.wire import (
    Enrolled,
    Heartbeat,
    IdentityWays,
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

SHOWING = "本人亮证"
"""Cause of a licence read that serves no case: the holder shows it."""


@dataclass(frozen=True)
class CatalogueAnswer:
    """A snapshot whose signature and shape are already checked: its bytes are what the platform signed."""

    body: bytes = field(repr=False)
    etag: str
    version: str


class Platform(Protocol):
    """The platform, seen from one terminal."""

    @property
    def clock_offset(self) -> float:
        """Platform time minus terminal time in seconds, as last measured."""

    def server_time(self) -> float:
        """The platform's clock, seconds since 1970; measures the offset. CLOCK where it is too far from ours."""

    def enrol(self, code: str) -> Enrolled:
        """Make this terminal's key known with a one-time code; the same again is no error."""

    def heartbeat(self, beat: Heartbeat) -> None:
        """Tell how the terminal is."""

    def catalogue(self, etag: str | None = None) -> CatalogueAnswer | None:
        """The signed catalogue, or None where `etag` names the current one. BAD_ANSWER where it is not as it must."""

    def identity_ways(self, person: PersonRef) -> IdentityWays:
        """Which ways there are to confirm this person."""

    def send_code(self, person: PersonRef) -> SmsChallenge:
        """Send an SMS code to the number the platform holds. REFUSED (phone-unknown) where it holds none."""

    def resend_code(self, challenge_id: str) -> SmsChallenge:
        """Send it again as a new code; BUSY with `retry_after` while it is too soon."""

    def open_session(self, person: PersonRef, evidence: Evidence, sms: SmsAnswer | None = None) -> Session:
        """Open a session. A wrong code is REFUSED with `problem.tries_left`; after the third LOCKED."""

    def close_session(self, session: Session) -> None:
        """Close it; its show tokens die."""

    def put_submission(self, submission_id: str, body: bytes) -> SubmissionAnswer:
        """Hand in a case: `body` is the JSON of `domain.submission.Submission`. The same again is the same case."""

    def get_submission(self, submission_id: str) -> SubmissionAnswer:
        """How a case stands; NOT_FOUND where the platform never got it."""

    def licences(self, session: Session, purpose: Purpose | None = None) -> Licences:
        """The person's licences; without a purpose, to show them oneself."""

    def show_token(self, session: Session, licence_id: str, purpose: Purpose | None = None) -> ShowToken:
        """A code to show, 60 s and once; the session's earlier codes die."""

    def token_state(self, session: Session, token_id: str) -> TokenState:
        """Was it redeemed, by whom, when?"""

    def drop_token(self, session: Session, token_id: str) -> None:
        """Put the licence away: the code dies at once."""

    def close(self) -> None:
        """Give connections back; never raises."""
