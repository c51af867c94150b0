"""The recipe of the signed archive: real keys, real reprepro, and apt itself as the one who has to believe it."""

from __future__ import annotations

import functools
import http.server
import os
import re
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.archive_stand import NAME, Archive, package

FIRST, SECOND = "1.0+20260101.000000.abc", "2.0"


@dataclass
class Apt:
    """apt with lists, keys and sources of its own; what the machine has is not touched, nothing is installed."""

    root: Path
    url: str
    keyring: Path
    suite: str = "stable"

    def run(self, *words: str, code: int = 0) -> str:
        """What apt-get says on both outputs."""
        for folder in (
            "etc/apt/apt.conf.d",
            "etc/apt/preferences.d",
            "state/lists/partial",
            "cache/archives/partial",
        ):
            (self.root / folder).mkdir(parents=True, exist_ok=True)
        (self.root / "status").touch()
        asked = f"arch=amd64 check-valid-until=yes check-date=yes signed-by={self.keyring}"
        sources = f"deb [{asked}] {self.url} {self.suite} main\n"
        (self.root / "etc/apt/sources.list").write_text(sources, encoding="utf-8")
        places = {
            "Dir": str(self.root), "Dir::State": str(self.root / "state"), "Dir::Cache": str(self.root / "cache"),
            "Dir::State::status": str(self.root / "status"), "APT::Architecture": "amd64",
            "APT::Sandbox::User": "", "Acquire::Languages": "none", "Acquire::http::Proxy": "DIRECT",
            "Acquire::Retries": "0", "Acquire::Check-Valid-Until": "true",
        }  # fmt: skip
        options = [word for key, value in places.items() for word in ("-o", f"{key}={value}")]
        done = subprocess.run(
            ["apt-get", "-q", *options, *words], check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, timeout=120, cwd=self.root, env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
        )  # fmt: skip
        assert done.returncode == code, done.stdout
        return done.stdout

    def update(self, code: int = 0) -> str:
        return self.run("update", "--error-on=any", code=code)

    def downloaded(self) -> list[str]:
        """Names of what it fetches, digests checked by apt."""
        self.run("download", NAME)
        return sorted(path.name for path in self.root.glob("*.deb"))


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Says nothing, and always the whole file: HTTP counts in seconds, and the archive changes twice within one."""

    def log_message(self, *_: object) -> None:
        """Nothing."""

    def do_GET(self) -> None:
        del self.headers["If-Modified-Since"]
        super().do_GET()


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder with a short name, for gpg's socket."""
    with tempfile.TemporaryDirectory(prefix="kiosk-") as folder:
        yield Path(folder)


@pytest.fixture
def archive(short: Path) -> Archive:
    """Version 1 in both suites, version 2 in `wave` alone."""
    one = Archive(short)
    one.do("add", package(short, Version=FIRST))
    one.do("promote")
    one.do("add", package(short, Version=SECOND))
    return one


@pytest.fixture
def apt(archive: Archive, tmp_path: Path) -> Iterator[Apt]:
    """apt with the archive's key, and the archive behind a web server on loopback."""
    handler = functools.partial(Quiet, directory=str(archive.public))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield Apt(tmp_path, f"http://127.0.0.1:{server.server_address[1]}", archive.keyring)
        server.shutdown()
        thread.join()


def test_apt_fetches_what_the_suite_has_and_the_next_version_once_it_is_promoted(archive: Archive, apt: Apt) -> None:
    assert archive.listed() == ["wave: 2.0", f"stable: {FIRST}", f"pool: {FIRST}", "pool: 2.0"]
    apt.update()
    assert apt.downloaded() == [f"{NAME}_{FIRST}_amd64.deb"]
    archive.do("promote")
    apt.update()
    assert f"{NAME}_{SECOND}_amd64.deb" in apt.downloaded()
    archive.do("check")


def test_a_release_that_was_tampered_with_is_refused(archive: Archive, apt: Apt) -> None:
    signed = archive.public / "dists/stable/InRelease"
    signed.write_text(signed.read_text().replace("Label: budayang-kiosk", "Label: something-else"))
    assert re.search("BADSIG|signatures were invalid|not signed", apt.update(code=100))


def test_an_index_that_was_exchanged_is_refused(archive: Archive, apt: Apt) -> None:
    indices = archive.public / "dists/stable/main/binary-amd64"
    (indices / "Packages").write_text((archive.public / "dists/wave/main/binary-amd64/Packages").read_text())
    (indices / "Packages.gz").unlink()
    assert "Hash Sum mismatch" in apt.update(code=100) or "unexpected size" in apt.update(code=100)


