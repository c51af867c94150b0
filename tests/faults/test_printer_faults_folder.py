"""What goes wrong with the folder that stands in for a receipt printer."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from devices.contract import DeviceError, Fault, PrintJob
from devices.drivers.printer_folder import FolderPrinter
from kiosk.domain.ids import uuid7


def _job(size: int = 100) -> PrintJob:
    return PrintJob(uuid7(), b"%PDF-1.4" + b"x" * size)


@contextmanager
def _files_end_at(size: int) -> Iterator[None]:
    """A disk that is full, as far as this process can tell: EFBIG instead of ENOSPC."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault.code.startswith("printer.")])
@pytest.mark.parametrize("by", ["name", "code"])
def test_printer_fails_as_ordered_until_the_order_is_taken_back(tmp_path: Path, fault: Fault, by: str) -> None:
    printer = FolderPrinter({"folder": str(tmp_path)})
    (tmp_path / "fault").write_text(f"{getattr(fault, by)}\n")
    job = _job()
    for attempt in (printer.check, lambda: printer.print(job, 1)):
        with pytest.raises(DeviceError) as caught:
            attempt()
        assert caught.value.fault is fault
    (tmp_path / "fault").unlink()
    printer.print(job, 1)
    assert (tmp_path / f"{job.job_id}.pdf").read_bytes() == job.pdf


def test_printer_is_told_a_fault_nobody_knows(tmp_path: Path) -> None:
    printer = FolderPrinter({"folder": str(tmp_path)})
    (tmp_path / "fault").write_bytes(b"\xffno such thing")
    with pytest.raises(DeviceError) as caught:
        printer.check()
    assert caught.value.fault is Fault.NOT_CONFIGURED


def test_disk_is_full_and_no_half_slip_is_left(tmp_path: Path) -> None:
    printer = FolderPrinter({"folder": str(tmp_path)})
    job = _job(100_000)
    with _files_end_at(10_000), pytest.raises(DeviceError) as caught:
        printer.print(job, 1)
    assert caught.value.fault is Fault.DISK_FULL
    assert list(tmp_path.iterdir()) == []
    printer.print(job, 1)
    assert (tmp_path / f"{job.job_id}.pdf").stat().st_size == len(job.pdf)


def test_power_fails_while_writing_and_the_slip_is_written_whole_next_time(tmp_path: Path) -> None:
    printer = FolderPrinter({"folder": str(tmp_path)})
    job = _job()
    (tmp_path / f".{job.job_id}.part").write_bytes(b"%PD" + b"y" * 5000)
    printer.print(job, 1)
    assert [entry.name for entry in tmp_path.iterdir()] == [f"{job.job_id}.pdf"]
    assert (tmp_path / f"{job.job_id}.pdf").read_bytes() == job.pdf


def test_folder_vanishes_and_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "printed"
    printer = FolderPrinter({"folder": str(folder)})
    folder.rmdir()
    with pytest.raises(DeviceError) as caught:
        printer.print(_job(), 1)
    assert caught.value.fault is Fault.GONE
    folder.mkdir()
    printer.check()


def test_folder_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "printed").touch()
    with pytest.raises(DeviceError) as caught:
        FolderPrinter({"folder": str(tmp_path / "printed")})
    assert caught.value.fault is Fault.GONE


def test_slips_are_read_by_nobody_else(tmp_path: Path) -> None:
    printer = FolderPrinter({"folder": str(tmp_path / "printed")})
    job = _job()
    printer.print(job, 1)
    assert (tmp_path / "printed" / f"{job.job_id}.pdf").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "printed").stat().st_mode & 0o777 == 0o700


def test_a_symbolic_link_laid_in_the_way_is_not_followed(tmp_path: Path) -> None:
    printer = FolderPrinter({"folder": str(tmp_path)})
    job = _job()
    victim = tmp_path / "victim"
    victim.write_text("kept")
    (tmp_path / f".{job.job_id}.part").symlink_to(victim)
    with pytest.raises(DeviceError):
        printer.print(job, 1)
    assert victim.read_text() == "kept"
