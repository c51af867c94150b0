"""What a session remembers of papers that do not come from the document camera; see `kiosk.flows.memory`."""

from __future__ import annotations

import msgspec

from kiosk.domain.submission import UploadRef
from kiosk.flows.events.supply import FileRow
from kiosk.flows.parts import Quiet


class Supply(Quiet, frozen=True):
    """The paper that is being settled, and what was signed for those that are."""

    field: str = ""
    promise: bool = False
    """Is a promise to stand for it for good (告知承诺)? Else it follows later (容缺)."""
    phase: str = "opening"
    """Of the page for the phone: `opening`, `waiting`, `opened`, `arrived`, `expired` or `failed`."""
    url: str = ""
    case_id: str = ""
    """The case that the files are for."""
    files: tuple[UploadRef, ...] = ()
    unusable: int = 0
    """Files that came and cannot be taken."""
    fault: str | None = None
    source: str = ""
    """Of the files that are chosen from: `stick` or `earlier`. Their `phase` is `opening`, `waiting`, `foreign`,
    `listed`, `taking`, `review` or `failed`."""
    listed: tuple[FileRow, ...] = ()
    more: bool = False
    chosen: str = ""
    made: tuple[bytes, ...] = ()
    """Pages of the chosen one, JPEG."""
    left: bool = False
    """Has somebody left a stick in its place?"""
    signatures: dict[str, bytes] = msgspec.field(default_factory=dict)
    """Field -> PNG below the words that stand for its paper."""
