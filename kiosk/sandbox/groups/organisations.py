"""Companies and other organisations (法人), and who may act for them. Must never take an authority not on record."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from kiosk.domain.catalogue import ServiceItem
from kiosk.domain.person import mask_number
from kiosk.domain.submission import OrganisationRole, Submission
from kiosk.domain.text import Text
from kiosk.platform_api.contract import Wrong
from kiosk.platform_api.wire import Licence, Organisation, OrganisationQuestion, Organisations
from kiosk.sandbox import made
from kiosk.sandbox.call import Call, Reply, invalid, said
from kiosk.sandbox.group import Group
from kiosk.sandbox.groups.licences import purposeful
from kiosk.sandbox.seed import SeedCompany
from kiosk.sandbox.world import World

_AUTHORITY = "示例市市场监督管理局"
_KINDS = {"non-profit": "nonprofit"}
"""Kind of organisation -> short name of the licence that it exists by; else a business licence."""


def list_organisations(world: World, db: sqlite3.Connection, call: Call) -> Reply:
    """Those of the session's person; those of which they are the legal representative first."""
    del db
    purposeful(call, call.read(OrganisationQuestion).purpose)
    found = sorted(_acting(world, made.person(call)), key=lambda one: one.role is OrganisationRole.AUTHORISED_AGENT)
    return said(200, Organisations(tuple(found)))


def organisation_wrong(world: World, case: Submission, items: tuple[ServiceItem, ...]) -> list[Wrong]:
    """What is wrong with the organisation of a case: the item is none for it, or the person may not act for it."""
    ref = case.organisation
    if ref is None:
        alone = not case.parts and not all(one.for_people for one in items)
        return [Wrong("/organisation", "required")] if alone else []
    allowed = _acting(world, case.applicant["number"])
    acting = (
        one for one in allowed if (one.credit_code, one.name, one.role) == (ref.credit_code, ref.name, ref.role)
    )
    found = next(acting, None)
    checks = (
        ("/organisation", "enum", found is None),
        ("/serviceItemCode", "const", found is not None and not all(found.kind in one.applicants for one in items)),
        ("/agent", "not", case.agent is not None),
    )
    return [Wrong(pointer, rule) for pointer, rule, wrong in checks if wrong]


def company_of(world: World, call: Call, code: str) -> SeedCompany:
    """The one that the session's person may act for; 422 for any other."""
    if code not in {one.credit_code for one in _acting(world, made.person(call))}:
        raise invalid(Wrong("/organisation", "enum"))
    return next(one for one in world.seed.companies if one.code == code)


def _acting(world: World, number: str) -> Iterator[Organisation]:
    person = world.seed.people.get(number)
    for company in world.seed.companies:
        role = _role(company, person.person_id) if person is not None else None
        if role is not None:
            licences = (_licence(world, company),)
            yield Organisation(company.code, company.name, company.kind, role, company.address, licences)


def _role(company: SeedCompany, person_id: str) -> OrganisationRole | None:
    if company.legal == person_id:
        return OrganisationRole.LEGAL_REPRESENTATIVE
    return OrganisationRole.AUTHORISED_AGENT if person_id in company.agents else None


def _licence(world: World, company: SeedCompany) -> Licence:
    """What it exists by: issued when it was founded, without end."""
    kind = world.seed.heading.licence_types[_KINDS.get(company.kind, "business")]
    valid = ("valid", Text("有效", "有效", "Valid"), _AUTHORITY, company.founded_on)
    return Licence(f"org-{company.code}", kind.code, kind.name, (company.name,), mask_number(company.code), *valid)


GROUP = Group(handlers={"listOrganisations": list_organisations}, unkept=frozenset({"listOrganisations"}))
