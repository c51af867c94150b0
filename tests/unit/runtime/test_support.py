"""Help from afar: kept first, sent once, on from where it stood, and never while somebody uses the terminal."""

from __future__ import annotations

import datetime as dt
import errno
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.memory import MemoryPlatform
from kiosk.platform_api.times import CHINA
from kiosk.runtime import demo
from kiosk.runtime.audit.trail import Trail, audit_folder
from kiosk.runtime.service_manager import let_go, occupy
from kiosk.runtime.support import LARGEST, LASTS, InUseError, Support
from kiosk.sandbox.seed import Seed

NOON = 1_752_292_800.0
BYTES = b"PK" + bytes(range(250)) * 40
NO_LINE = PlatformError(PlatformFault.TIMEOUT)


class Ground:
    """A state directory, a platform, a clock."""

    def __init__(self, folder: Path) -> None:
        self.now = NOON
        self.platform = MemoryPlatform(Seed().catalogue(frozenset()), clock=lambda: self.now)
        trail = Trail(audit_folder(folder), "staff", lambda: dt.datetime.fromtimestamp(self.now, CHINA))
        self.folder, self.support = folder, Support(folder, trail, lambda: self.now, piece=4000)

    def events(self) -> list[str]:
        files = sorted(audit_folder(self.folder).glob("trail*.log"))  # one a day, today's last
        lines = [line for file in files for line in file.read_bytes().splitlines()]
        return [str(json.loads(line.partition(b" ")[2])["event"]) for line in lines]

    def files(self) -> list[str]:
        return [file.name for file in (self.folder / "support").iterdir()]


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    yield Ground(tmp_path)
    let_go()


def test_it_is_kept_first_and_sent_once(ground: Ground) -> None:
    request = ground.support.ask("printer", BYTES)
    assert ground.support.waiting() == [request]
    assert {file.stat().st_mode & 0o777 for file in (ground.folder / "support").iterdir()} == {0o600}
    assert ground.support.send(ground.platform) == [request]
    assert ground.platform.support_requests[request].about == "printer"
    ((bundle, content),) = ground.platform.log_bundles.values()
    assert (bundle.request_id, content) == (request, BYTES)
    assert ground.files() == []
    assert ground.support.send(ground.platform) == []
    assert ground.events() == ["support-asked", "support-sent"]


def test_a_line_that_breaks_anywhere_costs_nothing_that_was_sent(ground: Ground) -> None:
    request = ground.support.ask("line", BYTES)
    sent: list[int] = []
    take = ground.platform.send_piece

    def counted(upload_id: str, offset: int, piece: bytes) -> int:
        there = take(upload_id, offset, piece)
        sent.append(offset)
        ground.platform.fail(NO_LINE)
        return there

    ground.platform.send_piece = counted  # type: ignore[method-assign]
    ground.platform.fail(NO_LINE)
    for _ in range(4):  # before the request, after each of three pieces
        with pytest.raises(PlatformError):
            Support(ground.folder, ground.support.trail, lambda: NOON, 4000).send(ground.platform)
    assert ground.support.send(ground.platform) == [request]
    assert sent == [0, 4000, 8000]
    assert [content for _, content in ground.platform.log_bundles.values()] == [BYTES]
    assert list(ground.platform.support_requests) == [request]


def test_nothing_is_sent_while_somebody_is_there(ground: Ground) -> None:
    request = ground.support.ask("screen", BYTES)
    occupy(ground.folder, occupied=True)
    with pytest.raises(InUseError):
        ground.support.send(ground.platform)
    assert (ground.platform.support_requests, ground.platform.log_bundles) == ({}, {})
    occupy(ground.folder, occupied=False)
    take = ground.platform.send_piece

    def somebody_comes(upload_id: str, offset: int, piece: bytes) -> int:
        occupy(ground.folder, occupied=True)
        return take(upload_id, offset, piece)

    ground.platform.send_piece = somebody_comes  # type: ignore[method-assign]
    with pytest.raises(InUseError):
        ground.support.send(ground.platform)
    assert ground.platform.log_bundles == {}
    ground.platform.send_piece = take  # type: ignore[method-assign]
    occupy(ground.folder, occupied=False)
    assert ground.support.send(ground.platform) == [request]


def test_what_waited_too_long_is_deleted_unsent(ground: Ground) -> None:
    ground.support.ask("other", BYTES)
    ground.now += LASTS
    assert ground.support.send(ground.platform) == []
    assert (ground.files(), ground.platform.log_bundles) == ([], {})
    assert ground.events() == ["support-asked", "support-lapsed"]


def test_what_is_too_large_or_has_changed_is_named(ground: Ground) -> None:
    with pytest.raises(OSError, match="support bundle") as large:
        ground.support.ask("other", bytes(LARGEST + 1))
    assert large.value.errno == errno.EFBIG
    ground.support.ask("other", BYTES)
    (packed,) = (ground.folder / "support").glob("*.zip")
    packed.write_bytes(BYTES[:-1])
    with pytest.raises(OSError, match="not as it was written"):
        ground.support.send(ground.platform)
    (asked,) = (ground.folder / "support").glob("*.json")
    asked.write_bytes(b"{")
    with pytest.raises(OSError, match="not as it was written"):
        ground.support.send(ground.platform)
    assert ground.platform.log_bundles == {}


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return demo.write(tmp_path, demo.Demo(folder=tmp_path, reader=False, camera=False, embedded_sandbox=False))


def test_at_the_command_line_it_waits_for_the_line(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = ["doctor", "--only", "software", "--config", str(config), "support"]
    assert main([*said, "--about", "nothing"]) == 2
    assert "card-reader" in capsys.readouterr().err
    assert main([*said, "--about", "printer"]) == 2
    assert "doctor.not-begun" in capsys.readouterr().err
    (config.parent / "state").mkdir(mode=0o700)
    assert main([*said, "--about", "printer"]) == 1
    assert "it waits" in capsys.readouterr().err
    assert main(said) == 1
    (packed,) = config.parent.rglob("support/*.zip")
    assert "doctor.json" in zipfile.ZipFile(packed).namelist()
