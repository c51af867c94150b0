"""Effects of acting for a company: for whom the person may act, by the platform's record alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kiosk.domain.submission import OrganisationRef
from kiosk.domain.text import Language
from kiosk.flows import company_effects as do
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.events import organisations as said
from kiosk.flows.memory import Memory
from kiosk.platform_api.interface import Platform
from kiosk.platform_api.wire import Organisation
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.asking import Asking, signed_in
from kiosk.runtime.scope import Scope


class Companies:
    """Those of the person of this session."""

    def __init__(self, desk: Desk, asking: Asking) -> None:
        self._desk, self._asking = desk, asking

    def does(self) -> Mapping[type[Effect], Callable[[Memory, Scope], None]]:
        """Its effects."""
        return {do.FindCompanies: self.find}

    def find(self, memory: Memory, scope: Scope) -> None:
        """For whom may the person act?"""
        session, language = self._asking.session, memory.around.language

        def ask(client: Platform) -> Event:
            found = client.organisations(signed_in(session)).organisations
            return said.CompaniesFound(tuple(_row(one, language) for one in found))

        self._desk.ask(scope, ask)


def _row(one: Organisation, language: Language) -> said.CompanyRow:
    ref = OrganisationRef(one.credit_code, one.name, one.role)
    papers = (
        said.PaperOfCompany(paper.name.said(language), paper.status, paper.masked_number) for paper in one.licences
    )
    return said.CompanyRow(ref, one.address, one.kind, tuple(papers))
