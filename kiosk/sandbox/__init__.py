"""A provincial platform for one machine: the same contract on SQLite, with fictional data."""
