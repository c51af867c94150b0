"""How effects are done: one file per part of the world, joined in `performer.py`."""
