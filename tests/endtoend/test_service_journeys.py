"""The smaller services as anybody would use them: the command, its exit code, what the platform has afterwards."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

pytestmark = pytest.mark.timeout(400)


def play(name: str, out: Path, *more: str) -> dict[str, Any]:
    """Run one; its report."""
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "journey", name, "--out", str(out), *more],
        capture_output=True,
        text=True,
        timeout=380,
        check=False,
    )
    log = (out / "kiosk.log").read_text(encoding="utf-8", errors="replace")[-3000:]
    assert done.returncode == 0, done.stderr[-2000:] + log
    assert "Traceback" not in log, log
    report: dict[str, Any] = json.loads(done.stdout)
    assert report["ok"]
    return report


def test_a_rating_given_without_a_line_arrives_once(tmp_path: Path) -> None:
    report = play("rate", tmp_path)
    (rating,) = report["ratings"]
    assert (rating["level"], rating["tags"], rating["round"]) == ("DISSATISFIED", ["211"], "FIRST")


def test_what_is_not_right_is_said_with_and_without_a_line(tmp_path: Path) -> None:
    report = play("speak-up", tmp_path)
    with_number, without = report["complaints"]
    assert (with_number["channel"], with_number["named"], with_number["capturedOffline"]) == (
        "unable-to-handle",
        True,
        False,
    )
    assert (without["channel"], without["named"], without["capturedOffline"]) == ("complaint", False, True)
    assert without["title"] == "投诉：这台自助终端"


def test_an_appointment_is_taken_and_given_back(tmp_path: Path) -> None:
    assert play("appointment", tmp_path)["number"].startswith("YY")


def test_a_bill_is_paid_once_though_the_platform_fell_silent(tmp_path: Path) -> None:
    report = play("pay-bill", tmp_path)
    assert "JK" in report["order"]
    assert report["left"] == ["payment"], "what was told is kept for the comparison, and nothing is cancelled"
    page = pypdfium2.PdfDocument(tmp_path / report["receipt_pdf"])[0]
    words = page.get_textpage().get_text_range()
    assert all(said in words for said in ("缴费凭条", "已付款", "36.80", "不是发票"))


def test_places_are_there_without_a_line_and_papers_with_it(tmp_path: Path) -> None:
    report = play("places-and-papers", tmp_path)
    assert report["place"] == "hall-city"
    assert all(not tap["target"].startswith("card") for step in report["steps"] for tap in step.get("taps", []))


def test_a_short_video_is_watched_with_its_captions_and_a_bad_one_is_told(tmp_path: Path) -> None:
    report = play("samples-and-videos", tmp_path)
    assert len(report["captions"]) == 4
    assert all(not tap["target"].startswith("card") for step in report["steps"] for tap in step.get("taps", []))


def test_a_certificate_comes_out_once_although_the_paper_ran_out(tmp_path: Path) -> None:
    assert play("certificate", tmp_path)["prints"] == ["failed", "printed"]


def test_a_required_paper_comes_from_a_phone_and_the_platform_takes_the_case(tmp_path: Path) -> None:
    assert play("materials", tmp_path)["project_no"]


def test_questions_lead_to_the_item_and_to_its_situation(tmp_path: Path) -> None:
    report = play("guided", tmp_path)
    taps = [tap["target"] for step in report["steps"] for tap in step.get("taps", [])]
    assert "choose.health#0" in taps
    assert report["item"] == "yb-ydjy"
    assert report["variant"] == "new"
    assert report["project_no"]


def test_several_services_are_one_case_and_arrive_though_the_line_dropped(tmp_path: Path) -> None:
    assert play("package", tmp_path)["project_no"]


def test_a_pension_is_confirmed_by_face_in_six_taps_after_the_card(tmp_path: Path) -> None:
    report = play("pension", tmp_path)
    assert report["taps_after_card"] <= 6
    words = pypdfium2.PdfDocument(tmp_path / report["receipt_pdf"])[0].get_textpage().get_text_range()
    assert "已批准" in words
    assert "一年以内" in words


def test_codes_held_up_to_the_scanner_are_asked_about_or_named(tmp_path: Path) -> None:
    assert play("verify", tmp_path)["asked"] == ["valid", "expired", "revoked", "unknown"]


def test_what_one_has_a_right_to_is_confirmed_once_though_the_answer_was_lost(tmp_path: Path) -> None:
    assert play("policies", tmp_path)["confirmed"] == ["zc-2026-013"]


def test_a_card_of_another_city_is_blocked_here_by_that_citys_authority(tmp_path: Path) -> None:
    report = play("across", tmp_path)
    assert report["handled_in"] == "990200"
    words = pypdfium2.PdfDocument(tmp_path / report["receipt_pdf"])[0].get_textpage().get_text_range()
    assert "样本市人力资源和社会保障局" in "".join(words.split())


def test_an_agent_acts_for_a_company_by_the_platforms_record(tmp_path: Path) -> None:
    assert play("company", tmp_path)["organisation"]["role"] == "AUTHORISED_AGENT"


def test_a_case_is_handed_in_on_a_broad_screen(tmp_path: Path) -> None:
    report = play("apply-online", tmp_path, "--mode", "landscape")
    assert report["mode"] == ["landscape"]
    assert report["project_no"]
    with Image.open(tmp_path / report["steps"][-1]["png"]) as last:
        assert last.size == (1920, 1080)


def test_a_licence_is_shown_with_the_largest_words_for_elders_and_screens_are_turned(tmp_path: Path) -> None:
    report = play("show-licence", tmp_path, "--mode", "elder", "--mode", "largest")
    assert report["mode"] == ["elder", "largest"]
    assert report["redemptions"]["first"] == "taken"
    taps = [tap["target"] for step in report["steps"] for tap in step.get("taps", [])]
    assert "pager.next" in taps
