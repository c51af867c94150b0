"""A form that staff fill in for somebody (帮办代办): out of a draft, onto the desk, into the next draft. Pure.

Must never know who it is for: a draft holds answers alone, and what a card says is not asked here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import msgspec
from msgspec.structs import replace

from kiosk.domain.catalogue import Catalogue, ServiceItem
from kiosk.domain.ids import uuid7
from kiosk.domain.offers import Joint, as_answered, in_variant, of_parts, offer
from kiosk.domain.text import Language
from kiosk.forms.answers import problem_with
from kiosk.forms.layout import Field, FieldKind, Form, lay_out
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.wire import Draft, HandedOver
from kiosk.runtime.performing.drafts import as_answer, given, provided
from kiosk.runtime.workbench.view import HelpField, HelpOption, Row

_SAID = Language.ZH_HANS
_OF = "/"
"""Between an item and its variant in the id of a row."""


class Case(msgspec.Struct, frozen=True):
    """What is on the desk."""

    draft: Draft
    item: ServiceItem
    form: Form
    answers: dict[str, str]

    def __repr__(self) -> str:
        """No answer in a traceback."""
        return f"Case({self.item.code!r})"


def offers(catalogue: Catalogue) -> tuple[Row, ...]:
    """What can be begun at the desk: items for people, each variant by itself."""
    rows: list[Row] = []
    for item in (one for one in catalogue.items if one.for_people):
        name, office = item.name.said(_SAID), item.department.said(_SAID)
        variants = [(f"{item.code}{_OF}{one.code}", f"{name}（{one.name.said(_SAID)}）") for one in item.variants]
        rows += [Row(code, "offer", name=office, item=said) for code, said in variants or [(item.code, name)]]
    return tuple(rows)


def begun(catalogue: Catalogue, row_id: str, at: dt.datetime) -> Case:
    """A new form of that item. Raises PlatformError (GONE) where it is not offered, FormError."""
    code, _, variant = row_id.partition(_OF)
    whole = offer(catalogue, code)
    item = in_variant(whole, variant) if whole is not None and variant else whole
    if item is None:
        raise PlatformError(PlatformFault.GONE)
    return _case(Draft(uuid7(), item.code, item.version, item.form_version, {}, (), (), _time(at)), item)


def resumed(catalogue: Catalogue, draft: Draft) -> Case:
    """What lies in the drawer. Raises PlatformError (GONE) where it is not offered any more, FormError."""
    whole = offer(catalogue, draft.service_item_code)
    item = of_parts(whole, draft.parts)
    if item is None:
        raise PlatformError(PlatformFault.GONE)
    return _case(draft, as_answered(item, draft.form))


def taken(catalogue: Catalogue, handed: HandedOver) -> Case:
    """What somebody laid down. Raises PlatformError (GONE) where there is nothing to fill in, FormError."""
    kept = handed.draft
    whole = offer(catalogue, kept.draft.service_item_code) if kept is not None else None
    item = of_parts(whole, kept.draft.parts) if kept is not None else None
    if kept is None or item is None:
        raise PlatformError(PlatformFault.GONE)
    draft = replace(kept.draft, based_on=kept.revision if handed.draft_id is not None else None)
    return _case(draft, as_answered(item, draft.form))


def answered(case: Case, name: str, value: str) -> Case:
    """With another answer; to a question that is not on the desk: as it was."""
    asked = {field.name for field in _asked(case.form)}
    return replace(case, answers={**case.answers, name: value}) if name in asked else case


def fields(case: Case, today: dt.date, marked: Collection[str] = ()) -> tuple[HelpField, ...]:
    """The questions as the desk shows them; papers are brought by the person at the terminal."""
    shown = (_shown(case, field, today) for field in case.form.fields if not field.readonly)
    return tuple(replace(one, marked=one.name in marked) for one in shown)


def written(case: Case, at: dt.datetime) -> Draft:
    """What is laid down: the answers, the papers as they were, where the form goes on."""
    item = case.item
    return replace(
        case.draft,
        item_version=item.version,
        form_version=item.form_version,
        form=given(item, case.form, case.answers),
        materials=tuple(provided(item)),
        saved_at=_time(at),
        page=len(case.form.pages) - 1,
        parts=tuple(one.code for one in item.taken) if isinstance(item, Joint) else (),
    )


def _case(draft: Draft, item: ServiceItem) -> Case:
    form = lay_out(item.form)
    names = {field.name for field in _asked(form)}
    answers = {name: as_answer(value) for name, value in draft.form.items() if name in names}
    return Case(draft, item, form, answers)


def _asked(form: Form) -> tuple[Field, ...]:
    return tuple(field for field in form.fields if not field.readonly and field.kind is not FieldKind.FILE)


def _shown(case: Case, field: Field, today: dt.date) -> HelpField:
    value = case.answers.get(field.name, "")
    paper = field.kind is FieldKind.FILE
    problem = None if paper else problem_with(field, value, today)
    return HelpField(
        name=field.name,
        kind=field.kind.value,
        label=field.title.said(_SAID),
        hint=field.hint.said(_SAID) if field.hint else "",
        value=value,
        options=tuple(HelpOption(code, text.said(_SAID)) for code, text in field.options),
        required=field.required,
        there=paper and any(one.material_code == field.material for one in case.draft.uploads),
        problem=problem.code if problem else "",
        n=problem.n if problem else 0,
        limit=problem.limit if problem else "",
    )


def _time(at: dt.datetime) -> str:
    return at.isoformat(timespec="seconds")
