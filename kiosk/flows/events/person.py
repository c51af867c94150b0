"""What the person did: one event an intent of the interface."""

from __future__ import annotations

from kiosk.domain.catalogue import ServiceItem
from kiosk.domain.text import Language, TextSize
from kiosk.flows.events.base import Event, Private


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
    """Chose a service item, perhaps in a variant (情形)."""

    code: str
    variant: str = ""


class ItemOpened(Event, frozen=True):
    """The chosen item, found in the catalogue."""

    item: ServiceItem


class Started(Event, frozen=True):
    """开始办理."""


class StartedForOther(Event, frozen=True):
    """替别人办."""


class RelationChosen(Event, frozen=True):
    """Chose as what one acts for another: a Relation value."""

    relation: str


class Authorised(Private, frozen=True):
    """The principal agreed to be acted for: PNG of the signature, empty where a guardian declares for a child."""

    png: bytes


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
    """拍照; `whole` = 就这样拍: all that the camera sees, also where no page was found."""

    whole: bool = False


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


class ElderChosen(Event, frozen=True):
    """长辈版 on or off: larger words and targets, less on a page, more time."""

    on: bool


class LowReachChosen(Event, frozen=True):
    """低位操作 on or off: everything to touch is in the lower half of the screen."""

    on: bool


class TextSizeChosen(Event, frozen=True):
    """字号."""

    size: TextSize
