"""Comparing with the platform, and what is carried by hand. Must never close a day that does not agree."""

from __future__ import annotations

from kiosk.platform_api.calls.caller import Caller, same, segment
from kiosk.platform_api.wire import CarryOut, CarryOutReceipt, Day, DayConfirmation, DayPage


class ReconciliationCalls(Caller):
    """Keeps `interface.ReconciliationPlatform` over HTTP(S)."""

    def day(self, kind: str, day: str) -> Day:
        """The platform's sums."""
        found = self._get(_path(kind, day), Day)
        same(f"{kind} {day} {self._endpoint.terminal_id}", f"{found.kind} {found.day} {found.terminal_id}")
        return found

    def day_page(self, kind: str, day: str, page: int) -> DayPage:
        """Its entries."""
        return self._get(f"{_path(kind, day)}/pages/{page}", DayPage)

    def confirm_day(self, kind: str, day: str, confirmation: DayConfirmation) -> Day:
        """Close it, or hand it to a person."""
        found = self._post(f"{_path(kind, day)}/confirmations", confirmation, Day)
        same(f"{kind} {day}", f"{found.kind} {found.day}")
        return found

    def carry_out(self, bundle: CarryOut) -> CarryOutReceipt:
        """Hand in what was carried by hand."""
        found = self._put(f"/v1/carry-outs/{segment(bundle.bundle_id)}", bundle.bundle_id, bundle, CarryOutReceipt)
        same(bundle.bundle_id, found.bundle_id)
        return found


def _path(kind: str, day: str) -> str:
    return f"/v1/reconciliation/{segment(kind)}/{segment(day)}"
