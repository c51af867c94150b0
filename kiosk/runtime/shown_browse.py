"""What the pages show on which an item is looked for, and what an item needs here; see `kiosk.runtime.view`."""

from __future__ import annotations

from kiosk.runtime.shown import Shown


class ThemeCard(Shown, frozen=True):
    """A topic on the home page."""

    code: str
    name: str
    hint: str
    icon: str


class ItemRow(Shown, frozen=True):
    """A service item in a list; with `reason` it cannot be done here now (code, see ItemView)."""

    code: str
    name: str
    note: str
    reason: str | None = None
    begin: int = 0
    """Where in the name the part stands that was searched for."""
    length: int = 0
    """How many characters it has; 0 where it does not stand in the name."""
    company: bool = False
    """Only an organisation (法人) may apply for it."""


class BrowseView(Shown, frozen=True):
    """Home, category, search."""

    known: bool = True
    """Has the catalogue been read? Without it nothing is in the list, which does not mean that there is nothing."""
    themes: tuple[ThemeCard, ...] = ()
    title: str = ""
    items: tuple[ItemRow, ...] = ()
    query: str = ""
    guessed: bool = False
    """Nothing is called as the query says; the items are like it."""
    preparing: bool = False
    """Nothing can be found yet: the index is being made."""
    wallet_reason: str | None = None
    packages: int = 0
    """How many packages (一件事) there are."""
    organisations: bool = False
    """Is anything in the list that can be done for a company (法人)?"""
    joined: bool = False
    """The items are the packages."""


class JoinedRow(Shown, frozen=True):
    """An item of a package (一件事); `note` is how long it takes."""

    code: str
    name: str
    note: str
    taken: bool = True
    optional: bool = False


class NeedRow(Shown, frozen=True):
    """What an item needs here, how that stands (`ok`, `less`, `stop`), and why; as kiosk.flows.readiness has it."""

    name: str
    standing: str
    reason: str = ""
