"""Views of the papers: how each may come, the code for the phone, the words that are signed instead."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from kiosk.domain.text import Language
from kiosk.flows.screens import Screen
from kiosk.runtime.shown_supply import FileShown, SupplyView
from kiosk.runtime.view import FieldView, FormView, MaterialRow, StepName, View
from tests.ui.task_views import chrome, field, words

CODE = "https://platform.example/u/ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
PAPER = "检查检验报告"


def papers(*values: str) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        ways = ("phone", "stick", "earlier", "later", "promise")
        fields: tuple[FieldView, ...] = tuple(
            field("file", language, name=f"paper{n}", label=words(language, PAPER), value=value, ways=ways)
            for n, value in enumerate(values)
        )
        exempt = (
            MaterialRow(words(language, "身份证件"), "shared"),
            MaterialRow(words(language, "户口簿"), "licence"),
        )
        title = words(language, "这些材料怎么交？")
        view = FormView(title=title, page=3, pages=3, fields=fields, exempt=exempt)
        return View(serial=0, screen=Screen.FORM, chrome=chrome(2, StepName.FILL_IN, language), form=view)

    return make


def one(screen: Screen, **more: object) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        view = replace(SupplyView(material=words(language, PAPER)), **more)
        return View(serial=0, screen=screen, chrome=chrome(2, StepName.FILL_IN, language), supply=view)

    return make


def listed(source: str, *names: str) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        rows = tuple(
            FileShown(f"k{n}", words(language, name), ("pdf", "jpeg")[n % 2], 90_000, f"2026-0{n + 1}-12")
            for n, name in enumerate(names)
        )
        return one(Screen.FILES, phase="listed", source=source, listed=rows, more=len(rows) > 3)(language)

    return make


PAGES: dict[str, Callable[[Language], View]] = {
    "papers": papers("", "phone"),
    "papers-instead": papers("later", "promised"),
    "phone-opening": one(Screen.PHONE),
    "phone-waiting": one(Screen.PHONE, phase="waiting", qr=CODE),
    "phone-opened": one(Screen.PHONE, phase="opened", qr=CODE),
    "phone-arrived": one(Screen.PHONE, phase="arrived", qr=CODE, files=2, unusable=1),
    "phone-expired": one(Screen.PHONE, phase="expired"),
    "phone-failed": one(Screen.PHONE, phase="failed", fault="platform.timeout"),
    "files-of-a-stick": listed("stick", "诊断证明.pdf", "IMG_0001.jpg", "检查报告（第二次）.pdf", "合同_fdp.exe_"),
    "files-opening": one(Screen.FILES, source="stick"),
    "files-waiting": one(Screen.FILES, source="stick", phase="waiting"),
    "sample-opening": one(Screen.SAMPLE),
    "sample-shown": one(Screen.SAMPLE, phase="review"),
    "sample-failed": one(Screen.SAMPLE, phase="failed", fault="platform.timeout"),
    "files-foreign": one(Screen.FILES, source="stick", phase="foreign"),
    "cleared-but-for-a-stick": one(Screen.CLEARED, left=True),
    "files-none": one(Screen.FILES, source="earlier", phase="listed"),
    "files-from-before": listed("earlier", "异地就医备案", "门诊慢特病认定"),
    "files-taking": one(Screen.FILES, source="stick", phase="taking"),
    "files-review": one(Screen.FILES, source="stick", phase="review", pages=2),
    "files-failed": one(Screen.FILES, source="stick", phase="failed", fault="stick.gone"),
    "promise-later": one(Screen.PROMISE, days=15),
    "promise-signed": one(Screen.PROMISE, promise=True),
}
