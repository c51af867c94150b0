"""How words stand out from what is painted below them, and whether something is painted over them.

Read from the items' own colours, so that the answer is exact. Development and tests only; must never change an item.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor
from PySide6.QtQuick import QQuickItem

_OPAQUE = 255
_LINEAR = 0.04045
"""Where the curve of sRGB begins (WCAG 2.2, relative luminance)."""
_SHARED = 8.0
"""Line boxes are higher than the ink in them: less than this in one direction, in pixels, covers nothing."""
_FILLED = {"DashedFrame": "fill"}
"""Painted items with a ground of their own, and the property that names its colour."""
_PAPER = frozenset({"QrItem"})
"""Painted items that are white wherever they are."""

Place = Callable[[QQuickItem], QRectF]


@dataclass(frozen=True)
class _Ground:
    """One painted surface, `n` its place in the paint order."""

    n: int
    box: QRectF
    color: QColor


def luminance(color: QColor) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (c / 12.92 if c <= _LINEAR else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """Contrast of two opaque colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def over(color: QColor, ground: QColor) -> QColor:
    """`color` as it is seen on an opaque `ground`."""
    alpha = color.alphaF()
    mixed = (a * alpha + b * (1 - alpha) for a, b in zip(_rgb(color), _rgb(ground), strict=True))
    return QColor.fromRgbF(*mixed)


def judge(items: Sequence[QQuickItem], floor: QColor, place: Place) -> Mapping[int, dict[str, Any]]:
    """For each text among `items` (in paint order), by its place there: `ground`, `contrast`, `covered`.

    Args:
        items: everything visible, lowest first.
        floor: colour of the empty window.
        place: where an item is in the window.
    """
    grounds = [
        _Ground(n, place(item), color) for n, item in enumerate(items) if (color := _surface(item)) is not None
    ]
    return {
        n: _standing(n, item, grounds, (floor, place))
        for n, item in enumerate(items)
        if (item.inherits("QQuickText") or item.inherits("QQuickTextInput")) and item.property("text")
    }


def _standing(n: int, item: QQuickItem, grounds: list[_Ground], where: tuple[QColor, Place]) -> dict[str, Any]:
    floor, place = where
    box = place(item)
    color = QColor(item.property("color"))
    color.setAlphaF(color.alphaF() * _opacity(item))
    middle = box.center().y()
    points = (box.left() + 1, box.center().x(), box.right() - 1)
    below = [_below(QPointF(x, middle), n, grounds, floor) for x in points]
    ground = min(below, key=lambda each: contrast(over(color, each), each))
    hidden = next((each for each in grounds if each.n > n and _covers(each, box)), None)
    return {
        "ground": ground.name(),
        "contrast": round(contrast(over(color, ground), ground), 2),
        "covered": hidden.color.name() if hidden else "",
    }


def _below(point: QPointF, n: int, grounds: list[_Ground], floor: QColor) -> QColor:
    """What is seen at that point before the n-th item is painted."""
    seen = floor
    for ground in grounds:
        if ground.n < n and ground.box.contains(point):
            seen = over(ground.color, seen)
    return seen


def _covers(ground: _Ground, box: QRectF) -> bool:
    shared = ground.box.intersected(box)
    return ground.color.alpha() == _OPAQUE and shared.width() > _SHARED and shared.height() > _SHARED


def _surface(item: QQuickItem) -> QColor | None:
    """The colour an item fills its box with, or None where it fills nothing."""
    if item.inherits("QQuickRectangle"):
        color = item.property("color")
    elif (name := item.metaObject().className()) in _FILLED:
        color = item.property(_FILLED[name])
    elif name in _PAPER:
        color = "white"
    else:
        return None
    color = QColor(color)
    color.setAlphaF(color.alphaF() * _opacity(item))
    return color if color.alpha() else None


def _opacity(item: QQuickItem | None) -> float:
    share = 1.0
    while item is not None:
        share *= item.opacity()
        item = item.parentItem()
    return share


def _rgb(color: QColor) -> tuple[float, float, float]:
    return color.redF(), color.greenF(), color.blueF()
