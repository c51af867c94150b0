"""The suites of `devices.conformance` on the real devices of this machine: `./test --device --fitted FILE -s`.

FILE is a terminal's settings; every device that it names is tried, but virtual ones. A person lays cards and takes
out paper as they are told. A device that passes may say so in its driver's `verified_on`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from devices.conformance.hands import PersonHand
from devices.conformance.suite import Bench, Verdict, judged, suite
from devices.contract import Kind
from devices.registry import driver
from kiosk.commands.conformance import line
from kiosk.runtime import settings

PATIENCE = 60.0
"""Seconds: a person is slower than a twin."""
SLOTS = settings.Devices.__struct_fields__


@pytest.mark.device
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("slot", SLOTS)
def test_fitted_device_keeps_the_rules_of_its_kind(slot: str, request: pytest.FixtureRequest) -> None:
    config = request.config.getoption("--fitted")
    assert config is not None, "--fitted FILE: which settings?"
    fitted: settings.Device | None = getattr(settings.load(Path(config)).devices, slot)
    if fitted is None:
        return  # a terminal without it
    found = driver(fitted.driver)
    assert not found.virtual, f"{found.name} is virtual: nothing is learned of hardware"
    rules = suite(found.kind)
    bench = Bench(found, fitted.options, PersonHand(rules, _ask), None, PATIENCE)
    results = [judged(rule, bench) for rule in rules.rules]
    told = "\n".join(map(line, results))
    sys.stderr.write(f"\n{told}\n")
    assert not [one for one in results if one.verdict is Verdict.FAILED], told
    assert any(one.verdict is Verdict.PASSED for one in results)


def _ask(words: str) -> str:
    return input(f">>> {words} [Enter, or no]: ")


@pytest.mark.parametrize("slot", SLOTS)
def test_every_slot_of_the_settings_has_a_suite(slot: str) -> None:
    """Without hardware, at least this: no device can be fitted that could not be tried."""
    kind = Kind(slot.replace("_", "-"))
    assert suite(kind).kind is kind
    assert suite(kind).rules
