"""Effects of drafts (草稿): kept at the platform, pages first; opened again, here or elsewhere; thrown away.

Only what the person filled in is part of one: what the card or a register says is asked of them anew each time, and a
signature never is. Needs the person's platform session: without it nothing is kept.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
from collections.abc import Callable, Collection, Mapping
from typing import Any

import msgspec

from kiosk.domain.catalogue import Catalogue, Provision, ServiceItem
from kiosk.domain.ids import uuid7
from kiosk.domain.offers import Joint, as_answered, known_by_variant, of_parts, offer
from kiosk.domain.submission import UploadRef
from kiosk.domain.text import Text
from kiosk.flows.events import Event
from kiosk.flows.events import matters as own
from kiosk.flows.memory import Memory
from kiosk.flows.supply import field_of as whose_page
from kiosk.flows.supply import pages as pages_of
from kiosk.forms.answers import problems_on
from kiosk.forms.layout import FieldKind, Form, FormError, lay_out
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.interface import Platform
from kiosk.platform_api.times import CHINA, from_rfc3339
from kiosk.platform_api.wire import Draft, DraftKept, KeptDraft, Session
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.asking import Asking, signed_in
from kiosk.runtime.scope import Scope

SCANNED = "scanned"
"""The answer to a file's question, once there is a page."""
A_SERVICE = Text("一项服务", "一項服務", "A service")


class Drafts:
    """One person's form, kept for another day."""

    def __init__(self, desk: Desk, asking: Asking, form: Callable[[], Form | None]) -> None:
        """`form`: the one that is being filled in."""
        self._desk, self._asking, self._form = desk, asking, form
        self._draft_id = uuid7()
        self._pages: dict[str, UploadRef] = {}
        """By digest: a page is brought under one id, however often the draft is kept."""

    def keep(self, memory: Memory, scope: Scope) -> None:
        """Keep what is filled in."""
        form, session = self._form(), self._asking.session
        if form is None or session is None or memory.item is None:
            scope.tell(own.NotDone(PlatformFault.STEP_UP.code))
            return
        draft_id = memory.keeping.draft_id or self._draft_id

        def question(client: Platform) -> Event:
            pages = dict(memory.keeping.kept)
            pages |= {name: self._brought(client, draft_id, name, jpeg, form) for name, jpeg in _scans(memory)}
            draft = self._written(memory, form, draft_id, pages)
            kept = self._put(client, session, draft)
            return own.DraftKept(draft_id, kept.revision, _day(kept.expires_at), pages)

        self._desk.ask(scope, question)

    def look(self, memory: Memory, scope: Scope) -> None:
        """Has the person begun this item before? Whoever acts for another has no draft of the other's."""
        session, acting = self._asking.session, memory.acting.principal is not None
        if session is None or acting:
            return

        def work() -> None:
            with contextlib.suppress(PlatformError):  # the form is begun anew then, as if there were none
                found = draft_rows(self._desk.client(), session, self._desk.catalogue, ())
                scope.tell(own.DraftsSeen(found))

        self._desk.later(work)

    def open(self, memory: Memory, scope: Scope) -> None:
        """Fetch the chosen draft and fit it into the form of today."""
        session, chosen = self._asking.session, memory.matters.chosen

        def question(client: Platform) -> Event:
            kept = client.resume_draft(signed_in(session), chosen)
            return opened(kept, self._desk.catalogue, self._desk.clock.wall().date())

        self._desk.ask(scope, question)

    def drop(self, memory: Memory, scope: Scope) -> None:
        """Throw the chosen draft away."""
        session, chosen = self._asking.session, memory.matters.chosen

        def question(client: Platform) -> Event:
            client.drop_draft(signed_in(session), chosen)
            return own.DraftDropped()

        self._desk.ask(scope, question)

    def end(self, memory: Memory, scope: Scope) -> None:  # noqa: ARG002  nobody waits for it
        """The case lies in the outbox; a draft that cannot be dropped now is dropped when its list is read again."""
        session, keeping = self._asking.session, memory.keeping
        if session is None or not keeping.revision:
            return

        def work() -> None:
            with contextlib.suppress(PlatformError):
                self._desk.client().drop_draft(session, keeping.draft_id)

        self._desk.later(work)

    def _brought(self, client: Platform, draft_id: str, name: str, jpeg: bytes, form: Form) -> UploadRef:
        """A page at the platform, whole."""
        from kiosk.platform_api.uploads import bring

        digest = hashlib.sha256(jpeg).hexdigest()
        ref = self._pages.get(digest)
        if ref is None:
            material = next((field.material for field in form.fields if field.name == whose_page(name)), None)
            ref = UploadRef(uuid7(), material or whose_page(name), "image/jpeg", digest, len(jpeg))
            self._pages[digest] = ref
        bring(client, draft_id, ref, lambda offset, size: jpeg[offset : offset + size])
        return ref

    def _written(self, memory: Memory, form: Form, draft_id: str, pages: dict[str, UploadRef]) -> Draft:
        item = memory.item
        if item is None:
            raise ValueError("no item")
        return Draft(
            draft_id=draft_id,
            service_item_code=item.code,
            item_version=item.version,
            form_version=item.form_version,
            form=given(item, form, memory.filling.answers),
            uploads=tuple(pages.values()),
            materials=tuple(provided(item)),
            saved_at=self._desk.clock.wall().isoformat(timespec="seconds"),
            page=memory.filling.page,
            based_on=memory.keeping.revision or None,
            parts=tuple(one.code for one in item.taken) if isinstance(item, Joint) else (),
        )

    def _put(self, client: Platform, session: Session, draft: Draft) -> DraftKept:
        """A try whose answer got lost is there already: this one goes on from it. Another terminal's is not ours."""
        try:
            return client.put_draft(session, draft)
        except PlatformError as error:
            if error.fault is not PlatformFault.CONFLICT or draft.based_on is not None:
                raise
            there = next((one for one in client.drafts(session).drafts if one.draft_id == draft.draft_id), None)
            if there is None:
                raise
            return client.put_draft(session, msgspec.structs.replace(draft, based_on=there.revision))


