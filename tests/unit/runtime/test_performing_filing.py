"""Files of a stick and from before: listed while the page is shown, read when chosen, a fault where that fails."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest

from devices.drivers.virtual_stick import CONTENTS
from devices.transports.vision import Picture, cv2
from devices.twins.running_twin import RunningTwin
from kiosk.domain.ids import uuid7
from kiosk.domain.submission import UploadRef
from kiosk.flows.acts import put
from kiosk.flows.events import PlatformFailed
from kiosk.flows.events import supply as papers
from kiosk.flows.memory import Memory
from kiosk.platform_api.uploads import bring
from kiosk.platform_api.wire import Session
from kiosk.runtime.performing.asking import Asking
from kiosk.runtime.performing.filing import Filing
from kiosk.runtime.settings import Stick
from tests.platform_stand import NOW, MemoryStand, case, encoded, face_evidence
from tests.runtime_stand import Ear, desk, memory_at_form, settings, until

PAGE = b"\xff\xd8\xff\xe0 a page"


class At:
    """The page of files, with a stick that is put in and pulled out by hand."""

    def __init__(self, filing: Filing, root: Path, asking: Asking) -> None:
        self.filing, self.root, self.asking, self.ear = filing, root, asking, Ear()
        self.seen: list[Picture] = []
        self.memory = put(memory_at_form("yb-mmrd"), "supply", field="diagnosis", source="stick")

    def choose(self, key: str) -> None:
        self.memory = put(self.memory, "supply", chosen=key)
        self.filing.take(self.memory, self.ear.scope)

    def faults(self) -> list[str]:
        return [one.fault for one in self.ear.all(papers.FilesFailed)]


@pytest.fixture
def at(tmp_path: Path) -> Iterator[At]:
    root = tmp_path / "sticks"
    root.mkdir()
    wanted = msgspec.structs.replace(settings(tmp_path), stick=Stick(root))
    with desk(wanted) as table:
        asking = Asking(table)
        seen: list[Picture] = []
        filing = Filing(table, asking, lambda picture, _corners=(): seen.append(picture))
        made = At(filing, root, asking)
        made.seen = seen
        yield made
        made.ear.scope.close()
        table._client = None


def plugged(at: At, what: str = "papers") -> tuple[papers.FileRow, ...]:
    made = at.root.with_name("made")
    made.mkdir()
    CONTENTS[what](made)
    made.rename(at.root / "STICK")
    until(lambda: bool(at.ear.all(papers.FilesSeen)[-1].files), "the files")
    return at.ear.all(papers.FilesSeen)[-1].files


def test_a_stick_is_waited_for_listed_and_missed(at: At) -> None:
    at.filing.look(at.memory, at.ear.scope)
    assert at.ear.last(papers.FilesSeen) == papers.FilesSeen("waiting")
    rows = plugged(at)
    assert sorted(row.name.zh_hans for row in rows) == ["IMG_0001.jpg", "诊断证明.pdf"]
    shutil.rmtree(at.root / "STICK")
    until(lambda: at.ear.all(papers.FilesSeen)[-1].phase == "waiting", "that it is gone")
    at.choose(rows[0].key)
    until(lambda: at.faults() == ["stick.gone"], "the fault")


def test_a_stick_that_somebody_left_behind_is_told_and_not_read(at: At) -> None:
    (at.root / "STICK").mkdir()
    (at.root / "STICK" / "a.pdf").write_bytes(b"%PDF-1.7")
    at.filing.begin()
    at.filing.watch_place(at.memory, at.ear.scope)
    assert at.ear.last(papers.StickLeft).there
    at.filing.look(at.memory, at.ear.scope)
    assert at.ear.last(papers.FilesSeen) == papers.FilesSeen("foreign")
    shutil.rmtree(at.root / "STICK")
    until(lambda: not at.ear.last(papers.StickLeft).there, "that it is gone")
    until(lambda: at.ear.last(papers.FilesSeen).phase == "waiting", "that it is gone")
    assert len(plugged(at)) == 2, "the same place, another stick"


def test_a_chosen_file_becomes_pages_and_the_first_is_shown(at: At) -> None:
    at.filing.look(at.memory, at.ear.scope)
    at.ear.last(papers.FilesSeen)
    rows = {row.name.zh_hans: row for row in plugged(at)}
    at.choose(rows["诊断证明.pdf"].key)
    made = at.ear.last(papers.FileMade)
    assert [page[:3] for page in made.pages] == [b"\xff\xd8\xff"] * 2
    assert at.seen[0].shape[0] == 2339
    assert "诊断" not in repr((made, *rows.values()))


def test_of_a_hostile_stick_only_what_begins_like_a_paper_is_offered(at: At) -> None:
    at.filing.look(at.memory, at.ear.scope)
    at.ear.last(papers.FilesSeen)
    rows = {row.name.zh_hans: row for row in plugged(at, "hostile")}
    assert sorted(rows) == ["合同_fdp.exe_", "坏的.pdf"]
    at.choose(rows["坏的.pdf"].key)
    until(lambda: at.faults() == ["stick.file-unreadable"], "the fault")


def test_a_key_of_another_stick_chooses_nothing(at: At) -> None:
    at.choose("7-0")
    until(lambda: at.faults() == ["stick.gone"], "the fault")


def test_without_its_folder_there_is_a_name_for_it(at: At) -> None:
    at.root.rmdir()
    at.filing.look(at.memory, at.ear.scope)
    until(lambda: at.faults() == ["device.not-configured"], "the fault")


def handed_in(stand: MemoryStand, session: Session) -> UploadRef:
    wanted = case(face_evidence(session))
    digest = hashlib.sha256(PAGE).hexdigest()
    paper = UploadRef(uuid7(NOW), "diagnosis", "image/jpeg", digest, len(PAGE))
    bring(stand.platform, wanted.submission_id, paper, lambda offset, size: PAGE[offset : offset + size])
    handed = msgspec.structs.replace(wanted, uploads=(paper,))
    stand.platform.put_submission(handed.submission_id, encoded(handed))
    return paper


def from_before(memory: Memory) -> Memory:
    return put(memory, "supply", source="earlier")


def test_what_was_handed_in_before_is_listed_and_copied_into_the_case(at: At) -> None:
    stand = MemoryStand()
    at.filing._desk._client = stand.platform  # type: ignore[assignment]  # the twin keeps the client's interface
    at.asking._session = stand.open()
    paper = handed_in(stand, at.asking._session)
    at.memory = from_before(at.memory)
    at.filing.look(at.memory, at.ear.scope)
    (row,) = at.ear.last(papers.FilesSeen).files
    assert (row.key, row.kind, row.name.zh_hans) == (paper.upload_id, "jpeg", "异地就医备案")
    at.choose(row.key)
    taken = at.ear.last(papers.FileTaken)
    assert (taken.ref.sha256, taken.ref.material_code) == (paper.sha256, "diagnosis")
    assert taken.ref.upload_id != paper.upload_id
    assert stand.platform.upload_offset(taken.ref.upload_id) == len(PAGE)


def test_without_a_session_nothing_from_before_is_asked_for(at: At) -> None:
    at.filing._desk._client = MemoryStand().platform  # type: ignore[assignment]
    at.memory = from_before(at.memory)
    at.filing.look(at.memory, at.ear.scope)
    at.choose("u1")
    until(lambda: [e.fault for e in at.ear.all(PlatformFailed)] == ["platform.step-up"] * 2, "the faults")


def test_the_twin_puts_a_stick_in_and_pulls_it_out_as_it_is_told(tmp_path: Path) -> None:
    root = tmp_path / "root"
    with RunningTwin("virtual_stick", tmp_path, name="root") as twin:
        assert list(root.iterdir()) == []
        twin.tell("plug", what="empty")
        assert [one.name for one in root.iterdir()] == ["STICK"]
        assert twin.tell("pull")["plugged"] == ""
        assert list(root.iterdir()) == []


class Gallery:
    """As much of a platform as is asked for a sample."""

    def __init__(self, png: bytes) -> None:
        self.png = png
        self.asked: list[str] = []

    def sample(self, sample_id: str) -> bytes:
        self.asked.append(sample_id)
        return self.png

    def close(self) -> None:
        """Nothing to give back."""


@pytest.mark.parametrize("good", [True, False])
def test_a_sample_is_shown_or_said_to_be_none(at: At, *, good: bool) -> None:
    png = bytes(cv2.imencode(".png", np.full((90, 60, 3), 255, np.uint8))[1])
    gallery = Gallery(png if good else b"<html>no</html>")
    at.filing._desk._client = gallery  # type: ignore[assignment]  # as much of a client as is asked
    memory = memory_at_form("ba-fwzl")
    at.memory = put(memory, "supply", chosen="lease", source="sample")
    at.filing.sample(at.memory, at.ear.scope)
    if good:
        at.ear.last(papers.SampleShown)
        assert at.seen[0].shape == (90, 60, 3)
    else:
        at.ear.hears(PlatformFailed("platform.bad-answer"))
        assert at.seen == []
    assert gallery.asked == ["ba-fwzl.lease"]
