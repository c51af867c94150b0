"""`make chaos`: is everything that was acknowledged on the platform exactly once, whatever was killed meanwhile?

python -m tests.chaos --out out/chaos.json --seed N [--kills N --submissions N --seconds N]

Exit code 0 where the count is clean; a line for people on standard error.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

from kiosk.runtime.sending import SUBMISSION
from tests.chaos.counting import counted, on_paper
from tests.chaos.director import Director, Plan
from tests.chaos.disk import in_a_namespace, mounted
from tests.chaos.mistakes import MISTAKES
from tests.chaos.rails import KINDS

_LEAST_DISK = 24
"""Megabytes."""
_CASES_A_MEGABYTE = 16


def main() -> int:
    """One run. 0 = clean, 1 = something was lost, doubled, unexplained, or a process ended as none should."""
    args = _arguments()
    begun = time.monotonic()
    folder = Path(tempfile.mkdtemp(dir=args.out.parent, prefix="chaos-"))
    director = Director(Plan(args.seed, args.kills, args.submissions, args.seconds, tuple(args.mistake)), folder)
    director.run()
    seen = director.seen
    tally = counted(seen.told, director.province.arrivals())
    tally += on_paper(seen.slips, director.on_paper(), director.province.outcomes())
    report = {
        "seed": args.seed,
        "kills": director.killed,
        "submissions": len(seen.of(SUBMISSION)),
        "acknowledged": sum(case.acknowledged for case in seen.of(SUBMISSION)),
        "others": {kind: sum(case.acknowledged for case in seen.of(kind)) for kind in KINDS},
        "slips": len(director.on_paper()),
        "lost": tally.lost,
        "duplicated": tally.duplicated,
        "unexplained": tally.unexplained,
        "seconds": round(time.monotonic() - begun, 1),
    }
    args.out.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    sys.stderr.write(
        f"{json.dumps(report)}\nkilled: {dict(seen.kills)}, inside a commit {seen.inside}, inside an upload "
        f"{director.interrupted()}; set aside {seen.aside}; refused by the store: {dict(seen.refusals)}; "
        f"disk: {'tmpfs' if mounted() else 'size limit'}; ended badly: {seen.ends or 'none'}\n"
    )
    clean = tally.clean and not seen.ends
    if clean:
        shutil.rmtree(folder)
    else:
        sys.stderr.write(f"kept: {folder}\n")
    return int(not clean)


def _absolute(text: str) -> Path:
    """The terminals' settings are read from folders of their own."""
    return Path(text).resolve()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--out", type=_absolute, default="out/chaos.json", help="where the report goes")
    parser.add_argument("--seed", type=int, default=1, help="of every lot that is drawn (default: %(default)s)")
    parser.add_argument(
        "--kills", type=int, default=500, help="SIGKILLs of screens and senders (default: %(default)s)"
    )
    parser.add_argument("--submissions", type=int, default=5000, help="cases (default: %(default)s)")
    parser.add_argument(
        "--seconds", type=float, default=900.0, help="after so long it ends anyway (default: %(default)s)"
    )
    parser.add_argument(
        "--mistake", choices=MISTAKES, action="append", default=[], help="made on purpose: the count must find it"
    )
    return parser.parse_args()


if __name__ == "__main__":
    asked = _arguments()
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "tests.chaos", *sys.argv[1:]]
    in_a_namespace(asked.out.parent / "chaos-disk", _LEAST_DISK + asked.submissions // _CASES_A_MEGABYTE, command)
    sys.exit(main())
