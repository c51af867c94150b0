"""What every headphone jack must do. Verbs: plug, unplug, vanish, come_back."""

from __future__ import annotations

from devices.conformance.plain import plain_suite
from devices.contract import Kind

SUITE = plain_suite(Kind.HEADPHONES, {"unplugged": ("unplug", {}), "plugged": ("plug", {})})
