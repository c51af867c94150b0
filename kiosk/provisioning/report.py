"""The readiness report (开通报告): every step, what was built, every self-test, a line to sign. As the doctor's own.

Must never be nicer than what was found; it is made where a step failed, too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import Any

from kiosk.documents.readiness import Report, Row, render
from kiosk.provisioning.setup import Outcome, Setup, Standing
from kiosk.runtime.checks.devices import kind_of
from kiosk.runtime.checks.titles import DEVICE_TITLES
from kiosk.runtime.settings import SettingsError
from kiosk.runtime.verdicts import VERDICTS, Verdict, in_words

WORDS = {
    Standing.DONE: "完成",
    Standing.ALREADY: "已有",
    Standing.NOTED: "留意",
    Standing.WAITING: "等待",
    Standing.FAILED: "没有通过",
    Standing.NOT_RUN: "未做",
}
Past = tuple[str, Outcome, str, float]
"""Title, outcome, local time of day with offset, seconds."""
READY = {Standing.DONE, Standing.ALREADY, Standing.NOTED}


def pdf(setup: Setup, past: Sequence[Past]) -> bytes:
    """The report on A4. Raises DocumentError."""
    ready = all(outcome.standing in READY for _, outcome, _, _ in past)
    checks = list(_checks(setup.examined))
    counted = f"开通 {len(past)} 步，自检 {len(checks)} 项，设备 {len(setup.as_built.get('devices', ()))} 台。"
    return render(
        Report(
            terminal=setup.answers.terminal.id,
            deployment=_deployment(setup),
            version=version("budayang-kiosk"),
            at=dt.datetime.now().astimezone(),
            summary=counted,
            failed=not ready,
            rows=(*map(_step, past), *_built(setup.as_built), *checks),
            title="终端开通报告",
            conclusion=_conclusion({outcome.standing for _, outcome, _, _ in past}),
        )
    )


def _conclusion(standings: set[Standing]) -> str:
    if Standing.FAILED in standings:
        return "结论：没有开通，有一步没有通过。处理后再运行一次。"
    if Standing.WAITING in standings:
        return "结论：还没有开通，等平台的回执。带回后再运行一次。"
    return "结论：开通完成，没有故障，可以验收。模拟和未测的项目不算通过。"


def _deployment(setup: Setup) -> str:
    try:
        real = setup.settings.production
    except SettingsError:
        return "配置还不能用"
    return "正式环境" if real else "开发环境，不得对公众开放"


def _step(past: Past) -> Row:
    title, outcome, at, seconds = past
    details = [outcome.said] if outcome.said else []
    details += [f"{outcome.fault}：{outcome.advice}"] if outcome.fault else []
    failed = outcome.standing not in READY
    return Row(f"开通　{title}", WORDS[outcome.standing], failed, at, seconds, tuple(details))


def _built(built: Mapping[str, Any]) -> Iterator[Row]:
    at = dt.datetime.now().astimezone().timetz().isoformat(timespec="seconds")
    for one in built.get("devices", ()):
        said = "，".join(f"{name} {one[name]}" for name in ("model", "serial", "firmware") if one[name])
        where = " ".join(f"{name}={value}" for name, value in one["where"].items())
        details = (f"{one['driver']}　{said or '设备没有报型号、序列号'}", where)
        title = DEVICE_TITLES[kind_of(one["kind"])].zh_hans
        yield Row(f"设备　{title}", "已登记", failed=False, at=at, seconds=0.0, details=details)
    if built:
        yield Row(
            "差异",
            "有" if built["differences"] else "无",
            bool(built["differences"]),
            at,
            0.0,
            tuple(built["differences"]),
        )


def _checks(examined: Mapping[str, Any] | None) -> Iterator[Row]:
    for row in (examined or {}).get("checks", ()):
        verdict = Verdict(row["verdict"])
        details = [f"{row['fault']}：{row['cause']}。{row['staff']}"] if row["fault"] else []
        details += [in_words(row["facts"])] if row["facts"] else []
        yield Row(
            title=f"自检　{row['title']}",
            verdict=VERDICTS[verdict].zh_hans,
            failed=verdict is Verdict.FAIL,
            at=dt.datetime.fromisoformat(row["at"]).timetz().isoformat(timespec="seconds"),
            seconds=row["seconds"],
            details=tuple(details),
        )
