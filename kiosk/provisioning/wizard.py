"""The questions of `kiosk provision` where no answers file is given: one at a time, with what was said before.

Must never print a code or a secret, and never ask what it can see for itself.
"""

from __future__ import annotations

import getpass
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import msgspec

from devices.contract import Found
from kiosk.provisioning.answers import Answers, Enrolling, First, Keeping, Seal, Who, read_profile
from kiosk.provisioning.faults import ProvisionError

Ask = Callable[[str], str]
"""Puts one line to a person and returns what they type; raises EOFError where nobody is there."""
_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
_LABEL = re.compile(r"[A-Z0-9]{1,6}")


@dataclass(frozen=True)
class Question:
    """One question: what to type, what is taken where nothing is typed, and what is wrong with what was typed."""

    words: str
    default: str = ""
    wrong: Callable[[str], str] = lambda _text: ""
    secret: bool = False


CODE = Question("一次性注册码（输入时不显示；已注册过的直接回车）", secret=True)


def asked(question: Question, ask: Ask, say: Callable[[str], None]) -> str:
    """An answer that is not wrong. Raises EOFError."""
    shown = f"{question.words}{f'［{question.default}］' if question.default else ''}："
    while True:
        text = (_hidden(shown) if question.secret and ask is input else ask(shown)).strip() or question.default
        wrong = question.wrong(text)
        if not wrong:
            return text
        say(f"　　{wrong}")


def questions(ask: Ask, say: Callable[[str], None], before: Mapping[str, str]) -> Answers:
    """All answers of a terminal; `before`: what its settings say of itself, from an earlier run. Raises EOFError."""

    def put(words: str, default: str = "", wrong: Callable[[str], str] = lambda _text: "") -> str:
        return asked(Question(words, default, wrong), ask, say)

    profile = Path(put("省份配置文件（安装介质上的 .toml）", wrong=_profile)).absolute()
    number = put(
        "终端编号（平台登记的，如 SF-A03）", before.get("id", ""), _like(_ID, "字母、数字、- 和 _，最多 40 个")
    )
    label = put(
        "暂存号前缀（印在凭条上，如 A03）",
        before.get("label") or number.rsplit("-", 1)[-1][:6].upper(),
        _like(_LABEL, "大写字母和数字，最多 6 个"),
    )
    name = put("屏幕上的名称（如 A-03）", before.get("name") or label)
    way = put("注册方式：1 在线　2 用 U 盘带文件", "1", _one_of("1", "2"))
    folder = Path(put("U 盘的文件夹", wrong=_folder)).absolute() if way == "2" else None
    code = asked(CODE, ask, say)
    seal = put(f"密钥怎样保存：{' '.join(get_args(Seal))}", "auto", _one_of(*get_args(Seal)))
    secret = _gateway(profile, put)
    first = _first(put)
    enrolment = Enrolling("usb" if way == "2" else "online", code or None, folder)
    kept: Seal = next(one for one in get_args(Seal) if one == seal)
    return Answers(profile, Who(number, label, name), enrolment, Keeping(kept, secret), staff=first)


def another_code(answers: Answers, ask: Ask, say: Callable[[str], None]) -> Answers:
    """The same answers with another one-time code. Raises EOFError."""
    code = asked(CODE, ask, say)
    return msgspec.structs.replace(answers, enrolment=msgspec.structs.replace(answers.enrolment, code=code or None))


def which(slot: str, those: Sequence[Found], ask: Ask, say: Callable[[str], None]) -> Found | None:
    """Which of the devices is meant for the slot. Raises EOFError."""
    say(f"　　{slot} 可能是：")
    for number, one in enumerate(those, 1):
        where = one.serial or one.place or " ".join(str(value) for value in one.options.values())
        say(f"　　{number}　{one.driver}　{one.label}　{where}")
    numbers = [str(number) for number in range(len(those) + 1)]
    chosen = int(asked(Question("哪一台（0 都不是）", "0", _one_of(*numbers)), ask, say))
    return those[chosen - 1] if chosen else None


def _first(put: Callable[..., str]) -> First | None:
    """The PIN is asked for by `kiosk staff add` itself, when it is its turn."""
    number = put("首位技术员的工号（不登记直接回车）")
    if not number:
        return None
    name = put("姓名", wrong=lambda text: "" if text else "请输入姓名")
    return First(number, name, card=put("用工作卡：y / n", "y", _one_of("y", "n")) == "y")


def _gateway(profile: Path, put: Callable[..., str]) -> Path | None:
    platform = read_profile(profile).settings["platform"]
    return Path(put("网关密钥的文件", wrong=_file)).absolute() if platform.get("gateway") else None


def _hidden(words: str) -> str:
    return getpass.getpass(words)


def _like(pattern: re.Pattern[str], said: str) -> Callable[[str], str]:
    return lambda text: "" if pattern.fullmatch(text) else said


def _one_of(*known: str) -> Callable[[str], str]:
    return lambda text: "" if text in known else f"请输入 {' / '.join(known)}"


def _profile(text: str) -> str:
    try:
        read_profile(Path(text))
    except ProvisionError as error:
        return error.detail
    return ""


def _folder(text: str) -> str:
    return "" if Path(text).is_dir() else "没有这个文件夹"


def _file(text: str) -> str:
    return "" if Path(text).is_file() else "没有这个文件"
