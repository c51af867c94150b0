"""Every document printer against the one suite: over IPP with its twin, and CUPS with a server and an IPP printer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from devices.conformance.document_printer import SUITE
from devices.conformance.hands import TwinHand
from devices.conformance.suite import Bench, Rule
from devices.contract import Driver, Kind
from devices.drivers import document_printer_cups, document_printer_ipp
from devices.twins.running_twin import RunningTwin
from tests.conformance_cases import CupsHand, Make, Maker, cases
from tests.print_server import QUEUE, PrintServer, print_server


@contextmanager
def cups(base: Path, request: pytest.FixtureRequest) -> Iterator[Bench]:
    server: PrintServer = request.getfixturevalue("server")
    server.behave("ok")
    options = {
        "queue": QUEUE,
        "server": server.server,
        "printed": str(base / "printed"),
        "stuck": 0.5,
        "lasting": 0.5,
    }
    with Bench(document_printer_cups.DRIVER, options, CupsHand(server)) as bench:
        yield bench


@contextmanager
def over_ipp(base: Path, _request: pytest.FixtureRequest) -> Iterator[Bench]:
    with RunningTwin("virtual_document_printer", base, "--out", str(base / "out")) as twin:
        options = {"uri": twin.path, "printed": str(base / "printed")}
        with Bench(document_printer_ipp.DRIVER, options, TwinHand(twin.control, SUITE)) as bench:
            yield bench


@pytest.fixture(scope="module")
def server() -> Iterator[PrintServer]:
    with print_server(pages=True, waitjob=False) as started:
        yield started


MAKERS = {"cups": Maker(cups, cannot=frozenset({"leave_empty"})), "ipp": Maker(over_ipp)}


@pytest.mark.parametrize(("make", "rule"), cases(Kind.DOCUMENT_PRINTER, MAKERS))
def test_rule(make: Make, rule: Rule, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    with make(tmp_path, request) as bench:
        rule(bench)


@pytest.mark.parametrize("driver", [document_printer_cups.DRIVER, document_printer_ipp.DRIVER])
def test_the_driver_says_what_it_is(driver: Driver) -> None:
    assert driver.kind is Kind.DOCUMENT_PRINTER
    assert driver.verified_on is None
    assert not driver.virtual
