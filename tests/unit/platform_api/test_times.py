"""Times of the wire are times or a ValueError, whatever a header says."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.platform_api.times import from_http, from_rfc3339

_PIECES = st.sampled_from(
    [
        *("Sun,", "12", "Jul", "2026", "01:42:00", "GMT", "-0000", "+9999", "9" * 30, "0001", "0000", "9999", "("),
        *("T", "Z", ":", "-", ".", "+08:00", "-23:59", "2026-07-12", "0001-01-01", "9999-12-31", "24:00:00", "am"),
    ]
)


@settings(deadline=None)
@given(st.lists(_PIECES, max_size=8), st.sampled_from(["", " "]))
@pytest.mark.parametrize("read", [from_http, from_rfc3339])
def test_any_text_is_a_time_or_named(read: Callable[[str], float], pieces: list[str], between: str) -> None:
    try:
        assert math.isfinite(read(between.join(pieces)))
    except ValueError:
        return


@pytest.mark.parametrize("text", ["Fri, 31 Dec 99999999999 23:59:59 GMT", "Sun, 12 Jul 2026 01:42:00 -" + "9" * 20])
def test_a_number_too_large_for_a_date_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="HTTP"):
        from_http(text)
