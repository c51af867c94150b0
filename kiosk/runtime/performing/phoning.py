"""Effects of papers that come by the person's own phone: a page of the platform behind a code. One page at a time.

The files never touch this terminal: it learns what came, and names it in the case.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping

from kiosk.domain.ids import uuid7
from kiosk.domain.submission import UploadRef
from kiosk.flows import supply_effects as do
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.events import supply as papers
from kiosk.flows.memory import Memory
from kiosk.flows.supply import material_of
from kiosk.platform_api.client import PlatformClient
from kiosk.platform_api.faults import PlatformError
from kiosk.platform_api.wire import PhonePageRequest, PhonePageState, Session
from kiosk.runtime.delays import TOKEN_INTERVAL
from kiosk.runtime.desk import Desk
from kiosk.runtime.performing.asking import Asking, signed_in
from kiosk.runtime.scope import Scope

MEDIA = frozenset({"image/jpeg", "image/png", "application/pdf"})
MOST = 12 * 1024 * 1024
"""Bytes of one file, as the page tells the person."""
_PATIENCE = 3
"""Questions without an answer until it is said that nobody knows."""


class Phoning:
    """The page for the phone."""

    def __init__(self, desk: Desk, asking: Asking) -> None:
        self._desk, self._asking = desk, asking
        self._page_id = ""

    def does(self) -> Mapping[type[Effect], Callable[[Memory, Scope], None]]:
        """Its effects."""
        return {do.OpenPhonePage: self.open, do.ClosePhonePage: self.close}

    def open(self, memory: Memory, scope: Scope) -> None:
        """Open a page, show where it is, tell what comes until the step is left."""
        session, case_id = self._asking.session, memory.keeping.draft_id or uuid7()
        material = material_of(memory, memory.supply.field)
        self._page_id = page_id = uuid7()

        def question(client: PlatformClient) -> Event | None:
            live = signed_in(session)
            page = client.open_phone_page(live, PhonePageRequest(page_id, case_id, material))
            scope.tell(papers.PhonePageOpened(page.url, case_id))
            return self._watch(client, live, page_id, material, scope)

        self._desk.ask(scope, question)

    def close(self, memory: Memory, scope: Scope) -> None:  # noqa: ARG002  nobody waits for it
        """No more from that phone; where the platform cannot be asked the page dies with its ten minutes."""
        session, page_id = self._asking.session, self._page_id
        self._page_id = ""
        if session is None or not page_id:
            return

        def work() -> None:
            with contextlib.suppress(PlatformError):
                self._desk.client().close_phone_page(session, page_id)

        self._desk.later(work)

    def _watch(
        self, client: PlatformClient, session: Session, page_id: str, material: str, scope: Scope
    ) -> Event | None:
        silent, last = 0, papers.PhoneSeen("waiting")
        while scope.wait(TOKEN_INTERVAL) and self._page_id == page_id:
            try:
                seen = seen_of(client.phone_page(session, page_id), material)
            except PlatformError as error:
                silent += 1
                if silent == _PATIENCE:
                    return papers.PhoneFailed(error.fault.code)
                continue
            silent = 0
            if seen != last:
                last = seen
                scope.tell(seen)
            if seen.phase == "expired":
                return None
        return None


def seen_of(state: PhonePageState, material: str) -> papers.PhoneSeen:
    """What has come, as far as it can be taken: of a kind that can be read, not empty, not too large."""
    good = tuple(one for one in state.files if one.media_type in MEDIA and 0 < one.size <= MOST)
    refs = tuple(UploadRef(one.upload_id, material, one.media_type, one.sha256, one.size) for one in good)
    over = state.state in {"expired", "closed"}
    phase = "arrived" if refs else "expired" if over else "opened" if state.state == "opened" else "waiting"
    return papers.PhoneSeen(phase, refs, len(state.files) - len(good))
