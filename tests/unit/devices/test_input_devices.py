"""Input devices: what sysfs says of them, taking them exclusively, switches that stand, keys; roots of our own."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.contract import DeviceError, Fault, Kind, Roots, Turned
from devices.drivers import door_contact, headphone_jack, numeric_keypad, scanner_keyboard
from devices.input_listener import InputListener, Switch, opened_line, switch_listener
from devices.protocols.input_event import (
    EV_KEY,
    EV_SW,
    PRESSED,
    SW_HEADPHONE_INSERT,
    SW_MACHINE_COVER,
    InputEvent,
    report,
)
from devices.transports.input_line import EVIOCGRAB, InputLine
from devices.transports.input_nodes import bits, nodes

JACK = Switch(SW_HEADPHONE_INSERT, on="plugged", off="unplugged")


def mask(*numbers: int) -> str:
    """The bit map as sysfs writes it."""
    value = sum(1 << number for number in numbers)
    words = [f"{value >> place * 64 & (1 << 64) - 1:x}" for place in range(value.bit_length() // 64 + 1)]
    return " ".join(reversed(words))


def attached(base: Path, number: int, name: str, keys: str = "0", switches: str = "0") -> None:
    device = base / "sys" / "class" / "input" / f"event{number}" / "device"
    (device / "capabilities").mkdir(parents=True)
    (device / "name").write_text(f"{name}\n")
    (device / "capabilities" / "key").write_text(f"{keys}\n")
    (device / "capabilities" / "sw").write_text(f"{switches}\n")


@pytest.fixture
def roots(tmp_path: Path) -> Roots:
    attached(tmp_path, 0, "Example HDA Headphone", switches=mask(SW_HEADPHONE_INSERT))
    attached(tmp_path, 1, "Example Pad", keys=mask(*numeric_keypad.KEYS))
    attached(tmp_path, 2, "Example Barcode Scanner", keys=mask(*range(1, 60)))
    attached(tmp_path, 3, "gpio-keys", switches=mask(SW_MACHINE_COVER))
    attached(tmp_path, 4, "", keys="not a map")
    (tmp_path / "sys" / "class" / "input" / "mouse0").mkdir()
    for folder, link in (("by-id", "usb-Example_Pad-event-kbd"), ("by-path", "platform-pad-event-kbd")):
        (tmp_path / "dev" / "input" / folder).mkdir(parents=True)
        (tmp_path / "dev" / "input" / folder / link).symlink_to("../event1")
    (tmp_path / "dev" / "input" / "by-path" / "no-link").touch()
    return Roots(tmp_path / "dev", tmp_path / "sys")


def test_devices_are_found_by_what_they_send(roots: Roots) -> None:
    drivers = (headphone_jack.DRIVER, numeric_keypad.DRIVER, scanner_keyboard.DRIVER, door_contact.DRIVER)
    found = {driver.name: [(one.label, one.options["device"]) for one in driver.find(roots)] for driver in drivers}
    own = roots.dev / "input"
    assert found == {
        "headphone_jack": [("Example HDA Headphone", str(own / "event0"))],
        "numeric_keypad": [("Example Pad", str(own / "by-id" / "usb-Example_Pad-event-kbd"))],
        "scanner_keyboard": [("Example Barcode Scanner", str(own / "event2"))],
        "door_contact": [("gpio-keys", str(own / "event3"))],
    }
    assert nodes(roots)[4].label == "event4"


def test_a_machine_without_input_devices_has_none(tmp_path: Path) -> None:
    assert nodes(Roots(tmp_path, tmp_path)) == []


@given(st.sets(st.integers(0, 767), max_size=30))
@settings(deadline=None)
def test_a_bit_map_is_read_as_the_kernel_writes_it(numbers: set[int]) -> None:
    assert bits(mask(*numbers)) == numbers


@given(st.text(max_size=60))
@settings(deadline=None)
def test_no_text_upsets_the_bit_map(text: str) -> None:
    assert all(number >= 0 for number in bits(text))


class Kernel:
    """Stands in for ioctl; any character device will do for the file."""

    def __init__(self, *, switches: int = 0, refuse: int = 0) -> None:
        self.switches = switches
        self.refuse = refuse
        self.grabbed: list[int] = []

    def __call__(self, file: int, request: int, argument: Any) -> Any:
        assert os.fstat(file)
        if self.refuse:
            raise OSError(self.refuse, "ordered")
        if request == EVIOCGRAB:
            self.grabbed.append(argument)
            return 0
        return self.switches.to_bytes(len(argument), "little")


def test_a_real_node_is_taken_exclusively_where_that_is_wanted() -> None:
    kernel = Kernel()
    InputLine("/dev/null", grab=True, real=True, control=kernel).close()
    assert kernel.grabbed == [1]
    line = InputLine("/dev/null", grab=False, control=kernel)
    line.close()
    line.close()
    assert kernel.grabbed == [1]


@pytest.mark.parametrize(
    ("number", "fault"),
    [(errno.EBUSY, Fault.BUSY), (errno.EPERM, Fault.NOT_PERMITTED), (errno.ENOTTY, Fault.NOT_CONFIGURED)],
)
def test_a_node_that_cannot_be_taken_says_why(number: int, fault: Fault) -> None:
    with pytest.raises(DeviceError) as caught:
        InputLine("/dev/null", grab=True, control=Kernel(refuse=number))
    assert caught.value.fault is fault


def test_a_file_is_no_device_of_the_kernels(tmp_path: Path) -> None:
    (tmp_path / "recorded").touch()
    with pytest.raises(DeviceError) as caught:
        opened_line({"device": str(tmp_path / "recorded"), "production": True}, grab=True)
    assert caught.value.fault is Fault.NOT_PERMITTED
    with pytest.raises(DeviceError) as caught:
        opened_line({}, grab=True)
    assert caught.value.fault is Fault.NOT_CONFIGURED


@pytest.mark.parametrize(("stands", "word"), [(1 << SW_HEADPHONE_INSERT, "plugged"), (0, "unplugged")])
def test_a_switch_says_at_once_how_it_stands(stands: int, word: str) -> None:
    line = InputLine("/dev/null", grab=False, control=Kernel(switches=stands))
    listener = switch_listener(line, JACK)
    assert listener.listen(0) == Turned(word)
    listener.close()


def test_a_switch_that_cannot_be_asked_is_given_back() -> None:
    line = InputLine("/dev/null", grab=False, control=Kernel(refuse=errno.ENODEV))
    with pytest.raises(DeviceError) as caught:
        switch_listener(line, JACK)
    assert caught.value.fault is Fault.GONE
    with pytest.raises(OSError, match="descriptor"):
        os.fstat(line._file)


def test_a_switch_tells_each_change_once(tmp_path: Path) -> None:
    recording = tmp_path / "recorded"
    values = [1, 1, 0, 1]
    events = [InputEvent(EV_SW, SW_HEADPHONE_INSERT, value) for value in values]
    recording.write_bytes(b"".join(map(report, [*events, InputEvent(EV_SW, 0, 1), InputEvent(EV_KEY, 30, 1)])))
    listener = headphone_jack.DRIVER.open({"device": str(recording)})
    told = [listener.listen(20.0) for _ in range(3)]
    assert told == [Turned("plugged"), Turned("unplugged"), Turned("plugged")]
    assert listener.listen(0.01) is None
    listener.close()


def test_a_door_of_another_board(tmp_path: Path) -> None:
    recording = tmp_path / "recorded"
    recording.write_bytes(b"".join(report(InputEvent(EV_SW, 0, value)) for value in (1, 0)))
    listener = door_contact.DRIVER.open({"device": str(recording), "switch": 0, "closed": 0})
    assert [listener.listen(20.0), listener.listen(20.0)] == [Turned("opened"), Turned("closed")]
    listener.close()


@pytest.mark.parametrize("wrong", [{"switch": 64}, {"switch": "cover"}, {"closed": 2}])
def test_a_door_that_makes_no_sense(wrong: dict[str, Any]) -> None:
    with pytest.raises(DeviceError) as caught:
        door_contact.DRIVER.open({"device": "/dev/null", **wrong})
    assert caught.value.fault is Fault.NOT_CONFIGURED


def test_a_pad_laid_out_otherwise(tmp_path: Path) -> None:
    recording = tmp_path / "recorded"
    recording.write_bytes(b"".join(report(InputEvent(EV_KEY, code, PRESSED)) for code in (59, 2, 11, 200)))
    pad = numeric_keypad.DRIVER.open({"device": str(recording), "keys": {"59": "enter"}})
    assert [pad.listen(20.0) for _ in range(3)] == [Turned("enter"), Turned("1"), Turned("0")]
    pad.close()


@pytest.mark.parametrize("keys", [{"x": "enter"}, {"59": "fire"}, 5])
def test_a_layout_that_makes_no_sense(keys: object) -> None:
    with pytest.raises(DeviceError) as caught:
        numeric_keypad.DRIVER.open({"device": "/dev/null", "keys": keys})
    assert caught.value.fault is Fault.NOT_CONFIGURED


def test_what_nobody_hears_is_not_kept_for_ever(tmp_path: Path) -> None:
    recording = tmp_path / "recorded"
    recording.write_bytes(report(InputEvent(EV_KEY, 2, PRESSED)) * 1000)
    line = opened_line({"device": str(recording)}, grab=True)
    listener = InputListener(line, lambda event: "1" if event.kind == EV_KEY else None)
    for _ in range(200):
        listener.hear("2")
    assert len(listener._heard) == 64
    listener.close()


def test_what_is_found_can_be_opened(roots: Roots) -> None:
    assert {one.kind for one in door_contact.DRIVER.find(roots)} == {Kind.DOOR}
