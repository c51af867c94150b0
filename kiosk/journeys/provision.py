"""Journey: a terminal is set up online and opens its home page; a second one by files on a stick that it carries.

The second one is taken out of service again: nothing of it stays. The reports lie beside the pictures.
"""

from __future__ import annotations

import json
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage
from kiosk.provisioning.settings_file import text
from kiosk.runtime import demo
from kiosk.runtime.processes import Family, kiosk_command
from kiosk.runtime.settings import load
from kiosk.runtime.surroundings import surroundings

PDF = "readiness-{}.pdf"
_LIMIT = 300.0
_WAITS = 3
FIRST, SECOND = "TEST-B01", "TEST-B02"


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    stage.start_sandbox()
    stick = stage.folder / "stick"
    stick.mkdir()
    around = Family()
    try:
        for name, words in surroundings(load(stage.config)):  # the devices that are found and looked at
            around.spawn(name, kiosk_command(*words))
        _online(stage, report)
    finally:
        for name, _ in surroundings(load(stage.config)):
            around.stop(name)
    stage.config = _config(stage, FIRST)
    stage.start_kiosk()
    stage.hand.keep("home")
    _by_files(stage, report, stick)
    _out_of_service(stage, report, stick)
    report.facts["provisioned"] = [FIRST, SECOND]


def _online(stage: Stage, report: Report) -> None:
    answers = _answers(stage, FIRST, enrolment={"code": demo.ENROL_CODE})
    _expect(_provision(stage, report, FIRST, answers), 0, "online")
    _page(report, FIRST)


def _by_files(stage: Stage, report: Report, stick: Path) -> None:
    """The request goes out on a stick, the first terminal hands it in, the receipt comes back."""
    code = "JOURNEY-B02"
    stage.platform("code", {"code": code})
    way = {"way": "usb", "code": code, "folder": str(stick)}
    answers = _answers(stage, SECOND, enrolment=way)
    _expect(_provision(stage, report, SECOND, answers), _WAITS, "waits for the receipt")
    requests = [str(path) for path in stick.glob("enrol-request-*.json")]
    _expect(_kiosk("queue", "deliver", "--config", stage.config, "--out", stick, *requests), 0, "delivered")
    _expect(_provision(stage, report, SECOND, answers), 0, "by files")
    _page(report, SECOND)


def _out_of_service(stage: Stage, report: Report, stick: Path) -> None:
    config = _config(stage, SECOND)
    done = _kiosk("decommission", "--config", config, "--out", stick, "--yes-wipe", SECOND, "--json")
    _expect(done, 0, "decommissioned")
    report.facts["wiped"] = json.loads(done.stdout)["wiped"]
    if config.exists() or list(_state(stage, SECOND).iterdir()):
        raise JourneyError("something of the second terminal is left")


def _config(stage: Stage, terminal: str) -> Path:
    return stage.folder / terminal / "kiosk.toml"


def _state(stage: Stage, terminal: str) -> Path:
    return demo.state_dir(stage.folder) if terminal == FIRST else stage.folder / terminal / "state"


def _answers(stage: Stage, terminal: str, **more: Any) -> Path:
    """The profile of the province, and this terminal's answers; the second has a printer and no more."""
    tables: dict[str, Any] = tomllib.loads((stage.folder / "kiosk.toml").read_text(encoding="utf-8"))
    devices = tables.pop("devices")
    tables.pop("terminal")
    tables["platform"].pop("enrol_code")
    tables["storage"]["state_dir"] = str(_state(stage, terminal))
    fitted = devices if terminal == FIRST else {"receipt_printer": devices["receipt_printer"]}
    expected = {"devices": [{"kind": kind, "driver": one["driver"]} for kind, one in fitted.items()]}
    folder = stage.folder / "medium"
    folder.mkdir(exist_ok=True)
    profile = folder / f"profile-{terminal}.toml"
    profile.write_text(text({"name": "示例省", **tables, "expected": expected}), encoding="utf-8")
    who = {"id": terminal, "label": terminal.rsplit("-", 1)[-1], "name": terminal}
    words = {"profile": profile.name, "terminal": who, "devices": fitted, "keys": {"seal": "file"}, **more}
    path = folder / f"{terminal}.toml"
    path.write_text(text(msgspec.to_builtins(words)), encoding="utf-8")
    return path


def _provision(stage: Stage, report: Report, terminal: str, answers: Path) -> subprocess.CompletedProcess[str]:
    report.begin_step()
    pdf = report.folder / PDF.format(terminal)
    return _kiosk("provision", "--config", _config(stage, terminal), "--answers", answers, "--report", pdf, "--json")


def _kiosk(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        kiosk_command(*map(str, words)),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=_LIMIT,
        check=False,
    )


def _expect(done: subprocess.CompletedProcess[str], code: int, what: str) -> None:
    """Raises JourneyError with the last words of the command."""
    if done.returncode != code:
        raise JourneyError(f"{what}: exit code {done.returncode}: {done.stderr.strip()[-300:]}")


def _page(report: Report, terminal: str) -> None:
    """The first page of the report as a picture."""
    import pypdfium2

    picture = report.picture(terminal)
    with pypdfium2.PdfDocument(report.folder / PDF.format(terminal)) as document:
        document[0].render(scale=1.5).to_pil().save(picture)
    report.step(terminal, "readiness-report", picture.name)
