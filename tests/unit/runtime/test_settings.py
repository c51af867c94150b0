"""The settings file: read whole or refused by name, and what a real terminal must not have."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.domain.text import Language
from kiosk.runtime import demo
from kiosk.runtime.processes import kiosk_command
from kiosk.runtime.settings import SettingsError, SettingsFault, load
from kiosk.runtime.surroundings import surroundings

GOOD = """
deployment = "development"
[terminal]
id = "A-03"
label = "A03"
[platform]
base_url = "https://platform.example"
platform_key = "keys/platform.pem"
[storage]
state_dir = "state"
"""
REAL = GOOD.replace("development", "production")


@pytest.fixture(autouse=True)
def _a_machine_without_settings_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KIOSK_DEPLOYMENT", "KIOSK_CONFIG"):
        monkeypatch.delenv(name, raising=False)


def written(folder: Path, text: str) -> Path:
    path = folder / "kiosk.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, text: str) -> SettingsError:
    with pytest.raises(SettingsError) as raised:
        load(written(folder, text))
    return raised.value


def test_a_short_file_is_enough(tmp_path: Path) -> None:
    settings = load(written(tmp_path, GOOD))
    assert (settings.production, settings.terminal.hotline) == (False, "12345")
    assert (settings.screen.width, settings.screen.height) == (1080, 1920)
    assert settings.screen.language is Language.ZH_HANS
    assert settings.face.review <= settings.face.threshold == 0.45
    assert settings.sandbox is None
    assert settings.devices.camera is None


def test_relative_paths_count_from_the_files_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "etc"
    folder.mkdir()
    written(folder, GOOD.replace("[storage]", 'ca_file = "/opt/ca.pem"\n[storage]'))
    monkeypatch.chdir(tmp_path)
    settings = load(Path("etc/kiosk.toml"))
    assert settings.storage.state_dir == folder / "state"
    assert settings.platform.platform_key == folder / "keys" / "platform.pem"
    assert settings.platform.ca_file == Path("/opt/ca.pem")


def test_the_demos_file_is_a_good_one(tmp_path: Path) -> None:
    settings = load(demo.write(tmp_path, demo.Demo(folder=tmp_path)))
    assert settings.sandbox is not None
    assert settings.twins is not None
    assert settings.platform.base_url == f"http://127.0.0.1:{settings.sandbox.port}"
    assert settings.devices.receipt_printer is not None
    assert settings.devices.receipt_printer.options["folder"] == str(tmp_path / "printed")


def test_the_demo_may_print_on_the_virtual_printer(tmp_path: Path) -> None:
    settings = load(demo.write(tmp_path, demo.Demo(folder=tmp_path, printer=True)))
    assert settings.twins is not None
    assert settings.twins.printer
    assert settings.devices.receipt_printer is not None
    assert settings.devices.receipt_printer.driver == "printer_escpos"
    assert settings.devices.receipt_printer.options["port"] == str(tmp_path / "twins" / "printer")
    assert settings.devices.document_printer is not None
    assert settings.devices.document_printer.driver == "document_printer_ipp"
    assert ("pages", "twin") in [(name, words[0]) for name, words in surroundings(settings)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("deployment =", 'deploymnet = "development"\ndeployment ='),
        ('label = "A03"', 'label = "A03"\nlable = "A03"'),
        ("[storage]", "[storage]\nkeep = 3"),
        ("[storage]", "[face]\nacept = 0.9\n[storage]"),
        ("[storage]", "[screen]\nwidht = 3\n[storage]"),
        ("[storage]", '[devices.camera]\ndriver = "camera_opencv"\nport = 1\n[storage]'),
        ("[storage]", '[devices.lamp]\ndriver = "camera_opencv"\n[storage]'),
        ("[storage]", '[sandbox]\nport = 1\ndatabase = "db"\nkey = "k"\n[storage]'),
        ("[storage]", '[twins]\nfolder = "t"\npeople = "p"\ntoaster = true\n[storage]'),
        ("[storage]", "[sanbdox]\nport = 1\n[storage]"),
    ],
)
def test_a_key_nobody_knows_is_refused_at_every_level(tmp_path: Path, old: str, new: str) -> None:
    error = refused(tmp_path, GOOD.replace(old, new, 1))
    assert error.fault is SettingsFault.UNKNOWN_KEY
    assert str(error).startswith("settings.unknown-key: ")


def test_the_key_nobody_knows_is_named(tmp_path: Path) -> None:
    error = refused(tmp_path, GOOD + "[face]\nacept = 0.9\n")
    assert "acept" in error.detail
    assert "face" in error.detail


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('label = "A03"', "label = 3"),
        ('state_dir = "state"', "state_dir = 3"),
        ('state_dir = "state"', 'state_dir = ""'),
        ('state_dir = "state"', 'state_dir = "."'),
        ('id = "A-03"', 'id = ""'),
        ('id = "A-03"', 'id = "../x"'),
        ("[storage]", "[screen]\nwidth = -5\n[storage]"),
        ('deployment = "development"', 'deployment = "testing"'),
        ("[storage]", '[screen]\nlanguage = "fr"\n[storage]'),
        ("[storage]", '[face]\naccept = "0.45"\n[storage]'),
        ('id = "A-03"', ""),
        ('[storage]\nstate_dir = "state"', ""),
    ],
)
def test_a_value_of_the_wrong_kind_or_none_at_all_is_refused(tmp_path: Path, old: str, new: str) -> None:
    assert refused(tmp_path, GOOD.replace(old, new, 1)).fault is SettingsFault.INVALID


@pytest.mark.parametrize(
    "values",
    [
        "accept = 0.0",
        "accept = -1.0",
        "accept = nan",
        "accept = 0.3",
        "review = 0.0",
        "far = 1e-6",
        "far = 2.0",
        "far = 1e-4\naccept = 0.5",
        "rest_after = -1",
        "rest_minutes = -1",
        '[face.liveness]\nfile = "a.onnx"\nsha256 = "ab"',
        '[face.liveness]\nfile = "a.onnx"\nsha256 = "' + "a" * 64 + '"\naccept = 0.0',
        '[face.liveness]\nfile = "a.onnx"\nsha256 = "' + "g" * 64 + '"',
    ],
)
def test_thresholds_that_would_open_the_face_way_are_refused(tmp_path: Path, values: str) -> None:
    error = refused(tmp_path, GOOD + f"[face]\n{values}\n")
    assert error.fault is SettingsFault.INVALID
    assert "face" in error.detail


@pytest.mark.parametrize("text", ["deployment = ", "[terminal", "deployment: development"])
def test_what_is_not_toml_is_said_to_be_that(tmp_path: Path, text: str) -> None:
    assert refused(tmp_path, text).fault is SettingsFault.NOT_TOML


def test_another_encoding_is_not_toml(tmp_path: Path) -> None:
    path = written(tmp_path, "")
    path.write_bytes(GOOD.replace("A03", "示例").encode("gb18030"))
    with pytest.raises(SettingsError) as raised:
        load(path)
    assert raised.value.fault is SettingsFault.NOT_TOML


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as raised:
        load(tmp_path / "kiosk.toml")
    assert raised.value.fault is SettingsFault.NOT_READABLE
    assert str(tmp_path / "kiosk.toml") in str(raised.value)


# --- a real terminal --------------------------------------------------------------------------------------
def test_a_real_terminal_with_real_devices_is_taken(tmp_path: Path) -> None:
    devices = '[devices.id_reader]\ndriver = "sam_serial"\n[devices.receipt_printer]\ndriver = "printer_cups"\n'
    assert load(written(tmp_path, REAL + devices)).production


def _refused_for(folder: Path, text: str, what: str) -> None:
    error = refused(folder, text)
    assert error.fault is SettingsFault.REFUSED_IN_PRODUCTION
    assert str(error).startswith("production.refused: ")
    assert what in error.detail


@pytest.mark.parametrize("kind", ["id_reader", "camera", "document_camera", "receipt_printer"])
def test_production_refuses_a_virtual_driver(tmp_path: Path, kind: str) -> None:
    table = f'[devices.{kind}]\ndriver = "virtual_camera"\n'
    _refused_for(tmp_path, REAL + table, f"devices.{kind}.driver = virtual_camera")


def test_production_refuses_a_memory_driver(tmp_path: Path) -> None:
    _refused_for(tmp_path, REAL + '[devices.id_reader]\ndriver = "memory_id_reader"\n', "memory_id_reader")


def test_production_refuses_the_same_driver_spelled_with_a_hyphen(tmp_path: Path) -> None:
    _refused_for(tmp_path, REAL + '[devices.id_reader]\ndriver = "memory-id-reader"\n', "memory-id-reader")


def test_production_refuses_the_folder_printer(tmp_path: Path) -> None:
    _refused_for(tmp_path, REAL + '[devices.receipt_printer]\ndriver = "printer_folder"\n', "printer_folder")


def test_production_refuses_a_sandbox(tmp_path: Path) -> None:
    _refused_for(tmp_path, REAL + '[sandbox]\nport = 1\ndatabase = "db"\n', "sandbox")


def test_production_refuses_twins(tmp_path: Path) -> None:
    _refused_for(tmp_path, REAL + '[twins]\nfolder = "t"\npeople = "p"\n', "twins")


@pytest.mark.parametrize(
    "base_url", ["platform.example", "ftp://platform.example", "http://a:99999", "not a url", ""]
)
def test_an_address_that_is_none_is_refused(tmp_path: Path, base_url: str) -> None:
    error = refused(tmp_path, REAL.replace("https://platform.example", base_url))
    assert error.fault is SettingsFault.INVALID
    assert "base_url" in error.detail


def test_production_refuses_a_platform_without_https(tmp_path: Path) -> None:
    _refused_for(tmp_path, REAL.replace("https://platform.example", "http://platform.example"), "base_url")


def test_everything_that_is_refused_is_said_at_once(tmp_path: Path) -> None:
    error = refused(tmp_path, REAL + '[sandbox]\nport = 1\ndatabase = "d"\n[twins]\nfolder = "t"\npeople = "p"\n')
    assert "sandbox" in error.detail
    assert "twins" in error.detail


def _command_refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("production.refused: ")
    return said.err


def _run(*words: str) -> str:
    """What the terminal says that is not to start; a process of its own, for it shuts its memory."""
    done = subprocess.run(kiosk_command("run", *words), capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr


def test_production_refuses_the_probes_of_run(tmp_path: Path) -> None:
    said = _run("--config", str(written(tmp_path, REAL)), "--probe-dir", str(tmp_path / "probe"))
    assert said.startswith("production.refused: ")
    assert "probe" in said
    assert not (tmp_path / "probe").exists()


def test_production_refuses_the_probe_of_screen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = str(written(tmp_path, REAL))
    assert "probe" in _command_refused(capsys, "screen", "--config", config, "--probe", str(tmp_path / "p.sock"))


def test_production_refuses_journeys(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = str(written(tmp_path, REAL))
    said = _command_refused(capsys, "journey", "card-faults", "--out", str(tmp_path / "out"), "--config", config)
    assert "journey" in said
    assert not (tmp_path / "out").exists()


def test_production_refuses_the_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_CONFIG", str(written(tmp_path, REAL)))
    said = _run("--demo", str(tmp_path / "demo"))
    assert said.startswith("production.refused: ")
    assert "demo" in said
    assert not (tmp_path / "demo").exists()


def test_production_refuses_a_sandbox_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSK_DEPLOYMENT", "production")
    assert "sandbox" in _command_refused(capsys, "sandbox", "--port", "0", "--db", str(tmp_path / "p.db"))
    assert not list(tmp_path.iterdir())


# --- commands and bad settings ----------------------------------------------------------------------------
@pytest.mark.parametrize("command", ["screen", "sync"])
def test_a_command_says_the_key_it_does_not_know_and_ends_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    config = str(written(tmp_path, GOOD + "[face]\nacept = 0.9\n"))
    assert main([command, "--config", config]) == 2
    said = capsys.readouterr()
    assert (said.out, "settings.unknown-key" in said.err, "acept" in said.err) == ("", True, True)


def test_run_says_the_same(tmp_path: Path) -> None:
    said = _run("--config", str(written(tmp_path, GOOD + "[face]\nacept = 0.9\n")))
    assert ("settings.unknown-key" in said, "acept" in said) == (True, True)


def test_queue_says_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = str(written(tmp_path, GOOD + "[face]\nacept = 0.9\n"))
    assert main(["queue", "stats", "--config", config]) == 2
    assert "acept" in capsys.readouterr().err


def test_no_command_says_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([])
    assert end.value.code == 2
    assert "sandbox" in capsys.readouterr().err


def test_false_accept_rate_and_a_liveness_network_of_ones_own(tmp_path: Path) -> None:
    own = '[face]\nfar = 1e-3\n[face.liveness]\nfile = "own.onnx"\nsha256 = "' + "a" * 64 + '"\n'
    face = load(written(tmp_path, GOOD + own)).face
    assert face.threshold == 0.40
    assert face.liveness is not None
    assert face.liveness.file == tmp_path / "own.onnx"
