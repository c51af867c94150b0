"""`kiosk conformance DRIVER`: does a driver keep the rules of its kind? For drivers of third parties and our own.

DRIVER is a name of the registry, a file, or a module of anybody's that exports DRIVER. It is imported and tried in a
process of its own (devices.conformance.trial). What a rule needs done to the device is told to a twin (`--control`)
or to the person at the keyboard (`--by-hand`); a rule for which nobody can do it is untried, and that is no success.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kiosk.commands import seconds

if TYPE_CHECKING:
    from devices.conformance.suite import Result, Rule, Suite
    from devices.conformance.trial import About, Plan, Trial

_UNUSABLE: Final = 2
_LONG: Final = 3.0
_ALL: Final = "all"


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments of `kiosk conformance`."""
    parser.add_argument("driver", metavar="DRIVER", help="registry name, file.py, or module that exports DRIVER")
    parser.add_argument(
        "--options", nargs="+", default=[], metavar="JSON|KEY=VALUE", help="the driver's options, as in the settings"
    )
    hand = parser.add_mutually_exclusive_group()
    hand.add_argument(
        "--control", type=Path, metavar="SOCKET", help="control socket of a twin that is told what to do"
    )
    hand.add_argument("--by-hand", action="store_true", help="you are told what to do, and press Enter when done")
    parser.add_argument(
        "--people", type=Path, metavar="DIR", help="whose cards can be laid down, p01.json … (with --control: ours)"
    )
    parser.add_argument("--rule", action="append", default=[], metavar="NAME", help="only this rule; may be repeated")
    parser.add_argument(
        "--optional", action="append", default=[], metavar="NAME",
        help="a rule, a verb that rules need (vanish), or all that need one: may stay untried; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--patience", type=seconds, default=20.0, metavar="S", help="how long to wait for what must happen (20)"
    )
    parser.add_argument(
        "--limit", type=seconds, default=180.0, metavar="S", help="after this a rule counts as hanging (180)"
    )
    parser.add_argument("--list", action="store_true", help="only say what the rules are")
    parser.add_argument("--json", action="store_true", help="one JSON document instead of lines")


def run(args: argparse.Namespace) -> int:
    """0 where every rule holds, but optional ones that were not tried; 1 where not; 2 where nothing can be tried."""
    from devices.conformance.suite import suite
    from devices.conformance.trial import Unusable

    try:
        plan = _plan(args)
        with _orderly(), _begun(plan) as trial:
            rules = suite(trial.about.kind)
            chosen, optional = _chosen(rules, args.rule), _optional(rules, args.optional)
            if args.list:
                return _listed(chosen, as_json=args.json)
            results = []
            for result in trial.results(chosen):
                results.append(result)
                if not args.json:
                    print(line(result), flush=True)
            return _summed(trial.about, results, optional, as_json=args.json)
    except (Unusable, ValueError) as error:
        if args.json:
            print(json.dumps({"error": "unusable", "detail": str(error)}, ensure_ascii=False))
        print(f"conformance: {error}", file=sys.stderr)
        return _UNUSABLE


@contextmanager
def _begun(plan: Plan) -> Iterator[Trial]:
    """A trial, its driver imported. Raises Unusable."""
    from devices.conformance.trial import Trial

    with _word(f"importing {plan.driver} takes its time"):
        trial = Trial(plan)
    with trial:
        yield trial


@contextmanager
def _orderly() -> Iterator[None]:
    """SIGTERM and SIGHUP leave by the way that takes the trial down, as Ctrl-C does; once."""

    def ended(number: int, _frame: object) -> None:
        for one in before:
            signal.signal(one, signal.SIG_IGN)
        sys.exit(128 + number)

    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    before = {number: old for number, old in before.items() if old is not signal.SIG_IGN}  # nohup
    for number in before:
        signal.signal(number, ended)
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)


@contextmanager
def _word(words: str) -> Iterator[None]:
    """Say it on standard error where what happens here takes long."""
    timer = threading.Timer(_LONG, lambda: print(f"conformance: {words}", file=sys.stderr))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def line(result: Result) -> str:
    """One rule for people."""
    reason = f": {result.reason}" if result.reason else ""
    return f"{result.verdict:8} {result.rule.name} ({result.seconds:.1f} s){reason}"


