"""What a session remembers of the company that somebody acts for; see `kiosk.flows.memory`."""

from __future__ import annotations

from kiosk.domain.catalogue import ServiceItem
from kiosk.flows.events.organisations import CompanyRow
from kiosk.flows.parts import Quiet


class Company(Quiet, frozen=True):
    """法人: for whom the person may act, and which one was chosen."""

    rows: tuple[CompanyRow, ...] = ()
    code: str = ""
    """Unified social credit code of the chosen one."""

    wanted: ServiceItem | None = None
    """What it was begun from."""

    @property
    def chosen(self) -> CompanyRow | None:
        """The chosen one."""
        return next((one for one in self.rows if one.ref.credit_code == self.code), None)
