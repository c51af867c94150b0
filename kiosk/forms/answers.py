"""Answers: prefill with its source, validation with what is missing, the JSON that is sent.

Answers are strings while they are typed; numbers become numbers only in `to_json`. A problem says what to mend,
in a code the interface has words for.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from kiosk.forms.layout import Dates, Field, FieldKind, Form

_PHONE_DIGITS = 11
_TEXT_LIMIT = 2000


class Problem(msgspec.Struct, frozen=True):
    """What is wrong with one answer: code, a count, a limit (see runtime.view.FieldError)."""

    name: str
    code: str
    n: int = 0
    limit: str = ""


def prefill(form: Form, known: Mapping[str, str | None]) -> tuple[dict[str, str], dict[str, str]]:
    """Answers that need not be asked, and where each comes from (`card`, `profile` or `place`).

    `known` maps `card.name`, `profile.phone` … to values.
    """
    answers: dict[str, str] = {}
    sources: dict[str, str] = {}
    for field in form.fields:
        value = known.get(field.prefill) if field.prefill else None
        if field.prefill and value and _fits(field, value):
            answers[field.name] = value
            sources[field.name] = field.prefill.split(".", 1)[0]
    return answers, sources


def _fits(field: Field, value: str) -> bool:
    """May it be filled in? What nobody can correct on the page must be right, else it is asked like the rest."""
    if field.kind is FieldKind.CHOICE:
        return value in dict(field.options)
    return not field.readonly or problem_with(replace(field, dates=Dates.ANY), value, dt.date.min) is None


def problem_with(field: Field, value: str, today: dt.date) -> Problem | None:
    """What is wrong with `value`, or None."""
    value = value.strip()
    if not value:
        return _missing(field) if field.required else None
    check = _CHECKS.get(field.kind)
    return check(field, value, today) if check else None


def problems_on(fields: tuple[Field, ...], answers: Mapping[str, str], today: dt.date) -> tuple[Problem, ...]:
    """What is wrong on a page, in its order."""
    found = (problem_with(field, answers.get(field.name, ""), today) for field in fields)
    return tuple(problem for problem in found if problem is not None)


def to_json(form: Form, answers: Mapping[str, str]) -> dict[str, Any]:
    """The answers as the schema wants them; empty optional ones are left out. Raises Unacceptable."""
    import jsonschema

    result: dict[str, Any] = {}
    for field in form.fields:
        value = answers.get(field.name, "").strip()
        if value:
            result[field.name] = _number(value) if field.kind is FieldKind.NUMBER else value
    try:
        jsonschema.validate(result, form.schema, cls=jsonschema.Draft202012Validator)
    except jsonschema.ValidationError as error:
        raise Unacceptable("/".join(str(part) for part in error.absolute_path) or str(error.validator)) from None
    return result


class Unacceptable(Exception):  # noqa: N818  reads as what it says
    """The answers do not satisfy the platform's own schema. Carries the place, never the value."""

    def __init__(self, where: str) -> None:
        super().__init__(f"form.unacceptable: {where}")
        self.where = where


def _number(value: str) -> int | float:
    number = float(value)
    return int(number) if number.is_integer() else number


def _missing(field: Field) -> Problem:
    codes = {FieldKind.CHOICE: "choose", FieldKind.FILE: "file-missing", FieldKind.DATE: "choose"}
    return Problem(field.name, codes.get(field.kind, "required"))


def _text(field: Field, value: str, today: dt.date) -> Problem | None:  # noqa: ARG001
    limit = field.max_length or _TEXT_LIMIT
    if len(value) < field.min_length:
        return Problem(field.name, "too-short", field.min_length - len(value))
    if len(value) > limit:
        return Problem(field.name, "too-long", len(value) - limit)
    if not value.isprintable() or (field.pattern and not re.search(field.pattern, value)):
        return Problem(field.name, "characters")
    return None


def _phone(field: Field, value: str, today: dt.date) -> Problem | None:  # noqa: ARG001
    if not (value.isascii() and value.isdigit()):
        return Problem(field.name, "characters")
    if len(value) != _PHONE_DIGITS:
        return Problem(field.name, "phone-digits", _PHONE_DIGITS - len(value))
    return None if value[0] == "1" and value[1] in "3456789" else Problem(field.name, "phone-start")


def _of_number(field: Field, value: str, today: dt.date) -> Problem | None:  # noqa: ARG001
    if not re.fullmatch(r"-?\d{1,12}(\.\d{1,4})?", value, flags=re.ASCII):
        return Problem(field.name, "not-a-number")
    number = float(value)
    if field.minimum is not None and number < field.minimum:
        return Problem(field.name, "number-low", limit=f"{field.minimum:g}")
    if field.maximum is not None and number > field.maximum:
        return Problem(field.name, "number-high", limit=f"{field.maximum:g}")
    return None


def _date(field: Field, value: str, today: dt.date) -> Problem | None:
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        return Problem(field.name, "date-impossible")
    if day.isoformat() != value:  # 20260711, 2026-W28-6: what is sent is a full-date of RFC 3339 and nothing else
        return Problem(field.name, "date-impossible")
    if field.dates is Dates.FUTURE and day < today:
        return Problem(field.name, "date-past")
    if field.dates is Dates.PAST and day > today:
        return Problem(field.name, "date-future")
    return None


def _choice(field: Field, value: str, today: dt.date) -> Problem | None:  # noqa: ARG001
    return None if value in dict(field.options) else Problem(field.name, "choose")


_CHECKS: Mapping[FieldKind, Callable[[Field, str, dt.date], Problem | None]] = {
    FieldKind.TEXT: _text,
    FieldKind.ADDRESS: _text,
    FieldKind.PHONE: _phone,
    FieldKind.NUMBER: _of_number,
    FieldKind.DATE: _date,
    FieldKind.CHOICE: _choice,
}
