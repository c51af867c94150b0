"""The line to the platform is cut: nothing is answered, nothing is done, and all goes on when it is back."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.platform_api.faults import PlatformError
from tests.platform_stand import case, encoded, face_evidence, sandbox_stand


def test_the_line_is_cut_and_nothing_reaches_the_platform_until_it_is_back(tmp_path: Path) -> None:
    with sandbox_stand(tmp_path) as stand:
        wanted = case(face_evidence(stand.open()))
        before = stand.control("writes")["count"]
        stand.control("trouble", {"cut": True})
        for _ in range(2):
            with pytest.raises(PlatformError):
                stand.platform.put_submission(wanted.submission_id, encoded(wanted))
        assert stand.control("writes")["count"] == before
        assert stand.control("submissions")["count"] == 0
        stand.control("trouble", {})
        assert stand.platform.put_submission(wanted.submission_id, encoded(wanted)).state == "SUBMITTED"
