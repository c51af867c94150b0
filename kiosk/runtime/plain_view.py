"""Takes out of every text of a view what is not seen and yet changes what is seen.

Names and addresses come from cards, sentences from the platform; a control character in them must not turn the order
of what stands beside it. Must never touch what is sent or what a code carries: only the view is changed.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from kiosk.domain.text import seen

_CARRIED = "qr"
"""Payload of a code: a machine reads it, exactly as it came."""

_T = TypeVar("_T", bound=msgspec.Struct)


def plain(view: _T) -> _T:
    """The same view with every text as it may be seen; the very same where there is nothing to take out."""
    changes: dict[str, Any] = {}
    for name in view.__struct_fields__:
        value = getattr(view, name)
        shown = value if name == _CARRIED else _plain(value)
        if shown is not value:
            changes[name] = shown
    return msgspec.structs.replace(view, **changes) if changes else view


def _plain(value: Any) -> Any:
    if type(value) is str:  # not an enum of words
        return seen(value)
    if isinstance(value, msgspec.Struct):
        return plain(value)
    if isinstance(value, tuple):
        shown = tuple(_plain(one) for one in value)
        return value if all(new is old for new, old in zip(shown, value, strict=True)) else shown
    return value