def summary(about: About, results: list[Result], optional: frozenset[str]) -> dict[str, Any]:
    """What is handed on: the driver, counts, and each rule with what must hold and how it ended.

    `kept`: nothing failed, something passed, and what was not tried is `optional` (names of rules).
    """
    rules = [
        {
            "rule": result.rule.name,
            "says": result.rule.says,
            "verdict": str(result.verdict),
            "optional": result.rule.name in optional,
            "reason": result.reason,
            "seconds": round(result.seconds, 2),
        }
        for result in results
    ]
    counts = {
        verdict: sum(rule["verdict"] == verdict for rule in rules) for verdict in ("passed", "failed", "untried")
    }
    missed = any(rule["verdict"] == "untried" and not rule["optional"] for rule in rules)
    return {
        "driver": about.driver,
        "kind": str(about.kind),
        "verified_on": about.verified_on,
        "virtual": about.virtual,
        **counts,
        "kept": bool(counts["passed"]) and not counts["failed"] and not missed,
        "rules": rules,
    }


def _summed(about: About, results: list[Result], optional: frozenset[str], *, as_json: bool) -> int:
    found = summary(about, results, optional)
    print(json.dumps(found, ensure_ascii=False, indent=2) if as_json else _last_line(found))
    if found["untried"] and not found["kept"]:
        hint = (
            "of what is untried nothing is known: --control or --by-hand moves the device, --optional leaves it out"
        )
        print(f"conformance: {hint}", file=sys.stderr)
    return 0 if found["kept"] else 1


def _last_line(found: Mapping[str, Any]) -> str:
    counts = ", ".join(f"{found[verdict]} {verdict}" for verdict in ("passed", "failed", "untried"))
    return f"{found['driver']} ({found['kind']}): {counts}"


def _listed(rules: list[Rule], *, as_json: bool) -> int:
    if as_json:
        told = [{"rule": rule.name, "says": rule.says, "needs": sorted(rule.needs)} for rule in rules]
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for rule in rules:
            needs = f" (needs {', '.join(sorted(rule.needs))})" if rule.needs else ""
            print(f"{rule.name}{needs}\n    {rule.says}")
    return 0


def _chosen(rules: Suite, names: list[str]) -> list[Rule]:
    """The rules of these names, or all. Raises ValueError for a name that none has."""
    known = [rule.name for rule in rules.rules]
    if unknown := set(names) - set(known):
        raise ValueError(f"no rule {', '.join(sorted(unknown))}; there are: {', '.join(known)}")
    return [rule for rule in rules.rules if not names or rule.name in names]


def _optional(rules: Suite, names: list[str]) -> frozenset[str]:
    """Names of the rules that may stay untried.

    Raises ValueError for a name that is neither rule nor verb, and for a rule that needs no hand: nothing hinders it.
    """
    verbs = {verb for rule in rules.rules for verb in rule.needs}
    if always := {rule.name for rule in rules.rules if not rule.needs} & set(names):
        raise ValueError(f"--optional: {', '.join(sorted(always))} needs no hand and is always tried")
    if unknown := set(names) - {_ALL, *verbs, *(rule.name for rule in rules.rules)}:
        raise ValueError(
            f"--optional: no rule or verb {', '.join(sorted(unknown))}; verbs: {', '.join(sorted(verbs))}"
        )
    wanted = set(names)
    return frozenset(rule.name for rule in rules.rules if rule.needs and {_ALL, rule.name, *rule.needs} & wanted)


def _plan(args: argparse.Namespace) -> Plan:
    """Raises ValueError."""
    from devices.conformance.trial import Plan

    if args.control is not None and not args.control.is_socket():
        raise ValueError(f"--control: no socket {args.control}")
    people = _people(args)
    if people is not None and not any(people.glob("p*.json")):
        raise ValueError(f"--people: no p01.json … in {people}")
    return Plan(
        driver=args.driver,
        options=_options(args.options),
        control=str(args.control or ""),
        by_hand=args.by_hand,
        people=str(people or ""),
        patience=args.patience,
        limit=args.limit,
    )


def _options(words: list[str]) -> dict[str, Any]:
    """One JSON object, or KEY=VALUE pairs. Raises ValueError."""
    from kiosk.commands.twin import message

    if len(words) == 1 and words[0].lstrip().startswith("{"):
        options = json.loads(words[0])
        return dict(options)
    return {key: value for key, value in message("", words).items() if key != "do"}


def _people(args: argparse.Namespace) -> Path | None:
    """A person at the keyboard has cards of their own: what they say is known only where they say so."""
    from kiosk.sandbox import seed

    if args.people is not None:
        return Path(args.people)
    return Path(seed.__path__[0]) / "people" if args.control else None
