"""Journey: every fault of every device on every page that uses it; each time the page says what to do and goes on.

The matrix comes from the fault enum and the flow tables (`fault_cells`). At the end one receipt has been printed.
"""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from devices.contract import Kind
from kiosk.flows.screens import Screen
from kiosk.journeys import acts
from kiosk.journeys.fault_cells import Cell, Elsewhere, Made, cells
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage

PRINTER = True
"""The stage is fitted with the virtual ESC/POS printer."""
ITEM_WITH_A_SCAN = ("yb", "yb-mzbx")
_SETTLED = 0.7
"""Seconds that words must stand before they count as said."""
_BY_ITSELF = 8.0
"""Seconds after which a page that says it is out of order does not get well by itself any more."""
_PICTURED = 2.0
"""Seconds until what was done to the page is in the picture: one under way shows it as it was, and would be taken."""
_PASSING = ("正在读", "别拿走", "读好了", "请拿走")
"""What a page says while a device works: not yet an answer."""

_OF_THE_CAMERA = ("摄像头", "光线太暗", "没看到脸")
"""What is said of a camera; everything else on the face page is said to somebody who looks into one that works."""
_PAGE_SEEN = "四个角都看到了"
_OF_THE_PAGE = ("没拍", "存不下", "摄像头", "太暗")
"""What is said of a document camera and its page that is not just how to lay the page."""

Tell = Callable[..., dict[str, Any]]


def play(stage: Stage, report: Report) -> None:
    """Play it."""
    matrix = list(cells())
    _note(report, matrix)
    matrix = _every(report, matrix)
    hand = stage.hand
    stage.start_sandbox()
    stage.start_kiosk()
    theme, item = ITEM_WITH_A_SCAN
    hand.wait(f"topic {theme}", lambda: hand.sees(f"theme-{theme}"))
    hand.go(f"theme-{theme}", "category")
    hand.go(f"item-{item}", "item")
    hand.go("primaryButton", "card")
    _on_the_card_page(stage, report, _of(matrix, Kind.ID_READER))
    acts.place_card(stage, "p01")
    _on_the_face_page(stage, report, _of(matrix, Kind.CAMERA))
    acts.pass_face(stage, "astronaut")
    _to_the_scan(stage)
    _on_the_scan_page(stage, report, _of(matrix, Kind.DOCUMENT_CAMERA))
    _finish_the_form(stage)
    printing = _of(matrix, Kind.RECEIPT_PRINTER)
    _where_one_prints(stage, report, [one for one in printing if one[0].screen is Screen.RESULT])
    hand.go("result.phone", "receipt")
    _where_one_prints(stage, report, [one for one in printing if one[0].screen is Screen.RECEIPT])
    _print_at_last(stage, report)


def _note(report: Report, matrix: Iterable[Cell]) -> None:
    """Every cell stands in the report from the beginning; those that are played get what was said."""
    report.facts["cells"] = {
        _name(cell): {"elsewhere": cell.recipe.why, "test": cell.recipe.test}
        if isinstance(cell.recipe, Elsewhere)
        else {"told": None}
        for cell in matrix
    }


def _every(report: Report, matrix: list[Cell]) -> list[Cell]:
    """The cells to play: all, or each n-th of those that can be, for a quick look."""
    made = [cell for cell in matrix if isinstance(cell.recipe, Made)]
    chosen = made[:: report.facts.get("every", 1)]
    for cell in made:
        if cell not in chosen:
            report.facts["cells"][_name(cell)] = {"left_out": True}
    return chosen


def _of(matrix: Iterable[Cell], kind: Kind) -> list[tuple[Cell, Made]]:
    return [(cell, cell.recipe) for cell in matrix if cell.kind is kind and isinstance(cell.recipe, Made)]


def _name(cell: Cell) -> str:
    return f"{cell.screen.value} {cell.kind.value} {cell.fault.code}"


# --- pages ------------------------------------------------------------------------------------------------
def _on_the_card_page(stage: Stage, report: Report, played: Iterable[tuple[Cell, Made]]) -> None:
    hand = stage.hand
    for cell, made in played:
        before = _words(stage)
        _order(stage.reader, made.orders)
        if made.card is not None:
            stage.reader(do="place", **made.card)
        told = _told(stage, before, or_page=Screen.IDENTITY_CHOICE.value)
        _said(report, stage, cell, told)
        stage.reader(do="lift")
        _order(stage.reader, made.undo)
        hand.wait("the page as it was before", partial(_back_at, stage, before, time.monotonic()))


