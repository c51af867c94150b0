"""Installing, upgrading, breaking, removing: dpkg itself and the real scripts around a program that is a stand-in.

The whole package goes the same way in `make deb-check`; here the program is a shell script that fails as it is told.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.package_stand import Machine, as_root, build

STAND_IN = """#!/bin/sh
here=/opt/budayang-kiosk
case $1 in
    --version) echo kiosk stand-in ;;
    doctor) cat $here/doctor.json ;;
    queue)
        [ ! -e $here/unreadable ] || exit 1
        [ ! -e $here/migrates ] || echo new-layout >/var/lib/kiosk/outbox.db
        cat /var/lib/kiosk/stats.json ;;
    screen)
        read -r order
        [ ! -e $here/dark ] || exit 3
        echo '{"event": "painted"}'
        exec sleep 60 ;;
esac
"""
GOOD, NEWER, DARK, WORSE, UNREADABLE = "1.0", "2.0", "3.0", "4.0", "5.0"
EMPTY = {"queued": 0, "done": 4, "oldest": None, "damaged": 0}
WAITING = {"queued": 1, "done": 4, "oldest": 1.0, "damaged": 0}
IN_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""dpkg waits for the disk at every file."""
LOCK = "/var/lib/kiosk/session.lock"


def payload(folder: Path, *faults: str, failing: tuple[str, ...] = ()) -> Path:
    """A program that has these faults."""
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "kiosk").write_text(STAND_IN, encoding="ascii")
    (folder / "bin" / "kiosk").chmod(0o755)
    checks = [{"name": name, "verdict": "fail" if name in failing else "pass"} for name in ("camera", "store")]
    (folder / "doctor.json").write_text(json.dumps({"checks": checks}), encoding="ascii")
    for fault in faults:
        (folder / fault).touch()
    return folder


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One package of every version."""
    if as_root() is None:
        pytest.skip("needs root, or sudo without a password: dpkg gives files to other users")
    out = tmp_path_factory.mktemp("packages")
    programs = {
        GOOD: payload(out / "good", failing=("camera",)),
        NEWER: payload(out / "newer", failing=("camera",)),
        DARK: payload(out / "of-no-picture", "dark", "migrates"),
        WORSE: payload(out / "worse", failing=("camera", "store")),
        UNREADABLE: payload(out / "cannot-read", "unreadable"),
    }
    for version, program in programs.items():
        build(out, "--payload", str(program), "--version", version).rename(out / f"{version}.deb")
    return out


@pytest.fixture
def machine(packages: Path) -> Iterator[Machine]:
    """A machine that has version 1.0, settings, a queue of one case that waits, and a key."""
    with tempfile.TemporaryDirectory(prefix="kiosk-machine-", dir=IN_MEMORY) as folder:
        one = Machine(Path(folder), packages=packages)
        install(one, GOOD)
        provision(one)
        yield one
        one.close()


def provision(one: Machine) -> None:
    one.shell(
        f"cd /var/lib/kiosk && mkdir keys && echo key >keys/data.key && echo old-layout >outbox.db && "
        f"echo '{json.dumps(WAITING)}' >stats.json && chown -R kiosk:kiosk . && echo settings >/etc/kiosk/kiosk.toml"
    )


def install(machine: Machine, version: str, code: int = 0) -> str:
    return machine.run("dpkg", "--force-depends,unsafe-io", "-i", f"/mnt/packages/{version}.deb", code=code)


def state(machine: Machine) -> list[str]:
    """dpkg's word for the package, and the version that stands below /opt."""
    asked = (
        "dpkg-query -W -f '${db:Status-Abbrev} ' budayang-kiosk; cd /opt; cat budayang-kiosk/VERSION; ls -d budayang*"
    )
    return machine.shell(asked).split()


def kept(machine: Machine) -> list[str]:
    return machine.shell("cd /var/lib/kiosk && cat keys/data.key outbox.db /etc/kiosk/kiosk.toml").split()


RESTART_BY_KEYS = "/etc/systemd/system/ctrl-alt-del.target"


def test_a_fresh_machine_has_the_users_and_closed_folders(machine: Machine) -> None:
    said = machine.shell("id -nG kiosk-display; stat -c '%U %a' /var/lib/kiosk /etc/kiosk; getent passwd kiosk")
    assert "kiosk-display kiosk" in said
    assert "kiosk 700\nroot 750" in said
    assert "nologin" in said
    assert machine.run("dpkg", "--verify", "budayang-kiosk") == ""
    assert machine.shell(f"readlink {RESTART_BY_KEYS}").strip() == "/dev/null", "Ctrl-Alt-Del restarts nothing"


def test_an_upgrade_keeps_queue_keys_and_settings(machine: Machine) -> None:
    install(machine, NEWER)
    assert state(machine) == ["ii", NEWER, "budayang-kiosk"]
    assert kept(machine) == ["key", "old-layout", "settings"]


