"""Flow *browse*: home, topics, search, service guide. Public: no card is asked for here."""

from __future__ import annotations

from enum import StrEnum

from msgspec.structs import replace

from kiosk.domain.offers import Joint, Narrowed, in_variant, toggled
from kiosk.flows import book, certify, closing, company, guided, inform, left, pay, samples, videos
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.acts import both, sets, takes
from kiosk.flows.choosing import asks
from kiosk.flows.complain import forget as forget_complaint
from kiosk.flows.engine import Act, Ends, Flow, Row, Step
from kiosk.flows.events import Event
from kiosk.flows.events import services as said
from kiosk.flows.events.certificates import CertificatesOpened
from kiosk.flows.events.guided import GuideOpened
from kiosk.flows.events.matters import MattersOpened
from kiosk.flows.events.organisations import CompanyOpened
from kiosk.flows.events.packages import PackagesOpened, PartTouched, VariantsOpened
from kiosk.flows.events.supply import StickLeft
from kiosk.flows.memory import Browsing, Goal, Memory
from kiosk.flows.readiness import stop
from kiosk.flows.screens import Screen
from kiosk.flows.supply_effects import WatchPlace

PACKAGES = "+packages"
"""In the place of a topic's code, all packages (一件事); no topic can be called so."""


class At(StrEnum):
    """Steps. After a power cut every session begins at HOME: nothing of it was kept."""

    CLEARED = "cleared"
    CLOSED = "closed"
    HOME = "home"
    CATEGORY = "category"
    SEARCH = "search"
    ITEM = "item"
    SAMPLE = "sample"
    VIDEO = "video"
    VARIANT = "variant"
    REPRESENTING = "representing"
    APPLYING = "applying"
    SHOWING = "showing"
    COMPLAINING = "complaining"
    BOOKING = "booking"
    BOOKING_ITEM = "booking-item"
    CERTIFYING = "certifying"
    CERTIFYING_ITEM = "certifying-item"
    COMPANY = "company"
    PAYING = "paying"
    INFORMING = "informing"
    GUIDED = "guided"
    LOOKING_UP = "looking-up"
    ENDED = "ended"


