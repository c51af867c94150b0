"""One person at the terminal: settings, clock, session, effects, sync, supervision."""
