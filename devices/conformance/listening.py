"""How a suite listens to a device that only tells: scanner, headphones, keypad, door."""

from __future__ import annotations

from typing import Any

from devices.conformance.suite import Bench, expect, fault_of
from devices.contract import DeviceError, Fault

_STEP = 0.5


def came(bench: Bench) -> Any:
    """The next thing it tells. Raises DeviceError; Unmet where nothing comes."""
    for left in bench.trying("nothing came"):
        told = bench.device.listen(min(left, _STEP))
        if told is not None:
            return told
    raise AssertionError  # `trying` ends in Unmet


def fault_came(bench: Bench) -> Fault:
    """The fault that it raises next. Unmet where none comes, or something else."""
    for left in bench.trying("no fault was raised"):
        try:
            told = bench.device.listen(min(left, _STEP))
        except DeviceError as error:
            return error.fault
        expect(told is None, "something came where a fault must be raised")
    raise AssertionError  # `trying` ends in Unmet


def until_back(bench: Bench) -> None:
    """Let the device vanish, hear device.gone, let it return, open it anew."""
    bench.do("vanish")
    fault = fault_came(bench)
    expect(fault is Fault.GONE, f"{fault.code} instead of {Fault.GONE.code}")
    expect(fault_of(lambda: bench.device.listen(_STEP)) is Fault.GONE, "gone once, and then no more")
    bench.do("come_back")
    bench.reopen()
