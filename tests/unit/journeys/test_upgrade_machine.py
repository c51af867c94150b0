"""What `kiosk journey upgrade` stands on: a machine of its own, and three versions of one package."""

from __future__ import annotations

import itertools
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.journeys import machine as module
from kiosk.journeys.machine import PROGRAM, Lack, LackError, Machine
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import staged
from kiosk.journeys.versions import version_of, versions
from tests.package_stand import as_root, build
from tests.packaging.test_maintainer_scripts import IN_MEMORY, payload

WINDOW = "lib/python3.11/site-packages/ui/qml/Kiosk/Main.qml"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of ours around a program that is a shell script, with a window."""
    out = tmp_path_factory.mktemp("package")
    program = payload(out / "program")
    (program / WINDOW).parent.mkdir(parents=True)
    (program / WINDOW).write_text("import QtQuick\n")
    return build(out, "--payload", str(program), "--version", "1.0")


@pytest.fixture
def machine(small: Path) -> Iterator[Machine]:
    if as_root() != []:
        pytest.skip("needs root")
    with (
        tempfile.TemporaryDirectory(prefix="kiosk-machine-", dir=IN_MEMORY) as disk,
        tempfile.TemporaryDirectory() as shared,
    ):
        one = Machine(Path(disk), Path(shared), small.parent)
        yield one
        one.close()


def opened(package: Path, folder: Path) -> Path:
    subprocess.run(["dpkg-deb", "-R", package, folder], check=True, timeout=60)
    return folder / PROGRAM.relative_to("/")


def test_the_successors_are_later_and_differ_in_the_window_alone(small: Path, tmp_path: Path) -> None:
    three = versions(small, tmp_path)
    numbers = [version_of(package) for package in (three.now, three.broken, three.sound)]
    for earlier, later in itertools.pairwise(numbers):
        subprocess.run(["dpkg", "--compare-versions", earlier, "lt", later], check=True, timeout=60)
    broken, sound = opened(three.broken, tmp_path / "b"), opened(three.sound, tmp_path / "s")
    assert (sound / WINDOW).read_text() == "import QtQuick\n"
    assert (sound / "VERSION").read_text().strip() == numbers[2]
    said = subprocess.run(
        ["diff", "-rq", broken, sound], check=False, capture_output=True, text=True, timeout=60
    ).stdout
    assert sorted(line.split()[1].rpartition("/")[2] for line in said.splitlines()) == ["Main.qml", "VERSION"]
    for folder in (tmp_path / "b", tmp_path / "s"):
        subprocess.run(["md5sum", "--quiet", "-c", "DEBIAN/md5sums"], check=True, cwd=folder, timeout=60)


def test_what_is_no_package_of_ours_is_named(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.deb"
    wrong.write_bytes(b"!<arch>\n")
    for given in (wrong, tmp_path / "missing.deb"):
        with pytest.raises(LackError, match=r"no-package.*--deb"):
            versions(given, tmp_path)


def test_what_is_installed_stays_in_the_machine(machine: Machine, small: Path) -> None:
    machine.install(small)
    assert machine.standing() == "1.0"
    assert not PROGRAM.exists(), "on the machine that the tests run on"
    assert "kiosk" not in Path("/etc/passwd").read_text(encoding="utf-8")
    done = subprocess.run(machine.kiosk("--version"), check=True, capture_output=True, text=True, timeout=60)
    assert done.stdout == "kiosk stand-in\n"


def test_a_lock_that_one_command_holds_is_seen_by_the_next(machine: Machine, small: Path) -> None:
    machine.install(small)
    assert machine.free()
    lock = "/var/lib/kiosk/session.lock"
    holder = subprocess.Popen(
        machine.inside("flock", "-s", lock, "sh", "-c", "echo held; sleep 60"), stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    assert not machine.free()
    assert "有人正在使用终端" in machine.install(small, code=1)
    machine.close()
    holder.wait(20)
    holder.stdout.close()
    assert holder.returncode != 0, "nothing outlives the machine"


def test_what_runs_inside_is_told_to_end(machine: Machine) -> None:
    script = "trap 'echo told; exit 3' TERM; echo up; while :; do sleep 0.1; done"
    with subprocess.Popen(machine.inside("sh", "-c", script), stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"up\n"
        machine.end(process)
        assert process.stdout.read() == b"told\n"
    assert process.returncode == 3


def test_dpkg_has_no_network(machine: Machine, small: Path) -> None:
    machine.run("sh", "-c", "printf '#!/bin/sh\\ncat /proc/net/dev\\n' >/usr/bin/dpkg")
    said = machine.install(small)
    assert [line.split(":")[0].strip() for line in said.splitlines() if ":" in line] == ["lo"]


def test_another_end_than_expected_is_a_fault_of_the_journey(machine: Machine) -> None:
    with pytest.raises(JourneyError, match="exit code 3 instead of 0: so it is"):
        machine.run("sh", "-c", "echo so it is; exit 3")


def test_a_root_that_nothing_can_be_laid_over_is_named(tmp_path: Path) -> None:
    if as_root() != []:
        pytest.skip("needs root")
    with pytest.raises(LackError, match="no-overlay"):
        Machine(tmp_path, tmp_path / "missing", tmp_path)


@pytest.mark.parametrize("lack", [Lack.ROOT, Lack.TOOLS, Lack.ROOM])
def test_what_this_machine_lacks_is_named_in_the_report(
    lack: Lack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.journeys import upgrade

    monkeypatch.setattr(os, "geteuid", lambda: int(lack is Lack.ROOT))
    if lack is Lack.TOOLS:
        monkeypatch.setenv("PATH", str(tmp_path))
    if lack is Lack.ROOM:
        monkeypatch.setattr(module, "_ROOM", 1 << 62)
    report = Report("upgrade", tmp_path)
    with staged(report) as stage, pytest.raises(LackError, match=lack.value[0]):
        upgrade.play(stage, report)
    assert report.facts["lack"] == lack.value[0]