def test_an_older_version_is_refused_unless_somebody_wants_it(machine: Machine) -> None:
    install(machine, NEWER)
    assert "older" in install(machine, GOOD, code=1)
    installed, *rest = state(machine)
    assert (installed[1], rest) == ("i", [NEWER, "budayang-kiosk"])
    machine.shell("touch /etc/kiosk/allow-older")
    install(machine, GOOD)
    assert state(machine) == ["ii", GOOD, "budayang-kiosk"]


def test_nothing_is_upgraded_or_removed_while_somebody_uses_the_terminal(machine: Machine) -> None:
    for words in (f"-i /mnt/packages/{NEWER}.deb", "--remove budayang-kiosk"):
        said = machine.shell(f"touch {LOCK}; flock -s {LOCK} dpkg --force-depends {words}", code=1)
        assert "有人正在使用终端" in said
        installed, *rest = state(machine)
        assert (installed[1], rest) == ("i", [GOOD, "budayang-kiosk"])
    install(machine, NEWER)


@pytest.mark.parametrize(
    ("version", "why"), [(DARK, "no first picture"), (WORSE, "broken now: store"), (UNREADABLE, "kiosk queue")]
)
def test_a_version_that_is_not_fit_gives_its_place_back(machine: Machine, version: str, why: str) -> None:
    said = install(machine, version, code=1)
    assert why in said
    assert state(machine) == ["iF", GOOD, "budayang-kiosk"], "dpkg says that this version was not configured"
    assert kept(machine) == ["key", "old-layout", "settings"], "the store is as the former version left it"
    assert version in machine.shell("cat /var/lib/budayang-kiosk/rolled-back")
    assert "did not prove fit" in machine.run("dpkg", "--force-depends", "--configure", "budayang-kiosk", code=1)
    install(machine, NEWER)
    assert state(machine) == ["ii", NEWER, "budayang-kiosk"]


def test_what_was_broken_before_is_no_reason_against_an_upgrade(machine: Machine) -> None:
    machine.shell("sed -i 's/pass/fail/' /opt/budayang-kiosk/doctor.json")
    install(machine, WORSE)
    assert state(machine) == ["ii", WORSE, "budayang-kiosk"]


def test_a_power_cut_in_an_upgrade_is_undone_at_the_next_start(machine: Machine) -> None:
    machine.run("dpkg", "--force-depends", "--unpack", f"/mnt/packages/{DARK}.deb")
    machine.shell("rm /opt/budayang-kiosk/VERSION; echo half >/var/lib/kiosk/outbox.db")
    assert "budayang-kiosk.former" in state_of_opt(machine), "which the units' conditions look at"
    machine.run("/usr/lib/budayang-kiosk/roll-back", "cut-off")
    assert state(machine)[1:] == [GOOD, "budayang-kiosk"]
    assert kept(machine) == ["key", "old-layout", "settings"]
    install(machine, NEWER)


def state_of_opt(machine: Machine) -> str:
    return machine.shell("cd /opt; ls -d budayang*")


def test_a_power_cut_while_the_former_version_is_put_back_does_no_harm(machine: Machine) -> None:
    machine.run("dpkg", "--force-depends", "--unpack", f"/mnt/packages/{DARK}.deb")
    machine.shell("mv /opt/budayang-kiosk /opt/budayang-kiosk.failed; rm -rf /var/lib/kiosk")
    machine.shell("cp /opt/budayang-kiosk.former/.system/usr/lib/budayang-kiosk/roll-back /tmp/r; /tmp/r cut-off")
    assert state(machine)[1:] == [GOOD, "budayang-kiosk"]
    assert kept(machine) == ["key", "old-layout", "settings"]


def test_removing_keeps_data_and_purging_refuses_while_cases_wait(machine: Machine) -> None:
    machine.run("dpkg", "--remove", "budayang-kiosk")
    machine.shell(f"! readlink {RESTART_BY_KEYS}")
    assert kept(machine) == ["key", "old-layout", "settings"]
    said = machine.run("dpkg", "--purge", "budayang-kiosk", code=1)
    assert "kiosk queue export" in said
    assert kept(machine) == ["key", "old-layout", "settings"]
    install(machine, GOOD)
    machine.shell(f"echo '{json.dumps(EMPTY)}' >/var/lib/kiosk/stats.json")
    machine.run("dpkg", "--purge", "budayang-kiosk")
    assert machine.shell("ls -d /var/lib/kiosk /etc/kiosk /opt/budayang-kiosk* /var/lib/budayang-kiosk", code=2)
    assert machine.shell("ls /opt /var/lib | grep -c kiosk", code=1).split() == ["0"]


def test_a_queue_that_cannot_be_read_is_not_purged(machine: Machine) -> None:
    machine.shell("touch /opt/budayang-kiosk/unreadable")
    machine.run("dpkg", "--remove", "budayang-kiosk")
    machine.run("dpkg", "--purge", "budayang-kiosk", code=1)
    assert kept(machine)[0] == "key"


def test_the_same_sources_give_the_same_bytes(packages: Path, tmp_path: Path) -> None:
    again = build(tmp_path, "--payload", str(packages / "good"), "--version", GOOD)
    assert again.read_bytes() == (packages / f"{GOOD}.deb").read_bytes()
