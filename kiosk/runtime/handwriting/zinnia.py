"""Zinnia, a recogniser of strokes in the order they are written, through its C interface (zinnia.h 0.06).

Must be used in `helper` alone: the library checks a model's head and length and nothing else, so a model that is
damaged within can end the process.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from kiosk.runtime.handwriting.packages import LIBRARY, MODEL

Stroke = Sequence[tuple[int, int]]
"""Points from where the finger came down to where it left, x and y from the upper left of the sheet."""

_HANDLE: Final = ctypes.c_void_p
_SIZE: Final = ctypes.c_size_t
_FUNCTIONS: Final = {
    "recognizer_new": (_HANDLE, ()),
    "recognizer_open": (ctypes.c_int, (_HANDLE, ctypes.c_char_p)),
    "recognizer_strerror": (ctypes.c_char_p, (_HANDLE,)),
    "recognizer_destroy": (None, (_HANDLE,)),
    "recognizer_classify": (_HANDLE, (_HANDLE, _HANDLE, _SIZE)),
    "character_new": (_HANDLE, ()),
    "character_set_width": (None, (_HANDLE, _SIZE)),
    "character_set_height": (None, (_HANDLE, _SIZE)),
    "character_add": (ctypes.c_int, (_HANDLE, _SIZE, ctypes.c_int, ctypes.c_int)),
    "character_destroy": (None, (_HANDLE,)),
    "result_size": (_SIZE, (_HANDLE,)),
    "result_value": (ctypes.c_char_p, (_HANDLE, _SIZE)),
    "result_destroy": (None, (_HANDLE,)),
}


class NoModelError(OSError):
    """Library or model is missing, or the model is not one."""


class Zinnia:
    """A model, open until `close`."""

    def __init__(self, model: Path = MODEL) -> None:
        """Raises NoModelError."""
        try:
            self._library = ctypes.CDLL(LIBRARY)
        except OSError as error:
            raise NoModelError(str(error)) from error
        for name, (result, arguments) in _FUNCTIONS.items():
            function = getattr(self._library, f"zinnia_{name}")
            function.restype, function.argtypes = result, arguments
        self._model = self._library.zinnia_recognizer_new()
        if not self._library.zinnia_recognizer_open(self._model, bytes(model)):
            why = self._library.zinnia_recognizer_strerror(self._model).decode(errors="replace")
            self.close()
            raise NoModelError(why)

    def close(self) -> None:
        """The model is put away."""
        self._library.zinnia_recognizer_destroy(self._model)

    def recognise(self, strokes: Sequence[Stroke], side: int, most: int) -> list[str]:
        """At most so many characters, the likeliest first, for strokes on a square sheet; none for none.

        `side` of the sheet is in the unit of the points.
        """
        library = self._library
        written = library.zinnia_character_new()
        try:
            library.zinnia_character_set_width(written, side)
            library.zinnia_character_set_height(written, side)
            for number, stroke in enumerate(strokes):
                for x, y in stroke:
                    library.zinnia_character_add(written, number, x, y)
            result = library.zinnia_recognizer_classify(self._model, written, most)
        finally:
            library.zinnia_character_destroy(written)
        if not result:
            return []
        try:
            found = [
                library.zinnia_result_value(result, place) for place in range(library.zinnia_result_size(result))
            ]
            return [value.decode() for value in found]
        finally:
            library.zinnia_result_destroy(result)


def opened() -> closing[Zinnia]:
    """The installed model, put away at the end of a `with`. Raises NoModelError."""
    return closing(Zinnia())
