"""Papers that are files already: nothing is taken by itself, and nothing lost before it is."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.domain.catalogue import Material, Provision
from kiosk.domain.submission import UploadRef
from kiosk.domain.text import Text
from kiosk.flows import effects
from kiosk.flows import events as on
from kiosk.flows import supply_effects as do
from kiosk.flows.browse import At as Browse
from kiosk.flows.engine import begin
from kiosk.flows.events import supply as papers
from kiosk.flows.screens import Screen
from kiosk.flows.supply_files import EARLIER, STICK
from kiosk.flows.tables import FLOWS
from tests.flow_walk import Walk, identified, item

ROWS = tuple(papers.FileRow(key, Text("字.pdf"), "pdf", 3, 0.0) for key in ("1-0", "1-1"))
REF = UploadRef("u1", "m-proof", "image/jpeg", "0" * 64, 3)
FORM = {"properties": {"proof": {"x-material": "m-proof"}}}


def at_papers(*, sticks: bool = True) -> Walk:
    walk = Walk()
    paper = Material("m-proof", Text("证明"), Provision.SCAN)
    identified(walk(on.ItemOpened(replace(item(), form=FORM, materials=(paper,)))))
    walk.change("around", sticks=sticks)
    return walk(on.FormPrepared({}, {}, {"proof": 0}, 1))


def scanned(walk: Walk) -> Walk:
    return walk(on.ScanOpened("proof"), on.PictureReady(b"scan"), on.PictureKept())


def at_review() -> Walk:
    walk = scanned(at_papers())(papers.FilesOpened("proof", STICK), papers.FilesSeen("waiting"))
    walk(papers.FilesSeen("listed", ROWS), papers.FileChosen("1-1"))
    assert walk.wants(do.TakeFile())
    return walk(papers.FileMade((b"one", b"two")))


def test_pages_of_a_stick_stand_for_the_paper_once_the_person_says_so() -> None:
    walk = at_review()
    assert walk.screen() is Screen.FILES
    assert walk.memory().filling.scans == {"proof": b"scan"}, "nothing is taken by itself"
    walk(on.Accepted())
    assert walk.screen() is Screen.FORM
    assert walk.wants(do.StopLooking())
    filling = walk.memory().filling
    assert (filling.answers["proof"], filling.scans) == ("stick", {"proof": b"one", "proof/2": b"two"})
    assert walk.memory().supply.made == (), "they are held once"
    assert scanned(walk).memory().filling.scans == {"proof": b"scan"}, "no page of the stick is left behind"


@pytest.mark.parametrize("fault", ["stick.gone", "stick.file-too-large", "stick.file-unreadable"])
def test_a_stick_that_fails_leaves_what_was_there(fault: str) -> None:
    walk = scanned(at_papers())(papers.FilesOpened("proof", STICK), papers.FilesSeen("listed", ROWS))
    walk(papers.FileChosen("1-0"), papers.FilesFailed(fault))
    assert (walk.memory().supply.phase, walk.memory().supply.fault) == ("failed", fault)
    walk(papers.FilesSeen("waiting"))
    assert walk.memory().supply.phase == "failed", "one steady message"
    assert walk(on.Accepted()).screen() is Screen.FILES
    walk(on.RetryAsked())
    assert walk.wants(do.LookForFiles())
    assert (walk.memory().supply.phase, walk.memory().supply.fault) == ("opening", None)
    assert walk(on.WentBack()).screen() is Screen.FORM
    assert walk.memory().filling.scans == {"proof": b"scan"}


def test_a_stick_pulled_out_after_its_pages_were_made_takes_nothing_away() -> None:
    walk = at_review()(papers.FilesSeen("waiting"))
    assert walk.memory().supply.phase == "review"
    assert walk(on.Accepted()).memory().filling.scans["proof"] == b"one"


def test_only_what_is_listed_can_be_chosen_and_only_once() -> None:
    walk = at_papers()(papers.FilesOpened("proof", STICK), papers.FilesSeen("listed", ROWS))
    walk(papers.FileChosen("0-0"))
    assert not walk.wants(do.TakeFile())
    walk(papers.FileChosen("1-0"), papers.FileChosen("1-1"))
    assert not walk.wants(do.TakeFile())
    assert walk.memory().supply.chosen == "1-0"


def test_a_paper_from_before_goes_with_the_case_under_its_id() -> None:
    walk = at_papers(sticks=False)(papers.FilesOpened("proof", EARLIER), papers.FilesSeen("listed", ROWS))
    walk(papers.FileChosen("1-0"), papers.FileTaken(REF, "c1"))
    assert walk.screen() is Screen.FORM
    memory = walk.memory()
    assert (memory.filling.answers["proof"], memory.filling.scans) == ("earlier", {})
    assert (memory.keeping.kept, memory.keeping.draft_id) == ({"proof": REF}, "c1")
    assert scanned(walk).memory().keeping.kept == {}, "the new one alone"


def test_a_stick_left_behind_is_noticed_at_the_end_for_a_minute() -> None:
    walk = Walk()
    walk.state = begin(FLOWS, "browse", walk.memory(), Browse.CLEARED)
    assert walk.wants(do.WatchPlace())
    walk(papers.StickLeft(there=True))
    assert walk.wants(effects.StopClock("cleared"))
    assert walk.wants(effects.StartClock("stick-left"))
    assert (walk.screen(), walk.memory().supply.left) == (Screen.CLEARED, True)
    walk(papers.StickLeft(there=False))
    assert walk.wants(effects.StartClock("cleared"))
    assert walk.memory().supply.left is False
    walk(papers.StickLeft(there=True), on.TimedOut("stick-left"))
    assert walk.screen() is Screen.HOME


def test_what_cannot_be_had_here_is_not_opened() -> None:
    assert at_papers(sticks=False)(papers.FilesOpened("proof", STICK)).screen() is Screen.FORM
    assert at_papers()(papers.FilesOpened("other", STICK)).screen() is Screen.FORM
    assert at_papers()(papers.FilesOpened("proof", "elsewhere")).screen() is Screen.FORM
    offline = at_papers()
    offline.change("around", online=False)
    assert offline(papers.FilesOpened("proof", EARLIER)).screen() is Screen.FORM
    assert offline(papers.FilesOpened("proof", STICK)).screen() is Screen.FILES, "a stick needs no line"
    acting = at_papers()
    acting.change("acting", principal=acting.memory().identity.person)
    assert acting(papers.FilesOpened("proof", EARLIER)).screen() is Screen.FORM
    lost = at_papers()(papers.FilesOpened("proof", EARLIER), on.PlatformFailed("platform.timeout"))
    assert (lost.screen(), lost.memory().supply.fault) == (Screen.FILES, "platform.timeout")


def at_guide(*, online: bool = True) -> Walk:
    walk = Walk(online=online)
    paper = Material("m-proof", Text("证明"), Provision.SCAN, sample_id="x.proof")
    bare = Material("m-bare", Text("证明"), Provision.SCAN)
    return walk(on.ItemOpened(replace(item(), form=FORM, materials=(paper, bare))))


def test_a_sample_is_looked_at_from_the_guide_and_asks_for_nobody() -> None:
    walk = at_guide()(papers.SampleOpened("m-proof"))
    assert walk.screen() is Screen.SAMPLE
    assert walk.wants(do.FetchSample())
    walk(on.PlatformFailed("platform.timeout"))
    assert walk.memory().supply.fault == "platform.timeout"
    walk(on.RetryAsked())
    assert walk.wants(do.FetchSample())
    walk(papers.SampleShown())
    assert walk.memory().supply.phase == "review"
    assert walk(on.WentBack()).screen() is Screen.ITEM
    assert not walk.memory().personal


def test_where_there_is_no_sample_or_no_line_nothing_opens() -> None:
    assert at_guide()(papers.SampleOpened("m-bare")).screen() is Screen.ITEM
    assert at_guide()(papers.SampleOpened("m-other")).screen() is Screen.ITEM
    assert at_guide(online=False)(papers.SampleOpened("m-proof")).screen() is Screen.ITEM
