"""Readers, cameras and printers: contract, protocols, transports, drivers. Knows nothing of the kiosk."""
