"""What is imported before a fork, so that it is loaded once and shared page by page."""

from __future__ import annotations

import gc
import importlib
from collections.abc import Sequence

FOR_THE_SCREEN = ("ui.quick_import", "ui.app", "ui.registered")
"""Before the first screen is forked: what its first picture needs."""
FOR_THE_REST = (
    "ui.later",
    "ui.keypad",
    "ui.touches",
    "kiosk.runtime.session",
    "kiosk.runtime.performer",
    "kiosk.platform_api.client",
    "jsonschema",
    "kiosk.runtime.sync",
)
"""Once that can be seen: shared by sync and every later screen."""


def load(modules: Sequence[str]) -> None:
    """Import ahead of a fork, and keep the collector away from what is shared."""
    gc.disable()  # while modules are made there is nothing to collect
    for name in modules:
        importlib.import_module(name)
    gc.freeze()
    gc.enable()
