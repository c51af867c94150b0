"""The process in which a vendor's closed photo decoder runs: `python -m kiosk.identity.photo_helper LIBRARY SYMBOL`.

Reads one photo field from standard input, writes one answer (see `photo_wire`) to standard output and ends. Must
never leave a core dump, and imports nothing that the library could take down with it.
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys

from kiosk.identity.photo_wire import Status, pack_answer

_FIELD = 1024
_ROOM = 1 << 18
"""Bytes for the library to write into: a BMP of 102 x 126 needs 38,862; it cannot be told how much there is."""
_BMP_HEAD = 54
_SECONDS = 30
_PR_SET_DUMPABLE = 4
"""prctl(2): with 0 no other process of the same user can look into this one."""


def main(arguments: list[str]) -> int:
    """Decode the one field on standard input. 0; a crash of the library ends the process by signal."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    field = sys.stdin.buffer.read(_FIELD)
    answers = os.dup(sys.stdout.fileno())
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):  # a library that prints must not end up in the answer, nor print about a person
        os.dup2(nowhere, stream)
    with os.fdopen(answers, "wb") as out:
        out.write(_decode(arguments[0], arguments[1], field))
    return 0


def _decode(path: str, symbol: str, field: bytes) -> bytes:
    try:
        function = getattr(ctypes.CDLL(path), symbol)
    except (OSError, AttributeError):
        return pack_answer(Status.NOT_LOADED)
    function.restype = ctypes.c_int
    function.argtypes = [ctypes.c_char_p, ctypes.c_char_p]
    room = ctypes.create_string_buffer(_ROOM)
    code = function(field.ljust(_FIELD, b"\0"), room)
    length = int.from_bytes(room.raw[2:6], "little")  # file size in the head of a BMP
    if code != 1 or room.raw[:2] != b"BM" or not _BMP_HEAD < length <= _ROOM:
        return pack_answer(Status.REFUSED)
    return pack_answer(Status.DECODED, room.raw[:length])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
