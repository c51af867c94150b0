"""Electronic licences and certificates. Must never read one without saying what for."""

from __future__ import annotations

import hashlib

from kiosk.platform_api.calls.caller import Caller, same, segment
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.interface import SHOWING
from kiosk.platform_api.wire import (
    Certificate,
    CertificateRequest,
    FieldsQuestion,
    LicenceFields,
    LicenceQuestion,
    Licences,
    OrganisationQuestion,
    Organisations,
    Purpose,
    Reprint,
    ReprintRequest,
    Session,
    ShowToken,
    Stored,
    TokenRequest,
    TokenState,
    Verification,
    VerificationQuestion,
)


class LicenceCalls(Caller):
    """Keeps `interface.LicencePlatform` over HTTP(S)."""

    def licences(self, session: Session, purpose: Purpose | None = None) -> Licences:
        """The person's licences."""
        return self._ask("/v1/licence-queries", LicenceQuestion(purpose or self._showing()), Licences, session)

    def organisations(self, session: Session) -> Organisations:
        """For whom the person may act."""
        return self._ask("/v1/organisation-queries", OrganisationQuestion(self._showing()), Organisations, session)

    def licence_fields(self, session: Session, licence_id: str, question: FieldsQuestion) -> LicenceFields:
        """What a licence says, for one case."""
        path = f"/v1/licences/{segment(licence_id)}/field-reads"
        found = self._ask(path, question, LicenceFields, session)
        same(licence_id, found.licence_id)
        return found

    def show_token(self, session: Session, licence_id: str, purpose: Purpose | None = None) -> ShowToken:
        """A code to show."""
        path = f"/v1/licences/{segment(licence_id)}/show-tokens"
        return self._post(path, TokenRequest(purpose or self._showing()), ShowToken, session)

    def token_state(self, session: Session, token_id: str) -> TokenState:
        """Was it redeemed?"""
        return self._get(f"/v1/show-tokens/{segment(token_id)}", TokenState, session)

    def drop_token(self, session: Session, token_id: str) -> None:
        """Put the licence away."""
        self._delete(f"/v1/show-tokens/{segment(token_id)}", session)

    def verify_licence(self, payload: str, use: str) -> Verification:
        """Is it genuine?"""
        return self._ask("/v1/licence-verifications", VerificationQuestion(payload, use), Verification)

    def request_certificate(self, session: Session, wanted: CertificateRequest) -> Certificate:
        """Ask for a certificate."""
        path = f"/v1/certificates/{segment(wanted.certificate_id)}"
        found = self._put(path, wanted.certificate_id, wanted, Certificate, session)
        same(wanted.certificate_id, found.certificate_id)
        return found

    def certificate(self, session: Session, certificate_id: str) -> Certificate:
        """How it stands."""
        found = self._get(f"/v1/certificates/{segment(certificate_id)}", Certificate, session)
        same(certificate_id, found.certificate_id)
        return found

    def certificate_file(self, session: Session, certificate: Certificate) -> bytes:
        """The sealed PDF, verified and just as long and with the digest that the platform stated."""
        path = f"/v1/certificates/{segment(certificate.certificate_id)}/file"
        return self._sealed(path, certificate, session)

    def request_reprint(self, wanted: ReprintRequest) -> Reprint:
        """A clerk prints it again."""
        path = f"/v1/certificates/{segment(wanted.certificate_id)}/reprints/{segment(wanted.reprint_id)}"
        found = self._put(path, wanted.reprint_id, wanted, Reprint)
        same(wanted.reprint_id, found.reprint_id)
        same(wanted.certificate_id, found.certificate.certificate_id)
        return found

    def reprint_file(self, reprint: Reprint) -> bytes:
        """The sealed PDF, verified and just as long and with the digest that the platform stated."""
        about = reprint.certificate
        path = f"/v1/certificates/{segment(about.certificate_id)}/reprints/{segment(reprint.reprint_id)}/file"
        return self._sealed(path, about)

    def record_print(self, print_id: str, body: bytes) -> Stored:
        """Tell what became of a print."""
        stored = self._put(f"/v1/prints/{segment(print_id)}", print_id, body, Stored)
        same(print_id, stored.id)
        return stored

    def _sealed(self, path: str, certificate: Certificate, session: Session | None = None) -> bytes:
        reply = self._verified(path, session=session)
        if reply is None or hashlib.sha256(reply.body).hexdigest() != certificate.sha256:
            raise PlatformError(PlatformFault.BAD_ANSWER)
        return reply.body

    def _showing(self) -> Purpose:
        return Purpose(None, None, SHOWING, self._endpoint.terminal_id)
