"""What one run of the doctor found, as a whole: the summary sentence, plain data, and the rows of the report.

Must never say more than the checks did: what is simulated is counted apart from what passed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from kiosk.documents.readiness import Report, Row
from kiosk.domain.text import Language, Text
from kiosk.runtime.diagnostics import Result, Verdict, counts, exit_code, nothing_examined
from kiosk.runtime.fault_words import words
from kiosk.runtime.settings import Settings
from kiosk.runtime.verdicts import VERDICTS, in_words

_ORDER = tuple(VERDICTS)


def summary(results: Sequence[Result], language: Language = Language.ZH_HANS) -> str:
    """One sentence: how many of each, in a fixed order."""
    number = counts(results)
    parts = [(VERDICTS[verdict].said(language), number.get(verdict.value, 0)) for verdict in _ORDER]
    if language is Language.EN:
        said = f"{len(results)} checks: " + ", ".join(f"{count} {name.lower()}" for name, count in parts if count)
        return said + ("; nothing could be examined" if nothing_examined(results) else "")
    head = Text(f"共 {len(results)} 项：", f"共 {len(results)} 項：").said(language)
    items = Text("项", "項").said(language)
    end = Text("。什么都没有测到", "。什麼都沒有測到").said(language) if nothing_examined(results) else ""
    return head + "，".join(f"{count} {items}{name}" for name, count in parts if count) + end


@dataclass(frozen=True)
class Examination:
    """Results with the terminal they are of, and when."""

    terminal: str
    deployment: str
    at: dt.datetime
    results: tuple[Result, ...]

    @classmethod
    def of(cls, settings: Settings, results: Sequence[Result], at: dt.datetime) -> Examination:
        """The results of this terminal."""
        return cls(settings.terminal.id, settings.deployment.value, at, tuple(results))

    def plain(self) -> dict[str, Any]:
        """As JSON: stable names, Chinese titles."""
        return {
            "terminal": self.terminal,
            "deployment": self.deployment,
            "version": version("budayang-kiosk"),
            "at": self.at.isoformat(timespec="seconds"),
            "ok": exit_code(self.results) == 0,
            "summary": summary(self.results),
            "counts": counts(self.results),
            "checks": [_plain(result) for result in self.results],
        }

    def report(self) -> Report:
        """As rows of the PDF."""
        return Report(
            terminal=self.terminal,
            deployment={"production": "正式环境"}.get(self.deployment, "开发环境，不得对公众开放"),
            version=version("budayang-kiosk"),
            at=self.at,
            summary=summary(self.results),
            failed=exit_code(self.results) != 0,
            rows=tuple(_row(result) for result in self.results),
        )


def _plain(result: Result) -> dict[str, Any]:
    known = words(result.fault) if result.fault else None
    return {
        "name": result.name,
        "kind": result.kind,
        "title": result.title.zh_hans,
        "guidance": result.guidance.zh_hans,
        "verdict": result.verdict.value,
        "simulated": result.simulated,
        "fault": result.fault,
        "action": result.action,
        "cause": known.cause if known else None,
        "staff": known.staff if known else None,
        "at": result.at,
        "seconds": result.seconds,
        "facts": dict(result.facts),
    }


def _row(result: Result) -> Row:
    known = words(result.fault) if result.fault else None
    said = [f"{result.fault}：{known.cause}。{known.staff}" if known else str(result.fault)] if result.fault else []
    said += [in_words(result.facts)] if result.facts else []
    return Row(
        title=result.title.zh_hans,
        verdict=VERDICTS[result.verdict].zh_hans,
        failed=result.verdict is Verdict.FAIL,
        at=dt.datetime.fromisoformat(result.at).timetz().isoformat(timespec="seconds"),
        seconds=result.seconds,
        details=tuple(said),
    )
