"""Every code scanner against the one suite: the serial driver and the typing one, each on a twin's real bytes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from devices.conformance.hands import TwinHand
from devices.conformance.suite import Bench, Rule, suite
from devices.contract import Kind
from devices.drivers import scanner_keyboard, scanner_serial
from devices.twins.running_twin import RunningTwin
from tests.conformance_cases import Make, Maker, cases


def hand(twin: RunningTwin) -> TwinHand:
    return TwinHand(twin.control, suite(Kind.SCANNER))


@contextmanager
def serial(folder: Path, _request: pytest.FixtureRequest) -> Iterator[Bench]:
    with RunningTwin("virtual_scanner", folder, "--baud", "115200", "--aim") as twin:
        options = {"port": twin.path, "baud": 115200, "aim": True, "silence": 3}
        with Bench(scanner_serial.DRIVER, options, hand(twin)) as bench:
            yield bench


@contextmanager
def gap(folder: Path, _request: pytest.FixtureRequest) -> Iterator[Bench]:
    with RunningTwin("virtual_scanner", folder, "--baud", "115200", "--suffix", "gap") as twin:
        options = {"port": twin.path, "baud": 115200, "suffix": "gap", "silence": 1}
        with Bench(scanner_serial.DRIVER, options, hand(twin)) as bench:
            yield bench


@contextmanager
def gm65(folder: Path, _request: pytest.FixtureRequest) -> Iterator[Bench]:
    with RunningTwin("virtual_scanner", folder, "--baud", "115200", "--family", "gm65") as twin:
        options = {"port": twin.path, "baud": 115200, "family": "gm65", "aim": True, "trigger": True, "silence": 3}
        with Bench(scanner_serial.DRIVER, options, hand(twin)) as bench:
            yield bench


@contextmanager
def keyboard(folder: Path, _request: pytest.FixtureRequest) -> Iterator[Bench]:
    with (
        RunningTwin("virtual_input", folder, "--as", "scanner") as twin,
        Bench(scanner_keyboard.DRIVER, {"device": twin.path, "silence": 3}, hand(twin)) as bench,
    ):
        yield bench


MAKERS = {"serial": Maker(serial), "gap": Maker(gap), "gm65": Maker(gm65), "keyboard": Maker(keyboard)}


@pytest.mark.parametrize(("make", "rule"), cases(Kind.SCANNER, MAKERS))
def test_rule(make: Make, rule: Rule, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    with make(tmp_path, request) as bench:
        rule(bench)
