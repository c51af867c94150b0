"""How a camera's picture reaches the screen. Plain types: must never import OpenCV, Qt, or a device."""

from __future__ import annotations

from typing import Any, Protocol, TypeAlias

Corners: TypeAlias = tuple[tuple[float, float], ...]
"""Four points (x, y) as shares of a picture's width and height, clockwise, as in devices.contract; or none."""


class Preview(Protocol):
    """Shows pictures; from any thread."""

    def __call__(self, picture: Any, corners: Corners = ()) -> None:
        """Show one (rows x columns x 3, RGB, uint8), which is the screen's own from now on, and the page in it."""
