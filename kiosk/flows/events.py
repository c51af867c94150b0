"""Everything that can happen to a session: what the person did, what devices and platform answered, time.

Past tense, frozen, no behaviour. `repr` of an event that carries personal data hides it (msgspec structs below
with `Private`).
"""

from __future__ import annotations

import msgspec

from kiosk.domain.catalogue import ServiceItem
from kiosk.domain.person import Person
from kiosk.domain.submission import FaceEvidence, Outcome
from kiosk.domain.text import Language


class Event(msgspec.Struct, frozen=True):
    """Something happened."""


class Private(Event, frozen=True):
    """An event that holds personal data: its repr is its name."""

    def __repr__(self) -> str:
        """Nothing of the person."""
        return f"{type(self).__name__}(…)"


# --- the person -------------------------------------------------------------------------------------------
class WentHome(Event, frozen=True):
    """Pressed the way home on a public page."""


class WentBack(Event, frozen=True):
    """返回."""


class ThemeChosen(Event, frozen=True):
    """Chose a topic; empty code = all services."""

    code: str


class SearchOpened(Event, frozen=True):
    """Touched the search field."""


class SearchChanged(Event, frozen=True):
    """Typed in the search field."""

    text: str


class ItemChosen(Event, frozen=True):
    """Chose a service item."""

    code: str


class ItemOpened(Event, frozen=True):
    """The chosen item, found in the catalogue."""

    item: ServiceItem


class Started(Event, frozen=True):
    """开始办理."""


class WalletOpened(Event, frozen=True):
    """电子证照 on the home screen."""


class HelpOpened(Event, frozen=True):
    """呼叫帮助."""


class MoreTimeAsked(Event, frozen=True):
    """延长时间 on the card page."""


class WayChosen(Event, frozen=True):
    """Chose how to confirm who they are: a Way value."""

    way: str


class Agreed(Event, frozen=True):
    """Gave the consent the page asks for."""


class Declined(Event, frozen=True):
    """Did not give it; no penalty."""


class CodeEntered(Private, frozen=True):
    """Typed the SMS code."""

    code: str


class CodeResendAsked(Event, frozen=True):
    """没收到？ send again."""


class Signed(Private, frozen=True):
    """Finished the signature: PNG bytes."""

    png: bytes


class FieldChanged(Private, frozen=True):
    """Changed an answer; the value as the form's JSON has it."""

    name: str
    value: str


class Accepted(Event, frozen=True):
    """The primary button of the page: 下一步, 核对无误 and the like."""


class PageChosen(Event, frozen=True):
    """修改 on the check page: jump to the page that holds the field."""

    field: str


class ScanOpened(Event, frozen=True):
    """Pressed 现在扫描 at a file field."""

    field: str


class PictureTaken(Event, frozen=True):
    """拍照."""


class PictureKept(Event, frozen=True):
    """清楚，用这张."""


class PictureDropped(Event, frozen=True):
    """重拍."""


class ReceiptOpened(Event, frozen=True):
    """手机扫码存凭条 / 抄号码."""


class PrintAsked(Event, frozen=True):
    """打印凭条."""


class LicenceChosen(Event, frozen=True):
    """Chose a licence in the wallet."""

    licence_id: str


class RenewAsked(Event, frozen=True):
    """现在就换."""


class RetryAsked(Event, frozen=True):
    """再试一次."""


class Finished(Event, frozen=True):
    """完成，退出并清除信息."""


class LeaveAsked(Event, frozen=True):
    """退出 with personal data on screen: asks once."""


class LeaveConfirmed(Event, frozen=True):
    """退出并清除 in the dialog."""


class Stayed(Event, frozen=True):
    """继续办理 in a dialog."""


class Touched(Event, frozen=True):
    """Any touch: the idle clock starts again."""


class LanguageChosen(Event, frozen=True):
    """Switched the language; answers stay."""

    language: Language


class ContrastChosen(Event, frozen=True):
    """高对比 on or off."""

    on: bool


# --- devices ----------------------------------------------------------------------------------------------
class CardDetected(Event, frozen=True):
    """A card answers; the long read begins."""


class CardRead(Private, frozen=True):
    """The card was read. `photo` is the raw chip photo field."""

    person: Person
    photo: bytes
    sam_id: str | None = None


class CardFailed(Event, frozen=True):
    """This presentation failed; `fault` is a devices.contract.Fault code."""

    fault: str


class DeviceChanged(Event, frozen=True):
    """A device came or went: Kind value, usable?, fault code."""

    kind: str
    usable: bool
    fault: str | None = None


class FaceGuided(Event, frozen=True):
    """What the person should do now: guidance or challenge code, and how far it is."""

    guidance: str
    challenge: str | None
    done: int
    total: int


