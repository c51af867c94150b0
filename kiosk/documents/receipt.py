"""The slip a citizen takes home: on a roll of 80 or 58 mm, as long as its text, one PDF page.

Must never carry a full document number or an unmasked name, never promise more than the outcome says, and keep
its metadata free of the person. Same receipt, same bytes.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from kiosk.documents import qr, wording
from kiosk.documents.fonts import clean
from kiosk.documents.roll import PAPERS, Paper, Roll, to_pdf
from kiosk.documents.slip import mark_reprint
from kiosk.domain.offers import in_one
from kiosk.domain.submission import Outcome
from kiosk.domain.text import Language, Text

_TITLE_SIZE, _STATE_SIZE, _NUMBER_SIZE, _BODY, _SMALL = 17.0, 14.0, 14.0, 10.5, 8.5


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the slip says. `repr` shows nothing of it."""

    organisation: Text
    terminal: str
    """Label of the terminal and its place."""
    outcome: Outcome
    item: Text
    masked_name: str
    """As `kiosk.domain.person.mask_name` gives it."""
    number: str
    """办件编号 of the platform, or the 暂存号 while the outcome is provisional; empty where there is none."""
    at: dt.datetime
    """Time of capture, with its offset."""
    department: Text
    next_steps: tuple[Text, ...] = ()
    """Empty: the standing words for the outcome."""
    hotline: str = "12345"
    link: str | None = None
    """Lookup link; used only once the platform has answered. Opaque, no personal data."""
    identity_pending: bool = False
    fault: Text | None = None
    """Why it was not done; only with FAILED."""
    decision: str = ""
    """`approved`, `refused` or `deciding` where the case is decided while the person waits (秒批)."""
    parts: tuple[tuple[Text, str], ...] = ()
    """Of a package: each of its items with its 办件编号, or without one while there is none."""
    language: Language = Language.ZH_HANS
    copy: int = 0
    """Of a reprint: which one it is."""

    def __repr__(self) -> str:
        """No personal data in a traceback."""
        return f"Receipt({self.outcome.value!r})"

    @property
    def state(self) -> Text:
        """What stands in the box: how it was decided, else how far it is."""
        return wording.DECIDED.get(self.decision, wording.STATE[self.outcome])

    @property
    def provisional(self) -> bool:
        """Has the platform not answered yet?"""
        return self.outcome in wording.PROVISIONAL


def render(receipt: Receipt, paper: Paper = PAPERS[80]) -> bytes:
    """The slip as PDF, as wide as the paper, up to 1 m long.

    Raises DocumentError: FONT_MISSING, FONT_UNREADABLE, QR_TOO_LONG, RECEIPT_TOO_LONG.
    """
    roll = Roll(paper)
    mark_reprint(roll, receipt.copy, receipt.language)
    _head(roll, receipt)
    _facts(roll, receipt)
    _steps(roll, receipt)
    _foot(roll, receipt)
    return to_pdf(roll, title="receipt")


def qr_payload(receipt: Receipt) -> str:
    """What the QR of the slip (and of the receipt page) carries.

    The lookup link once the platform has answered; until then, and without a link, the slip's own words, so that
    a phone without a line keeps them too. Nothing of the person but the masked name.
    """
    if receipt.link and not receipt.provisional and receipt.outcome is not Outcome.FAILED:
        return receipt.link
    return plain_text(receipt)


def plain_text(receipt: Receipt) -> str:
    """The slip in a few lines of Chinese."""
    lines = [wording.TITLE[receipt.outcome].zh_hans, receipt.state.zh_hans]
    if receipt.provisional:
        lines.append(wording.MARK[receipt.outcome].zh_hans)
    lines += [f"{name.zh_hans}：{value.zh_hans}" for name, value in _rows(receipt)]
    if receipt.identity_pending:
        lines.append(wording.PENDING.zh_hans)
    lines.append(f"{wording.HOTLINE.zh_hans} {clean(receipt.hotline)}")
    return "\n".join(lines)


