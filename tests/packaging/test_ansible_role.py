"""The fleet's playbook on two trees: real Ansible, apt, signatures, dpkg, maintainer scripts, a stand-in program.

A play takes seconds on any machine, so each one shows as much as it can.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

import msgspec
import pytest

from kiosk.provisioning.answers import read_answers, read_profile
from tests.archive_stand import NAME, Archive, package
from tests.fleet_stand import ARCHIVE_URL, Fleet, Terminal
from tests.package_stand import ROOT, as_root, build

OLDER, FIRST, SECOND, DARK = "0.9", "1.0", "2.0", "3.0"
HOSTS = ("a1", "a2")
pytestmark = pytest.mark.timeout(400)
CODE, PIN = "ONCE-ONLY-{}", "a secret long enough"
PROGRAM = Path(__file__).with_name("fleet_program.py")
IN_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
PROFILE = {
    "name": '示例省 "𠮷"\\', "deployment": "production", "metrics": {"port": 9475},
    "platform": {"base_url": "https://platform.example.invalid", "platform_key": "platform.pub.pem"},
    "expected": {"devices": [{"kind": "receipt_printer"}], "versions": {NAME: "0.1.0"}},
}  # fmt: skip


def missing() -> str:
    """What the package depends on and this machine lacks, as one package provides it."""
    control = (ROOT / "packaging" / "deb" / "control").read_text(encoding="utf-8")
    fields = re.findall(r"^(?:Pre-Depends|Depends): ((?:.|\n )*)", control, re.MULTILINE)
    names = re.findall(
        r"([a-z0-9][\w.+-]+)(?: \(>= ([^)]+)\))?", re.sub(r"\(<< [^)]+\)|\|[^,]+", "", ",".join(fields))
    )
    there = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Abbrev}${Package}\n"], check=True, capture_output=True, text=True
    ).stdout.split()
    return ", ".join(f"{name} (= {at})" if at else name for name, at in names if name not in there)


@pytest.fixture(scope="module")
def archive() -> Iterator[Archive]:
    """The signed archive, every version in its pool; beside it what trees need before."""
    if as_root() is None:
        pytest.skip("needs root, or sudo without a password: dpkg gives files to other users")
    with tempfile.TemporaryDirectory(prefix="kiosk-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        one = Archive(folder)
        for version, faults in ((OLDER, ()), (FIRST, ()), (SECOND, ()), (DARK, ("dark",))):
            program = folder / f"program-{version}"
            (program / "bin").mkdir(parents=True)
            shutil.copy(PROGRAM, program / "bin" / "kiosk")
            (program / "bin" / "kiosk").chmod(0o755)
            for fault in (*faults, "failing"):
                (program / fault).touch()
            one.do("add", build(folder, "--payload", str(program), "--version", version))
        package(folder, "surroundings", Provides=missing()).rename(one.public / "surroundings.deb")
        yield one


def make(folder: Path, archive: Archive) -> Fleet:
    """Terminals on what lies in the folder, and their inventory; codes in a vault of the real kind."""
    folder.chmod(0o755)
    hosts = {name: {"kiosk_terminal": {"id": f"TEST-{name.upper()}", "label": name.upper()}} for name in HOSTS}
    common = {
        "ansible_become": False, "kiosk_version": FIRST, "kiosk_archive_url": ARCHIVE_URL,
        "kiosk_archive_suite": "wave", "kiosk_archive_keyring": "keyring.gpg", "kiosk_profile": PROFILE,
        "kiosk_profile_files": ["platform.pub.pem"], "kiosk_busy_minutes": 0.1, "kiosk_busy_pause_seconds": 1,
        "kiosk_enrolment_code": "{{ vault_codes[inventory_hostname] }}",
        "kiosk_first_technician": {"number": "7", "name": "某某", "secret": "{{ vault_pin }}"},
    }  # fmt: skip
    (folder / "inventory.yml").write_bytes(msgspec.json.encode({"terminals": {"hosts": hosts, "vars": common}}))
    (folder / "keyring.gpg").write_bytes(archive.keyring.read_bytes())
    (folder / "platform.pub.pem").write_text("a public key\n", encoding="ascii")
    (folder / "vault-password").write_text("of the tests\n", encoding="ascii")
    vault = folder / "group_vars" / "terminals.yml"
    vault.parent.mkdir(exist_ok=True)
    vault.write_bytes(msgspec.json.encode({"vault_codes": {n: CODE.format(n) for n in HOSTS}, "vault_pin": PIN}))
    encrypt = ["ansible-vault", "encrypt", "--vault-password-file", str(folder / "vault-password"), str(vault)]
    subprocess.run(encrypt, check=True, capture_output=True, timeout=60, env=os.environ | {"HOME": str(folder)})
    return Fleet(folder, [Terminal(name, folder, Path("/"), archive.public) for name in HOSTS])


def prepare(terminal: Terminal) -> None:
    """A Debian with what the package depends on, that knows of no other archive; a1's code is at the platform."""
    terminal.shell(
        "rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/* /var/lib/apt/lists/* && mkdir -p /srv && "
        f"echo {CODE.format('a1')} >/srv/codes && echo force-unsafe-io >/etc/dpkg/dpkg.cfg.d/quick && "
        "dpkg -i /mnt/packages/surroundings.deb"
    )


