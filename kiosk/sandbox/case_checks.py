"""What the platform asks of a case before it is taken. Must never let pass what the catalogue does not allow."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from jsonschema import Draft202012Validator, FormatChecker

from kiosk.domain.catalogue import Assurance, Material, Package, Provision, ServiceItem
from kiosk.domain.offers import as_answered
from kiosk.domain.submission import Attachment, Evidence, Submission, UploadRef, Way
from kiosk.platform_api.contract import Wrong, wrongs_of
from kiosk.platform_api.problems import ProblemType, problem
from kiosk.platform_api.times import CHINA
from kiosk.sandbox.agents import agent_wrong
from kiosk.sandbox.call import Call, Refuse, invalid, refuse
from kiosk.sandbox.groups import uploads
from kiosk.sandbox.groups.organisations import organisation_wrong
from kiosk.sandbox.world import World

_GRACE = dt.timedelta(days=30)
_IN_LIEU = {"DEFERRED": "deferrable", "PROMISE": "promisable"}
"""What may stand for a material, and what the catalogue must say for that."""


@dataclass(frozen=True)
class Offer:
    """What a case is about: one item, or a package with the items of its parts."""

    code: str
    form: dict[str, Any]
    materials: tuple[Material, ...]
    items: tuple[ServiceItem, ...]

    @property
    def assurance(self) -> Assurance:
        """The strictest of them."""
        return max((item.assurance for item in self.items), key=list(Assurance).index)


def offered(world: World, db: sqlite3.Connection, case: Submission) -> Offer:
    """What it is about; 422 where there is no such thing, 410 where it is no longer offered as the person saw it."""
    gone = {row["item_code"] for row in db.execute("SELECT item_code FROM withdrawn")}
    catalogue = world.seed.catalogue(frozenset())
    items = {item.code: item for item in catalogue.items}
    package = next((one for one in catalogue.packages if one.code == case.service_item_code), None)
    if package is not None:
        return _package(package, items, gone, case)
    item = items.get(case.service_item_code)
    if item is None:
        raise invalid(Wrong("/serviceItemCode", "enum"))
    if case.parts:
        raise invalid(Wrong("/parts", "maxItems"))
    if item.code in gone or (case.item_version, case.form_version) != (item.version, item.form_version):
        raise refuse(ProblemType.WITHDRAWN, 410, "this item or version is no longer offered")
    taken = as_answered(item, case.form)
    return Offer(item.code, taken.form, taken.materials, (item,))


def _package(package: Package, items: dict[str, ServiceItem], gone: set[str], case: Submission) -> Offer:
    allowed = {one.item_code: one for one in package.items}
    taken = {part.service_item_code for part in case.parts}
    wrong = [
        Wrong(f"/parts/{number}/serviceItemCode", "enum")
        for number, part in enumerate(case.parts)
        if part.service_item_code not in allowed
    ]
    ids = {part.part_id for part in case.parts} - {case.submission_id}
    if len(taken) != len(case.parts) or len(ids) != len(case.parts):
        wrong.append(Wrong("/parts", "uniqueItems"))
    missing = [code for code, one in allowed.items() if not one.optional and code not in taken]
    wrong += [Wrong("/parts", f"contains {code}") for code in missing]
    if wrong:
        raise invalid(*wrong)
    versions = all(part.item_version == items[part.service_item_code].version for part in case.parts)
    same = (case.item_version, case.form_version) == (package.version, package.form_version)
    if taken & gone or not versions or not same:
        raise refuse(ProblemType.WITHDRAWN, 410, "this package or version is no longer offered")
    chosen = tuple(items[part.service_item_code] for part in case.parts)
    return Offer(package.code, package.form, package.materials, chosen)


def check(world: World, db: sqlite3.Connection, call: Call, case: Submission, offer: Offer) -> None:
    """Refuse with everything that is wrong with it at once."""
    wrong = [
        *_person_wrong(case, offer.items),
        *agent_wrong(case),
        *organisation_wrong(world, case, offer.items),
        *form_wrong(world, case.form, offer.form),
        *_region_wrong(case, offer.items),
        *_papers_wrong(case, offer.materials),
        *uploads_wrong(db, case.uploads, case.submission_id),
    ]
    if wrong:
        raise invalid(*wrong)
    _identified(db, call, case, offer.assurance)
    uploads_there(db, case.uploads)


def _person_wrong(case: Submission, items: tuple[ServiceItem, ...]) -> list[Wrong]:
    checks = (
        ("/applicant/kind", "enum", any(case.applicant["kind"] not in item.documents for item in items)),
        ("/capturedOffline", "const", case.captured_offline and not all(item.offline.allowed for item in items)),
        ("/signaturePng", "required", any(item.signature for item in items) and not _signed(case)),
    )
    return [Wrong(pointer, rule) for pointer, rule, wrong in checks if wrong]


def _region_wrong(case: Submission, items: tuple[ServiceItem, ...]) -> list[Wrong]:
    """Handed to the region that the answers name, and to no other (通办)."""
    handler = items[0].handler(case.form) if not case.parts else None
    return [] if case.handled_in == (handler.region if handler else None) else [Wrong("/handledIn", "const")]


def _signed(case: Submission) -> bool:
    """With a finger, or by a key where it is known who pressed it."""
    return bool(case.signature_png) or (case.confirmed_at is not None and case.evidence.identity == "verified")


def form_wrong(world: World, answers: dict[str, Any], form: dict[str, Any]) -> list[Wrong]:
    """The answers against the form's schema; files are counted among the papers, not here."""
    fields: dict[str, Any] = form["properties"]
    files = {name for name, one in fields.items() if one["x-kind"] == "file"}
    schema = {
        **form,
        "required": [name for name in form["required"] if name not in files],
        "additionalProperties": False,
    }
    checker = Draft202012Validator(schema, format_checker=FormatChecker())
    wrong = [Wrong("/form" + one.pointer, one.rule) for one in wrongs_of(checker, answers)]
    today = dt.datetime.fromtimestamp(world.now(), CHINA).date()
    for name, described in fields.items():
        value = answers.get(name)
        if described["x-kind"] == "date" and isinstance(value, str) and value:
            rule = _date_wrong(value, described.get("x-dates", "any"), today)
            wrong += [Wrong(f"/form/{name}", rule)] if rule else []
    return wrong


