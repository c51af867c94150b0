"""`openapi.yaml` as the program reads it: operations by method and path, validators by schema name.

Must never repair what it validates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT202012

PATH = Path(__file__).with_name("openapi.yaml")
_URI = "urn:openapi"
JSON, PROBLEM_JSON = "application/json", "application/problem+json"


@dataclass(frozen=True)
class Wrong:
    """One place that does not fit: pointer (RFC 6901) and the rule, without the value."""

    pointer: str
    rule: str


@dataclass(frozen=True)
class Operation:
    """One operation of the contract."""

    name: str
    method: str
    template: str
    body: str | None
    """Schema name of the request body."""
    answers: dict[str, str | None]
    """Status, or `default`, to schema name of the answer; None = without body."""
    headers: tuple[str, ...]
    """Headers a request must carry."""
    signed: bool
    session: bool
    """Is a session token needed?"""


@cache
def document() -> dict[str, Any]:
    """The whole file."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: dict[str, Any] = yaml.load(PATH.read_bytes(), Loader=loader)  # noqa: S506  a safe loader either way
    return loaded


@cache
def validator(schema: str) -> Draft202012Validator:
    """A validator for the component schema of that name; KeyError where there is none."""
    document()["components"]["schemas"][schema]
    registry: Registry[Any] = Registry().with_resource(_URI, DRAFT202012.create_resource(document()))
    reference = {"$ref": f"{_URI}#/components/schemas/{schema}"}
    return Draft202012Validator(reference, registry=registry, format_checker=FormatChecker())


def wrongs(schema: str, value: Any) -> tuple[Wrong, ...]:
    """Everything in `value` that the schema does not allow, in the order of the body."""
    return wrongs_of(validator(schema), value)


def wrongs_of(checker: Draft202012Validator, value: Any) -> tuple[Wrong, ...]:
    """The same for any validator."""
    found = {one for error in checker.iter_errors(value) for one in _spelled(error)}
    return tuple(sorted(found, key=lambda one: (one.pointer, one.rule)))


def pointer(path: Iterator[str | int] | list[str | int]) -> str:
    """RFC 6901 pointer of a path."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def _spelled(error: ValidationError) -> Iterator[Wrong]:
    """A missing key points to where it should be; everything else to where it is."""
    path = list(error.absolute_path)
    if error.validator == "required" and isinstance(error.instance, dict):
        needed: Any = error.validator_value
        for name in needed:
            if name not in error.instance:
                yield Wrong(pointer([*path, name]), "required")
    else:
        yield Wrong(pointer(path), str(error.validator))


@cache
def operations() -> tuple[Operation, ...]:
    """All operations, in the order of the file."""
    return tuple(
        _operation(template, method, described, item.get("parameters", []))
        for template, item in document()["paths"].items()
        for method, described in item.items()
        if method != "parameters"
    )


def operation(method: str, path: str) -> Operation | None:
    """The operation that a request of that method and path is."""
    for one in operations():
        pattern = re.sub(r"\{[a-zA-Z]+\}", "[^/]+", one.template)
        if one.method == method and re.fullmatch(pattern, path):
            return one
    return None


def _operation(template: str, method: str, described: dict[str, Any], shared: list[dict[str, Any]]) -> Operation:
    content = _resolved(described.get("requestBody", {}))
    parameters = [_resolved(one) for one in [*shared, *described.get("parameters", [])]]
    security = described.get("security", document()["security"])
    return Operation(
        name=described["operationId"],
        method=method.upper(),
        template=template,
        body=_schema_name(content),
        answers={status: _schema_name(_resolved(answer)) for status, answer in described["responses"].items()},
        headers=tuple(one["name"] for one in parameters if one["in"] == "header" and one.get("required")),
        signed=bool(security),
        session=any("sessionToken" in one for one in security),
    )


def _resolved(node: dict[str, Any]) -> dict[str, Any]:
    reference = node.get("$ref")
    if reference is None:
        return node
    found: Any = document()
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return dict(found)


def _schema_name(node: dict[str, Any]) -> str | None:
    for content in node.get("content", {}).values():
        return str(content["schema"]["$ref"].rsplit("/", 1)[1])
    return None
