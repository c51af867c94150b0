"""Lets screens, senders and a platform work on each other and kills them at random, until enough has happened.

One thread, because it forks: screens and senders are processes of their own that begin with what is imported here,
as under `kiosk run`. Must never tell a process that it is about to die.
"""

from __future__ import annotations

import contextlib
import heapq
import itertools
import logging
import os
import random
import re
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import kiosk.commands.sandbox
import kiosk.commands.sync
import kiosk.platform_api.client
import kiosk.runtime.assembly
import kiosk.runtime.enrolling
import kiosk.runtime.sync_process
import kiosk.sandbox.server  # noqa: F401  all of these are shared with every child, so that a killed one is soon replaced
from kiosk.__main__ import main
from kiosk.domain.ids import uuid7
from kiosk.runtime.connections import open_store
from kiosk.runtime.processes import Family, Message
from kiosk.runtime.sending import SUBMISSION
from offline_cache.outbox import Outbox
from offline_cache.wakeup import wake
from tests.chaos import mistakes, screen, troubles
from tests.chaos.counting import Case
from tests.chaos.disk import SizeLimit, SmallDisk, mounted
from tests.chaos.province import Province, quick_to_start
from tests.chaos.rails import Rails
from tests.chaos.terminal import Terminal, code_of, hurry, set_up, tell_of_uploads

_log = logging.getLogger(__name__)
_SANDBOX = "sandbox"
_NAMES = ("A-001", "A-002")
_SCREENS = 2
_PATIENCE = 120.0
_RETRIES = 3
_HASTE = 15.0
"""The more cases are wanted, the sooner the next citizen: seconds at most, times the number of cases."""
_CASES_AN_ORDER = 40
_TROUBLES = 20
"""That somebody must have met before it is enough: a whole pack."""
_FELT = 3
"""Cases that somebody must have begun to send under a trouble before the next one comes."""
_UNFELT = 4.0
"""Seconds after which a trouble that nobody has met gives way to the next."""
_BY_THE_CLOCK = 0.4
"""Share of the processes that die at any time; the others die over a case."""
_MAY_BE = (0, 1, -signal.SIGKILL)
"""How a process of ours may end: done, the store cannot be opened now, killed."""


@dataclass(frozen=True)
class Plan:
    """How much of it."""

    seed: int
    kills: int
    submissions: int
    seconds: float
    """No new case and no kill after so long; what waits is still sent."""
    mistakes: tuple[str, ...] = ()
    """Of `mistakes.MISTAKES`, made on purpose."""


@dataclass
class Seen:
    """What was seen, to be counted."""

    told: dict[str, Case] = field(default_factory=dict)
    kills: Counter[str] = field(default_factory=Counter)
    """SIGKILLs of living processes, by kind: `screen`, `sync`, `sandbox`."""
    inside: int = 0
    """Of the screens: killed between giving a case to the queue and reading that it is stored."""
    refusals: Counter[str] = field(default_factory=Counter)
    """Store faults that screens showed."""
    ends: list[str] = field(default_factory=list)
    """Processes that ended as none should."""
    slips: dict[str, str] = field(default_factory=dict)
    """Slips that screens began to print, and the case of each."""
    aside: list[int] = field(default_factory=list)
    """Cases set aside because senders died over them, each time before staff sent them again."""

    def of(self, kind: str) -> list[Case]:
        """All of that kind."""
        return [case for case in self.told.values() if case.kind == kind]


