"""What a device is for."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a device is for."""

    ID_READER = "id-reader"
    CHIP_READER = "chip-reader"
    """PC/SC: social-security card (社保卡), staff card."""
    CAMERA = "camera"
    DOCUMENT_CAMERA = "document-camera"
    RECEIPT_PRINTER = "receipt-printer"
    DOCUMENT_PRINTER = "document-printer"
    SCANNER = "scanner"
    """QR codes and barcodes."""
    HEADPHONES = "headphones"
    """Jack in which headphones are, or are not."""
    KEYPAD = "keypad"
    """Numeric keypad."""
    DOOR = "door"
    """Contact on the service door."""
