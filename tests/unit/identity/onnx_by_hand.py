"""A network small enough to write by hand: its classes are the mean of each colour plane of the picture.

ONNX is protocol buffers (onnx.proto3); written here field by field, so that no trained weight and no further package
is needed for testing the place of a passive liveness network.
"""

from __future__ import annotations


def network(side: int, planes: int = 3) -> bytes:
    """(1, planes, side, side) -> (1, planes): GlobalAveragePool, Flatten."""
    pooled = _node("GlobalAveragePool", "data", "pooled")
    flat = _node("Flatten", "pooled", "out")
    graph = _field(1, pooled) + _field(1, flat) + _field(2, b"means")
    graph += _field(11, _value("data", (1, planes, side, side))) + _field(12, _value("out", (1, planes)))
    return _number(1, 8) + _field(7, graph) + _field(8, _number(2, 13))


def _node(kind: str, source: str, target: str) -> bytes:
    return (
        _field(1, source.encode()) + _field(2, target.encode()) + _field(3, kind.encode()) + _field(4, kind.encode())
    )


def _value(name: str, shape: tuple[int, ...]) -> bytes:
    dimensions = b"".join(_field(1, _number(1, size)) for size in shape)
    tensor = _number(1, 1) + _field(2, dimensions)
    return _field(1, name.encode()) + _field(2, _field(1, tensor))


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _varint(value: int) -> bytes:
    made = bytearray()
    while value > 0x7F:
        made.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*made, value))
