"""Setting the stage on a machine where lines come in pieces and children fail."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kiosk.journeys import stage as module
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import staged

HALVES = """
import sys, time
for part in ('{"event": ', '"ready"}', '\\n'):
    sys.stdout.write(part); sys.stdout.flush(); time.sleep(0.3)
sys.stdin.read()
"""


def child(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Start this in place of every program of ours."""
    monkeypatch.setattr(module, "kiosk_command", lambda *_words: [sys.executable, "-c", program])


def test_ready_line_that_comes_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child(monkeypatch, HALVES)
    with staged(Report("card-faults", tmp_path)) as stage:
        stage.start_sandbox()


def test_sandbox_that_ends_at_once_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child(monkeypatch, "raise SystemExit(1)")
    with pytest.raises(JourneyError, match="did not come up"), staged(Report("card-faults", tmp_path)) as stage:
        stage.start_sandbox()
