"""From the platform's form (JSON Schema 2020-12 with hints) to pages of fields.

The form is data from outside: whatever is not what the vocabulary says is a `FormError`, never a crash.

Vocabulary, per property: `x-title`, `x-hint` (texts in up to three languages), `x-kind`, `enum` + `x-labels`,
`minLength`, `maxLength`, `minimum`, `maximum`, `x-unit`, `x-dates` (any | past | future), `x-prefill`
(`card.*` | `profile.*` | `place.code`), `x-readonly`, `x-material`; per form: `required`, `x-pages`
[{title, fields}].
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

from kiosk.domain.text import Text

_PAPERS = Text("这些材料怎么交？", "這些材料怎麼交？", "How do you hand in these papers?")


class FieldKind(StrEnum):
    """How a question is asked."""

    TEXT = "text"
    NUMBER = "number"
    PHONE = "phone"
    DATE = "date"
    CHOICE = "choice"
    ADDRESS = "address"
    FILE = "file"


class Dates(StrEnum):
    """Which dates may be chosen."""

    ANY = "any"
    PAST = "past"
    FUTURE = "future"


class FormError(Exception):
    """The form cannot be shown. `code` is `form.malformed`; `detail` names the place, never an answer."""

    code = "form.malformed"

    def __init__(self, detail: str) -> None:
        super().__init__(f"{self.code}: {detail}")
        self.detail = detail


class Field(msgspec.Struct, frozen=True):
    """A question."""

    name: str
    kind: FieldKind
    title: Text
    hint: Text | None
    required: bool
    options: tuple[tuple[str, Text], ...] = ()
    min_length: int = 0
    max_length: int = 0
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    unit: Text | None = None
    dates: Dates = Dates.ANY
    prefill: str | None = None
    readonly: bool = False
    material: str | None = None


class Page(msgspec.Struct, frozen=True):
    """One question page; the question is its title."""

    title: Text
    fields: tuple[Field, ...]


class Form(msgspec.Struct, frozen=True):
    """A whole form."""

    pages: tuple[Page, ...]
    schema: dict[str, Any]

    @property
    def fields(self) -> tuple[Field, ...]:
        """All questions in order."""
        return tuple(field for page in self.pages for field in page.fields)

    def page_of(self) -> dict[str, int]:
        """Field name -> page number, counted from 0."""
        return {field.name: number for number, page in enumerate(self.pages) for field in page.fields}


class _Property(msgspec.Struct, frozen=True):
    title: Text = msgspec.field(name="x-title")
    type: str = "string"
    hint: Text | None = msgspec.field(default=None, name="x-hint")
    kind: FieldKind = msgspec.field(default=FieldKind.TEXT, name="x-kind")
    enum: tuple[str, ...] = ()
    labels: dict[str, Text] = msgspec.field(default_factory=dict, name="x-labels")
    min_length: int = msgspec.field(default=0, name="minLength")
    max_length: int = msgspec.field(default=0, name="maxLength")
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    unit: Text | None = msgspec.field(default=None, name="x-unit")
    dates: Dates = msgspec.field(default=Dates.ANY, name="x-dates")
    prefill: str | None = msgspec.field(default=None, name="x-prefill")
    readonly: bool = msgspec.field(default=False, name="x-readonly")
    material: str | None = msgspec.field(default=None, name="x-material")


class _Page(msgspec.Struct, frozen=True):
    title: Text
    fields: tuple[str, ...]


class _Form(msgspec.Struct, frozen=True):
    properties: dict[str, _Property]
    pages: tuple[_Page, ...] = msgspec.field(name="x-pages")
    required: tuple[str, ...] = ()


def lay_out(form: dict[str, Any]) -> Form:
    """Pages of fields from the platform's form. Raises FormError."""
    import jsonschema  # some 100 ms and 10 MB that a terminal nobody uses does without

    try:
        jsonschema.Draft202012Validator.check_schema(form)
        parsed = msgspec.convert(form, _Form)
    except jsonschema.SchemaError as error:
        raise FormError(f"not a JSON Schema at {error.json_path}") from error
    except msgspec.ValidationError as error:
        raise FormError(str(error)) from error
    if _refers(form):
        raise FormError("a form stands alone: $ref is not in the vocabulary")
    pages = tuple(Page(page.title, tuple(_field(parsed, name) for name in page.fields)) for page in parsed.pages)
    _check(parsed, pages)
    return Form(_papers_last(pages), form)


def _papers_last(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """Questions first; then all the papers, on a page of their own."""
    asking = (Page(one.title, tuple(f for f in one.fields if f.kind is not FieldKind.FILE)) for one in pages)
    papers = tuple(f for one in pages for f in one.fields if f.kind is FieldKind.FILE)
    return (*(one for one in asking if one.fields), *((Page(_PAPERS, papers),) if papers else ()))


def _refers(part: Any) -> bool:
    """Does the schema point anywhere, perhaps off this machine?"""
    if isinstance(part, dict):
        return any(key in {"$ref", "$dynamicRef"} or _refers(inner) for key, inner in part.items())
    return isinstance(part, list | tuple) and any(_refers(inner) for inner in part)


def _field(form: _Form, name: str) -> Field:
    given = form.properties.get(name)
    if given is None:
        raise FormError(f"page names unknown field {name!r}")
    if given.kind is FieldKind.CHOICE and not given.enum:
        raise FormError(f"choice {name!r} has nothing to choose from")
    return Field(
        name=name,
        kind=given.kind,
        title=given.title,
        hint=given.hint,
        required=name in form.required,
        options=tuple((value, given.labels.get(value, Text(value))) for value in given.enum),
        min_length=given.min_length,
        max_length=given.max_length,
        pattern=given.pattern,
        minimum=given.minimum,
        maximum=given.maximum,
        unit=given.unit,
        dates=given.dates,
        prefill=given.prefill,
        readonly=given.readonly,
        material=given.material,
    )


def _check(form: _Form, pages: tuple[Page, ...]) -> None:
    names = [field.name for page in pages for field in page.fields]
    if not names:
        raise FormError("no fields")
    if len(names) != len(set(names)):
        raise FormError("a field stands on two pages")
    missing = set(form.required) - set(names)
    if missing:
        raise FormError(f"required but on no page: {', '.join(sorted(missing))}")
