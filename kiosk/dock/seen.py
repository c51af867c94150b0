"""Which of the dock's words are the case now, read from the state: what the panel shows as pressed.

Must never guess: what is not running holds no word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

_PRINTER: Final = {
    "paper_out": "paper out",
    "near_end": "paper near-end",
    "jammed": "printer jam",
    "cover_open": "printer cover-open",
    "offline": "printer offline",
    "gone": "printer vanish",
}
"""Key of the printer's state -> what it means in words."""
_PAGES: Final = {
    "media-empty-error": "pages empty",
    "media-jam-error": "pages jam",
    "cover-open-error": "pages cover",
    "toner-empty-error": "pages toner",
    "offline-error": "pages offline",
}
"""What the page printer says -> what it means in words."""
_PLUGGED: Final = frozenset({"reader", "scanner"})
_CROOKED: Final = 12
"""Degrees that `page crooked` turns the sheet by."""


def holding(state: Mapping[str, Any]) -> frozenset[str]:
    """`VERB WORD` of everything that is so, from `Desk.state()`."""
    return frozenset(_words(state))


def _words(state: Mapping[str, Any]) -> Iterator[str]:
    reader, camera, document, printer = (state.get(name) for name in ("reader", "camera", "document", "printer"))
    if reader and reader["card"]:
        yield f"card {reader['card']}"
    if camera:
        yield f"face {camera['face']}"
        yield f"camera {_picture(camera)}"
    if document:
        yield from _document(document)
    if printer:
        yield from (word for key, word in _PRINTER.items() if printer[key])
    for name in _PLUGGED & state.keys():
        yield from _plug(name, state[name])
    if state.get("pages"):
        yield from _pages(state["pages"])
    yield from _plain(state)


def _plain(state: Mapping[str, Any]) -> Iterator[str]:
    if state.get("stick"):
        yield f"stick {state['stick']['plugged'] or 'pull'}"
    if state.get("network"):
        yield f"network {state['network']}"


def _plug(name: str, told: Mapping[str, Any] | None) -> Iterator[str]:
    if told:
        yield f"{name} {'vanish' if told['gone'] else 'return'}"


def _pages(pages: Mapping[str, Any]) -> Iterator[str]:
    yield from (_PAGES[reason] for reason in pages["reasons"] if reason in _PAGES)
    if pages["stopped"]:
        yield "pages stop"
    if not pages["plugged"]:
        yield "pages vanish"


def _picture(camera: Mapping[str, Any]) -> str:
    if camera["stopped"]:
        return "stop"
    if camera["frozen"]:
        return "freeze"
    return str(camera["light"]) if camera["light"] != "normal" else "resume"


def _document(document: Mapping[str, Any]) -> Iterator[str]:
    yield f"page {document['page']}"
    if document["rotate"] == _CROOKED:
        yield "page crooked"
    if document["cover"] == "corner":
        yield "page covered"
    if document["gone"]:
        yield "page vanish"