class Director:
    """One run. `folder` is on a disk as a terminal has one; the first terminal may live on a small one."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self.seen = Seen()
        self._plan, self._folder = plan, folder
        self._dice = random.Random(plan.seed)  # noqa: S311  chooses moments, hides nothing
        self._troubles = troubles.drawn(random.Random(plan.seed))  # noqa: S311
        self._felt, self._at_the_latest, self._met = _FELT, 0.0, 0
        self._family = Family()
        self.province = Province(folder)
        self._agenda: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers, self._shifts = itertools.count(), itertools.count()
        self._given: dict[str, str] = {}
        self._printing: dict[str, set[str]] = defaultdict(set)
        """By screen: slips of which it has still to tell what became of them."""
        self._left_behind: dict[str, set[str]] = defaultdict(set)
        """By terminal: slips whose screens are gone."""
        self._orders: dict[str, list[str]] = {}
        self._doomed: dict[str, int] = {}
        self._ready = self._over = False
        self._left = 0

    def run(self) -> None:
        """Chaos, then calm until every queue is empty."""
        hurry()
        for mistake in self._plan.mistakes:
            mistakes.MISTAKES[mistake]()
        tell_of_uploads()
        quick_to_start()
        screen.at_the_forms()
        self._begin()
        end = time.monotonic() + self._plan.seconds
        while time.monotonic() < end and not self._enough():
            self._turn()
        self._drain()
        for name in self._family.names():
            self._family.stop(name, patience=20.0)

    # --- the beginning ------------------------------------------------------------------------------------
    def _begin(self) -> None:
        self._start_sandbox()
        self._until(lambda: self._ready, "the platform is ready")
        self.province.let_all_wait(2 * self._plan.submissions)
        url, key = self.province.url, self.province.platform_key
        small = mounted()
        folders = [small or self._folder / _NAMES[0], self._folder / _NAMES[1]]
        self._terminals = [set_up(name, at, url, key) for name, at in zip(_NAMES, folders, strict=True)]
        self._disk = SmallDisk(small) if small else SizeLimit(lambda: self._pids(_NAMES[0]))
        for terminal in self._terminals:
            self.province.tell("code", {"code": code_of(terminal.name)})
            self._orders[terminal.name] = [uuid7() for _ in range(self._plan.submissions // _CASES_AN_ORDER + 1)]
            self.province.open_orders(terminal.name, self._orders[terminal.name])
            self._start_sync(terminal)
            for number in range(_SCREENS):
                self._start_screen(terminal, number)
        self._later(0.2, self._trouble)
        self._later(1.0, self._fill_disk)

    def _enough(self) -> bool:
        plan = self._plan
        troubled = self._met >= min(_TROUBLES, plan.kills // 5)
        return troubled and self.killed >= plan.kills and len(self.seen.of(SUBMISSION)) >= plan.submissions

    @property
    def killed(self) -> int:
        """Screens and senders that were killed."""
        return self.seen.kills["screen"] + self.seen.kills["sync"]

    def interrupted(self) -> int:
        """Cases that a new sender found in the hands of a killed one."""
        logs = (log.read_text("utf-8") for log in self._folder.glob("* sync.log"))
        return sum(int(count) for log in logs for count in re.findall(r"sync begins, (\d+) interrupted", log))

    # --- processes ----------------------------------------------------------------------------------------
    def _start_sandbox(self) -> None:
        self._ready = False
        self._fork(_SANDBOX, lambda: main(self.province.words))

    def _start_sync(self, terminal: Terminal) -> None:
        name = f"{terminal.name} sync"
        words = ["sync", "--renew", "--config", str(terminal.config)]
        self._fork(name, lambda: main(words))
        self._doom(name, 1.5, 4)

    def _start_screen(self, terminal: Terminal, number: int) -> None:
        if self._over:
            return
        name = f"{terminal.name} screen {number}"
        if name in self._family:
            return
        orders, self._printing[name] = self._orders[terminal.name], self._left_behind.pop(terminal.name, set())
        shift = screen.Shift(
            terminal.settings,
            next(self._shifts),
            cases=1000,
            pause=_HASTE / self._plan.submissions,
            slips=_slips(terminal),
            orders=tuple(orders.pop() for _ in orders[:2]),
            begun=tuple((slip, self.seen.slips[slip]) for slip in self._printing[name]),
        )
        self._fork(name, lambda: screen.serve(shift))
        self._doom(name, 0.6, 20)

    def _doom(self, name: str, longest: float, cases: int) -> None:
        """It dies at a random moment, or just after it began to put its n-th case into the queue, or to send it."""
        if self._dice.random() < _BY_THE_CLOCK:
            self._later(self._dice.uniform(0.05, longest), lambda: self._kill(name))
        else:
            self._doomed[name] = self._dice.randint(1, cases)

    def _fork(self, name: str, run: Callable[[], int]) -> None:
        if name in self._family:  # two under one name could not be told apart
            return
        seed, log = self._dice.random(), self._folder / f"{name}.log"

        def logged() -> int:
            os.dup2(os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), 2)
            sys.stdout, sys.stderr = (os.fdopen(number, "w", closefd=False) for number in (1, 2))  # other files now
            logging.basicConfig(
                level=logging.INFO, stream=sys.stderr, force=True, format="%(asctime)s %(name)s %(message)s"
            )
            random.seed(seed)
            try:
                return run()
            except BaseException:
                _log.exception("%s ended", name)
                raise

        self._family.fork(name, logged)

    def _kill(self, name: str) -> None:
        """SIGKILL, where it lives."""
        child = self._family._children.get(name)
        if child is None or child.poll() is not None or self._over:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(child.pid, signal.SIGKILL)
            self.seen.kills[_kind(name)] += 1

    def _pids(self, terminal: str) -> list[int]:
        return [child.pid for name, child in self._family._children.items() if name.startswith(terminal)]

    # --- what happens -------------------------------------------------------------------------------------
    def _trouble(self) -> None:
        """The next one, once some have tried to send under this one."""
        if self._felt >= _FELT or time.monotonic() > self._at_the_latest:
            self._met += self._felt >= _FELT
            self.province.tell("trouble", next(self._troubles))
            self._felt, self._at_the_latest = 0, time.monotonic() + _UNFELT
        self._later(self._dice.uniform(0.1, 0.8), self._trouble)

    def _fill_disk(self) -> None:
        self._disk.fill()
        full, free = self._dice.uniform(0.5, 6.0), self._dice.uniform(0.5, 3.0)
        self._later(full, self._disk.free)
        self._later(full + free, self._fill_disk)

    def _later(self, seconds: float, act: Callable[[], None]) -> None:
        heapq.heappush(self._agenda, (time.monotonic() + seconds, next(self._numbers), act))

    def _turn(self) -> None:
        """Listen, then do what is due."""
        wait = max(0.0, min(0.05, self._agenda[0][0] - time.monotonic())) if self._agenda else 0.05
        for name, message in self._family.hear(wait):
            self._heard(name, message)
        while self._agenda and self._agenda[0][0] <= time.monotonic():
            heapq.heappop(self._agenda)[2]()

    def _heard(self, name: str, message: Message) -> None:
        acts: dict[str, Callable[[str, Message], None]] = {
            "ready": self._was_ready, "given": self._was_given, "stored": self._was_stored,
            "sending": self._was_sending, "refused": self._was_refused, "exited": self._has_ended,
            "printing": self._was_printing,
        }  # fmt: skip
        if act := acts.get(message["event"]):
            act(name, message)

    def _was_ready(self, _name: str, _message: Message) -> None:
        self._ready = True
        self._later(self._dice.uniform(1.0, 5.0), lambda: self._kill(_SANDBOX))

    def _was_given(self, name: str, message: Message) -> None:
        self.seen.told.setdefault(message["id"], Case(kind=message["kind"])).digests.add(message["digest"])
        self._given[name] = message["id"]
        self._one_nearer(name, 0.003)

    def _was_printing(self, name: str, message: Message) -> None:
        self.seen.slips[message["id"]] = message["case"]
        self._printing[name].add(message["id"])
        self._one_nearer(name, 0.003)

    def _was_sending(self, name: str, _message: Message) -> None:
        self._felt += 1
        self._one_nearer(name, 0.03)

    def _one_nearer(self, name: str, longest: float) -> None:
        """To its end, if that is counted in cases; the moment within the case is drawn, too."""
        if self._doomed.get(name, 0) > 0:
            self._doomed[name] -= 1
            if not self._doomed[name]:
                time.sleep(self._dice.uniform(0, longest))
                self._kill(name)

    def _was_stored(self, name: str, message: Message) -> None:
        self.seen.told[message["id"]].acknowledged = True
        self._printing[name].discard(message["id"])
        self._given.pop(name, None)

    def _was_refused(self, _name: str, message: Message) -> None:
        self.seen.refusals[message["fault"]] += 1

    def _has_ended(self, name: str, message: Message) -> None:
        """As under the supervisor, something takes its place."""
        if message["code"] not in _MAY_BE:
            self.seen.ends.append(f"{name}: {message['code']}")
        self.seen.inside += self._given.pop(name, None) is not None
        self._doomed.pop(name, None)
        if name == _SANDBOX:
            self._later(self._dice.uniform(0, 0.4), self._start_sandbox)
            return
        terminal = next(one for one in self._terminals if name.startswith(one.name))
        self._left_behind[terminal.name] |= self._printing.pop(name, set())
        if _kind(name) == "sync":
            self._later(self._dice.uniform(0, 0.05), lambda: self._start_sync(terminal))
        else:
            self._later(self._dice.uniform(0, 0.02), lambda: self._start_screen(terminal, int(name[-1])))

    # --- the end ------------------------------------------------------------------------------------------
    def _drain(self) -> None:
        """Nobody comes any more, nobody dies any more, the platform is well: everything must go out by itself."""
        self._over = True
        self._disk.free()
        self._agenda.clear()
        for name in self._family.names():
            if _kind(name) == "screen":
                os.kill(self._family._children[name].pid, signal.SIGKILL)
        self._start_sandbox()
        self._until(lambda: not any(_kind(name) == "screen" for name in self._family.names()), "the screens are gone")
        for terminal in self._terminals:
            self._tell_what_was_left(terminal)
        self._until(lambda: self.province.tell("trouble", troubles.CALM), "the platform is well")
        for terminal in self._terminals:
            self._start_sync(terminal)
        self._until(self._all_sent, "everything was sent")

    def _tell_what_was_left(self, terminal: Terminal) -> None:
        """Of the last screens, as the next one would."""
        name = f"{terminal.name} itself"

        def say(**message: Any) -> None:
            self._heard(name, message)

        begun = tuple((slip, self.seen.slips[slip]) for slip in self._left_behind[terminal.name])
        with closing(Outbox(open_store(terminal.files))) as outbox:
            told = screen.Told(outbox, say)
            Rails(told, say, _slips(terminal), [], screen.PRESSES).left_behind(begun)

    def on_paper(self) -> dict[str, str]:
        """What stands on every slip that came out, by its id."""
        folders = (_slips(terminal) for terminal in self._terminals)
        return {one.stem: one.read_text("ascii") for folder in folders for one in folder.glob("*.pdf")}

    def _all_sent(self) -> bool:
        """What was set aside is sent again, as staff would, a few times; what then still stays there is lost."""
        time.sleep(0.2)
        counts = [terminal.unfinished() for terminal in self._terminals]
        waiting, aside = (sum(one) for one in zip(*counts, strict=True))
        if waiting:
            self._left = waiting
            return False
        self.seen.aside.append(aside)
        if not aside or len(self.seen.aside) > _RETRIES:
            return True
        for terminal in self._terminals:
            terminal.retry_set_aside()
            wake(terminal.files.sync_socket)
        return False

    def _until(self, true: Callable[[], bool], what: str) -> None:
        """Raises TimeoutError where it does not come true and nothing moves either."""
        left, end = self._left, time.monotonic() + _PATIENCE
        while not true():
            if self._left != left:
                left, end = self._left, time.monotonic() + _PATIENCE
            if time.monotonic() > end:
                raise TimeoutError(f"nothing moves for {_PATIENCE:.0f} s: {what}")
            self._turn()


def _slips(terminal: Terminal) -> Path:
    return terminal.folder / "slips"


def _kind(name: str) -> str:
    return name.split()[1] if " " in name else name