def opened(kept: KeptDraft, catalogue: Catalogue | None, today: dt.date) -> Event:
    """The draft as the form's pages hold it; the first page that wants something, or where the person was."""
    draft = kept.draft
    found = of_parts(offer(catalogue, draft.service_item_code), draft.parts)
    if found is None:
        return own.NotDone(PlatformFault.GONE.code)
    item = as_answered(found, draft.form)
    try:
        form = lay_out(item.form)
    except FormError as error:
        return own.NotDone(error.code)
    answers = {
        field.name: as_answer(draft.form[field.name])
        for field in form.fields
        if field.name in draft.form and not field.readonly and field.kind is not FieldKind.FILE
    }
    field_of = {field.material: field.name for field in form.fields if field.kind is FieldKind.FILE}
    pages: dict[str, UploadRef] = {}
    for code, field in field_of.items():
        pages |= pages_of(field, tuple(one for one in draft.uploads if one.material_code == code))
    answers |= {name: SCANNED for name in field_of.values() if name in pages}
    asked = [tuple(field for field in page.fields if not field.readonly) for page in form.pages]
    wanting = (number for number, fields in enumerate(asked) if problems_on(fields, answers, today))
    page = min(draft.page or 0, next(wanting, len(form.pages) - 1), len(form.pages) - 1)
    older = (draft.item_version, draft.form_version) != (item.version, item.form_version)
    staff = kept.account_id or ""
    return own.DraftOpened(item, draft.draft_id, kept.revision, answers, pages, page, older_form=older, staff=staff)


def draft_rows(
    client: Platform, session: Session, catalogue: Catalogue | None, handed_in: Collection[str]
) -> tuple[own.DraftRow, ...]:
    """The person's drafts. One whose case was handed in is none any more, and is dropped on the way."""
    rows = []
    for one in client.drafts(session).drafts:
        if one.draft_id in handed_in:
            with contextlib.suppress(PlatformError):
                client.drop_draft(session, one.draft_id)
            continue
        item = offer(catalogue, one.service_item_code)
        name = item.name if item else A_SERVICE
        saved, until = from_rfc3339(one.saved_at), _day(one.expires_at)
        rows.append(own.DraftRow(one.draft_id, one.service_item_code, name, saved, until, offered=item is not None))
    return tuple(rows)


def as_answer(value: str | float) -> str:
    """An answer out of JSON as the form's pages hold it."""
    if isinstance(value, str):
        return value
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _day(moment: str) -> str:
    return dt.datetime.fromtimestamp(from_rfc3339(moment), CHINA).date().isoformat()


def _scans(memory: Memory) -> tuple[tuple[str, bytes], ...]:
    return tuple(memory.filling.scans.items())


def given(item: ServiceItem, form: Form, answers: Mapping[str, str]) -> dict[str, str | float]:
    """What was answered, finished or not, as a draft holds it."""
    said: dict[str, str | float] = {**known_by_variant(item)}
    for field in form.fields:
        value = answers.get(field.name, "").strip()
        if not value or field.readonly or field.kind is FieldKind.FILE:
            continue
        said[field.name] = _number(value) if field.kind is FieldKind.NUMBER else value
    return said


def _number(value: str) -> str | float:
    """As the form's JSON has it; half a number stays as it was typed."""
    try:
        number = float(value)
    except ValueError:
        return value
    return int(number) if number.is_integer() else number


def provided(item: ServiceItem) -> list[dict[str, Any]]:
    """What need not be brought, as the case will say it."""
    return [
        {"materialCode": one.code, "provision": one.provision.value}
        for one in item.materials
        if one.provision is not Provision.SCAN
    ]
