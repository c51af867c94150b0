"""`kiosk doctor` as a person at the keyboard and a program call it."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from kiosk.__main__ import main
from kiosk.documents.faults import DocumentError, DocumentFault
from kiosk.runtime import demo
from kiosk.runtime.technician_pin import FREE_TRIES, PinLock, hashed, matches


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return demo.write(tmp_path, demo.Demo(folder=tmp_path, reader=False, camera=False, embedded_sandbox=False))


def test_json_stands_alone_on_standard_output(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["doctor", "--config", str(config), "--json", "--yes", "--only", "software", "fonts"])
    out, err = capsys.readouterr()
    said = json.loads(out)
    assert code == 0
    assert {row["kind"] for row in said["checks"]} == {"software", "fonts"}
    assert said["ok"] is True
    assert "software" in err


def test_a_failure_makes_the_exit_code_one_and_is_explained(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--config", str(config), "--yes", "--only", "network-connection"]) == 1
    assert "platform.connection-refused" in capsys.readouterr().out


def test_what_needs_a_person_is_left_to_one(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--config", str(config), "--json", "--yes", "--only", "person"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert {row["name"]: row["verdict"] for row in said["checks"]} == {
        "print-test": "needs-person",
        "touch-screen": "needs-person",
    }


class Keyboard(io.StringIO):
    """Standard input with a person at it."""

    def isatty(self) -> bool:
        return True


def test_print_is_read_back_at_the_keyboard(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = iter(["y"])

    def read() -> str:
        return next(answers, "") or printed(tmp_path)

    monkeypatch.setattr("sys.stdin", Keyboard())
    monkeypatch.setattr("builtins.input", read)
    assert main(["doctor", "--config", str(config), "--json", "--only", "print-test"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["checks"]
    assert (row["verdict"], row["simulated"]) == ("simulated", True)


def printed(folder: Path) -> str:
    """What a person reads off the slip."""
    (slip,) = (folder / "printed").glob("*.pdf")
    text = pypdfium2.PdfDocument(slip)[0].get_textpage().get_text_range()
    return "".join(next(line for line in text.splitlines() if line.replace(" ", "").isdigit()).split())


def test_report_is_a_pdf_in_chinese(config: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    main(["doctor", "--config", str(config), "--yes", "--only", "software", "--report", str(out)])
    words = pypdfium2.PdfDocument(out)[0].get_textpage().get_text_range()
    assert "终端检测报告" in words
    (_, _, at), (row, *_) = words.partition("检测时间："), re.findall(r"\d\d:\d\d:\d\d[+-]\d\d:\d\d　", words)
    offset = dt.datetime.now().astimezone().isoformat()[-6:]
    assert at.splitlines()[0].endswith(offset)
    assert row.endswith(f"{offset}　")


def test_report_without_fonts_or_place_is_said_and_the_answer_still_given(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing() -> str:
        raise DocumentError(DocumentFault.FONT_MISSING)

    words = ["doctor", "--config", str(config), "--yes", "--json", "--only", "software", "--report"]
    assert main([*words, str(tmp_path / "no" / "such" / "folder.pdf")]) == 2
    monkeypatch.setattr("kiosk.documents.fonts.main_font", missing)
    capsys.readouterr()
    assert main([*words, str(tmp_path / "report.pdf")]) == 1
    said = capsys.readouterr()
    assert "document.font-missing: no report" in said.err
    assert json.loads(said.out)["ok"] is True


def test_nobody_at_the_keyboard_after_all_prints_nothing(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", Keyboard())
    assert main(["doctor", "--config", str(config), "--json", "--only", "print-test"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["checks"]
    assert row["verdict"] == "needs-person"
    assert not list((tmp_path / "printed").glob("*.pdf"))


def test_bundle_is_written_with_the_settings_file_given_after_the_verb(config: Path, tmp_path: Path) -> None:
    out = tmp_path / "support.zip"
    assert main(["doctor", "bundle", "--config", str(config), "--out", str(out)]) == 0
    with zipfile.ZipFile(out) as bundle:
        names = bundle.namelist()
        said = bundle.read("README.txt").decode()
    assert "doctor.json" in names
    listed = {line.split()[0] for line in said.splitlines() if line.split()[:1] and "." in line.split()[0]}
    assert {name for name in listed if name.endswith((".json", ".txt"))} == set(names) - {"README.txt"}


def test_a_log_that_cannot_be_read_is_said(config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["doctor", "--only", "software", "--config", str(config), "bundle", "--out", str(tmp_path / "b.zip")]
    assert main([*words, "--log", str(tmp_path / "typo.log")]) == 0
    assert f"{tmp_path / 'typo.log'}: No such file or directory, left empty" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--report"], ["--picture"], ["bundle", "--out"]])
def test_what_cannot_be_written_is_said_before_a_minute_of_checks(
    config: Path, tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "diary.txt").write_text("somebody's")
    (tmp_path / "link").symlink_to("nowhere")
    places = {"none/out": "doctor.not-written", "diary.txt/out": "doctor.not-written"}
    places |= {"diary.txt": "doctor.exists", "link": "doctor.exists", ".": "doctor.exists"}
    for place, fault in places.items():
        assert main(["doctor", "--config", str(config), "--yes", *words, str(tmp_path / place)]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert f"{fault}: " in said.err.splitlines()[0], "the first line: nothing was examined before"
        assert str(tmp_path) in said.err
    assert (tmp_path / "diary.txt").read_text() == "somebody's"


def test_a_terminal_of_which_nothing_can_be_examined_is_not_well(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["doctor", "--config", str(config), "--yes", "--only"]
    assert main([*words, "store", "sync", "catalogue", "audit-trail", "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["ok"], "什么都没有测到" in said["summary"]) == (False, True)
    assert main([*words, "software", "store"]) == 0
    assert main([*words, "state-directory"]) == 0
    shown = capsys.readouterr().out
    assert "doctor.not-begun" in shown
    assert "名称 state" in shown


def test_picture_is_only_taken_when_asked_and_its_absence_said(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "picture.png"
    assert main(["doctor", "--config", str(config), "--yes", "--only", "software", "--picture", str(out)]) == 1
    said = capsys.readouterr()
    assert "device.not-configured: no picture" in said.err
    assert "正常" in said.out
    assert not out.exists()


def test_list_names_every_check_without_a_settings_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) > 30


def test_an_unknown_check_and_unusable_settings_are_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--only", "nonsense"]) == 2
    assert capsys.readouterr().out == ""
    assert main(["doctor", "--json", "--only", "nonsense"]) == 2
    shown = capsys.readouterr()
    assert json.loads(shown.out)["fault"] == "doctor.unknown-check"
    assert json.loads(shown.out)["detail"] == "nonsense"
    assert "nonsense" in shown.err
    assert main(["doctor", "--json", "--config", str(tmp_path / "none.toml")]) == 2
    said = json.loads(capsys.readouterr().out)
    assert said["fault"] == "settings.not-readable"
    assert "none.toml" in said["detail"]
    (tmp_path / "bad.toml").write_text("deployment = 'elsewhere'\n")
    assert main(["doctor", "--json", "--config", str(tmp_path / "bad.toml")]) == 2
    assert "elsewhere" in json.loads(capsys.readouterr().out)["detail"]


# --- the PIN ----------------------------------------------------------------------------------------------
def test_pin_becomes_a_hash_and_is_never_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("135790\n"))
    assert main(["doctor", "pin"]) == 0
    out, err = capsys.readouterr()
    assert "135790" not in out + err
    assert matches("135790", out.strip())
    assert not matches("135791", out.strip())
    monkeypatch.setattr("sys.stdin", io.StringIO("12\n"))
    assert main(["doctor", "pin"]) == 2


@pytest.mark.parametrize("kept", ["", "plain", "scrypt$", "scrypt$AA==$AA==", "md5$AA==$AA==", "scrypt$é$é"])
def test_a_hash_that_is_none_opens_to_nobody(kept: str) -> None:
    assert not matches("2580", kept)
    assert not matches("", kept)


def test_same_pin_has_another_hash_every_time() -> None:
    assert hashed("2580") != hashed("2580")


def test_wrong_pins_cost_growing_time_and_the_right_one_resets_it() -> None:
    lock, now = PinLock(hashed("2580")), 0.0
    for _ in range(FREE_TRIES):
        assert not lock.opens("0000", now)
    assert lock.wait(now) == 30.0
    assert not lock.opens("2580", now)
    now = 31.0
    assert not lock.opens("0000", now)
    assert lock.wait(now) == 60.0
    now = 92.0
    assert lock.opens("2580", now)
    assert lock.wait(now) == 0.0
    assert not lock.opens("0000", now)
    assert lock.wait(now) == 0.0


def test_the_next_process_remembers_wrong_pins(tmp_path: Path) -> None:
    file = tmp_path / "tries"
    first = PinLock(hashed("2580"), file)
    for _ in range(FREE_TRIES):
        first.opens("0000", 1000.0)
    assert PinLock(hashed("2580"), file).wait(1010.0) == 20.0
    assert file.stat().st_mode & 0o077 == 0
    assert PinLock(hashed("2580"), file).wait(-1e9) == 900.0
    assert PinLock(hashed("2580"), file).opens("2580", 1031.0)
    assert PinLock(hashed("2580"), file).wait(1031.0) == 0.0


@pytest.mark.parametrize("nonsense", ["", "[]", "{", '{"wrong": "x"}', '{"until": null}'])
def test_a_file_of_tries_that_is_none_counts_for_nothing(tmp_path: Path, nonsense: str) -> None:
    (tmp_path / "tries").write_text(nonsense)
    assert PinLock(hashed("2580"), tmp_path / "tries").opens("2580", 0.0)


def test_tries_that_cannot_be_kept_lock_all_the_same(tmp_path: Path) -> None:
    lock = PinLock(hashed("2580"), tmp_path / "no" / "such" / "folder")
    for _ in range(FREE_TRIES):
        lock.opens("0000", 0.0)
    assert lock.wait(0.0) == 30.0
