from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.faults import Fault
from devices.protocols.printer_reasons import read

RFC_8011 = {
    "other": Fault.PRINTER_STOPPED,
    "none": None,
    "media-needed": Fault.PAPER_OUT,
    "media-jam": Fault.PAPER_JAM,
    "moving-to-paused": Fault.PRINTER_STOPPED,
    "paused": Fault.PRINTER_STOPPED,
    "shutdown": Fault.PRINTER_OFFLINE,
    "connecting-to-device": Fault.GONE,
    "timed-out": Fault.GONE,
    "stopping": Fault.PRINTER_STOPPED,
    "stopped-partly": Fault.PRINTER_STOPPED,
    "toner-low": None,
    "toner-empty": Fault.TONER_OUT,
    "spool-area-full": Fault.DISK_FULL,
    "cover-open": Fault.COVER_OPEN,
    "interlock-open": Fault.COVER_OPEN,
    "door-open": Fault.COVER_OPEN,
    "input-tray-missing": Fault.TRAY_MISSING,
    "media-low": None,
    "media-empty": Fault.PAPER_OUT,
    "output-tray-missing": Fault.TRAY_MISSING,
    "output-area-almost-full": None,
    "output-area-full": Fault.OUTPUT_FULL,
    "marker-supply-low": None,
    "marker-supply-empty": Fault.TONER_OUT,
    "marker-waste-almost-full": None,
    "marker-waste-full": Fault.PRINTER_STOPPED,
    "fuser-over-temp": Fault.HEAD_HOT,
    "fuser-under-temp": Fault.HEAD_HOT,
    "opc-near-eol": None,
    "opc-life-over": Fault.PRINTER_STOPPED,
    "developer-low": None,
    "developer-empty": Fault.TONER_OUT,
    "interpreter-resource-unavailable": Fault.PRINT_REFUSED,
}
"""Every keyword of RFC 8011 §5.4.12."""


@pytest.mark.parametrize(("keyword", "fault"), RFC_8011.items())
@pytest.mark.parametrize("suffix", ["", "-error"])
def test_every_keyword_of_the_standard_is_known(keyword: str, fault: Fault | None, suffix: str) -> None:
    assert read([keyword + suffix], severe=True).fault is fault
    assert read([keyword + suffix]).fault is fault


@pytest.mark.parametrize(("keyword", "fault"), RFC_8011.items())
@pytest.mark.parametrize("suffix", ["-warning", "-report"])
def test_a_printer_whose_suffix_is_believed_prints_on(keyword: str, fault: Fault | None, suffix: str) -> None:
    assert read([keyword + suffix], severe=True).fault is None
    stopped = read([keyword + suffix], severe=True, stopped=True).fault
    assert stopped is (fault or Fault.PRINTER_STOPPED)


@pytest.mark.parametrize(
    ("reason", "warnings"),
    [
        ("media-low-report", ("paper-near-end",)),
        ("toner-low", ("toner-low",)),
        ("marker-supply-low-warning", ("toner-low",)),
        ("marker-waste-almost-full-warning", ("waste-almost-full",)),
        ("opc-near-eol-report", ("drum-near-end",)),
        ("output-area-almost-full-warning", ("output-almost-full",)),
        ("media-empty-warning", ("media-empty",)),
        ("media-empty-report", ()),
        ("stapler-empty-warning", ("stapler-empty",)),
        ("cups-waiting-for-job-completed", ()),
        ("com.example.mood-warning", ()),
        ("Not A Keyword-warning", ()),
        ("none", ()),
    ],
)
def test_what_is_no_fault_yet_is_worth_a_warning(reason: str, warnings: tuple[str, ...]) -> None:
    assert read([reason], severe=True) == (None, warnings)


@pytest.mark.parametrize(
    ("reason", "fault"),
    [
        ("finisher-jam", Fault.PAPER_JAM),
        ("input-tray-2-cover-open-error", Fault.COVER_OPEN),
        ("marker-ink-empty", Fault.TONER_OUT),
        ("marker-toner-cartridge-missing-error", Fault.TONER_OUT),
        ("fuser-over-temperature-error", Fault.HEAD_HOT),
        ("printer-power-off", Fault.PRINTER_OFFLINE),
        ("fuser-thermistor-failure-error", Fault.PRINTER_STOPPED),
        ("never-heard-of-error", Fault.PRINTER_STOPPED),
        ("never-heard-of", Fault.PRINTER_STOPPED),
    ],
)
def test_parts_of_a_printer_and_what_nobody_knows(reason: str, fault: Fault) -> None:
    assert read([reason], severe=True).fault is fault


def test_the_most_telling_of_several_is_told() -> None:
    assert read(["paused", "media-empty-error", "media-jam-error"]).fault is Fault.PAPER_JAM
    assert read(["never-heard-of", "toner-empty"]).fault is Fault.TONER_OUT
    assert read(["never-heard-of-warning", "toner-low-warning", "marker-supply-low"], severe=True).warnings == (
        "never-heard-of",
        "toner-low",
    )


@pytest.mark.parametrize(
    ("reason", "fault"),
    [("media-empty-warning", Fault.PAPER_OUT), ("door-open-report", Fault.COVER_OPEN), ("offline-report", None)],
)
def test_back_ends_of_cups_are_not_taken_at_their_suffix(reason: str, fault: Fault | None) -> None:
    assert read([reason]).fault is (fault or Fault.PRINTER_OFFLINE)


def test_stopped_without_a_reason_is_stopped() -> None:
    assert read([], stopped=True).fault is Fault.PRINTER_STOPPED
    assert read([]) == (None, ())


@settings(deadline=None)
@given(st.lists(st.text(max_size=100), max_size=40), st.booleans(), st.booleans())
def test_any_words_are_read_and_few_are_told(reasons: list[str], stopped: bool, severe: bool) -> None:  # noqa: FBT001
    found = read(reasons, stopped=stopped, severe=severe)
    assert len(found.warnings) <= 20
    assert all(word.isascii() and len(word) <= 80 for word in found.warnings)
    assert found.fault is not None or not stopped
