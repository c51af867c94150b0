"""Which events the audit trail knows, which fields each may have, and what may stand in a field.

Must never let anything of a person in: a field holds one of a few words, a count, an id made by a program, or a code
of the catalogue or of the fault table. Nothing that a card, a person or the platform wrote fits anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from kiosk.domain.person import DocumentKind
from kiosk.domain.submission import Outcome, Way

Value = str | int
OTHER = "other"
"""In place of a fault code that is not in the table of faults."""
CARD = frozenset({"document-expired", "document-not-accepted", "same-card"})
CARD |= {"principal-adult", "principal-minor", "acting-minor"}
"""Why a document that was read is not taken; in no table of faults, because nothing is broken."""
ENDINGS: Mapping[str, str] = {
    "called": "the citizen was called and knows",
    "not-reached": "called more than once, nobody answers; the department was told",
    "at-the-window": "settled at the window",
    "compared": "compared with the department: what the platform has is right",
    "given-up": "the citizen does not want it any more",
}
"""Why staff end a case, in a word; nothing else may be written down."""
FINDINGS: Mapping[str, str] = {
    "booked": "finance has booked it, what the platform has is right",
    "paid-back": "the money was paid back",
    "no-money": "no money moved, no paper went out",
    "paper-void": "the paper is void, or destroyed",
    "withdrawn-there": "the case was taken back at the platform too",
}
"""What staff found where a payment, a print or a case taken back differs from the platform's."""
LOOKS: Mapping[str, str] = {
    "incomplete": "something is missing",
    "contradicts": "answers contradict each other, or the papers",
    "wrong-item": "another service, or another variant of it, is meant",
    "ask-again": "the person is to be asked once more",
}
"""Why a second member of staff does not let go what one filled in."""
REPRINTS: Mapping[str, str] = {
    "paper-out": "the paper ran out, or the slip is not whole",
    "jammed": "it jammed or tore",
    "illegible": "it cannot be read",
    "not-taken": "the citizen did not get it, or lost it",
    "another": "the citizen wants one more",
}
"""Why staff have a slip printed again."""
_MOST = 2**31
_SHORT_CODE = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-_.][A-Za-z0-9]+){0,6}|\d{1,7}")
_NATIONAL_CODE = re.compile(r"[0-9A-Z]{31}|[0-9A-HJ-NPQRTUWXY]{18}\d{3}")
"""Code of a service item (政务服务事项实施编码, 31 characters) or of a type of licence (证照类型代码, 21)."""
_PERSONAL = re.compile(r"(?:.*\d){8}")
"""Document numbers and telephones have 8 to 18 digits, with or without letters between: no short code has."""
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_KEY_ID = re.compile(r"(?:sm2|p256)-[0-9a-f]{32}")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_LONGEST_CODE = 40
LEAST_DAYS = 181
"""Six months at least (网络安全法 第二十一条), in days: no six months are shorter."""


@dataclass(frozen=True)
class Allowed:
    """What may stand in a field."""

    about: str
    """In words, for the page of events."""
    words: frozenset[str] = frozenset()
    pattern: re.Pattern[str] | None = None
    count: bool = False
    fault: bool = False
    code: bool = False

    def admits(self, value: object) -> bool:
        """May it?"""
        if self.count:
            return type(value) is int and -_MOST < value < _MOST
        if type(value) is not str:
            return False
        if self.fault:
            return value == OTHER or value in self.words or _is_fault(value)
        if self.code:
            return _is_code(value)
        return value in self.words or (self.pattern is not None and self.pattern.fullmatch(value) is not None)


def _is_fault(value: str) -> bool:
    from kiosk.runtime.fault_words import words

    return words(value) is not None


def _is_code(value: str) -> bool:
    if _NATIONAL_CODE.fullmatch(value) is not None:
        return True
    return len(value) <= _LONGEST_CODE and bool(_SHORT_CODE.fullmatch(value)) and _PERSONAL.match(value) is None


