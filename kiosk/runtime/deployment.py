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
    return config or Path(os.environ.get("KIOSK_CONFIG") or INSTALLED)


def is_production(config: Path | None = None) -> bool:
    """Is this a real terminal, as far as anybody can tell?"""
    try:
        return _says_production(config)
    except SettingsError:
        return True


def refuse_in_production(what: str, config: Path | None = None) -> None:
    """Raises SettingsError where this is a real terminal, or where its settings do not let that be told."""
    if _says_production(config):
        raise SettingsError(SettingsFault.REFUSED_IN_PRODUCTION, what)


def _says_production(config: Path | None) -> bool:
    """Raises SettingsError, which names the file, where the settings cannot be read."""
    if os.environ.get("KIOSK_DEPLOYMENT", "").strip().lower() == "production":
        return True
    file = settings_file(config)
    if config is None and not os.environ.get("KIOSK_CONFIG") and not file.exists():
        return False
    try:
        return bool(tomllib.loads(file.read_text(encoding="utf-8")).get("deployment") != "development")
    except OSError as error:
        raise SettingsError(SettingsFault.NOT_READABLE, f"{file}: {error.strerror}") from error
    except ValueError as error:
        raise SettingsError(SettingsFault.NOT_TOML, f"{file}: {error}") from error
