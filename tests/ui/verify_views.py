"""Views of 验证: who reads, what is said of a code, and nobody who answers."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.domain.text import Language
from kiosk.flows.screens import Screen
from kiosk.runtime.shown import ServicesView, VerifyView
from kiosk.runtime.view import StepName, View
from tests.ui.inform_views import SEED
from tests.ui.task_views import chrome


def verify(phase: str, **more: object) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        kind = next(one for one in SEED.heading.licence_types.values() if "不动产" in one.name.zh_hans)
        told = {"name": kind.name.said(language), "holders": "林*舟、周*"} if more.get("state") in KNOWN else {}
        view = VerifyView(phase=phase, time="07-12 09:41", **{"by": "scanner"} | told | more)  # type: ignore[arg-type]
        around = chrome(1, StepName.IDENTIFY, language, service="", steps=0, personal=False)
        return View(serial=0, screen=Screen.VERIFY, chrome=around, services=ServicesView(verify=view))

    return make


KNOWN = {"valid", "expired", "revoked"}
PAGES: dict[str, Callable[[Language], View]] = {
    "verify-waiting": verify("waiting"),
    "verify-missed": verify("waiting", fault="scanner.garbled"),
    "verify-camera": verify("waiting", by="camera", fault="scanner.too-long"),
    "verify-out": verify("waiting", by=""),
    "verify-checking": verify("checking"),
    "verify-valid": verify("told", state="valid", wrong_digit=True),
    "verify-expired": verify("told", state="expired"),
    "verify-revoked": verify("told", state="revoked"),
    "verify-unknown": verify("told", state="unknown"),
    "verify-unanswered": verify("unanswered", fault="platform.timeout"),
}
