"""What finds things in the catalogue at hand: made when it is first asked for, on another thread.

Must never be asked for before somebody is there: the readings of all 汉字 need 12 MB, and a terminal that waits has
better uses for them.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable

from kiosk.domain.catalogue import Catalogue
from kiosk.flows import events as on
from kiosk.flows.events import Event
from kiosk.runtime.desk import Desk
from kiosk.runtime.searching.index import Index

_GIVES_WAY = 0.0005
"""Seconds. Meanwhile somebody looks at pages: whoever paints must not wait ten times as long for every turn."""


_PAGE_FIRST = 0.25
"""Seconds. The first touch leads to a page: that is painted before; nobody types what to search for as quickly."""


class Finding:
    """The index of the present catalogue."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._index: Index | None = None
        self._making: Catalogue | None = None
        self._tell: Callable[[Event], None] = lambda _event: None

    def begin(self, tell: Callable[[Event], None]) -> None:
        """Whom to tell that it is made."""
        self._tell = tell

    def index(self) -> Index | None:
        """It, or None while there is none for this catalogue: then it is being made from now on."""
        catalogue = self._desk.catalogue
        if catalogue is None:
            return None
        with self._lock:
            if self._index is not None and self._index.catalogue is catalogue:
                return self._index
            begin = self._making is not catalogue
            self._making = catalogue
        if begin:
            self._desk.later(lambda: self._make(catalogue))
        return None

    def _make(self, catalogue: Catalogue) -> None:
        time.sleep(_PAGE_FIRST)
        usual = sys.getswitchinterval()
        sys.setswitchinterval(_GIVES_WAY)
        try:
            made = Index(catalogue)
        finally:
            sys.setswitchinterval(usual)
        with self._lock:
            self._index = made
        self._tell(on.SearchReady())
