"""What all operations share: send, check, decode. Must never let anything but an id into a path."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

import msgspec

from kiosk.domain.ids import uuid7
from kiosk.platform_api.diagnosis import has_route
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.signing.keys import PrivateKey
from kiosk.platform_api.signing.rfc9421 import Answer, SignatureRefused, verify_answer
from kiosk.platform_api.transport import Call, Endpoint, Reply, Transport
from kiosk.platform_api.wire import Session, Wire

T = TypeVar("T", bound=Wire)
NOT_MODIFIED = 304


class Caller:
    """One terminal's line to the platform; may be used from several threads.

    Args:
        endpoint: address, terminal and the platform's key.
        key: the terminal's key pair; its suite is the suite of all requests.
        clock: seconds since 1970.
        routed: has the machine a route to anywhere; tells a missing line from a name that does not resolve.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        key: PrivateKey,
        *,
        clock: Callable[[], float] = time.time,
        routed: Callable[[], bool] = has_route,
    ) -> None:
        self._transport = Transport(endpoint, key, clock=clock, routed=routed)
        self._endpoint = endpoint

    @property
    def key(self) -> PrivateKey:
        """The pair that signs."""
        return self._transport.key

    def use_key(self, key: PrivateKey) -> None:
        """Sign with another pair from now on."""
        self._transport.use(key)

    def close(self) -> None:
        """Give connections back."""
        self._transport.close()

    def _get(self, path: str, answer: type[T], session: Session | None = None) -> T:
        return decoded(self._transport.send(Call("GET", path, headers=bearer(session))), answer)

    def _post(self, path: str, body: Wire, answer: type[T], session: Session | None = None) -> T:
        """A write that is made up here: it gets an Idempotency-Key of its own."""
        call = Call("POST", path, msgspec.json.encode(body), act() | bearer(session))
        return decoded(self._transport.send(call), answer)

    def _ask(self, path: str, body: Wire, answer: type[T], session: Session | None = None) -> T:
        """A question that has no place in a URL; it changes nothing."""
        return decoded(self._transport.send(Call("POST", path, msgspec.json.encode(body), bearer(session))), answer)

    def _put(self, path: str, made: str, body: bytes | Wire, answer: type[T], session: Session | None = None) -> T:
        """A thing made at the terminal: `made` is its id and its Idempotency-Key, `body` its bytes or the struct."""
        content = body if isinstance(body, bytes) else msgspec.json.encode(body)
        return decoded(self._transport.send(Call("PUT", path, content, act(made) | bearer(session))), answer)

    def _delete(self, path: str, session: Session | None = None) -> None:
        self._transport.send(Call("DELETE", path, headers=act() | bearer(session)))

    def _verified(self, path: str, etag: str | None = None, session: Session | None = None) -> Reply | None:
        """An answer signed by the platform, None where `etag` names the current state.

        Raises:
            PlatformError: BAD_ANSWER where it is unsigned, altered or for another request.
        """
        headers = {"If-None-Match": etag} if etag else {}
        reply = self._transport.send(Call("GET", path, headers=headers | bearer(session)))
        try:
            verify_answer(Answer(reply.status, reply.headers, reply.request), reply.body, self._endpoint.platform_key)
        except SignatureRefused as refused:
            raise PlatformError(PlatformFault.BAD_ANSWER) from refused
        found = reply.headers.get("etag")
        if reply.status == NOT_MODIFIED and etag is not None and found == etag:
            return None
        if found is None or reply.status == NOT_MODIFIED:
            raise PlatformError(PlatformFault.BAD_ANSWER)
        return reply


def act(made: str | None = None) -> dict[str, str]:
    """The key of this act: the id of what was made, or a new one."""
    return {"Idempotency-Key": made or uuid7()}


def bearer(session: Session | None) -> dict[str, str]:
    """Whose session it is."""
    return {"Authorization": f"Bearer {session.token}"} if session else {}


def segment(value: str) -> str:
    """A path segment that is surely an id: anything else, personal data above all, never gets into a URL."""
    if value.isascii() and all(one.isalnum() or one in "-." for one in value) and value.strip("."):
        return value
    raise ValueError("not an id")


def decoded(reply: Reply, answer: type[T]) -> T:
    """The body as `answer`; PlatformError BAD_ANSWER where it is something else."""
    try:
        return msgspec.json.decode(reply.body, type=answer)
    except msgspec.DecodeError:
        raise PlatformError(PlatformFault.BAD_ANSWER, maybe_sent=True) from None


def same(asked: str, answered: str) -> None:
    """An answer about something else is none."""
    if asked != answered:
        raise PlatformError(PlatformFault.BAD_ANSWER, maybe_sent=True)
