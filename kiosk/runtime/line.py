"""What the sync process asks of the platform and of whoever wakes it. Must never hold anything itself."""

from __future__ import annotations

from typing import Protocol

from kiosk.platform_api.interface import CatalogueAnswer
from kiosk.platform_api.wire import AuditHead, Heartbeat, SubmissionAnswer


class Line(Protocol):
    """What this process asks of the platform; see kiosk.platform_api.interface.Platform."""

    @property
    def clock_offset(self) -> float:
        """Platform time minus terminal time, seconds."""

    def server_time(self) -> float:
        """The platform's clock."""

    def heartbeat(self, beat: Heartbeat) -> None:
        """Tell how the terminal is."""

    def catalogue(self, etag: str | None = None) -> CatalogueAnswer | None:
        """The catalogue, verified; None where `etag` names the current one."""

    def put_submission(self, submission_id: str, body: bytes) -> SubmissionAnswer:
        """Hand in a case."""


class Alarm(Protocol):
    """What wakes this process; see offline_cache.wakeup.Waker."""

    def wait(self, timeout: float) -> bool:
        """Wait at most so many seconds; True when woken."""


class Audit(Protocol):
    """See kiosk.runtime.audit.telling.Telling."""

    def head(self) -> AuditHead | None:
        """How far the audit trail goes."""

    def confirmed(self, head: AuditHead, now: float) -> None:
        """The platform has heard it, at `now` by its clock, seconds since 1970."""

    def purge(self, months: int, now: float) -> int:
        """Delete of it what was heard longer ago; never what the law wants kept."""
