"""`make soak MINUTES=n`: does a terminal grow while people come and things go wrong, for hours?

python -m tests.soak --minutes N --seed N --out out/soak [--visits N]

Exit code 0 where every bound holds and home came back after every visit. soak.json, soak.pdf and the log in `--out`.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import platform
import random
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from kiosk.journeys.leftover_search import living
from kiosk.journeys.report import JourneyError
from kiosk.journeys.stage import Stage, staged
from kiosk.runtime import demo
from tests.soak.drawing import draw
from tests.soak.growth import Finding, findings
from tests.soak.sampling import Sample, sampled
from tests.soak.visits import Brief, Visits

_EVERY = 2.0
"""Seconds between two looks."""
_TO_BE_SEEN = 20
"""Looks at least, however quickly the visits went."""


class Watch(threading.Thread):
    """Looks at the terminal until it is told to end."""

    def __init__(self, run: int, state: Path) -> None:
        super().__init__(name="watch", daemon=True)
        self.samples: list[Sample] = []
        self._run, self._state = run, state
        self._over, self._begun = threading.Event(), time.monotonic()

    def run(self) -> None:
        """Every few seconds."""
        while not self._over.wait(_EVERY if self.samples else 0):
            self.samples += sampled(self._run, self._state, time.monotonic() - self._begun)

    def seen(self) -> int:
        """How often it has looked."""
        return len({sample.seconds for sample in self.samples})

    def end(self) -> None:
        """No more."""
        self._over.set()
        self.join()


def main() -> int:
    """One run. 0 = held, 1 = something grew, or the terminal did not come back."""
    args = _arguments()
    args.out.mkdir(parents=True, exist_ok=True)
    report = Brief("soak", args.out)
    found: list[Finding] = []
    facts: dict[str, Any] = {
        "seed": args.seed,
        "minutes": args.minutes,
        "machine": platform.platform(),
        "error": None,
    }
    samples: list[Sample] = []
    with staged(report) as stage:
        stage.start_sandbox()
        stage.start_kiosk()
        run = _supervisor(stage)
        watch = Watch(run, demo.state_dir(stage.folder))
        visits = Visits(stage, run, random.Random(args.seed))  # noqa: S311  chooses moments, hides nothing
        watch.start()
        begun = time.monotonic()
        try:
            _people_come(visits, args, begun, watch)
        except (JourneyError, OSError, subprocess.SubprocessError) as error:
            facts["error"] = f"{type(error).__name__}: {error}"
        finally:
            watch.end()
        samples = watch.samples
        cases = visits.done["apply"] + visits.done["signed"] + sum(visits.broken_off.values())
        found = findings(samples, cases, sum(visits.done.values()))
        facts |= {"visits": dict(visits.done), "broken_off": dict(visits.broken_off), "faults": dict(visits.faults)}
        facts |= {"seconds": round(time.monotonic() - begun, 1), "looks": watch.seen()}
        report.ok = False  # what people leave behind is the journeys' matter: nothing is looked through at the end
    held = facts["error"] is None and all(one.held for one in found)
    content = {**facts, "held": held, "bounds": [one.as_json() for one in found]}
    content["samples"] = [dataclasses.asdict(one) for one in samples]
    (args.out / "soak.json").write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")
    draw(args.out / "soak.pdf", samples, found, _title(facts))
    sys.stderr.write(_told(facts, found))
    return int(not held)


def _people_come(visits: Visits, args: argparse.Namespace, begun: float, watch: Watch) -> None:
    """One after the other, until the time is over or so many have been there."""
    number = 0
    while number == 0 or not _enough(number, args, begun):
        number += 1
        visits.one()
    while watch.seen() < _TO_BE_SEEN:
        time.sleep(_EVERY)


def _enough(number: int, args: argparse.Namespace, begun: float) -> bool:
    if args.visits:
        return bool(number >= args.visits)
    return bool(time.monotonic() - begun > 60 * args.minutes)


def _supervisor(stage: Stage) -> int:
    """The process that began the terminal's session: no secret, and there is no other way to it from outside."""
    running = stage._kiosk
    assert running is not None
    assert living(running.pid)
    return running.pid


def _title(facts: dict[str, Any]) -> list[str]:
    ended = "all visits" if facts["error"] is None else f"broke off: {facts['error']}"
    return [
        "Soak: a terminal in use, and what it takes of the machine",
        f"seed {facts['seed']}, {facts['seconds'] / 60:.1f} minutes, {facts['looks']} looks, {facts['machine']}",
        f"visits {sum(facts['visits'].values())}, broken off by a fault {sum(facts['broken_off'].values())}; {ended}",
    ]


def _told(facts: dict[str, Any], found: list[Finding]) -> str:
    lines = [json.dumps(facts, ensure_ascii=False)]
    lines += [
        f"{one.role} {one.what}: {one.before:.1f} -> {one.after:.1f}, may grow by {one.bound:g}"
        + ("" if one.held else "  NOT HELD")
        for one in found
    ]
    return "\n".join(lines) + "\n"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--out", type=lambda text: Path(text).resolve(), default=Path("out/soak").resolve())
    parser.add_argument("--seed", type=int, default=1, help="of everything that is drawn (default: %(default)s)")
    parser.add_argument("--minutes", type=float, default=10.0, help="how long (default: %(default)s)")
    parser.add_argument("--visits", type=int, default=0, help="so many, in place of a time")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
