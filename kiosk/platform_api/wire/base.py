"""The root of all bodies. Must never show what is inside."""

from __future__ import annotations

import msgspec


class Wire(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """A body. Keys that we do not know are let pass."""

    def __repr__(self) -> str:
        """Nothing of what is inside."""
        return f"{type(self).__name__}(…)"
