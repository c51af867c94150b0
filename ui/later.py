"""What the first picture does without and later ones want: the enums of Qt's namespace, a hundred of them at once.

Imported when the first picture can be seen. Nothing that is imported before may take `Qt` from PySide6.QtCore; use
`QtCore.Qt` where it is needed.
"""

from PySide6.QtCore import Qt

__all__ = ["Qt"]
