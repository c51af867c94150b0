"""Sans-IO state tables: what follows what, without clocks, devices or network."""
