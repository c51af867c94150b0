"""The whole package on a bare Debian without a network: `make deb-check`. Too slow and large for every run of CI.

The tree is made once by debootstrap, from the mirror that this machine's own apt uses, with what the package depends
on and nothing else, and kept in build/deb/bare; every test works on an overlay of it.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.package_stand import BUILD, ROOT, Machine, as_root

pytestmark = pytest.mark.timeout(3600)  # the package is built three times, and Debian itself once
WORK = ROOT / "build" / "deb"
BARE = WORK / "bare"
HERE = Path(__file__).parent
SOURCES = Path("/etc/apt/sources.list.d/debian.sources")
PREFIX = "/opt/budayang-kiosk"
AS_KIOSK = "setpriv --reuid=kiosk --regid=kiosk --init-groups"
NEXT, BROKEN = "9.1", "9.2"


def depends() -> list[str]:
    """Names of the packages that the control file depends on; the first of several."""
    control = (ROOT / "packaging" / "deb" / "control").read_text(encoding="utf-8")
    fields = dict(re.findall(r"^([\w-]+): ((?:.|\n )*)", control, re.MULTILINE))
    wanted = ",".join(fields[name] for name in ("Pre-Depends", "Depends", "Recommends"))
    return sorted({part.split("|")[0].split("(")[0].strip() for part in wanted.split(",")})


def make_bare() -> None:
    """The tree, made anew where the dependencies have changed."""
    stamp, wanted = BARE / "made-of", " ".join(depends())
    if stamp.exists() and stamp.read_text() == wanted:
        return
    policy = subprocess.run(["apt-cache", "policy"], check=True, capture_output=True, text=True).stdout
    mirror = re.findall(r"^ *\d+ (\S+) bookworm/main", policy, re.MULTILINE)[0]
    if not (BARE / "bin").exists():
        included = "--include=systemd,systemd-sysv,dbus,udev,iproute2,init-system-helpers"
        debootstrap = ["debootstrap", "--variant=minbase", included, "bookworm", str(BARE), mirror]
        subprocess.run(debootstrap, check=True, stdout=subprocess.DEVNULL, timeout=1800)
    (BARE / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n")
    (BARE / "usr/sbin/policy-rc.d").chmod(0o755)
    (BARE / "etc/apt/sources.list").write_text("" if SOURCES.exists() else f"deb {mirror} bookworm main\n")
    if SOURCES.exists():
        shutil.copy(SOURCES, BARE / "etc/apt/sources.list.d/")
    shutil.copy("/etc/resolv.conf", BARE / "etc/resolv.conf")
    apt = f"apt-get -q update && apt-get -q install -y --no-install-recommends {wanted} && apt-get clean"
    enter = (
        f'mount -t proc proc "{BARE}/proc" && exec chroot "{BARE}" env DEBIAN_FRONTEND=noninteractive sh -c "{apt}"'
    )
    subprocess.run(["unshare", "-m", "sh", "-c", enter], check=True, stdout=subprocess.DEVNULL, timeout=1800)
    stamp.write_text(wanted)


def built(out: Path, *words: str) -> dict[str, Any]:
    """Build with the kept wheels; what the builder says."""
    done = subprocess.run(
        ["/usr/bin/python3", BUILD, "--out", out, *words], check=True, capture_output=True, text=True, timeout=1800
    )
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def commit(packages: Path) -> str:
    """The commit that is tested, whatever is committed meanwhile."""
    return (packages / "commit").read_text().strip()


@pytest.fixture(scope="module")
def packages() -> Iterator[Path]:
    """1.deb: the package; 2.deb: the same as a later version; 3.deb: a version whose window cannot be loaded."""
    if as_root() != []:
        pytest.skip("needs root")
    make_bare()
    with tempfile.TemporaryDirectory(prefix="kiosk-packages-", dir=WORK) as folder:
        out = Path(folder)
        out.chmod(0o755)  # the terminal's user reads a script there
        (out / "commit").write_text(
            subprocess.run(["git", "rev-parse", "HEAD"], check=True, capture_output=True, text=True, cwd=ROOT).stdout
        )
        shutil.move(built(out, "--quick", "--commit", commit(out))["package"], out / "1.deb")
        for number, version in ((2, NEXT), (3, BROKEN)):
            program = out / "program"
            shutil.copytree(WORK / "tree" / PREFIX[1:], program, symlinks=True)
            if version == BROKEN:
                (program / "lib/python3.11/site-packages/ui/qml/Kiosk/Main.qml").write_text("import Nothing\n")
            said = built(out, "--payload", str(program), "--version", version)
            shutil.move(said["package"], out / f"{number}.deb")
            shutil.rmtree(program)
        for script in ("as_units.py", "provision.py", "probe.sh"):
            shutil.copy(HERE / script, out)
        yield out


@pytest.fixture
def machine(packages: Path) -> Iterator[Machine]:
    """A terminal with the package, virtual devices and an embedded platform."""
    with tempfile.TemporaryDirectory(prefix="kiosk-machine-", dir=WORK) as folder:
        one = Machine(Path(folder), BARE, packages)
        one.run("dpkg", "--force-unsafe-io", "-i", "/mnt/packages/1.deb")
        one.shell(
            "install -d -o kiosk -g kiosk -m 0700 /var/lib/kiosk-demo && umask 027 && cd /etc/kiosk && "
            f"{AS_KIOSK} {PREFIX}/bin/python -I /mnt/packages/provision.py /var/lib/kiosk-demo >kiosk.toml && "
            "chgrp kiosk kiosk.toml"
        )
        yield one
        one.close()


def in_service(machine: Machine, *beside: str) -> dict[str, Any]:
    """What the units' own commands did: see as_units.py."""
    said = machine.run("python3", "/mnt/packages/as_units.py", *beside)
    answer: dict[str, Any] = json.loads(said[said.rindex('{"heard"') :])
    return answer


