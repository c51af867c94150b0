"""`openapi.yaml` as the program reads it: operations by method and path, validators by schema name.

Must never repair what it validates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
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
class Parameter:
    """One parameter of an operation; what it must be says `parameter_wrongs`."""

    name: str
    place: str
    """`path`, `query` or `header`."""
    required: bool
    schema: dict[str, Any] = field(hash=False)


@dataclass(frozen=True)
class Operation:
    """One operation of the contract."""

    name: str
    method: str
    template: str
    body: str | None
    """Schema name of the request body, where that is JSON."""
    answers: dict[str, str | None] = field(hash=False)
    """Status, or `default`, to schema name of the answer; None = without body."""
    headers: tuple[str, ...]
    """Headers a request must carry."""
    signed: bool
    session: bool
    """Is a session token needed?"""
    takes: tuple[str, ...] = ()
    """Media types of the request body; empty = without body."""
    gives: dict[str, str] = field(default_factory=dict, hash=False)
    """Status, or `default`, to media type of the answer, where it has a body."""
    tells: dict[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """Status to headers that the answer must have."""
    parameters: tuple[Parameter, ...] = ()


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
    return _checker({"$ref": f"#/components/schemas/{schema}"})


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


def parameter_wrongs(parameter: Parameter, value: str) -> tuple[Wrong, ...]:
    """What is wrong with a parameter as it stands in path, query or header; the pointer is its name."""
    kind = _resolved(parameter.schema).get("type")
    typed: Any = int(value) if kind == "integer" and re.fullmatch(r"-?[0-9]{1,18}", value, re.ASCII) else value
    return tuple(Wrong(f"/{parameter.name}", one.rule) for one in wrongs_of(_checker(parameter.schema), typed))


def _checker(schema: dict[str, Any]) -> Draft202012Validator:
    if "$ref" in schema:
        schema = {"$ref": _URI + str(schema["$ref"])}
    return Draft202012Validator(schema, registry=_registry(), format_checker=FormatChecker())


@cache
def _registry() -> Registry[Any]:
    empty: Registry[Any] = Registry()
    filled: Registry[Any] = empty.with_resource(_URI, DRAFT202012.create_resource(document()))
    return filled


def _operation(template: str, method: str, described: dict[str, Any], shared: list[dict[str, Any]]) -> Operation:
    content = _resolved(described.get("requestBody", {}))
    parameters = [_resolved(one) for one in [*shared, *described.get("parameters", [])]]
    security = described.get("security", document()["security"])
    answers = {status: _resolved(answer) for status, answer in described["responses"].items()}
    return Operation(
        name=described["operationId"],
        method=method.upper(),
        template=template,
        body=_schema_name(content) if JSON in content.get("content", {}) else None,
        answers={status: _schema_name(answer) for status, answer in answers.items()},
        headers=tuple(one["name"] for one in parameters if one["in"] == "header" and one.get("required")),
        signed=bool(security),
        session=any("sessionToken" in one for one in security),
        takes=tuple(content.get("content", ())),
        gives={status: next(iter(answer["content"])) for status, answer in answers.items() if "content" in answer},
        tells={status: _headers(answer) for status, answer in answers.items()},
        parameters=tuple(
            Parameter(one["name"], one["in"], bool(one.get("required")), one["schema"]) for one in parameters
        ),
    )


def _headers(answer: dict[str, Any]) -> tuple[str, ...]:
    return tuple(name for name, one in answer.get("headers", {}).items() if one.get("required"))


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
