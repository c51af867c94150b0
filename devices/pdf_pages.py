"""How many pages a PDF has, before it is sent to a printer that shall print exactly those.

PDFium is not thread-safe: whoever calls it in this process holds PDFIUM. Must never write what it looks at anywhere.
"""

from __future__ import annotations

import threading

from devices.contract import DeviceError, Fault

PDFIUM = threading.Lock()
"""One thread at a time in PDFium, whichever device's it is."""
AT_MOST = 500
"""Pages of one document at a self-service terminal."""


def count_pages(pdf: bytes) -> int:
    """Pages, at least 1. Raises DeviceError PRINT_UNSUPPORTED where it is no sound PDF, or too long."""
    import pypdfium2

    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(pdf)
            try:
                pages = len(document)
            finally:
                document.close()
        except (pypdfium2.PdfiumError, ValueError, TypeError):
            raise DeviceError(Fault.PRINT_UNSUPPORTED, "not a sound PDF") from None
    if not 1 <= pages <= AT_MOST:
        raise DeviceError(Fault.PRINT_UNSUPPORTED, f"{pages} pages")
    return pages
