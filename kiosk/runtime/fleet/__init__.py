"""How the terminal is, for whoever looks after many: told to the platform, and to Prometheus. No word of a person."""