def _one_of(*words: str) -> Allowed:
    return Allowed(" / ".join(words), words=frozenset(words))


_ID = Allowed("an id that a program made (UUID, RFC 9562)", pattern=_UUID)
_COUNT = Allowed("a whole number", count=True)
_CATALOGUE = Allowed("a code of the catalogue", code=True)

FIELDS: Mapping[str, Allowed] = {
    "session": _ID,
    "submission": _ID,
    "job": _ID,
    "request": _ID,
    "item": _CATALOGUE,
    "licence": _CATALOGUE,
    "fault": Allowed("a code of docs/faults.md or a reason of the card page, else `other`", words=CARD, fault=True),
    "verdict": _one_of("valid", "expired", "revoked", "unknown", "no-answer", OTHER),
    "ending": _one_of("finished", "idle", "left", "stopped"),
    "document": _one_of(*DocumentKind),
    "acting": _one_of("self", "other"),
    "way": _one_of(*Way),
    "identity": _one_of("verified", "pending"),
    "decision": _one_of("accept", "review", "reject"),
    "reason": _one_of("late", "track-lost", "another-face", "not-live", "doubtful", "not-alike", "closed", OTHER),
    "outcome": _one_of(*Outcome),
    "result": _one_of("printed", "failed", "unsure"),
    "process": _one_of("screen", "sync", "other"),
    "staff": Allowed("a staff number, as given at the command line; fewer than eight digits", code=True),
    "why": _one_of(*ENDINGS, *FINDINGS, *LOOKS, *REPRINTS),
    "first": Allowed("the staff number of who filled it in, or took the case", code=True),
    "looker": Allowed("the staff number of who looked second", code=True),
    "second": _one_of("confirmed", "refused"),
    "card": _one_of("lies", "taken"),
    "ledger": _one_of("submissions", "ratings", "prints", "payments"),
    "proof": _one_of("card", "number"),
    "repair": _one_of("paper", "jam", "camera", "reader"),
    "mended": _one_of("sound", "not-sound", "given-up"),
    "seconds": _COUNT,
    "attempt": _COUNT,
    "left": _COUNT,
    "renewals": _COUNT,
    "code": _COUNT,
    "bytes": _COUNT,
    "count": _COUNT,
    "days": _COUNT,
    "sm3": Allowed("digest of a line of the trail, 32 bytes in hexadecimal digits", pattern=_DIGEST),
    "suite": _one_of("sm2-sm3", "ecdsa-p256-sha256"),
    "key": Allowed("id of the terminal's signing key", pattern=_KEY_ID),
    "signature": Allowed("64 bytes in hexadecimal digits", pattern=_SIGNATURE),
}
"""What a field may hold; a name means the same in every event."""


