"""What the pages of papers show that do not lie below the document camera; see `kiosk.runtime.view`."""

from __future__ import annotations

from kiosk.runtime.shown import Shown


class FileShown(Shown, frozen=True):
    """A file that can be chosen."""

    key: str
    name: str
    kind: str
    """pdf, jpeg or png."""
    size: int
    """Bytes."""
    day: str
    """ISO 8601 date at the terminal."""


class SupplyView(Shown, frozen=True):
    """手机传, U 盘, 以前交过, 容缺后补, 告知承诺: one paper."""

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
    source: str = ""
    """`stick` or `earlier`, while a file is chosen."""
    listed: tuple[FileShown, ...] = ()
    more: bool = False
    """There are more than can be listed."""
    chosen: str = ""
    pages: int = 0
    """Of the chosen one."""
    left: bool = False
    """Somebody has left a stick in its place."""
