"""What the person did, and what came, about papers that do not lie below the document camera."""

from __future__ import annotations

import msgspec

from kiosk.domain.submission import UploadRef
from kiosk.domain.text import Text
from kiosk.flows.events.base import Event, Private


class PhoneOpened(Event, frozen=True):
    """手机传: wants to send the paper from their own phone."""

    field: str


class InsteadOpened(Event, frozen=True):
    """以后补 (容缺) or 签承诺书代替 (告知承诺): wants to know what that means."""

    field: str
    promise: bool = False


class InsteadDropped(Event, frozen=True):
    """Wants to bring the paper after all."""

    field: str


class PhonePageOpened(Private, frozen=True):
    """The page for the phone is there, for the case of that id."""

    url: str
    case_id: str


class PhoneSeen(Private, frozen=True):
    """How the page stands, `waiting`, `opened`, `arrived` or `expired`, and what has come."""

    phase: str
    files: tuple[UploadRef, ...] = ()
    unusable: int = 0


class PhoneFailed(Event, frozen=True):
    """Nobody can say any more what comes (platform fault code)."""

    fault: str


class FileRow(msgspec.Struct, frozen=True):
    """A file that can be chosen. `name` is fit to be shown; `at` = seconds since 1970; `size` in bytes."""

    key: str
    name: Text
    kind: str
    """pdf, jpeg or png."""
    size: int
    at: float

    def __repr__(self) -> str:
        """Names are the person's."""
        return f"FileRow(kind={self.kind!r})"


class FilesOpened(Event, frozen=True):
    """Wants to take the paper from a stick (`stick`), or one that was handed in before (`earlier`)."""

    field: str
    source: str


class FilesSeen(Private, frozen=True):
    """What there is: `waiting` for a stick, `foreign` (it was in before anybody came to this page), or `listed`.

    `more`: not all of it is looked at.
    """

    phase: str
    files: tuple[FileRow, ...] = ()
    more: bool = False


class FileChosen(Event, frozen=True):
    """This one."""

    key: str


class FileMade(Private, frozen=True):
    """Its pages, as JPEG."""

    pages: tuple[bytes, ...]


class FileTaken(Private, frozen=True):
    """The platform has it in the case of that id."""

    ref: UploadRef
    case_id: str


class FilesFailed(Event, frozen=True):
    """It did not come to that (fault code)."""

    fault: str


class StickLeft(Event, frozen=True):
    """A stick is in its place though nobody is being served, or not any more."""

    there: bool


class SampleOpened(Event, frozen=True):
    """看样表: of the paper of that code."""

    code: str


class SampleShown(Event, frozen=True):
    """The sample is on the screen."""
