"""Reads rows straight out of the pages of a SQLite file that SQLite itself refuses. Never writes, never raises.

File format: https://sqlite.org/fileformat2.html (1.6 b-tree pages, 2.1 records, 4 the write-ahead log). Every table
page is looked at by itself, whatever leads to it; so header, root pages and inner pages may be missing. A page that
makes no sense is passed over. What a row means is for others to say.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PAGE = 4096
"""SQLite's page size unless told otherwise, and nobody here tells it."""
_TABLE_LEAF = 0x0D
_FILE_HEADER = 100
_LOG_HEADER = 32
_FRAME_HEADER = 24
_LOG_MAGIC = {0x377F0682: "<", 0x377F0683: ">"}
_MOST_LOCAL = PAGE - 35
_LEAST_LOCAL = (PAGE - 12) * 32 // 255 - 23
_WIDTHS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_MOST_VARINT = 9

Value = int | float | str | bytes | None


@dataclass(frozen=True)
class Row:
    """A row of some table."""

    rowid: int
    values: tuple[Value, ...]


def rows(path: Path) -> Iterator[Row]:
    """Every row of every table page, the newest state of each page that was committed."""
    pages = _Pages(path)
    for number in range(1, pages.count + 1):
        page = pages.page(number)
        start = _FILE_HEADER if number == 1 else 0
        if len(page) == PAGE and page[start] == _TABLE_LEAF:
            yield from _rows_of(page, start, pages)


class _Pages:
    """The pages of a file under those of its log."""

    def __init__(self, path: Path) -> None:
        log = path.with_name(path.name + "-wal")
        self._newer = committed(log.read_bytes()) if log.is_file() else {}
        self._content = path.read_bytes() if path.is_file() else b""
        self.count = max(-(-len(self._content) // PAGE), *self._newer, 0)

    def page(self, number: int) -> bytes:
        """From 1; empty beyond the end."""
        return self._newer.get(number) or self._content[(number - 1) * PAGE : number * PAGE]


def committed(log: bytes) -> dict[int, bytes]:
    """The last committed content of every page in a write-ahead log; nothing from the first wrong checksum on."""
    head = log[:_LOG_HEADER]
    if len(head) < _LOG_HEADER or (order := _LOG_MAGIC.get(_be(head[:4]))) is None or _be(head[8:12]) != PAGE:
        return {}
    pages: dict[int, bytes] = {}
    pending: dict[int, bytes] = {}
    running = _checksum(order, (0, 0), head[:24])
    for begin in range(_LOG_HEADER, len(log) - _FRAME_HEADER - PAGE + 1, _FRAME_HEADER + PAGE):
        frame, page = log[begin : begin + _FRAME_HEADER], log[begin + _FRAME_HEADER : begin + _FRAME_HEADER + PAGE]
        running = _checksum(order, _checksum(order, running, frame[:8]), page)
        if frame[8:16] != head[16:24] or struct.unpack(">II", frame[16:24]) != running:
            break
        pending[_be(frame[:4])] = page
        if _be(frame[4:8]):
            pages |= pending
            pending = {}
    return pages


def _checksum(order: str, running: tuple[int, int], data: bytes) -> tuple[int, int]:
    one, two = running
    for first, second in struct.iter_unpack(f"{order}II", data):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two


def _rows_of(page: bytes, start: int, pages: _Pages) -> Iterator[Row]:
    cells = _be(page[start + 3 : start + 5])
    pointers = page[start + 8 : start + 8 + 2 * cells]
    for (at,) in struct.iter_unpack(">H", pointers[: len(pointers) // 2 * 2]):
        try:
            size, at = _varint(page, at)  # noqa: PLW2901  the reading goes on behind it
            rowid, at = _varint(page, at)  # noqa: PLW2901
            record = _payload(page, at, size, pages)
            yield Row(rowid, _values(record))
        except (IndexError, ValueError, struct.error):
            continue


def _payload(page: bytes, at: int, size: int, pages: _Pages) -> bytes:
    """The bytes of a record, with what lies on pages of its own."""
    if size <= _MOST_LOCAL:
        return _exactly(page[at : at + size], size)
    local = _LEAST_LOCAL + (size - _LEAST_LOCAL) % (PAGE - 4)
    if local > _MOST_LOCAL:
        local = _LEAST_LOCAL
    parts, left = [_exactly(page[at : at + local], local)], size - local
    following = _be(page[at + local : at + local + 4])
    seen: set[int] = set()
    while left > 0:
        if not following or following in seen:
            raise ValueError("the chain breaks off")
        seen.add(following)
        overflow = _exactly(pages.page(following), PAGE)
        parts.append(overflow[4 : 4 + left])
        left -= PAGE - 4
        following = _be(overflow[:4])
    return b"".join(parts)


def _values(record: bytes) -> tuple[Value, ...]:
    head_size, at = _varint(record, 0)
    kinds: list[int] = []
    while at < head_size:
        kind, at = _varint(record, at)
        kinds.append(kind)
    values: list[Value] = []
    for kind in kinds:
        width = _width(kind)
        values.append(_value(kind, _exactly(record[at : at + width], width)))
        at += width
    return tuple(values)


def _width(kind: int) -> int:
    if kind in _WIDTHS:
        return _WIDTHS[kind]
    if kind == 7:  # noqa: PLR2004  a double
        return 8
    return (kind - 12) // 2 if kind >= 12 else 0  # noqa: PLR2004  text and blobs begin here


def _value(kind: int, data: bytes) -> Value:
    """Serial types of https://sqlite.org/fileformat2.html#record_format."""
    if kind in _WIDTHS:
        return int.from_bytes(data, "big", signed=True)
    if kind >= 12:  # noqa: PLR2004
        return data.decode("utf-8") if kind % 2 else data
    fixed: dict[int, Value] = {0: None, 8: 0, 9: 1}
    if kind == 7:  # noqa: PLR2004
        return float(struct.unpack(">d", data)[0])
    if kind not in fixed:
        raise ValueError("no such type")
    return fixed[kind]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of up to nine bytes, the ninth of them whole, and where it ends."""
    value = 0
    for count in range(_MOST_VARINT - 1):
        byte = data[at + count]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:  # noqa: PLR2004  the last one
            return value, at + count + 1
    value = value << 8 | data[at + _MOST_VARINT - 1]
    return (value - (1 << 64) if value >> 63 else value), at + _MOST_VARINT


def _be(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _exactly(data: bytes, size: int) -> bytes:
    if size < 0 or len(data) != size:
        raise ValueError("cut off")
    return data