def test_a_package_that_was_exchanged_is_refused(archive: Archive, apt: Apt) -> None:
    apt.update()
    (file,) = (archive.public / "pool").rglob(f"{NAME}_{FIRST}_amd64.deb")
    content = bytearray(file.read_bytes())
    content[-200] ^= 1
    file.write_bytes(content)
    assert "Hash Sum mismatch" in apt.run("download", NAME, code=100)
    assert "WRONG CHECKSUMS" in archive.do("check", code=254)


def test_an_archive_that_nobody_signed_is_refused(archive: Archive, apt: Apt) -> None:
    for name in ("InRelease", "Release.gpg"):
        (archive.public / "dists/stable" / name).unlink()
    assert "is not signed" in apt.update(code=100)


def test_another_ones_key_is_refused(short: Path, apt: Apt) -> None:
    (short / "other").mkdir()
    apt.keyring = Archive(short / "other").keyring
    assert "NO_PUBKEY" in apt.update(code=100)


def test_an_old_index_is_refused(archive: Archive, apt: Apt) -> None:
    """Who keeps terminals from an upgrade by showing them yesterday's archive for ever is found out."""
    place = archive.public / "dists/stable"
    until = "Valid-Until: Mon, 01 Jan 2024 00:00:00 UTC"
    (place / "Release").write_text(re.sub("(?m)^Valid-Until: .*$", until, (place / "Release").read_text()))
    (place / "InRelease").unlink()
    gpg = ["gpg", "--homedir", str(archive.keys), "--batch", "--clearsign"]
    subprocess.run([*gpg, "--output", str(place / "InRelease"), str(place / "Release")], check=True, timeout=60)
    subprocess.run(["gpgconf", "--homedir", archive.keys, "--kill", "gpg-agent"], check=True, timeout=60)
    assert "expired" in apt.update(code=100)
    archive.do("renew")
    apt.update()


def test_a_former_version_comes_back_into_a_suite(archive: Archive, apt: Apt) -> None:
    archive.do("promote")
    archive.do("back", "stable", FIRST)
    assert archive.listed()[:2] == ["wave: 2.0", f"stable: {FIRST}"]
    apt.update()
    assert apt.downloaded() == [f"{NAME}_{FIRST}_amd64.deb"]
    assert "not in the pool" in archive.do("back", "stable", "7.0", code=1)
    assert "no suite" in archive.do("back", "elsewhere", FIRST, code=1)


def test_nothing_older_comes_in_unasked_and_nothing_but_our_own_package(archive: Archive, short: Path) -> None:
    before = archive.listed()
    assert "older than 2.0" in archive.do("add", short / f"{NAME}_{FIRST}.deb", code=1)
    assert "terminals take nothing but" in archive.do("add", package(short, "openssl"), code=1)
    archive.do("back", "wave", FIRST)
    archive.do("promote")
    archive.do("back", "stable", SECOND)
    assert f"to go back: back stable {FIRST}" in archive.do("promote", code=1)
    archive.do("back", "wave", SECOND)
    assert archive.listed()[2:] == before[2:]


def test_a_version_never_gets_other_bytes(archive: Archive, short: Path) -> None:
    (short / "again").mkdir()
    other = package(short / "again", Version=SECOND, Description="the same version, but other bytes")
    archive.do("add", other, code=254)
    archive.do("check")


def test_keys_can_be_changed_without_losing_a_terminal(archive: Archive, apt: Apt, tmp_path: Path) -> None:
    """Both sign for a while: who knows the old key alone, and who has got both, believe it."""
    former = tmp_path / "former.gpg"
    former.write_bytes(archive.keyring.read_bytes())
    archive.do("key")
    assert archive.keyring.read_bytes() != former.read_bytes()
    for keyring in (former, archive.keyring):
        apt.keyring = keyring
        apt.update()


def test_keys_lie_apart_from_archive_and_checkout(archive: Archive) -> None:
    assert archive.keys.stat().st_mode & 0o777 == 0o700
    inside = Archive.__new__(Archive)
    inside.keys, inside.folder = archive.folder / "keys", archive.folder
    assert "lie apart" in inside.do("list", code=1)
    inside.keys = Path(__file__).parent / "keys"
    assert "in the checkout" in inside.do("list", code=1)
    assert not inside.keys.exists()
    inside.keys = archive.folder.parent / "empty"
    assert "no key that is still valid" in inside.do("list", code=1)
