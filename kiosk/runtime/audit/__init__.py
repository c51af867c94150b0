"""The audit trail: what happened at this terminal, without a word of whom; chained, signed, only ever added to."""
