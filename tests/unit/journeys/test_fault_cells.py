"""The fault matrix is whole: every device fault on every page that uses the device, with a way to make it."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from devices.contract import Kind
from devices.faults import Fault
from kiosk.flows import effects
from kiosk.flows.effects import Effect
from kiosk.flows.screens import Screen
from kiosk.journeys import fault_recipes
from kiosk.journeys.fault_cells import USES, Elsewhere, Made, cells, faults_of, pages_using
from kiosk.journeys.report import JourneyError

ROOT = Path(__file__).resolve().parents[3]
WITHOUT_A_DEVICE = {
    effects.StartClock, effects.StopClock, effects.StopReading, effects.FindWays, effects.StopFace, effects.SendCode,
    effects.OpenSession, effects.PrepareForm, effects.CheckPage, effects.StopPreview, effects.TakePicture,
    effects.TakeWholePicture, effects.StoreCase, effects.WatchCase, effects.FetchLicences, effects.MakeToken,
    effects.WatchToken, effects.DropToken, effects.EndSession,
    effects.FindMatters, effects.WithdrawMatter, effects.KeepDraft, effects.OpenDraft, effects.DropDraft,
    effects.EndDraft, effects.LookForDraft, effects.StoreRating, effects.LayDown, effects.TakeUp,
    effects.LookForLeft,
}  # fmt: skip
"""Effects that put no device to work; StartPreview stands for the picture that TakePicture keeps."""


def test_every_effect_either_uses_a_device_or_none() -> None:
    known = {one for _, one in inspect.getmembers(effects, inspect.isclass) if issubclass(one, Effect)} - {Effect}
    assert known == set(USES) | WITHOUT_A_DEVICE


def test_every_fault_has_its_cell_on_every_page_that_uses_the_device() -> None:
    found = {(cell.screen, cell.kind, cell.fault) for cell in cells()}
    for kind in set(USES.values()):
        assert pages_using(kind), f"no page uses the {kind}"
        assert {(page, kind, fault) for page in pages_using(kind) for fault in faults_of(kind)} <= found


def test_pages_are_those_of_the_tables() -> None:
    assert pages_using(Kind.ID_READER) == [Screen.CARD]
    assert pages_using(Kind.RECEIPT_PRINTER) == [Screen.RESULT, Screen.RECEIPT]


def test_every_page_is_played_and_cells_that_are_not_say_where_they_are_shown() -> None:
    found = list(cells())
    played = {(cell.screen, cell.kind) for cell in found if isinstance(cell.recipe, Made)}
    assert played == {(cell.screen, cell.kind) for cell in found}
    for cell in found:
        if isinstance(cell.recipe, Elsewhere):
            assert (ROOT / cell.recipe.test).is_file(), cell.recipe.test


def test_a_missing_cell_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    without = {kind: dict(recipes) for kind, recipes in fault_recipes.RECIPES.items()}
    del without[Kind.ID_READER][Fault.READ_FAILED]
    monkeypatch.setattr(fault_recipes, "RECIPES", without)
    with pytest.raises(JourneyError, match=r"no recipe: reader\.sam-41-read-failed of id-reader on card"):
        list(cells())
