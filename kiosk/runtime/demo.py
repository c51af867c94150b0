"""Settings for development: virtual devices, a sandbox, everything in one folder that may be thrown away."""

from __future__ import annotations

import importlib.resources
import json
import socket
from dataclasses import dataclass
from pathlib import Path

from kiosk.runtime.technician_pin import hashed

ENROL_CODE = "SANDBOX-1"
TECHNICIAN_PIN = "2580"
"""Of every demonstration; a terminal of its own makes its own with `kiosk doctor pin`."""


_CAMERAS = (("camera", "camera_opencv", "camera"), ("document_camera", "document_camera", "document"))
"""Kind in the settings, driver, folder of the twin's pictures."""
_LINKED = (
    ("reader", "id_reader", "sam_serial", "port"),
    ("scanner", "scanner", "scanner_serial", "port"),
    ("keypad", "keypad", "numeric_keypad", "device"),
    ("headphones", "headphones", "headphone_jack", "device"),
)
"""Twin, kind in the settings, driver, its option that names the place."""


@dataclass(frozen=True)
class Demo:
    """What a development terminal is made of. All state lies below `folder`."""

    folder: Path
    name: str = "A-03"
    """Of the terminal; its id and the label on its slips are made of it."""
    enrol_code: str = ENROL_CODE
    platform: Path | None = None
    """Folder in which the platform keeps its keys, where it is another demonstration's."""
    port: int = 0
    """Port of the sandbox; 0 = any free one."""
    embedded_sandbox: bool = True
    reader: bool = True
    camera: bool = True
    """Face camera and document camera."""
    printer: bool = False
    """Slips on the virtual ESC/POS printer, dot for dot, in place of PDF files in a folder; and a page printer."""
    keypad: bool = False
    """A numeric keypad."""
    headphones: bool = False
    """A headphone jack, and a voice that makes no sound."""
    scanner: bool = False
    """A code scanner."""
    stick: bool = False
    """A place for a USB stick, and one that comes and goes."""
    tls: bool = False
    """The sandbox speaks TLS, with an authority of its own, which alone the terminal trusts."""
    fullscreen: bool = False
    standby: bool = True
    width: int = 1080
    height: int = 1920


def free_port() -> int:
    """A loopback TCP port that is free now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def state_dir(folder: Path) -> Path:
    """Where the demonstration in `folder` keeps its state."""
    return folder / "state"


def write(folder: Path, demo: Demo) -> Path:
    """Write `kiosk.toml` into `folder` and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "kiosk.toml"
    config.write_text(_toml(demo, demo.port or free_port()), encoding="utf-8")
    return config


def sandbox_words(demo: Demo, port: int) -> list[str]:
    """The command words of a sandbox in a process of its own."""
    database = demo.folder / "platform.db"
    words = ["sandbox", "--port", str(port), "--db", str(database), "--enrol-code", ENROL_CODE, "--with-parent"]
    return [*words, "--tls-dir", str(demo.folder / "tls")] if demo.tls else words


def people_dir() -> Path:
    """The synthetic people that ship with the sandbox."""
    return Path(str(importlib.resources.files("kiosk.sandbox"))) / "seed" / "people"


def _toml(demo: Demo, port: int) -> str:
    text = json.dumps  # a JSON string is a TOML basic string
    base = demo.folder.resolve()
    lines = [
        'deployment = "development"',
        "[terminal]",
        f"id = {text('TEST-' + demo.name.replace('-', ''))}",
        f"label = {text(demo.name.replace('-', ''))}",
        f"name = {text(demo.name)}",
        "[platform]",
        *_address(demo, base, port),
        f"platform_key = {text(str((demo.platform or base).resolve() / 'platform.db.keys' / 'platform.pub.pem'))}",
        f"seal_roots = {text(str((demo.platform or base).resolve() / 'platform.db.keys' / 'seal-authority.pem'))}",
        f"enrol_code = {text(demo.enrol_code)}",
        "[storage]",
        f"state_dir = {text(str(state_dir(base)))}",
        "[screen]",
        f"width = {demo.width}",
        f"height = {demo.height}",
        f"fullscreen = {str(demo.fullscreen).lower()}",
        f"standby = {str(demo.standby).lower()}",
        *(['voice = "mock"'] if demo.headphones else []),
        "[technician]",
        f"pin_hash = {text(hashed(TECHNICIAN_PIN))}",
        *_receipt_printer(demo, base),
        *_document_printer(demo, base),
    ]
    if demo.embedded_sandbox:
        lines += ["[sandbox]", f"port = {port}", f"database = {text(str(base / 'platform.db'))}"]
    if any((demo.reader, demo.camera, demo.printer, demo.keypad, demo.headphones, demo.scanner, demo.stick)):
        lines += ["[twins]", f"folder = {text(str(base / 'twins'))}", f"people = {text(str(people_dir()))}"]
        fitted = {"reader": demo.reader, "camera": demo.camera, "document": demo.camera}
        fitted |= dict.fromkeys(("printer", "pages"), demo.printer)
        fitted |= {"keypad": demo.keypad, "headphones": demo.headphones, "scanner": demo.scanner}
        fitted["stick"] = demo.stick
        lines += [f"{name} = {str(wanted).lower()}" for name, wanted in fitted.items()]
    if demo.stick:
        lines += ["[stick]", f"folder = {text(str(base / 'twins' / 'stick'))}"]
    for twin, kind, driver, option in _LINKED:
        if getattr(demo, twin):
            place = text(str(base / "twins" / twin))
            lines += [f"[devices.{kind}]", f'driver = "{driver}"', f"options = {{ {option} = {place} }}"]
    if demo.camera:
        for name, driver, twin in _CAMERAS:
            source = text(str(base / "twins" / twin))
            lines += [f"[devices.{name}]", f'driver = "{driver}"', f"options = {{ source = {source} }}"]
    return "\n".join(lines) + "\n"


def _address(demo: Demo, base: Path, port: int) -> list[str]:
    if not demo.tls:
        return [f'base_url = "http://127.0.0.1:{port}"']
    return [f'base_url = "https://127.0.0.1:{port}"', f"ca_file = {json.dumps(str(base / 'tls' / 'ca.pem'))}"]


def _receipt_printer(demo: Demo, base: Path) -> list[str]:
    """A folder of PDF files, or the virtual printer."""
    text = json.dumps
    if not demo.printer:
        options = f"folder = {text(str(base / 'printed'))}"
        return ["[devices.receipt_printer]", 'driver = "printer_folder"', f"options = {{ {options} }}"]
    port, journal = base / "twins" / "printer", state_dir(base) / "print-journal"
    options = f"port = {text(str(port))}, journal = {text(str(journal))}"
    return ["[devices.receipt_printer]", 'driver = "printer_escpos"', f"options = {{ {options} }}"]


def _document_printer(demo: Demo, base: Path) -> list[str]:
    """The virtual page printer beside the virtual slip printer, else none."""
    if not demo.printer:
        return []
    text = json.dumps
    uri, printed = base / "twins" / "pages", state_dir(base) / "documents-printed"
    options = f"uri = {text(str(uri))}, printed = {text(str(printed))}"
    return ["[devices.document_printer]", 'driver = "document_printer_ipp"', f"options = {{ {options} }}"]
