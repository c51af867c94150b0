"""A request and its answer, as the sandbox's operations see them. Must never hold an open connection."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec

from kiosk.platform_api.contract import JSON, Operation, Wrong
from kiosk.platform_api.problems import MEDIA_TYPE, FieldProblem, Problem, ProblemType, problem
from kiosk.platform_api.signing.rfc9421 import Request
from kiosk.platform_api.wire import Wire

T = TypeVar("T", bound=msgspec.Struct)


class Refuse(Exception):  # noqa: N818  what a handler does
    """The operation refuses; what it wrote until then stays written (a used-up try, for one)."""

    def __init__(self, answer: Problem, retry_after: int | None = None) -> None:
        super().__init__(answer.kind)
        self.answer = answer
        self.retry_after = retry_after


def refuse(kind: ProblemType, status: int, title: str) -> Refuse:
    """A refusal without extras."""
    return Refuse(problem(kind, status, title))


def invalid(*wrongs: Wrong) -> Refuse:
    """422 with pointers."""
    base = problem(ProblemType.INVALID, 422, "the body is not as it must be")
    errors = tuple(FieldProblem(one.pointer, one.rule) for one in wrongs)
    return Refuse(msgspec.structs.replace(base, errors=errors))


@dataclass(frozen=True)
class Reply:
    """What is answered."""

    status: int
    body: bytes = field(default=b"", repr=False)
    content_type: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    signed: bool = False
    """Signed by the platform."""


def said(status: int, body: Wire) -> Reply:
    """A JSON answer."""
    return Reply(status, msgspec.json.encode(body))


def told(status: int, body: Mapping[str, Any], *, signed: bool = False, **headers: str) -> Reply:
    """A JSON answer out of names and values; a header's underscores are hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, msgspec.json.encode(body), headers=named, signed=signed)


def refused(refusal: Refuse) -> Reply:
    """The answer of a refusal."""
    headers = {} if refusal.retry_after is None else {"Retry-After": str(refusal.retry_after)}
    return Reply(refusal.answer.status, msgspec.json.encode(refusal.answer), MEDIA_TYPE, headers)


@dataclass(frozen=True)
class Call:
    """A request whose signature, digest and shape are already checked."""

    operation: Operation
    request: Request = field(repr=False)
    parts: Mapping[str, str]
    """Variable parts of the path."""
    body: bytes = field(repr=False)
    document: Any = field(repr=False)
    """The decoded JSON."""
    terminal_id: str
    key_id: str
    role: str
    session: sqlite3.Row | None = field(default=None, repr=False)
    query: Mapping[str, str] = field(default_factory=dict)

    def read(self, kind: type[T]) -> T:
        """The body as a struct; the schema has already been checked."""
        try:
            return msgspec.json.decode(self.body, type=kind)
        except msgspec.DecodeError:
            raise refuse(ProblemType.MALFORMED, 400, "the body cannot be read") from None

    def header(self, name: str) -> str:
        """A header, empty where it is absent."""
        wanted = name.lower()
        return next((value for key, value in self.request.headers.items() if key.lower() == wanted), "")
