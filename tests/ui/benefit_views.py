"""Views of 免申即享: the list, one that waits, that is confirmed, that could not be."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.domain.text import Language
from kiosk.flows.screens import Screen
from kiosk.runtime.shown import BenefitView, ChoiceLine, ServicesView
from kiosk.runtime.view import StepName, View
from tests.ui.complaint_views import choices
from tests.ui.inform_views import SEED
from tests.ui.task_views import chrome

MATCH = SEED.matches[0]
PAPER = next(one for one in SEED.policies if one.policy_id == MATCH.policy_id)


def benefit(phase: str, **more: str) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        view = BenefitView(
            phase=phase,
            title=PAPER.title.said(language),
            department=PAPER.department.said(language),
            benefit=MATCH.benefit.said(language),
            reason=MATCH.reason.said(language),
            pay_to=MATCH.pay_to.said(language) if MATCH.pay_to else "",
            **more,
        )
        around = chrome(1, StepName.IDENTIFY, language, service="", steps=0)
        return View(serial=0, screen=Screen.BENEFIT, chrome=around, services=ServicesView(benefit=view))

    return make


def rows(language: Language) -> tuple[ChoiceLine, ...]:
    names = {one.policy_id: one.title.said(language) for one in SEED.policies}
    made = [
        ChoiceLine(one.policy_id, one.benefit.said(language), names[one.policy_id], "award")
        for one in SEED.matches
        if one.people
    ]
    return (*made, ChoiceLine("z", made[0].title, made[0].note, status="ok"))


PAGES: dict[str, Callable[[Language], View]] = {
    "benefit-open": benefit("open"),
    "benefit-failed": benefit("open", fault="platform.timeout"),
    "benefit-confirming": benefit("confirming"),
    "benefit-confirmed": benefit("confirmed", number="ZC20260712000001"),
    "benefit-other": benefit("other", text="暂停发放"),
    "benefits": choices("benefits", "", rows),
    "benefit-company": benefit("confirmed", number="ZC20260712000002", company="示例市样本食品有限公司"),
    "benefits-company": choices("benefits", "示例市样本食品有限公司", rows),
    "benefits-none": choices("benefits", "", lambda _language: ()),
}
