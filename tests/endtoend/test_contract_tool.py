"""An outside contract tool (schemathesis) against `kiosk sandbox --unsigned`: only what the document says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import msgspec

from kiosk.domain.ids import uuid7
from kiosk.platform_api import contract
from kiosk.platform_api.wire import SessionRequest
from tests.endtoend.test_sandbox_command import started
from tests.platform_stand import P01, TERMINAL, face_evidence

LIMIT = 300
HOOKS = Path(__file__).parent.parent
EXCLUDED = ("positive_data_acceptance", "unsupported_method", "ignored_auth", "missing_required_header")
"""A schema does not know which item is offered; an unknown method is 404 here; and unsigned requests are let in."""


def session(url: str) -> str:
    """A token; also: what is let in unsigned is answered with a mark."""
    body = msgspec.json.encode(SessionRequest(P01, face_evidence()))
    headers = {"Content-Type": "application/json", "X-Terminal-Id": TERMINAL, "Idempotency-Key": uuid7()}
    request = urllib.request.Request(f"{url}/v1/sessions", body, headers)  # noqa: S310  our own
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        assert answer.headers["Kiosk-Sandbox"] == "unsigned"
        return str(json.loads(answer.read())["token"])


def told(url: str, folder: Path, document: Path = contract.PATH, *more: str) -> tuple[int, dict[str, Any]]:
    """The tool's exit code and report."""
    report = folder / "report.json"
    words = [
        *("run", str(document), "--url", url, "--seed", "20260712", "--max-examples", "3"),
        *("--phases", "fuzzing", "--no-shrink", "--warnings", "off", "--exclude-checks", ",".join(EXCLUDED)),
        *("--exclude-operation-id", "closeSession", "-H", f"Authorization: Bearer {session(url)}"),
        *("-H", f"X-Terminal-Id: {TERMINAL}", "--report", "json", "--report-json-path", str(report)),
        *more,
    ]
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": "contract_hooks", "PYTHONPATH": str(HOOKS)}
    done = subprocess.run(
        [str(Path(sys.executable).with_name("schemathesis")), *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )
    assert report.is_file(), done.stdout + done.stderr
    return done.returncode, {"said": done.stdout, **json.loads(report.read_text("utf-8"))}


def test_every_operation_keeps_to_the_document(tmp_path: Path) -> None:
    with started(tmp_path, "--unsigned") as (_, ready):
        code, report = told(ready["url"], tmp_path)
    assert code == 0, report["said"]
    assert report["operations"]["tested"] == len(contract.operations()) - 1
    assert report["test_cases"]["generated"] > len(contract.operations())


def test_the_tool_sees_an_answer_that_breaks_the_document(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    said = contract.PATH.read_text("utf-8").replace("required: [serverTime]", "required: [serverTime, timeZone]")
    broken.write_text(said, "utf-8")
    with started(tmp_path, "--unsigned") as (_, ready):
        code, report = told(ready["url"], tmp_path, broken, "--include-operation-id", "getTime")
    assert (code, report["test_cases"]["with_failures"]) != (0, 0)
    assert "timeZone" in report["said"]
