"""One list model for every list: rows are frozen view structs, the roles are named after their fields.

Must never change a row: the session's view is the only truth. `None` becomes an empty text (or null where the field
holds a struct), enums become their values, structs become plain objects, tuples become lists.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

import msgspec
from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex

Index = QModelIndex | QPersistentModelIndex
_DISPLAY_ROLE = 0
_FIRST_ROLE = 0x0101
"""One more than Qt.ItemDataRole.UserRole."""


def plain(value: Any, *, none: Any = "") -> Any:
    """`value` as QML can hold it; `none` stands for None."""
    if value is None:
        return none
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, msgspec.Struct):
        return {name: plain(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, (tuple, list)):
        return [plain(each) for each in value]
    return value


class RowsModel(QAbstractListModel):
    """Rows of one struct type as a Qt list model with one role per field."""

    def __init__(self, row_type: type[msgspec.Struct], parent: QObject | None = None) -> None:
        """Make an empty list of `row_type` rows."""
        super().__init__(parent)
        self._fields = row_type.__struct_fields__
        self._nested = {
            field.name
            for field in msgspec.structs.fields(row_type)
            if any(isinstance(t, type) and issubclass(t, msgspec.Struct) for t in getattr(field.type, "__args__", ()))
        }
        self._rows: tuple[msgspec.Struct, ...] = ()

    def set_rows(self, rows: tuple[msgspec.Struct, ...]) -> None:
        """Show `rows`. What stands for a row is used for the next one in its place: only what differs is painted."""
        before = self._rows
        if rows == before:
            return
        stay = min(len(rows), len(before))
        if stay == 0:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        elif len(rows) < len(before):
            self.beginRemoveRows(QModelIndex(), stay, len(before) - 1)
            self._rows = before[:stay]
            self.endRemoveRows()
        elif len(rows) > len(before):
            self.beginInsertRows(QModelIndex(), stay, len(rows) - 1)
            self._rows = before + rows[stay:]
            self.endInsertRows()
        self._rows = rows
        for n, (old, new) in enumerate(zip(before[:stay], rows[:stay], strict=True)):
            if old != new:
                index = self.index(n)
                self.dataChanged.emit(index, index, self._roles_between(old, new))

    def _roles_between(self, old: msgspec.Struct, new: msgspec.Struct) -> list[int]:
        return [_FIRST_ROLE + n for n, name in enumerate(self._fields) if getattr(old, name) != getattr(new, name)]

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = _DISPLAY_ROLE) -> Any:
        """Return the field of that role, as QML can hold it."""
        field = role - _FIRST_ROLE
        if not index.isValid() or not 0 <= field < len(self._fields):
            return None
        name = self._fields[field]
        return plain(getattr(self._rows[index.row()], name), none=None if name in self._nested else "")

    def roleNames(self) -> dict[int, QByteArray]:
        """Return one role per struct field, of the same name."""
        return {_FIRST_ROLE + n: QByteArray(name.encode()) for n, name in enumerate(self._fields)}
