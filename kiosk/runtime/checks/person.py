"""What only a person can tell: is the print legible, does the whole screen feel a touch, is that picture good.

Without a person these say so. The print carries four random digits; who can type them has read them.
Must never print anything of anybody.
"""

from __future__ import annotations

import secrets
import uuid
from typing import Any

from devices.contract import DeviceError, Fault, Kind, PrintJob
from kiosk.documents.roll import Roll, paper_of, to_pdf
from kiosk.domain.text import Text
from kiosk.runtime.checks.devices import is_simulated, made_for, opened
from kiosk.runtime.diagnostics import Check, DoctorFault, Finding, Surroundings, Verdict, found
from kiosk.runtime.settings import Device, Settings

DIGITS = 4
_PRINT_SECONDS = 60.0
_DIGIT_SIZE = 54.0
_LINE_SIZE = 11.0
_FRAME_SECONDS = 2.0
_SETTLING = 8
"""Pictures until a camera has found its exposure."""


def _waits(around: Surroundings) -> Finding:
    del around
    return Finding(Verdict.NEEDS_PERSON)


def _print_waits(around: Surroundings) -> Finding:
    device = around.settings.devices.receipt_printer
    return Finding(Verdict.NOT_FITTED if device is None else Verdict.NEEDS_PERSON)


def print_code(settings: Settings, digits: str | None = None) -> tuple[str, Finding | None]:
    """Print four random digits; (digits, None), or ("", why not). Nobody else learns the digits."""
    device = settings.devices.receipt_printer
    if device is None:
        return "", Finding(Verdict.NOT_FITTED)
    digits = digits or f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    try:
        driver = made_for(device, Kind.RECEIPT_PRINTER, production=settings.production)
        with opened(driver, device, production=settings.production) as printer:
            printer.print(PrintJob(str(uuid.uuid4()), slip(digits, device), title="test"), _PRINT_SECONDS)
    except DeviceError as error:
        verdict = Verdict.BUSY if error.fault is Fault.BUSY else Verdict.FAIL
        return "", Finding(verdict, error.fault.code, error.fault.action.value)
    return digits, None


def slip(digits: str, device: Device) -> bytes:
    """The test slip as PDF: the digits large, and a line of rare characters. Raises DocumentError."""
    roll = Roll(paper_of(device.options))
    roll.text("打印测试 · 不是凭条", _LINE_SIZE, centred=True)
    roll.gap(6)
    roll.text(" ".join(digits), _DIGIT_SIZE, centred=True, whole=True)
    roll.gap(6)
    roll.text("请把上面四位数字输入终端。", _LINE_SIZE, centred=True, whole=True)
    roll.text("生僻字：𬱟 㛃 𫖯", _LINE_SIZE, centred=True)
    return to_pdf(roll, title="test")


def print_read(settings: Settings, printed: str, read: str) -> Finding:
    """What the person read, against what was printed."""
    device = settings.devices.receipt_printer
    if device is None or not printed:
        return Finding(Verdict.NOT_FITTED)
    if read != printed:
        return found(Verdict.FAIL, DoctorFault.MISREAD)
    driver = made_for(device, Kind.RECEIPT_PRINTER, production=settings.production)
    simulated = is_simulated(settings, device, driver)
    return Finding(Verdict.SIMULATED if simulated else Verdict.PASS, simulated=simulated)


def touched(untouched: int, cells: int, simulated: bool = False) -> Finding:  # noqa: FBT001, FBT002
    """How the dead-zone test ended: every cell has to have felt a finger."""
    facts = {"cells": str(cells), "untouched": str(untouched)}
    if untouched:
        return found(Verdict.FAIL, DoctorFault.DEAD_TOUCH, **facts)
    return Finding(Verdict.SIMULATED if simulated else Verdict.PASS, facts=facts, simulated=simulated)


def camera_picture(settings: Settings, kind: Kind = Kind.CAMERA) -> Any:
    """One picture, RGB uint8, once the exposure has settled. Raises DeviceError. It is the caller's to forget."""
    device = settings.devices.camera if kind is Kind.CAMERA else settings.devices.document_camera
    if device is None:
        raise DeviceError(Fault.NOT_CONFIGURED, kind.value)
    driver = made_for(device, kind, production=settings.production)
    with opened(driver, device, production=settings.production) as camera:
        for _ in range(_SETTLING):
            picture = camera.frame(_FRAME_SECONDS)
        return picture


CHECKS = (
    Check(
        "print-test",
        "person",
        Text("打印测试", "列印測試", "Print test"),
        Text(
            "会打出四位数字，请看着纸输入。",
            "會印出四位數字，請看著紙輸入。",
            "Four digits are printed; read them off the paper and type them.",
        ),
        _print_waits,
    ),
    Check(
        "touch-screen",
        "person",
        Text("触摸屏", "觸控螢幕", "Touch screen"),
        Text(
            "在技术员界面里用手指擦过每一格。",
            "在技術員介面裡用手指擦過每一格。",
            "On the technician screen, wipe a finger over every cell.",
        ),
        _waits,
    ),
)
