"""One QObject per screen area: properties down, one slot per intent up, no rule of the matter."""
