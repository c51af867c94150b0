"""The page for a phone: ten minutes, one session, and what it takes is decided by the content alone."""

from __future__ import annotations

import pytest
from werkzeug.test import TestResponse

from kiosk.domain.ids import uuid7
from kiosk.sandbox.groups.phone_pages import LIFE, MOST_FILES
from tests.platform_stand import NOW
from tests.unit.sandbox.conftest import HOST, Bench, kind

JPEG = b"\xff\xd8\xff\xe0 a page"
PDF = b"%PDF-1.7 a page"


class Page:
    """A page that is open, as terminal and phone see it."""

    def __init__(self, bench: Bench) -> None:
        self.bench, self.session = bench, bench.open()
        self.page_id = uuid7(NOW)
        self.opened = self.open(self.page_id)
        assert self.opened.json is not None
        self.path = str(self.opened.json["url"]).removeprefix(HOST)

    def open(self, page_id: str) -> TestResponse:
        document = {"pageId": page_id, "submissionId": uuid7(NOW), "materialCode": "invoice"}
        return self.bench.ask("POST", "/v1/phone-pages", document, **self.session)

    def state(self) -> dict[str, object]:
        answer = self.bench.ask("GET", f"/v1/phone-pages/{self.page_id}", **self.session).json
        assert answer is not None
        return dict(answer)

    def show(self) -> TestResponse:
        return self.bench.http.get(self.path)

    def send(self, content: bytes = JPEG, media: str = "image/jpeg", key: str | None = None) -> TestResponse:
        headers = {"Idempotency-Key": key or uuid7(NOW), "Content-Type": media}
        return self.bench.http.post(self.path, data=content, headers=headers)


@pytest.fixture
def page(bench: Bench) -> Page:
    return Page(bench)


def test_phone_opens_it_sends_and_the_terminal_sees_it(page: Page) -> None:
    assert page.state()["state"] == "waiting"
    shown = page.show()
    assert shown.status_code == 200
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]
    assert page.state()["state"] == "opened"
    sent = page.send()
    assert (sent.status_code, page.state()["files"]) == (201, [sent.json])


def test_page_says_nothing_of_the_person_and_needs_nothing_from_elsewhere(page: Page) -> None:
    text = page.show().text
    for foreign in ("http:", "https:", "//", "src=", "99010119850314002X", "林"):
        assert foreign not in text


def test_same_file_again_is_one_and_another_under_its_key_a_conflict(page: Page) -> None:
    key = uuid7(NOW)
    assert [page.send(key=key).status_code for _ in range(2)] == [201, 200]
    other = page.send(PDF, "application/pdf", key)
    assert (other.status_code, kind(other)) == (409, "conflict")
    assert len(page.state()["files"]) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize(("content", "media"), [(b"GIF89a", "image/jpeg"), (PDF, "image/jpeg"), (b"", "image/png")])
def test_content_that_is_not_what_it_says_is_refused(page: Page, content: bytes, media: str) -> None:
    answer = page.send(content, media)
    assert (answer.status_code, kind(answer)) == (422, "invalid")


def test_no_more_than_twenty_files(page: Page) -> None:
    assert {page.send(JPEG + bytes([n])).status_code for n in range(MOST_FILES)} == {201}
    assert kind(page.send()) == "too-large"


def test_it_dies_after_ten_minutes(page: Page) -> None:
    page.bench.time += LIFE
    assert page.state()["state"] == "expired"
    for answer in (page.show(), page.send()):
        assert (answer.status_code, kind(answer)) == (410, "token-dead")


def test_it_dies_with_another_page_when_it_is_closed_and_with_its_session(page: Page) -> None:
    bench = page.bench
    page.open(uuid7(NOW))
    assert (page.show().status_code, page.state()["state"]) == (410, "closed")
    second = Page(bench)
    for _ in range(2):
        assert bench.ask("DELETE", f"/v1/phone-pages/{second.page_id}", **second.session).status_code == 204
    assert second.send().status_code == 410
    third = Page(bench)
    with bench.world.store.transaction() as db:
        newest = "SELECT session_id FROM sessions ORDER BY rowid DESC"
        session_id = db.execute(newest).fetchone()["session_id"]
    assert bench.ask("DELETE", f"/v1/sessions/{session_id}", **third.session).status_code == 204
    assert third.send().status_code == 410


def test_another_session_sees_nothing_of_it(page: Page) -> None:
    answer = page.bench.ask("GET", f"/v1/phone-pages/{page.page_id}", **page.bench.open())
    assert (answer.status_code, kind(answer)) == (404, "not-found")


def test_asking_for_it_again_gives_the_same_page(bench: Bench) -> None:
    session, act = bench.open(), uuid7(NOW)
    document = {"pageId": uuid7(NOW), "submissionId": uuid7(NOW), "materialCode": "invoice"}
    answers = {bench.ask("POST", "/v1/phone-pages", document, Idempotency_Key=act, **session).data for _ in range(2)}
    assert len(answers) == 1
    assert kind(bench.ask("POST", "/v1/phone-pages", document, **session)) == "conflict"
