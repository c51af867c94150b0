"""What survives a power cut: the outbox, the catalogue copy, the link state. Knows nothing of the kiosk."""
