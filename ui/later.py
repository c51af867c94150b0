"""What the first picture does without and later ones want: view models of other pages, the hundred enums of `Qt`.

Imported when the first picture can be seen. Nothing that is imported before may take `Qt` from PySide6.QtCore; use
`QtCore.Qt` where it is needed.
"""

from PySide6.QtCore import Qt

from ui import viewmodels

__all__ = ["Qt"]

viewmodels.register()
