"""Papers that do not lie below the document camera: by phone, later, by a promise; never by themselves."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.domain.catalogue import Material, Provision
from kiosk.domain.submission import UploadRef
from kiosk.domain.text import Text
from kiosk.flows import events as on
from kiosk.flows import supply_effects as do
from kiosk.flows.events import supply as papers
from kiosk.flows.screens import Screen
from tests.flow_walk import Walk, identified, item

REFS = (UploadRef("u1", "m-proof", "image/jpeg", "0" * 64, 3), UploadRef("u2", "m-proof", "image/png", "1" * 64, 4))
FORM = {"properties": {name: {"x-material": f"m-{name}"} for name in ("proof", "later", "promised")}}


def at_papers() -> Walk:
    walk = Walk()
    scan = Material("m-proof", Text("证明"), Provision.SCAN)
    given = (scan, replace(scan, code="m-later", deferrable=True), replace(scan, code="m-promised", promisable=True))
    identified(walk(on.ItemOpened(replace(item(), form=FORM, materials=given))))
    return walk(on.FormPrepared({}, {}, dict.fromkeys(FORM["properties"], 0), 1))


def test_files_from_the_phone_go_with_the_case_under_its_id() -> None:
    walk = at_papers()(papers.PhoneOpened("proof"))
    assert walk.screen() is Screen.PHONE
    assert walk.wants(do.OpenPhonePage())
    walk(papers.PhonePageOpened("https://platform.example/u/1", "c1"), on.Accepted())
    assert walk.screen() is Screen.PHONE, "nothing has come yet"
    walk(papers.PhoneSeen("arrived", REFS), on.Accepted())
    assert walk.screen() is Screen.FORM
    assert walk.wants(do.ClosePhonePage())
    memory = walk.memory()
    assert memory.filling.answers["proof"] == "phone"
    assert (memory.keeping.kept, memory.keeping.draft_id) == ({"proof": REFS[0], "proof/2": REFS[1]}, "c1")
    walk(papers.InsteadDropped("proof"))
    assert walk.memory().keeping.kept == {}, "no page of it is left behind"


def test_whoever_goes_back_has_sent_nothing() -> None:
    walk = at_papers()(papers.PhoneOpened("proof"), papers.PhoneSeen("arrived", REFS), on.WentBack())
    assert walk.wants(do.ClosePhonePage())
    assert walk.memory().filling.answers.get("proof", "") == ""
    assert walk.memory().keeping.kept == {}


def test_a_page_that_fails_can_be_opened_anew() -> None:
    walk = at_papers()(papers.PhoneOpened("proof"), papers.PhoneFailed("platform.timeout"))
    assert walk.memory().supply.phase == "failed"
    walk(on.RetryAsked())
    assert walk.wants(do.OpenPhonePage())
    assert walk.memory().supply.phase == "opening"


def test_without_a_line_no_phone_is_waited_for() -> None:
    walk = at_papers()
    walk.change("around", online=False)
    assert walk(papers.PhoneOpened("proof")).screen() is Screen.FORM


def test_only_what_the_catalogue_lets_stand_stands() -> None:
    for field, promise, there in (
        ("proof", False, False),
        ("proof", True, False),
        ("later", False, True),
        ("later", True, False),
        ("promised", True, True),
        ("promised", False, False),
    ):
        walk = at_papers()(papers.InsteadOpened(field, promise=promise))
        assert walk.screen() is (Screen.PROMISE if there else Screen.FORM), (field, promise)


def test_nothing_stands_for_a_paper_before_the_signature_and_it_can_be_taken_back() -> None:
    walk = at_papers()(papers.InsteadOpened("later"), on.WentBack())
    assert walk.memory().filling.answers.get("later", "") == ""
    walk(papers.InsteadOpened("later"), on.Signed(b"png"))
    assert walk.screen() is Screen.FORM
    assert (walk.memory().filling.answers["later"], walk.memory().supply.signatures) == ("later", {"later": b"png"})
    assert walk.memory().identity.signature == b"", "the case is signed for itself"
    walk(papers.InsteadDropped("later"))
    assert (walk.memory().filling.answers["later"], walk.memory().supply.signatures) == ("", {})


def test_who_acts_for_another_brings_the_paper() -> None:
    walk = at_papers()
    walk.change("acting", principal=walk.memory().identity.person)
    assert walk(papers.InsteadOpened("promised", promise=True)).screen() is Screen.FORM
