"""A platform without a line, for tests of what uses it: keeps `interface.Platform` as the real client does.

Must never know more rules than the contract has; what only a real platform checks (forms, signatures) it does not.
"""

from __future__ import annotations

from kiosk.platform_api.memory.core import MemoryPerson
from kiosk.platform_api.memory.ledgers import MemoryLedgers
from kiosk.platform_api.memory.people import MemoryTerminal
from kiosk.platform_api.wire import Session

__all__ = ["MemoryPerson", "MemoryPlatform"]


class MemoryPlatform(MemoryTerminal, MemoryLedgers):
    """The double. `fail` makes the next calls raise; `shift` moves its clock; `sms_code` is the citizen's phone."""

    def close_session(self, session: Session) -> None:
        """Closed; its tokens are dead."""
        super().close_session(session)
        self._kill(session.session_id)
