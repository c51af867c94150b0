"""Lines are taken from the end of a real terminal's audit trail: the terminal and the platform both say so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.__main__ import main
from kiosk.runtime.audit.trail import Places, audit_folder
from tests.endtoend.test_sync_process import PATIENCE, Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    one = Terminal(tmp_path)
    try:
        one.start_sandbox()
        yield one
    finally:
        one.end()


def test_cut_off_lines_are_seen_here_and_there(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    def synced() -> dict[str, Any]:
        terminal.start_sync("--once").wait(PATIENCE)
        (kept,) = terminal.control("audit")["terminals"] or [{}]
        return dict(kept)

    def verified(code: int) -> Any:
        assert main(["audit", "verify", "--config", str(terminal.config), "--json"]) == code
        return json.loads(capsys.readouterr().out)

    terminal.submit()
    assert synced() == {}, "there was no trail at the first heartbeat"
    assert verified(0)["unsigned"] == 0
    kept = synced()
    assert (kept["seq"], kept["cut"]) == (verified(0)["lines"], False)
    places = Places(audit_folder(terminal.files.state_dir))
    lines = places.lines.read_bytes().splitlines(keepends=True)
    places.lines.write_bytes(b"".join(lines[:-1]))
    assert verified(1)["broken"] == {"how": "truncated", "line": kept["seq"]}
    assert synced()["cut"]
