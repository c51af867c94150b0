"""`kiosk conformance DRIVER`: does a driver keep the rules of its kind? For drivers of third parties and our own.

DRIVER is a name of the registry, or a module of anybody's that exports DRIVER. What a rule needs done to the device
is told to a twin (`--control`) or to the person at the keyboard (`--by-hand`); otherwise such rules are untried.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from devices.conformance.suite import Bench, Hand, Result, Rule, Suite
    from devices.contract import Driver

_UNUSABLE = 2


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of `kiosk conformance`."""
    parser.add_argument("driver", metavar="DRIVER", help="registry name, or package.module that exports DRIVER")
    parser.add_argument(
        "--options", nargs="+", default=[], metavar="JSON|KEY=VALUE", help="the driver's options, as in the settings"
    )
    parser.add_argument(
        "--control", type=Path, metavar="SOCKET", help="control socket of a twin that is told what to do"
    )
    parser.add_argument("--by-hand", action="store_true", help="you are told what to do, and press Enter when done")
    parser.add_argument("--people", type=Path, metavar="DIR", help="people whose cards the twin has (default: ours)")
    parser.add_argument("--rule", action="append", default=[], metavar="NAME", help="only this rule; may be repeated")
    parser.add_argument(
        "--patience", type=float, default=20.0, metavar="S", help="how long to wait for what must happen"
    )
    parser.add_argument("--require-all", action="store_true", help="a rule that could not be tried is a failure")
    parser.add_argument("--list", action="store_true", help="only say what the rules are")
    parser.add_argument("--json", action="store_true", help="one JSON document instead of lines")


def run(args: argparse.Namespace) -> int:
    """0 where every rule that could be tried holds, 1 where one does not (or none was tried), 2 for bad arguments."""
    from devices.conformance.suite import Bench, judged, suite
    from devices.contract import DeviceError

    try:
        driver = _driver(args.driver)
        options = _options(args.options)
        rules = suite(driver.kind)
        chosen = _chosen(rules, args.rule)
    except (DeviceError, ValueError, ImportError) as error:
        print(f"conformance: {error}", file=sys.stderr)
        return _UNUSABLE
    if args.list:
        for rule in chosen:
            print(f"{rule.name}\n    {rule.says}")
        return 0
    bench: Bench = Bench(driver, options, _hand(args, rules), _people(args), args.patience)
    results = []
    for rule in chosen:
        results.append(judged(rule, bench))
        if not args.json:
            print(line(results[-1]), flush=True)
    summary = summed(driver, results)
    print(json.dumps(summary, ensure_ascii=False, indent=2) if args.json else _last_line(summary))
    failed = summary["failed"] or not summary["passed"] or (args.require_all and summary["untried"])
    return 1 if failed else 0


def line(result: Result) -> str:
    """One rule for people."""
    reason = f": {result.reason}" if result.reason else ""
    return f"{result.verdict:8} {result.rule.name} ({result.seconds:.1f} s){reason}"


def summed(driver: Driver, results: list[Result]) -> dict[str, Any]:
    """What is handed on: the driver, counts, and each rule with what must hold and how it ended."""
    counts = {
        verdict: sum(result.verdict == verdict for result in results) for verdict in ("passed", "failed", "untried")
    }
    rules = [
        {
            "rule": result.rule.name,
            "says": result.rule.says,
            "verdict": str(result.verdict),
            "reason": result.reason,
            "seconds": round(result.seconds, 2),
        }
        for result in results
    ]
    about = {"driver": driver.name, "kind": str(driver.kind), "verified_on": driver.verified_on}
    return {**about, "virtual": driver.virtual, **counts, "rules": rules}


def _last_line(summary: Mapping[str, Any]) -> str:
    counts = ", ".join(f"{summary[verdict]} {verdict}" for verdict in ("passed", "failed", "untried"))
    return f"{summary['driver']} ({summary['kind']}): {counts}"


def _driver(name: str) -> Driver:
    """By the registry's name, or DRIVER of a module. Raises DeviceError, ImportError, ValueError."""
    from devices import registry
    from devices.contract import Driver

    if "." not in name:
        return registry.driver(name)
    if os.getcwd() not in sys.path:  # noqa: PTH109  the very string that Python puts there
        sys.path.insert(0, os.getcwd())  # noqa: PTH109
    found = getattr(importlib.import_module(name), "DRIVER", None)
    if not isinstance(found, Driver):
        raise ValueError(f"{name} exports no DRIVER")  # noqa: TRY004  said to whoever typed it
    return found


def _chosen(rules: Suite, names: list[str]) -> list[Rule]:
    """The rules of these names, or all. Raises ValueError for a name that none has."""
    known = [rule.name for rule in rules.rules]
    if unknown := set(names) - set(known):
        raise ValueError(f"no rule {', '.join(sorted(unknown))}; there are: {', '.join(known)}")
    return [rule for rule in rules.rules if not names or rule.name in names]


def _options(words: list[str]) -> dict[str, Any]:
    """One JSON object, or KEY=VALUE pairs. Raises ValueError."""
    from kiosk.commands.twin import message

    if len(words) == 1 and words[0].lstrip().startswith("{"):
        options = json.loads(words[0])
        return dict(options)
    return {key: value for key, value in message("", words).items() if key != "do"}


def _hand(args: argparse.Namespace, rules: Suite) -> Hand:
    from devices.conformance.hands import Nobody, PersonHand, TwinHand

    if args.control:
        return TwinHand(args.control, rules)
    return PersonHand(rules, _ask) if args.by_hand else Nobody()


def _ask(words: str) -> str:
    """Standard output is the report's: the question goes to standard error. End of input means no."""
    print(f">>> {words} [Enter, or no]: ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline() or "no"


def _people(args: argparse.Namespace) -> Path | None:
    """A person at the keyboard has cards of their own: what they say is not known."""
    from kiosk.sandbox import seed

    if args.people is not None:
        return Path(args.people)
    return Path(seed.__path__[0]) / "people" if args.control else None
