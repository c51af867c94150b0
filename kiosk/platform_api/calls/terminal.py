"""The terminal itself, its station, its catalogue. Must never hand out what the platform did not sign."""

from __future__ import annotations

import base64
from urllib.parse import quote

import msgspec

from kiosk.platform_api.calls.caller import Caller, T, act, decoded, segment
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.interface import CatalogueAnswer, Verified
from kiosk.platform_api.signing.keys import PrivateKey
from kiosk.platform_api.times import from_rfc3339
from kiosk.platform_api.transport import Call
from kiosk.platform_api.wire import (
    CatalogueChanges,
    Configuration,
    Enrolled,
    Enrolment,
    HandedOver,
    Handover,
    HandoverCode,
    HandoverRedemption,
    Heartbeat,
    KeyRenewal,
    KeyRenewed,
    LogBundle,
    ReviewDecision,
    ReviewQuestion,
    Reviews,
    ServerTime,
    Staff,
    Stored,
    SubmissionAnswer,
    SupportRequest,
    TerminalStates,
)


class TerminalCalls(Caller):
    """Keeps `interface.TerminalPlatform` over HTTP(S)."""

    @property
    def clock_offset(self) -> float:
        """Platform time minus terminal time in seconds, as last measured."""
        return self._transport.offset

    def server_time(self) -> float:
        """The platform's clock, seconds since 1970; measures the offset."""
        before = self._transport.now()
        reply = self._transport.send(Call("GET", "/v1/time", signed=False))
        try:
            stated = from_rfc3339(decoded(reply, ServerTime).server_time)
        except ValueError:
            raise PlatformError(PlatformFault.BAD_ANSWER) from None
        self._transport.measured(stated, before)
        return stated

    def enrol(self, code: str) -> Enrolled:
        """Make this terminal's key known with a one-time code."""
        return self._post("/v1/terminals/enrolments", Enrolment(code, self.key.public.pem), Enrolled)

    def renew_key(self, new: PrivateKey) -> KeyRenewed:
        """Announce the key that follows; this client goes on with the old one."""
        words = f"{self._endpoint.terminal_id}\n{self.key.key_id}\n{new.key_id}"
        proof = base64.b64encode(new.sign(words.encode("ascii"))).decode("ascii")
        return self._post("/v1/terminals/keys", KeyRenewal(new.public.pem, proof), KeyRenewed)

    def heartbeat(self, beat: Heartbeat) -> None:
        """Tell how the terminal is."""
        self._post("/v1/terminals/heartbeats", beat, ServerTime)

    def terminal_states(self) -> TerminalStates:
        """Which terminals can be used now."""
        return self._get("/v1/terminals/states", TerminalStates)

    def request_support(self, request: SupportRequest) -> Stored:
        """Ask for help; under the same id once, however often it is tried."""
        wanted = Call("POST", "/v1/terminals/support-requests", msgspec.json.encode(request), act(request.request_id))
        return decoded(self._transport.send(wanted), Stored)

    def send_log_bundle(self, bundle: LogBundle) -> Stored:
        """Hand in a support bundle that was uploaded."""
        wanted = Call("POST", "/v1/terminals/log-bundles", msgspec.json.encode(bundle), act(bundle.bundle_id))
        return decoded(self._transport.send(wanted), Stored)

    def configuration(self, etag: str | None = None) -> Verified[Configuration] | None:
        """What this terminal is told to do, verified."""
        return self._signed_value("/v1/terminals/configuration", Configuration, etag)

    def staff(self, etag: str | None = None) -> Verified[Staff] | None:
        """Who works here, verified."""
        return self._signed_value("/v1/staff", Staff, etag)

    def catalogue(self, etag: str | None = None) -> CatalogueAnswer | None:
        """The catalogue, verified; None where `etag` names the current one."""
        from kiosk.platform_api.catalogue_check import catalogue_version  # a screen never asks: no JSON Schema for it

        reply = self._verified("/v1/catalogue", etag)
        if reply is None:
            return None
        return CatalogueAnswer(reply.body, reply.headers["etag"], catalogue_version(reply.body))

    def catalogue_changes(self, since: str, etag: str | None = None) -> Verified[CatalogueChanges] | None:
        """What changed since that version, verified; None where `etag` names the current one."""
        found = self._signed_value(f"/v1/catalogue/changes?since={quote(since, safe='')}", CatalogueChanges, etag)
        if found is not None and found.value.since != since:
            raise PlatformError(PlatformFault.BAD_ANSWER)
        return found

    def sample(self, sample_id: str) -> bytes:
        """A filled-in sample, PNG."""
        return self._transport.send(Call("GET", f"/v1/samples/{segment(sample_id)}")).body

    def video(self, video_id: str, most: int) -> bytes:
        """A short instruction video. Whoever has the catalogue checks its digest."""
        return self._transport.send(Call("GET", f"/v1/videos/{segment(video_id)}", most=most)).body

    def make_handover(self, handover: Handover) -> HandoverCode:
        """Lay a matter down; under the same id once, however often it is tried."""
        wanted = Call("POST", "/v1/handovers", msgspec.json.encode(handover), act(handover.handover_id))
        return decoded(self._transport.send(wanted), HandoverCode)

    def redeem_handover(self, redemption: HandoverRedemption) -> HandedOver:
        """Take a matter up."""
        return self._post("/v1/handover-redemptions", redemption, HandedOver)

    def reviews(self, question: ReviewQuestion) -> Reviews:
        """What waits for a second person."""
        return self._ask("/v1/review-queries", question, Reviews)

    def decide_review(self, review_id: str, decision: ReviewDecision) -> SubmissionAnswer:
        """The second person's word."""
        return self._post(f"/v1/reviews/{segment(review_id)}/decisions", decision, SubmissionAnswer)

    def _signed_value(self, path: str, kind: type[T], etag: str | None = None) -> Verified[T] | None:
        reply = self._verified(path, etag)
        return None if reply is None else Verified(decoded(reply, kind), reply.body, reply.headers["etag"])
