"""QR codes as plain matrices, for paper and screen alike; must never log or show what they carry.

ISO/IEC 18004, error correction level M (15 %). The matrix has no border: whoever draws it leaves the quiet zone
of 4 modules free and gives a module a whole number of pixels or printer dots.
"""

from __future__ import annotations

from typing import TypeAlias

import qrcode
from qrcode.constants import ERROR_CORRECT_M

from kiosk.documents.faults import DocumentError, DocumentFault

Matrix: TypeAlias = tuple[tuple[bool, ...], ...]

QUIET = 4
"""Modules to leave free on every side."""
_MOST_BYTES = 2331
"""Capacity of version 40-M in byte mode."""


def matrix(payload: str) -> Matrix:
    """The code of `payload` in UTF-8: rows from the top, True is dark; 21 to 177 modules a side.

    The smallest version that holds the payload is taken, so the same payload always gives the same size.
    Raises DocumentError: QR_EMPTY, QR_TOO_LONG (over 2,331 bytes).
    """
    data = payload.encode("utf-8", "replace")
    if not data:
        raise DocumentError(DocumentFault.QR_EMPTY)
    if len(data) > _MOST_BYTES:
        raise DocumentError(DocumentFault.QR_TOO_LONG, f"{len(data)} bytes")
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(data, optimize=0)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())
