"""Each device of the settings, opened, asked and given back; what the running terminal holds is busy, no fault.

Must never print, read a card or keep a picture, and never call a device passed behind which a program stands.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from devices.contract import Describable, DeviceError, Driver, Fault, Kind
from devices.transports.serial_line import is_pty
from devices.worker import Checkable
from kiosk.runtime.checks.titles import DEVICE_GUIDANCE, DEVICE_TITLES
from kiosk.runtime.diagnostics import HAND_SECONDS, Check, DoctorFault, Finding, Surroundings, Verdict
from kiosk.runtime.performing.fitted import fitted
from kiosk.runtime.settings import Device, Devices, Settings

LIMIT = 15.0
"""Seconds for one device: a SAM is asked at every speed before it is called silent."""
_CAMERAS = {Kind.CAMERA, Kind.DOCUMENT_CAMERA}
_POLLED = {Kind.ID_READER, Kind.CHIP_READER}
_USABLE = {*_POLLED, Kind.SCANNER, Kind.HEADPHONES, Kind.KEYPAD, Kind.DOOR}
_LISTEN = 0.2
_FRAMES = 5
_FRAME_SECONDS = 2.0
_DARK, _BRIGHT = 40.0, 225.0
_LOOPBACK = ("127.", "localhost", "::1", "[::1]")
_MADE_UP = ("virtual", "loopback", "dummy")
"""How programs that play a device call it."""
_OWN_SERVER = {"server", "queue", "printed", "journal"}
"""Options that name a print server or our own journal: no device is behind them."""
_SOURCES = {"port", "source", "device", "path"}


def kind_of(field: str) -> Kind:
    """The kind that a key of the settings' `devices` table is for."""
    return Kind(field.replace("_", "-"))


def made_for(device: Device, kind: Kind, *, production: bool) -> Driver:
    """The driver; a document camera may be any camera. Raises DeviceError."""
    if kind is Kind.DOCUMENT_CAMERA:
        with contextlib.suppress(DeviceError):
            return fitted(device, Kind.CAMERA, production=production)
    return fitted(device, kind, production=production)


def is_simulated(settings: Settings, device: Device, driver: Driver) -> bool:
    """Does a program stand behind it: a virtual driver, a pty, a folder, a loopback address, a twin's file?"""
    return driver.virtual or any(
        _leads_to_a_program(settings, name, str(value)) for name, value in device.options.items()
    )


def _leads_to_a_program(settings: Settings, name: str, value: str) -> bool:
    if name in _OWN_SERVER or not value:
        return False
    if value.removeprefix("tcp://").startswith(_LOOPBACK):
        return True
    if not value.startswith("/"):
        return False
    path = Path(value)
    twins = settings.twins
    if is_pty(value) or path.is_socket() or path.is_fifo() or (twins is not None and twins.folder in path.parents):
        return True
    return name in _SOURCES and (path.is_dir() or path.is_file())


@contextlib.contextmanager
def opened(driver: Driver, device: Device, *, production: bool) -> Iterator[Any]:
    """The device, open and well; given back at the end. Raises DeviceError."""
    thing = driver.open({**device.options, "production": production})
    try:
        if isinstance(thing, Checkable):
            thing.check()
        yield thing
    finally:
        thing.close()


def look_at(field: str, around: Surroundings) -> Finding:
    """One device of the settings."""
    settings, kind = around.settings, kind_of(field)
    device: Device | None = getattr(settings.devices, field)
    if device is None:
        return Finding(Verdict.NOT_FITTED)
    try:
        driver = made_for(device, kind, production=settings.production)
    except DeviceError as error:
        return Finding(Verdict.FAIL, error.fault.code, error.fault.action.value, {"driver": device.driver})
    simulated = is_simulated(settings, device, driver)
    facts = {"driver": driver.name, "verified_on": driver.verified_on or "-"}
    try:
        with opened(driver, device, production=settings.production) as thing:
            facts |= _said(thing)
            facts |= _measured(kind, thing)
            facts |= _used(kind, thing, around) if around.asked else {}
    except DeviceError as error:
        return _not_well(error, facts, simulated=simulated)
    simulated = simulated or any(word in facts.get("model", "").lower() for word in _MADE_UP)
    return _well(kind, facts, simulated=simulated)


def _well(kind: Kind, facts: Mapping[str, str], *, simulated: bool) -> Finding:
    """It works: passed, simulated, or to be looked after. What a camera says of one picture is no warning."""
    fault = DoctorFault.CAMERA_LIGHT if facts.get("light") else None
    if fault is None and kind not in _CAMERAS and facts.get("warnings"):
        fault = DoctorFault.DEVICE_WARNS
    verdict = Verdict.SIMULATED if simulated else Verdict.WARN if fault else Verdict.PASS
    code, action = (fault.code, fault.action.value) if fault else (None, None)
    return Finding(verdict, code, action, facts, simulated)


def _not_well(error: DeviceError, facts: Mapping[str, str], *, simulated: bool) -> Finding:
    """Busy is no fault; behind a twin it is simulated all the same."""
    verdict = Verdict.FAIL
    if error.fault is Fault.BUSY:
        verdict = Verdict.SIMULATED if simulated else Verdict.BUSY
    return Finding(verdict, error.fault.code, error.fault.action.value, facts, simulated)


def _said(thing: object) -> dict[str, str]:
    """What the device says of itself, bounded: it comes from outside."""
    if not isinstance(thing, Describable):
        return {}
    info = thing.describe()
    said = {"model": info.model, "serial": info.serial, "firmware": info.firmware}
    said |= {f"can {name}": str(value) for name, value in sorted(info.can.items())}
    said["warnings"] = ", ".join(info.warnings)
    return {plain(name): plain(value) for name, value in said.items() if value}


def plain(text: str, most: int = 120) -> str:
    """Text of a device, fit for a screen and a report: printable and not long."""
    return "".join(one if one.isprintable() else "?" for one in text)[:most]


def _measured(kind: Kind, thing: Any) -> dict[str, str]:
    """A camera shows some pictures: how large, how fast, how light. None is kept."""
    if kind not in _CAMERAS:
        return {}
    begun = time.monotonic()
    picture = [thing.frame(_FRAME_SECONDS) for _ in range(_FRAMES)][-1]
    seconds = time.monotonic() - begun
    height, width = picture.shape[:2]
    light = float(picture[::8, ::8].mean())
    facts = {"size": f"{width}×{height}", "pictures_per_second": f"{_FRAMES / max(seconds, 1e-3):.1f}"}
    facts["brightness"] = f"{light:.0f}"
    if not _DARK <= light <= _BRIGHT:
        facts["light"] = "dark" if light < _DARK else "bright"
    return facts


def _used(kind: Kind, thing: Any, around: Surroundings) -> dict[str, str]:
    """A hand uses the device: how long after the question it answered. What it said is forgotten at once."""
    if kind not in _USABLE:
        return {}
    clock, begun = around.clock, around.clock.monotonic()
    while clock.monotonic() < begun + HAND_SECONDS and not around.stop.is_set():
        came = thing.poll(lambda: None) if kind in _POLLED else thing.listen(_LISTEN)
        if came is not None:
            return {"used_ms": f"{(clock.monotonic() - begun) * 1000:.0f}"}
    return {"used_ms": "-"}


CHECKS = tuple(
    Check(
        kind_of(field).value,
        "devices",
        DEVICE_TITLES[kind_of(field)],
        DEVICE_GUIDANCE[kind_of(field)],
        partial(look_at, field),
        limit=LIMIT,
    )
    for field in Devices.__struct_fields__
)
