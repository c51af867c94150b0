"""The form and check pages, from the laid-out form and the answers so far."""

from __future__ import annotations

import re

from kiosk.domain.catalogue import Provision
from kiosk.domain.offers import Narrowed
from kiosk.domain.person import mask_number
from kiosk.domain.text import Language, Text
from kiosk.flows.events import FormProblem
from kiosk.flows.memory import Memory
from kiosk.forms.layout import Dates, Field, FieldKind, Form, Page
from kiosk.runtime import view as v
from kiosk.runtime.present_company import ROLES
from kiosk.runtime.present_supply import status_of, ways
from kiosk.runtime.scene import Scene

_DIGITS = re.compile(r"\^(\[0-9\]|\\d)\{\d+(,\d+)?\}\$")
_ID_NUMBER = re.compile(r"\^(\[0-9\]|\\d)\{17\}\[(0-9|\\d)X\]\$")
"""Patterns of the catalogue: digits and nothing else; seventeen digits and a check digit that may be X."""
_YEARS_BACK = 120
_YEARS_AHEAD = 10
_NAME = Text("姓名", "姓名", "Name")
_COMPANY = Text("替哪家办", "替哪家辦", "For")
_RIGHT = Text("身份", "身分", "As")
_VARIANT = Text("办理情形", "辦理情形", "Situation")
_OFFICE = Text("办理部门", "辦理部門", "Decided by")
_ACTS = Text("替他办的人", "代辦人", "Acting for them")
_NUMBER = Text("证件号码", "證件號碼", "Document number")


def form_view(scene: Scene) -> v.FormView:
    """One question page."""
    form, filling = scene.form, scene.memory.filling
    if form is None:
        return v.FormView()
    language = scene.memory.around.language
    page = form.pages[min(filling.page, len(form.pages) - 1)]
    memory = scene.memory
    fixed = [field for field in page.fields if _fixed(memory, field)]
    asked = [field for field in page.fields if _asked(memory, field)]
    problems = {problem.name: _error(problem, page, language) for problem in filling.problems}
    return v.FormView(
        title=page.title.said(language),
        page=filling.page + 1,
        pages=len(form.pages),
        prefilled=tuple(_prefilled(memory, field, language) for field in fixed),
        fields=tuple(_field(scene, field, problems.get(field.name)) for field in asked),
        exempt=_exempt(memory, asked, language),
        errors=tuple(problems.values()),
        focus=filling.focus,
        returning=filling.returning,
    )


def check_view(scene: Scene) -> v.CheckView:
    """All answers once more."""
    form, memory = scene.form, scene.memory
    if form is None:
        return v.CheckView()
    language = memory.around.language
    fixed = _holder(memory, form, language)
    fixed += tuple(_fixed_row(memory, field, language) for field in form.fields if _fixed(memory, field))
    if memory.item is not None and memory.item.across is not None:
        office = memory.item.office(memory.filling.answers)
        fixed += (v.SummaryRow(_OFFICE.said(language), office.said(language)),)
    sections = [v.SummarySection("applicant", fixed)] if fixed else []
    for page in form.pages:
        asked = (f for f in page.fields if _asked(memory, f) and f.kind is not FieldKind.FILE)
        rows = tuple(_row(memory, field, language) for field in asked)
        if rows:
            sections.append(v.SummarySection("", rows, page.title.said(language)))
    return v.CheckView(tuple(sections), _materials(memory, form, language), signature=_signs(memory))


def _holder(memory: Memory, form: Form, language: Language) -> tuple[v.SummaryRow, ...]:
    """Whose case it is, also where the form itself does not ask for it."""
    person = memory.applicant
    if person is None:
        return ()
    shown = {field.prefill for field in form.fields if _fixed(memory, field)}
    rows = (("card.name", _NAME, person.name), ("card.number", _NUMBER, mask_number(person.number)))
    acting = memory.identity.person if memory.acting.principal is not None else None
    told = [(_ACTS, f"{acting.name} {mask_number(acting.number)}")] if acting else []
    told += [(label, value) for name, label, value in rows if name not in shown]
    rows_told = [v.SummaryRow(label.said(language), value, source="card") for label, value in told]
    if memory.company.chosen is not None:
        ref = memory.company.chosen.ref
        rows_told.append(v.SummaryRow(_COMPANY.said(language), f"{ref.name} {ref.credit_code}"))
        rows_told.append(v.SummaryRow(_RIGHT.said(language), ROLES[ref.role].said(language)))
    if isinstance(memory.item, Narrowed):
        rows_told.append(v.SummaryRow(_VARIANT.said(language), memory.item.variant.name.said(language)))
    return tuple(rows_told)


