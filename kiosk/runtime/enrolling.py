"""The platform as the sync process sees it, with enrolment done by itself once: a one-time code, then never again."""

from __future__ import annotations

import logging
from pathlib import Path

from kiosk.platform_api.client import PlatformClient
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.platform_api.interface import CatalogueAnswer
from kiosk.platform_api.wire import Heartbeat, SubmissionAnswer

_log = logging.getLogger(__name__)


class EnrollingLine:
    """Keeps `runtime.sync.Line`; enrols at the first heartbeat that is refused while a code is at hand."""

    def __init__(self, client: PlatformClient, code: str | None, enrolled: Path) -> None:
        self._client = client
        self._code = code
        self._enrolled = enrolled

    @property
    def clock_offset(self) -> float:
        """Platform time minus terminal time, seconds."""
        return self._client.clock_offset

    def server_time(self) -> float:
        """The platform's clock."""
        return self._client.server_time()

    def heartbeat(self, beat: Heartbeat) -> None:
        """Tell how the terminal is; make the terminal known first where it is not."""
        try:
            self._client.heartbeat(beat)
        except PlatformError as error:
            if error.fault is not PlatformFault.AUTHENTICATION or self._code is None or self._enrolled.exists():
                raise
            self._client.enrol(self._code)
            self._enrolled.touch(mode=0o600)
            _log.info("terminal enrolled")
            self._client.heartbeat(beat)

    def catalogue(self, etag: str | None = None) -> CatalogueAnswer | None:
        """The catalogue, verified; None where `etag` names the current one."""
        return self._client.catalogue(etag)

    def put_submission(self, submission_id: str, body: bytes) -> SubmissionAnswer:
        """Hand in a case."""
        return self._client.put_submission(submission_id, body)
