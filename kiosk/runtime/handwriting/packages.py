"""Which packages handwriting still needs here: what the doctor says, and why a keyboard has no button for it.

Must never load anything: it looks for files.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

LIBRARY: Final = "libzinnia.so.0"
MODEL: Final = Path("/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model")
NEEDED: Final = (
    ("libzinnia0", (f"usr/lib/*/{LIBRARY}", f"usr/lib/{LIBRARY}")),
    ("tegaki-zinnia-simplified-chinese", (str(MODEL.relative_to("/")),)),
)
"""Debian package -> where a file of it lies."""


def missing(root: Path = Path("/")) -> tuple[str, ...]:
    """Names of the packages that are not there; empty: handwriting is offered."""
    return tuple(package for package, places in NEEDED if not any(any(root.glob(place)) for place in places))