@dataclass
class Beginning:
    """How the fleet was provisioned: what each of two runs brought, and everything that was said on the way."""

    folder: Path
    first: dict[str, str]
    faults: dict[str, str]
    again: dict[str, str]
    changed_again: int
    said: str


@pytest.fixture(scope="module")
def beginning(archive: Archive) -> Iterator[Beginning]:
    """Two bare terminals with version 1.0; the platform knows the second one's code only at the second run."""
    with tempfile.TemporaryDirectory(prefix="kiosk-fleet-", dir=IN_MEMORY) as name:
        archive.do("back", "wave", FIRST)
        fleet = make(Path(name), archive)
        try:
            for terminal in fleet.terminals:
                prepare(terminal)
            fleet.play(code=2, kiosk_failed_percent=50)
            first, said = fleet.outcomes(), fleet.said
            faults = {row["host"]: row["said"] for row in fleet.report["terminals"]}
            fleet.terminals[1].shell(f"echo {CODE.format('a2')} >/srv/codes")
            fleet.play()
            log = (fleet.folder / "ansible.log").read_text(encoding="utf-8")
            whole = said + fleet.said + log
            yield Beginning(Path(name), first, faults, fleet.outcomes(), fleet.changed("a1"), whole)
        finally:
            for terminal in fleet.terminals:
                terminal.close()


@pytest.fixture
def fleet(archive: Archive, beginning: Beginning) -> Iterator[Fleet]:
    """The provisioned fleet as it was, again for every test; the archive has version 2.0."""
    archive.do("back", "wave", SECOND)
    with tempfile.TemporaryDirectory(prefix="kiosk-fleet-", dir=IN_MEMORY) as name:
        for host in HOSTS:
            upper = Path(name) / f"tree-{host}" / "upper"
            upper.parent.mkdir()
            as_it_was = str(beginning.folder / f"tree-{host}" / "upper")
            subprocess.run([*(as_root() or []), "cp", "-a", as_it_was, str(upper)], check=True, timeout=120)
        one = make(Path(name), archive)
        try:
            yield one
        finally:
            for terminal in one.terminals:
                terminal.close()


def versions(fleet: Fleet) -> list[str]:
    return [terminal.shell("cat /opt/budayang-kiosk/VERSION").strip() for terminal in fleet.terminals]


def test_bare_machines_become_terminals_and_a_second_run_does_what_is_left_and_no_more(beginning: Beginning) -> None:
    assert beginning.first == {"a1": "installed", "a2": "failed"}
    assert beginning.faults == {"a1": "", "a2": "kiosk provision: provision.code 要一个新的注册码"}
    assert beginning.again == {"a1": "already", "a2": "provisioned"}
    assert beginning.changed_again == 0, "where nothing was left to do"


def test_what_the_terminal_was_given_is_what_the_real_program_reads(fleet: Fleet, tmp_path: Path) -> None:
    terminal = fleet.terminals[0]
    for name in ("profile.toml", "answers.toml"):
        (tmp_path / name).write_text(terminal.shell(f"cat /etc/kiosk/fleet/{name}"), encoding="utf-8")
    answers, profile = read_answers(tmp_path / "answers.toml"), read_profile(tmp_path / "profile.toml")
    assert (answers.terminal.id, answers.keys.seal, answers.enrolment.code) == ("TEST-A1", "auto", None)
    assert answers.staff is not None
    assert profile.name == PROFILE["name"]
    assert profile.settings["metrics"] == {"port": 9475}
    assert profile.expected.devices[0].kind == "receipt_printer"


