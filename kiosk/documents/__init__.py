"""Paper and codes: the slip (reportlab), the fonts of rare characters, and QR matrices (qrcode)."""