class FaceDecided(Event, frozen=True):
    """One try ended."""

    evidence: FaceEvidence


class FaceClosed(Event, frozen=True):
    """The face way cannot be used: reason code (models, decoder, camera …)."""

    reason: str


class FaceWayChanged(Event, frozen=True):
    """The terminal's face way closed (reason code) or opened (None)."""

    reason: str | None


class PhotoDecoded(Event, frozen=True):
    """The chip photo is ready to compare with, or not (reason code)."""

    reason: str | None


class PictureReady(Private, frozen=True):
    """A page was photographed: JPEG."""

    jpeg: bytes


class CameraFailed(Event, frozen=True):
    """No picture can be taken; `fault` is a device fault code."""

    fault: str


class Printed(Event, frozen=True):
    """The receipt is out, confirmed by the printer."""


class PrintFailed(Event, frozen=True):
    """It is not out, or nobody knows; `fault` code."""

    fault: str


# --- platform and store -----------------------------------------------------------------------------------
class LinkChanged(Event, frozen=True):
    """The line to the platform came or went; `fault` is a platform fault code."""

    online: bool
    fault: str | None = None


class CatalogueChanged(Event, frozen=True):
    """A new snapshot lies in the cache."""

    version: str


class WaysFound(Private, frozen=True):
    """The non-face ways the platform has for this person."""

    masked_phone: str | None


class CodeSent(Private, frozen=True):
    """The platform sent an SMS."""

    challenge_id: str
    masked_phone: str
    resend_after: int


class CodeRefused(Event, frozen=True):
    """Wrong or late code."""

    tries_left: int


class SessionOpened(Private, frozen=True):
    """The platform accepts who it is; shared data for prefill comes with it."""

    session_id: str
    token: str
    profile: dict[str, str]


class Enqueued(Event, frozen=True):
    """The case lies durably in the outbox; `reference` is the 暂存号."""

    submission_id: str
    reference: str
    at: float = 0.0
    """Seconds since 1970."""


class NotStored(Event, frozen=True):
    """The outbox could not take it: store fault code. Nothing was acknowledged."""

    fault: str


class CaseAnswered(Private, frozen=True):
    """How the case stands now."""

    outcome: Outcome
    state: str
    project_no: str | None
    text: str | None
    lookup_url: str | None
    received_at: str | None
    fault: str | None = None


class LicenceRow(msgspec.Struct, frozen=True):
    """One licence in the wallet, as the platform lists it."""

    licence_id: str
    type_code: str
    name: str
    holder_masked: str
    status: str
    valid_to: str | None
    icon: str


class LicencesFound(Private, frozen=True):
    """The holder's licences and when the list was made."""

    rows: tuple[LicenceRow, ...]
    updated_at: str


class TokenMade(Private, frozen=True):
    """A show token: the QR payload and how many seconds it lives (platform's clock)."""

    payload: str
    token_id: str
    seconds: float


class TokenRedeemed(Event, frozen=True):
    """Somebody checked the code: who, when (hh:mm)."""

    verifier: str
    at: str


class StoreChanged(Event, frozen=True):
    """The outbox can take cases (None) or not (store fault code)."""

    fault: str | None


class PlatformFailed(Event, frozen=True):
    """A question to the platform was not answered: fault code."""

    fault: str


# --- the form ---------------------------------------------------------------------------------------------
class FormProblem(msgspec.Struct, frozen=True):
    """What is missing in one answer: code and its numbers (see runtime.view.FieldError)."""

    name: str
    code: str
    n: int = 0
    limit: str = ""


class FormPrepared(Private, frozen=True):
    """The item's form is laid out: prefilled answers, their sources, and the page of each field."""

    answers: dict[str, str]
    sources: dict[str, str]
    page_of: dict[str, int]
    pages: int


class FormBroken(Event, frozen=True):
    """The platform's form cannot be shown (fault code)."""

    fault: str


class PageInvalid(Private, frozen=True):
    """Something on the page is missing or wrong."""

    problems: tuple[FormProblem, ...]


class PageValid(Event, frozen=True):
    """The page may be left."""


# --- between flows ----------------------------------------------------------------------------------------
class Identified(Event, frozen=True):
    """The sub-flow *identify* ended well."""


class NotIdentified(Event, frozen=True):
    """The person went back, or the time ran out."""


class CaseClosed(Event, frozen=True):
    """A flow that held personal data is over: the session ends."""


class CaseAbandoned(Event, frozen=True):
    """A flow ended before it held an answer: back to where it was started."""


# --- time -------------------------------------------------------------------------------------------------
class TimedOut(Event, frozen=True):
    """A named delay (`runtime.delays`) of this step ran out."""

    delay: str
