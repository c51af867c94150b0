"""Headphone jack, keypad and door contact, each against the suite of its kind, on a twin's real bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.conformance.hands import TwinHand
from devices.conformance.suite import Bench, Rule, suite
from devices.contract import Driver
from devices.drivers import door_contact, headphone_jack, numeric_keypad
from devices.twins.running_twin import RunningTwin

DRIVERS = (headphone_jack.DRIVER, numeric_keypad.DRIVER, door_contact.DRIVER)


@pytest.mark.parametrize(
    ("driver", "rule"),
    [pytest.param(one, rule, id=f"{one.name}-{rule.name}") for one in DRIVERS for rule in suite(one.kind).rules],
)
def test_rule(driver: Driver, rule: Rule, tmp_path: Path) -> None:
    with (
        RunningTwin("virtual_input", tmp_path, "--as", driver.kind.value) as twin,
        Bench(driver, {"device": twin.path}, TwinHand(twin.control, suite(driver.kind))) as bench,
    ):
        rule(bench)
