"""What assistive technology must be told of every page: everything that can be read, and everything that can be done.

Must never look at an item: it compares what is said (`ui.accessible`) with what is seen (`ui.inspection`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QRectF

from tests.ui.page_rules import in_front
from ui.accessible import GROUPS, Said
from ui.inspection import Seen

ACTIVE = frozenset({"Button", "Link", "ListItem", "RadioButton", "CheckBox", "EditableText", "PageTab"})
"""Roles of what can be activated."""
SHOWN_ONLY = frozenset({"EditableText", "Graphic", "Canvas", "ProgressBar"})
"""Their name stands for what is drawn in them: digits that are typed, words in a drawing."""
PICTURES = frozenset({"QrItem", "PreviewItem", "CountdownRing", "SignatureItem"})
"""Drawn things that say something; icons stand beside a word and say nothing."""
_UNNAMED = frozenset({"List", "Client"})
"""A list may go without, and so do the frames that Qt puts around the rows of its own list."""
_NEAR = 3
"""Pixels by which two edges may differ."""


def problems(said: list[Said], tree: list[Seen], window: QRectF) -> list[str]:
    """Everything that is wrong with what is said of a page."""
    shown = in_front(tree)
    dialog = next((n for n, each in enumerate(said) if each.role == "Dialog"), None)
    beneath, spoken = ([], said) if dialog is None else (said[:dialog], said[dialog:])
    targets = [seen for seen in shown if seen.takes_press and _box(seen) != window]
    return [
        *(
            f"can be reached beneath the dialog: {_of(each)}"
            for each in beneath
            if _active(each) and not each.disabled
        ),
        *_nameless(spoken),
        *_twice(spoken),
        *_unsaid_texts(spoken, [seen for seen in shown if seen.font_pixels and seen.text.strip()]),
        *_unsaid_targets(spoken, targets),
        *_unsaid_pictures(spoken, [seen for seen in shown if seen.kind in PICTURES]),
        *_out_of_order(spoken),
    ]


def _nameless(said: list[Said]) -> Iterator[str]:
    for each in said:
        if not each.name and each.role not in _UNNAMED:
            yield f"has no name: {_of(each)}"
        if _active(each) and not each.focusable:
            yield f"cannot have the focus: {_of(each)}"


def _twice(said: list[Said]) -> Iterator[str]:
    """Whatever stands in a button, a row or a drawing is said with it, not again."""
    holders: list[Said] = []
    for each in said:
        holders = holders[: each.depth]
        for holder in holders:
            again = each.role == "StaticText" and each.name == holder.name
            if each.name and (again or (holder.role not in GROUPS and _bare(each.name) in _words(holder))):
                yield f"said twice: {_of(each)} in {_of(holder)}"
        holders.append(each)


def _unsaid_texts(said: list[Said], texts: list[Seen]) -> Iterator[str]:
    for seen in texts:
        at = _box(seen).center()
        here = [each for each in said if _place(each).contains(at)]
        if not any(each.role in SHOWN_ONLY or _bare(seen.text) in _words(each) for each in here):
            yield f"is not said: {seen.text!r} of {seen.path}"


def _unsaid_targets(said: list[Said], targets: list[Seen]) -> Iterator[str]:
    for seen in targets:
        here = [each for each in said if _same(_place(each), _box(seen))]
        if not any(_active(each) or each.role == "Canvas" for each in here):
            roles = ", ".join(each.role for each in here) or "nothing"
            yield f"can be touched, but is said to be {roles}: {seen.name} {seen.path}/{seen.kind}"


def _unsaid_pictures(said: list[Said], pictures: list[Seen]) -> Iterator[str]:
    for seen in pictures:
        at = _box(seen).center()
        if not any(each.role in SHOWN_ONLY and each.name and _place(each).contains(at) for each in said):
            yield f"is drawn and not said: {seen.kind} of {seen.path}"


def _out_of_order(said: list[Said]) -> Iterator[str]:
    """Downwards, and in a row to the right; a column to the right may begin again at its top."""
    leaves = [each for each in said if each.leaf]
    for one, other in pairwise(leaves):
        above = other.y + other.h <= one.y + _NEAR
        beside = other.x + _NEAR >= one.x + one.w
        row = abs(other.y + other.h / 2 - one.y - one.h / 2) < min(one.h, other.h) / 2
        if (above and not beside) or (row and other.x + other.w <= one.x + _NEAR):
            yield f"is said too late: {_of(other)} after {_of(one)}"


def _active(each: Said) -> bool:
    return each.role in ACTIVE and (each.pressable or each.role == "EditableText")


def _words(each: Said) -> str:
    return _bare(each.name + each.detail)


def _bare(text: str) -> str:
    """Without spaces and marks, which are set for the eye."""
    return re.sub(r"\s+|<[^>]*>", "", text)


def _box(seen: Seen) -> QRectF:
    return QRectF(seen.x, seen.y, seen.w, seen.h)


def _place(each: Said) -> QRectF:
    return QRectF(each.x, each.y, each.w, each.h)


def _same(one: QRectF, other: QRectF) -> bool:
    edges = (
        (one.left(), other.left()),
        (one.top(), other.top()),
        (one.right(), other.right()),
        (one.bottom(), other.bottom()),
    )
    return all(abs(a - b) <= _NEAR for a, b in edges)


def _of(each: Said) -> str:
    return f"{each.role} {each.name!r} {each.object_name}".strip()
