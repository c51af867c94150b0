"""docs/faults.md: every fault, its cause, what the citizen sees, what staff do; in Chinese, for people at machines.

What the citizen sees is taken out of the interface's own words (the `qsTr` texts of its two word files), so that the
page cannot promise what no screen says. Needs a checkout; must never start Qt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from pathlib import Path

from kiosk.runtime.fault_words import ENUMS, faults, words

_PARTS = Path("ui") / "qml" / "Kiosk" / "Parts"
_TEXT = re.compile(r'return qsTr\("([^"]*)"\)')
_FUNCTION = re.compile(r"^    function (\w+)\([^)]*\): \w+ \{\n(.*?)^    \}", re.MULTILINE | re.DOTALL)
_ARRAY = re.compile(r"readonly property var (\w+): \[(.*?)\]", re.DOTALL)
_STATES = {
    "online": "正常",
    "offline": "连不上",
    "no-device": "没有设备",
    "hardware-error": "设备故障",
    "user-error": "使用问题",
    "busy": "占用",
    "out-of-service": "停用",
    "tampered": "被动过",
}
_ACTIONS = {
    "wait": "等",
    "lift-and-place": "拿起重放",
    "retry": "再试",
    "clean": "清洁、清理",
    "refill": "补充耗材",
    "reset": "重启、重插",
    "configure": "改配置",
    "call": "打电话",
}
_HEAD = """\
# 故障代码

代码是固定的：屏幕上的小字、日志、电话里都用它。“群众看到什么”一栏，凡是界面自己有话的，就是界面的原话。
技术员先运行 `kiosk doctor`，按它给出的代码查这里；见[维护手册](technician-manual.zh-CN.md)。
"""


class Spoken:
    """What the interface says for a code, read out of its word files."""

    def __init__(self, root: Path) -> None:
        """`root` is the checkout. Raises OSError where the files are not there."""
        texts = (root / _PARTS / "Texts.qml").read_text(encoding="utf-8")
        tasks = (root / _PARTS / "TaskTexts.qml").read_text(encoding="utf-8")
        bodies = dict(_FUNCTION.findall(texts))
        self._card = _by_lists(bodies["cardFault"], dict(_ARRAY.findall(texts)))
        self._switches = {name: _by_cases(bodies[name]) for name in ("camera", "printer", "platform")}
        self._switches["way"] = _by_cases(dict(_FUNCTION.findall(tasks))["wayReason"])
        self._store = re.findall(r'qsTr\("([^"]*)"\)', bodies["store"])

    def said(self, code: str) -> list[str]:
        """The sentences, one per place where the fault may show; none where no screen has words for it."""
        package = code.split(".", maxsplit=1)[0]
        if "." not in code:
            return [self._of("way", code)]
        if package == "device":
            return [self._card_said(code), self._of("camera", code), self._of("printer", code)]
        if package == "reader":
            return [self._card_said(code)]
        if package in {"camera", "page"}:
            return [self._of("camera", code)]
        if package == "store":
            return [self._store[0] if code == "store.full" else self._store[1]]
        return [self._of(package, code)] if package in self._switches else []

    def _of(self, place: str, code: str) -> str:
        known = self._switches[place]
        return known.get(code, known[""])

    def _card_said(self, code: str) -> str:
        return self._card.get(code, self._card[""])


def _by_cases(body: str) -> dict[str, str]:
    """`case` labels -> text; "" for `default`. The last text of a branch that has none of its own is its default."""
    known: dict[str, str] = {}
    waiting: list[str] = []
    for line in body.splitlines():
        label = re.search(r'case "([^"]+)":', line)
        if label:
            waiting.append(label[1])
        elif "default:" in line:
            waiting.append("")
        elif waiting and "return" in line:
            said = re.findall(r'qsTr\("([^"]*)"\)', line)
            known |= dict.fromkeys(waiting, said[-1] if said else "")
            waiting = []
    return known


def _by_lists(body: str, arrays: Mapping[str, str]) -> dict[str, str]:
    """`if (list has the code) return text`, in order; "" for the last text. First tries only."""
    known: dict[str, str] = {}
    condition = ""
    for line in body.splitlines():
        condition = line if "if (" in line else condition
        said = _TEXT.search(line)
        if not said:
            continue
        named = re.search(r"(\w+)\.indexOf|is(\w+)\(code\)", condition)
        if named and condition:
            name = named[1] or named[2][0].lower() + named[2][1:]
            for code in re.findall(r'"([^"]+)"', arrays[name]):
                known.setdefault(code, said[1])
        elif not condition:
            known[""] = said[1]
        condition = ""
    return known


def page(root: Path) -> str:
    """The page. Raises KeyError with the first fault that has no words."""
    spoken = Spoken(root)
    parts = ["<!-- Printed by `kiosk docs write`; do not edit. Words: kiosk/runtime/fault_words.toml -->\n", _HEAD]
    for title, (module, name) in ENUMS.items():
        parts += [f"## {title}\n", f"`{module}.{name}`\n", _table(title, spoken)]
    return "\n".join(parts)


def _table(title: str, spoken: Spoken) -> str:
    """Without state and action where this package's faults have none."""
    rows = [_row(code, fault, spoken) for code, fault in faults(title)]
    head = ("代码", "状态", "处置", "原因", "群众看到什么", "工作人员做什么")
    kept = [column for column in range(len(head)) if any(row[column] for row in rows)]
    shown = [head, ("---",) * len(head), *rows]
    return "".join("| " + " | ".join(line[column].replace("|", "\\|") for column in kept) + " |\n" for line in shown)


def _row(code: str, fault: Enum, spoken: Spoken) -> tuple[str, ...]:
    known = words(code)
    if known is None:
        raise KeyError(f"kiosk/runtime/fault_words.toml has no row for {code}")
    said = [sentence for sentence in dict.fromkeys(spoken.said(code)) if sentence]
    seen = known.citizen or "；".join(said)
    if not seen:
        raise KeyError(f"kiosk/runtime/fault_words.toml: no screen says anything for {code}, so `citizen` must")
    action = _ACTIONS.get(str(getattr(fault, "action", "")), "")
    return f"`{code}`", _STATES.get(str(getattr(fault, "state", "")), ""), action, known.cause, seen, known.staff
