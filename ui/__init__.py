"""The Qt Quick interface; the only package that imports PySide6."""
