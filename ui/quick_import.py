"""Loads PySide6 without the two parts of its support that cost a start a tenth and that no program of ours uses.

Must be imported before anything else of Qt, and is not needed for anything but time: without it all works the same.
"""

from __future__ import annotations

import builtins
import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from importlib.abc import Loader

_UNUSED = "shibokensupport.signature.lib.pyi_generator"
"""Writes .pyi files, for whoever builds PySide6; compiles large patterns when it is imported, as it always is."""


class _Empty:
    """Finds an empty module for the one that nobody uses. No heir of `importlib.abc`: that loads zip files."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Answer for that name alone."""
        del path, target
        return ModuleSpec(fullname, cast("Loader", self)) if fullname == _UNUSED else None

    def create_module(self, spec: ModuleSpec) -> None:
        """Have it made as usual."""

    def exec_module(self, module: ModuleType) -> None:
        """Leave it empty."""


def _load() -> None:
    # WORKAROUND(https://bugreports.qt.io/browse/PYSIDE-1019): for `from __feature__ import …`, which we never write,
    # PySide6 puts a function of its own in the place of Python's import; it reads the source of what comes after.
    ours = _Empty()
    plain = builtins.__import__
    sys.setdlopenflags(os.RTLD_LAZY)  # a function of theirs is looked up when it is first called, as in any C program
    sys.meta_path.insert(0, ours)
    try:
        import PySide6  # noqa: F401  with it comes its support
    finally:
        sys.meta_path.remove(ours)
        builtins.__import__ = plain


_load()
