"""What every platform keeps to about licences and the codes that show them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.problems import ProblemType
from tests.platform_stand import P01, P03, UNKNOWN, MemoryStand, Stand, sandbox_stand


@pytest.fixture(params=["sm2-sm3", "ecdsa-p256-sha256", "memory"])
def stand(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stand]:
    if request.param == "memory":
        yield MemoryStand()
        return
    with sandbox_stand(tmp_path, request.param) as started:
        yield started


def refused(error: pytest.ExceptionInfo[PlatformError]) -> tuple[PlatformFault, str]:
    problem = error.value.problem
    return error.value.fault, problem.kind if problem else ""


def test_the_wallet_holds_the_persons_licences(stand: Stand) -> None:
    found = stand.platform.licences(stand.open())
    assert len(found.licences) >= 4
    marriage = next(one for one in found.licences if one.name.zh_hans == "结婚证")
    assert len(marriage.holders) == 2


def test_somebody_without_licences_has_an_empty_wallet(stand: Stand) -> None:
    assert stand.platform.licences(stand.open(UNKNOWN)).licences == ()


def test_a_code_is_redeemed_once(stand: Stand) -> None:
    session = stand.open()
    token = stand.platform.show_token(session, "lic-p01-id-card")
    assert stand.platform.token_state(session, token.token_id).state == "live"
    assert stand.redeem(token.payload)
    assert not stand.redeem(token.payload)
    state = stand.platform.token_state(session, token.token_id)
    assert (state.state, state.redeemed_by) == ("redeemed", "示例市图书馆")
    assert state.redeemed_at is not None


def test_a_code_dies_after_a_minute(stand: Stand) -> None:
    session = stand.open()
    token = stand.platform.show_token(session, "lic-p01-id-card")
    stand.shift(60)
    assert not stand.redeem(token.payload)
    assert stand.platform.token_state(session, token.token_id).state == "expired"


def test_a_code_lives_nearly_a_minute(stand: Stand) -> None:
    token = stand.platform.show_token(stand.open(), "lic-p01-id-card")
    stand.shift(59)
    assert stand.redeem(token.payload)


def test_a_renewed_code_kills_the_one_before(stand: Stand) -> None:
    session = stand.open()
    old = stand.platform.show_token(session, "lic-p01-id-card")
    new = stand.platform.show_token(session, "lic-p01-social-card")
    assert not stand.redeem(old.payload)
    assert stand.platform.token_state(session, old.token_id).state == "revoked"
    assert stand.redeem(new.payload)


def test_putting_away_kills_the_code(stand: Stand) -> None:
    session = stand.open()
    token = stand.platform.show_token(session, "lic-p01-id-card")
    stand.platform.drop_token(session, token.token_id)
    assert not stand.redeem(token.payload)


def test_leaving_kills_the_code(stand: Stand) -> None:
    session = stand.open()
    token = stand.platform.show_token(session, "lic-p01-id-card")
    stand.platform.close_session(session)
    assert not stand.redeem(token.payload)


def test_a_code_holds_nothing_of_the_person(stand: Stand) -> None:
    token = stand.platform.show_token(stand.open(), "lic-p01-id-card")
    assert token.payload.startswith("BDY1:")
    assert len(token.payload) == 37
    assert P01.number not in token.payload


def test_a_licence_of_somebody_else_cannot_be_shown(stand: Stand) -> None:
    with pytest.raises(PlatformError) as caught:
        stand.platform.show_token(stand.open(), "lic-p02-id-card")
    assert refused(caught) == (PlatformFault.NOT_FOUND, ProblemType.NOT_FOUND)


def test_a_code_of_another_session_is_not_found(stand: Stand) -> None:
    token = stand.platform.show_token(stand.open(), "lic-p01-id-card")
    with pytest.raises(PlatformError) as caught:
        stand.platform.token_state(stand.open(P03), token.token_id)
    assert refused(caught) == (PlatformFault.NOT_FOUND, ProblemType.NOT_FOUND)
