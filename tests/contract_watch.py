"""WSGI middleware that holds both sides to `openapi.yaml`: what is accepted and what is answered, on a real line."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from kiosk.platform_api import contract

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_REFUSED, _OURS = 400, ("/v1/", "/u/")


@dataclass(frozen=True)
class Said:
    """An answer; names of headers in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Watcher:
    """Keeps what it has to complain about in `complaints`, and the names of all operations it saw in `seen`."""

    def __init__(self, inner: WSGIApplication) -> None:
        self._inner = inner
        self.complaints: list[str] = []
        self.seen: set[str] = set()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Pass everything on unchanged."""
        body = _taken(environ)
        said: list[tuple[int, dict[str, str]]] = []

        def watched(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            said.append((int(status.split(maxsplit=1)[0]), {name.lower(): value for name, value in headers}))
            return start_response(status, headers, *more)

        answer = b"".join(self._inner(environ, watched))
        if environ["PATH_INFO"].startswith(_OURS):
            for one in self._wrong(environ, body, Said(*said[0], answer)):
                self.complaints.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}: {one}")
        return [answer]

    def _wrong(self, environ: WSGIEnvironment, body: bytes, said: Said) -> list[str]:
        operation = contract.operation(environ["REQUEST_METHOD"], environ["PATH_INFO"])
        if operation is None:
            return [] if said.status == 404 else ["an unknown operation was answered"]
        self.seen.add(operation.name)
        wrong = answer_wrong(operation, said)
        if said.status < _REFUSED:
            wrong += request_wrong(operation, environ, body)
        return wrong


def request_wrong(operation: contract.Operation, environ: WSGIEnvironment, body: bytes) -> list[str]:
    """Why this request should not have been accepted."""
    wrong = []
    if operation.signed and "HTTP_SIGNATURE" not in environ:
        wrong.append("accepted unsigned")
    for parameter in operation.parameters:
        value = _value(operation, parameter, environ)
        if value is None:
            wrong += [f"accepted without {parameter.name}"] if parameter.required else []
        else:
            wrong += [f"accepted {one}" for one in contract.parameter_wrongs(parameter, value)]
    if operation.takes:
        media = str(environ.get("CONTENT_TYPE", ""))
        wrong += [] if media in operation.takes else [f"accepted {media}"]
    elif body:
        wrong.append("accepted a body where there is none")
    if operation.body is not None:
        wrong += [f"accepted {one}" for one in contract.wrongs(operation.body, json.loads(body))]
    return wrong


def answer_wrong(operation: contract.Operation, said: Said) -> list[str]:
    """Where this answer is not what the contract says."""
    refused = said.status >= _REFUSED
    key = str(said.status) if str(said.status) in operation.answers else "default" if refused else None
    if key is None:
        return [f"status {said.status} is not in the contract"]
    wrong = [] if "date" in said.headers else ["without Date"]
    wrong += [f"without {name}" for name in operation.tells.get(key, ()) if name.lower() not in said.headers]
    schema = operation.answers[key]
    if schema is None:
        return wrong + ([f"{said.status} has a body"] if said.body else [])
    media = said.headers.get("content-type", "").split(";")[0]
    if media != operation.gives[key]:
        wrong.append(f"{said.status} is {media} and not {operation.gives[key]}")
    elif media in (contract.JSON, contract.PROBLEM_JSON):
        wrong += [f"answer {said.status}: {one}" for one in _json_wrongs(schema, said.body)]
    return wrong


def _json_wrongs(schema: str, body: bytes) -> tuple[contract.Wrong, ...]:
    try:
        return contract.wrongs(schema, json.loads(body))
    except ValueError:
        return (contract.Wrong("", "json"),)


def _value(operation: contract.Operation, parameter: contract.Parameter, environ: WSGIEnvironment) -> str | None:
    if parameter.place == "header":
        found = environ.get("HTTP_" + parameter.name.upper().replace("-", "_"))
        return None if found is None else str(found)
    if parameter.place == "query":
        return parse_qs(str(environ.get("QUERY_STRING", "")), keep_blank_values=True).get(parameter.name, [None])[0]
    names, parts = operation.template.split("/"), str(environ["PATH_INFO"]).split("/")
    return dict(zip(names, parts, strict=True)).get("{" + parameter.name + "}")


def _taken(environ: WSGIEnvironment) -> bytes:
    """The body, put back for the next reader."""
    body: bytes = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = io.BytesIO(body)
    return body
