"""Sans-IO: bytes to meaning and back; no port is opened here."""
