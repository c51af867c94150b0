"""What the page of a company shows; see `kiosk.runtime.view`."""

from __future__ import annotations

from kiosk.runtime.shown import Shown
from kiosk.runtime.shown_browse import ItemRow


class PaperOfCompanyRow(Shown, frozen=True):
    """A licence of it; status as in LicenceCard."""

    name: str
    status: str
    number: str


class CompanyView(Shown, frozen=True):
    """The chosen company and what can be done for it here."""

    name: str = ""
    code: str = ""
    """Unified social credit code; it stands on every business licence."""
    role: str = ""
    """An OrganisationRole value."""
    address: str = ""
    person: str = ""
    """Who acts, masked."""
    papers: tuple[PaperOfCompanyRow, ...] = ()
    can_match: bool = False
    """Can it be asked now what the company has a right to?"""
    not_for_it: str = ""
    """The item that was asked for, where it is for another kind of organisation."""
    items: tuple[ItemRow, ...] = ()
