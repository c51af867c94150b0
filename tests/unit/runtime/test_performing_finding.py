"""What finds things is made when somebody is there, once for each catalogue."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from kiosk.flows import events as on
from kiosk.flows.memory import Memory
from kiosk.runtime.background import fold
from kiosk.runtime.performing.finding import Finding
from tests.runtime_stand import CATALOGUE, Ear, desk, settings, until
from tests.session_bench import Bench


def test_what_finds_is_made_when_first_asked_for_and_anew_with_the_catalogue(tmp_path: Path) -> None:
    ear = Ear()
    with desk(settings(tmp_path)) as at:
        finding = Finding(at)
        finding.begin(ear.heard.append)
        assert [finding.index(), finding.index()] == [None, None]
        ear.hears(on.SearchReady())
        first = finding.index()
        assert first is not None
        assert first.catalogue is CATALOGUE
        at.catalogue = replace(CATALOGUE, version="next", items=CATALOGUE.items[:1])
        assert finding.index() is None, "what is gone is not offered"
        until(lambda: len(ear.all(on.SearchReady)) == 2, "made anew", ear.heard)
        second = finding.index()
        assert second is not None
        assert second.catalogue is at.catalogue
        at.catalogue = None
        assert finding.index() is None
    assert len(ear.heard) == 2, "once each"


def test_nothing_is_asked_for_while_nobody_is_there() -> None:
    bench = Bench()
    bench.notes.tell(on.SearchReady())
    bench.until(lambda view: view.serial > 1)
    assert bench.notes.index_asked == 0
    bench.do(on.Touched())
    bench.until(lambda _view: bench.notes.index_asked > 0)
    bench.session.stop()
    assert fold(Memory(), on.SearchReady()) == Memory()
