"""The staff's desk behind its window: who signed in, which page, what lies on it, what may be done with it."""
