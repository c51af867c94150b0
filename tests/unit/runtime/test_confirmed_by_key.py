"""A key in place of a drawn name: the case says when, and carries no signature."""

from __future__ import annotations

from pathlib import Path

from kiosk.domain.submission import Way
from tests.runtime_stand import answered, desk, memory_at_form, settings
from tests.unit.runtime.test_performing_casework import Room


def test_a_key_in_place_of_a_signature_is_recorded_as_such(tmp_path: Path) -> None:
    with desk(settings(tmp_path)) as at:
        _, body = Room(at).stored(answered(memory_at_form(way=Way.FACE, confirmed=True)))
    assert "signaturePng" not in body
    assert body["confirmedAt"] == body["capturedAt"]
