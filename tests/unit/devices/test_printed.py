from __future__ import annotations

import pytest

from devices.printed import checked
from kiosk.domain.ids import uuid7


def test_a_uuid_is_handed_back() -> None:
    job_id = uuid7()
    assert checked(job_id) == job_id


@pytest.mark.parametrize("text", ["", "../x", "receipt", "{0192f1c0-0000-7000-8000-000000000000}", "A" * 32])
def test_only_a_uuid_becomes_a_file_name(text: str) -> None:
    with pytest.raises(ValueError, match=r"UUID|badly formed"):
        checked(text)
