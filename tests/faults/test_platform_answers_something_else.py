"""Answers that are well-formed and wrong: about another thing, of another size, going backwards. None is believed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.ids import uuid7
from kiosk.domain.submission import UploadRef
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.interface import UploadPlatform
from kiosk.platform_api.uploads import bring
from kiosk.platform_api.wire import CertificateRequest, Draft, PaymentRequest
from tests.platform_stand import NOW, SandboxStand, case, encoded, face_evidence

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

OTHER = uuid7(NOW)
ANSWERED = {
    "submissionId": OTHER,
    "certificateId": OTHER,
    "paymentId": OTHER,
    "draftId": OTHER,
    "appointmentId": OTHER,
    "evaluationId": OTHER,
    "complaintId": OTHER,
    "id": OTHER,
    "day": "2026-07-11",
}


class Liar:
    """WSGI middleware that answers about something else, or with other headers."""

    def __init__(self, inner: WSGIApplication) -> None:
        self._inner = inner
        self.headers: dict[str, str] = {}
        self.answers = False

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Change what comes back, where it is told to."""

        def told(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            kept = [(name, value) for name, value in headers if name.lower() != "content-length"]
            return start_response(status, [*((n, v) for n, v in kept if n not in self.headers), *self._more()], *more)

        body = b"".join(self._inner(environ, told))
        if not self.answers or not body.startswith(b"{"):
            return [body]
        document = json.loads(body)
        return [json.dumps({**document, **{k: v for k, v in ANSWERED.items() if k in document}}).encode()]

    def _more(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in self.headers.items() if value]


class LyingStand(SandboxStand):
    """A sandbox behind a liar."""

    liar: Liar

    def _watched(self, inner: WSGIApplication) -> WSGIApplication:
        self.liar = Liar(inner)
        return self.liar


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[LyingStand]:
    one = LyingStand(tmp_path)
    one.platform.enrol("CODE-0001")
    yield one
    one.close()


def unbelieved(act: Callable[[], object]) -> None:
    with pytest.raises(PlatformError) as caught:
        act()
    assert caught.value.fault is PlatformFault.BAD_ANSWER


def test_an_answer_about_another_thing_is_not_believed(stand: LyingStand) -> None:
    session = stand.open()
    platform, bill = stand.platform, stand.platform.bills(session).bills[0]
    wanted = case(face_evidence(session))
    draft = Draft(uuid7(NOW), "yb-ydjy", "3", "3", {}, (), (), "2026-07-12T09:41:00+08:00")
    certificate = platform.request_certificate(session, CertificateRequest(uuid7(NOW), "sbcb", "办理落户"))
    order = platform.create_payment(session, PaymentRequest(uuid7(NOW), (bill.bill_id,), bill.amount))
    stand.liar.answers = True
    unbelieved(lambda: platform.put_submission(wanted.submission_id, encoded(wanted)))
    unbelieved(lambda: platform.get_submission(wanted.submission_id))
    unbelieved(lambda: platform.withdraw_submission(session, wanted.submission_id, "不办了"))
    unbelieved(lambda: platform.put_draft(session, draft))
    unbelieved(lambda: platform.certificate(session, certificate.certificate_id))
    unbelieved(lambda: platform.payment(order.payment_id))
    unbelieved(lambda: platform.cancel_payment(order.payment_id, "person"))
    unbelieved(lambda: platform.day("submissions", "2026-07-12"))


def upload(size: int = 10) -> UploadRef:
    return UploadRef(uuid7(NOW), "invoice", "image/png", "0" * 64, size)


@pytest.mark.parametrize("stated", ["", "-1", "ten", "1e3", "٣", "9" * 40])
def test_an_offset_that_is_none_is_not_believed(stand: LyingStand, stated: str) -> None:
    plan = upload()
    stand.platform.create_upload(uuid7(NOW), plan)
    stand.liar.headers = {"Upload-Offset": stated.encode("utf-8").decode("latin-1")}
    unbelieved(lambda: stand.platform.upload_offset(plan.upload_id))


def test_a_place_for_an_upload_that_is_another(stand: LyingStand) -> None:
    stand.liar.headers = {"Location": f"/v1/uploads/{OTHER}"}
    unbelieved(lambda: stand.platform.create_upload(uuid7(NOW), upload()))


def test_an_upload_protocol_of_another_version(stand: LyingStand) -> None:
    plan = upload()
    stand.platform.create_upload(uuid7(NOW), plan)
    stand.liar.headers = {"Tus-Resumable": "0.2.2"}
    unbelieved(lambda: stand.platform.upload_offset(plan.upload_id))


class Standing(UploadPlatform):
    """Takes every piece and never gets further, or too far."""

    def __init__(self, answer: int) -> None:
        self.answer = answer
        self.pieces = 0

    def create_upload(self, submission_id: str, upload: UploadRef) -> None:
        """Begun."""

    def upload_offset(self, upload_id: str) -> int | None:
        """Nothing is there."""
        del upload_id
        return 0

    def send_piece(self, upload_id: str, offset: int, piece: bytes) -> int:
        """As told."""
        del upload_id, offset, piece
        self.pieces += 1
        return self.answer

    def drop_upload(self, upload_id: str) -> None:
        """Gone."""


@pytest.mark.parametrize("answer", [0, 11])
def test_an_upload_that_does_not_move_or_moves_too_far_ends(answer: int) -> None:
    platform = Standing(answer)
    unbelieved(lambda: bring(platform, uuid7(NOW), upload(), lambda _, size: bytes(size)))
    assert platform.pieces == 1
