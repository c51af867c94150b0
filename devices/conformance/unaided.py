"""What every device must do with nobody beside it: nothing is presented, and nothing can leave these rules untried.

Each kind names the one call by which the terminal uses it all the time (poll, listen, frame, check) and what that
may give. Whatever happens to lie before the device is allowed. Must never ask a hand for anything.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

from devices import known_options
from devices.conformance.asked import Asked
from devices.conformance.suite import Bench, Rule, expect, of_the_person, rule
from devices.contract import Describable, DeviceError, Fault, Found, Info, Roots
from devices.worker import Checkable

PROMPT: Final = 2.0
"""Seconds that the terminal waits for a device that it wants to give back (devices.worker.DeviceWorker.stop)."""
BRIEF: Final = 0.1
"""Seconds that a device is told to wait for something, where a call takes a time."""
LATE: Final = 1.4
"""Seconds by which a call may outlast the time that it was given, on a machine under load."""
_TIMES: Final = 3
_ROUNDS: Final = 4
_SETTLING: Final = 5.0
_OWN_TASKS: Final = Path("/proc/self/task")
_OWN_FILES: Final = Path("/proc/self/fd")

Use: TypeAlias = Callable[[Any], bool]
"""Uses an open device once as the worker does, and says whether it rested (nothing was read meanwhile, so that it
must have been prompt). Raises Unmet for an answer that the contract does not know, DeviceError as the device."""


def unaided(use: Use, *methods: str, given: float | None = None) -> tuple[Rule, ...]:
    """The rules for a device that has `methods` and is used by `use`, which gives it `given` seconds to wait."""

    @rule()
    def used_by_nobody_it_answers_in_time(bench: Bench) -> None:
        """With nobody beside it, it answers in time, and with nothing but what the contract knows.

        Within two seconds; told how long to wait, no later than 1.4 s after that. What it can also be asked
        (`check`, `describe`) it answers too, or raises a DeviceError.
        """
        device = bench.device
        for name in (*methods, "close"):
            expect(callable(getattr(device, name, None)), f"it has no {name}()")
        answers = list(_answers(device, use))
        told = sum(not rested for rested, _ in answers)
        expect(told <= 1, f"it gave something {told} times although nobody did anything")
        _expect_prompt(min((seconds for rested, seconds in answers if rested), default=0.0), given)
        _ask(device)

    @rule()
    def opened_and_closed_it_leaves_nothing_behind(bench: Bench) -> None:
        """Opened, used and closed again and again, it keeps no thread, file or process, and closes promptly."""
        closing = [_round(bench, use)[0] for _ in range(2)]  # what a library keeps once for all
        before = _held()
        rounds = [_round(bench, use) for _ in range(_ROUNDS)]  # all are kept: closed they hold nothing
        closing += [seconds for seconds, _ in rounds]
        expect(min(closing) <= PROMPT, f"closing takes {min(closing):.1f} s, more than {PROMPT:g} s")
        _expect_given_back(before)

    @rule()
    def once_closed_it_answers_or_raises_a_device_error(bench: Bench) -> None:
        """Used after it was closed, it opens anew or raises a DeviceError; nothing else, and it does not hang."""
        device = bench.device
        device.close()
        try:
            use(device)
        except DeviceError:
            return
        finally:
            device.close()

    return (
        used_by_nobody_it_answers_in_time,
        opened_and_closed_it_leaves_nothing_behind,
        once_closed_it_answers_or_raises_a_device_error,
        _declared(use),
        may_be_closed_twice,
        looking_for_devices_opens_none_and_never_raises,
    )


def _expect_prompt(quickest: float, given: float | None) -> None:
    limit, asked = (PROMPT, "") if given is None else (given + LATE, f", asked to wait {given:g} s")
    expect(quickest <= limit, f"it took {quickest:.1f} s to answer{asked}, more than {limit:g} s, {_TIMES} times")


def _ask(device: Any) -> None:
    """What any device may offer to be asked; whatever it raises but a DeviceError goes on."""
    if isinstance(device, Checkable):
        with contextlib.suppress(DeviceError):
            device.check()  # the worker does, whenever it has opened it and while nobody wants it
    if isinstance(device, Describable):
        with contextlib.suppress(DeviceError):
            _expect_info(device.describe())


def _declared(use: Use) -> Rule:
    @rule()
    def every_option_that_it_reads_is_declared(bench: Bench) -> None:
        """What it asks its options for by name stands in `Driver.options`: any other the terminal refuses."""
        given = bench.options
        asked = bench.options = Asked(given)
        try:
            with contextlib.suppress(DeviceError):
                use(bench.device)
        finally:
            bench.options = given
        unknown = known_options.refusal(asked.names, bench.driver.options, bench.driver.kind)
        expect(not unknown, f"it reads what it does not declare: {unknown}")

    return every_option_that_it_reads_is_declared


@rule()
def may_be_closed_twice(bench: Bench) -> None:
    """Closing gives the device back and never raises, a second time neither."""
    device = bench.device
    device.close()
    device.close()


@rule()
def looking_for_devices_opens_none_and_never_raises(bench: Bench) -> None:
    """`find` gives what is attached as Found of this driver and kind; it ends also where the kernel shows nothing."""
    for roots in (Roots(), Roots(Path("/nonexistent/dev"), Path("/nonexistent/sys"))):
        before = _held()
        for found in bench.driver.find(roots):
            expect(isinstance(found, Found), f"find gave {_sort(found)} instead of Found")
            expect((found.driver, found.kind) == (bench.driver.name, bench.driver.kind), "found for another driver")
        _expect_given_back(before, rounds=1)


def _answers(device: Any, use: Use) -> Iterator[tuple[bool, float]]:
    """Whether it rested, and seconds, of each answer. Raises DeviceError where the device never was well."""
    well = False
    for left in reversed(range(_TIMES)):
        begun = time.monotonic()
        try:
            rested = use(device)
        except DeviceError as error:
            well = well or of_the_person(error) or error.fault is Fault.CAMERA_STOPPED
            if not (left or well):
                raise
            continue
        well = True
        yield rested, time.monotonic() - begun


def _round(bench: Bench, use: Use) -> tuple[float, Any]:
    """Open, use, close; how long the last took, and what was closed."""
    device = bench.device
    try:
        use(device)
    except DeviceError:
        pass  # what that means another rule says
    finally:
        begun = time.monotonic()
        bench.close()
    return time.monotonic() - begun, device


def _held() -> dict[str, int]:
    """What the process holds now."""
    return {
        "threads": len(list(_OWN_TASKS.iterdir())),
        "open files": len(list(_OWN_FILES.iterdir())),
        "processes": sum(len(_children(task)) for task in _OWN_TASKS.iterdir()),
    }


def _children(task: Path) -> list[str]:
    try:
        found = (task / "children").read_text().split()
    except OSError:  # the thread has ended, or this kernel does not tell
        return []
    if task.name != str(os.getpid()):
        return found
    return [child for child in found if not _ended(child)]  # the main thread is given orphans, and waits for none


def _ended(process: str) -> bool:
    try:
        return Path("/proc", process, "stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def _expect_given_back(before: Mapping[str, int], rounds: int = _ROUNDS) -> None:
    """What was held `before`; a thread may take a moment to end. One more for each round is too much."""
    until = time.monotonic() + _SETTLING
    while more := {what: count - before[what] for what, count in _held().items() if count - before[what] >= rounds}:
        kept = ", ".join(f"{count} {what}" for what, count in more.items())
        expect(time.monotonic() < until, f"{kept} more than before, after {rounds} times")
        time.sleep(BRIEF)


def _expect_info(info: Any) -> None:
    expect(isinstance(info, Info), f"describe() gave {_sort(info)} instead of Info")
    texts = (info.model, info.serial, info.firmware, *info.warnings)
    expect(all(isinstance(text, str) for text in texts), "describe() gave something else than text")
    expect(isinstance(info.can, Mapping), "describe() gave a `can` that is no mapping")


def _sort(thing: object) -> str:
    return type(thing).__name__


def expect_none_or(thing: object, wanted: type) -> None:
    """Raises Unmet where an answer is neither None nor `wanted`. What it says is not told."""
    expect(thing is None or isinstance(thing, wanted), f"it gave {_sort(thing)} instead of {wanted.__name__} or None")


def polled(wanted: type) -> Use:
    """How a reader is used: `poll` gives `wanted` or None, and no card that was not said to be detected.

    It may return at once: the worker holds back for drivers that do not (devices.workers.PresentationWorker).
    """

    def use(device: Any) -> bool:
        detected: list[None] = []
        card = device.poll(lambda: detected.append(None))
        expect_none_or(card, wanted)
        expect(card is None or detected, "it gave a card that it did not say it had detected")
        return not detected

    return use


def listened(wanted: type, known: Callable[[Any], bool] = lambda _told: True) -> Use:
    """How a device that only tells is used: `listen` gives `wanted` (and `known`) or None, neither early nor late."""

    def use(device: Any) -> bool:
        begun = time.monotonic()
        told = device.listen(BRIEF)
        expect_none_or(told, wanted)
        if told is None:
            expect(time.monotonic() - begun > BRIEF / 2, "listen() does not wait: it would be asked all the time")
            return True
        expect(known(told), "it told something that is no word of its kind")
        return False

    return use
