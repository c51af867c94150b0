"""A desk without a terminal, for tests: one door, an outbox in memory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from kiosk.domain.ids import uuid7
from kiosk.platform_api.faults import PlatformError, PlatformFault
from kiosk.runtime import queue_tasks
from kiosk.runtime.audit.trail import Trail
from kiosk.runtime.sending import SUBMISSION
from kiosk.runtime.workbench.bench import Bench
from kiosk.runtime.workbench.drawer import Drawer
from kiosk.runtime.workbench.figures import save
from kiosk.runtime.workbench.pages import Labels
from kiosk.runtime.workbench.view import Act, Figures, Row
from kiosk.staff.door import Claim
from kiosk.staff.faults import StaffError, StaffFault
from kiosk.staff.people import Person
from kiosk.staff.roles import Role
from offline_cache.contract import JobQueue
from offline_cache.crypto import Vault
from offline_cache.memory import MemoryOutbox
from tests.runtime_stand import NOON, until

DATA_KEY = b"k" * 32
CASE = {"serviceItemCode": "jg-lxfs", "applicant": {"name": "林晚舟"}, "form": {"phone": "19900000001"}}


class OneDoor:
    """Lets in whoever says `open`; told who left."""

    def __init__(self, *roles: Role, number: str = "7") -> None:
        self.person = Person(number, "示例甲", roles, "hash", alone=True)
        self.inside = True
        self.left: list[str] = []
        self.claims: list[tuple[str, str]] = []

    def opens(self, claim: Claim) -> Person:
        self.claims.append((claim.number, claim.card_number))
        if claim.secret != "open":
            raise StaffError(StaffFault.LOCKED, "31")
        return self.person

    def leave(self, person: Person, ending: str) -> None:
        self.left.append(f"{person.number} {ending}")

    def is_in(self, person: Person) -> bool:
        return self.inside and person is self.person


class Shelf:
    """An outbox in memory behind the desk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.queue = MemoryOutbox(clock=NOON.timestamp)
        self.trail = Trail(folder / "audit", "staff", lambda: NOON)
        self.labels = Labels()
        self.done: list[tuple[Act, str, str, str]] = []
        self.fails: Exception | None = None
        self.drawer = Drawer(folder / "desk", lambda: Vault(DATA_KEY))

    def look(self, use: Callable[[JobQueue, Labels], Any]) -> Any:
        return use(self.queue, self.labels)

    def online(self) -> bool:
        return False

    def differences(self) -> tuple[Row, ...]:
        raise PlatformError(PlatformFault.NO_LINK)

    def slips(self) -> tuple[Row, ...]:
        return ()

    def do(self, act: Act, row_id: str, staff: str, why: str) -> str:
        self.done.append((act, row_id, staff, why))
        if self.fails is not None:
            raise self.fails
        if act is Act.CALL:
            return str(queue_tasks.call(self.queue, self.trail, row_id, staff)["phone"])
        if act is Act.END:
            queue_tasks.end(self.queue, self.trail, row_id, staff, why)
        return ""

    def save(self, figures: Figures) -> str:
        return str(save(self.folder / "figures", figures, "A03", NOON))

    def forget(self) -> None:
        self.labels.forget()

    def put(self, kind: str = SUBMISSION) -> str:
        job_id = uuid7()
        self.queue.enqueue(job_id, kind, msgspec.json.encode(CASE))
        return job_id

    def task(self) -> str:
        job_id = self.put()
        self.queue.claim(NOON.timestamp())
        self.queue.call_back(job_id, "platform.gone")
        return job_id


def signed_in(bench: Bench) -> None:
    bench.enter(" 7 ", "open")
    until(lambda: bench.view.stage == "open" and bool(bench.view.counts), "signed in", bench.view)
