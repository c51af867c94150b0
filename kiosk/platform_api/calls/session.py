"""Who stands before the terminal, and that person's phone. Must never keep a token beyond the call."""

from __future__ import annotations

from kiosk.domain.submission import Evidence
from kiosk.platform_api.calls.caller import Caller, act, decoded, segment
from kiosk.platform_api.transport import Call
from kiosk.platform_api.wire import (
    ChallengeRequest,
    IdentityQuestion,
    IdentityWays,
    PersonRef,
    PhonePage,
    PhonePageRequest,
    PhonePageState,
    ScanAnswer,
    Session,
    SessionRequest,
    SmsAnswer,
    SmsChallenge,
    StepUp,
    Witness,
)


class SessionCalls(Caller):
    """Keeps `interface.SessionPlatform` over HTTP(S)."""

    def identity_ways(self, person: PersonRef) -> IdentityWays:
        """Which ways there are to confirm this person."""
        return self._ask("/v1/identity-ways", IdentityQuestion(person), IdentityWays)

    def send_code(self, person: PersonRef) -> SmsChallenge:
        """Send an SMS code to the number the platform holds."""
        return self._post("/v1/sms-challenges", ChallengeRequest(person), SmsChallenge)

    def resend_code(self, challenge_id: str) -> SmsChallenge:
        """Send it again."""
        path = f"/v1/sms-challenges/{segment(challenge_id)}/resends"
        return decoded(self._transport.send(Call("POST", path, headers=act())), SmsChallenge)

    def open_session(
        self,
        person: PersonRef,
        evidence: Evidence,
        sms: SmsAnswer | None = None,
        *,
        scan: ScanAnswer | None = None,
        witness: Witness | None = None,
    ) -> Session:
        """Open a session."""
        return self._post("/v1/sessions", SessionRequest(person, evidence, sms, scan, witness), Session)

    def step_up(self, session: Session, more: StepUp) -> Session:
        """Show more evidence."""
        return self._post(f"/v1/sessions/{segment(session.session_id)}/step-ups", more, Session, session)

    def close_session(self, session: Session) -> None:
        """Close it."""
        self._delete(f"/v1/sessions/{segment(session.session_id)}", session)

    def open_phone_page(self, session: Session, wanted: PhonePageRequest) -> PhonePage:
        """A page for the phone."""
        return self._post("/v1/phone-pages", wanted, PhonePage, session)

    def phone_page(self, session: Session, page_id: str) -> PhonePageState:
        """What has come from it."""
        return self._get(f"/v1/phone-pages/{segment(page_id)}", PhonePageState, session)

    def close_phone_page(self, session: Session, page_id: str) -> None:
        """No more from that phone."""
        self._delete(f"/v1/phone-pages/{segment(page_id)}", session)