def test_codes_and_secrets_are_on_no_disk_and_in_no_log(beginning: Beginning, fleet: Fleet) -> None:
    digest = hashlib.sha256(PIN.encode()).hexdigest()
    for terminal in fleet.terminals:
        assert terminal.shell("cat /var/lib/kiosk/staff") == digest, "it has arrived"
        assert terminal.shell("cat /srv/codes") == "", "it was used"
    secrets = [CODE.format(host) for host in HOSTS] + [PIN]
    assert "kiosk_good" in beginning.said
    assert [secret for secret in secrets if secret in beginning.said] == []
    for secret in secrets:
        words = [*(as_root() or []), "grep", "-rlaF", "--devices=skip", "-e", secret, str(beginning.folder)]
        assert subprocess.run(words, check=False, capture_output=True, text=True, timeout=120).stdout == ""


def test_a_version_that_is_not_fit_stops_with_the_first_wave_and_a_sound_one_goes_through(
    archive: Archive, fleet: Fleet
) -> None:
    archive.do("back", "wave", DARK)
    fleet.play(kiosk_version=DARK, kiosk_waves=[1, "100%"], code=2)
    assert fleet.outcomes() == {"a1": "rolled-back", "a2": "not-begun"}
    assert "no first picture" in fleet.report["terminals"][0]["said"]
    assert versions(fleet) == [FIRST] * 2, "the former version is in service"
    archive.do("back", "wave", SECOND)
    fleet.play(kiosk_version=SECOND, kiosk_waves=[1, "100%"])
    assert fleet.outcomes() == dict.fromkeys(HOSTS, "changed")
    assert versions(fleet) == [SECOND] * 2
    assert fleet.report["whole"]
    assert fleet.said.count("1 of 1") == 2, "waves"


def test_one_in_use_is_left_alone_and_no_other_wave_follows(fleet: Fleet) -> None:
    in_use(fleet.terminals[0], until="false")
    fleet.play(kiosk_version=SECOND, kiosk_waves=[1, 1], code=2)
    assert fleet.outcomes() == {"a1": "in-session", "a2": "not-begun"}
    assert "stopped: 1 of 1" in fleet.said
    assert versions(fleet) == [FIRST] * 2


def test_one_that_is_off_is_said_and_who_leaves_in_time_is_upgraded(fleet: Fleet) -> None:
    fleet.terminals[0].switch_off()
    in_use(fleet.terminals[1], until=REFUSED)
    fleet.play(kiosk_version=SECOND, kiosk_failed_percent=50, kiosk_busy_minutes=2, code=2)
    assert fleet.outcomes() == {"a1": "unreachable", "a2": "changed"}
    assert "FAILED - RETRYING" in fleet.said


def test_an_archive_that_was_tampered_with_and_a_version_that_is_not_there(archive: Archive, fleet: Fleet) -> None:
    fleet.play(kiosk_version="9.9", only="a1", code=2)
    assert fleet.report["terminals"][0]["said"] == "wave does not have 9.9, but 2.0"
    signed = archive.public / "dists/wave/InRelease"
    whole = signed.read_text()
    signed.write_text(whole.replace("Label: budayang-kiosk", "Label: something-else"))
    try:
        fleet.play(kiosk_version=SECOND, only="a1", code=2)
    finally:
        signed.write_text(whole)
    assert fleet.outcomes() == {"a1": "failed"}
    assert versions(fleet) == [FIRST] * 2


def test_on_purpose_back_to_an_older_version_and_never_by_accident(archive: Archive, fleet: Fleet) -> None:
    archive.do("back", "wave", OLDER)
    fleet.play(kiosk_version=OLDER, only="a1", code=2)
    assert versions(fleet) == [FIRST] * 2
    fleet.play(kiosk_version=OLDER, kiosk_older_allowed=True, only="a1")
    assert versions(fleet) == [OLDER, FIRST]
    assert fleet.terminals[0].shell("ls /etc/kiosk").split() == ["fleet", "kiosk.toml"], "it is allowed no longer"


REFUSED = (
    "awk '/ upgrade budayang/ { u = 1 } u && /status installed budayang/ { r = 1 } END { exit !r }' /var/log/dpkg.log"
)
"""Whether dpkg has begun an upgrade and taken it back."""


def in_use(terminal: Terminal, until: str) -> None:
    """Somebody is anywhere but on the home page, as the supervisor says it, until a command holds there."""
    lock = "/var/lib/kiosk/session.lock"
    waits = f"until {until}; do sleep 0.2; done"
    terminal.shell(f"touch {lock}; flock -s {lock} sh -c {quote(waits)} >/dev/null 2>&1 & sleep 0.2")
