"""The terminal's settings: one TOML file, checked whole before anything starts.

A key nobody knows is a fault, not a shrug: a typo in `accept` must not silently open the face way. Relative paths
count from the file's own folder.
"""

from __future__ import annotations

import re
import sys
from enum import Enum, StrEnum
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec

from devices import known_options
from devices.kinds import Kind
from kiosk.domain.text import Language
from kiosk.identity.operating import DEFAULT_ACCEPT, threshold_for

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


class GatewayFamily(StrEnum):
    """Gateways that a terminal can pass by itself; why the national exchange is not one: docs/architecture.md."""

    TIF = "tif"
    BG_HMAC = "bg-hmac"


class ProvincialGateway(Strict, frozen=True):
    """A gateway on the way to the platform. Its secret is a credential, or `keys/gateway.secret` (0600)."""

    family: GatewayFamily
    account: str
    """As the province gave it: paasid, or access key."""
    service_id: str | None = None
    """With tif, where the gateway wants one."""


class Platform(Strict, frozen=True):
    """Where the platform is and how to speak to it."""

    base_url: str
    platform_key: Path
    """Public key of the platform (PEM); comes with the installation, never over the line it protects."""
    suite: str = "sm2-sm3"
    ca_file: Path | None = None
    seal_roots: Path | None = None
    """PEM file with the authorities under which certificates (证明) are sealed; absent = none is printed here."""
    enrol_code: str | None = None
    """One-time code; used once, when no platform key is known yet."""
    timeout: float = 10.0
    """Seconds for one answer."""
    key_days: float = 365.0
    """Age at which the terminal changes its signing key by itself; 0 = never."""
    gateway: ProvincialGateway | None = None
    """Only where the province has one."""


class Storage(Strict, frozen=True):
    """Where keys, queue and catalogue live; mode 0700."""

    state_dir: Path
    disk_floor_mib: int = 64
    """Below so much free space nothing new is stored; what is stored goes on."""


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


class Liveness(Strict, frozen=True):
    """A passive liveness network of your own; absent = active challenges only."""

    file: Path
    """ONNX."""
    sha256: str
    """Hex digest of the file: another file closes the face way."""
    accept: float = 0.9
    """The median probability of `live` must reach this."""
    side: int = 128
    """Pixels a side of the square it takes."""
    scale: float = 2.7
    """The square's side by the longer side of the face's box."""
    live: int = 0
    """Index of `live` among the classes."""
    rgb: bool = False
    """It wants RGB instead of BGR."""


class Stick(Strict, frozen=True):
    """Where a visitor's USB stick appears; absent = none is read here."""

    folder: Path
    """The system mounts each stick in a folder of its own below this one: read-only, noexec, nosuid, nodev. A stick
    that is mounted otherwise is not read. In development any folder below it is a stick."""


class Face(Strict, frozen=True):
    """Face check. Cosine thresholds of SFace; see docs for the error rates they stand for."""

    accept: float | None = None
    """Absent = by `far`, or 0.45."""
    far: float | None = None
    """Instead of `accept`: the false-accept rate wanted, among impostors that are somewhat alike."""
    review: float = 0.36
    models_dir: Path = Path(sys.prefix) / "share" / "kiosk" / "models"
    vendor_library: Path | None = None
    """WLT decoder of the reader's maker, loaded in a process of its own."""
    vendor_symbol: str = "GetBmp"
    challenge_seconds: float = 8.0
    liveness: Liveness | None = None
    rest_after: int = 3
    """Used-up rounds of tries within half an hour, whoever they were, after which the face way rests; 0 = never."""
    rest_minutes: float = 10.0

    @property
    def threshold(self) -> float:
        """From this cosine on it is yes. Raises ValueError: `accept` and `far` both, or a rate nobody measured."""
        if self.far is None:
            return DEFAULT_ACCEPT if self.accept is None else self.accept
        if self.accept is not None:
            raise ValueError("accept or far, not both")
        return threshold_for(self.far)


class Screen(Strict, frozen=True):
    """The window."""

    width: int = 1080
    height: int = 1920
    fullscreen: bool = True
    language: Language = Language.ZH_HANS
    standby: bool = True
    """Keep a warm process for the next person."""
    voice: Literal["speechd", "mock", "none"] = "speechd"
    """What reads pages aloud: speech-dispatcher, Qt's silent engine (development), nothing."""


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
    document: bool = False
    """A document camera with a page below it; its pictures appear in `folder`/document."""
    printer: bool = False
    """An ESC/POS receipt printer on a pty, `folder`/printer; each slip becomes a picture in `folder`/slips."""
    pages: bool = False
    """An IPP page printer on a socket, `folder`/pages; each document becomes a PDF in `folder`/documents."""
    keypad: bool = False
    """A numeric keypad on a pipe, `folder`/keypad."""
    headphones: bool = False
    """A headphone jack on a pipe, `folder`/headphones."""
    stick: bool = False
    """A USB stick that is plugged in and pulled out below `folder`/stick."""
    scanner: bool = False
    """A code scanner on a pty, `folder`/scanner."""


class Metrics(Strict, frozen=True):
    """Measures in the format of Prometheus (OpenMetrics), for a collector on this machine; absent = none."""

    port: int
    """On 127.0.0.1 alone."""


class Technician(Strict, frozen=True):
    """Development: the technician's pages on the screen. One PIN until there are staff accounts."""

    pin_hash: str
    """As `kiosk doctor pin` prints it (scrypt); the PIN itself stands nowhere."""


class Settings(Strict, frozen=True):
    """All of it."""

    deployment: Deployment
    terminal: Terminal
    platform: Platform
    storage: Storage
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
    try:
        _check_values(settings)
    except ValueError as error:
        raise SettingsError(SettingsFault.INVALID, str(error)) from error
    try:
        _check_face(settings.face)
    except ValueError as error:
        raise SettingsError(SettingsFault.INVALID, f"face: {error}") from error
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


def _check_options(devices: Devices) -> None:
    """Raises SettingsError for an option that its driver does not know; a driver that there is not is said later."""
    for slot in Devices.__struct_fields__:
        device: Device | None = getattr(devices, slot)
        declared = known_options.declared(device.driver) if device is not None else None
        if device is None or declared is None:
            continue
        if unknown := known_options.refusal(device.options, declared, Kind(slot.replace("_", "-"))):
            raise SettingsError(SettingsFault.UNKNOWN_KEY, f"devices.{slot}.options ({device.driver}): {unknown}")


def _check_face(face: Face) -> None:
    """Raises ValueError for values that must not open the face way."""
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
        wrong.append("technician: one PIN for all is for development, staff accounts come later")
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
