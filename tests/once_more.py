"""Runs what failed in a whole run of `./test` twice more, by itself; must never make a steady failure pass.

Two halves of nearly ten thousand tests share the machine. A test that fails there and passes twice alone waits
for the wrong thing: it is named at the end of the report, to be mended, and does not hold up what has nothing to do
with it. More than `FEW` failures, an interrupted run or a crash are never looked at again.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

FEW: Final = 3
TIMES: Final = 2
_TESTS_FAILED: Final = 1
"""pytest's exit code: tests were run and some failed. Every other one is a failure of the run itself."""


def failed_in(cache: Path) -> list[str]:
    """The node ids that failed in the run which kept its cache in `cache`."""
    kept = cache / "v" / "cache" / "lastfailed"
    return sorted(json.loads(kept.read_text(encoding="utf-8"))) if kept.is_file() else []


def unsteady(code: int, cache: Path) -> list[str] | None:
    """What failed beside others and passes alone; empty where nothing failed, None where the failure stands."""
    if code == 0:
        return []
    names = failed_in(cache)
    if code != _TESTS_FAILED or not 0 < len(names) <= FEW or any("::" not in name for name in names):
        return None
    alone = [sys.executable, "-m", "pytest", "-o", f"cache_dir={cache}-alone", *names]
    return names if all(subprocess.run(alone, check=False).returncode == 0 for _ in range(TIMES)) else None


def main() -> int:
    """Arguments: exit code and cache folder of each half. 0 where all passed, if need be alone."""
    halves = list(zip(map(int, sys.argv[1::2]), map(Path, sys.argv[2::2]), strict=True))
    looked = [unsteady(code, cache) for code, cache in halves]
    for name in (name for names in looked for name in names or ()):
        sys.stdout.write(f"UNSTEADY (failed beside others, passed {TIMES} times alone; to be mended): {name}\n")
    return int(None in looked)


if __name__ == "__main__":
    sys.exit(main())
