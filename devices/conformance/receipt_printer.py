"""What every receipt printer must do. Verbs: empty, refill, sheets {job_id} -> count, counted.

`sheets` says how often that job came out, `counted` (-> count, slips or out) how much lies there of whatever job.
Nothing may ever be called a success that did not come out.
"""

from __future__ import annotations

import contextlib
import uuid
from typing import Any

from devices.conformance.leaf import leaf
from devices.conformance.suite import Bench, Rule, Suite, Unmet, Untried, expect, fault_of, rule
from devices.conformance.unaided import unaided
from devices.contract import DeviceError, Fault, Kind, PrintJob, State

TIMEOUT = 60.0
"""Seconds a job may take on a bench."""


def new_job(pages: int = 1) -> PrintJob:
    """A job of its own id with `pages` pages."""
    return PrintJob(str(uuid.uuid4()), leaf(pages))


def count(bench: Bench, job: PrintJob) -> int:
    """How often it came out."""
    return int(bench.do("sheets", job_id=job.job_id).get("count", 0))


def counted(bench: Bench) -> int:
    """How much came out in all. Raises Untried where nobody counted."""
    told = bench.do("counted")
    found = next((told[name] for name in ("count", "slips", "out") if name in told), None)
    if found is None:
        raise Untried("nobody knows how much came out")
    return int(found)


def refilled(bench: Bench) -> None:
    """Put paper in, and wait until the printer has noticed."""
    bench.do("refill")
    for _ in bench.trying("the printer does not notice the new paper"):
        with contextlib.suppress(DeviceError):
            bench.device.check()
            return


@rule()
def a_ready_printer_says_so(bench: Bench) -> None:
    """`check` raises nothing while all is well."""
    bench.device.check()


@rule("sheets")
def a_job_comes_out_once_and_print_returns_after_that(bench: Bench) -> None:
    """When `print` returns, the paper is out: once."""
    job = new_job()
    bench.device.print(job, TIMEOUT)
    expect(count(bench, job) == 1, "it returned, and the job has not come out once")


@rule("sheets")
def the_same_job_again_is_a_success_and_prints_nothing(bench: Bench) -> None:
    """The same id is never printed a second time, also by a driver that was opened anew."""
    job = new_job()
    bench.device.print(job, TIMEOUT)
    bench.device.print(job, TIMEOUT)
    bench.reopen().print(job, TIMEOUT)
    expect(count(bench, job) == 1, "the same id came out more than once")


@rule("sheets")
def two_jobs_both_come_out(bench: Bench) -> None:
    """One after the other, both are there."""
    first, second = new_job(), new_job()
    bench.device.print(first, TIMEOUT)
    bench.device.print(second, TIMEOUT)
    expect(count(bench, first) >= 1 and count(bench, second) >= 1, "one of two did not come out")


@rule("counted")
def nothing_comes_out_but_what_was_asked_for(bench: Bench) -> None:
    """Two jobs are two pieces of paper, whatever their ids: nothing is printed once more under another one."""
    before = counted(bench)
    jobs = [new_job(), new_job()]
    for job in jobs:
        bench.device.print(job, TIMEOUT)
    more = counted(bench) - before
    expect(more == len(jobs), f"{more} came out for two jobs")


@rule("empty", "refill", "sheets")
def out_of_paper_is_named_and_nothing_is_a_success(bench: Bench) -> None:
    """Without paper `print` raises printer.paper-out (hardware error), and nothing has come out."""
    device, job = bench.device, new_job()
    bench.do("empty")
    try:
        fault = fault_of(lambda: device.print(job, TIMEOUT))
        expect(fault is Fault.PAPER_OUT, f"{fault.code} instead of {Fault.PAPER_OUT.code}")
        expect(fault.state is State.HARDWARE_ERROR, "not a hardware error")
        expect(count(bench, job) == 0, "something came out")
    finally:
        refilled(bench)


@rule("empty", "refill", "sheets")
def after_a_refill_the_same_job_prints(bench: Bench) -> None:
    """A job that failed for want of paper prints once, under the same id, when there is some."""
    device, job = bench.device, new_job()
    bench.do("empty")
    try:
        fault_of(lambda: device.print(job, TIMEOUT))
    finally:
        refilled(bench)
    device.print(job, TIMEOUT)
    expect(count(bench, job) == 1, "it did not come out once")


@rule()
def a_job_id_that_is_no_uuid_is_refused(bench: Bench) -> None:
    """An id may become a file name or a title: what is no UUID raises ValueError before anything is done."""
    try:
        bench.device.print(PrintJob("../slip", leaf(1)), TIMEOUT)
    except ValueError:
        return
    raise Unmet("a job id that is a path was taken")


@rule("empty", "refill")
def a_job_and_a_fault_show_nothing_of_the_paper(bench: Bench) -> None:
    """What is printed stands neither in an exception nor in `repr` of the job."""
    device, job = bench.device, PrintJob(str(uuid.uuid4()), "某人".encode())
    bench.do("empty")
    try:
        device.print(job, TIMEOUT)
    except DeviceError as error:
        expect("某人" not in f"{error!r} {error} {job!r}", "what is on the paper stands in the exception")
    else:
        raise Unmet("it printed without paper")
    finally:
        refilled(bench)


def check_names_missing_paper(empty: str) -> Rule:
    """The rule for a hand that takes the paper out by the verb `empty`."""

    @rule(empty, "refill")
    def its_check_names_missing_paper(bench: Bench) -> None:
        """Once a print has failed for want of paper `check` raises printer.paper-out; after a refill nothing more."""
        device = bench.device
        device.check()
        bench.do(empty)
        try:
            with contextlib.suppress(DeviceError):  # behind a print server nothing is known of paper before that
                device.print(new_job(), TIMEOUT)
            fault = _ailing(bench)
            expect(fault is Fault.PAPER_OUT, f"{fault.code} instead of {Fault.PAPER_OUT.code}")
        finally:
            refilled(bench)

    return its_check_names_missing_paper


def _ailing(bench: Bench) -> Fault:
    """The first fault that `check` names."""
    for _ in bench.trying("check() says that all is well, without paper"):
        try:
            bench.device.check()
        except DeviceError as error:
            return error.fault
    raise AssertionError  # `trying` ends in Unmet


def _checked(device: Any) -> bool:
    """How a printer is used while nobody prints."""
    expect(device.check() is None, "check() gave something: it raises, or says nothing")
    return True


RULES = (
    a_ready_printer_says_so,
    a_job_comes_out_once_and_print_returns_after_that,
    the_same_job_again_is_a_success_and_prints_nothing,
    two_jobs_both_come_out,
    nothing_comes_out_but_what_was_asked_for,
    out_of_paper_is_named_and_nothing_is_a_success,
    after_a_refill_the_same_job_prints,
    a_job_id_that_is_no_uuid_is_refused,
    a_job_and_a_fault_show_nothing_of_the_paper,
    *unaided(_checked, "check", "print"),
)
VERBS = {
    "empty": "Take all paper out of the printer and close it.",
    "refill": "Put paper in and close the printer.",
    "sheets": "How many printouts of the last job came out? Type the number",
    "counted": "How many printouts lie there now, all together? Leave them there and type the number",
}
TWIN = {"counted": {"do": "state"}}
SUITE = Suite(Kind.RECEIPT_PRINTER, (*RULES, check_names_missing_paper("empty")), VERBS, TWIN)