def _date_wrong(value: str, dates: str, today: dt.date) -> str | None:
    """The rule a date breaks. A month of grace backwards: a case that waited at the terminal arrives late."""
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        return "format"
    if dates == "past" and day > today:
        return "past"
    return "future" if dates == "future" and day < today - _GRACE else None


def _papers_wrong(case: Submission, materials: tuple[Material, ...]) -> list[Wrong]:
    known = {material.code: material for material in materials}
    wrong = attachments_wrong(case.attachments, known)
    wrong += [
        Wrong(f"/uploads/{number}/materialCode", "enum")
        for number, one in enumerate(case.uploads)
        if one.material_code not in known
    ]
    there = {one.material_code for one in case.attachments} | {one.material_code for one in case.uploads}
    for number, one in enumerate(case.materials):
        material, provision = known.get(one["materialCode"]), one["provision"]
        if material is None:
            wrong.append(Wrong(f"/materials/{number}/materialCode", "enum"))
        elif provision in _IN_LIEU and not getattr(material, _IN_LIEU[provision]):
            wrong.append(Wrong(f"/materials/{number}/provision", "enum"))
        elif provision in _IN_LIEU or one.get("licenceId"):
            there.add(material.code)
    needed = {one.code for one in materials if one.required and one.provision is Provision.SCAN}
    return wrong + [Wrong("/attachments", f"contains {code}") for code in sorted(needed - there)]


def attachments_wrong(attachments: Sequence[Attachment], known: Iterable[str]) -> list[Wrong]:
    """Scans that came inside: a material that is asked for, and the digest they say."""
    wrong = []
    codes = frozenset(known)
    for number, attachment in enumerate(attachments):
        at = f"/attachments/{number}"
        if attachment.material_code not in codes:
            wrong.append(Wrong(f"{at}/materialCode", "enum"))
        try:
            content = base64.b64decode(attachment.content, validate=True)
        except binascii.Error:
            wrong.append(Wrong(f"{at}/content", "contentEncoding"))
            continue
        if hashlib.sha256(content).hexdigest() != attachment.digest_sha256:
            wrong.append(Wrong(f"{at}/digestSha256", "const"))
    return wrong


def uploads_wrong(db: sqlite3.Connection, named: Sequence[UploadRef], submission_id: str) -> list[Wrong]:
    """Uploads that serve another case, or are not what the case says."""
    wrong = []
    for number, one in enumerate(named):
        row = uploads.find(db, one.upload_id)
        if row is None:
            continue
        said = (submission_id, one.material_code, one.media_type, one.sha256, one.size)
        names = ("uploadId", "materialCode", "mediaType", "sha256", "size")
        wrong += [
            Wrong(f"/uploads/{number}/{name}", "const")
            for name, theirs, ours in zip(names, said, tuple(row)[1:6], strict=True)
            if theirs != ours
        ]
    return wrong


def uploads_there(db: sqlite3.Connection, named: Sequence[UploadRef]) -> None:
    """409 while a byte of them is missing; once all are there they belong to the case."""
    for one in named:
        row = uploads.find(db, one.upload_id)
        if row is None or row["arrived"] != row["size"]:
            raise refuse(ProblemType.STATE_CONFLICT, 409, "an upload of this case is not complete")
    db.executemany("UPDATE uploads SET named = 1 WHERE upload_id = ?", [(one.upload_id,) for one in named])


def _identified(db: sqlite3.Connection, call: Call, case: Submission, assurance: Assurance) -> None:
    """Sure enough of the person: a session, or an offline capture with evidence; 403 otherwise."""
    if assurance is not Assurance.VERIFIED or _session_proves(db, call, case):
        return
    if case.captured_offline and _offline_proves(case.evidence):
        return
    base = problem(ProblemType.STEP_UP_REQUIRED, 403, "the identity is not confirmed")
    raise Refuse(msgspec.structs.replace(base, required_assurance=assurance.value))


def _session_proves(db: sqlite3.Connection, call: Call, case: Submission) -> bool:
    row = db.execute(
        "SELECT person_number FROM sessions WHERE session_id = ? AND terminal_id = ?",
        (case.evidence.session_id, call.terminal_id),
    ).fetchone()
    standing = case.agent.person.number if case.agent is not None else case.applicant["number"]
    return row is not None and row["person_number"] == standing


def _offline_proves(evidence: Evidence) -> bool:
    if evidence.way is Way.SIGNATURE:
        return evidence.identity == "pending"
    return evidence.way is Way.FACE and evidence.face is not None and evidence.face.decision == "accept"
