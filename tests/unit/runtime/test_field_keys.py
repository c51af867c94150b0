"""Which keys a question of the catalogue is answered with, by what its pattern lets pass."""

from __future__ import annotations

from kiosk.forms.layout import FieldKind, lay_out
from kiosk.runtime.present_form import _keys
from tests.runtime_stand import CATALOGUE

KEYS = {
    (item.code, field.name): (field.pattern, _keys(field))
    for item in CATALOGUE.items
    for field in lay_out(item.form).fields
    if field.kind is FieldKind.TEXT
}


def test_an_identity_number_is_known_by_its_pattern() -> None:
    numbers = {pattern for pattern, keys in KEYS.values() if keys == "id-number"}
    assert numbers == {"^[0-9]{17}[0-9X]$"}


def test_digits_alone_are_typed_on_the_keypad() -> None:
    digits = {pattern for pattern, keys in KEYS.values() if keys == "digits"}
    assert {"^[0-9]{15}$", "^[0-9]{16,19}$"} <= digits
    assert all(pattern is not None and set(pattern) <= set("^[0-9]{},123456789$") for pattern in digits)


def test_where_letters_may_stand_there_is_the_keyboard() -> None:
    assert {keys for pattern, keys in KEYS.values() if pattern is None or "A-" in pattern} == {"text"}