def _back_at(stage: Stage, words: set[str], since: float) -> bool:
    """Is the card page as it was? Else do what a person would: try again, go back to it, leave it and begin again.

    Where only staff can help there is nothing to try again, and the page's own time is a minute.
    """
    hand = stage.hand
    if hand.screen() == "card" and _words(stage) >= words:
        return True
    ways = {"identity-choice": ["backButton"], "item": ["primaryButton"], "card": ["card.retry"]}
    if time.monotonic() - since > _BY_ITSELF:
        ways["card"].append("backButton")
    _touched(stage, *ways.get(hand.screen(), ()))
    return False


def _on_the_face_page(stage: Stage, report: Report, played: Iterable[tuple[Cell, Made]]) -> None:
    """Nobody moves before the camera: each time the page is opened anew, and left again at the end."""
    hand = stage.hand
    stage.camera(do="face", name="astronaut")
    for cell, made in played:
        hand.wait("the face page", lambda: _at_face(stage))
        hand.wait("the mirror", lambda: not hand.reads_anywhere("正在打开摄像头"))
        before = _words(stage)
        _order(stage.camera, made.orders)
        _said(report, stage, cell, _told(stage, before, only=_OF_THE_CAMERA))
        _order(stage.camera, made.undo)
        _lay_the_card_again(stage)


def _lay_the_card_again(stage: Stage) -> None:
    """The face way closes for the card that lay there: a person goes back and lays it down once more."""
    hand = stage.hand

    def at_card() -> bool:
        if hand.screen() in {"face", "identity-choice"}:
            _touched(stage, "backButton")
        return hand.screen() == "card"

    hand.wait("the card page", at_card)
    acts.place_card(stage, "p01")


def _at_face(stage: Stage) -> bool:
    """On the face page? Else one step nearer to it."""
    hand = stage.hand
    steps = {"identity-choice": "identity.way.face", "face-consent": "consent.agree"}
    name = steps.get(hand.screen())
    if name is not None:
        _touched(stage, name)
    return hand.screen() == "face"


def _to_the_scan(stage: Stage) -> None:
    """The pages of the form before the one that asks for a picture."""
    hand = stage.hand
    hand.wait_page("form")
    hand.tap("form.field.visited")
    for part in ("date.year.", "date.month.", "date.day."):
        _tap_first(stage, part)
    hand.tap("form.field.amount")
    time.sleep(_SETTLED)  # the keypad comes up
    hand.tap("key8")
    hand.tap("primaryButton")
    hand.wait("the phone", lambda: hand.sees("form.field.phone"))
    hand.tap("primaryButton")
    hand.wait("the page of pictures", lambda: hand.sees("form.scan.invoice"))
    hand.tap("form.scan.invoice")
    hand.wait_page("scan")


def _tap_first(stage: Stage, beginning: str) -> None:
    """The first thing on the page whose name begins so, once there is one."""

    def names() -> list[str]:
        items = stage.hand.ask(do="tree").get("items", [])
        return [item["name"] for item in items if item["name"].startswith(beginning)]

    stage.hand.wait(beginning, lambda: bool(names()))
    stage.hand.tap(names()[0])


def _on_the_scan_page(stage: Stage, report: Report, played: Iterable[tuple[Cell, Made]]) -> None:
    hand = stage.hand
    for cell, made in played:
        hand.wait_words(_PAGE_SEEN)
        before = _words(stage)
        _order(stage.page, made.orders)
        if cell.fault.code.startswith("page."):
            time.sleep(_PICTURED)
            hand.tap("primaryButton")
        _said(report, stage, cell, _told(stage, before, only=_OF_THE_PAGE))
        _order(stage.page, made.undo)
        hand.wait("the live picture again", partial(_live_again, stage))


def _live_again(stage: Stage) -> bool:
    """What a person does after a picture that was none: try again; take one that is good, and drop it."""
    hand = stage.hand
    if hand.reads_anywhere(_PAGE_SEEN):
        return True
    if _touched(stage, "scan.retry", "scan.drop"):
        return False
    if any(hand.reads_anywhere(sign) for sign in ("没拍", "存不下")):
        _touched(stage, "primaryButton")
    return False


