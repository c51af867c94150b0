"""What an outside contract tool (schemathesis) must be told: bytes are bytes, and a thing that is put has one id.

Loaded by the tool itself (SCHEMATHESIS_HOOKS); must never repair a case that is meant to be wrong.
"""

from __future__ import annotations

from typing import Any

import schemathesis

_IDS = frozenset(
    f"{kind}Id"
    for kind in (
        *("submission", "answer", "draft", "certificate", "reprint", "print"),
        *("payment", "evaluation", "appointment", "complaint", "bundle"),
    )
)


@schemathesis.serializer("application/offset+octet-stream", "image/jpeg", "image/png", "application/pdf")
def as_bytes(ctx: Any, value: Any) -> bytes:
    """A body as it goes over the line."""
    del ctx
    return value if isinstance(value, bytes) else str(value).encode()


@schemathesis.deserializer("application/pdf", "image/png", "text/html")
def as_text(ctx: Any, response: Any) -> str:
    """An answer that is no JSON: looked at as a string, as its schema says."""
    del ctx
    return str(response.content.decode("latin-1"))


@schemathesis.hook
def map_case(ctx: Any, case: Any) -> Any:
    """Path, body and Idempotency-Key of a right PUT name the same thing."""
    del ctx
    if case.method.upper() != "PUT" or case.meta is None or not case.meta.generation.mode.is_positive:
        return case
    made = list((case.path_parameters or {}).items())
    for name, value in made:
        if name in _IDS and isinstance(case.body, dict) and name in case.body:
            case.body[name] = value
    if made:
        case.headers["Idempotency-Key"] = made[-1][1]
    return case
