"""The connection table: what is listed decides, anything else raises."""

from __future__ import annotations

import pytest

from devices.link import TABLE, Cue, Link, moved


@pytest.mark.parametrize("link", Link)
@pytest.mark.parametrize("cue", Cue)
def test_the_table_decides_and_anything_else_raises(link: Link, cue: Cue) -> None:
    if (link, cue) in TABLE:
        assert moved(link, cue) is TABLE[link, cue]
    else:
        with pytest.raises(ValueError, match=f"{cue.name} in {link.name}"):
            moved(link, cue)


def test_every_state_is_reached_and_can_be_left_for_good() -> None:
    reached = {Link.IDLE}
    while more := {TABLE[pair] for pair in TABLE if pair[0] in reached} - reached:
        reached |= more
    assert reached == set(Link)
    for link in set(Link) - {Link.ENDED, Link.ABANDONED}:
        assert TABLE[link, Cue.STOPPED] is Link.ENDED
