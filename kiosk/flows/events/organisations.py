"""What the person did for a company (法人), and for whom the platform says that they may act."""

from __future__ import annotations

import msgspec

from kiosk.domain.submission import OrganisationRef
from kiosk.flows.events.base import Event, Private


class CompanyOpened(Event, frozen=True):
    """Wants to do something for a company."""


class BenefitsOpened(Event, frozen=True):
    """What does the company have a right to without applying (惠企政策)?"""


class PaperOfCompany(msgspec.Struct, frozen=True):
    """A licence of it, in the chosen language."""

    name: str
    status: str
    number: str


class CompanyRow(msgspec.Struct, frozen=True):
    """A company or other organisation, and by what right the person acts for it."""

    ref: OrganisationRef
    address: str
    kind: str = ""
    """As the platform calls it; see `ServiceItem.applicants`."""
    papers: tuple[PaperOfCompany, ...] = ()

    def __repr__(self) -> str:
        """No name in a traceback: a sole trader's is a person's."""
        return "CompanyRow(…)"


class CompaniesFound(Private, frozen=True):
    """For whom the person may act; those they represent by law first."""

    rows: tuple[CompanyRow, ...]
