"""Items that are decided by rule at once (秒批): what the platform itself can tell from the case, and why it refuses.

Must never decide for somebody whose identity is not confirmed yet, nor a package.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from kiosk.domain.submission import Submission, SubmissionState
from kiosk.domain.text import Text
from kiosk.platform_api.times import CHINA, to_rfc3339
from kiosk.platform_api.wire import CaseResult
from kiosk.sandbox import cases
from kiosk.sandbox.world import World

Rule = Callable[[Submission, dt.date], bool]
_APPROVED = Text("符合条件，已批准。", "符合條件，已批准。", "The conditions are met: approved.")
_APPROVED_AS = {
    "sb-yljrz": Text(
        "认证通过，养老金照常发放。下一次认证在一年以内。",
        "認證通過，養老金照常發放。下一次認證在一年以內。",
        "You are confirmed; your pension goes on. The next check is due within a year.",
    ),
}
"""By item, where more is to be said."""


def _younger_than(years: int) -> Rule:
    """By the document; without a date of birth nobody is old enough."""

    def rule(case: Submission, today: dt.date) -> bool:
        born = dt.date.fromisoformat(case.applicant.get("birth") or today.isoformat())
        return today.year - born.year - ((today.month, today.day) < (born.month, born.day)) < years

    return rule


def _form(**wanted: Any) -> Rule:
    """Are these the answers? None: there is none."""
    return lambda case, _today: all(case.form.get(name) == value for name, value in wanted.items())


_REFUSED: Mapping[str, tuple[tuple[Rule, Text], ...]] = {
    "sb-jydj": (
        (
            _younger_than(16),
            Text(
                "未满 16 周岁，不能登记就业。", "未滿 16 周歲，不能登記就業。", "Nobody under 16 can be registered."
            ),
        ),
        (
            _form(form="employed", creditCode=None),
            Text(
                "没有填单位的统一社会信用代码，查不到劳动合同备案。问单位要到代码再办。",
                "沒有填單位的統一社會信用代碼，查不到勞動合約備案。問單位要到代碼再辦。",
                "Without the employer's code no contract is on record. Ask your employer for it and come again.",
            ),
        ),
    ),
    "yb-gjzh": (
        (
            _form(relation="sibling"),
            Text(
                "只能给配偶、父母、子女用，兄弟姐妹不在范围内。",
                "只能給配偶、父母、子女用，兄弟姐妹不在範圍內。",
                "For spouse, parents and children only; not for brothers or sisters.",
            ),
        ),
    ),
    "zm-hjzm": (
        (
            _form(fact="kinship", relative=None),
            Text(
                "证明亲属关系要写亲属姓名，这次没有写。写上再办一次。",
                "證明親屬關係要寫親屬姓名，這次沒有寫。寫上再辦一次。",
                "Kinship needs the relative's name, which is missing. Fill it in and apply again.",
            ),
        ),
    ),
    "yyzz-zx": (
        (
            _form(reason="company"),
            Text(
                "转为公司的不用注销，到登记注册窗口办变更。",
                "轉為公司的不用註銷，到登記註冊窗口辦變更。",
                "To become a company, do not close it: ask for a change at the registration counter.",
            ),
        ),
    ),
    "sb-yljrz": (
        (
            _younger_than(45),
            Text(
                "没有查到您在领养老金。刚办退休的，等第一次发放后再来认证。",
                "沒有查到您在領養老金。剛辦退休的，等第一次發放後再來認證。",
                "No pension of yours is on record. If you have just retired, come again after the first payment.",
            ),
        ),
    ),
    "gjj-txtq": (
        (
            _younger_than(50),
            Text(
                "没有查到退休信息，还没有到退休年龄。",
                "沒有查到退休資訊，還沒有到退休年齡。",
                "No retirement is on record, and the age is not reached.",
            ),
        ),
    ),
}
"""By item: what speaks against it, the first that does is the reason. Every instant item has an entry."""


def settle(world: World, db: sqlite3.Connection, submission_id: str) -> None:
    """Decide an accepted case of an instant item; any other stays as it is."""
    row = cases.find(db, submission_id)
    if row is None or row["identity_pending"] or row["state"] != SubmissionState.ACCEPTED.value:
        return
    item = next((one for one in world.seed.items if one.code == row["item_code"]), None)
    if item is None or not item.guide.instant:
        return
    today = dt.datetime.fromtimestamp(world.now(), CHINA).date()
    state, text = _decided(msgspec.json.decode(row["body"], type=Submission), today)
    result = CaseResult(state.value, text, to_rfc3339(world.now()))
    cases.move(world, db, submission_id, state.value, result=result)


def _decided(case: Submission, today: dt.date) -> tuple[SubmissionState, Text]:
    for speaks_against, why in _REFUSED[case.service_item_code]:
        if speaks_against(case, today):
            return SubmissionState.REJECTED, why
    return SubmissionState.APPROVED, _APPROVED_AS.get(case.service_item_code, _APPROVED)
