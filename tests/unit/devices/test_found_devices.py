"""What is attached, from a recorded tree: drivers' devices, known ones without a driver, what settings assign."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices import assignment, known_devices, registry
from devices.assignment import Placed, Slot, Standing, placed
from devices.contract import Driver, Fault, Found, Kind, Roots
from devices.drivers import sam_serial, sam_usb
from devices.known_devices import Sources, catalogue
from devices.transports.serial_ports import ports
from devices.transports.usb_tree import UsbDevice, clean, usb_device_of, usb_devices
from tests.recorded_tree import RecordedTree

ADAPTER = "usb-Example_Serial_A100-if00-port0"


@pytest.fixture
def tree(tmp_path: Path) -> RecordedTree:
    return RecordedTree(tmp_path)


def by(driver: Driver, roots: Roots) -> list[Found]:
    return list(driver.find(roots))


@pytest.mark.expects_warnings
def test_nothing_is_attached_and_there_is_no_usb_at_all(tree: RecordedTree) -> None:
    assert usb_devices(tree.roots.sys) == []
    assert ports(tree.roots) == []
    assert by(sam_serial.DRIVER, tree.roots) == by(sam_usb.DRIVER, tree.roots) == []
    assert registry.without_driver(tree.roots) == []


def test_a_reader_on_usb_is_found_by_its_serial_number(tree: RecordedTree) -> None:
    tree.usb("1-2", "0400:c35a", serial="T0001", maker="Example", model="Reader 1")
    assert by(sam_usb.DRIVER, tree.roots) == [
        Found("sam_usb", Kind.ID_READER, "Example Reader 1", {"serial": "T0001"}, "T0001", "1-2")
    ]


def test_readers_without_a_number_of_their_own_are_found_by_their_place(tree: RecordedTree) -> None:
    tree.usb("1-1", "0400:C35A")
    tree.usb("1-2.3", "0400:c35a", serial="0001")
    tree.usb("1-2.4", "0400:c35a", serial="0001")
    assert [one.options for one in by(sam_usb.DRIVER, tree.roots)] == [
        {"port": "1-1"},
        {"port": "1-2.3"},
        {"port": "1-2.4"},
    ]
    assert by(sam_usb.DRIVER, tree.roots)[0].label == "USB 0400:c35a"


def test_another_product_of_the_vendor_is_no_reader(tree: RecordedTree) -> None:
    tree.usb("1-2", "0400:0001")
    assert by(sam_usb.DRIVER, tree.roots) == []


def test_a_serial_port_is_found_by_the_name_that_stays(tree: RecordedTree) -> None:
    device = tree.usb("1-2", "10c4:ea60", serial="A100", maker="Example", model="Serial")
    link = tree.port("ttyUSB0", ADAPTER, device)
    bare = tree.port("ttyACM0", "usb-Other-if00")
    assert by(sam_serial.DRIVER, tree.roots) == [
        Found("sam_serial", Kind.ID_READER, "Example Serial", {"port": str(link)}, "A100"),
        Found("sam_serial", Kind.ID_READER, "usb-Other-if00", {"port": str(bare)}, ""),
    ]


def test_what_is_no_link_among_the_ports_is_shown_and_leads_nowhere(tree: RecordedTree) -> None:
    link = tree.port("ttyUSB0", ADAPTER)
    link.with_name("loose").write_text("")
    assert [port.device for port in ports(tree.roots)] == [None, None]


def test_a_port_behind_no_usb_device(tree: RecordedTree, tmp_path: Path) -> None:
    tty = tree.roots.sys / "class" / "tty" / "ttyS0"
    tty.mkdir(parents=True)
    (tty / "device").symlink_to(tmp_path)
    assert usb_device_of(tty) is None
    assert usb_device_of(tmp_path / "none") is None


def test_hubs_interfaces_and_torn_folders_are_no_devices(tree: RecordedTree) -> None:
    tree.usb("usb1", "1d6b:0002")
    tree.usb("1-2:1.0", "0400:c35a")
    tree.usb("1-3", "0400:")
    tree.usb("1-4", "04:c35a")
    assert usb_devices(tree.roots.sys) == []


def test_what_a_device_says_of_itself_is_cut_and_cleaned(tree: RecordedTree) -> None:
    tree.usb("1-2", "0400:c35a", serial="x" * 5000, maker="\x1b[2Jred\x00", model="\u202eevil")
    (found,) = usb_devices(tree.roots.sys)
    assert len(found.serial) == 126
    assert found.label == "[2Jred evil"


@given(st.text(max_size=300))
@settings(deadline=None)
def test_cleaned_text_prints_and_is_short(text: str) -> None:
    assert len(clean(text)) <= 126
    assert clean(text).isprintable()


def test_an_attribute_that_cannot_be_read_is_empty(tree: RecordedTree) -> None:
    real = tree.usb("1-2", "0400:c35a")
    (real / "serial").mkdir()
    assert usb_devices(tree.roots.sys) == [UsbDevice("0400", "c35a", "1-2")]


# --- catalogue ------------------------------------------------------------------------------------------------
def test_the_catalogue_names_drivers_that_exist_and_says_how_sure_it_is() -> None:
    rows = catalogue()
    assert len({(row.vendor, row.product) for row in rows}) == len(rows) == 4
    assert [row.driver for row in rows if row.driver] == ["sam_usb"]
    assert {row.sources for row in rows if row.driver is None} == {Sources.ONE}
    for row in rows:
        assert row.driver is None or registry.driver(row.driver).kind is row.kind
        assert row.name
        assert row.notes
        assert UsbDevice(row.vendor, row.product, "1-1").label == f"USB {row.vendor}:{row.product}"
        assert (row.vendor, row.product) == (row.vendor.lower(), row.product.lower())


@pytest.mark.expects_warnings
def test_a_known_reader_without_a_driver_is_said_to_be_attached(tree: RecordedTree) -> None:
    tree.usb("1-2", "9573:4836", serial="N1")
    tree.usb("1-3", "0400:c35a")
    tree.usb("1-4", "ffff:ffff")
    (one,) = registry.without_driver(tree.roots)
    assert (one.fault, one.known.name, one.device.port) == (Fault.NO_DRIVER, "亿数", "1-2")


def test_a_reader_whose_driver_cannot_be_loaded_has_none(tree: RecordedTree) -> None:
    tree.usb("1-3", "0400:c35a")
    (one,) = known_devices.unserved(tree.roots, {"sam_serial"})
    assert one.known.driver == "sam_usb"


# --- registry -------------------------------------------------------------------------------------------------
def test_the_registry_finds_the_devices_of_all_drivers(
    tree: RecordedTree, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_roots: Roots) -> list[Found]:
        raise OSError("secret")

    broken = replace(sam_usb.DRIVER, name="broken", find=fails)
    blind = Driver("blind", Kind.DOOR, lambda _options: None)
    monkeypatch.setattr(registry, "drivers", lambda: [broken, blind, sam_serial.DRIVER, sam_usb.DRIVER])
    tree.usb("1-2", "0400:c35a", serial="T0001")
    tree.port("ttyUSB0", ADAPTER)
    assert [one.driver for one in registry.found(tree.roots)] == ["sam_serial", "sam_usb"]
    assert "broken cannot look for devices: OSError" in caplog.text
    assert "secret" not in caplog.text
    assert [registry.looks(one) for one in (blind, sam_usb.DRIVER)] == [False, True]
    caplog.clear()


# --- assignment -----------------------------------------------------------------------------------------------
READER = Found("sam_usb", Kind.ID_READER, "Reader", {"serial": "T1"}, "T1", "1-1")
OTHER = Found("sam_usb", Kind.ID_READER, "Reader", {"port": "1-2"}, "", "1-2")


def slot(driver: str = "sam_usb", *, looks: bool = True, **options: Any) -> Slot:
    return Slot(Kind.ID_READER, driver, options, looks)


def standings(rows: list[Placed]) -> list[tuple[str, Found | None]]:
    return [(row.standing.value, row.found) for row in rows]


@pytest.mark.parametrize("named", [slot(serial="T1"), slot(serial="T1", fingerprint=True)])
def test_a_device_is_assigned_by_its_serial_number(named: Slot) -> None:
    assert placed([READER, OTHER], [named]) == [
        Placed(Standing.ASSIGNED, READER, named),
        Placed(Standing.FREE, OTHER, None),
    ]


def test_a_device_is_assigned_by_its_place() -> None:
    assert standings(placed([READER, OTHER], [slot(port="1-2")])) == [("free", READER), ("assigned", OTHER)]


def test_a_device_with_a_number_is_assigned_by_its_place_too() -> None:
    assert standings(placed([READER, OTHER], [slot(port="1-1")])) == [("assigned", READER), ("free", OTHER)]
    assert standings(placed([READER], [slot(port="1-2", serial="T1")])) == [("free", READER), ("absent", None)]


def test_the_only_one_is_meant_where_none_is_named() -> None:
    assert standings(placed([READER], [slot(fingerprint=True)])) == [("assigned", READER)]


def test_where_none_of_several_is_named_it_is_unclear() -> None:
    assert standings(placed([READER, OTHER], [slot()])) == [("free", READER), ("free", OTHER), ("unclear", None)]


def test_another_one_is_not_taken_for_the_one_that_is_named() -> None:
    assert standings(placed([READER], [slot(serial="T2")])) == [("free", READER), ("absent", None)]
    assert standings(placed([], [slot()])) == [("absent", None)]


def test_a_driver_that_cannot_look_is_believed() -> None:
    assert standings(placed([], [slot("memory_id_reader", looks=False)])) == [("assigned", None)]


def test_a_port_is_one_device_by_whatever_name_and_driver(tree: RecordedTree) -> None:
    link = tree.port("ttyUSB0", ADAPTER)
    (one,) = by(sam_serial.DRIVER, tree.roots)
    plain = str(tree.roots.dev / "ttyUSB0")
    assert os.path.realpath(link) == os.path.realpath(plain)
    assert standings(placed([one], [slot("sam_serial", port=plain)])) == [("assigned", one)]
    scanner = replace(one, driver="scanner")
    own = slot("scanner", port=plain)
    assert placed([one, scanner], [own]) == [Placed(Standing.ASSIGNED, scanner, own)]
    blind = slot("scanner", port=plain, looks=False)
    assert placed([one], [blind]) == [Placed(Standing.ASSIGNED, one, blind)]


def test_a_path_that_is_there_counts_though_nobody_lists_it(tree: RecordedTree) -> None:
    tree.port("ttyS9", "x")
    there = slot("sam_serial", port=str(tree.roots.dev / "ttyS9"))
    assert standings(placed([], [there, slot("sam_serial", port="/dev/\0")])) == [
        ("assigned", None),
        ("absent", None),
    ]


def test_a_path_nobody_may_look_at_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_path: Path) -> bool:
        raise PermissionError

    monkeypatch.setattr(Path, "exists", refused)
    assert standings(placed([], [slot("sam_serial", port="/dev/x")])) == [("absent", None)]


def test_only_what_says_which_device_is_shown_of_options() -> None:
    assert assignment.identity({"port": "1-2", "password": "no"}) == {"port": "1-2"}
