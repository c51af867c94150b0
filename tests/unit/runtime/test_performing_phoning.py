"""The page for the phone: what comes is looked at before it counts; what is signed travels with its paper."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from kiosk.domain.catalogue import Material, Provision
from kiosk.domain.text import Text
from kiosk.flows import events as on
from kiosk.flows.acts import put
from kiosk.forms.layout import lay_out
from kiosk.platform_api import contract
from kiosk.platform_api.wire import PhoneFile, PhonePageState
from kiosk.runtime.performing.casework import Casework
from kiosk.runtime.performing.phoning import MOST, seen_of
from tests.runtime_stand import Ear, answered, desk, memory_at_form, settings

GOOD = PhoneFile("u1", "image/jpeg", "0" * 64, 3)


def state(word: str, *files: PhoneFile) -> PhonePageState:
    return PhonePageState("p1", word, files, "2026-07-12T10:00:00+08:00")


@pytest.mark.parametrize(
    ("bad"),
    [
        PhoneFile("u2", "image/jpeg", "0" * 64, 0),
        PhoneFile("u2", "image/jpeg", "0" * 64, MOST + 1),
        PhoneFile("u2", "text/html", "0" * 64, 3),
    ],
)
def test_a_file_that_cannot_be_read_is_counted_and_not_taken(bad: PhoneFile) -> None:
    seen = seen_of(state("opened", bad), "proof")
    assert (seen.phase, seen.files, seen.unusable) == ("opened", (), 1)
    seen = seen_of(state("opened", bad, GOOD), "proof")
    assert (seen.phase, [one.upload_id for one in seen.files], seen.unusable) == ("arrived", ["u1"], 1)


def test_what_came_before_the_page_died_still_counts() -> None:
    assert seen_of(state("expired"), "proof").phase == "expired"
    assert seen_of(state("closed", GOOD), "proof").phase == "arrived"
    assert seen_of(state("waiting"), "proof").phase == "waiting"


def test_a_signed_promise_travels_with_the_paper_it_stands_for(tmp_path: Path) -> None:
    memory = answered(memory_at_form())
    item = memory.item
    assert item is not None
    proof = {"type": "string", "x-kind": "file", "x-material": "proof", "x-title": {"zh-Hans": "证明"}}
    pages = [*item.form["x-pages"], {"title": {"zh-Hans": "材料"}, "fields": ["proof"]}]
    form = lay_out({**item.form, "properties": {**item.form["properties"], "proof": proof}, "x-pages": pages})
    paper = Material("proof", Text("证明"), Provision.SCAN, deferrable=True)
    memory = replace(memory, item=replace(item, materials=(paper,)))
    memory = put(memory, "filling", answers={**memory.filling.answers, "proof": "later"})
    memory = put(memory, "supply", signatures={"proof": b"png"})
    ear = Ear()
    with desk(settings(tmp_path)) as at:
        work = Casework(at)
        work.form = form
        work.store_case(memory, ear.scope)
        ear.last(on.Enqueued)
        claimed = at.outbox.claim(1e12)
        assert claimed is not None
        body: dict[str, Any] = json.loads(claimed.payload)
    ear.scope.close()
    assert contract.wrongs("Submission", body) == ()
    (ref,) = body["materials"]
    assert (ref["materialCode"], ref["provision"], ref["signaturePng"]) == ("proof", "DEFERRED", "cG5n")
    assert ref["textVersion"]
    assert body["attachments"] == []
