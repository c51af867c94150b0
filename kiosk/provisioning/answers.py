"""What has to be known beforehand: the answers about this terminal, and the province's profile. Both are TOML.

Must never be guessed: a key that nobody knows is a fault, as in the settings.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from kiosk.provisioning.faults import ProvisionError, ProvisionFault
from kiosk.runtime.settings import Device, Strict

T = TypeVar("T")
Seal = Literal["auto", "tpm", "host", "file"]
"""How keys are kept: TPM or else the machine's own key; TPM; the machine's own key; files of mode 0600."""


class Who(Strict, frozen=True):
    """This terminal."""

    id: str
    """Its number, as the platform knows it."""
    label: str
    """Begins every 暂存号."""
    name: str = ""


class Enrolling(Strict, frozen=True):
    """How the platform gets to know it."""

    way: Literal["online", "usb"] = "online"
    code: str | None = None
    """One-time code; not needed any more once it is enrolled."""
    folder: Path | None = None
    """usb: where the request is written and the receipt looked for."""


class Keeping(Strict, frozen=True):
    """How keys are kept."""

    seal: Seal = "auto"
    gateway_secret: Path | None = None
    """File with the secret of a provincial gateway, where the profile has one."""


class First(Strict, frozen=True):
    """The first technician, who gets an account; whoever else works here is added later (`kiosk staff add`)."""

    number: str
    """Staff number; fewer than eight digits."""
    name: str
    card: bool = False
    """Lay the staff card on the reader when it is asked for."""
    secret_file: Path | None = None
    """First line: the PIN or password. Without it, it is typed."""


class Answers(Strict, frozen=True):
    """The answers file."""

    profile: Path
    terminal: Who
    enrolment: Enrolling = Enrolling()
    keys: Keeping = Keeping()
    devices: dict[str, Device] = msgspec.field(default_factory=dict)
    """By their key in the settings; what is not named is looked for."""
    staff: First | None = None


class ExpectedDevice(Strict, frozen=True):
    """What the order says; what is empty may be anything."""

    kind: str
    """Key in the settings' `devices`."""
    driver: str = ""
    model: str = ""
    serial: str = ""
    firmware: str = ""


class Expected(Strict, frozen=True):
    """The expected list (应装清单)."""

    devices: tuple[ExpectedDevice, ...] = ()
    versions: dict[str, str] = msgspec.field(default_factory=dict)
    """Package, or kernel, system, …, to version, as the doctor's `software` calls them."""


class Profile(Strict, frozen=True):
    """A province: everything of the settings that its terminals have in common."""

    name: str
    settings: dict[str, Any]
    """Tables of the settings; `deployment` is production unless said."""
    expected: Expected
    folder: Path
    """Where its key and certificate files lie."""


def read_answers(path: Path) -> Answers:
    """The answers; paths count from the file's own folder. Raises ProvisionError."""
    answers = _converted(path, _table(path), Answers)
    here = path.resolve().parent
    way, keys, first = answers.enrolment, answers.keys, answers.staff
    if first is not None and first.secret_file is not None:
        first = msgspec.structs.replace(first, secret_file=here / first.secret_file)
    return msgspec.structs.replace(
        answers,
        profile=here / answers.profile,
        staff=first,
        enrolment=msgspec.structs.replace(way, folder=here / way.folder if way.folder else None),
        keys=msgspec.structs.replace(
            keys, gateway_secret=here / keys.gateway_secret if keys.gateway_secret else None
        ),
    )


def read_profile(path: Path) -> Profile:
    """The profile. Raises ProvisionError."""
    table = _table(path)
    name, expected = table.pop("name", ""), table.pop("expected", {})
    if not isinstance(name, str) or not name:
        raise ProvisionError(ProvisionFault.ANSWERS, f"{path}: name")
    if "platform" not in table:
        raise ProvisionError(ProvisionFault.ANSWERS, f"{path}: [platform]")
    return Profile(name, table, _converted(path, expected, Expected), path.resolve().parent)


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ProvisionError(ProvisionFault.ANSWERS, f"{path}: {error.strerror}") from error
    except ValueError as error:  # also what is no UTF-8
        raise ProvisionError(ProvisionFault.ANSWERS, f"{path}: {error}") from error


def _converted(path: Path, table: Any, kind: type[T]) -> T:
    try:
        return msgspec.convert(table, kind, dec_hook=_path)
    except msgspec.ValidationError as error:
        raise ProvisionError(ProvisionFault.ANSWERS, f"{path}: {error}") from error


def _path(kind: type, value: object) -> object:
    if kind is Path and isinstance(value, str):
        return Path(value)
    raise TypeError(kind.__name__)
