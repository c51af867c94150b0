"""Paper and codes: receipts (reportlab) and QR matrices (qrcode)."""
