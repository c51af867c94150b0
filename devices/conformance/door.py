"""What every door contact must do. Verbs: open, close, vanish, come_back."""

from __future__ import annotations

from devices.conformance.plain import plain_suite
from devices.contract import Kind

SUITE = plain_suite(Kind.DOOR, {"closed": ("close", {}), "opened": ("open", {})})
