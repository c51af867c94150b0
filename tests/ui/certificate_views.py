"""Views of 证明打印: the list, the offer, the page in every phase."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from kiosk.domain.text import Language
from kiosk.flows.screens import Screen
from kiosk.runtime.shown import CertificateOffer, CertificateView, ChoiceLine, ServicesView
from kiosk.runtime.view import StepName, View
from tests.ui.complaint_views import SEED, choices
from tests.ui.public_views import guide, page
from tests.ui.task_views import chrome

KIND = SEED.certificate_types[0]


def certificate(phase: str, **more: object) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        view = CertificateView(
            phase=phase,
            name=KIND.name.said(language),
            office=KIND.department.said(language),
            serial="ZM20260712000046",
            fee="不收费" if language is not Language.EN else "Free of charge",
            pages=2,
            prints_left=3,
        )
        around = chrome(1, StepName.IDENTIFY, language, service="", steps=0)
        services = ServicesView(certificate=replace(view, **more))
        return View(serial=0, screen=Screen.CERTIFICATE, chrome=around, services=services)

    return make


def kinds(language: Language) -> tuple[ChoiceLine, ...]:
    return tuple(
        ChoiceLine(one.code, one.name.said(language), one.hint.said(language), "printer")
        for one in SEED.certificate_types
    )


def offered(screen: Screen, blocked: str = "") -> Callable[[Language], View]:
    def make(language: Language) -> View:
        made = page(screen, language, chrome(1, StepName.IDENTIFY, language, service="", steps=0))
        offer = CertificateOffer(offered=True, blocked=blocked)
        return replace(made, item=guide(language), services=ServicesView(certificates=offer))

    return make


PAGES: dict[str, Callable[[Language], View]] = {
    "certificates": choices("certificates", "", kinds),
    "certificates-offered": offered(Screen.CATEGORY),
    "certificates-no-printer": offered(Screen.CATEGORY, "printer-out"),
    "certificate-offered": offered(Screen.ITEM),
    "certificate-asking": certificate("asking", pages=0),
    "certificate-checking": certificate("checking", pages=0),
    "certificate-ready": certificate("ready"),
    "certificate-ready-no-paper": certificate("ready", printer_fault="printer.paper-out"),
    "certificate-used-up": certificate("ready", prints_left=0),
    "certificate-printing": certificate("printing", done=1),
    "certificate-stopping": certificate("printing", stopping=True),
    "certificate-out": certificate("out", prints_left=2),
    "certificate-left": certificate("out", prints_left=0, left=True),
    "certificate-waits": certificate("waits", text="正在核查"),
    "certificate-denied": certificate("denied"),
    "certificate-altered": certificate("unusable", fault="document.seal-altered"),
    "certificate-ofd": certificate("unusable", fault="document.ofd"),
    "certificate-unreachable": certificate("unreachable", fault="platform.timeout"),
    "certificate-jammed": certificate("not-printed", fault="printer.paper-jam"),
    "certificate-unknown": certificate("unknown", fault="printer.outcome-unknown"),
}