def came_from_search(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Was the item found by searching?"""
    return memory.browsing.came_from is Screen.SEARCH


def came_from_category(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Was it chosen in a topic?"""
    return memory.browsing.came_from is Screen.CATEGORY


def can_start(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Can the item be taken here now?"""
    return (
        item_blocked(memory) is None and not must_choose(memory) and (memory.item is None or memory.item.for_people)
    )


def must_choose(memory: Memory) -> bool:
    """Has the item variants, and none was chosen yet?"""
    return memory.item is not None and bool(memory.item.variants) and not isinstance(memory.item, Narrowed)


def has_variants(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Are there any to choose from?"""
    return memory.item is not None and bool(memory.item.variants)


def known_variant(memory: Memory, event: Event) -> bool:
    """Has the item one of that name?"""
    key = event.key if isinstance(event, said.Chosen) else ""
    return memory.item is not None and in_variant(memory.item, key) is not None


def can_show(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Can licences be shown now?"""
    return wallet_blocked(memory) is None


def can_look_up(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Can one's own cases be looked up now?"""
    return matters_blocked(memory) is None


def card_was_read(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """Did this process ever hold somebody's card? Then it ends with them, also where they only went back."""
    return memory.card_was_read


def can_book(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    """May an appointment be taken for the item?"""
    return book.can_book_item(memory)


def somebodys(memory: Memory, event: Event) -> bool:
    """Is anything here that the next person must not see?"""
    return memory.personal or card_was_read(memory, event)


def item_blocked(memory: Memory) -> str | None:
    """Why the chosen item cannot be started here now (reason of kiosk.flows.readiness), or None."""
    if memory.item is None:
        return None if memory.around.online else "not-offline"
    need = stop(memory.item, memory.around)
    return need.reason if need is not None else None


def wallet_blocked(memory: Memory) -> str | None:
    """Why no licence can be shown now, or None: a licence is never shown from a cache."""
    if not memory.around.usable("id-reader"):
        return "reader-out"
    return None if memory.around.online else "needs-network"


def matters_blocked(memory: Memory) -> str | None:
    """Why nobody can look up their cases now, or None; without a line one sees what lies here."""
    return None if memory.around.usable("id-reader") else "reader-out"


def _fresh(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
    return replace(memory, browsing=Browsing(), item=None, goal=Goal.BROWSE)


def _opened(memory: Memory, event: Event) -> Memory:
    return replace(memory, item=event.item) if isinstance(event, on.ItemOpened) else memory


def _part_touched(memory: Memory, event: Event) -> Memory:
    if not isinstance(event, PartTouched) or not isinstance(memory.item, Joint):
        return memory
    return replace(memory, item=toggled(memory.item, event.code))


def _variant_chosen(memory: Memory, event: Event) -> Memory:
    found = in_variant(memory.item, event.key) if isinstance(event, said.Chosen) and memory.item else None
    return replace(memory, item=found) if found is not None else memory


def _wants(goal: Goal) -> Act:
    def act(memory: Memory, event: Event) -> Memory:  # noqa: ARG001
        return replace(memory, goal=goal)

    return act


def _opens(at: At, screen: Screen) -> Row:
    return Row(at, on.ItemOpened, At.ITEM, both(_opened, sets("browsing", came_from=screen)))


_PUBLIC = (At.HOME, At.CATEGORY, At.SEARCH, At.ITEM, At.SAMPLE, At.VIDEO, At.VARIANT)


def _left_there(memory: Memory, event: Event) -> bool:  # noqa: ARG001
    return isinstance(event, StickLeft) and event.there


GIVE_WAY = (*_PUBLIC, At.GUIDED, At.INFORMING)
"""Steps that end at closing time, unless somebody has said who they are."""
_LEFT = takes("supply", left="there")
_REMINDED = (do.StopClock("cleared"), do.StartClock("stick-left"))
_CLEARED = (do.StopClock("stick-left"), do.StartClock("cleared"))
_PRIVATE = (At.REPRESENTING, At.APPLYING, At.SHOWING, At.LOOKING_UP)
_SERVED = (At.COMPANY, At.BOOKING, At.BOOKING_ITEM, At.PAYING, At.CERTIFYING, At.CERTIFYING_ITEM)
_SERVICE = _wants(Goal.SERVICE)
_ASK_PLACE = asks("booking-place", loading=True)
_CERTIFY = both(_SERVICE, certify.forget)
_CERTIFY_ITEM = both(_SERVICE, certify.begun_with)
_BOOK = both(_SERVICE, book.forget, asks("booking-item"))

FLOW = Flow(
    name="browse",
    about="What everybody may see without a card.",
    start=At.HOME,
    steps={
        At.CLEARED: Step(Screen.CLEARED, enter=(do.StartClock("cleared"), WatchPlace())),
        At.CLOSED: closing.STEP,
        At.HOME: Step(Screen.HOME),
        At.CATEGORY: Step(Screen.CATEGORY),
        At.SEARCH: Step(Screen.SEARCH),
        At.ITEM: Step(Screen.ITEM),
        At.SAMPLE: samples.ON_SAMPLE,
        At.VIDEO: videos.ON_VIDEO,
        At.VARIANT: Step(Screen.CHOOSE),
        At.REPRESENTING: Step(calls="represent"),
        At.APPLYING: Step(calls="apply"),
        At.SHOWING: Step(calls="show-licence"),
        At.COMPLAINING: Step(calls="complain"),
        At.BOOKING: Step(calls="book"),
        At.BOOKING_ITEM: Step(calls="book-item"),
        At.COMPANY: Step(calls="company"),
        At.PAYING: Step(calls="pay"),
        At.CERTIFYING: Step(calls="certify"),
        At.CERTIFYING_ITEM: Step(calls="certify"),
        At.INFORMING: Step(calls="inform"),
        At.GUIDED: Step(calls="guided"),
        At.LOOKING_UP: Step(calls="progress"),
        At.ENDED: Step(Screen.CLEARED, enter=(do.EndSession(),)),
    },
    rows=(
        Row(At.CLEARED, StickLeft, At.CLEARED, _LEFT, _REMINDED, when=_left_there),
        Row(At.CLEARED, StickLeft, At.CLEARED, _LEFT, (do.StopClock("stick-left"),), when=left.holds),
        Row(At.CLEARED, StickLeft, At.CLEARED, _LEFT, _CLEARED),
        *left.rows(At.CLEARED),
        Row(At.CLEARED, on.TimedOut, At.CLOSED, when=closing.is_closed),
        Row(At.CLEARED, on.WentHome, At.CLOSED, when=closing.is_closed),
        Row(At.CLEARED, on.TimedOut, At.HOME),
        Row(At.CLEARED, on.WentHome, At.HOME),
        *closing.rows(At.CLOSED, At.HOME, GIVE_WAY, _fresh),
        Row(At.HOME, on.ThemeChosen, At.CATEGORY, takes("browsing", theme="code")),
        Row(At.HOME, PackagesOpened, At.CATEGORY, sets("browsing", theme=PACKAGES)),
        Row(At.HOME, on.SearchOpened, At.SEARCH),
        Row(At.HOME, on.WalletOpened, At.SHOWING, _wants(Goal.WALLET), when=can_show),
        Row(At.HOME, on.WalletOpened, At.HOME),
        Row(At.HOME, said.ComplaintOpened, At.COMPLAINING, forget_complaint),
        Row(At.HOME, said.BookingOpened, At.BOOKING, _BOOK, when=can_show),
        Row(At.HOME, said.BookingOpened, At.HOME),
        Row(At.HOME, said.BillsOpened, At.PAYING, both(_SERVICE, pay.forget), when=can_show),
        Row(At.HOME, said.BillsOpened, At.HOME),
        Row(At.HOME, said.InformOpened, At.INFORMING, both(inform.forget, asks("inform-what"))),
        Row(At.INFORMING, on.CaseAbandoned, At.ENDED, when=somebodys),
        Row(At.INFORMING, on.CaseAbandoned, At.HOME, _fresh),
        Row(At.INFORMING, on.CaseClosed, At.ENDED),
        Row(At.INFORMING, on.LeaveConfirmed, At.ENDED, when=somebodys),
        Row(At.INFORMING, on.LeaveConfirmed, At.HOME, _fresh),
        Row(At.ITEM, said.BookingOpened, At.BOOKING_ITEM, both(_SERVICE, book.of_item, _ASK_PLACE), when=can_book),
        Row(At.ITEM, said.BookingOpened, At.ITEM),
        Row(At.HOME, MattersOpened, At.LOOKING_UP, _wants(Goal.PROGRESS), when=can_look_up),
        Row(At.HOME, MattersOpened, At.HOME),
        Row(At.HOME, on.WentHome, At.HOME, _fresh),
        _opens(At.HOME, Screen.HOME),
        Row(At.CATEGORY, CertificatesOpened, At.CERTIFYING, _CERTIFY, when=certify.can_certify),
        Row(At.CATEGORY, CertificatesOpened, At.CATEGORY),
        Row(At.ITEM, CertificatesOpened, At.CERTIFYING_ITEM, _CERTIFY_ITEM, when=certify.can_certify),
        Row(At.ITEM, CertificatesOpened, At.ITEM),
        Row(At.CATEGORY, CompanyOpened, At.COMPANY, both(_SERVICE, company.forget), when=can_show),
        Row(At.CATEGORY, CompanyOpened, At.CATEGORY),
        Row(At.ITEM, CompanyOpened, At.COMPANY, both(_SERVICE, company.forget), when=can_show),
        Row(At.ITEM, CompanyOpened, At.ITEM),
        Row(At.CATEGORY, on.WentBack, At.HOME, _fresh),
        Row(At.CATEGORY, on.WentHome, At.HOME, _fresh),
        Row(At.CATEGORY, on.SearchOpened, At.SEARCH),
        _opens(At.CATEGORY, Screen.CATEGORY),
        Row(At.SEARCH, on.SearchChanged, At.SEARCH, takes("browsing", query="text")),
        Row(At.SEARCH, on.ThemeChosen, At.CATEGORY, takes("browsing", theme="code")),
        Row(At.SEARCH, on.WentBack, At.HOME, _fresh),
        Row(At.SEARCH, on.WentHome, At.HOME, _fresh),
        _opens(At.SEARCH, Screen.SEARCH),
        Row(At.SEARCH, GuideOpened, At.GUIDED, guided.BEGUN),
        Row(At.GUIDED, on.CaseAbandoned, At.SEARCH),
        Row(At.GUIDED, on.WentHome, At.HOME, _fresh),
        _opens(At.GUIDED, Screen.SEARCH),
        *samples.rows(At.ITEM, At.SAMPLE),
        Row(At.SAMPLE, on.WentHome, At.HOME, _fresh),
        *videos.rows(At.ITEM, At.VIDEO),
        Row(At.VIDEO, on.WentHome, At.HOME, _fresh),
        Row(At.ITEM, PartTouched, At.ITEM, _part_touched),
        Row(At.ITEM, VariantsOpened, At.VARIANT, asks("variant"), when=has_variants),
        Row(At.ITEM, VariantsOpened, At.ITEM),
        Row(At.VARIANT, said.Chosen, At.ITEM, _variant_chosen, when=known_variant),
        Row(At.VARIANT, said.Chosen, At.VARIANT),
        Row(At.VARIANT, on.WentBack, At.ITEM),
        Row(At.ITEM, on.Started, At.APPLYING, _wants(Goal.APPLY), when=can_start),
        Row(At.ITEM, on.Started, At.ITEM),
        Row(At.ITEM, on.StartedForOther, At.REPRESENTING, _wants(Goal.APPLY), when=can_start),
        Row(At.ITEM, on.StartedForOther, At.ITEM),
        Row(At.ITEM, on.WentBack, At.SEARCH, when=came_from_search),
        Row(At.ITEM, on.WentBack, At.CATEGORY, when=came_from_category),
        Row(At.ITEM, on.WentBack, At.HOME, _fresh),
        Row(At.ITEM, on.WentHome, At.HOME, _fresh),
        Row(At.REPRESENTING, on.Represented, At.APPLYING),
        Row(At.REPRESENTING, on.CaseAbandoned, At.ENDED, when=card_was_read),
        Row(At.REPRESENTING, on.CaseAbandoned, At.ITEM, _wants(Goal.BROWSE)),
        Row(At.APPLYING, on.CaseClosed, At.ENDED),
        Row(At.APPLYING, on.CaseAbandoned, At.ENDED, when=card_was_read),
        Row(At.APPLYING, on.CaseAbandoned, At.ITEM, _wants(Goal.BROWSE)),
        Row(At.SHOWING, on.CaseClosed, At.ENDED),
        Row(At.SHOWING, on.CaseAbandoned, At.ENDED, when=card_was_read),
        Row(At.SHOWING, on.CaseAbandoned, At.HOME, _fresh),
        *(Row(at, on.CaseClosed, At.ENDED) for at in _SERVED),
        *(Row(at, on.CaseAbandoned, At.ENDED, when=card_was_read) for at in _SERVED),
        *(Row(at, on.CaseAbandoned, At.HOME, _fresh) for at in (At.BOOKING, At.PAYING, At.COMPANY)),
        *(Row(at, on.CaseAbandoned, At.ITEM, _wants(Goal.BROWSE)) for at in (At.BOOKING_ITEM, At.CERTIFYING_ITEM)),
        Row(At.CERTIFYING, on.CaseAbandoned, At.CATEGORY, _wants(Goal.BROWSE)),
        *(Row(at, on.LeaveConfirmed, At.ENDED, when=card_was_read) for at in _SERVED),
        *(Row(at, on.LeaveConfirmed, At.HOME, _fresh) for at in _SERVED),
        Row(At.COMPLAINING, on.CaseClosed, At.ENDED),
        Row(At.COMPLAINING, on.CaseAbandoned, At.ENDED, when=somebodys),
        Row(At.COMPLAINING, on.CaseAbandoned, At.HOME, _fresh),
        Row(At.COMPLAINING, on.LeaveConfirmed, At.ENDED, when=somebodys),
        Row(At.COMPLAINING, on.LeaveConfirmed, At.HOME, _fresh),
        Row(At.LOOKING_UP, on.CaseClosed, At.ENDED),
        Row(At.LOOKING_UP, on.CaseAbandoned, At.ENDED, when=card_was_read),
        Row(At.LOOKING_UP, on.CaseAbandoned, At.HOME, _fresh),
        *(Row(at, on.LeaveConfirmed, At.ENDED) for at in _PRIVATE),
        *(Row(at, on.LeaveConfirmed, At.HOME, _fresh, (do.LookForLeft(),)) for at in _PUBLIC),
    ),
)

HELP = Flow(
    name="help",
    about="Help lies over any page; closing it shows the page again, answers untouched.",
    start=At.HOME,
    steps={At.HOME: Step(Screen.HELP)},
    rows=(
        Row(At.HOME, on.WentBack, Ends()),
        Row(At.HOME, on.HelpOpened, At.HOME),
    ),
    laid_over=True,
)
