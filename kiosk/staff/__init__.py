"""Who works at this terminal: people and roles, secrets, the lock-out, signing in without a line.

Knows no window, no device and no platform; must never show, log or keep a PIN, a password or a card's number.
"""
