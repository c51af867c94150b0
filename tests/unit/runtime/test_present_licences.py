"""A licence whose last day is over is not called valid, whatever the list said when it was made."""

from __future__ import annotations

import pytest

from kiosk.flows import events as on
from kiosk.flows.acts import put
from kiosk.flows.screens import Screen
from kiosk.runtime.present import present
from kiosk.runtime.scene import Scene
from tests.runtime_stand import CATALOGUE, NOON, form_of, memory_at_form


@pytest.mark.parametrize("screen", [Screen.WALLET, Screen.LICENCE_QR])
@pytest.mark.parametrize(
    ("status", "valid_to", "said"),
    [("valid", "2026-07-11", "expired"), ("valid", "2026-07-12", "valid"), ("revoked", "2026-07-11", "revoked")],
)
def test_a_licence_whose_last_day_is_over_is_said_to_have_expired(
    screen: Screen, status: str, valid_to: str, said: str
) -> None:
    row = on.LicenceRow("L1", "100", "居民身份证", "林*舟", status, valid_to, "id")
    memory = put(memory_at_form(), "showing", rows=(row,), licence_id="L1")
    scene = Scene(
        screen=screen, serial=1, memory=put(memory, "around", today="2026-07-12"), catalogue=CATALOGUE,
        organisation="示例市政务服务", terminal="A-03", hotline="12345", test_environment=True, clocks={},
        idle_seconds=30, now=NOON, form=form_of(), index=None,
    )  # fmt: skip
    shown = present(scene).licences
    assert (shown.rows[0].status if shown.rows else shown.status) == said
