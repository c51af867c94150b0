"""Characters written with a finger: Zinnia and a model of simplified characters, in a process of their own.

Both are Debian packages; a damaged model ends that process and nothing else. Strokes are never kept, logged or named.
"""
