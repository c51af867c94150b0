"""A small PDF for a printer under test: blank pages with one black bar, 80 mm wide. Must never hold a text.

PDF 1.4 (ISO 32000-1): objects, cross-reference table, trailer; nothing a filter could stumble over.
"""

from __future__ import annotations

_WIDTH, _HEIGHT = 227, 142
"""Points: 80 mm x 50 mm."""
_BAR = b"20 60 187 12 re f"


def leaf(pages: int) -> bytes:
    """A PDF of that many pages."""
    kids = b" ".join(b"%d 0 R" % (number + 4) for number in range(pages))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(_BAR), _BAR),
        *[
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Resources << >> /Contents 3 0 R >>"
            % (_WIDTH, _HEIGHT)
        ]
        * pages,
    ]
    written, offsets = b"%PDF-1.4\n", list[int]()
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(bodies) + 1
    tail = b"xref\n0 %d\n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return written + tail % (size, table, size, len(written))
