"""The terminal's settings: one TOML file, checked whole before anything starts.

A key nobody knows is a fault, not a shrug: a typo in `accept` must not silently open the face way. Relative paths
count from the file's own folder.
"""

from __future__ import annotations

import re
from enum import Enum, StrEnum
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from devices import known_options
from devices.kinds import Kind
from kiosk.runtime.settings_tables import (
    Device,
    Devices,
    Face,
    GatewayFamily,
    Liveness,
    Metrics,
    OpeningHours,
    Place,
    PlaceProfile,
    Platform,
    ProvincialGateway,
    ProxyServer,
    Sandbox,
    Screen,
    Stick,
    Storage,
    Strict,
    Technician,
    Terminal,
    Twins,
)

__all__ = [
    "Deployment",
    "Device",
    "Devices",
    "Face",
    "GatewayFamily",
    "Liveness",
    "Metrics",
    "OpeningHours",
    "Place",
    "PlaceProfile",
    "Platform",
    "ProvincialGateway",
    "ProxyServer",
    "Sandbox",
    "Screen",
    "Settings",
    "SettingsError",
    "SettingsFault",
    "Stick",
    "Storage",
    "Strict",
    "Technician",
    "Terminal",
    "Twins",
    "load",
    "refuse_if_production",
    "refuse_in_production",
]

_SHA256 = 64
_WORD = re.compile(r"[A-Za-z0-9_-]+")


class Deployment(StrEnum):
    """Where this terminal stands."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class SettingsFault(Enum):
    """Every fault of the settings: (code, what helps)."""

    NOT_READABLE = ("settings.not-readable", "check the path and the mode of the file, or name another with --config")
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


class Settings(Strict, frozen=True):
    """All of it."""

    deployment: Deployment
    terminal: Terminal
    platform: Platform
    storage: Storage
    place: Place = Place()
    devices: Devices = Devices()
    stick: Stick | None = None
    face: Face = Face()
    screen: Screen = Screen()
    sandbox: Sandbox | None = None
    twins: Twins | None = None
    technician: Technician | None = None
    metrics: Metrics | None = None

    @property
    def production(self) -> bool:
        """Is this a real terminal?"""
        return self.deployment is Deployment.PRODUCTION


def load(path: Path) -> Settings:
    """Read and check the settings. Raises SettingsError."""
    try:
        text = path.read_bytes()
    except OSError as error:
        raise SettingsError(SettingsFault.NOT_READABLE, f"{path}: {error.strerror}") from error
    try:
        settings = msgspec.toml.decode(text, type=Settings, dec_hook=_path)
    except msgspec.ValidationError as error:
        unknown = "unknown field" in str(error)
        raise SettingsError(SettingsFault.UNKNOWN_KEY if unknown else SettingsFault.INVALID, str(error)) from error
    except msgspec.DecodeError as error:
        raise SettingsError(SettingsFault.NOT_TOML, str(error)) from error
    except UnicodeDecodeError as error:
        raise SettingsError(SettingsFault.NOT_TOML, "not UTF-8") from error
    for check in (_check_values, _check_face, _check_place):
        try:
            check(settings)
        except ValueError as error:
            raise SettingsError(SettingsFault.INVALID, str(error)) from error
    _check_options(settings.devices)
    settings = _resolved(settings, path.resolve().parent)
    if settings.production:
        refuse_in_production(settings)
    return settings


def _check_values(settings: Settings) -> None:
    """Raises ValueError for values with which nothing could work, or which would touch what is not ours."""
    if settings.storage.state_dir == Path():
        raise ValueError("storage.state_dir must name a folder of its own")
    if not _WORD.fullmatch(settings.terminal.id):
        raise ValueError("terminal.id must be letters, digits, - and _")
    if min(settings.screen.width, settings.screen.height) < 1:
        raise ValueError("screen.width and screen.height must be positive")
    if settings.metrics is not None and not 0 < settings.metrics.port < 1 << 16:
        raise ValueError("metrics.port must be 1 to 65535")
    url = urlsplit(settings.platform.base_url)
    if url.scheme not in {"http", "https"} or not url.hostname:
        raise ValueError("platform.base_url must be http://… or https://…")
    try:
        _ = url.port
    except ValueError:
        raise ValueError("platform.base_url names no port there can be") from None


def _check_place(settings: Settings) -> None:
    """Raises ValueError for a branch without its proxy, for hours or a proxy that can be none."""
    place, proxy = settings.place, settings.platform.proxy
    if place.profile is PlaceProfile.BANK_BRANCH and proxy is None:
        raise ValueError("place.profile = bank-branch needs platform.proxy: the line leads through it alone")
    if proxy is not None and (not proxy.host or set(proxy.host) & set("/@ ") or not 0 < proxy.port < 1 << 16):
        raise ValueError("platform.proxy: host is a bare name or address, port 1 to 65535")
    if proxy is not None and proxy.account is not None and (not proxy.account.isprintable() or ":" in proxy.account):
        raise ValueError("platform.proxy.account must be printable, without a colon (RFC 7617)")
    if place.hours is None:
        return
    try:
        rules = place.hours.rules()
    except ValueError as error:
        raise ValueError(f"place.hours: {error}") from error
    if not any((*rules.week, rules.holiday, rules.workday, *rules.dates.values())):
        raise ValueError("place.hours: it would never open; day and night is hours left out")
    if place.hours.warn_minutes < 0:
        raise ValueError("place.hours.warn_minutes must not be negative")


def _check_options(devices: Devices) -> None:
    """Raises SettingsError for an option that its driver does not know; a driver that there is not is said later."""
    for slot in Devices.__struct_fields__:
        device: Device | None = getattr(devices, slot)
        declared = known_options.declared(device.driver) if device is not None else None
        if device is None or declared is None:
            continue
        if unknown := known_options.refusal(device.options, declared, Kind(slot.replace("_", "-"))):
            raise SettingsError(SettingsFault.UNKNOWN_KEY, f"devices.{slot}.options ({device.driver}): {unknown}")


def _check_face(settings: Settings) -> None:
    """Raises ValueError for values that must not open the face way."""
    try:
        _check_thresholds(settings.face)
    except ValueError as error:
        raise ValueError(f"face: {error}") from error


def _check_thresholds(face: Face) -> None:
    if not 0.0 < face.review <= face.threshold < 1.0:
        raise ValueError("must keep 0 < review <= accept < 1")
    if face.rest_after < 0 or face.rest_minutes < 0:
        raise ValueError("rest_after and rest_minutes must not be negative")
    own = face.liveness
    if own is None:
        return
    if len(own.sha256) != _SHA256 or set(own.sha256.lower()) - set("0123456789abcdef"):
        raise ValueError("liveness.sha256 must be 64 hexadecimal digits")
    if not 0.0 < own.accept <= 1.0 or own.side < 1 or own.scale <= 0.0 or own.live < 0:
        raise ValueError("liveness: accept in (0, 1], side, scale and live positive")


def refuse_in_production(settings: Settings) -> None:
    """What a real terminal must not have. Drivers are checked again by the registry when they are opened."""
    wrong: list[str] = []
    if settings.sandbox is not None:
        wrong.append("sandbox")
    if settings.twins is not None:
        wrong.append("twins")
    if settings.technician is not None:
        wrong.append("technician: one PIN for all is for development, staff have accounts")
    if urlsplit(settings.platform.base_url).scheme != "https":
        wrong.append("platform.base_url without https")
    wrong += ["screen.voice = mock"] if settings.screen.voice == "mock" else []
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
