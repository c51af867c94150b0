"""What this machine says it is, for commands that a real terminal must not offer.

The first that speaks counts: the file given, KIOSK_CONFIG, the installed settings; KIOSK_DEPLOYMENT=production
is never overruled. A file that cannot be read counts as production: in doubt, nothing is shown.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

from kiosk.runtime.settings import SettingsError, SettingsFault

INSTALLED = Path("/etc/kiosk/kiosk.toml")
"""Where the Debian package puts the settings of a terminal."""


def settings_file(config: Path | None = None) -> Path:
    """The settings to use: the file given, KIOSK_CONFIG, else the installed ones."""
    return config or Path(os.environ.get("KIOSK_CONFIG", INSTALLED))


def is_production(config: Path | None = None) -> bool:
    """Is this a real terminal, as far as anybody can tell?"""
    if os.environ.get("KIOSK_DEPLOYMENT", "").strip().lower() == "production":
        return True
    named = config or (Path(path) if (path := os.environ.get("KIOSK_CONFIG")) else None)
    if named is None and not INSTALLED.exists():
        return False
    try:
        text = (named or INSTALLED).read_text(encoding="utf-8")
        return bool(tomllib.loads(text).get("deployment") != "development")
    except (OSError, ValueError):
        return True


def refuse_in_production(what: str, config: Path | None = None) -> None:
    """Raises SettingsError where this is a real terminal."""
    if is_production(config):
        raise SettingsError(SettingsFault.REFUSED_IN_PRODUCTION, what)
