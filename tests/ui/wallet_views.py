"""Views of the wallet: many licences, by occasion, none of that occasion, none at all, not to be had."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from kiosk.domain.scenes import NAMES
from kiosk.domain.text import Language
from kiosk.flows.screens import Screen
from kiosk.runtime.shown import RatingTagRow
from kiosk.runtime.shown_licences import LicenceCard, LicenceView
from kiosk.runtime.view import StepName, View
from tests.ui.task_views import MASKED, chrome, words


def wallet(count: int, **more: object) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        kinds = ("valid", "expiring", "expired", "revoked")
        rows = tuple(
            LicenceCard(f"l{n}", words(language, "机动车驾驶证"), MASKED, kinds[n % 4], "2030-02-03", "car")
            for n in range(count)
        )
        occasions = tuple(RatingTagRow(one, name.said(language), one == "travel") for one, name in NAMES.items())
        offered = occasions if count or more.get("held") else ()
        plain = LicenceView(rows=rows, occasions=offered, held=count, updated_at="09:40")
        view = msgspec.structs.replace(plain, **more)
        around = chrome(2, StepName.WALLET, language, service="", steps=0)
        return View(serial=0, screen=Screen.WALLET, chrome=around, licences=view)

    return make


PAGES: dict[str, Callable[[Language], View]] = {
    "wallet": wallet(4),
    "wallet-many": wallet(14),
    "wallet-none-here": wallet(0, held=4),
    "wallet-loading": wallet(0, loading=True),
    "wallet-empty": wallet(0),
    "wallet-fault": wallet(0, fault="platform.server-down"),
}
