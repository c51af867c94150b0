"""Effects that ask the platform about the person: ways, SMS code, session, licences, show tokens.

Nothing of an answer is kept outside the session's memory but the platform session itself, which is closed at the end.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from collections.abc import Callable

from kiosk.domain.person import Person
from kiosk.domain.submission import Consent, Evidence, Way
from kiosk.flows import events as on
from kiosk.flows.events import Event
from kiosk.flows.memory import Memory
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.interface import Platform
from kiosk.platform_api.problems import ProblemType
from kiosk.platform_api.wire import Licence, PersonRef, Session, SmsAnswer
from kiosk.runtime.delays import CLOSE_LIMIT, LINK_INTERVAL, TOKEN_INTERVAL
from kiosk.runtime.desk import Desk
from kiosk.runtime.scope import Scope
from offline_cache.contract import StoreError

_ICON = "id"


class Asking:
    """Questions about one person."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._session: Session | None = None
        self._lock = threading.Lock()
        self._token_id = ""

    @property
    def session(self) -> Session | None:
        """The platform session, while one is open."""
        return self._session

    # --- who it is --------------------------------------------------------------------------------------
    def find_ways(self, memory: Memory, scope: Scope) -> None:
        """Which non-face ways are there?"""
        person = memory.identity.person
        if person is None:
            return

        def question(client: Platform) -> Event:
            return on.WaysFound(client.identity_ways(reference(person)).masked_phone)

        if memory.around.online:
            self._desk.ask(scope, question)
        else:
            self._desk.later(lambda: self._ask_once_online(scope, question))

    def _ask_once_online(self, scope: Scope, question: Callable[[Platform], Event]) -> None:
        """The line may come back while the person still chooses."""
        while scope.wait(LINK_INTERVAL):
            try:
                online = self._desk.links.read().online
            except StoreError:
                continue
            if online:
                self._desk.ask(scope, question)
                return

    def send_code(self, memory: Memory, scope: Scope) -> None:
        """Have an SMS sent, or sent again."""
        person, challenge = memory.identity.person, memory.identity.challenge_id
        masked = memory.identity.masked_phone or ""
        if person is None:
            return

        def question(client: Platform) -> Event:
            if challenge is None:
                sent = client.send_code(reference(person))
            else:
                try:
                    sent = client.resend_code(challenge)
                except PlatformError as error:
                    if error.fault is not PlatformFault.BUSY:
                        raise
                    # back on the page within the minute: the code that was sent still holds
                    return on.CodeSent(challenge, masked, round(error.retry_after or 0))
            return on.CodeSent(sent.challenge_id, sent.masked_phone, sent.resend_after_seconds)

        self._desk.ask(scope, question)

    def open_session(self, memory: Memory, scope: Scope) -> None:
        """Tell the platform who is here."""
        person = memory.identity.person
        if person is None:
            return
        evidence = evidence_of(memory, self._desk.clock.wall())
        identity = memory.identity
        answer = None
        if identity.way is Way.SMS and identity.challenge_id:
            answer = SmsAnswer(identity.challenge_id, identity.code)

        def question(client: Platform) -> Event:
            try:
                opened = client.open_session(reference(person), evidence, answer)
            except PlatformError as error:
                refused = _code_refused(error, identity.code_tries) if answer else None
                if refused is None:
                    raise
                return refused
            if not self._taken(opened, scope):
                self._close(opened)  # the page was left meanwhile: perhaps somebody else stands there now
            return on.SessionOpened(opened.session_id, opened.token, dict(opened.profile))

        self._desk.ask(scope, question)

    def _taken(self, opened: Session, scope: Scope) -> bool:
        """Keep the session where it is still wanted."""
        with self._lock:
            if scope.alive:
                self._session = opened
            return scope.alive

    # --- licences ---------------------------------------------------------------------------------------
    def fetch_licences(self, memory: Memory, scope: Scope) -> None:
        """The wallet."""
        language, session = memory.around.language, self._session
        catalogue = self._desk.catalogue
        icons = {kind.code: kind.icon for kind in catalogue.licence_types} if catalogue else {}

        def row(licence: Licence) -> on.LicenceRow:
            return on.LicenceRow(
                licence_id=licence.licence_id,
                type_code=licence.type_code,
                name=licence.name.said(language),
                holder_masked="、".join(licence.holders),
                status=licence.status,
                valid_to=licence.valid_to,
                icon=icons.get(licence.type_code, _ICON),
            )

        def question(client: Platform) -> Event:
            found = client.licences(signed_in(session))
            updated = dt.datetime.fromisoformat(found.updated_at).astimezone(self._desk.clock.wall().tzinfo)
            return on.LicencesFound(tuple(row(licence) for licence in found.licences), updated.strftime("%H:%M"))

        self._desk.ask(scope, question)

    def make_token(self, memory: Memory, scope: Scope) -> None:
        """A new code; the one before dies."""
        session, licence_id = self._session, memory.showing.licence_id

        def question(client: Platform) -> Event:
            live = signed_in(session)
            made = client.show_token(live, licence_id)
            self._token_id = made.token_id
            if not scope.alive:
                self._drop(client, live)  # put away before it could be shown
            lives = dt.datetime.fromisoformat(made.expires_at) - dt.datetime.fromisoformat(made.server_time)
            return on.TokenMade(made.payload, made.token_id, lives.total_seconds())

        self._desk.ask(scope, question)

    def watch_token(self, memory: Memory, scope: Scope) -> None:
        """Until the page is left or the token is another: was it redeemed?"""
        session, token_id = self._session, memory.showing.token_id
        if session is None:
            return

        def work() -> None:
            while scope.wait(TOKEN_INTERVAL):
                try:
                    state = self._desk.client().token_state(session, token_id)
                except PlatformError:
                    continue
                if state.state == "redeemed":
                    at = (
                        dt.datetime.fromisoformat(state.redeemed_at) if state.redeemed_at else self._desk.clock.wall()
                    )
                    local = at.astimezone(self._desk.clock.wall().tzinfo)
                    scope.tell(on.TokenRedeemed(state.redeemed_by or "", local.strftime("%H:%M")))
                if state.state != "live":
                    return

        self._desk.later(work)

    def drop_token(self, memory: Memory, scope: Scope) -> None:  # noqa: ARG002  an effect by signature
        """Let the token die now; if that cannot be told, it dies by itself within its minute.

        Which token is remembered here: the page that is left has blanked the session's memory of it.
        """
        session = self._session
        if session is not None and self._token_id:
            self._desk.later(lambda: self._drop(self._desk.client(), session))

    def _drop(self, client: Platform, session: Session) -> None:
        token_id, self._token_id = self._token_id, ""
        if token_id:
            with contextlib.suppress(PlatformError):
                client.drop_token(session, token_id)

    def end(self) -> None:
        """Close the platform session, best effort; the next person does not wait for a line that is down."""
        session, self._session = self._session, None
        if session is None:
            return
        closing = threading.Thread(target=self._close, args=(session,), name="close-session", daemon=True)
        closing.start()
        closing.join(CLOSE_LIMIT)

    def _close(self, session: Session) -> None:
        with contextlib.suppress(PlatformError):
            self._desk.client().close_session(session)


