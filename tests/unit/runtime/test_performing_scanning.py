"""A code that is held up: by the scanner, or before the document camera; bounded, text or a named fault."""

from __future__ import annotations

import argparse
import dataclasses
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st
from msgspec.structs import replace

from devices.contract import Fault, Kind
from devices.drivers import memory_document_camera, virtual_scanner
from devices.drivers.memory_document_camera import MemoryDocumentCamera
from kiosk.documents.qr import matrix
from kiosk.flows import events as on
from kiosk.flows.events import verifying as said
from kiosk.flows.memory import Memory
from kiosk.flows.parts import Verifying
from kiosk.runtime.performing.scanning import Scanning, payload_of
from kiosk.runtime.settings import Device, Devices
from tests.platform_stand import MemoryStand
from tests.runtime_stand import Ear, desk, settings, until

CODE = "BDY1:" + "A" * 32


@contextmanager
def twin(link: Path) -> Iterator[virtual_scanner.Twin]:
    parser = argparse.ArgumentParser()
    virtual_scanner.add_arguments(parser)
    made = virtual_scanner.Twin(parser.parse_args(["--link", str(link), "--baud", "115200"]))
    thread = threading.Thread(target=made.run)
    thread.start()
    try:
        yield made
    finally:
        made.stop()
        thread.join(20)
        made.close()


@contextmanager
def scanning(folder: Path, **devices: Device) -> Iterator[tuple[Scanning, Ear, Ear, list[Any]]]:
    """At work; what it tells the session, what it tells the step, what the screen shows."""
    with desk(replace(settings(folder), devices=Devices(**devices))) as at:
        around, step, seen = Ear(), Ear(), list[Any]()
        made = Scanning(at, lambda picture, _corners=(): seen.append(picture))
        made.begin(around.heard.append)
        try:
            yield made, around, step, seen
        finally:
            made.end()


def serial(folder: Path) -> Device:
    return Device("scanner_serial", {"port": str(folder / "line"), "baud": 115200})


def test_code_reaches_the_step_and_no_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with twin(tmp_path / "line") as scanner, scanning(tmp_path, scanner=serial(tmp_path)) as (work, around, step, _):
        around.hears(on.DeviceChanged(Kind.SCANNER, usable=True, fault=None))
        work.start(Memory(), step.scope)
        step.hears(said.ScanningBy("scanner"))
        scanner.handle({"do": "scan", "text": CODE})
        step.hears(said.CodeSeen(CODE))
    assert CODE not in caplog.text


def test_garbage_and_what_is_too_long_are_named(tmp_path: Path) -> None:
    with twin(tmp_path / "line") as scanner, scanning(tmp_path, scanner=serial(tmp_path)) as (work, around, step, _):
        around.hears(on.DeviceChanged(Kind.SCANNER, usable=True, fault=None))
        work.start(Memory(), step.scope)
        scanner.handle({"do": "scan", "hex": "fffe00c3"})
        step.hears(said.CodeMissed("scanner.garbled"))
        scanner.handle({"do": "too_long"})
        step.hears(said.CodeMissed("scanner.too-long"))
        scanner.handle({"do": "scan", "text": CODE})
        step.hears(said.CodeSeen(CODE))


@pytest.mark.expects_warnings
def test_scanner_that_goes_gives_way_to_nobody_where_there_is_no_camera(tmp_path: Path) -> None:
    with twin(tmp_path / "line") as scanner, scanning(tmp_path, scanner=serial(tmp_path)) as (work, around, step, _):
        around.hears(on.DeviceChanged(Kind.SCANNER, usable=True, fault=None))
        work.start(Memory(), step.scope)
        scanner.handle({"do": "vanish"})
        step.hears(said.ScanningBy(""))


def test_terminal_without_either_says_so(tmp_path: Path) -> None:
    with scanning(tmp_path) as (work, around, step, _):
        work.start(Memory(), step.scope)
        assert (around.heard, step.heard) == ([], [said.ScanningBy("")])


@pytest.mark.expects_warnings
def test_driver_for_another_device_is_refused(tmp_path: Path) -> None:
    with scanning(tmp_path, scanner=Device("memory_printer")) as (_work, around, _step, _):
        assert around.heard == [on.DeviceChanged(Kind.SCANNER, usable=False, fault="device.not-configured")]


def test_document_camera_reads_where_there_is_no_scanner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    camera = MemoryDocumentCamera()
    made = dataclasses.replace(memory_document_camera.DRIVER, open=lambda _options: camera)
    monkeypatch.setattr(memory_document_camera, "DRIVER", made)
    cells = np.pad(np.array(matrix(CODE), dtype=bool), 4)
    picture = np.repeat(np.kron(np.where(cells, 0, 255), np.ones((12, 12))).astype(np.uint8)[:, :, None], 3, axis=2)
    with scanning(tmp_path, document_camera=Device("memory_document_camera")) as (work, _around, step, seen):
        work.start(Memory(), step.scope)
        step.hears(said.ScanningBy("camera"))

        def read() -> bool:
            if not camera.waiting:
                camera.show(picture.copy())
            return said.CodeSeen(CODE) in step.heard

        until(read, "the code", step.heard)
        assert seen, "what the camera sees is shown"


def test_platform_is_asked_and_its_word_is_told(tmp_path: Path) -> None:
    with desk(settings(tmp_path)) as at:
        at._client = MemoryStand().platform  # type: ignore[assignment]  # the twin keeps the client's interface
        step = Ear()
        asked = replace(Memory(), verifying=Verifying(payload=CODE))
        Scanning(at, lambda _picture, _corners=(): None).check(asked, step.scope)
        told = step.last(said.CodeChecked)
        assert (told.state, told.holders, told.name, told.wrong_digit) == ("unknown", (), None, False)
        assert CODE not in repr(told)
        at._client = None


@given(st.binary(max_size=5000))
@trying(deadline=None)
def test_whatever_is_scanned_is_a_short_line_of_text_or_a_fault(raw: bytes) -> None:
    found = payload_of(raw)
    if isinstance(found, Fault):
        assert found in {Fault.CODE_GARBLED, Fault.CODE_TOO_LONG}
    else:
        assert 0 < len(found) <= 300
        assert found.isprintable()


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b" 123-ABC\n", "123-ABC"),
        ("证照".encode(), "证照"),
        (b"", Fault.CODE_GARBLED),
        (b"a\x1b[2Jb", Fault.CODE_GARBLED),
        (b"\xff\xfe", Fault.CODE_GARBLED),
        (b"9" * 300, "9" * 300),
        (b"9" * 301, Fault.CODE_TOO_LONG),
    ],
)
def test_what_may_be_asked_about(raw: bytes, found: str | Fault) -> None:
    assert payload_of(raw) == found
