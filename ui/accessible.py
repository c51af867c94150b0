"""Reads the window as assistive technology does: roles, names, states, in reading order.

For tests and for reading aloud (`ui.speech`). Must never change an item, and never read an item's own properties:
what is not said to assistive technology is not there.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickItem, QQuickWindow

from ui import inspection

GROUPS = frozenset({"Grouping", "Dialog", "List", "PageTabList", "Client", "Window", "Pane"})
"""Roles that hold others and need not be stopped at."""


class Said(msgspec.Struct, frozen=True):
    """What is said of one thing.

    Attributes:
        object_name: of the item it stands for; tests find it by that.
        role: name of a `QAccessible.Role`.
        name: what is said of it; `detail` after it.
        depth: how many hold it, the window not counted.
        x: left edge in window pixels, as y, w, h.
        leaf: holds nothing that is said by itself.
    """

    object_name: str
    role: str
    name: str
    detail: str
    depth: int
    x: int
    y: int
    w: int
    h: int
    leaf: bool
    focusable: bool = False
    focused: bool = False
    disabled: bool = False
    checkable: bool = False
    checked: bool = False
    pressable: bool = False


def read(window: QQuickWindow, *, turned_away: bool = False) -> list[Said]:
    """Everything on the page that is said, in reading order: the window itself and what is hidden are left out.

    `turned_away`: with what stands on parts of the page that are not in front now.
    """
    root = QAccessible.queryAccessibleInterface(window)
    left, top = root.rect().x(), root.rect().y()
    found = (each for each in _below(root, 0) if turned_away or not _clipped(each[0].object()))
    return [_said(face, depth, (left, top)) for face, depth in found]


def _below(face: QAccessibleInterface, depth: int) -> Iterator[tuple[QAccessibleInterface, int]]:
    for n in range(face.childCount()):
        child = face.child(n)
        if child is None or child.state().invisible or child.rect().isEmpty():
            continue
        yield child, depth
        yield from _below(child, depth + 1)


def _clipped(item: object) -> bool:
    """Is it on a part of the page that is turned away?"""
    clip = inspection.clip_of(item) if isinstance(item, QQuickItem) else None
    return (
        clip is not None and isinstance(item, QQuickItem) and not clip.contains(inspection.scene_rect(item).center())
    )


def _said(face: QAccessibleInterface, depth: int, origin: tuple[int, int]) -> Said:
    state, box, item = face.state(), face.rect(), face.object()
    actions = face.actionInterface()
    return Said(
        object_name=item.objectName() if isinstance(item, QQuickItem) else "",
        role=face.role().name,
        name=face.text(QAccessible.Text.Name).strip(),
        detail=face.text(QAccessible.Text.Description).strip(),
        depth=depth,
        x=box.x() - origin[0],
        y=box.y() - origin[1],
        w=box.width(),
        h=box.height(),
        leaf=next(_below(face, 0), None) is None,
        focusable=bool(state.focusable),
        focused=bool(state.focused),
        disabled=bool(state.disabled),
        checkable=bool(state.checkable),
        checked=bool(state.checked),
        pressable=actions is not None and "Press" in actions.actionNames(),
    )


def focused(window: QQuickWindow) -> Said | None:
    """What is said of the thing that has the focus, or None where nothing on the page has it."""
    return next((said for said in reversed(read(window)) if said.focused), None)  # what holds it may say so, too
