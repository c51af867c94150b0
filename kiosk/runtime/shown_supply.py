"""What the pages of papers show that do not lie below the document camera; see `kiosk.runtime.view`."""

from __future__ import annotations

from kiosk.runtime.shown import Shown


class SupplyView(Shown, frozen=True):
    """手机传, 容缺后补, 告知承诺: one paper."""

    material: str = ""
    note: str = ""
    """What the platform says about it."""
    promise: bool = False
    phase: str = "opening"
    """As in flows.supply_parts.Supply."""
    qr: str = ""
    """Empty whenever no page is open."""
    files: int = 0
    unusable: int = 0
    fault: str | None = None
    days: int = 0
    """Days after 收件 in which a paper that follows has to be here; 0: the platform says it then."""