class AuditEvent(Enum):
    """Every event: (name, its fields)."""

    TERMINAL_STARTED = ("terminal-started", ())
    """`kiosk run` has its first page on the screen."""
    TERMINAL_STOPPED = ("terminal-stopped", ())
    """`kiosk run` was told to end."""
    PROCESS_DIED = ("process-died", ("process", "code"))
    """A process of the terminal ended by itself; a negative code is the signal that ended it."""
    SESSION_OPENED = ("session-opened", ("session",))
    """Somebody touched the screen for the first time."""
    SESSION_CLOSED = ("session-closed", ("session", "ending", "seconds"))
    """The session is over and its process ends; how, and how long it was."""
    CARD_LEFT = ("card-left", ("card",))
    """Somebody has left a card on the reader, or it was taken. Of no session: nobody knows whose."""
    ITEM_STARTED = ("item-started", ("session", "item", "acting"))
    """Somebody pressed 开始办理, for themselves or for another."""
    CARD_READ = ("card-read", ("session", "document"))
    """An identity document was read and taken."""
    CARD_FAILED = ("card-failed", ("session", "fault"))
    """It could not be read, or is not taken here."""
    FACE_CHECKED = ("face-checked", ("session", "decision", "reason", "attempt"))
    """One try of the face check ended."""
    CODE_REFUSED = ("code-refused", ("session", "left"))
    """A wrong or late SMS code; how many tries are left."""
    IDENTITY_CONFIRMED = ("identity-confirmed", ("session", "way", "identity"))
    """It is known who stands here: by the platform, or (pending) by card and signature."""
    SUBMISSION_QUEUED = ("submission-queued", ("submission",))
    """A case lies durably in the outbox; written by the commit that acknowledged it."""
    SUBMISSION_NOT_STORED = ("submission-not-stored", ("session", "fault"))
    """The outbox did not take the case, and the citizen was told so."""
    CASE_SHOWN = ("case-shown", ("session", "submission", "outcome"))
    """What was said on the screen about the case."""
    PRINT_ENDED = ("print-ended", ("session", "submission", "result", "fault"))
    """A slip is out, or it is not."""
    REPRINT_BEGUN = ("reprint-begun", ("job", "count", "staff", "why"))
    """Staff have a slip printed again (补打): its n-th reprint, told before it is printed."""
    REPRINT_ENDED = ("reprint-ended", ("job", "count", "staff", "result", "fault"))
    """That reprint came out, did not, or may have."""
    DRAFT_KEPT = ("draft-kept", ("session", "item"))
    """What was filled in lies at the platform, for another day."""
    HELP_ASKED = ("help-asked", ("session", "item"))
    """The person laid down what was filled in, for staff to go on with (请工作人员帮我)."""
    HELP_BEGUN = ("help-begun", ("staff", "item", "submission"))
    """Staff took up at the desk what somebody laid down, or began a case for somebody who is there (帮办代办)."""
    LOOK_ASKED = ("look-asked", ("staff", "item", "submission"))
    """Staff laid what they filled in before a second member of staff (第二人复核)."""
    HELP_HANDED_BACK = ("help-handed-back", ("staff", "item", "submission", "looker"))
    """Staff laid down what they filled in, for its person to look through at a terminal."""
    HELP_TAKEN_UP = ("help-taken-up", ("session", "staff", "item", "submission"))
    """A person who is known took up at the terminal what staff filled in."""
    HELPED_CASE = ("helped-case", ("session", "staff", "submission"))
    """The case that was filled in by staff on behalf of its person lies durably in the outbox."""
    SECOND_LOOK = ("second-look", ("staff", "first", "item", "submission", "second", "why"))
    """A second member of staff said whether it is the person, or whether what `first` filled in may go (复核); told
    before anything is done."""
    CASE_TAKEN_BACK = ("case-taken-back", ("session", "submission"))
    """The person took back a case that the platform has."""
    LICENCE_SHOWN = ("licence-shown", ("session", "licence", "renewals"))
    """A code for a licence stood on the screen."""
    CODE_CHECKED = ("code-checked", ("session", "verdict"))
    """Somebody held up a code to have it checked (验证); what the platform said, not of what nor of whom."""
    LICENCE_CHECKED = ("licence-checked", ("session", "licence"))
    """Somebody redeemed the code."""
    SUBMISSION_ANSWERED = ("submission-answered", ("submission",))
    """The platform has the case and said so."""
    SUBMISSION_SET_ASIDE = ("submission-set-aside", ("submission", "fault"))
    """It cannot go through as it is; a person looks."""
    SUBMISSION_CALL_BACK = ("submission-call-back", ("submission", "fault"))
    """The citizen must be called."""
    SUBMISSION_WITHDRAWN = ("submission-withdrawn", ("submission",))
    """The citizen took it back before anything was sent."""
    SUBMISSION_RETRIED = ("submission-retried", ("submission", "staff"))
    """Staff want it sent again; who, where they had signed in."""
    SUBMISSION_SETTLED = ("submission-settled", ("submission",))
    """Reconciliation, or a receipt that was carried back, says that the platform has it."""
    SUBMISSION_REOPENED = ("submission-reopened", ("submission",))
    """Reconciliation says that the platform has not got it after all."""
    PHONE_SHOWN = ("phone-shown", ("submission", "staff"))
    """Staff were shown the telephone number that a case names, to call the citizen back."""
    JOB_ENDED = ("job-ended", ("job", "staff", "why"))
    """Staff have called the citizen, or looked at what was set aside: nothing is left to do."""
    DIFFERENCE_CHECKED = ("difference-checked", ("ledger", "job", "staff", "why"))
    """Staff have looked at what terminal and platform have differently, and nothing of it is left to do."""
    DATA_KEY_CHANGED = ("data-key-changed", ("count",))
    """Everything stored was sealed with a new key; so many records in the last go."""
    CARRIED_OUT = ("carried-out", ("count",))
    """So many cases were written into sealed files for a USB stick."""
    TECHNICIAN_ENTERED = ("technician-entered", ("staff",))
    """The maintenance pages, or the guided repairs alone, were opened: by whom, or with the one PIN of development;
    whose session stood there ended first."""
    TECHNICIAN_REFUSED = ("technician-refused", ())
    """A wrong PIN, or one typed while the lock waits."""
    TECHNICIAN_LEFT = ("technician-left", ())
    """The maintenance pages were left."""
    REPAIR_BEGUN = ("repair-begun", ("repair", "fault", "staff"))
    """Staff began a guided repair (照图修理); what the device said before, nothing where it was sound."""
    REPAIR_ENDED = ("repair-ended", ("repair", "mended", "fault", "seconds", "staff"))
    """The device was asked after the last step, or the repair was left; what is still wrong."""
    SUPPORT_ASKED = ("support-asked", ("request",))
    """Staff asked for help from afar, and let a support bundle go with it."""
    SUPPORT_SENT = ("support-sent", ("request", "bytes"))
    """The platform has the request and its support bundle."""
    SUPPORT_LAPSED = ("support-lapsed", ("request",))
    """The line was down until the time that was given was over: the bundle is deleted, nothing more is sent."""
    STAFF_ADDED = ("staff-added", ("staff",))
    """Somebody got an account at this terminal."""
    STAFF_DISABLED = ("staff-disabled", ("staff",))
    """That person signs in no more."""
    STAFF_SECRET_CHANGED = ("staff-secret-changed", ("staff",))
    """That person has a new PIN or password, and waits no longer after wrong ones."""
    STAFF_IN = ("staff-in", ("staff", "proof"))
    """Somebody signed in: by card and secret, or by number and secret."""
    STAFF_REFUSED = ("staff-refused", ("staff", "seconds"))
    """Wrong, unknown, over, or during the wait (`seconds` to go); `staff` only where that account is there."""
    STAFF_OUT = ("staff-out", ("staff", "ending"))
    """That person left, or nobody touched anything for too long."""
    TRAIL_PURGED = ("trail-purged", ("count", "sm3", "days"))
    """The first so many lines are deleted: whole files, `days` old at least; `sm3` is the digest of the last line."""
    END_CUT = ("end-cut", ("bytes",))
    """The last line was torn by a power cut; so many bytes of it were cut off."""
    CHECKPOINT = ("checkpoint", ("suite", "key", "signature"))
    """The terminal's signature over everything before this line."""

    def __init__(self, code: str, fields: tuple[str, ...]) -> None:
        self.code = code
        self.fields = fields


class AuditError(ValueError):
    """An event with a field that it has not, or with something that may not stand there. Names the field alone."""


def checked(event: AuditEvent, fields: Mapping[str, object]) -> dict[str, Value]:
    """The fields in the event's own order. Raises AuditError; a field may be left out, none may be added."""
    for name, value in fields.items():
        if name not in event.fields:
            raise AuditError(f"{event.code} has no field {name}")
        if not FIELDS[name].admits(value):
            raise AuditError(f"{event.code}: not allowed in {name}")
    return {name: value for name in event.fields if isinstance(value := fields.get(name), (str, int))}
