"""Drivers are found by name, one at a time, and virtual ones never in production."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from devices import registry
from devices.contract import DeviceError, Driver, Fault, Kind


@pytest.mark.parametrize("name", ["sam_serial", "sam-serial"])
def test_a_driver_by_its_module_name(name: str) -> None:
    found = registry.driver(name)
    assert (found.name, found.kind, found.virtual, found.verified_on) == ("sam_serial", Kind.ID_READER, False, None)


@pytest.mark.parametrize("name", ["virtual_sam", "no_such_driver", "../registry", "devices.registry", ""])
def test_what_is_no_driver(name: str) -> None:
    with pytest.raises(DeviceError) as caught:
        registry.driver(name)
    assert caught.value.fault is Fault.NOT_CONFIGURED


def test_production_refuses_a_driver_in_memory() -> None:
    assert registry.driver("memory_id_reader").virtual
    with pytest.raises(DeviceError) as caught:
        registry.driver("memory_id_reader", production=True)
    assert caught.value.fault is Fault.NOT_PERMITTED


def test_production_refuses_a_port_behind_which_a_program_sits() -> None:
    master, slave = pty.openpty()
    try:
        with pytest.raises(DeviceError) as caught:
            registry.driver("sam_serial", production=True).open({"port": os.ttyname(slave)})
    finally:
        os.close(master)
        os.close(slave)
    assert caught.value.fault is Fault.NOT_PERMITTED


@pytest.mark.expects_warnings
def test_all_drivers_are_listed_by_name() -> None:
    names = [one.name for one in registry.drivers()]
    assert names == sorted(names)
    assert {"sam_serial", "memory_id_reader"} <= set(names)
    assert all(isinstance(one, Driver) for one in registry.drivers())


def test_one_driver_does_not_load_the_others() -> None:
    script = (
        "import sys; from devices.registry import driver; driver('memory_id_reader');"
        "sys.exit('cv2' in sys.modules or 'serial' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@pytest.mark.expects_warnings
def test_a_missing_vendor_library_closes_its_own_driver_only(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delitem(sys.modules, "devices.drivers.sam_serial", raising=False)
    monkeypatch.setitem(sys.modules, "devices.transports.serial_line", None)
    with pytest.raises(DeviceError) as caught:
        registry.driver("sam_serial")
    assert caught.value.fault is Fault.NOT_CONFIGURED
    assert "cannot be loaded" in caplog.text
    assert "memory_id_reader" in {one.name for one in registry.drivers()}
