"""证明打印: nothing printed whose seal does not hold, no copy twice, nothing called printed that did not come out."""

from __future__ import annotations

import pytest

from kiosk.flows import certify_effects as also
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.events import certificates as said
from kiosk.flows.events.services import Chosen
from kiosk.flows.screens import Screen
from tests.flow_walk import Walk, card, face, item

READY = said.CertificateReady("C1", "ZM1", "示例市社会保险中心", 2, 2)


def known(walk: Walk) -> Walk:
    walk(card(), on.TimedOut("card-done"), on.WaysFound(None), on.WayChosen("face"), on.Agreed())
    return walk(face(), on.SessionOpened("s", "t", {}))


def at_list() -> Walk:
    return known(Walk()(on.ThemeChosen("zm"), said.CertificatesOpened()))


def at_ready() -> Walk:
    return at_list()(Chosen("sbcb"), said.CertificateMade(), said.CertificateFetched(), READY)


def phase(walk: Walk) -> str:
    return walk.memory().certifying.phase


def test_chosen_fetched_checked_said_printed_and_taken() -> None:
    walk = at_list()
    assert (walk.screen(), walk.memory().choosing.page) == (Screen.CHOOSE, "certificates")
    walk(Chosen("sbcb"))
    assert walk.wants(also.FetchCertificate())
    assert walk.memory().certifying.busy
    assert [phase(walk(event)) for event in (said.CertificateMade(), said.CertificateFetched(), READY)] == [
        "fetching", "checking", "ready",
    ]  # fmt: skip
    now = walk.memory().certifying
    assert (now.pages, now.office, now.prints_left, now.busy) == (2, "示例市社会保险中心", 2, False)
    walk(on.Accepted())
    assert walk.wants(also.PrintCertificate())
    walk(said.PagesOut(1, 2))
    assert walk.memory().certifying.done == 1
    walk(said.CopyPrinted())
    assert (phase(walk), walk.memory().certifying.prints_left) == ("out", 1)
    assert walk.wants(do.StartClock("paper-left"))
    assert not walk.memory().certifying.left
    walk(on.TimedOut("paper-left"))
    assert walk.memory().certifying.left, "the paper that lies there is noticed"
    assert walk(on.Finished()).wants(do.EndSession())


def test_another_copy_is_an_act_of_its_own_until_none_is_left() -> None:
    walk = at_ready()(on.Accepted(), said.CopyPrinted(), said.AnotherAsked())
    assert walk.wants(also.PrintCertificate())
    walk(said.CopyPrinted(), said.AnotherAsked())
    assert (walk.wants(also.PrintCertificate()), phase(walk)) == (False, "out")


def test_from_the_page_of_an_item_nothing_is_asked_again() -> None:
    walk = known(Walk()(on.ItemOpened(item()), said.CertificatesOpened("sbcb")))
    assert (walk.wants(also.FetchCertificate()), walk.memory().certifying.type_code) == (True, "sbcb")
    assert walk(said.StopAsked()).memory().choosing.page == "certificates"
    assert walk.wants(also.DropCertificate())


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (said.CertificateUnusable("document.seal-altered"), "unusable"),
        (said.CertificateUnusable("document.ofd"), "unusable"),
        (said.CertificateWaits("正在核查"), "waits"),
        (said.CertificateDenied("不能出具"), "denied"),
    ],
)
def test_what_cannot_be_printed_is_named_and_no_touch_prints_it(event: on.Event, expected: str) -> None:
    walk = at_list()(Chosen("sbcb"), event)
    assert (phase(walk), walk.screen()) == (expected, Screen.CERTIFICATE)
    walk(on.RetryAsked())
    assert not walk.wants(also.PrintCertificate())
    assert not walk.wants(also.FetchCertificate())
    assert walk(on.WentBack()).memory().choosing.page == "certificates"


def test_without_an_answer_one_may_ask_again() -> None:
    walk = at_list()(Chosen("sbcb"), on.PlatformFailed("platform.timeout"))
    assert (phase(walk), walk.memory().certifying.fault) == ("unreachable", "platform.timeout")
    assert walk(on.RetryAsked()).wants(also.FetchCertificate())
    assert walk.memory().certifying.type_code == "sbcb"


def test_a_jam_leaves_the_copy_unprinted_and_it_may_be_tried_again() -> None:
    walk = at_ready()(on.Accepted(), said.PagesOut(1, 2), said.CopyFailed("printer.paper-jam"))
    assert (phase(walk), walk.memory().certifying.prints_left) == ("not-printed", 2)
    walk.change("around", device_faults={"document-printer": "printer.paper-jam"})
    assert not walk(on.RetryAsked()).wants(also.PrintCertificate()), "the printer is still jammed"
    walk.change("around", device_faults={})
    assert walk(on.RetryAsked()).wants(also.PrintCertificate())
    assert walk.memory().certifying.done == 0


def test_what_may_have_come_out_is_not_printed_again_by_a_touch() -> None:
    walk = at_ready()(on.Accepted(), said.CopyFailed("printer.outcome-unknown"))
    assert phase(walk) == "unknown"
    assert not walk(on.RetryAsked()).wants(also.PrintCertificate())


def test_stopping_waits_for_the_printers_word() -> None:
    walk = at_ready()(on.Accepted(), said.StopAsked())
    assert walk.wants(also.StopPrinting())
    assert (phase(walk), walk.memory().certifying.stopping) == ("printing", True)
    assert phase(walk(said.CopyPrinted())) == "out", "it was quicker"


def test_nothing_left_or_no_printer_prints_nothing() -> None:
    walk = at_ready()
    walk.change("certifying", prints_left=0)
    assert not walk(on.Accepted()).wants(also.PrintCertificate())
    walk = at_ready()
    walk.change("around", device_faults={"document-printer": "printer.paper-out"})
    assert not walk(on.Accepted()).wants(also.PrintCertificate())


@pytest.mark.parametrize("gone", ["line", "id-reader", "document-printer"])
def test_where_it_cannot_be_done_nobody_is_asked_for_a_card(gone: str) -> None:
    walk = Walk(online=gone != "line")(on.ThemeChosen("zm"))
    if gone != "line":
        walk.change("around", device_faults={gone: "device.gone"})
    assert walk(said.CertificatesOpened()).screen() is Screen.CATEGORY
    walk(on.WentBack(), on.ItemOpened(item()), said.CertificatesOpened("sbcb"))
    assert walk.screen() is Screen.ITEM


def test_back_before_a_card_leads_where_one_came_from_and_after_it_out() -> None:
    walk = Walk()(on.ThemeChosen("zm"), said.CertificatesOpened(), on.WentBack())
    assert walk.screen() is Screen.CATEGORY
    walk = Walk()(on.ItemOpened(item()), said.CertificatesOpened("sbcb"), on.WentBack())
    assert walk.screen() is Screen.ITEM
    walk = at_list()(on.WentBack())
    assert walk.memory().around.dialog == "leave"
    assert walk(on.LeaveConfirmed()).wants(do.EndSession())
