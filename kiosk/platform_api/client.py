"""The client of the platform: one method an operation of `openapi.yaml`, every answer checked before it is used.

Must never hand out a catalogue whose signature was not verified, and never log what goes over the line.
"""

from __future__ import annotations

from kiosk.platform_api.calls.licence import LicenceCalls
from kiosk.platform_api.calls.reconciliation import ReconciliationCalls
from kiosk.platform_api.calls.service import ServiceCalls
from kiosk.platform_api.calls.session import SessionCalls
from kiosk.platform_api.calls.submission import SubmissionCalls
from kiosk.platform_api.calls.terminal import TerminalCalls
from kiosk.platform_api.uploads import UploadCalls


class PlatformClient(
    TerminalCalls, SessionCalls, SubmissionCalls, UploadCalls, LicenceCalls, ServiceCalls, ReconciliationCalls
):
    """Keeps `interface.Platform` over HTTP(S); may be used from several threads. Made as `calls.caller.Caller`."""