def _rows(receipt: Receipt) -> list[tuple[Text, Text]]:
    """Label and value, in the order of the slip; rows without a value are left out."""
    at = receipt.at.isoformat(" ", "minutes")
    rows = [
        (wording.HOLDING_NUMBER if receipt.provisional else wording.NUMBER, Text(receipt.number)),
        (wording.ITEM, receipt.item),
        *_parts(receipt),
        (wording.APPLICANT, Text(receipt.masked_name)),
        (wording.TIME, Text(at)),
        (wording.DEPARTMENT, receipt.department),
        (wording.TERMINAL, Text(receipt.terminal)),
    ]
    if receipt.fault is not None:
        rows.insert(0, (wording.CAUSE, receipt.fault))
    cleaned = ((name, _cleaned(value)) for name, value in rows)
    return [(name, value) for name, value in cleaned if value.zh_hans]


def _parts(receipt: Receipt) -> list[tuple[Text, Text]]:
    """Each item with its number; while none has one, their names in one row."""
    if any(number for _, number in receipt.parts):
        return [(name, Text(number)) for name, number in receipt.parts]
    return [(wording.JOINS, in_one((name for name, _ in receipt.parts), "、", ", "))]


def _cleaned(text: Text) -> Text:
    return Text(clean(text.zh_hans), clean(text.zh_hant or "") or None, clean(text.en or "") or None)


def _second(text: Text, language: Language) -> str:
    """The line below the Chinese; empty where it would say the same."""
    said = text.said(language)
    return "" if said == text.zh_hans else said


def _both(roll: Roll, text: Text, size: float, language: Language, *, centred: bool = False) -> None:
    """In Chinese, headings and numbers in one line where that can be; below in the other language."""
    roll.text(text.zh_hans, size, centred=centred, whole=centred or size > _BODY)
    if second := _second(text, language):
        roll.text(second, min(size, _SMALL), centred=centred)


def _head(roll: Roll, receipt: Receipt) -> None:
    language = receipt.language
    _both(roll, _cleaned(receipt.organisation), _BODY, language, centred=True)
    roll.gap(4)
    _both(roll, wording.TITLE[receipt.outcome], _TITLE_SIZE, language, centred=True)
    roll.gap(6)
    with roll.box(dashed=receipt.provisional):
        _both(roll, receipt.state, _STATE_SIZE, language, centred=True)
        if receipt.provisional:
            _both(roll, wording.MARK[receipt.outcome], _BODY, language, centred=True)
    roll.gap(6)


def _facts(roll: Roll, receipt: Receipt) -> None:
    language = receipt.language
    for name, value in _rows(receipt):
        second = _second(name, language)
        roll.text(f"{name.zh_hans}  {second}" if second else name.zh_hans, _SMALL)
        large = name in (wording.NUMBER, wording.HOLDING_NUMBER)
        _both(roll, value, _NUMBER_SIZE if large else _BODY, language)
        roll.gap(3)
    if receipt.identity_pending:
        with roll.box(dashed=True):
            _both(roll, wording.PENDING, _BODY, language)
        roll.gap(3)


def _steps(roll: Roll, receipt: Receipt) -> None:
    roll.rule()
    _both(roll, wording.NEXT, _BODY, receipt.language)
    for count, step in enumerate(receipt.next_steps or wording.STEPS[receipt.outcome], 1):
        told = _cleaned(step)
        roll.text(f"{count}. {told.zh_hans}", _BODY)
        if second := _second(told, receipt.language):
            roll.text(second, _SMALL)
    roll.rule()


def _foot(roll: Roll, receipt: Receipt) -> None:
    payload = qr_payload(receipt)
    roll.code(qr.matrix(payload))
    caption = wording.SCAN_LOOKUP if payload == receipt.link else wording.SCAN_TEXT
    _both(roll, caption, _BODY, receipt.language, centred=True)
    roll.gap(4)
    hotline = clean(receipt.hotline)
    said = Text(*(f"{words} {hotline}" for words in msgspec.structs.astuple(wording.HOTLINE)))
    _both(roll, said, _BODY, receipt.language, centred=True)
    if receipt.language is not Language.ZH_HANS:
        _both(roll, wording.CHINESE_PREVAILS, _SMALL, receipt.language, centred=True)