def display(field: Field, value: str, language: Language) -> str:
    """An answer in words."""
    if field.kind is FieldKind.CHOICE:
        label = dict(field.options).get(value)
        return label.said(language) if label else value
    if field.kind is FieldKind.NUMBER and field.unit and value:
        return f"{value} {field.unit.said(language)}"
    return value


def _signs(memory: Memory) -> bool:
    wants = bool(memory.item and memory.item.signature and not memory.identity.signature)
    return wants and memory.mending.asked is None


def _fixed(memory: Memory, field: Field) -> bool:
    """Prefilled and not to be edited here."""
    return field.readonly and field.name in memory.filling.sources


def _asked(memory: Memory, field: Field) -> bool:
    """Is it a question here? What should have come from elsewhere and did not is asked only where it must be."""
    return not _fixed(memory, field) and (field.required or not field.readonly)


def _error(problem: FormProblem, page: Page, language: Language) -> v.FieldError:
    label = next((field.title.said(language) for field in page.fields if field.name == problem.name), "")
    return v.FieldError(problem.name, problem.code, problem.n, problem.limit, label)


def _shown(field: Field, value: str, language: Language) -> str:
    return mask_number(value) if field.prefill == "card.number" else display(field, value, language)


def _prefilled(memory: Memory, field: Field, language: Language) -> v.PrefilledRow:
    value = memory.filling.answers.get(field.name, "")
    return v.PrefilledRow(
        field.title.said(language), _shown(field, value, language), memory.filling.sources.get(field.name, "")
    )


def _fixed_row(memory: Memory, field: Field, language: Language) -> v.SummaryRow:
    row = _prefilled(memory, field, language)
    return v.SummaryRow(row.label, row.value, source=row.source)


def _row(memory: Memory, field: Field, language: Language) -> v.SummaryRow:
    filling = memory.filling
    value = display(field, filling.answers.get(field.name, ""), language)
    return v.SummaryRow(field.title.said(language), value, field.name, changed=field.name in filling.changed)


def _keys(field: Field) -> str:
    """The field's kind, or, where its pattern lets nothing else pass, that its words are digits or an ID number."""
    if field.kind is not FieldKind.TEXT or field.pattern is None:
        return field.kind.value
    if _ID_NUMBER.fullmatch(field.pattern):
        return "id-number"
    return "digits" if _DIGITS.fullmatch(field.pattern) else field.kind.value


def _field(scene: Scene, field: Field, error: v.FieldError | None) -> v.FieldView:
    language = scene.memory.around.language
    year = scene.now.year
    return v.FieldView(
        name=field.name,
        label=field.title.said(language),
        kind=_keys(field),
        rare=field.kind is FieldKind.TEXT and field.pattern is None,
        hint=field.hint.said(language) if field.hint else "",
        value=scene.memory.filling.answers.get(field.name, ""),
        required=field.required,
        options=tuple(v.FieldOption(value, label.said(language)) for value, label in field.options),
        max_length=field.max_length,
        unit=field.unit.said(language) if field.unit else "",
        error=error,
        ways=ways(scene.memory, field.name) if field.kind is FieldKind.FILE else (),
        year_from=year if field.dates is Dates.FUTURE else year - _YEARS_BACK,
        year_to=year if field.dates is Dates.PAST else year + _YEARS_AHEAD,
    )


def _materials(memory: Memory, form: Form, language: Language) -> tuple[v.MaterialRow, ...]:
    if memory.item is None:
        return ()
    field_of = {field.material: field.name for field in form.fields if field.material}
    asked = memory.mending.asked
    return tuple(
        v.MaterialRow(
            material.name.said(language),
            status_of(material, memory.filling.answers.get(field_of.get(material.code, ""), "")),
            field=field_of.get(material.code, ""),
        )
        for material in memory.item.materials
        if asked is None or material.code in asked.materials
    )


def _exempt(memory: Memory, asked: list[Field], language: Language) -> tuple[v.MaterialRow, ...]:
    """Beside the papers that are asked for, those that need not be brought."""
    papers = bool(asked) and all(field.kind is FieldKind.FILE for field in asked) and memory.mending.asked is None
    return tuple(
        v.MaterialRow(one.name.said(language), status_of(one, ""))
        for one in (memory.item.materials if memory.item and papers else ())
        if one.provision is not Provision.SCAN
    )