def test_a_bare_debian_becomes_a_terminal_and_the_doctor_finds_no_fault(machine: Machine) -> None:
    assert machine.run("dpkg", "--verify", "budayang-kiosk") == ""
    units = ("kiosk.service", "kiosk-display.service", "kiosk-recover.service", "kiosk-gate@after.service")
    assert machine.run("systemd-analyze", "verify", *(f"/lib/systemd/system/{name}" for name in units)) == ""
    assert re.findall(r"^ *(\w+):", machine.run("cat", "/proc/net/dev"), re.MULTILINE) == ["lo"]
    answer = in_service(machine, "kiosk", "doctor", "--yes", "--json")
    assert answer["code"] == 0
    assert {"READY=1", "WATCHDOG=1"} <= set(answer["heard"])
    assert answer["heard"][-1] == "STOPPING=1"
    verdicts = {check["name"]: check["verdict"] for check in json.loads(answer["beside"]["out"])["checks"]}
    assert answer["beside"]["code"] == 0, verdicts
    assert "fail" not in verdicts.values()
    assert {verdicts[name] for name in ("id-reader", "camera", "document-camera", "receipt-printer")} == {"simulated"}
    assert {verdicts[name] for name in ("face-models", "screen-fonts", "paper-fonts", "store")} == {"pass"}


DROP_INS = {
    "kiosk-display": "Environment=WLR_BACKENDS=headless",
    "kiosk": "ReadWritePaths=/var/lib/kiosk-demo\nWatchdogSec=15",
    "kiosk-gate@": "ReadWritePaths=/var/lib/kiosk-demo",
}
"""No graphics card; the virtual devices have a folder of their own; nobody wants to wait for a minute and a half."""


def test_systemd_runs_it_sandboxed_feeds_on_its_watchdog_and_upgrades_it(machine: Machine) -> None:
    for name, words in DROP_INS.items():
        place = f"/etc/systemd/system/{name}.service.d"
        machine.shell(f"mkdir -p {place}; printf '[Service]\n{words}\n' >{place}/test.conf")
    machine.shell(
        "cp /mnt/packages/[23].deb /srv; rm /usr/sbin/policy-rc.d; printf '[Service]\nExecStart=/bin/sh /probe.sh\n"
        "[Install]\nWantedBy=multi-user.target\n' >/etc/systemd/system/probe.service; cp /mnt/packages/probe.sh /; "
        "systemctl enable probe.service"
    )
    boot = ["unshare", "-m", "-p", "-f", "-n", "-i", "-u", "sh", *map(str, (HERE / "boot.sh", BARE, machine.folder))]
    subprocess.run(boot, check=False, timeout=900, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    said: dict[str, str] = {}
    for line in (machine.folder / "upper/probe").read_text().splitlines():
        said |= json.loads(line)
    went = (machine.folder / "upper/probe-dpkg").read_text()
    assert said["up"].split() == ["active", "active"]
    assert said["first-screens"] == "0", "the first screen finds the compositor"
    assert said["doctor"] == "0"
    assert int(said["watchdog"]) > 0
    assert said["after-watchdog"] == "active"
    assert said["after-compositor"].split() == ["active", "active"]
    assert (said["upgrade"], said["version"]) == ("0", NEXT), went
    assert (said["not-fit"], said["version-then"]) == ("1", NEXT), went
    assert said["then"].split() == ["active", "active"]


def test_an_upgrade_passes_the_gate_and_keeps_the_state(machine: Machine) -> None:
    in_service(machine)
    before = machine.shell("sha256sum /var/lib/kiosk/keys/*; cat /etc/kiosk/kiosk.toml")
    machine.run("dpkg", "--force-unsafe-io", "-i", "/mnt/packages/2.deb")
    assert machine.shell("sha256sum /var/lib/kiosk/keys/*; cat /etc/kiosk/kiosk.toml") == before
    assert machine.shell(f"cat {PREFIX}/VERSION; ls /opt").split() == [NEXT, "budayang-kiosk"]
    assert in_service(machine)["code"] == 0


def test_a_version_that_brings_no_picture_gives_its_place_back(machine: Machine) -> None:
    in_service(machine)
    said = machine.run("dpkg", "--force-unsafe-io", "-i", "/mnt/packages/3.deb", code=1)
    assert "no first picture" in said
    assert machine.shell(f"cat {PREFIX}/VERSION; ls /opt").split()[1:] == ["budayang-kiosk"]
    assert BROKEN not in machine.shell(f"cat {PREFIX}/VERSION")
    assert in_service(machine)["code"] == 0, "the former version is in service"
    machine.run("dpkg", "--force-unsafe-io", "-i", "/mnt/packages/2.deb")


def test_it_goes_without_a_trace_where_nothing_waits(machine: Machine) -> None:
    in_service(machine)
    machine.run("dpkg", "--purge", "budayang-kiosk")
    assert machine.shell("ls /opt /var/lib /etc 2>/dev/null | grep -x -e 'budayang.*' -e kiosk", code=1) == ""


def test_two_builds_give_the_same_bytes(packages: Path, tmp_path: Path) -> None:
    again = built(tmp_path, "--quick", "--commit", commit(packages))
    assert Path(again["package"]).read_bytes() == (packages / "1.deb").read_bytes()
