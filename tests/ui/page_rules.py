"""What every page must hold: nothing cut, covered, faint, small, overlapping, at the edge; targets large and apart.

Sizes are those of the design, in millimetres where it gives them so. Must never look at a picture: it reads the tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import QRectF

from ui.inspection import Seen

PX_PER_MM = 4.034
"""Of the citizen's panel, 21.5 inches upright."""
CONTRAST = 4.5
"""WCAG 2.2, 1.4.3, for words of any size: nobody stands as near as to a desk."""
EDGE = 24
WHOLE_ROWS = ("ListRow", "SummaryRowItem", "JoinRow", "DeskRow", "DeskRailEntry")
"""Rows of the whole width with a divider may touch: the exception of the design."""
TOLERANCE = 1.0
OVERLAP = 8.0
"""Line boxes are higher than the ink in them: this much two texts may share, pixels."""


@dataclass(frozen=True)
class Limits:
    """The least a mode asks for.

    Attributes:
        text: height of the font, pixels.
        target: side of what can be touched, millimetres.
        gap: between two targets, pixels.
        touch_from: share of the screen's height above which nothing may be touched.
    """

    text: int = 28
    target: float = 19.8
    gap: int = 12
    touch_from: float = 0.0

    @property
    def target_px(self) -> int:
        """Side of a target in pixels."""
        return round(self.target * PX_PER_MM)


STANDARD = Limits()
ELDER = Limits(text=42, target=23.8, gap=24)
LOW_REACH = Limits(gap=16, touch_from=0.5)


def problems(tree: list[Seen], window: QRectF, limits: Limits = STANDARD) -> list[str]:
    """Everything that is wrong with a page, each in a line that names the text or the target."""
    shown = in_front(tree)
    texts = [seen for seen in shown if seen.font_pixels and seen.text.strip()]
    targets = [seen for seen in shown if seen.takes_press and _box(seen) != window]
    return [
        *_text_problems(texts, window, limits),
        *_faint_or_covered(texts),
        *_target_problems(targets, window, limits),
        *_half_under(texts, targets),
    ]


def _box(seen: Seen) -> QRectF:
    return QRectF(seen.x, seen.y, seen.w, seen.h)


def _share(one: QRectF, other: QRectF) -> bool:
    both = one.intersected(other)
    return both.width() > OVERLAP and both.height() > OVERLAP


def in_front(tree: list[Seen]) -> list[Seen]:
    """Only the dialog where one is open, and without Qt's keyboard, which is tested on its own."""
    dialog = [n for n, seen in enumerate(tree) if seen.name == "dialog"]
    return [
        seen
        for seen in tree[dialog[-1] if dialog else 0 :]
        if "Keyboard/" not in f"{seen.path}/{seen.kind}/" and seen.kind != "Keyboard"
    ]


def _text_problems(texts: list[Seen], window: QRectF, limits: Limits) -> Iterator[str]:
    inner = window.adjusted(EDGE - TOLERANCE, 0, TOLERANCE - EDGE, TOLERANCE)
    for seen in texts:
        if seen.cut:
            yield f"cut: {seen.text!r}, {seen.text_w:.0f}×{seen.text_h:.0f} in {seen.w:.0f}×{seen.h:.0f}"
        if seen.font_pixels < limits.text:
            yield f"too small: {seen.text!r}, {seen.font_pixels} px of {limits.text}"
        if not inner.contains(_box(seen)):
            yield f"at the edge or outside: {seen.text!r} {_box(seen)}"
    for one, other in combinations(texts, 2):
        if _share(_box(one), _box(other)):
            yield f"overlapping: {one.text!r} {_box(one)} and {other.text!r} {_box(other)}"


def _faint_or_covered(texts: list[Seen]) -> Iterator[str]:
    for seen in texts:
        if seen.contrast < CONTRAST:
            yield f"too faint: {seen.text!r}, {seen.color} on {seen.ground} is {seen.contrast}:1 of {CONTRAST}:1"
        if seen.covered:
            yield f"covered: {seen.text!r} by something {seen.covered}"


def _target_problems(targets: list[Seen], window: QRectF, limits: Limits) -> Iterator[str]:
    least = limits.target_px
    highest = window.height() * limits.touch_from - TOLERANCE
    for seen in targets:
        if seen.w < least or seen.h < least:
            yield f"too small to touch: {_named(seen)} {seen.w:.0f}×{seen.h:.0f} of {least}"
        if not window.contains(_box(seen)):
            yield f"target outside: {_named(seen)} {_box(seen)}"
        if seen.y < highest:
            yield f"too high to reach: {_named(seen)} {_box(seen)}"
    for one, other in combinations(targets, 2):
        if any(row in one.path and row in other.path for row in WHOLE_ROWS):
            continue
        grown = _box(one).adjusted(-limits.gap, -limits.gap, limits.gap, limits.gap)
        grown.adjust(TOLERANCE, TOLERANCE, -TOLERANCE, -TOLERANCE)
        if grown.intersects(_box(other)):
            yield f"too near: {_named(one)} {_box(one)} and {_named(other)} {_box(other)}"


def _half_under(texts: list[Seen], targets: list[Seen]) -> Iterator[str]:
    for text in texts:
        for target in targets:
            inside = target.path.rpartition("/")[0] and _box(target).contains(_box(text).center())
            if _share(_box(text), _box(target)) and not inside:
                yield f"half under a target: {text.text!r} and {_named(target)}"


def _named(seen: Seen) -> str:
    return f"{seen.name} {seen.path}/{seen.kind}".strip()
