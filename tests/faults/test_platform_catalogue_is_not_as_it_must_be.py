"""A catalogue that is unsigned, altered, cut, of another key, or not what the schema says is never handed out."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.platform_api.catalogue_check import read_catalogue
from kiosk.platform_api.client import PlatformClient
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.signing.keys import new_key
from kiosk.sandbox.groups import catalogue
from kiosk.sandbox.seed import Seed
from tests.platform_stand import SandboxStand, sandbox_stand

GOOD: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(Seed().catalogue(frozenset())))
BODY = msgspec.json.encode(GOOD)
PAPER: tuple[int, str] = next(
    (number, name)
    for number, item in enumerate(GOOD["items"])
    for name, asked in item["form"]["properties"].items()
    if asked["x-kind"] == "file"
)
"""The first question that wants a file: number of its item, and its name."""


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[SandboxStand]:
    with sandbox_stand(tmp_path) as started:
        started.watchers[0].complaints = Deaf()
        yield started


class Deaf(list[str]):
    """These answers break the contract on purpose."""

    def append(self, complaint: str) -> None:
        del complaint


def fault(client: PlatformClient) -> PlatformFault:
    with pytest.raises(PlatformError) as caught:
        client.catalogue()
    return caught.value.fault


def test_an_unsigned_catalogue(stand: SandboxStand) -> None:
    stand.control("trouble", {"unsignedAnswers": 1, "path": "/v1/catalogue"})
    assert fault(stand.platform) is PlatformFault.BAD_ANSWER
    assert stand.platform.catalogue() is not None


def test_an_unsigned_not_modified(stand: SandboxStand) -> None:
    answer = stand.platform.catalogue()
    assert answer is not None
    stand.control("trouble", {"unsignedAnswers": 1, "path": "/v1/catalogue"})
    with pytest.raises(PlatformError) as caught:
        stand.platform.catalogue(answer.etag)
    assert caught.value.fault is PlatformFault.BAD_ANSWER


def test_a_catalogue_signed_by_somebody_else(stand: SandboxStand) -> None:
    stranger = stand.client(platform_key=new_key("sm2-sm3").public)
    assert fault(stranger) is PlatformFault.BAD_ANSWER
    stranger.close()


def test_half_a_catalogue_although_signed(stand: SandboxStand) -> None:
    stand.control("trouble", {"garbleAnswers": 1, "path": "/v1/catalogue"})
    assert fault(stand.platform) is PlatformFault.BAD_ANSWER


def test_a_signed_catalogue_that_is_not_what_the_schema_says(
    stand: SandboxStand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "catalogue_bytes", lambda *_: msgspec.json.encode({**GOOD, "hotline": "call us"}))
    assert fault(stand.platform) is PlatformFault.BAD_ANSWER


def changed(path: tuple[str | int, ...], value: Any) -> bytes:
    document = msgspec.json.decode(BODY)
    place = document
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = value
    return msgspec.json.encode(document)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("version",), ""),
        (("publishedAt",), "yesterday"),
        (("themes",), []),
        (("themes", 0, "icon"), "../../etc"),
        (("themes", 1, "code"), "sb"),
        (("items", 0, "theme"), "nowhere"),
        (("items", 0, "name"), {"en": "no Chinese"}),
        (("items", 1, "code"), "sb-yljrz"),
        (("items", 0, "assurance"), "quite"),
        (("items", 0, "documents"), []),
        (("items", 0, "offline", "ttlHours"), 0),
        (("items", 0, "form"), []),
        (("items", 0, "form", "type"), "array"),
        (("items", 0, "form", "required"), ["nothing"]),
        (("items", 0, "form", "x-pages"), []),
        (("items", 0, "form", "x-pages", 0, "fields"), ["name", "number"]),
        (("items", 0, "form", "properties", "living", "x-kind"), "slider"),
        (("items", 0, "form", "properties", "living", "x-labels"), {}),
        (("items", 0, "form", "properties", "living", "type"), "number"),
        (("items", PAPER[0], "form", "properties", PAPER[1], "x-material"), "another"),
        (("items", 0, "materials", 0, "provision"), "BY_POST"),
        (("packages", 0, "code"), "sb-yljrz"),
        (("packages", 0, "items", 0, "itemCode"), "nowhere"),
        (("packages", 0, "form", "x-pages"), []),
        (("licenceTypes", 0, "code"), "short"),
        (("licenceTypes", 1, "code"), "11100000000013127D001"),
    ],
)
def test_one_wrong_place_is_enough(path: tuple[str | int, ...], value: Any) -> None:
    with pytest.raises(PlatformError) as caught:
        read_catalogue(changed(path, value))
    assert caught.value.fault is PlatformFault.BAD_ANSWER


def test_keys_from_the_future_are_let_pass() -> None:
    assert read_catalogue(changed(("new",), {"a": 1})).version == GOOD["version"]
    assert read_catalogue(changed(("items", 0, "new"), True)).version == GOOD["version"]


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=300))
def test_garbage_is_never_a_catalogue(body: bytes) -> None:
    with pytest.raises(PlatformError):
        read_catalogue(body)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, len(BODY) - 1))
def test_a_cut_catalogue_is_never_a_catalogue(length: int) -> None:
    with pytest.raises(PlatformError):
        read_catalogue(BODY[:length])


def test_deeply_nested_json_does_not_bring_the_terminal_down() -> None:
    deep: Callable[[int], bytes] = lambda depth: b"[" * depth + b"]" * depth  # noqa: E731
    with pytest.raises(PlatformError):
        read_catalogue(deep(100_000))


def test_an_endpoint_is_plain_data(stand: SandboxStand) -> None:
    endpoint = stand.platform._endpoint
    assert dataclasses.replace(endpoint, terminal_id="B-01").base_url == endpoint.base_url
