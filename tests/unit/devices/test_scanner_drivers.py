"""The scanner drivers' options, and what they find."""

from __future__ import annotations

import os
import pty
import tty
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from devices.contract import Code, DeviceError, Driver, Fault, Kind, Roots
from devices.drivers import scanner_keyboard, scanner_serial
from devices.protocols import gm65
from devices.protocols.input_event import strokes
from devices.protocols.scan_code import Manner, Suffix
from devices.scanner_manner import manner


@pytest.fixture
def line() -> Iterator[tuple[int, str]]:
    master, slave = pty.openpty()
    tty.setraw(slave)
    yield master, os.ttyname(slave)
    os.close(master)
    os.close(slave)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"port": 3},
        {"port": "x", "baud": 12345},
        {"port": "x", "family": "unheard-of"},
        {"port": "x", "suffix": "never"},
        {"port": "x", "silence": "long"},
        {"port": "x", "silence": 99},
        {"port": "x", "prefix": "x" * 33},
        {"port": "x", "prefix": "码"},
    ],
)
def test_options_that_make_no_sense(options: dict[str, Any]) -> None:
    with pytest.raises(DeviceError) as caught:
        scanner_serial.DRIVER.open(options)
    assert caught.value.fault is Fault.NOT_CONFIGURED


def test_how_it_was_set_up() -> None:
    assert manner({}, 0.2) == Manner(silence=0.2)
    said = manner({"suffix": "tab", "prefix": "\x02é", "aim": True, "silence": 1}, 0.2)
    assert said == Manner(Suffix.TAB, b"\x02\xe9", aim=True, silence=1.0)


def test_a_program_is_refused_on_a_real_terminal(line: tuple[int, str], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "event0")
    opened: list[tuple[Driver, dict[str, Any]]] = [
        (scanner_serial.DRIVER, {"port": line[1]}),
        (scanner_keyboard.DRIVER, {"device": str(tmp_path / "event0")}),
    ]
    for driver, options in opened:
        with pytest.raises(DeviceError) as caught:
            driver.open({**options, "production": True})
        assert caught.value.fault is Fault.NOT_PERMITTED


@pytest.mark.parametrize(
    ("driver", "option"),
    [(scanner_serial.DRIVER, "port"), (scanner_keyboard.DRIVER, "device")],
    ids=["serial", "keys"],
)
def test_a_scanner_that_is_not_there(driver: Driver, option: str, tmp_path: Path) -> None:
    with pytest.raises(DeviceError) as caught:
        driver.open({option: str(tmp_path / "none")})
    assert caught.value.fault is Fault.GONE


def test_what_only_looked_like_an_answer_is_a_codes(line: tuple[int, str]) -> None:
    scanner = scanner_serial.SerialScanner({"port": line[1], "family": "gm65", "trigger": False})
    scanner._tell(gm65.TRIGGER)
    os.write(line[0], b"\x02\x00")
    assert scanner.listen(0.1) is None
    scanner._tell(gm65.TRIGGER)
    os.write(line[0], gm65.answer() + b"rest\r")
    assert scanner.listen(20.0) == Code(b"\x02\x00rest")
    scanner.want(wanted=False)
    assert scanner.describe().can == {"bytes": True, "trigger": False, "aim": False}
    scanner.close()


def test_every_serial_port_with_a_stable_name_may_be_a_scanner(tmp_path: Path) -> None:
    (tmp_path / "dev" / "serial" / "by-id").mkdir(parents=True)
    link = tmp_path / "dev" / "serial" / "by-id" / "usb-Example_Scanner_0001-if00"
    link.symlink_to("../../ttyACM0")
    (found,) = scanner_serial.DRIVER.find(Roots(tmp_path / "dev", tmp_path / "sys"))
    assert (found.kind, dict(found.options)) == (Kind.SCANNER, {"port": str(link)})


def test_recorded_keys_are_replayed_from_a_file(tmp_path: Path) -> None:
    recording = tmp_path / "recorded"
    recording.write_bytes(b"".join(strokes(b"ABC-123\rdef\r")))
    scanner = scanner_keyboard.KeyboardScanner({"device": str(recording)})
    assert [scanner.listen(20.0), scanner.listen(20.0)] == [Code(b"ABC-123"), Code(b"def")]
    assert scanner.listen(0.01) is None
    assert scanner.describe().can["bytes"] is False
    scanner.close()
