"""Loads PySide6 without the parts of its support that cost a start a tenth and that no program of ours uses.

Must be imported before anything else of Qt, and is not needed for anything but time: without it all works the same.
"""

from __future__ import annotations

import builtins
import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from importlib.abc import Loader

_SIGNATURE = "shibokensupport.signature."
_UNUSED = _SIGNATURE + "lib.pyi_generator"
"""Writes .pyi files, for whoever builds PySide6; compiles large patterns when it is imported, as it always is."""
_SAYING = ("errorhandler", "layout", "parser", "lib.enum_sig", "lib.tool")
"""They say what a function of Qt takes, to somebody who called it with something else."""
_LATE = frozenset((*(_SIGNATURE + name for name in _SAYING), "inspect", "zipfile"))
"""Run when first asked for a name; the last two are imported by the support and used by what is not."""


_FEATURES = "shibokensupport.feature"
"""Reads the source of whatever is imported meanwhile, for `from __feature__ import …`, which we never write."""


class _Late(ModuleType):
    """A module that is run when a name in it is first asked for."""

    def __getattr__(self, name: str) -> object:
        """Of what is not there. Raises AttributeError."""
        loader = self.__dict__.pop("_real", None)
        if loader is None:
            raise AttributeError(name)
        loader.exec_module(self)
        return getattr(self, name)


class _Sparing:
    """Finds an empty module for the one that nobody uses, late ones for those that are seldom used.

    No heir of `importlib.abc`: that loads zip files.
    """

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Answer for those names alone."""
        if fullname == _UNUSED:
            return ModuleSpec(fullname, cast("Loader", self))
        real = PathFinder.find_spec(fullname, path, target) if fullname in _LATE or fullname == _FEATURES else None
        return real and ModuleSpec(fullname, cast("Loader", self), origin=real.origin, loader_state=real.loader)

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Have the empty one made as usual."""
        return _Late(spec.name) if spec.name in _LATE else None

    def exec_module(self, module: ModuleType) -> None:
        """Leave it as it is, but for the one that reads sources: it is run, and finds nothing in any."""
        real = cast("ModuleSpec", module.__spec__).loader_state
        if isinstance(module, _Late):
            module.__dict__["_real"] = real
        elif real is not None:
            real.exec_module(module)
            vars(module)["_mod_uses_pyside"] = lambda _module: False


def _load() -> None:
    # WORKAROUND(https://bugreports.qt.io/browse/PYSIDE-1019): for `from __feature__ import …`, which we never write,
    # PySide6 puts a function of its own in the place of Python's import; it reads the source of what comes after.
    ours = _Sparing()
    plain = builtins.__import__
    sys.setdlopenflags(os.RTLD_LAZY)  # a function of theirs is looked up when it is first called, as in any C program
    sys.meta_path.insert(0, ours)
    try:
        import PySide6  # noqa: F401  with it comes its support
    finally:
        sys.meta_path.remove(ours)
        builtins.__import__ = plain


_load()
