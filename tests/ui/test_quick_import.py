"""What a start leaves out: unused modules stay out, and whoever needs them later has them whole."""

from __future__ import annotations

import json
import subprocess
import sys

LEFT_OUT = """
import json, sys
from kiosk.commands import run
run._load_msgspec()
from kiosk.commands import screen, sync
from kiosk.runtime import key_files, supervisor
from kiosk.runtime.imports_ahead import FOR_THE_SCREEN, load
load(FOR_THE_SCREEN)
waiting = [name for name in ("inspect", "zipfile") if "_real" in vars(sys.modules[name])]
print(json.dumps({
    "absent": [name for name in ("typing_extensions", "dataclasses", "ast", "requests") if name not in sys.modules],
    "waiting": waiting,
}))
"""
WHOLE = """
import ui.quick_import
import inspect, zipfile, dataclasses
from PySide6.QtCore import QPoint
assert str(inspect.signature(lambda one, two=2: 1)) == "(one, two=2)"
assert dataclasses.make_dataclass("Pair", ["left", "right"])(1, 2).right == 2
assert zipfile.ZipFile.__name__ == "ZipFile"
try:
    QPoint("one", "two")
except TypeError as error:
    assert "QPoint" in str(error) and "int" in str(error), error
else:
    raise AssertionError("a wrong call was taken")
"""


def _python(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_the_first_picture_does_without_is_not_loaded() -> None:
    """Each of them would be felt: a start has a third of a second."""
    assert json.loads(_python(LEFT_OUT)) == {
        "absent": ["typing_extensions", "dataclasses", "ast", "requests"],
        "waiting": ["inspect", "zipfile"],
    }


def test_what_was_left_out_is_whole_when_somebody_asks() -> None:
    """Also the words in which Qt's support says what a function takes."""
    _python(WHOLE)
