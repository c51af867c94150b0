"""The numeric keypad of a terminal: its keys reach the screen, its coming and going is told, nothing is kept."""

from __future__ import annotations

import argparse
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from devices.contract import Kind
from devices.drivers import virtual_input
from kiosk.flows import events as on
from kiosk.runtime.clock import ManualClock
from kiosk.runtime.performing.keypad import Keypad
from kiosk.runtime.settings import Device
from tests.runtime_stand import NOON, Ear, desk, settings, until


@contextmanager
def twin(link: Path, kind: str = "keypad") -> Iterator[virtual_input.Twin]:
    parser = argparse.ArgumentParser()
    virtual_input.add_arguments(parser)
    made = virtual_input.Twin(parser.parse_args(["--as", kind, "--link", str(link)]))
    thread = threading.Thread(target=made.run)
    thread.start()
    try:
        yield made
    finally:
        made.stop()
        thread.join(20)
        made.close()


@contextmanager
def keypad(folder: Path, device: Device | None) -> Iterator[tuple[Ear, list[str]]]:
    """A keypad at work, what it tells, and the keys it passed on."""
    wanted = settings(folder) if device is None else settings(folder, keypad=device)
    with desk(wanted, ManualClock(NOON)) as at:
        ear, keys = Ear(), list[str]()
        made = Keypad(at, keys.append)
        made.begin(ear.heard.append)
        try:
            yield ear, keys
        finally:
            made.end()


def test_keys_reach_the_screen_in_order_and_no_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    device = Device(driver="numeric_keypad", options={"device": str(tmp_path / "pad")})
    with twin(tmp_path / "pad") as pad, keypad(tmp_path, device) as (ear, keys):
        until(lambda: on.DeviceChanged(Kind.KEYPAD, usable=True, fault=None) in ear.heard, "it is there")
        for key in ("7", "3", "clear", "#", "enter"):
            pad.handle({"do": "press", "key": key})
        until(lambda: len(keys) == 5, "five keys")
    assert keys == ["7", "3", "clear", "#", "enter"]
    assert not [record for record in caplog.records if "clear" in record.getMessage()]


@pytest.mark.expects_warnings
def test_keypad_that_goes_is_told(tmp_path: Path) -> None:
    device = Device(driver="numeric_keypad", options={"device": str(tmp_path / "pad")})
    with twin(tmp_path / "pad") as pad, keypad(tmp_path, device) as (ear, _keys):
        until(lambda: on.DeviceChanged(Kind.KEYPAD, usable=True, fault=None) in ear.heard, "it is there")
        pad.handle({"do": "vanish"})
        until(lambda: any(isinstance(each, on.DeviceChanged) and not each.usable for each in ear.heard), "it is gone")


def test_terminal_without_a_keypad_misses_nothing(tmp_path: Path) -> None:
    with keypad(tmp_path, None) as (ear, _keys):
        assert ear.heard == []


@pytest.mark.expects_warnings
def test_driver_for_another_device_is_refused(tmp_path: Path) -> None:
    with keypad(tmp_path, Device(driver="memory_printer")) as (ear, _keys):
        (told,) = ear.heard
    assert told == on.DeviceChanged(Kind.KEYPAD, usable=False, fault="device.not-configured")


@pytest.mark.expects_warnings
def test_headphones_are_pulled_or_their_jack_fails(tmp_path: Path) -> None:
    jack = Device(driver="headphone_jack", options={"device": str(tmp_path / "jack")})
    told: list[str] = []
    with (
        twin(tmp_path / "jack", "headphones") as virtual,
        desk(settings(tmp_path, headphones=jack), ManualClock(NOON)) as at,
    ):
        listening = Keypad(at, told.append, Kind.HEADPHONES)
        listening.begin(lambda _event: None)
        try:
            until(lambda: "unplugged" in told, "how it stands")
            virtual.handle({"do": "plug"})
            until(lambda: told[-1] == "plugged", "the plug")
            virtual.handle({"do": "unplug"})
            until(lambda: told[-1] == "unplugged", "the plug pulled")
            virtual.handle({"do": "plug"})
            until(lambda: told[-1] == "plugged", "the plug again")
            virtual.handle({"do": "vanish"})
            until(lambda: told[-1] == "unplugged", "a jack that is gone: nobody knows who hears it")
        finally:
            listening.end()
