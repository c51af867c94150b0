"""`kiosk conformance` on a driver that says what it read: wherever it says it, it fails, and it is not repeated."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.__main__ import main

PERSON = Path(__file__).parents[3] / "kiosk" / "sandbox" / "seed" / "people" / "p01.json"
RULE = "used_by_nobody_it_answers_in_time"
TELLS = """
import base64, logging, os, sys, tempfile
from dataclasses import replace
from devices.contract import DeviceError, Driver, Fault, Kind
from devices.drivers.memory_id_reader import MemoryIdReader
from devices.protocols.idcard_record import CardFields, decode, encode
CARD = replace(decode(encode(CardFields.from_json({card}))), photo=bytes(range(200)))
class Reader(MemoryIdReader):
    def __init__(self, options):
        super().__init__()
        self.place(CARD)
    def poll(self, on_detected):
        {before}
        read = super().poll(on_detected)
        {after}
        return read
DRIVER = Driver("tells", Kind.ID_READER, Reader)
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ("", "", ""),
        ("", "logging.getLogger('v').info('read %s', read and read.number)", "the log"),
        ("logging.getLogger('v').info(CARD.name)", "", "the log"),
        ("", "if not read: raise DeviceError(Fault.GONE, CARD.name)", "an exception"),
        ("", "sys.stderr.write(CARD.address)", "standard error"),
        ("", "os.write(2, CARD.number.encode())", "standard error"),
        ("", "os.system(f'echo {CARD.number} >&2')", "standard error"),
        ("", "os.write(2, CARD.name.encode('utf-8'))", "standard error"),
        ("", "os.write(1, CARD.number.encode('utf-16-le'))", "standard output"),
        ("", "open('left.txt', 'a').write(CARD.number)", "the file {here}/left.txt"),
        ("", "os.system(f'echo {CARD.number} >> left.txt')", "the file {here}/left.txt"),
        ("", "os.makedirs('in', exist_ok=True); open('in/it', 'wb').write(CARD.name.encode())", "{here}/in/it"),
        ("", "open('left.txt', 'ab').write(CARD.photo)", "the file {here}/left.txt"),
        ("", "os.system(f'echo {CARD.number} > $TMPDIR/it')", "/it"),
        ("", "open(CARD.number, 'w').close()", "the name of a file"),
        ("", "logging.getLogger('v').info('got %s', CARD.number.encode('utf-16-le').hex(' ').upper())", "the log"),
        ("", "sys.stderr.write(str(base64.b64encode(b'frame ' + CARD.name.encode('utf-16-le') + b'!')))", "error"),
        ("", "open('left.txt', 'w').write('a card was read'); sys.stderr.write('and no more')", ""),
    ],
)
def test_a_driver_that_says_what_it_read_fails_and_it_is_not_repeated(
    before: str, after: str, where: str, here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    card = json.loads(PERSON.read_text("utf-8"))["card"]
    text = TELLS.replace("{before}", before or "pass").replace("{after}", after or "pass")
    (here / "tells.py").write_text(text.replace("{card}", repr(card)), "utf-8")
    code = main(["conformance", "tells.py", "--rule", RULE, "--json"])
    told = json.loads(capfd.readouterr().out)
    reason = told["rules"][0]["reason"]
    assert code == bool(where), reason
    assert reason.startswith("it says what it read in ") == bool(where)
    assert reason.endswith(where.format(here=here))
    assert not [value for value in (card["number"], card["name"], card["address"]) if value in str(told)]
