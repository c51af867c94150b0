"""Help from afar: who asks, and the support bundle that goes with it, kept until both are at the platform.

What is asked lies in the state directory first, so that a broken line costs nothing: the same request and the same
bundle are sent on from where they stood. Must never send while somebody uses the terminal, nor after the time that
whoever asked has given; there are no pictures of the screen at all.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kiosk.domain.ids import uuid7
from kiosk.domain.submission import UploadRef
from kiosk.platform_api.interface import Platform
from kiosk.platform_api.times import from_rfc3339, to_rfc3339
from kiosk.platform_api.uploads import PIECE, bring
from kiosk.platform_api.wire import LogBundle, SupportRequest
from kiosk.runtime.audit.events import AuditEvent
from kiosk.runtime.audit.trail import Trail
from kiosk.runtime.new_file import write_new
from kiosk.runtime.service_manager import OCCUPIED

ABOUT = ("card-reader", "camera", "printer", "scanner", "screen", "line", "program", "other")
"""What may not work, as in `openapi.yaml`."""
LASTS = 24 * 3600.0
"""Seconds for which a request lets its bundle be sent."""
LARGEST = 4 << 20
"""Bytes of a bundle that the platform takes."""


class InUseError(Exception):
    """Somebody uses the terminal: nothing is sent meanwhile."""


class _Kept(msgspec.Struct, frozen=True):
    """A request that is not through, as it lies in its file."""

    request: SupportRequest
    bundle: LogBundle


@dataclass(frozen=True)
class Support:
    """Requests of one terminal. `now`: seconds since 1970. `piece`: bytes sent at a time."""

    state_dir: Path
    trail: Trail
    now: Callable[[], float] = time.time
    piece: int = PIECE

    def ask(self, about: str, packed: bytes) -> str:
        """Keep a request with its bundle, durably; its id. Raises OSError, EFBIG for more than the platform takes."""
        if len(packed) > LARGEST:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), "support bundle")
        at = self.now()
        request = SupportRequest(uuid7(at), to_rfc3339(at), to_rfc3339(at + LASTS), about)
        digest = hashlib.sha256(packed).hexdigest()
        bundle = LogBundle(uuid7(at), request.request_id, to_rfc3339(at), digest, len(packed))
        self._folder.mkdir(mode=0o700, exist_ok=True)
        write_new(self._bytes_of(bundle), packed)
        write_new(self._folder / f"{request.request_id}.json", msgspec.json.encode(_Kept(request, bundle)))
        self.trail.note(AuditEvent.SUPPORT_ASKED, request=request.request_id)
        return request.request_id

    def waiting(self) -> list[str]:
        """Ids of the requests that are not through, oldest first."""
        return sorted(path.stem for path in self._folder.glob("*.json"))

    def send(self, platform: Platform) -> list[str]:
        """Send on what waits; ids of what is through.

        Raises InUseError, PlatformError (all of it waits on), and OSError where a kept file is not as it was written.
        """
        through = []
        for request_id in self.waiting():
            kept = self._kept(request_id)
            if self.now() < from_rfc3339(kept.request.until):
                self._send(platform, kept)
                self.trail.note(AuditEvent.SUPPORT_SENT, request=request_id, bytes=kept.bundle.size)
                through.append(request_id)
            else:
                self.trail.note(AuditEvent.SUPPORT_LAPSED, request=request_id)
            (self._folder / f"{request_id}.json").unlink()
            self._bytes_of(kept.bundle).unlink(missing_ok=True)
        return through

    def _send(self, platform: Platform, kept: _Kept) -> None:
        bundle, path = kept.bundle, self._bytes_of(kept.bundle)
        packed = path.read_bytes()
        if hashlib.sha256(packed).hexdigest() != bundle.sha256:
            raise OSError(errno.EIO, "is not as it was written", str(path))

        def read(offset: int, size: int) -> bytes:
            self._leave_people_alone()
            return packed[offset : offset + size]

        self._leave_people_alone()
        platform.request_support(kept.request)
        ref = UploadRef(bundle.bundle_id, "support-bundle", "application/zip", bundle.sha256, bundle.size)
        bring(platform, bundle.request_id, ref, read, self.piece)
        self._leave_people_alone()
        platform.send_log_bundle(bundle)

    def _leave_people_alone(self) -> None:
        """Raises InUseError while the terminal holds its session lock; the lock is only looked at, never kept."""
        try:
            descriptor = os.open(
                self.state_dir / OCCUPIED, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
            )
        except FileNotFoundError:
            return  # nobody has ever used it
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InUseError from None
        finally:
            os.close(descriptor)

    def _kept(self, request_id: str) -> _Kept:
        path = self._folder / f"{request_id}.json"
        try:
            return msgspec.json.decode(path.read_bytes(), type=_Kept)
        except msgspec.MsgspecError:
            raise OSError(errno.EIO, "is not as it was written", str(path)) from None

    def _bytes_of(self, bundle: LogBundle) -> Path:
        return self._folder / f"{bundle.bundle_id}.zip"

    @property
    def _folder(self) -> Path:
        return self.state_dir / "support"
