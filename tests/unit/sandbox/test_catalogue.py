"""The catalogue: what changed since a snapshot, and samples of papers."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from typing import Any

import pytest

from kiosk.domain.text import Language
from kiosk.domain.webvtt import cues
from tests.unit.sandbox.conftest import SEED, Bench, kind
from tests.unit.sandbox.services import told

CODES = [item.code for item in SEED.items]


def changes(bench: Bench, since: str) -> Any:
    return told(bench.ask("GET", f"/v1/catalogue/changes?since={since}"))


def snapshot(bench: Bench) -> Any:
    return told(bench.ask("GET", "/v1/catalogue"))


def test_nothing_changed_since_the_current_one(bench: Bench) -> None:
    version = snapshot(bench)["version"]
    found = changes(bench, version)
    assert found["since"] == found["catalogue"]["version"] == version
    assert found["catalogue"]["items"] == []
    assert [one["code"] for one in found["contents"]] == CODES


def test_what_went_is_not_named_and_what_came_back_is_there_whole(bench: Bench) -> None:
    before = snapshot(bench)["version"]
    bench.control("withdraw", {"itemCode": "ga-csdj"})
    gone = changes(bench, before)
    assert "ga-csdj" not in {one["code"] for one in gone["contents"]}
    assert gone["catalogue"]["items"] == []
    assert "yjs-cs" not in {one["code"] for one in gone["catalogue"]["packages"]}
    bench.control("restore", {"itemCode": "ga-csdj"})
    back = changes(bench, gone["catalogue"]["version"])
    assert [one["code"] for one in back["catalogue"]["items"]] == ["ga-csdj"]
    assert back["catalogue"]["version"] == before
    answer = bench.ask("GET", f"/v1/catalogue/changes?since={before}")
    assert answer.headers["ETag"] == bench.ask("GET", "/v1/catalogue").headers["ETag"]
    assert "platform=" in answer.headers["Signature"]


def test_other_items_withdrawn_are_another_version(bench: Bench) -> None:
    versions = []
    for code in ("ga-csdj", "yb-ydjy"):
        bench.control("withdraw", {"itemCode": code})
        versions.append(snapshot(bench)["version"])
        bench.control("restore", {"itemCode": code})
    assert len(set(versions)) == 2


def test_version_that_was_never_handed_out_is_not_remembered(bench: Bench) -> None:
    for since in ("2020.01.0", SEED.catalogue(frozenset()).version):
        answer = bench.ask("GET", f"/v1/catalogue/changes?since={since}")
        assert (answer.status_code, kind(answer)) == (410, "since-unknown")


def test_question_without_version_is_pointed_at(bench: Bench) -> None:
    answer = bench.ask("GET", "/v1/catalogue/changes")
    assert (answer.status_code, kind(answer)) == (422, "invalid")


def test_item_that_is_not_there_is_neither_withdrawn_nor_restored(bench: Bench) -> None:
    for name in ("withdraw", "restore"):
        assert bench.control(name, {"itemCode": "no-such"}).status_code == 400


@pytest.mark.parametrize(
    "sample",
    sorted({one.sample_id for item in SEED.items for one in item.materials if one.sample_id}),
)
def test_every_sample_that_is_named_is_a_picture(bench: Bench, sample: str) -> None:
    answer = bench.ask("GET", f"/v1/samples/{sample}")
    assert (answer.status_code, answer.content_type) == (200, "image/png")
    assert answer.data.startswith(b"\x89PNG\r\n")


def test_sample_that_nobody_names_is_not_found(bench: Bench) -> None:
    assert kind(bench.ask("GET", "/v1/samples/no-such")) == "not-found"


VIDEOS = {one.video_id: one for item in SEED.items for one in item.videos}


@pytest.mark.parametrize("video_id", VIDEOS)
def test_every_video_that_is_named_is_as_named(bench: Bench, video_id: str) -> None:
    video = VIDEOS[video_id]
    answer = bench.ask("GET", f"/v1/videos/{video_id}")
    assert (answer.status_code, answer.content_type) == (200, video.media_type)
    assert (len(answer.data), hashlib.sha256(answer.data).hexdigest()) == (video.size, video.sha256)
    assert video.size < 300_000
    for language in Language:
        said = cues(video.captions.said(language))
        assert len(said) == 4
        assert all(one.end == after.start for one, after in pairwise(said))
        assert (said[0].start, said[-1].end) == (0, 1000 * video.seconds)


def test_a_video_is_spoiled_by_hand(bench: Bench) -> None:
    video_id, video = next(iter(VIDEOS.items()))
    for how, length in (("altered", video.size), ("longer", video.size + 1)):
        assert bench.control("spoil-video", {"how": how}).status_code == 200
        spoiled = bench.ask("GET", f"/v1/videos/{video_id}").data
        assert len(spoiled) == length
        assert hashlib.sha256(spoiled).hexdigest() != video.sha256
    bench.control("spoil-video", {"how": "missing"})
    assert kind(bench.ask("GET", f"/v1/videos/{video_id}")) == "not-found"
    assert bench.control("spoil-video", {"how": "burnt"}).status_code == 400
    bench.control("spoil-video", {"how": ""})
    assert bench.ask("GET", f"/v1/videos/{video_id}").status_code == 200
    assert kind(bench.ask("GET", "/v1/videos/no-such")) == "not-found"


def test_papers_are_listed_newest_first_and_not_sent_twice(bench: Bench) -> None:
    listed = bench.ask("GET", "/v1/policies")
    days = [one["publishedOn"] for one in told(listed)["policies"]]
    assert days == sorted(days, reverse=True)
    again = bench.ask("GET", "/v1/policies", If_None_Match=listed.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")
