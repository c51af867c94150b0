"""Keys sealed by the machine's own systemd-creds, and by a TPM in software; as root, as setting up is."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from kiosk.platform_api.signing.keys import load
from kiosk.provisioning import keys, sealing, wiping
from kiosk.provisioning.answers import Answers, Expected, Keeping, Profile, Seal, Who
from kiosk.provisioning.faults import ProvisionError, ProvisionFault
from kiosk.provisioning.machine import profile
from kiosk.provisioning.place import Place
from kiosk.provisioning.sealing import Sealer
from kiosk.provisioning.setup import Setup, Standing
from kiosk.runtime.claim import let_go
from kiosk.runtime.files import Files
from kiosk.runtime.key_files import require_data_key

PATIENCE = 60.0
Machine = Callable[[], AbstractContextManager[str]]


@pytest.fixture
def tpm() -> Iterator[Machine]:
    """A TPM in software; switched on anew each time. How systemd-creds calls it."""
    with tempfile.TemporaryDirectory(prefix="tpm-") as name:  # a socket's path is short
        folder = Path(name)

        @contextmanager
        def on() -> Iterator[str]:
            words = [
                "swtpm",
                "socket",
                "--tpm2",
                "--tpmstate",
                f"dir={folder}",
                "--flags",
                "not-need-init,startup-clear",
            ]
            words += ["--server", f"type=unixio,path={folder}/s", "--ctrl", f"type=unixio,path={folder}/s.ctrl"]
            with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
                end = time.monotonic() + PATIENCE
                while not ((folder / "s").exists() and (folder / "s.ctrl").exists()):
                    assert time.monotonic() < end
                    time.sleep(0.02)
                try:
                    yield f"swtpm:path={folder}/s"
                finally:
                    process.terminate()
                    process.wait(PATIENCE)
            for socket in folder.glob("s*"):
                socket.unlink(missing_ok=True)

        yield on


def setup_of(tmp_path: Path, seal: Seal) -> Setup:
    home = tmp_path / "terminal"
    tables = {
        "deployment": "development",
        "platform": {"base_url": "https://platform.example.invalid", "platform_key": "p.pem"},
        "storage": {"state_dir": str(home / "state")},
    }
    (tmp_path / "p.pem").write_text("", encoding="ascii")
    answers = Answers(tmp_path / "x.toml", Who("TEST-C01", "C01"), keys=Keeping(seal))
    return Setup(Place(home / "kiosk.toml"), answers, Profile("示例省", tables, Expected(), tmp_path))


def test_a_tpm_opens_after_a_restart_what_it_sealed_and_no_other_does(tpm: Machine) -> None:
    with tpm() as device:
        sealed = Sealer("tpm", device).seal("data.key", b"k" * 32)
    assert b"k" * 32 not in sealed
    with tpm() as device:
        assert Sealer("tpm", device).open("data.key", sealed) == b"k" * 32
    with pytest.raises(ProvisionError) as caught:
        Sealer("tpm", "swtpm:path=/nowhere").open("data.key", sealed)
    assert caught.value.fault is ProvisionFault.NOT_UNSEALED


def test_plain_keys_are_sealed_by_a_later_run_and_leave_the_disk(tmp_path: Path) -> None:
    setup = setup_of(tmp_path, "file")
    profile(setup)
    try:
        keys.keys(setup)
        files = Files(setup.files.state_dir)
        before = load(files.terminal_key)
        setup.answers = setup_of(tmp_path, "host").answers
        assert keys.keys(setup).standing is Standing.DONE
        assert not list((files.state_dir / "keys").iterdir())
        with sealing.handed_out(setup.place):
            handed = Path(os.environ["CREDENTIALS_DIRECTORY"])
            assert load(files.terminal_key) == before
            require_data_key(files)
        assert not handed.exists()
        assert "CREDENTIALS_DIRECTORY" not in os.environ
        assert keys.keys(setup).standing is Standing.ALREADY
    finally:
        let_go()
    for unit in setup.place.drop_ins:
        said = unit.read_text(encoding="utf-8")
        for name in ("data.key", "terminal.pem"):
            assert f"LoadCredentialEncrypted={name}:{setup.place.sealed / name}.cred" in said


def test_what_cannot_be_unsealed_can_still_be_wiped_where_nothing_waits(tmp_path: Path) -> None:
    setup = setup_of(tmp_path, "host")
    profile(setup)
    keys.keys(setup)
    let_go()
    sealed = sealing.path_of(setup.place, "data.key")
    sealed.write_bytes(sealing.path_of(setup.place, "terminal.pem").read_bytes())
    with pytest.raises(ProvisionError), sealing.handed_out(setup.place):
        pytest.fail("opened")
    settings, stick = setup.settings, tmp_path / "stick"
    stick.mkdir()
    assert wiping.carry_out(setup.place, settings, stick) == []
    assert "封存的密钥" in {one.what for one in wiping.wipe(setup.place, settings)}
    assert not setup.place.sealed.exists()
    assert not any(path.exists() for path in setup.place.drop_ins)


def test_a_sealed_key_under_another_name_is_not_opened() -> None:
    sealer = Sealer("host")
    with pytest.raises(ProvisionError) as caught:
        sealer.open("terminal.pem", sealer.seal("data.key", b"x"))
    assert caught.value.fault is ProvisionFault.NOT_UNSEALED


def test_keys_stay_on_the_disk_where_what_was_sealed_does_not_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    setup = setup_of(tmp_path, "host")
    profile(setup)
    monkeypatch.setattr(Sealer, "open", lambda *_args: b"something else")
    with pytest.raises(ProvisionError):
        keys.keys(setup)
    let_go()
    assert {path.name for path in (setup.files.state_dir / "keys").iterdir()} == {"data.key", "terminal.pem"}
    assert not sealing.sealed_names(setup.place)


@pytest.mark.parametrize(
    ("wanted", "there", "way"), [("auto", True, "tpm"), ("auto", False, "host"), ("host", True, "host")]
)
def test_how_keys_are_sealed(wanted: Seal, *, there: bool, way: str) -> None:
    sealer = sealing.chosen(wanted, tpm=there)
    assert sealer is not None
    assert sealer.way == way


def test_a_tpm_that_is_not_there_is_named() -> None:
    assert sealing.chosen("file", tpm=True) is None
    with pytest.raises(ProvisionError) as caught:
        sealing.chosen("tpm", tpm=False)
    assert caught.value.fault is ProvisionFault.NO_SEALING
