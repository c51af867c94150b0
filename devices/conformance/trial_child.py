"""The child's side of a trial: imports a driver, opens it once, tries the rules it is told, and says what came of it.

Runs the driver in a thread that is not the main one, as a terminal does. Standard output is taken from it. Must never
be imported by a program of ours: it is one (`python -m devices.conformance.trial_child NUMBER`, a socket's).
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import importlib.util
import json
import os
import socket
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from devices import drivers, known_options, registry
from devices.conformance.asked import Asked
from devices.conformance.discretion import Discretion
from devices.conformance.hands import Nobody, PersonHand, TwinHand
from devices.conformance.manners import Announced, Manners
from devices.conformance.suite import Bench, Hand, Suite, Unmet, Verdict, judged, suite, where
from devices.conformance.trial import Unusable
from devices.contract import DeviceError, Driver, Fault, Kind

_LARGEST: Final = 1 << 20
_SET_CHILD_SUBREAPER: Final = 36
"""prctl(2), Linux 3.4: orphans among our descendants become our children, whatever session they are in."""


def main(number: int) -> None:
    """Import, introduce, open, try; each thing said as soon as it is known. Never returns."""
    os.set_inheritable(number, False)
    ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    line = socket.socket(fileno=number)
    stream = line.makefile("rwb")

    def say(**message: Any) -> None:
        stream.write(json.dumps(message, ensure_ascii=False, default=str).encode() + b"\n")
        stream.flush()

    try:
        discretion = Discretion()
        manners = Manners(discretion)
        driver = _loaded(json.loads(stream.readline(_LARGEST))["driver"])
        say(driver=driver.name, kind=driver.kind, virtual=driver.virtual, verified_on=driver.verified_on)
        plan = json.loads(stream.readline(_LARGEST) or b"null")
        if plan:
            threading.Thread(target=_end_with, args=(line,), name="parent", daemon=True).start()
            _in_a_thread(lambda: _try(driver, plan, say, manners, discretion))
    except Unusable as error:
        say(unusable=str(error))
    except (KeyboardInterrupt, BrokenPipeError):
        os._exit(130)
    os._exit(0)  # a thread that the driver left behind must not keep it


def _end_with(line: socket.socket) -> None:
    line.recv(1)
    os._exit(130)


def _loaded(name: str) -> Driver:
    """DRIVER of the registry's name, a file, or a module. Raises Unusable."""
    module = name.replace("-", "_")
    if module.isidentifier() and importlib.util.find_spec(f"{drivers.__name__}.{module}"):
        try:
            return registry.driver(name)
        except DeviceError as error:
            raise Unusable(error.detail) from None
    path = Path(name)
    sys.path.append(str(Path.cwd()))  # last: it must not stand in for our own packages
    try:
        found = _of_file(path) if path.suffix == ".py" or os.sep in name else importlib.import_module(name)
    except Exception as error:  # noqa: BLE001  whatever it is, that is why it cannot be used
        if isinstance(error, ModuleNotFoundError) and error.name and f"{name}.".startswith(f"{error.name}."):
            raise Unusable(f"no driver, file or module {name!r}") from None
        raise Unusable(f"{name} cannot be imported: {type(error).__name__}: {error}{where(error)}") from None
    exported = getattr(found, "DRIVER", None)
    if not isinstance(exported, Driver):
        raise Unusable(f"{name} exports no DRIVER")
    fitting = (isinstance(exported.name, str), isinstance(exported.kind, Kind), callable(exported.open))
    if not all((*fitting, callable(exported.find))):
        raise Unusable(f"{name}: DRIVER needs a name in text, a kind of Kind, and open and find that can be called")
    if not isinstance(exported.options, Mapping) or not all(isinstance(one, str) for one in exported.options):
        raise Unusable(f"{name}: DRIVER needs options as a mapping, name of an option -> what it means")
    return registry.strict(exported)


def _of_file(path: Path) -> Any:
    """A module of one file; what lies beside it can be imported. Raises whatever the file raises."""
    sys.path.append(str(path.resolve().parent))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError("no file of Python")
    module = sys.modules[path.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _in_a_thread(work: Callable[[], None]) -> None:
    """Work as a terminal's device thread does, not in the main one. Raises Unusable; what else ends it, ends all."""
    raised: list[BaseException] = []

    def worked() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001  raised again below
            raised.append(error)

    thread = threading.Thread(target=worked, name="device")
    thread.start()
    thread.join()
    if raised:
        raise raised[0]


def _try(driver: Driver, plan: Mapping[str, Any], say: Any, manners: Manners, discretion: Discretion) -> None:
    rules = suite(driver.kind)
    told = Announced(lambda doing, within: say(doing=doing, within=within), plan["hung"], discretion)
    driver = told.driver(driver)
    if plan["open"]:
        reason = _opening(driver, plan["options"])
        missed = manners.missed()
        say(opens=not reason, reason="; ".join(filter(None, (reason, missed and f"imported or opened it {missed}"))))
    people = Path(plan["people"]) if plan["people"] else None
    hand = _hand(plan, rules, say)
    bench = Bench(driver, plan["options"], hand, people, plan["patience"])
    manners.missed()  # by the import once more, after a rule that ended the process
    for rule in rules.rules:
        if rule.name in plan["rules"]:
            hand.rest()  # before each: the last one may have been ended half-way, with its process
            result = judged(rule, bench)
            missed = manners.missed()
            if said := discretion.missed():  # its own reason may hold it too
                result = replace(result, verdict=Verdict.FAILED, reason=f"it {said}")
            if missed and result.verdict is not Verdict.FAILED:
                result = replace(result, verdict=Verdict.FAILED, reason=f"it {missed}")
            say(rule=rule.name, verdict=result.verdict, reason=result.reason, seconds=result.seconds)
    hand.rest()


def _opening(driver: Driver, options: Mapping[str, Any]) -> str:
    """Open it once: why that went wrong in a way it must not, else empty. Raises Unusable for wrong options."""
    if unknown := known_options.refusal(options, driver.options, driver.kind):
        raise Unusable(f"options of {driver.name}: {unknown}")
    asked = Asked(options)
    try:
        device = driver.open(asked)
    except DeviceError as error:
        if error.fault is Fault.NOT_CONFIGURED:
            raise Unusable(f"options of {driver.name}: {error}") from None
        return ""  # it is away, or held: the rules say what that means
    except Exception as error:  # noqa: BLE001  its text is not shown: nobody knows what is in it
        return _not_opened(driver, asked, error)
    with contextlib.suppress(Exception):  # there is a rule for that
        device.close()
    return ""


def _not_opened(driver: Driver, asked: Asked, error: Exception) -> str:
    """What it raised instead of a DeviceError. Raises Unusable where an option was missing."""
    if isinstance(error, KeyError) and error.args and error.args[0] in asked.names - {*asked}:
        raise Unusable(f"options of {driver.name}: {error.args[0]} is missing") from None
    if isinstance(error, Unmet):
        return str(error)
    return f"raised {type(error).__name__}, which is no DeviceError{where(error)}"


def _hand(plan: Mapping[str, Any], rules: Suite, say: Any) -> Hand:
    def ask(words: str) -> str:
        """End of input means no."""
        say(asks=True)
        sys.stderr.write(f">>> {words} [Enter, or no]: ")
        sys.stderr.flush()
        answer = sys.stdin.readline() or "no"
        say(asks=False)
        return answer

    if plan["control"]:
        return TwinHand(Path(plan["control"]), rules)
    return PersonHand(rules, ask) if plan["by_hand"] else Nobody()


if __name__ == "__main__":
    main(int(sys.argv[1]))
