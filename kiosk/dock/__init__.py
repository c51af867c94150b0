"""What a hand does around a development terminal: words for it, and the sockets they go to.

Must never be imported by a citizen's process, nor do anything in production.
"""
