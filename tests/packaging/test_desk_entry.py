"""The desk's entry in the menu of a desktop: read by the tool that reads it there, and started from it."""

from __future__ import annotations

import configparser
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.endtoend.test_desk_process import SETTINGS, opened_and_ended
from tests.package_stand import ROOT

SHARE = ROOT / "packaging" / "root" / "usr" / "share"
ENTRY = SHARE / "applications" / "budayang-kiosk-desk.desktop"
ICON = SHARE / "icons" / "hicolor" / "scalable" / "apps" / "budayang-kiosk-desk.svg"
MAIN, TRAINING = "Desktop Entry", "Desktop Action training"


class Groups(configparser.ConfigParser):
    """Keys keep their capitals."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def entry() -> Groups:
    read = Groups(interpolation=None)
    read.read_string(ENTRY.read_text(encoding="utf-8"))
    return read


def validated(path: Path) -> subprocess.CompletedProcess[str]:
    words = ["desktop-file-validate", "--warn-kde", str(path)]
    return subprocess.run(words, check=False, capture_output=True, text=True, timeout=60)


def test_the_entry_is_as_desktops_read_them(tmp_path: Path) -> None:
    done = validated(ENTRY)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    wrong = tmp_path / ENTRY.name
    wrong.write_text(ENTRY.read_text(encoding="utf-8").replace("Terminal=false", "Terminal=maybe"), encoding="utf-8")
    assert validated(wrong).returncode != 0


def test_it_says_its_name_in_every_language_of_the_interface() -> None:
    for group in (entry()[MAIN], entry()[TRAINING]):
        assert all(group[f"Name{language}"] for language in ("", "[zh_CN]", "[zh_TW]"))


def test_its_picture_lies_where_it_is_looked_for() -> None:
    assert ICON.stem == entry()[MAIN]["Icon"]
    image = QImage(str(ICON))
    assert (image.width(), image.height()) == (128, 128)
    assert image.pixelColor(64, 12).alpha() == 255


@pytest.mark.timeout(200)
@pytest.mark.parametrize("group", [MAIN, TRAINING])
def test_the_desk_opens_by_the_words_of_the_entry(group: str, tmp_path: Path) -> None:
    """As a desktop starts it: from the person's own folder, the settings where the machine has them."""
    config = tmp_path / "machine" / "kiosk.toml"
    config.parent.mkdir()
    config.write_text(SETTINGS, "utf-8")
    here = {"KIOSK_CONFIG": str(config), "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "share")}
    words = shlex.split(entry()[group]["Exec"])
    assert words[0] == "/usr/bin/kiosk"
    command = [str(Path(sys.executable).with_name("kiosk")), *words[1:]]
    add = [command[0], "staff", "add", "7", "--name", "示例甲", "--role", "clerk"]
    subprocess.run(
        add, input="27461385\n", text=True, check=True, capture_output=True, timeout=90, env=os.environ | here
    )
    opened_and_ended(command, **here)
