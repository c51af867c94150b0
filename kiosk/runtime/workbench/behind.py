"""What the desk's bench asks for: a door, and what lies behind the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from kiosk.runtime.workbench.drawer import Drawer
from kiosk.runtime.workbench.pages import Labels
from kiosk.runtime.workbench.view import Act, Figures, Row
from kiosk.staff.door import Claim
from kiosk.staff.people import Person
from offline_cache.contract import JobQueue


class Door(Protocol):
    """Who comes in; see kiosk.runtime.staff_accounts.AuditedDoor."""

    def opens(self, claim: Claim) -> Person:
        """Who it is. Raises StaffError, OSError."""

    def leave(self, person: Person, ending: str) -> None:
        """They left."""

    def is_in(self, person: Person) -> bool:
        """May they go on?"""


class Store(Protocol):
    """What lies behind the pages; see kiosk.runtime.workbench.store.TerminalStore. All but names raise StoreError."""

    def look(self, use: Callable[[JobQueue, Labels], Any]) -> Any:
        """Have the outbox used, with the labels up to date."""

    def online(self) -> bool:
        """Was the line there when it was last tried?"""

    def differences(self) -> tuple[Row, ...]:
        """What differs from the platform and a person ends. Raises PlatformError too."""

    def slips(self) -> tuple[Row, ...]:
        """What was printed for people today. Raises OSError too."""

    def do(self, act: Act, row_id: str, staff: str, why: str) -> str:
        """Do it, and say what is to be shown: a telephone number, or nothing. Raises PlatformError, OSError too.

        A reprint raises DeviceError, DocumentError as well.
        """

    def save(self, figures: Figures) -> str:
        """As PDF; where it lies. Raises DocumentError, OSError."""

    def forget(self) -> None:
        """Nobody is signed in: keep nothing of a case."""

    @property
    def drawer(self) -> Drawer:
        """Where forms lie that are not given back yet."""
