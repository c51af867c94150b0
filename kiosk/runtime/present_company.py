"""The pages on which somebody acts for a company (法人). Pure; whoever may act is the platform's word."""

from __future__ import annotations

from kiosk.domain.catalogue import ServiceItem
from kiosk.domain.person import mask_name
from kiosk.domain.submission import OrganisationRole
from kiosk.domain.text import Text
from kiosk.flows.memory import Memory
from kiosk.flows.readiness import stop
from kiosk.runtime import shown as v
from kiosk.runtime.scene import Scene
from kiosk.runtime.shown_browse import ItemRow
from kiosk.runtime.shown_company import CompanyView, PaperOfCompanyRow

ROLES = {
    OrganisationRole.LEGAL_REPRESENTATIVE: Text("法定代表人", "法定代表人", "Legal representative"),
    OrganisationRole.AUTHORISED_AGENT: Text("被授权的经办人", "被授權的經辦人", "Authorised agent"),
}


def company_rows(scene: Scene) -> tuple[str, tuple[v.ChoiceLine, ...]]:
    """For whom the person may act, and by what right."""
    language = scene.memory.around.language
    rows = (
        v.ChoiceLine(one.ref.credit_code, one.ref.name, ROLES[one.ref.role].said(language), icon="building")
        for one in scene.memory.company.rows
    )
    return "", tuple(rows)


def company_view(scene: Scene) -> CompanyView:
    """The chosen one."""
    memory = scene.memory
    chosen, person = memory.company.chosen, memory.identity.person
    if chosen is None:
        return CompanyView()
    items = [one for one in scene.catalogue.items if chosen.kind in one.applicants] if scene.catalogue else []
    wanted = memory.company.wanted
    items.sort(key=lambda one: wanted is None or one.code != wanted.code)
    refused = wanted is not None and chosen.kind not in wanted.applicants
    return CompanyView(
        name=chosen.ref.name,
        code=chosen.ref.credit_code,
        role=ROLES[chosen.ref.role].said(memory.around.language),
        address=chosen.address,
        person=mask_name(person.name) if person else "",
        papers=tuple(PaperOfCompanyRow(one.name, one.status, one.number) for one in chosen.papers),
        can_match=memory.around.online,
        not_for_it=wanted.name.said(memory.around.language) if wanted is not None and refused else "",
        items=tuple(_row(one, memory) for one in items),
    )


def _row(item: ServiceItem, memory: Memory) -> ItemRow:
    language, blocked = memory.around.language, stop(item, memory.around)
    reason = blocked.reason if blocked else None
    return ItemRow(item.code, item.name.said(language), item.summary.said(language), reason)
