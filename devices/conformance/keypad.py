"""What every numeric keypad must do. Verbs: press {key}, vanish, come_back."""

from __future__ import annotations

from devices.conformance.plain import plain_suite
from devices.contract import Kind

KEYS = (*"0123456789", "*", "#", "enter", "cancel", "clear")
"""The words of the contract."""

SUITE = plain_suite(Kind.KEYPAD, {key: ("press", {"key": key}) for key in KEYS})
