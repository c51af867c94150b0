"""What every twin's program has in common: the arguments of its command line."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from devices.twins.program import (
    above_zero,
    count,
    file,
    folder,
    folder_of,
    port_number,
    zero_or_more,
)


def test_numbers_of_the_command_line() -> None:
    assert (port_number("0"), count("9600"), above_zero("0.5")) == (0, 9600, 0.5)
    assert (zero_or_more("0"), zero_or_more("1.5")) == (0.0, 1.5)
    refused = (
        (port_number, "65536 -1 x"),
        (count, "0 -2 x"),
        (above_zero, "nan inf 0 x"),
        (zero_or_more, "-1 nan x"),
    )
    for reads, texts in refused:
        for text in texts.split():
            with pytest.raises(argparse.ArgumentTypeError, match=text):
                reads(text)


def test_a_folder_or_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "p01.json").touch()
    path = str(tmp_path)
    assert folder(path) == folder_of("*.png", "*.json")(path) == tmp_path
    assert file(f"{path}/p01.json") == tmp_path / "p01.json"
    for reads, text in (
        (folder, f"{path}/nope"), (file, f"{path}/nope"), (file, path), (folder_of("*.json"), f"{path}/nope")
    ):  # fmt: skip
        with pytest.raises(argparse.ArgumentTypeError, match=text):
            reads(text)
    with pytest.raises(argparse.ArgumentTypeError, match=r"there is no \*\.png in"):
        folder_of("*.png")(path)
