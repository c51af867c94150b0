"""WebVTT of a stranger: what is a cue is read, what is none is passed over, and nothing fails."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.webvtt import MOST_CUES, Cue, cues

WHOLE = """\ufeffWEBVTT - of some kind

NOTE not said
--

STYLE
::cue { color: red }

second
00:02.500 --> 00:01:00.000 line:0 align:start
<v 甲>two <b>lines</b>
&lt;here&gt; &amp;amp;

00:00.000 --> 00:02.500
one
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_whole_document(ends: str) -> None:
    first, second = cues(WHOLE.replace("\n", ends))
    assert first == Cue(0, 2500, "one")
    assert second == Cue(2500, 60_000, "two lines\n<here> &amp;")


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "00:00.000 --> 00:01.000\nno head",
        "WEBVTTX\n\n00:00.000 --> 00:01.000\nanother head",
        "WEBVTT\n\n00:01.000 --> 00:01.000\nno time at all",
        "WEBVTT\n\n00:00.000 --> 00:61.000\nno such second",
        "WEBVTT\n\n00:00,000 --> 00:01,000\nSubRip's comma",
        "WEBVTT\n\n00:00.000 --> 00:01.000\n<i></i>",
        "WEBVTT\n\na\nb\n00:00.000 --> 00:01.000\ntwo names",
    ],
)
def test_what_is_no_cue_is_passed_over(bad: str) -> None:
    assert cues(bad) == ()


def test_there_is_a_most() -> None:
    assert len(cues("WEBVTT\n\n" + "00:00.000 --> 00:01.000\nagain\n\n" * 1000)) == MOST_CUES


@given(st.text(alphabet="WEBVT\n\r-> :.0129<>&;amp字", max_size=200))
def test_nothing_fails(text: str) -> None:
    for cue in cues("WEBVTT\n\n" + text):
        assert 0 <= cue.start < cue.end
        assert cue.text
