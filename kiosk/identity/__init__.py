"""From a chip record to a person: face check, other ways, consent. Pictures stay in memory."""
