"""The doctor: one check at a time, each within its time, nothing that goes wrong in one costs the others."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from devices.contract import DeviceError, Fault
from kiosk.documents.faults import DocumentError, DocumentFault
from kiosk.domain.text import Language, Text
from kiosk.identity.faults import FaceReason, FaceUnavailable
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.runtime.checks import all_checks, chosen
from kiosk.runtime.clock import ManualClock, SystemClock
from kiosk.runtime.diagnostics import (
    Check,
    Doctor,
    DoctorFault,
    Finding,
    Look,
    Result,
    Surroundings,
    Verdict,
    counts,
    exit_code,
    found,
)
from kiosk.runtime.examination import Examination, summary
from kiosk.runtime.fault_words import words
from kiosk.runtime.verdicts import FACTS, VERDICTS, fact_name
from offline_cache.contract import StoreError, StoreFault
from tests.runtime_stand import NOON, settings

WORDS = Text("检查", "檢查", "check")


def check(name: str, look: Look, limit: float = 30.0) -> Check:
    return Check(name, "kind", WORDS, WORDS, look, limit)


def passes(_around: Surroundings) -> Finding:
    return Finding(Verdict.PASS)


def run(folder: Path, *checks: Check) -> tuple[Result, ...]:
    return Doctor(settings(folder), SystemClock()).run(checks)


def test_results_are_dated_named_and_in_order(tmp_path: Path) -> None:
    told: list[tuple[str, bool]] = []
    doctor = Doctor(
        settings(tmp_path), ManualClock(NOON), lambda name, result: told.append((name, result is not None))
    )
    first, second = doctor.run([check("a", passes), check("b", passes)])
    assert (first.name, second.name) == ("a", "b")
    assert first.at == "2026-07-12T09:41:00+08:00"
    assert told == [("a", False), ("a", True), ("b", False), ("b", True)]


@pytest.mark.expects_warnings
def test_a_check_that_hangs_is_left_behind_and_the_next_one_runs(tmp_path: Path) -> None:
    gate = threading.Event()

    def hangs(_around: Surroundings) -> Finding:
        gate.wait(60)
        return Finding(Verdict.PASS)

    begun = time.monotonic()
    hung, after = run(tmp_path, check("hangs", hangs, limit=0.2), check("after", passes))
    gate.set()
    assert (hung.verdict, hung.fault, hung.action) == (Verdict.FAIL, "doctor.timeout", "reset")
    assert after.verdict is Verdict.PASS
    assert time.monotonic() - begun < 30


@pytest.mark.expects_warnings
def test_a_check_that_is_left_behind_is_told_to_stop(tmp_path: Path) -> None:
    told = threading.Event()

    def listens(around: Surroundings) -> Finding:
        around.stop.wait(60)
        told.set()
        return Finding(Verdict.PASS)

    run(tmp_path, check("listens", listens, limit=0.1))
    assert told.wait(30)


def test_cancel_leaves_what_runs_and_begins_nothing_more(tmp_path: Path) -> None:
    ran: list[str] = []
    gate = threading.Event()
    doctor = Doctor(settings(tmp_path), SystemClock())

    def cancels(_around: Surroundings) -> Finding:
        doctor.cancel()
        gate.wait(60)
        return Finding(Verdict.PASS)

    def runs(_around: Surroundings) -> Finding:
        ran.append("second")
        return Finding(Verdict.PASS)

    results = doctor.run([check("first", cancels), check("second", runs)])
    gate.set()
    assert [result.verdict for result in results] == [Verdict.NOT_RUN, Verdict.NOT_RUN]
    assert ran == []


@pytest.mark.parametrize(
    ("error", "code", "action"),
    [
        (DeviceError(Fault.PAPER_OUT), "printer.paper-out", "refill"),
        (PlatformError(PlatformFault.DNS), "platform.dns", "configure"),
        (PlatformError(PlatformFault.REFUSED), "platform.refused", "call"),
        (StoreError(StoreFault.FULL), "store.full", "clean"),
        (DocumentError(DocumentFault.FONT_MISSING), "document.font-missing", "configure"),
        (FaceUnavailable(FaceReason.MODELS_ALTERED), "models-altered", "configure"),
    ],
)
def test_an_expected_failure_keeps_its_code(tmp_path: Path, error: Exception, code: str, action: str) -> None:
    def fails(_around: Surroundings) -> Finding:
        raise error

    (result,) = run(tmp_path, check("fails", fails))
    assert (result.verdict, result.fault, result.action) == (Verdict.FAIL, code, action)


@pytest.mark.expects_warnings
def test_a_mistake_in_a_check_is_named_by_its_kind_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def breaks(_around: Surroundings) -> Finding:
        raise ValueError("张三 99000019850314001X")

    broken, after = run(tmp_path, check("breaks", breaks), check("after", passes))
    assert (broken.verdict, broken.fault) == (Verdict.FAIL, "doctor.broken")
    assert dict(broken.facts) == {"error": "ValueError"}
    assert after.verdict is Verdict.PASS
    assert "张三" not in caplog.text


@pytest.mark.parametrize("verdict", Verdict)
def test_only_a_failure_makes_the_exit_code_one(tmp_path: Path, verdict: Verdict) -> None:
    results = run(tmp_path, check("a", passes), check("b", lambda _around: Finding(verdict)))
    assert exit_code(results) == (1 if verdict is Verdict.FAIL else 0)
    assert counts(results)[verdict.value] >= 1


def test_where_nothing_could_be_looked_at_nothing_is_well(tmp_path: Path) -> None:
    nothing = run(tmp_path, check("a", lambda _around: Finding(Verdict.NOT_RUN)))
    assert exit_code(nothing) == 1
    assert summary(nothing, Language.EN).endswith("; nothing could be examined")
    some = run(tmp_path, check("a", lambda _around: Finding(Verdict.NOT_RUN)), check("b", passes))
    assert exit_code(some) == 0
    assert "没有测到" not in summary(some)


# --- the list of checks -----------------------------------------------------------------------------------
def test_every_check_has_a_name_of_its_own_and_words_in_three_languages() -> None:
    checks = all_checks()
    assert len({one.name for one in checks}) == len(checks) > 30
    for one in checks:
        assert all((one.title.zh_hant, one.title.en, one.guidance.zh_hant, one.guidance.en)), one.name
        assert 0 < one.limit <= 60


def test_checks_are_chosen_by_name_or_group() -> None:
    assert [one.name for one in chosen(["clock", "door"])] == ["platform-time", "clock", "door"]
    assert {one.kind for one in chosen(["network"])} == {"network"}
    with pytest.raises(ValueError, match="nonsense"):
        chosen(["clock", "nonsense"])


@pytest.mark.parametrize("fault", DoctorFault)
def test_every_fault_of_the_doctor_is_used_with_its_action_and_words(fault: DoctorFault) -> None:
    finding = found(Verdict.WARN, fault)
    assert (finding.fault, finding.action) == (fault.code, fault.action.value)
    assert words(fault.code) is not None


# --- the whole --------------------------------------------------------------------------------------------
def test_summary_counts_simulated_apart_from_passed(tmp_path: Path) -> None:
    results = run(
        tmp_path, check("a", passes), check("b", lambda _around: Finding(Verdict.SIMULATED, simulated=True))
    )
    assert summary(results) == "共 2 项：1 项正常，1 项模拟"
    assert summary(results, Language.ZH_HANT) == "共 2 項：1 項正常，1 項模擬"
    assert summary(results, Language.EN) == "2 checks: 1 ok, 1 simulated"


def test_examination_says_cause_and_remedy_in_chinese(tmp_path: Path) -> None:
    results = run(tmp_path, check("a", lambda _around: found(Verdict.WARN, DoctorFault.DISK_LOW, free_mb="12")))
    said = Examination.of(settings(tmp_path), results, NOON).plain()
    (row,) = said["checks"]
    assert said["ok"] is True
    assert row["cause"] == "磁盘快满"
    assert row["staff"].startswith("清理日志")
    assert row["facts"] == {"free_mb": "12"}


def test_verdicts_and_measures_are_named_in_every_language() -> None:
    assert set(VERDICTS) == set(Verdict)
    for text in (*VERDICTS.values(), *FACTS.values()):
        assert text.zh_hant
        assert text.en
    assert fact_name("driver", Language.EN) == "driver"
    assert fact_name("something else") == "something else"
