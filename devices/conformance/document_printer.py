"""What every document printer must do: all that a receipt printer must, and whole documents, and trays by name.

Verbs: empty, refill, sheets {job_id} -> count (how often the document came out), counted (how much lies there),
leave_empty. That one is `empty` for a printer that goes on saying so once the job that met it has been given up, as
every real one does; IPP printers made of software forget it.
"""

from __future__ import annotations

from devices.conformance.receipt_printer import RULES, TIMEOUT, TWIN, VERBS, check_names_missing_paper, count, new_job
from devices.conformance.suite import Bench, Suite, expect, rule
from devices.contract import Describable, Kind


@rule("sheets")
def a_document_of_many_pages_is_one_job(bench: Bench) -> None:
    """A document of three pages comes out once, and `print` returns after its last page."""
    job = new_job(pages=3)
    bench.device.print(job, TIMEOUT)
    expect(count(bench, job) == 1, "the document did not come out once")


@rule()
def trays_are_named(bench: Bench) -> None:
    """A document printer describes itself: `can["trays"]` lists its trays by name, in text (none: an empty list)."""
    device = bench.device
    expect(isinstance(device, Describable), "it has no describe()")
    trays = device.describe().can.get("trays")
    expect(isinstance(trays, list | tuple), "can has no list of trays")
    expect(all(isinstance(tray, str) and tray for tray in trays or ()), "a tray without a name")


SUITE = Suite(
    Kind.DOCUMENT_PRINTER,
    (*RULES, check_names_missing_paper("leave_empty"), a_document_of_many_pages_is_one_job, trays_are_named),
    {**VERBS, "leave_empty": VERBS["empty"]},
    {**TWIN, "leave_empty": {"do": "empty"}},
)