def _touched(stage: Stage, *names: str) -> bool:
    """One touch on the first of these that can take it now; the page may go on by itself meanwhile."""
    for name in names:
        found = stage.hand.ask(do="find", name=name)
        if found.get("visible") and found.get("enabled") and found.get("topmost"):
            return bool(stage.hand.ask(do="tap", name=name).get("ok"))
    return False


def _finish_the_form(stage: Stage) -> None:
    hand = stage.hand
    hand.wait_words(_PAGE_SEEN)
    hand.tap("primaryButton")
    hand.wait("the picture to look at", lambda: hand.sees("scan.drop"))
    hand.tap("primaryButton")
    hand.wait_page("form")
    hand.go("primaryButton", "check")
    acts.look_through(stage)
    hand.tap("primaryButton")
    hand.wait_page("result")


def _where_one_prints(stage: Stage, report: Report, played: Iterable[tuple[Cell, Made]]) -> None:
    """Result and receipt page; the receipt is not printed yet."""
    hand = stage.hand
    for cell, made in played:
        hand.wait("a printer that works", lambda: _print_button(stage) is not None)
        _order(stage.printer, made.orders)
        _touched(stage, *_PRINTS)  # the terminal may have noticed before the person touched it
        hand.wait("that it is said", lambda: hand.sees("result.printFault"))
        time.sleep(_SETTLED)
        _said(report, stage, cell, hand.reads("statusTitle"))
        _order(stage.printer, made.undo)


_PRINTS = ("result.print", "result.printAgain")


def _print_button(stage: Stage) -> str | None:
    """The button that prints, where it can be touched."""
    for name in _PRINTS:
        found = stage.hand.ask(do="find", name=name)
        if found.get("visible") and found.get("enabled") and found.get("topmost"):
            return name
    return None


def _print_at_last(stage: Stage, report: Report) -> None:
    """With everything mended: one receipt, and no other has come out before or comes after."""
    hand = stage.hand
    hand.wait("a printer that works", lambda: _print_button(stage) is not None)
    hand.tap(str(_print_button(stage)))
    hand.wait("the receipt", lambda: stage.printer(do="state").get("slips") == 1)
    hand.wait_words("凭条已打印")
    hand.keep("printed")
    time.sleep(_SETTLED)
    report.facts["receipts_printed"] = stage.printer(do="state").get("slips")
    if report.facts["receipts_printed"] != 1:
        raise JourneyError(f"{report.facts['receipts_printed']} receipts came out")
    shutil.copy(next((stage.folder / "twins" / "slips").glob("*.png")), report.folder / "receipt.png")


# --- seeing -----------------------------------------------------------------------------------------------
def _words(stage: Stage) -> set[str]:
    """The page's words without what runs by itself (digits: clock, seconds)."""
    return {re.sub(r"\d+", "", words) for words in stage.hand.words()}


def _told(stage: Stage, before: set[str], *, or_page: str = "", only: tuple[str, ...] = ("",)) -> str:
    """The new words on the page once they stand; `or_page` where the program got over it by itself."""
    seen: set[str] = set()
    since = time.monotonic()

    def stands() -> bool:
        nonlocal seen, since
        if or_page and stage.hand.screen() == or_page:
            seen = {f"→ {or_page}"}
            return True
        new = {
            words
            for words in _words(stage) - before
            if any(sign in words for sign in only) and not any(sign in words for sign in _PASSING)
        }
        if new != seen:
            seen, since = new, time.monotonic()
        return bool(new) and time.monotonic() - since >= _SETTLED

    stage.hand.wait("words for the fault", stands)
    return " / ".join(sorted(seen))


def _order(tell: Tell, orders: Iterable[Mapping[str, Any]]) -> None:
    for order in orders:
        answer = tell(**order)
        if not answer.get("ok"):
            raise JourneyError(f"the twin refuses {order.get('do')}: {answer.get('error')}")


def _said(report: Report, stage: Stage, cell: Cell, told: str) -> None:
    report.facts["cells"][_name(cell)]["told"] = told
    stage.hand.keep(f"{cell.screen.value}-{cell.fault.code.replace('.', '-')}", words=told)
