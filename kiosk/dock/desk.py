"""Sends the dock's words to the twins and the sandbox of one development terminal, and asks them how they are.

Must never talk to anything but this machine's control interfaces, and never begin in production.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from devices.transports.control import tell
from kiosk.dock.words import Request, Target, network_mode, request
from kiosk.runtime.delays import RESTART_DELAYS
from kiosk.runtime.settings import Settings, refuse_if_production

_PATIENCE: Final = 10.0
"""Seconds that a control interface may take."""
_TWINS: Final = tuple(one for one in Target if one is not Target.PLATFORM)


NAMES: Final = {
    Target.READER: "card reader",
    Target.CAMERA: "camera",
    Target.DOCUMENT: "document camera",
    Target.PRINTER: "receipt printer",
    Target.PAGES: "page printer",
    Target.STICK: "USB stick",
    Target.SCANNER: "code scanner",
}
"""What each twin is, in words."""
_DOCKED: Final = frozenset({Target.PRINTER, Target.PAGES, Target.SCANNER, Target.STICK})
"""Without the dock a demonstration prints into a folder and has no scanner."""
_STARTED_BY: Final = ("`kiosk run --demo DIR` starts it", "`kiosk run --demo DIR --dock` starts it")
_AGAIN: Final = f"and again within seconds when it dies ({len(RESTART_DELAYS)} times in a row at most)"


class NotRunningError(Exception):
    """Nobody answers there; the text says who."""


class RefusedError(Exception):
    """The twin or the sandbox did not take the request; the text is its own."""


class Person(msgspec.Struct, frozen=True):
    """A synthetic person, as the panel lists them."""

    person: str
    """Their id, such as p01."""
    name: str
    """As on the card; of a Latin one the surname."""
    kind: str
    """As in the card: resident, hmt, foreigner-2017, foreigner-2023."""
    face: str
    """The test face that belongs to the chip photo, or empty."""
    expired: bool
    """Is the card's last day over?"""


class Desk:
    """Everything around one terminal."""

    def __init__(self, settings: Settings) -> None:
        """Raises SettingsError in production."""
        refuse_if_production(settings, "dock")
        self._twins = settings.twins
        self._platform = _origin(settings.platform.base_url)
        self.people = _people(settings.twins.people) if settings.twins else ()

    def do(self, verb: str, word: str | None) -> dict[str, Any]:
        """One word: who was told, what, and what they answered.

        Raises UnknownWordError, NotRunningError, RefusedError.
        """
        wanted = request(verb, word, [one.person for one in self.people])
        return {"to": wanted.to.value, "request": dict(wanted.body), "answer": self.send(wanted)}

    def send(self, wanted: Request) -> dict[str, Any]:
        """The answer to one request. Raises NotRunningError, RefusedError."""
        if wanted.to is Target.PLATFORM:
            return self._asked("trouble", wanted.body)
        socket = self._socket(wanted.to)
        try:
            answer = tell(socket, wanted.body, _PATIENCE) if socket else None
        except OSError:
            answer = None
        except ValueError as error:
            raise RefusedError(str(error)) from error
        if answer is None:
            raise NotRunningError(
                f"the virtual {NAMES[wanted.to]} is not running: {_STARTED_BY[wanted.to in _DOCKED]}, {_AGAIN}"
            )
        if not answer.pop("ok", False):
            raise RefusedError(str(answer.get("error", "refused")))
        return answer

    def code(self) -> str | None:
        """The last SMS code the platform sent. Raises NotRunningError, RefusedError."""
        sent = self._asked("sms").get("messages", [])
        return str(sent[-1]["code"]) if sent else None

    def state(self) -> dict[str, Any]:
        """Everything: each twin by name (None where it is not running), network, last SMS code."""
        found: dict[str, Any] = {twin.value: self._twin_state(twin) for twin in _TWINS}
        try:
            platform: dict[str, Any] | None = self._asked("state")
            code = self.code()
        except (NotRunningError, RefusedError):
            platform = code = None
        mode = network_mode(platform["trouble"]) if platform else None
        return {**found, "platform": platform, "network": mode, "sms": code}

    def _twin_state(self, twin: Target) -> dict[str, Any] | None:
        try:
            return self.send(Request(twin, {"do": "state"}))
        except (NotRunningError, RefusedError):
            return None

    def _socket(self, twin: Target) -> Path | None:
        return self._twins.folder / f"{twin.value}.sock" if self._twins else None

    def _asked(self, name: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The sandbox's control interface; a body is posted."""
        if self._platform is None:
            raise NotRunningError("the platform of these settings is no sandbox on this machine")
        data = json.dumps(body).encode() if body is not None else None
        url = f"{self._platform}/_sandbox/{name}"
        headers = {"Content-Type": "application/json"}
        asked = urllib.request.Request(url, data=data, headers=headers)  # noqa: S310  http on loopback, checked
        try:
            with urllib.request.urlopen(asked, timeout=_PATIENCE) as answer:  # noqa: S310
                found: dict[str, Any] = json.loads(answer.read())
        except urllib.error.HTTPError as error:
            with error:
                raise RefusedError(f"the sandbox says {error.code}") from error
        except (OSError, ValueError) as error:
            raise NotRunningError("the sandbox is not running") from error
        return found


def _origin(url: str) -> str | None:
    """`http://127.0.0.1:PORT` of a platform on this machine, else None."""
    parts = urlsplit(url)
    try:
        here = ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        here = False
    return f"{parts.scheme}://{parts.netloc}" if here and parts.scheme == "http" else None


def _people(folder: Path) -> tuple[Person, ...]:
    found, today = [], dt.datetime.now(tz=dt.UTC).date().isoformat()
    for path in sorted(folder.glob("*.json")):
        read = json.loads(path.read_text(encoding="utf-8"))
        card = read["card"]
        name = card["name"] or (card["name_latin"] or read["id"]).partition(",")[0]
        expired = card["valid_to"] != "长期" and card["valid_to"] < today
        found.append(Person(read["id"], name, card["kind"], read.get("photo") or "", expired))
    return tuple(found)
