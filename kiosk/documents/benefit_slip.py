"""The slip of a confirmed policy (免申即享凭条): what was confirmed, and the number to ask with; one PDF page.

Must never say that money was paid, nor carry a name or an account. Same slip, same bytes.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from kiosk.documents.fonts import clean
from kiosk.documents.roll import PAPERS, Paper, Roll, to_pdf
from kiosk.documents.wording import HOTLINE, TERMINAL, TIME
from kiosk.domain.text import Language, Text

_TITLE_SIZE, _STATE_SIZE, _BODY, _SMALL = 17.0, 14.0, 10.5, 8.5
TITLE = Text("免申即享凭条", "免申即享憑條", "Slip: benefit without application")
TEST = Text("测试，不会发放", "測試，不會發放", "Test, nothing is granted")
NOT_PAID = Text(
    "已确认不等于已发放。发到哪一步，打电话报确认编号问。",
    "已確認不等於已發放。發到哪一步，打電話報確認編號問。",
    "Confirmed is not yet granted. Call and give the number to ask.",
)
_NUMBER = Text("确认编号", "確認編號", "Confirmation number")
_BENEFIT = Text("享受什么", "享受什麼", "Benefit")
_POLICY = Text("哪个政策", "哪個政策", "Policy")
_DEPARTMENT = Text("谁来发", "誰來發", "Granted by")


class BenefitSlip(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the slip says. `repr` shows nothing of it."""

    organisation: Text
    terminal: str
    state: Text
    """The platform's word for how it stands."""
    benefit: Text
    policy: Text
    department: Text
    number: str
    at: dt.datetime
    """Time of print, with its offset."""
    hotline: str = "12345"
    test: bool = False
    """The sandbox: nothing is granted."""
    language: Language = Language.ZH_HANS

    def __repr__(self) -> str:
        """Nobody's rights in a traceback."""
        return "BenefitSlip(…)"


def render(slip: BenefitSlip, paper: Paper = PAPERS[80]) -> bytes:
    """The slip as PDF, as wide as the paper. Raises DocumentError as `kiosk.documents.receipt.render` does."""
    roll, language = Roll(paper), slip.language
    _both(roll, slip.organisation, _BODY, language, centred=True)
    roll.gap(4)
    _both(roll, TITLE, _TITLE_SIZE, language, centred=True)
    roll.gap(6)
    with roll.box(dashed=slip.test):
        _both(roll, slip.state, _STATE_SIZE, language, centred=True)
        if slip.test:
            _both(roll, TEST, _BODY, language, centred=True)
    roll.gap(6)
    for name, value in (
        (_NUMBER, Text(slip.number)),
        (_BENEFIT, slip.benefit),
        (_POLICY, slip.policy),
        (_DEPARTMENT, slip.department),
        (TIME, Text(slip.at.isoformat(" ", "minutes"))),
        (TERMINAL, Text(slip.terminal)),
    ):
        _both(roll, name, _SMALL, language)
        _both(roll, value, _BODY, language)
        roll.gap(3)
    roll.rule()
    _both(roll, NOT_PAID, _BODY, language)
    _both(roll, Text(*(f"{words} {slip.hotline}" for words in msgspec.structs.astuple(HOTLINE))), _BODY, language)
    return to_pdf(roll, title="benefit")


def _both(roll: Roll, text: Text, size: float, language: Language, *, centred: bool = False) -> None:
    """In Chinese; below it in the other language, where it says something else."""
    roll.text(clean(text.zh_hans), size, centred=centred, whole=centred or size > _BODY)
    second = clean(text.said(language))
    if second != clean(text.zh_hans):
        roll.text(second, min(size, _SMALL), centred=centred)
