from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kiosk.commands import face as command
from kiosk.commands import models as models_command
from kiosk.identity.vision import Picture, cv2


def run(module: Any, *words: str) -> int:
    parser = argparse.ArgumentParser()
    module.add(parser)
    return int(module.run(parser.parse_args(list(words))))


def compare(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    code = run(command, "compare", *words, "--json")
    return code, json.loads(capsys.readouterr().out)


def saved(path: Path, picture: Picture) -> str:
    cv2.imwrite(str(path), cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
    return str(path)


def test_the_same_person_and_another(faces_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chip = str(faces_dir / "grace_hopper.chip.webp")
    code, answer = compare(capsys, str(faces_dir / "grace_hopper.jpg"), chip)
    assert code == 0
    assert answer["faces"] == [1, 1]
    assert answer["decision"] == "accept"
    assert answer["score"] > 0.6
    assert answer["quality"][0]["issues"] == []
    code, answer = compare(capsys, str(faces_dir / "astronaut.png"), chip)
    assert (code, answer["decision"]) == (0, "reject")
    assert answer["score"] < 0.36


def test_no_face_or_two_give_no_score(
    faces_dir: Path, tmp_path: Path, pictures: dict[str, Picture], capsys: pytest.CaptureFixture[str]
) -> None:
    one = str(faces_dir / "grace_hopper.jpg")
    nobody = saved(tmp_path / "nobody.png", np.full((300, 300, 3), 200, np.uint8))
    two = saved(tmp_path / "two.png", np.hstack((pictures["grace_hopper"], pictures["grace_hopper"])))
    for picture, faces, reason in ((nobody, 0, "no-face"), (two, 2, "several-faces")):
        code, answer = compare(capsys, picture, one)
        assert code == 0
        assert answer["faces"] == [faces, 1]
        assert answer["quality"][0] is None
        assert (answer["score"], answer["decision"], answer["reason"]) == (None, "unavailable", reason)


def test_what_is_no_picture_is_named(faces_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = str(faces_dir / "grace_hopper.jpg")
    garbage = tmp_path / "garbage.jpg"
    for content in (b"", b"no picture at all", b"\xff\xd8\xff\xe0" + b"\0" * 100):
        garbage.write_bytes(content)
        code, answer = compare(capsys, str(garbage), one)
        assert (code, answer["decision"], answer["fault"]) == (1, "unavailable", "picture-undecodable")
    os.mkfifo(tmp_path / "pipe")
    for path in ("/dev/zero", str(tmp_path / "pipe"), str(tmp_path), str(tmp_path / "absent.jpg")):
        code, answer = compare(capsys, one, path)
        assert (code, answer["fault"]) == (1, "picture-unreadable"), "nobody waits for what is no file"
        assert answer["message"].startswith(f"{Path(path).name}: ")
        assert (answer["faces"], answer["quality"], answer["score"]) == ([None, None], [None, None], None)


def test_without_networks_nothing_is_said_about_anybody(
    faces_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = str(faces_dir / "grace_hopper.jpg")
    code, answer = compare(capsys, one, one, "--models", str(tmp_path))
    assert (code, answer["decision"], answer["fault"]) == (1, "unavailable", "models-missing")


def test_thresholds_are_checked_and_plain_words_are_for_people(
    faces_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = str(faces_dir / "grace_hopper.jpg")
    code, answer = compare(capsys, one, one, "--accept", "0.2")
    assert (code, answer["fault"]) == (1, "thresholds-wrong")
    assert run(command, "compare", one, one) == 0
    assert capsys.readouterr().out.startswith("accept 1.000")


def test_models_verify_and_fetch_when_all_is_there(
    models_dir: Path, faces_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del models_dir, faces_dir
    assert run(models_command, "verify", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"] is True
    assert set(answer["files"].values()) == {"ok"}
    assert run(models_command, "fetch", "--faces", "--from", str(tmp_path)) == 0
    assert capsys.readouterr().out == ""


def test_models_verify_fails_where_nothing_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(models_command, "verify", "--to", str(tmp_path)) == 1
    assert "missing" in capsys.readouterr().err
    assert run(models_command, "fetch", "--to", str(tmp_path / "to"), "--from", str(tmp_path)) == 1
    assert "models-unreachable" in capsys.readouterr().err
