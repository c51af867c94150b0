"""Options: what a driver reads is what it declares, no more and no less, and anything else is refused by name."""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from devices import drivers as package
from devices import known_options, registry
from devices.contract import DeviceError, Driver, Fault, Kind
from kiosk.documents.roll import paper_of
from kiosk.runtime.settings import SettingsError, SettingsFault, load

DEVICES = Path(package.__path__[0]).parent


class Asked(Mapping[str, Any]):
    """Options that remember every name they were asked for."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.given = given
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.names.add(name)
        return self.given[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.given)

    def __len__(self) -> int:
        return len(self.given)


def asked_of(driver: Driver, folder: Path) -> set[str]:
    """What it asks for on every way through its options that the table below knows; `DIR` is a folder of its own."""
    names: set[str] = set()
    for given in WAYS.get(driver.name, ({},)):
        places = {"production": False} | {
            name: value.replace("DIR", str(folder)) if isinstance(value, str) else value
            for name, value in given.items()
        }
        asked = Asked(places)
        with contextlib.suppress(DeviceError):
            driver.open(asked).close()
        names |= asked.names
    return names


PRINTED = {"printed": "DIR"}
RECORDED: tuple[Mapping[str, Any], ...] = (
    {"source": "DIR", "live": False},
    {"source": "/dev/null"},
    {"source": 9999},
)
SLIP = {"journal": "DIR/journal"}
WAYS: Mapping[str, tuple[Mapping[str, Any], ...]] = {
    "camera_opencv": RECORDED,
    "document_camera": RECORDED,
    "document_printer_cups": ({"queue": "a4", **PRINTED},),
    "document_printer_ipp": ({"uri": "ipp://192.0.2.20/ipp/print", **PRINTED},),
    "printer_cups": ({"queue": "a4", **PRINTED},),
    "printer_escpos": (
        {"port": "DIR/gone", **SLIP},
        {"host": "192.0.2.20", "tcp_port": 0, **SLIP},
        {"usb": "0fe6:811e", **SLIP},
    ),
    "printer_folder": ({"folder": "DIR"},),
    "sam_serial": ({"port": "DIR/gone"}, {"serial": "nobody's"}),
    "scanner_serial": ({"port": "DIR/gone", "family": "gm65"},),
}


@pytest.mark.expects_warnings
def test_every_driver_asks_for_what_it_declares_and_for_nothing_else(tmp_path: Path) -> None:
    found = {one.name: one for one in registry.drivers()}
    assert set(found) == set(known_options.KNOWN), "a row of the table without a driver, or the other way round"
    for name, one in found.items():
        assert one.options == known_options.KNOWN[name], name
        assert asked_of(one, tmp_path) - known_options.OF_THE_TERMINAL == set(one.options), name


def test_every_option_that_the_code_names_is_declared_by_some_driver() -> None:
    """Also where the test above does not come: on a way that only hardware opens."""
    declared = {name for options in known_options.KNOWN.values() for name in options} | known_options.OF_THE_TERMINAL
    read = {
        (path.name, name)
        for path in (*DEVICES.glob("drivers/*.py"), *DEVICES.glob("transports/*.py"), *DEVICES.glob("*.py"))
        for name in named(ast.parse(path.read_text("utf-8")))
    }
    assert len(read) > len(declared) / 2, "nothing was found: options are read in another manner now"
    assert not {one for one in read if one[1] not in declared}


def named(tree: ast.Module) -> Iterator[str]:
    """Constants by which something called `options` is read."""
    for node in ast.walk(tree):
        place: Any = None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"get", "pop"}:
            place = (node.func.value, *node.args[:1])
        elif isinstance(node, ast.Call) and node.args:
            place = tuple(node.args[:2])
        elif isinstance(node, ast.Subscript):
            place = (node.value, node.slice)
        if place is None or len(place) != 2 or "options" not in ast.unparse(place[0]).split(".")[-1]:
            continue
        if isinstance(place[1], ast.Constant) and isinstance(place[1].value, str):
            yield place[1].value


@pytest.mark.parametrize("read", ["options.get('prot')", "options['prot']", "self._options.get('prot', 1)",
                                  "_text(options, 'prot')"])  # fmt: skip
def test_a_name_that_nobody_declares_is_found_in_the_code(read: str) -> None:
    assert list(named(ast.parse(f"value = {read}"))) == ["prot"]


@pytest.mark.parametrize("production", [False, True])
def test_the_registry_refuses_an_option_that_the_driver_does_not_know(*, production: bool) -> None:
    with pytest.raises(DeviceError) as caught:
        registry.driver("sam_serial", production=production).open({"prot": "/dev/ttyUSB0"})
    assert caught.value.fault is Fault.NOT_CONFIGURED
    assert caught.value.detail == "sam_serial: no option 'prot' (did you mean 'port'?)"


def test_what_the_terminal_adds_or_reads_itself_is_no_unknown_option() -> None:
    assert paper_of({"paper": 58}).printed < paper_of({}).printed
    registry.driver("memory_printer").open({"paper": 58, "production": False})
    with pytest.raises(DeviceError, match="no option 'paper'"):
        registry.driver("memory_camera").open({"paper": 58})


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        (("port", "baud"), "no option 'bauds' (did you mean 'baud'?)"),
        (("port", "serial"), "no option 'bauds' (there are: port, serial)"),
        ((), "no option 'bauds' (its driver declares none)"),
        (("bauds",), ""),
    ],
)
def test_what_is_said_of_an_option_that_nobody_knows(declared: tuple[str, ...], said: str) -> None:
    assert known_options.refusal(["bauds"], declared, Kind.ID_READER) == said


FILE = """
deployment = "production"
[terminal]
id = "A-03"
label = "A03"
[platform]
base_url = "https://platform.example"
platform_key = "keys/platform.pem"
[storage]
state_dir = "state"
[devices.{slot}]
driver = "{driver}"
options = {{ {option} = 1 }}
"""


def loaded(folder: Path, **device: str) -> None:
    path = folder / "kiosk.toml"
    path.write_text(FILE.format(**device), "utf-8")
    load(path)


@pytest.mark.parametrize("driver", ["sam_serial", "sam-serial"])
def test_a_misspelt_option_stops_the_settings(driver: str, tmp_path: Path) -> None:
    loaded(tmp_path, slot="id_reader", driver=driver, option="poll_interval")
    with pytest.raises(SettingsError) as caught:
        loaded(tmp_path, slot="id_reader", driver=driver, option="pole_interval")
    assert caught.value.fault is SettingsFault.UNKNOWN_KEY
    said = f"devices.id_reader.options ({driver}): no option 'pole_interval' (did you mean 'poll_interval'?)"
    assert caught.value.detail == said


def test_settings_for_a_driver_that_there_is_not_are_left_to_whoever_opens_it(tmp_path: Path) -> None:
    loaded(tmp_path, slot="receipt_printer", driver="printer_cups", option="paper")
    loaded(tmp_path, slot="id_reader", driver="no_such_driver", option="pole_interval")


def test_somebody_elses_driver_beside_ours_is_asked_for_its_options(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "vendor_reader_for_tests.py").write_text(
        "from devices.contract import Driver, Kind\n"
        "DRIVER = Driver('vendor', Kind.ID_READER, lambda options: None, options={'speed': 'bits a second'})\n"
    )
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
    loaded(tmp_path, slot="id_reader", driver="vendor_reader_for_tests", option="speed")
    with pytest.raises(SettingsError, match="no option 'sped'"):
        loaded(tmp_path, slot="id_reader", driver="vendor_reader_for_tests", option="sped")
