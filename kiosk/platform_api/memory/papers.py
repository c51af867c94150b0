"""The twin's licences and certificates."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

import msgspec

from kiosk.domain.ids import uuid7
from kiosk.domain.submission import OrganisationRole
from kiosk.domain.text import Text
from kiosk.platform_api.memory.core import SHOP, MemoryCore, conflict, missing, state_conflict
from kiosk.platform_api.times import to_rfc3339
from kiosk.platform_api.wire import (
    Certificate,
    CertificateRequest,
    FieldsQuestion,
    LicenceFields,
    Licences,
    Organisation,
    Organisations,
    Print,
    Purpose,
    Reprint,
    ReprintRequest,
    Session,
    ShowToken,
    Stored,
    TokenState,
    Verification,
)

_TOKEN_LIFE = 60.0
_REPRINT_LIFE = 600.0
PAPER = b"%PDF-1.4 a certificate of the twin, sealed by nobody"


@dataclass
class _Token:
    session_id: str
    payload: str
    expires_at: float
    dead: bool = False
    redeemed_by: str | None = None
    redeemed_at: float | None = None


class MemoryLicences(MemoryCore):
    """Keeps `interface.LicencePlatform`."""

    def __init__(self, *what: Any, **more: Any) -> None:
        super().__init__(*what, **more)
        self.prints: dict[str, bytes] = {}
        self._tokens: dict[str, _Token] = {}
        self._certificates: dict[str, tuple[CertificateRequest, str]] = {}
        self._reprints: dict[str, ReprintRequest] = {}

    def redeem(self, payload: str, verifier: str = "示例市图书馆") -> bool:
        """Somebody scans the code: is it good?"""
        for token in self._tokens.values():
            if token.payload == payload and not token.dead and self._now() < token.expires_at:
                token.dead, token.redeemed_by, token.redeemed_at = True, verifier, self._now()
                return True
        return False

    def licences(self, session: Session, purpose: Purpose | None = None) -> Licences:
        """The person's."""
        del purpose
        self._reached()
        person = self._people.get(self._holder(session).number)
        return Licences(person.licences if person else (), to_rfc3339(self._now()))

    def organisations(self, session: Session) -> Organisations:
        """Of a person with a licence one shop."""
        self._reached()
        role = OrganisationRole.LEGAL_REPRESENTATIVE
        shop = Organisation(SHOP, "示例小吃店", "sole-trader", role, "示例市", ())
        return Organisations((shop,) if self._acting(session) else ())

    def licence_fields(self, session: Session, licence_id: str, question: FieldsQuestion) -> LicenceFields:
        """Of any of the person's licences, the number in its masked form."""
        for one in self.licences(session, question.purpose).licences:
            if one.licence_id == licence_id:
                fields = {"证照编号": one.masked_number, "发证机关": one.authority}
                return LicenceFields(licence_id, one.type_code, fields, self._stamp())
        raise missing()

    def show_token(self, session: Session, licence_id: str, purpose: Purpose | None = None) -> ShowToken:
        """A new code; the session's others die."""
        if licence_id not in {one.licence_id for one in self.licences(session, purpose).licences}:
            raise missing()
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

    def verify_licence(self, payload: str, use: str) -> Verification:
        """Genuine is what was shown here."""
        del use
        self._reached()
        known = any(token.payload == payload for token in self._tokens.values())
        state, text = ("valid", "有效") if known else ("unknown", "没有查到")
        return Verification(state, Text(text), self._stamp())

    def request_certificate(self, session: Session, wanted: CertificateRequest) -> Certificate:
        """Made at once."""
        self._reached()
        number = self._holder(session).number
        if self._certificates.setdefault(wanted.certificate_id, (wanted, number)) != (wanted, number):
            raise conflict()
        return self._made(wanted)

    def certificate(self, session: Session, certificate_id: str) -> Certificate:
        """Ready."""
        self._reached()
        found = self._certificates.get(certificate_id)
        if found is None or found[1] != self._holder(session).number:
            raise missing()
        return self._made(found[0])

    def certificate_file(self, session: Session, certificate: Certificate) -> bytes:
        """Always the same paper."""
        self.certificate(session, certificate.certificate_id)
        return PAPER

    def request_reprint(self, wanted: ReprintRequest) -> Reprint:
        """As often as one likes, each until it came out."""
        self._reached()
        found = self._certificates.get(wanted.certificate_id)
        if found is None:
            raise missing()
        if self._reprints.setdefault(wanted.reprint_id, wanted) != wanted:
            raise conflict()
        if self._came_out(wanted.reprint_id):
            raise state_conflict()
        return Reprint(wanted.reprint_id, self._made(found[0]), to_rfc3339(self._now() + _REPRINT_LIFE))

    def reprint_file(self, reprint: Reprint) -> bytes:
        """Always the same paper."""
        self._reached()
        if reprint.reprint_id not in self._reprints:
            raise missing()
        if self._came_out(reprint.reprint_id):
            raise state_conflict()
        return PAPER

    def record_print(self, print_id: str, body: bytes) -> Stored:
        """Kept once."""
        self._reached()
        if (
            msgspec.json.decode(body, type=Print).print_id != print_id
            or self.prints.setdefault(print_id, body) != body
        ):
            raise conflict()
        return Stored(print_id, self._stamp())

    def _came_out(self, reprint_id: str) -> bool:
        told = (msgspec.json.decode(body, type=Print) for body in self.prints.values())
        return any(one.reprint_id == reprint_id and one.outcome != "failed" for one in told)

    def _made(self, wanted: CertificateRequest) -> Certificate:
        return Certificate(
            certificate_id=wanted.certificate_id,
            certificate_type=wanted.certificate_type,
            name=Text("证明"),
            state="ready",
            text=Text("可以打印"),
            serial="ZM" + wanted.certificate_id[-12:],
            sha256=hashlib.sha256(PAPER).hexdigest(),
            size=len(PAPER),
            prints_left=1,
        )

    def _token(self, session: Session, token_id: str) -> _Token:
        self._holder(session)
        token = self._tokens.get(token_id)
        if token is None or token.session_id != session.session_id:
            raise missing()
        return token

    def _kill(self, session_id: str) -> None:
        for token in self._tokens.values():
            token.dead = token.dead or token.session_id == session_id
