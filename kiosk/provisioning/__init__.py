"""A new terminal is set up (开通), an old one is taken out of service (退役): what exists elsewhere, strung together.

Must never show a key or a one-time code. Every step may be run again.
"""
