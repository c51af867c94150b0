"""`kiosk face evaluate`: streaming over a list of pairs; broken files are counted and named, and end nothing."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.commands import face as command
from kiosk.domain.submission import FaceEvidence
from kiosk.identity.evaluation import Evaluation, Pair, PairsError, read_pairs
from kiosk.identity.face_check import FaceCheck, FaceRules
from kiosk.identity.liveness import Challenge, ChallengeRun, Rules
from kiosk.identity.networks import Networks
from kiosk.identity.recogniser import cosine
from kiosk.identity.vision import Picture, cv2, decode_image
from kiosk.journeys import face_attacks

FACE_DEV = Path(__file__).resolve().parents[4] / "shared" / "data" / "face_dev"


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add(parser)
    return command.run(parser.parse_args(list(words)))


def saved(path: Path, picture: Picture) -> str:
    cv2.imwrite(str(path), cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
    return path.name


@pytest.fixture
def pairs(tmp_path: Path, pictures: dict[str, Picture]) -> Path:
    """Four pairs that can be compared and four that cannot."""
    one = saved(tmp_path / "one.png", pictures["astronaut"])
    two = saved(tmp_path / "two.png", pictures["grace_hopper"])
    chip = saved(tmp_path / "chip1.png", pictures["astronaut.chip"])
    other = saved(tmp_path / "chip2.png", pictures["grace_hopper.chip"])
    nobody = saved(tmp_path / "nobody.png", np.full((300, 300, 3), 200, np.uint8))
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8 no picture")
    rows = [
        (one, chip, 1), (two, other, 1), (one, other, 0), (two, chip, 0),
        (nobody, chip, 1), ("broken.jpg", chip, 0), ("absent.png", other, 1), (two, "absent.png", 0),
    ]  # fmt: skip
    list_ = tmp_path / "pairs.csv"
    list_.write_text("a,b,same\n" + "".join(f"{a},{b},{same}\n" for a, b, same in rows), encoding="utf-8")
    return list_


def report(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    code = run("evaluate", *words, "--json")
    return code, json.loads(capsys.readouterr().out)


def test_report_has_rates_failures_and_times(pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = report(capsys, "--pairs", str(pairs))
    assert code == 0
    assert found["pairs"] == {"total": 8, "same": 2, "different": 2, "unscored": 4}
    assert (found["eer"], found["auc"], found["accuracy"]) == (0.0, 1.0, 1.0)
    at = found["operating_point"]
    assert (at["threshold"], at["far"], at["frr"], at["false_accepts"]) == (0.45, 0.0, 0.0, 0)
    assert at["frr_with_failures"] == 0.5
    assert found["roc"][-1]["tar"] == 1.0
    acquire, enrol = found["failures"]["acquire"], found["failures"]["enrol"]
    assert (acquire["count"], acquire["of"]) == (3, 5)
    assert acquire["why"] == {"no-face": 1, "undecodable": 1, "unreadable": 1}
    assert [Path(one["file"]).name for one in acquire["files"]] == ["absent.png", "broken.jpg", "nobody.png"]
    assert (enrol["count"], enrol["of"]) == (1, 3)
    assert found["pictures"] == 7
    assert found["milliseconds"]["embed"]["count"] == 4, "each picture once"
    assert {stage for stage, times in found["milliseconds"].items() if times["median"] is not None} == {
        "read", "detect", "quality", "align", "embed", "compare",
    }  # fmt: skip


def test_first_pairs_only_and_words_for_people(pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(capsys, "--pairs", str(pairs), "--limit", "1")[1]["eer"] is None
    assert run("evaluate", "--pairs", str(pairs)) == 0
    said = capsys.readouterr()
    assert "EER 0.000%" in said.out
    assert "absent.png: unreadable" in said.out
    assert said.err == ""


def test_progress_goes_to_standard_error(
    pairs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "_EVERY", 0.0)
    assert run("evaluate", "--pairs", str(pairs), "--json") == 0
    said = capsys.readouterr()
    assert "8 pairs, 7 pictures" in said.err
    json.loads(said.out)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "pairs-malformed"),
        ("x,y\n1,2\n", "pairs-malformed"),
        ("a,b,same\none.png,,1\n", "pairs-malformed"),
        ("a,b,same\none.png,two.png,perhaps\n", "pairs-malformed"),
    ],
)
def test_list_that_is_none_is_named(
    tmp_path: Path, models_dir: Path, capsys: pytest.CaptureFixture[str], text: str, fault: str
) -> None:
    del models_dir
    bad = tmp_path / "bad.csv"
    bad.write_text(text, encoding="utf-8")
    code, answer = report(capsys, "--pairs", str(bad))
    assert (code, answer["fault"]) == (1, fault)
    code, answer = report(capsys, "--pairs", str(tmp_path / "nowhere.csv"))
    assert (code, answer["fault"]) == (1, "pairs-unreadable")
    assert answer["message"].startswith("nowhere.csv: ")


def test_without_networks_there_is_no_figure(pairs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = report(capsys, "--pairs", str(pairs), "--models", str(tmp_path))
    assert (code, answer["fault"]) == (1, "models-missing")
    assert report(capsys, "--pairs", str(pairs), "--limit", "0")[1]["fault"] == "limit-wrong"


def test_where_no_pair_has_a_score_nothing_was_measured(pairs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = pairs.read_text("utf-8").splitlines()
    pairs.write_text("\n".join([rows[0], *rows[5:]]), "utf-8")
    code, found = report(capsys, "--pairs", str(pairs))
    assert (code, found["fault"], found["pairs"]["unscored"]) == (1, "nothing-measured", 4)
    pairs.write_text(rows[0], "utf-8")
    assert run("evaluate", "--pairs", str(pairs)) == 1
    assert "nothing-measured" in capsys.readouterr().err


@pytest.mark.parametrize("accept", ["nan", "7", "-0.1"])
def test_a_threshold_that_is_none_is_refused(pairs: Path, accept: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = report(capsys, "--pairs", str(pairs), "--accept", accept)
    assert (code, answer["fault"]) == (1, "thresholds-wrong")


def test_a_pipe_or_a_device_is_no_file_and_nobody_waits_for_it(
    pairs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe = pairs.with_name("pipe")
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero"), pairs.parent):
        code, answer = report(capsys, "--pairs", str(path))
        assert (code, answer["fault"]) == (1, "pairs-unreadable")
    pairs.write_text("a,b,same\none.png,chip1.png,1\none.png,pipe,0\n/dev/zero,chip1.png,0\n", "utf-8")
    code, found = report(capsys, "--pairs", str(pairs))
    assert code == 0
    assert found["failures"]["acquire"]["why"] == found["failures"]["enrol"]["why"] == {"unreadable": 1}


@given(st.binary(max_size=200))
def test_list_of_any_bytes_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzzed.csv"
    path.write_bytes(b"a,b,same\n" + content)
    try:
        pairs = list(read_pairs(path))
    except PairsError:
        return
    assert all(isinstance(pair, Pair) for pair in pairs)


def test_scores_are_those_of_the_plain_networks(networks: Networks, pairs: Path) -> None:
    """YuNet and SFace as OpenCV has them, without anything of ours between."""
    found = list(read_pairs(pairs))[:4]
    evaluation = Evaluation(networks)
    for pair in found:
        score = evaluation.take(pair)
        sides = []
        for path in (pair.live, pair.other):
            picture = decode_image(path.read_bytes())
            assert picture is not None
            if picture.shape[0] < 200:
                picture = np.asarray(cv2.resize(picture, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)
            face = networks.detector.find(picture)[0]
            sides.append(networks.recogniser.embed(networks.recogniser.align(picture, face)))
        assert score == pytest.approx(cosine(*sides), abs=1e-6)


@pytest.mark.shared_data
def test_development_pairs_have_no_false_accept_and_nobody_is_undetected(capsys: pytest.CaptureFixture[str]) -> None:
    code, found = report(capsys, "--pairs", str(FACE_DEV / "pairs.csv"))
    assert code == 0
    assert found["operating_point"]["threshold"] == 0.45
    assert found["operating_point"]["false_accepts"] == 0
    assert (found["failures"]["acquire"]["count"], found["failures"]["enrol"]["count"]) == (0, 0)
    assert found["pairs"]["unscored"] == 0


# --- attacks ----------------------------------------------------------------------------------------------
def presented(
    faces: Path, models: Path, pictures: dict[str, Picture], kind: str, *challenges: Challenge
) -> FaceEvidence | None:
    attack = dict(face_attacks.attacks(faces, "astronaut", 0))[kind]
    with FaceCheck(models, pictures["astronaut.chip"], FaceRules(attempts=1, run=Rules(seconds=4.0))) as check:
        check._run = ChallengeRun(challenges, Rules(seconds=4.0))
        return face_attacks.present(check, attack)


def test_warped_still_passes_and_is_said_to(faces_dir: Path, models_dir: Path, pictures: dict[str, Picture]) -> None:
    evidence = presented(faces_dir, models_dir, pictures, "warped-still", Challenge.TURN_LEFT, Challenge.CLOSER)
    assert face_attacks.stopped_by(evidence) == "none"
    assert evidence is not None
    assert evidence.liveness == "active-only"


@pytest.mark.parametrize("challenge", [Challenge.BLINK, Challenge.TURN_RIGHT])
def test_print_is_stopped_by_the_challenge(
    faces_dir: Path, models_dir: Path, pictures: dict[str, Picture], challenge: Challenge
) -> None:
    evidence = presented(faces_dir, models_dir, pictures, "print", challenge)
    assert face_attacks.stopped_by(evidence) == "challenge"


def test_print_that_is_brought_nearer_passes_that_one_challenge(
    faces_dir: Path, models_dir: Path, pictures: dict[str, Picture]
) -> None:
    evidence = presented(faces_dir, models_dir, pictures, "print", Challenge.CLOSER, Challenge.BLINK)
    assert evidence is not None
    assert (evidence.challenges, evidence.reason) == (("closer",), "late")


def test_report_names_the_stage_of_every_presentation(
    faces_dir: Path, models_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    del models_dir
    found: dict[str, FaceEvidence | None] = {
        "Print": None,
        "Replay": FaceEvidence(0.0, "reject", "m", "active-only", (), 1, "late"),
        "WarpedStill": FaceEvidence(0.7, "accept", "m", "active-only", (), 1),
    }
    monkeypatch.setattr(face_attacks, "present", lambda _check, attack: found[type(attack).__name__])
    assert run("attack", "--faces", str(faces_dir), "--tries", "1", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["liveness"] == "active-only"
    assert {one["attack"]: (one["accepted"], one["stopped_by"]) for one in answer["attacks"]} == {
        "print": (0, {"quality": 2}),
        "replay": (0, {"challenge": 2}),
        "warped-still": (2, {}),
    }
    assert run("attack", "--faces", str(faces_dir), "--tries", "1") == 0
    assert "warped-still: 2 of 2 accepted; stopped by: nothing" in capsys.readouterr().out


def test_attack_without_test_faces_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("attack", "--faces", str(tmp_path), "--json") == 1
    assert json.loads(capsys.readouterr().out)["fault"] == "test-faces-missing"
