"""What lies forgotten at the terminal, as staff and the platform hear it: no fault of a device, but one for staff.

Must never say whose it is.
"""

from __future__ import annotations

from enum import Enum


class LeftFault(Enum):
    """Stable codes."""

    CARD = "left.card"

    @property
    def code(self) -> str:
        """What support asks for."""
        return self.value
