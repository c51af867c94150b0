"""What is said of a page: its words in the order in which they are read, errors first, as sentences for a voice.

Sans-IO: it is given what assistive technology is told (`ui.accessible`), which has the words of every page in its
language, and says nothing else. Must never say an identity number in full, nor, where others can hear it, a telephone
number, a code or an amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kiosk.domain.text import Language, Text

if TYPE_CHECKING:
    from ui.accessible import Said

_BUTTONS: Final = frozenset({"Button", "Link", "ListItem", "PageTab"})
_CHOICES: Final = frozenset({"RadioButton", "CheckBox"})
_SURROUNDINGS: Final = frozenset({"header", "speechBar", "curtain", "keyboard"})
"""Groups that are the same on every page: reached by keys, and said then, but not with the page."""
_KEY_NAME: Final = "key"
"""Object names of keys drawn on the page begin with this."""
_ERRORS: Final = ("errorSummary", "error.")

BUTTON = Text("{name}，按钮", "{name}，按鈕", "{name}, button")
FIELD = Text("{name}，填写框", "{name}，填寫框", "{name}, entry field")
CHOSEN = Text("{name}，已选", "{name}，已選", "{name}, chosen")
OPEN = Text("{name}，可选", "{name}，可選", "{name}, can be chosen")
KEYS = Text(
    "按井号到下一项，按星号到上一项，按确认键选定，按取消键返回。没有要填的数字时：按 1 再念一遍，按 4 慢一点，"
    "按 6 快一点，按 2 小声点，按 8 大声点；插着耳机时按 0 遮住屏幕。",
    "按井號到下一項，按星號到上一項，按確認鍵選定，按取消鍵返回。沒有要填的數字時：按 1 再念一遍，按 4 慢一點，"
    "按 6 快一點，按 2 小聲點，按 8 大聲點；插著耳機時按 0 遮住螢幕。",
    "Hash: next item. Star: the one before. Enter: choose. Cancel: back. Where no number is asked for: "
    "1 says it again, 4 is slower, 6 faster, 2 softer, 8 louder; with headphones, 0 covers the screen.",
)
"""What key does what."""
_HIDDEN = Text("{n} 位不念", "{n} 位不念", "{n} not spoken")
_SOMEBODY = Text("某", "某", "hidden")
"""For a character of a name."""
_UNSAID = Text("，号码请看屏幕，", "，號碼請看螢幕，", ", number on screen, ")
_UNSAID_SUM = Text("，金额请看屏幕，", "，金額請看螢幕，", ", amount on screen, ")

_MARKUP = re.compile(r"<[^>]*>")
_MASKED = re.compile(r"[\dXx ]*[*＊•●][\dXx *＊•●]*")
"""A masked number or name, spaces between its groups."""
_MASK = re.compile(r"[*＊•●](?:[ ]?[*＊•●])*")
_AMOUNT = re.compile(r"[¥￥]\s*[\d,]+(?:\.\d+)?|\d[\d,]*(?:\.\d+)?\s*元")
_IDENTITY = re.compile(r"(?<![0-9A-Za-z])\d{6}[ ]?(?:\d{4}[ ]?\d{4}|\d{8})[ ]?\d{3}[\dXx](?![0-9A-Za-z])")
"""公民身份号码 (GB 11643-1999): 17 digits and a digit or X, perhaps in groups."""
_NUMBER = re.compile(r"(?<!\d)\d(?:[ -]?\d){4,}[Xx]?(?!\d)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONG = 6
"""From so many digits on a number may be somebody's: not said where others can hear it. The hotline has five."""


def page(said: list[Said], language: Language, *, private: bool) -> list[str]:
    """The spoken form of a page, sentence by sentence; of a dialog alone where one stands over it.

    Args:
        said: the page as `ui.accessible.read` gives it, in reading order.
        language: what the words between the page's own are in; the page is in it already.
        private: nobody else hears it (headphones).

    Returns:
        The title, what is wrong, then everything else in order; each sentence once.
    """
    shown = _of_page(said)
    title = [each for each in shown if each.object_name == "pageTitle" or each.role == "Heading"][:1]
    wrong = [each for each in shown if each.object_name.startswith(_ERRORS)]
    order = [*title, *wrong, *(each for each in shown if each not in title and each not in wrong)]
    sentences = (sentence(each, language, private=private) for each in order)
    return list(dict.fromkeys(one for one in sentences if one))


def sentence(each: Said, language: Language, *, private: bool) -> str:
    """What is said of one thing: its name, what it is, what else is to be known; empty where it has no words."""
    name = each.name
    if not name:
        return ""
    frame = _frame(each)
    words = frame.said(language).format(name=name) if frame is not None else name
    comma = ", " if language is Language.EN else "，"
    return heard(comma.join(filter(None, (words, each.detail))), language, private=private)


def heard(words: str, language: Language, *, private: bool) -> str:
    """`words` for a voice: masks are counted, long numbers go digit by digit or, where others hear it, unsaid."""
    words = _MARKUP.sub("", words).replace("\n", " ")
    words = _IDENTITY.sub(lambda found: _masked(found.group()), words)
    if not private:
        words = _AMOUNT.sub(_UNSAID_SUM.said(language), words)
    words = _NUMBER.sub(lambda found: _digits(found.group(), language, private=private), words)
    return re.sub(r" {2,}", " ", _MASKED.sub(lambda found: _covered(found.group(), language), words)).strip()


def steady(words: str) -> str:
    """`words` without figures: what is left of a countdown is the same at every second."""
    return re.sub(r"\d+", "", words)


def _of_page(said: list[Said]) -> list[Said]:
    """Without what is the same everywhere; from the dialog on, where one stands over the page."""
    dialog = next((n for n, each in enumerate(said) if each.role == "Dialog"), 0)
    return list(_page_alone(said[dialog:]))


def _page_alone(said: list[Said]) -> Iterator[Said]:
    """Leave out groups that surround every page, and the keys drawn on it: the keypad has them."""
    within: int | None = None
    for each in said:
        if within is not None and each.depth > within:
            continue
        within = each.depth if each.object_name in _SURROUNDINGS else None
        drawn = each.role == "Button" and each.object_name.startswith(_KEY_NAME)
        if within is None and not drawn:
            yield each


def _frame(each: Said) -> Text | None:
    if each.role in _BUTTONS:
        return BUTTON
    if each.role in _CHOICES:
        return CHOSEN if each.checked else OPEN
    return FIELD if each.role == "EditableText" else None


def _masked(number: str) -> str:
    bare = number.replace(" ", "")
    return bare[:3] + "*" * (len(bare) - 5) + bare[-2:]


def _covered(masked: str, language: Language) -> str:
    """What is seen of it digit by digit, and how much is not."""
    if not any(letter.isdigit() for letter in masked):
        return _MASK.sub(lambda found: _SOMEBODY.said(language) * len(found.group().replace(" ", "")), masked)
    words = []
    end = 0
    for mask in _MASK.finditer(masked):
        hidden = _HIDDEN.said(language).format(n=len(mask.group().replace(" ", "")))
        words += [*masked[end : mask.start()].replace(" ", ""), hidden]
        end = mask.end()
    return f" {' '.join([*words, *masked[end:].replace(' ', '')])} "


def _digits(number: str, language: Language, *, private: bool) -> str:
    if _DATE.fullmatch(number):
        return number
    bare = re.sub(r"[ -]", "", number)
    if not private and len(bare) >= _LONG:
        return _UNSAID.said(language)
    return " " + " ".join(bare) + " "
