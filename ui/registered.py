"""Imported: QML knows every view model and item, and nothing is being loaded any more.

For whoever forks screens, so that they have all of it in common.
"""

from __future__ import annotations

from ui import native_ahead, viewmodels

viewmodels.register()
native_ahead.finish()
