"""The terminal's settings: one TOML file, checked whole before anything starts.

A key nobody knows is a fault, not a shrug: a typo in `accept` must not silently open the face way. Relative paths
count from the file's own folder.
"""

from __future__ import annotations

import sys
from enum import Enum, StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from kiosk.domain.text import Language


class Deployment(StrEnum):
    """Where this terminal stands."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class SettingsFault(Enum):
    """Every fault of the settings: (code, what helps)."""

    NOT_READABLE = ("settings.not-readable", "check the path and the mode of the file")
    NOT_TOML = ("settings.not-toml", "correct the line named")
    UNKNOWN_KEY = ("settings.unknown-key", "remove or correct the key named")
    INVALID = ("settings.invalid", "correct the value named")
    REFUSED_IN_PRODUCTION = ("production.refused", "take it out, or set deployment to development")

    def __init__(self, code: str, remedy: str) -> None:
        self.code = code
        self.remedy = remedy


class SettingsError(Exception):
    """The settings cannot be used."""

    def __init__(self, fault: SettingsFault, detail: str) -> None:
        super().__init__(f"{fault.code}: {detail} ({fault.remedy})")
        self.fault = fault
        self.detail = detail


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the file: unknown keys are refused."""


class Terminal(Strict, frozen=True):
    """Who this terminal is."""

    id: str
    label: str
    """Begins every 暂存号, e.g. A03."""
    organisation: str = "示例市政务服务"
    name: str = ""
    """As the header shows it after 24 小时自助终端, e.g. A-03."""
    hotline: str = "12345"


class Platform(Strict, frozen=True):
    """Where the platform is and how to speak to it."""

    base_url: str
    platform_key: Path
    """Public key of the platform (PEM); comes with the installation, never over the line it protects."""
    suite: str = "sm2-sm3"
    ca_file: Path | None = None
    enrol_code: str | None = None
    """One-time code; used once, when no platform key is known yet."""
    timeout: float = 10.0
    """Seconds for one answer."""


class Storage(Strict, frozen=True):
    """Where keys, queue and catalogue live; mode 0700."""

    state_dir: Path


class Device(Strict, frozen=True):
    """One device: a driver by module name, and what the driver wants to know."""

    driver: str
    options: dict[str, Any] = {}


class Devices(Strict, frozen=True):
    """The devices of this terminal; absent = not fitted."""

    id_reader: Device | None = None
    camera: Device | None = None
    document_camera: Device | None = None
    receipt_printer: Device | None = None
    document_printer: Device | None = None
    chip_reader: Device | None = None
    scanner: Device | None = None
    headphones: Device | None = None
    keypad: Device | None = None
    door: Device | None = None


class Face(Strict, frozen=True):
    """Face check. Cosine thresholds of SFace; see docs for the error rates they stand for."""

    accept: float = 0.45
    review: float = 0.36
    models_dir: Path = Path(sys.prefix) / "share" / "kiosk" / "models"
    vendor_library: Path | None = None
    """WLT decoder of the reader's maker, loaded in a process of its own."""
    vendor_symbol: str = "GetBmp"
    challenge_seconds: float = 8.0


class Screen(Strict, frozen=True):
    """The window."""

    width: int = 1080
    height: int = 1920
    fullscreen: bool = True
    language: Language = Language.ZH_HANS
    standby: bool = True
    """Keep a warm process for the next person."""


class Sandbox(Strict, frozen=True):
    """Development: `kiosk run` starts a platform of its own."""

    port: int
    database: Path
    enrol_code: str = "SANDBOX-1"


class Twins(Strict, frozen=True):
    """Development: `kiosk run` starts virtual devices. Each has a control socket in `folder`."""

    folder: Path
    people: Path
    faces: Path = Path(sys.prefix) / "share" / "kiosk" / "test-faces"
    reader: bool = True
    camera: bool = True


class Settings(Strict, frozen=True):
    """All of it."""

    deployment: Deployment
    terminal: Terminal
    platform: Platform
    storage: Storage
    devices: Devices = Devices()
    face: Face = Face()
    screen: Screen = Screen()
    sandbox: Sandbox | None = None
    twins: Twins | None = None

    @property
    def production(self) -> bool:
        """Is this a real terminal?"""
        return self.deployment is Deployment.PRODUCTION


def load(path: Path) -> Settings:
    """Read and check the settings. Raises SettingsError."""
    try:
        text = path.read_bytes()
    except OSError as error:
        raise SettingsError(SettingsFault.NOT_READABLE, f"{path.name}: {error.strerror}") from error
    try:
        settings = msgspec.toml.decode(text, type=Settings, dec_hook=_path)
    except msgspec.ValidationError as error:
        unknown = "unknown field" in str(error)
        raise SettingsError(SettingsFault.UNKNOWN_KEY if unknown else SettingsFault.INVALID, str(error)) from error
    except msgspec.DecodeError as error:
        raise SettingsError(SettingsFault.NOT_TOML, str(error)) from error
    except UnicodeDecodeError as error:
        raise SettingsError(SettingsFault.NOT_TOML, "not UTF-8") from error
    if not 0.0 < settings.face.review <= settings.face.accept < 1.0:
        raise SettingsError(SettingsFault.INVALID, "face must keep 0 < review <= accept < 1")
    settings = _resolved(settings, path.resolve().parent)
    if settings.production:
        refuse_in_production(settings)
    return settings


def refuse_in_production(settings: Settings) -> None:
    """What a real terminal must not have. Drivers are checked again by the registry when they are opened."""
    wrong: list[str] = []
    if settings.sandbox is not None:
        wrong.append("sandbox")
    if settings.twins is not None:
        wrong.append("twins")
    if urlsplit(settings.platform.base_url).scheme != "https":
        wrong.append("platform.base_url without https")
    for name in Devices.__struct_fields__:
        device: Device | None = getattr(settings.devices, name)
        module = device.driver.replace("-", "_") if device is not None else ""
        if device is not None and module.startswith(("virtual_", "memory_", "printer_folder")):
            wrong.append(f"devices.{name}.driver = {device.driver}")
    if wrong:
        raise SettingsError(SettingsFault.REFUSED_IN_PRODUCTION, ", ".join(wrong))


def refuse_if_production(settings: Settings, what: str) -> None:
    """For commands and options that a real terminal must not offer (probe, journeys, unmasked output)."""
    if settings.production:
        raise SettingsError(SettingsFault.REFUSED_IN_PRODUCTION, what)


def _path(kind: type, value: object) -> object:
    if kind is Path and isinstance(value, str):
        return Path(value)
    raise TypeError(kind.__name__)


def _resolved(settings: Settings, folder: Path) -> Settings:
    """The same settings with every path made absolute from `folder`."""

    def walk(value: object) -> object:
        if isinstance(value, Path):
            return folder / value
        if isinstance(value, msgspec.Struct):
            return type(value)(**{name: walk(getattr(value, name)) for name in value.__struct_fields__})
        return value

    resolved = walk(settings)
    if not isinstance(resolved, Settings):
        raise TypeError
    return resolved
