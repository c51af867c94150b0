"""The tables of the settings file: what each key means. Checked and loaded by `kiosk.runtime.settings`."""

from __future__ import annotations

import datetime as dt
import sys
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

import msgspec

from kiosk.domain import opening
from kiosk.domain.text import Language
from kiosk.identity.operating import DEFAULT_ACCEPT, threshold_for


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
    maintenance_phone: str = ""
    """Of the maintenance staff: said where a guided repair did not help."""


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


class ProxyServer(Strict, frozen=True):
    """The HTTP proxy on the way to the platform (CONNECT, RFC 9110 §9.3.6); nothing goes around it.

    What the environment says of proxies never counts.
    """

    host: str
    port: int
    account: str | None = None
    """Where it wants one (Basic, RFC 7617); its password is a credential, or `keys/proxy.secret` (0600)."""


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
    proxy: ProxyServer | None = None
    """Absent = straight there."""


class PlaceProfile(StrEnum):
    """What kind of place the terminal stands in."""

    HALL = "hall"
    BANK_BRANCH = "bank-branch"
    """The line leads through the bank's proxy alone; what banks are offered is shown first."""

    @property
    def kind(self) -> str:
        """As the platform's catalogue and service map call such a place."""
        return "bank" if self is PlaceProfile.BANK_BRANCH else self.value


class OpeningHours(Strict, frozen=True):
    """When the place is open; a day is a list of spans (`["09:00-12:00", "13:30-17:00"]`), an empty one is closed.

    A span that ends no later than it begins ends on the next day; day and night is `00:00-24:00`.
    """

    monday: tuple[str, ...] = ()
    tuesday: tuple[str, ...] = ()
    wednesday: tuple[str, ...] = ()
    thursday: tuple[str, ...] = ()
    friday: tuple[str, ...] = ()
    saturday: tuple[str, ...] = ()
    sunday: tuple[str, ...] = ()
    holiday: tuple[str, ...] = ()
    """Public holidays (节假日), as the platform's configuration names them."""
    workday: tuple[str, ...] | None = None
    """Days of a weekend that are worked (调休), as the platform names them; absent = as on Monday."""
    dates: dict[str, tuple[str, ...]] = {}
    """Single days (ISO 8601 date), before all else."""
    warn_minutes: int = 10
    """So long before closing it is said on every page."""

    def rules(self) -> opening.Hours:
        """As they are reckoned with. Raises ValueError."""
        week = (self.monday, self.tuesday, self.wednesday, self.thursday, self.friday, self.saturday, self.sunday)
        monday, tuesday, wednesday, thursday, friday, saturday, sunday = (opening.spans(day) for day in week)
        return opening.Hours(
            (monday, tuesday, wednesday, thursday, friday, saturday, sunday),
            opening.spans(self.holiday),
            monday if self.workday is None else opening.spans(self.workday),
            {dt.date.fromisoformat(day): opening.spans(said) for day, said in self.dates.items()},
        )


class Place(Strict, frozen=True):
    """Where the terminal stands."""

    profile: PlaceProfile = PlaceProfile.HALL
    code: str = ""
    """Of that place on the platform's service map (政务地图), where it is there."""
    hours: OpeningHours | None = None
    """Absent = open day and night."""


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
    """Development: one PIN for the technician's pages on the screen, as long as nobody has an account."""

    pin_hash: str
    """As `kiosk doctor pin` prints it (scrypt); the PIN itself stands nowhere."""
