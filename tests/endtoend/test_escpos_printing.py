"""A whole receipt, from its PDF to the dots on the virtual printer's paper."""

from __future__ import annotations

import queue
from pathlib import Path

import numpy as np
import pytest

from devices.contract import Fault, PrintJob
from devices.drivers.printer_escpos import DRIVER
from devices.workers import PrinterWorker
from kiosk.documents.receipt import qr_payload, render
from kiosk.domain.ids import uuid7
from tests.escpos_stand import LIMIT, WAYS, dots, expected, job, receipt, stand
from tests.qr_reader import qr_codes

RARE = ("𬱟", "㛃", "𫖯", "龘", "𠮷")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("confirm", ["gs-r", "process-id"])
def test_a_receipt_comes_out_dot_for_dot_and_its_code_reads(tmp_path: Path, way: str, confirm: str) -> None:
    one = job()
    with stand(tmp_path, way, confirm=confirm) as bench:
        bench.printer.print(one, LIMIT)
        (png,) = bench.twin.pictures()
        state = bench.twin.tell("state")
    picture = dots(png)
    assert np.array_equal(picture, expected(one.pdf))
    (code,) = qr_codes(np.where(picture, 0, 255).astype(np.uint8))
    assert code.text == qr_payload(receipt())
    assert (state["orders_in_pictures"], state["lost"], state["unknown"], state["text"]) == (0, 0, 0, 0)


@pytest.mark.parametrize("arguments", [("--speed", "60000", "--rows", "3000"), ("--xonxoff", "--rows", "4000")])
def test_a_slow_printer_holds_us_back_and_nothing_is_lost(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    one = job()
    flow = "xonxoff" if "--xonxoff" in arguments else "none"
    with stand(tmp_path, "serial", "--buffer", "2048", *arguments, flow=flow) as bench:
        bench.printer.print(one, LIMIT)
        assert bench.whole(one) == 1
        assert bench.twin.tell("state")["lost"] == 0


def test_a_printer_that_answers_no_question_is_given_the_time_it_takes(tmp_path: Path) -> None:
    one = job()
    with stand(tmp_path, "tcp", "--without", "gs-r", "--without", "process-id", confirm="drain") as bench:
        bench.printer.print(one, LIMIT)
        assert bench.whole(one) == 1


def test_on_a_58_mm_roll_the_code_reads(tmp_path: Path) -> None:
    one = job()
    with stand(tmp_path, "serial", "--paper", "58", paper=58) as bench:
        bench.printer.print(one, LIMIT)
        picture = dots(bench.twin.pictures()[0])
    assert picture.shape[1] == 384
    (code,) = qr_codes(np.where(picture, 0, 255).astype(np.uint8))
    assert code.text == qr_payload(receipt())


def test_rare_characters_are_on_the_paper_and_each_looks_different(tmp_path: Path) -> None:
    jobs = [PrintJob(uuid7(), render(receipt(f"张*{one}"))) for one in (*RARE, " ")]
    with stand(tmp_path) as bench:
        for one in jobs:
            bench.printer.print(one, LIMIT)
        pictures = [dots(png) for png in bench.twin.pictures()]
    top = min(len(picture) for picture in pictures) // 2  # above the code, which differs with the name
    blank = pictures.pop()[:top]
    drawn = [(picture[:top] & ~blank) for picture in pictures]
    assert all(one.sum() > 60 for one in drawn)
    assert len({one.tobytes() for one in drawn}) == len(RARE)


def test_mark_paper_is_fed_to_its_mark_and_cut_there(tmp_path: Path) -> None:
    first, second = job("A03-1"), job("A03-2")
    with stand(tmp_path, "serial", mark="gs-ff", cut="full") as bench:
        for one in (first, second):
            bench.printer.print(one, LIMIT)
            assert bench.whole(one) == 1
        assert bench.twin.tell("state")["unknown"] == 0
        assert bench.printer.describe().can["black_mark"] is True


def test_it_says_what_it_is_and_that_the_paper_is_near_its_end(tmp_path: Path) -> None:
    with stand(tmp_path) as bench:
        info = bench.printer.describe()
        assert (info.model, info.serial, info.firmware) == ("DEMO VIRTUAL-80", "V0000001", "1.00 TWIN")
        assert (info.can["cutter"], info.can["width_mm"], info.can["dots"]) == (True, 80, 576)
        assert info.warnings == ()
        bench.twin.tell("near-end")
        assert bench.printer.describe().warnings == ("paper-near-end",)
        bench.printer.check()
        bench.printer.print(job(), LIMIT)


def test_a_worker_prints_each_slip_once_and_tells_it_once(tmp_path: Path) -> None:
    one = job()
    told: queue.SimpleQueue[tuple[str, Fault | None]] = queue.SimpleQueue()
    with stand(tmp_path) as bench:
        bench.printer.close()
        worker = PrinterWorker(DRIVER, bench.options, lambda _event: None)
        worker.start()
        for _ in range(2):
            worker.submit(one, lambda job_id, fault: told.put((job_id, fault)))
            assert told.get(timeout=LIMIT) == (one.job_id, None)
        assert worker.stop(LIMIT)
        assert bench.whole(one) == len(bench.twin.pictures()) == 1
    assert told.empty()


def test_a_printer_that_says_nothing_of_itself_is_described_all_the_same(tmp_path: Path) -> None:
    with stand(tmp_path, "serial", "--without", "identity") as bench:
        assert bench.printer.describe().model == ""
