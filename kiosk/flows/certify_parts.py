"""What a session remembers of the certificate that is printed; see `kiosk.flows.memory`."""

from __future__ import annotations

from kiosk.flows.parts import Quiet


class Certifying(Quiet, frozen=True):
    """证明: which one, how far it is, what lies in the tray."""

    type_code: str = ""
    """Chosen already where one came from an item's page."""
    phase: str = ""
    """`asking`, `fetching`, `checking`, `ready`, `printing`, `out`, `waits`, `denied`, `unusable`, `unreachable`,
    `not-printed` or `unknown` (perhaps printed)."""
    certificate_id: str = ""
    serial: str = ""
    office: str = ""
    pages: int = 0
    prints_left: int = 0
    done: int = 0
    """Pages that lie in the tray."""
    text: str = ""
    """The platform's words."""
    fault: str | None = None
    stopping: bool = False
    left: bool = False
    """Nobody has said for a while that the paper was taken."""

    @property
    def busy(self) -> bool:
        """Does a machine work?"""
        return self.phase in {"asking", "fetching", "checking", "printing"}
