"""Views of packages (一件事) and situations (情形): the list, one with an item left out, what became of each item."""

from __future__ import annotations

import msgspec

from kiosk.domain.catalogue import ServiceItem
from kiosk.domain.offers import Joint, in_variant, packages, toggled
from kiosk.domain.submission import OrganisationRef, OrganisationRole, Outcome
from kiosk.domain.text import Language
from kiosk.flows import browse
from kiosk.flows.company_parts import Company
from kiosk.flows.events.organisations import CompanyRow, PaperOfCompany
from kiosk.flows.memory import Browsing, Identity, Memory, Surroundings
from kiosk.flows.screens import Screen
from kiosk.runtime.present import present
from kiosk.runtime.present_company import ROLES
from kiosk.runtime.scene import Scene
from kiosk.runtime.shown import ChoiceLine
from kiosk.runtime.shown_matters import PartRow
from kiosk.runtime.view import CaseView, View
from tests.runtime_stand import NOON, PERSON
from tests.ui.complaint_views import SEED, choices
from tests.ui.public_views import around

CATALOGUE = SEED.catalogue(frozenset())
STATES = (("ok", "已受理"), ("progress", "已收件，等部门受理"), ("attention", "需要补正"))


def package(code: str) -> Joint:
    return next(one for one in packages(CATALOGUE) if one.code == code)


def _page(screen: Screen, language: Language, item: ServiceItem | None = None) -> View:
    browsing = Browsing(theme=browse.PACKAGES)
    memory = Memory(around=Surroundings(language=language, today="2026-07-12"), browsing=browsing, item=item)
    scene = Scene(
        screen, 0, memory, CATALOGUE, "", "A-03", "12345", test_environment=True, clocks={}, idle_seconds=0, now=NOON
    )
    return present(scene)


def listed(language: Language) -> View:
    return _page(Screen.CATEGORY, language)


def guide(language: Language) -> View:
    return _page(Screen.ITEM, language, toggled(package("yjs-zf"), "ga-jzz"))


def rows(language: Language) -> tuple[PartRow, ...]:
    items = zip(package("yjs-kd").joins, STATES, strict=True)
    return tuple(
        PartRow(one.item.name.said(language), shape, words, f"SL2026071200{n:04d}")
        for n, (one, (shape, words)) in enumerate(items, 1)
    )


def _result(language: Language, case: CaseView) -> View:
    name = package("yjs-kd").name.said(language)
    case = msgspec.structs.replace(case, item=name, time="07-12 09:41", department="示例市市场监督管理局")
    return View(serial=0, screen=Screen.RESULT, chrome=around(language), case=case)


def mixed(language: Language) -> View:
    return _result(language, CaseView(outcome=Outcome.RECEIVED, number="SL20260712000046", parts=rows(language)))


def waiting(language: Language) -> View:
    parts = tuple(msgspec.structs.replace(one, status="waiting", text="", number="") for one in rows(language))
    case = CaseView(outcome=Outcome.QUEUED, number="A03-0712-0046", call_after="07-15 09:41", parts=parts)
    return _result(language, case)


def varied(language: Language) -> View:
    return _page(Screen.ITEM, language, CATALOGUE.item("sdq-ydbz"))


def in_situation(language: Language) -> View:
    whole = CATALOGUE.item("sdq-ydbz")
    return _page(Screen.ITEM, language, in_variant(whole, "charger") if whole else None)


def situations(language: Language) -> tuple[ChoiceLine, ...]:
    whole = CATALOGUE.item("ga-sfzbl")
    return tuple(
        ChoiceLine(one.code, one.name.said(language), one.hint.said(language) if one.hint else "")
        for one in (whole.variants if whole else ())
    )


ROWS = (
    CompanyRow(
        OrganisationRef("91990101MA9000011P", "示例市样本食品有限公司", OrganisationRole.LEGAL_REPRESENTATIVE),
        "示例省示例市示例区产业园1号",
        "company",
        (PaperOfCompany("营业执照", "valid", "9199**********011P"),),
    ),
    CompanyRow(
        OrganisationRef("91990101MA9000046A", "示例市演示物流有限公司", OrganisationRole.AUTHORISED_AGENT), "示例县"
    ),
)


def for_companies(language: Language) -> View:
    return _page(Screen.ITEM, language, CATALOGUE.item("nj-qynb"))


def company(language: Language, wanted: ServiceItem | None = None) -> View:
    around_it = Surroundings(language=language, today="2026-07-12")
    memory = Memory(
        around=around_it, company=Company(ROWS, ROWS[0].ref.credit_code, wanted), identity=Identity(person=PERSON)
    )
    scene = Scene(
        Screen.COMPANY, 0, memory, CATALOGUE, "", "A-03", "12345", test_environment=True, clocks={}, idle_seconds=0,
        now=NOON,
    )  # fmt: skip
    return present(scene)


def not_for_it(language: Language) -> View:
    return company(language, CATALOGUE.item("nj-mbfq"))


def companies(language: Language) -> tuple[ChoiceLine, ...]:
    return tuple(
        ChoiceLine(one.ref.credit_code, one.ref.name, ROLES[one.ref.role].said(language), icon="building")
        for one in ROWS
    )


PAGES = {
    "company": company,
    "for-companies": for_companies,
    "not-for-it": not_for_it,
    "companies": choices("companies", "", companies),
    "variants": choices("variant", "居民身份证补领换领", situations),
    "varied": varied,
    "in-situation": in_situation,
    "packages": listed,
    "package": guide,
    "package-result": mixed,
    "package-queued": waiting,
}
