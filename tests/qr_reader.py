"""Reads the QR codes in a picture, and no other kind: rows of digits and lines look like bar codes to a reader."""

from __future__ import annotations

from typing import Any

import zxingcpp


def qr_codes(picture: Any) -> list[Any]:
    """The codes (zxingcpp.Barcode: text, position). `picture`: rows x columns, or rows x columns x 3, uint8."""
    wanted = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return list(zxingcpp.read_barcodes(picture, formats=wanted))
