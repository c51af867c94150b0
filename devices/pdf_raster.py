"""A PDF of one page as the dots of a receipt printer: black or white by one threshold, no dithering.

The page is drawn at exactly 8 dots to the millimetre from its upper edge, so that a QR code laid out in whole dots
keeps them. Must never write what it draws anywhere.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeAlias

from devices.faults import DeviceError, Fault
from devices.pdf_pages import PDFIUM
from devices.protocols.escpos_raster import DOTS, Raster

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey: TypeAlias = NDArray[np.uint8]

DOTS_PER_POINT = 8 * 25.4 / 72
_THRESHOLD = 144
"""Grey (0 black to 255 white) below which a dot is black: a little over half, so that thin strokes stay."""
_WIDEST = 120 * 72 / 25.4
_LONGEST = 1500 * 72 / 25.4
"""Points; a page that claims more is not for a roll."""
_PAPER = {dots: paper * 72 / 25.4 + 1 for paper, dots in DOTS.items()}
"""Print head in dots -> points of the widest page that is drawn in its own size."""
_MARGINS = 8 * 72 / 25.4
"""Points of a page that no head reaches, left and right together."""
_SLACK = 0.01
"""Dots by which a page may miss a whole number of rows without getting another row."""


def rasterise(pdf: bytes, dots: int) -> Raster:
    """The only page, `dots` wide (384 or 576): the middle of the page, down to its last black row.

    On a head of 384 dots a wider page is scaled down: modules of its codes are no longer whole dots there.
    Raises DeviceError PRINT_REFUSED where it is no PDF of one page that goes on a roll (120 mm x 1.5 m).
    """
    import numpy as np

    with PDFIUM:
        dark = _drawn(pdf, dots) < _THRESHOLD
    rows = np.flatnonzero(dark.any(axis=1))
    if not rows.size:
        raise DeviceError(Fault.PRINT_REFUSED, "an empty page")
    return Raster(dots, np.packbits(dark[: int(rows[-1]) + 1], axis=1).tobytes())


def _drawn(pdf: bytes, dots: int) -> Grey:
    """The only page. Raises DeviceError PRINT_REFUSED."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
        try:
            if len(document) != 1:
                raise DeviceError(Fault.PRINT_REFUSED, f"{len(document)} pages")
            return _grey(document[0], dots)
        finally:
            document.close()
    except pypdfium2.PdfiumError:
        raise DeviceError(Fault.PRINT_REFUSED, "not a PDF") from None


def _grey(page: Any, dots: int) -> Grey:
    """Rows x dots. The page's box is set so that it holds whole dots: pdfium fits the box into the picture."""
    import pypdfium2
    from pypdfium2 import raw

    width, height = page.get_size()
    if not 0 < width <= _WIDEST or not 0 < height <= _LONGEST:
        raise DeviceError(Fault.PRINT_REFUSED, "the page does not go on a roll")
    scale = DOTS_PER_POINT if width <= _PAPER[dots] else dots / (width - _MARGINS)
    rows = math.ceil(height * scale - _SLACK)
    left, _, _, top = page.get_bbox()
    left += (width - dots / scale) / 2
    box = (left, top - rows / scale, left + dots / scale, top)
    page.set_mediabox(*box)
    page.set_cropbox(*box)
    bitmap = pypdfium2.PdfBitmap.new_native(dots, rows, raw.FPDFBitmap_Gray)
    raw.FPDFBitmap_FillRect(bitmap.raw, 0, 0, dots, rows, 0xFFFFFFFF)
    raw.FPDF_RenderPageBitmap(bitmap.raw, page.raw, 0, 0, dots, rows, 0, raw.FPDF_ANNOT)
    grey: Grey = bitmap.to_numpy().reshape(rows, dots).copy()
    return grey