def signed_in(session: Session | None) -> Session:
    """That session. Raises PlatformError STEP_UP where nobody has shown who they are, or are still believed to be."""
    if session is None:
        raise PlatformError(PlatformFault.STEP_UP)
    return session


def reference(person: Person) -> PersonRef:
    """The three things every document has."""
    return PersonRef(person.kind.value, person.name, person.number)


def evidence_of(memory: Memory, now: dt.datetime) -> Evidence:
    """Why we believe who it is."""
    identity = memory.identity
    way = identity.way or Way.SIGNATURE
    return Evidence(
        way=way,
        identity="pending" if way is Way.SIGNATURE else "verified",
        captured_at=now.isoformat(timespec="seconds"),
        sam_id=identity.sam_id,
        face=identity.face if way is Way.FACE else None,
        session_id=identity.session_id,
        consents=identity.consents if way is Way.FACE else (),
    )


def consent_to(purpose: str, now: dt.datetime) -> Consent:
    """What the person agreed to on the page of that purpose. Raises KeyError for one that nobody asks for."""
    from kiosk.identity.consent import TEXTS

    text = TEXTS[purpose]
    return Consent(text.purpose, text.version, text.sha256, now.isoformat(timespec="seconds"))


def _code_refused(error: PlatformError, tries: int) -> Event | None:
    """Wrong, late or once too often; None where it is about something else than the code."""
    problem = error.problem
    if error.fault is PlatformFault.LOCKED:
        return on.CodeRefused(0)
    if error.fault is not PlatformFault.REFUSED or problem is None:
        return None
    if problem.kind == ProblemType.CODE_LATE:
        return on.CodeRefused(tries, late=True)
    return None if problem.tries_left is None else on.CodeRefused(problem.tries_left)
