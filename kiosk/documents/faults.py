"""What can go wrong while a paper or a code is made. Must never hold a word of what was to be printed."""

from __future__ import annotations

from enum import Enum


class DocumentFault(Enum):
    """Every fault of this package: (code, cause, what staff do)."""

    FONT_MISSING = ("document.font-missing", "no font with Chinese characters found", "install the font packages")
    FONT_UNREADABLE = ("document.font-unreadable", "a font file cannot be embedded", "reinstall the font packages")
    QR_TOO_LONG = ("document.qr-too-long", "more text than a QR code holds", "report the service item to support")
    QR_EMPTY = ("document.qr-empty", "there is nothing to put into the code", "report the service item to support")
    RECEIPT_TOO_LONG = ("document.receipt-too-long", "the slip would be over 1 m", "report the item to support")
    SEAL_MISSING = ("document.seal-missing", "a certificate bears no electronic seal", "report it to the platform")
    SEAL_ALTERED = ("document.seal-altered", "changed after it was sealed, or no seal we know", "report it at once")
    SEAL_EXPIRED = ("document.seal-expired", "the seal's certificate is out of its days", "report it to the office")
    SEAL_UNKNOWN = (
        "document.seal-unknown",
        "sealed under an authority unknown here",
        "check platform.seal_roots",
    )
    SEAL_ROOTS = ("document.seal-roots", "no authority's certificate is set or readable", "set platform.seal_roots")
    OFD = ("document.ofd", "the certificate is an OFD file", "print it at a counter")
    UNREADABLE_SLIP = (
        "document.slip-unreadable",
        "a kept slip is none that this version knows",
        "print it at a counter",
    )
    NOT_PDF = ("document.not-pdf", "the certificate is no sound PDF", "report it to the platform")

    def __init__(self, code: str, cause: str, remedy: str) -> None:
        self.code = code
        self.cause = cause
        self.remedy = remedy


class DocumentError(Exception):
    """A paper or a code could not be made. `detail` is for the log: it never holds personal data."""

    def __init__(self, fault: DocumentFault, detail: str = "") -> None:
        super().__init__(f"{fault.code}: {detail}" if detail else fault.code)
        self.fault = fault
        self.detail = detail
