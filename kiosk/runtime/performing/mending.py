"""A case that was sent back (补正): only what is asked for is a question, and only that is handed in."""

from __future__ import annotations

import datetime as dt

import msgspec

from kiosk.domain.submission import UploadRef
from kiosk.flows.events.matters import Asked
from kiosk.flows.memory import Memory
from kiosk.forms.answers import Unacceptable, to_json
from kiosk.forms.layout import Field, Form, FormError, Page
from kiosk.platform_api.wire import CorrectionAnswer
from kiosk.runtime.performing.asking import evidence_of


def only(form: Form, asked: Asked) -> Form:
    """The form with nothing but the fields and papers asked for, each of them a must.

    Raises FormError where the form has no such field: then it cannot be mended at a terminal.
    """
    pages = tuple(Page(page.title, _wanted(page.fields, asked)) for page in form.pages)
    pages = tuple(page for page in pages if page.fields)
    found = {field.name for page in pages for field in page.fields}
    papers = {field.material for page in pages for field in page.fields}
    if set(asked.fields) - found or set(asked.materials) - papers or not pages:
        raise FormError("correction")
    properties = form.schema.get("properties", {})
    schema = {**form.schema, "properties": {name: properties[name] for name in properties if name in found}}
    return Form(pages, {**schema, "required": sorted(found)})


def mended(memory: Memory, form: Form, answer_id: str, uploads: tuple[UploadRef, ...], now: dt.datetime) -> bytes:
    """The answer as it is sent. Raises Unacceptable."""
    asked = memory.mending.asked
    if asked is None:
        raise Unacceptable("correction")
    answers = to_json(form, memory.filling.answers)
    given = CorrectionAnswer(
        answer_id=answer_id,
        submission_id=memory.mending.submission_id,
        correction_id=asked.correction_id,
        form={name: value for name, value in answers.items() if name in asked.fields},
        attachments=(),
        uploads=uploads,
        evidence=evidence_of(memory, now),
        captured_at=now.isoformat(timespec="seconds"),
    )
    return msgspec.json.encode(given)


def _wanted(fields: tuple[Field, ...], asked: Asked) -> tuple[Field, ...]:
    """Asked anew, also where it once came from a card or a register: there it was wrong."""
    wanted = (f for f in fields if f.name in asked.fields or (f.material and f.material in asked.materials))
    return tuple(msgspec.structs.replace(field, required=True, readonly=False) for field in wanted)
