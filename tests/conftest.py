"""What holds for every test: no screen, no unexpected log warning, no silent skip in CI.

Markers: `shared_data` (test data beside the checkout), `device` (real hardware, with --device), `expects_warnings`
(the test makes our own packages log a warning, and looks at it). docs/testing.md says more.
"""

from __future__ import annotations

import logging
import os
import tempfile
import time
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

os.environ["TZ"] = "Asia/Shanghai"  # as the program has it, which tests share a calendar with
time.tzset()
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
# never the machine's own smart-card service: tests have one of their own (tests/chip_stand.py), or none
os.environ["PCSCLITE_CSOCK_NAME"] = f"{tempfile.gettempdir()}/kiosk-pcsc-{os.getpid()}/run/pcscd.comm"

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"
OUR_PACKAGES = ("kiosk", "ui", "devices", "offline_cache")
MAY_SKIP = {"shared_data", "device"}

SKIPPED = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--device", action="store_true", help="also run the tests that need real hardware")
    parser.addoption(
        "--fitted", metavar="FILE", help="with --device: settings of this terminal, whose devices are tried"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "expects_warnings: our own packages log a warning here, on purpose")
    config.stash[SKIPPED] = []


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    without_device = pytest.mark.skip(reason="needs real hardware: --device")
    without_data = pytest.mark.skip(reason="needs the test data beside the checkout (../shared/data)")
    for item in items:
        if item.get_closest_marker("device") and not config.getoption("--device"):
            item.add_marker(without_device)
        if item.get_closest_marker("shared_data") and not SHARED_DATA.is_dir():
            item.add_marker(without_data)


def pytest_collection_finish(session: pytest.Session) -> None:
    """`import cv2` points Qt at plug-ins of its own: forget that before the first QGuiApplication."""
    del session
    for name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
        os.environ.pop(name, None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember every skip that CI does not allow."""
    report = yield
    if report.skipped and not any(item.get_closest_marker(name) for name in MAY_SKIP):
        item.config.stash[SKIPPED].append(item.nodeid)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A whole file may be skipped while it is collected (importorskip): remembered just the same."""
    report = yield
    if report.outcome == "skipped":
        collector.config.stash[SKIPPED].append(collector.nodeid)
    return report


def _skips_are_failures() -> bool:
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _skips_are_failures() and session.config.stash[SKIPPED] and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if _skips_are_failures() and config.stash[SKIPPED]:
        terminalreporter.section("skipped, which fails in CI", red=True)
        for nodeid in config.stash[SKIPPED]:
            terminalreporter.line(nodeid)


@pytest.fixture(autouse=True)
def _no_unexpected_warnings(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Our own packages log nothing from WARNING up, unless the test says `@pytest.mark.expects_warnings`."""
    yield
    if request.node.get_closest_marker("expects_warnings"):
        return
    unexpected = [
        f"{record.name}: {record.levelname}: {record.getMessage()}"
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING and record.name.split(".")[0] in OUR_PACKAGES
    ]
    if unexpected:
        pytest.fail(
            "logged, but not expected (mark the test with expects_warnings if it is):\n" + "\n".join(unexpected),
            pytrace=False,
        )
