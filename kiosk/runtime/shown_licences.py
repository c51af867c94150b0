"""What the pages of the licences show: the wallet, and a code on the whole screen. See `kiosk.runtime.view`."""

from __future__ import annotations

from enum import StrEnum

from kiosk.runtime.shown import RatingTagRow, Shown


class LicenceCard(Shown, frozen=True):
    """A licence in the wallet: status `valid`, `expiring`, `expired` or `revoked`."""

    licence_id: str
    name: str
    holder: str
    status: str
    valid_to: str
    icon: str


class CodePhase(StrEnum):
    """The QR's life."""

    FRESH = "fresh"
    REFRESHING = "refreshing"
    FAILED = "failed"
    STILL_THERE = "still-there"
    VERIFIED = "verified"


class LicenceView(Shown, frozen=True):
    """Wallet and QR. `qr` is empty whenever no fresh code may be shown."""

    rows: tuple[LicenceCard, ...] = ()
    occasions: tuple[RatingTagRow, ...] = ()
    """The six, as words that may be chosen; empty where there is nothing to choose from."""
    held: int = 0
    """Licences of the holder, listed or not."""
    loading: bool = False
    fault: str | None = None
    updated_at: str = ""
    name: str = ""
    holder: str = ""
    masked_number: str = ""
    status: str = "valid"
    phase: CodePhase = CodePhase.REFRESHING
    qr: str = ""
    seconds: int = 0
    total: int = 60
    verifier: str = ""
    verified_at: str = ""
