"""The files of the Debian package, each read by the tool that reads it on a terminal; nothing is installed."""

from __future__ import annotations

import importlib
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import PySide6
import pytest

from tests.package_stand import ROOT

PACKAGING = ROOT / "packaging"
UNITS = PACKAGING / "root" / "usr" / "lib" / "systemd" / "system"
QML = Path(PySide6.__file__).parent / "Qt" / "qml"
NOT_LINKED = {"python3-venv", "python3-dev", "gcc", "libc6-dev", "libpcsclite-dev", "libcups2-dev"}
"""Needed to set up a checkout, not to run the package."""


@pytest.fixture
def builder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The builder's own modules, which lie in no package."""
    monkeypatch.syspath_prepend(str(PACKAGING / "deb"))
    yield
    for name in ("build", "prune", "payload", "gate"):
        sys.modules.pop(name, None)


def said(*words: str | Path) -> str:
    done = subprocess.run(words, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("unit", sorted(path.name for path in UNITS.glob("*.service")))
def test_every_unit_is_closed_to_what_it_does_not_need(unit: str) -> None:
    report = said("systemd-analyze", "security", "--offline=yes", "--no-pager", UNITS / unit)
    exposed = re.search(r"Overall exposure level for .*: ([0-9.]+)", report)
    assert exposed is not None
    assert float(exposed[1]) <= 3.0


def test_a_unit_without_its_sandbox_would_be_found_out(tmp_path: Path) -> None:
    (tmp_path / "open.service").write_text("[Service]\nExecStart=/bin/true\n")
    report = said("systemd-analyze", "security", "--offline=yes", "--no-pager", tmp_path / "open.service")
    assert float(re.findall(r"Overall exposure level for .*: ([0-9.]+)", report)[0]) > 3.0


def test_the_watchdog_is_fed_more_often_than_it_bites() -> None:
    from kiosk.runtime.delays import RESTART_DELAYS, SERVICE_BEAT, START_LIMIT

    unit = (UNITS / "kiosk.service").read_text()
    seconds = float(re.findall(r"^WatchdogSec=(\d+)$", unit, re.MULTILINE)[0])
    assert seconds > 2 * max(SERVICE_BEAT, START_LIMIT, *RESTART_DELAYS)
    assert "Type=notify" in unit


def test_the_profile_of_apparmor_can_be_read(tmp_path: Path) -> None:
    words = ("apparmor_parser", "--skip-kernel-load", "--skip-cache", "--quiet")
    said(*words, PACKAGING / "apparmor")
    (tmp_path / "broken").write_text((PACKAGING / "apparmor").read_text().replace("rix,", "rixz,"))
    assert subprocess.run([*words, tmp_path / "broken"], check=False, capture_output=True, timeout=60).returncode != 0


def test_the_profile_lets_no_shell_be_started() -> None:
    profile = (PACKAGING / "apparmor").read_text()
    executed = re.findall(r"^\s+(/\S+) (?:r|m)?(?:ix|Px|px|Cx|ux|Ux)", profile, re.MULTILINE)
    allowed = {
        "/opt/budayang-kiosk/bin/*", "/usr/bin/python3.11", "/usr/bin/fc-match", "/usr/bin/{ps,uname}",
        "/usr/bin/speech-dispatcher", "/usr/lib/speech-dispatcher-modules/*",
    }  # fmt: skip
    assert set(executed) == allowed


def test_users_and_folders_are_made_as_the_units_name_them(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    said("systemd-sysusers", f"--root={tmp_path}", PACKAGING / "root/usr/lib/sysusers.d/kiosk.conf")
    users = {line.split(":")[0] for line in (tmp_path / "etc/passwd").read_text().splitlines()}
    units = "".join(unit.read_text() for unit in UNITS.glob("*.service"))
    named = set(re.findall(r"^User=(.+)$", units, re.MULTILINE))
    assert named <= users
    assert all(line.endswith("/usr/sbin/nologin") for line in (tmp_path / "etc/passwd").read_text().splitlines())
    said("systemd-tmpfiles", "--create", f"--root={tmp_path}", PACKAGING / "root/usr/lib/tmpfiles.d/kiosk.conf")
    assert (tmp_path / "var/lib/kiosk").stat().st_mode & 0o777 == 0o700


@pytest.mark.usefixtures("builder")
def test_every_reader_that_is_known_by_its_ids_is_the_terminals_to_use() -> None:
    known_rules = importlib.import_module("build").known_rules
    catalogue = ROOT / "devices" / "known_devices.toml"
    rules = known_rules(catalogue)
    known = tomllib.loads(catalogue.read_text(encoding="utf-8"))["device"]
    assert known
    for device in known:
        ids = f'ATTR{{idVendor}}=="{device["vendor"]}", ATTR{{idProduct}}=="{device["product"]}", GROUP="kiosk"'
        assert ids in rules


@pytest.mark.usefixtures("builder")
def test_the_gate_asks_for_checks_that_there_are() -> None:
    from kiosk.runtime import checks

    groups = importlib.import_module("gate").GROUPS
    asked = {check.name for check in checks.chosen(list(groups))}
    assert {"store", "data-key", "id-reader", "camera", "receipt-printer", "audit-trail"} <= asked
    assert not {name for name in asked if name.startswith(("network", "platform-time", "platform-sign-in"))}


@pytest.mark.usefixtures("builder")
def test_what_is_left_of_qt_is_what_our_sources_import() -> None:
    prune = importlib.import_module("prune")
    python_modules, qml_modules = prune.python_modules, prune.qml_modules
    ours = sorted((ROOT / "ui").rglob("*.qml"))
    kept = qml_modules(ours, QML)
    assert {"QtQuick", "QtQuick.Shapes", "QtQuick.VirtualKeyboard", "QtQuick.VirtualKeyboard.Styles"} <= kept
    assert not {name for name in kept if name.startswith(("QtQuick.Controls", "QtWebEngine", "QtQuick3D"))}
    assert "QtTextToSpeech" in python_modules(ROOT.glob("ui/*.py"))
    assert "QtWidgets" not in python_modules(ROOT.glob("ui/**/*.py"))
    assert [name for name in prune.PLUGINS if not (QML.parent / "plugins" / name).is_file()] == []


def test_the_package_depends_on_every_library_that_a_checkout_needs() -> None:
    control = (PACKAGING / "deb" / "control").read_text(encoding="utf-8")
    listed = (PACKAGING / "apt-packages" / "run.txt").read_text(encoding="utf-8")
    wanted = set(re.findall(r"^([a-z0-9][\w.+-]*)", listed, re.MULTILINE)) - NOT_LINKED
    assert {name for name in wanted if not re.search(rf"[ ,]{re.escape(name)}[ ,\n]", control)} == set()


def test_the_example_settings_are_read_as_a_real_terminals(tmp_path: Path) -> None:
    from kiosk.runtime.settings import load

    example = PACKAGING / "root/usr/share/doc/budayang-kiosk/kiosk.toml.example"
    shutil.copy(example, tmp_path / "kiosk.toml")
    settings = load(tmp_path / "kiosk.toml")
    assert settings.production
    assert settings.storage.state_dir == Path("/var/lib/kiosk"), "where the units may write"


def test_what_handwriting_needs_is_recommended_and_its_terms_are_told() -> None:
    from kiosk.runtime.handwriting.packages import NEEDED

    control = (PACKAGING / "deb" / "control").read_text()
    terms = " ".join((PACKAGING / "deb" / "copyright").read_text(encoding="utf-8").split())
    recommended = re.findall(r"^Recommends: (.*(?:\n .*)*)$", control, re.MULTILINE)[0].replace(",", " ").split()
    for package, _places in NEEDED:
        assert package in recommended
        assert re.search(rf" {package}, [^;]+ \([^)]+, (BSD-3-Clause|LGPL-2\.1\+)\)", terms), package


def test_terms_of_the_icons_lie_beside_them() -> None:
    terms = (PACKAGING / "deb" / "copyright").read_text(encoding="utf-8")
    owner = re.findall(r"^Copyright \(c\) (\d+ .+)$", (ROOT / "ui" / "icons" / "LICENSE").read_text(), re.MULTILINE)
    assert [f"Copyright: {one}" in terms for one in owner] == [True]
