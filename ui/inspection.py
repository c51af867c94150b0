"""Reads the live item tree: what is visible where, and which item would take a press at a pixel.

For tests and, through `ui.accessible`, for reading aloud. Must never change an item. How words stand out from what
is painted below them: `ui.legibility`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtQuick import QQuickItem, QQuickWindow

from ui import legibility


class Seen(msgspec.Struct, frozen=True):
    """One visible item, in window pixels.

    Attributes:
        kind: QML type name without Qt's suffixes.
        path: kinds of its ancestors, outermost first, joined by `/`.
        font_pixels: 0 where the item is no text.
        cut: is the text shortened or wider or higher than its room.
        takes_press: would it take a mouse press.
        ground: colour below the words, where they stand out least; `contrast` to it, 1 to 21 (WCAG 2.2).
        covered: colour of what is painted over the words, or nothing.
    """

    name: str
    kind: str
    path: str
    text: str
    x: float
    y: float
    w: float
    h: float
    enabled: bool
    takes_press: bool
    font_pixels: int = 0
    color: str = ""
    cut: bool = False
    text_w: float = 0
    text_h: float = 0
    ground: str = ""
    contrast: float = 21
    covered: str = ""


def kind_of(item: QObject) -> str:
    """Name of the item's QML type."""
    name = item.metaObject().className()
    return name.split("_QMLTYPE_", maxsplit=1)[0].split("_QML_", maxsplit=1)[0]


def scene_rect(item: QQuickItem) -> QRectF:
    """Where the item is in the window, pixels."""
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def in_paint_order(item: QQuickItem) -> list[QQuickItem]:
    """Return the children of `item`, lowest first."""
    return sorted(item.childItems(), key=lambda child: child.z())


_HANDS_ON = ("QQuickFlickable", "QQuickText")
"""Take a press only to hand it on: to what lies in a list until somebody drags, to what lies under words."""


def takes_press(item: QQuickItem) -> bool:
    """Would the item itself take a left press."""
    if not item.isEnabled() or not item.isVisible() or item.property("enabled") is False:  # MouseArea has its own
        return False
    if any(item.inherits(kind) for kind in _HANDS_ON):
        return False
    if item.acceptedMouseButtons() & Qt.MouseButton.LeftButton:
        return True
    return any(child.metaObject().className().endswith(("TapHandler", "DragHandler")) for child in item.children())


def topmost_at(window: QQuickWindow, x: float, y: float) -> QQuickItem | None:
    """Return the topmost item that would take a press at that pixel, or None."""
    return _topmost(window.contentItem(), QPointF(x, y))


def _topmost(item: QQuickItem, point: QPointF) -> QQuickItem | None:
    if not item.isVisible() or item.opacity() == 0:
        return None
    inside = item.contains(item.mapFromScene(point))
    if item.clip() and not inside:
        return None
    children = in_paint_order(item)
    for child in reversed([c for c in children if c.z() >= 0]):
        if (hit := _topmost(child, point)) is not None:
            return hit
    if inside and takes_press(item):
        return item
    for child in reversed([c for c in children if c.z() < 0]):
        if (hit := _topmost(child, point)) is not None:
            return hit
    return None


def belongs_to(item: QQuickItem | None, target: QQuickItem) -> bool:
    """Is `item` the target or one of its descendants."""
    while item is not None:
        if item == target:
            return True
        item = item.parentItem()
    return False


def walk(item: QQuickItem, clip: QRectF | None = None) -> Iterator[QQuickItem]:
    """All visible items below and with `item`, in paint order; those a clipping ancestor hides are left out."""
    if not item.isVisible() or item.opacity() == 0:
        return
    box = scene_rect(item)
    below = clip
    if item.clip():
        below = box if clip is None else box.intersected(clip)
    children = in_paint_order(item)
    for child in (child for child in children if child.z() < 0):
        yield from walk(child, below)
    if clip is None or _meets(box, clip):
        yield item
    for child in (child for child in children if child.z() >= 0):
        yield from walk(child, below)


def _meets(box: QRectF, clip: QRectF) -> bool:
    shared = box.intersected(clip)
    return shared.width() > 1 and shared.height() > 1


def clip_of(item: QQuickItem) -> QRectF | None:
    """The part of the window that the clipping ancestors of `item` leave, or None where nothing clips."""
    left: QRectF | None = None
    for up in _ancestors(item):
        if up.clip():
            left = scene_rect(up) if left is None else left.intersected(scene_rect(up))
    return left


def find(window: QQuickWindow, name: str) -> QQuickItem | None:
    """Return the visible item with that objectName, the topmost if there are several, or None."""
    found = [item for item in walk(window.contentItem()) if item.objectName() == name]
    return found[-1] if found else None


def see(item: QQuickItem) -> Seen:
    """Describe one item."""
    box = scene_rect(item)
    kind = kind_of(item)
    text = item.property("text")
    seen: dict[str, Any] = {
        "name": item.objectName(),
        "kind": kind,
        "path": "/".join(reversed([kind_of(up) for up in _ancestors(item)])),
        "text": text if isinstance(text, str) else "",
        "x": box.x(),
        "y": box.y(),
        "w": box.width(),
        "h": box.height(),
        "enabled": item.isEnabled(),
        "takes_press": takes_press(item),
    }
    return Seen(**seen, **_text_facts(item))


def _ancestors(item: QQuickItem) -> Iterator[QQuickItem]:
    up = item.parentItem()
    while up is not None:
        yield up
        up = up.parentItem()


def _text_facts(item: QQuickItem) -> dict[str, Any]:
    content = item.property("contentWidth")
    font = item.property("font")
    if not isinstance(font, QFont) or content is None or not item.property("text"):
        return {}
    height = float(item.property("contentHeight"))
    color = item.property("color")
    typing = item.inherits("QQuickTextInput")
    clip = clip_of(item)
    hidden = clip is not None and not clip.adjusted(-1, -1, 1, 1).contains(scene_rect(item))
    return {
        "font_pixels": round(font.pixelSize() * _scale(item)),
        "color": color.name() if isinstance(color, QColor) else "",
        "cut": not typing
        and (hidden or bool(item.property("truncated")) or content > item.width() + 1 or height > item.height() + 1),
        "text_w": float(content),
        "text_h": height,
    }


def _scale(item: QQuickItem) -> float:
    """How much larger it is painted than it says."""
    return scene_rect(item).width() / item.width() if item.width() else 1.0


def _painted(item: QQuickItem) -> QRectF:
    """Where the item is in the window, as far as nothing clips it."""
    left = clip_of(item)
    return scene_rect(item) if left is None else scene_rect(item).intersected(left)


def tree(window: QQuickWindow) -> list[Seen]:
    """All visible items of the window that have a size, in paint order."""
    items = [item for item in walk(window.contentItem()) if item.width() > 0 and item.height() > 0]
    standing = legibility.judge(items, window.color(), _painted)
    return [msgspec.structs.replace(see(item), **standing.get(n, {})) for n, item in enumerate(items)]
