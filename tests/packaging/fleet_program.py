#!/usr/bin/python3 -I
"""The program in the stand-in package of the fleet's tests: `kiosk` as far as upgrades and provisioning ask for it.

Reads answers and profile as the real one does (`kiosk provision`), says what it did in the same JSON, and knows a
code once. Faults are files beside it: `dark` brings no picture; the doctor's failing checks stand in `failing`.
"""

import hashlib
import json
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

HERE = Path("/opt/budayang-kiosk")
STATE = Path("/var/lib/kiosk")
SETTINGS = Path("/etc/kiosk/kiosk.toml")
CODES = Path("/srv/codes")
"""One-time codes that the platform knows, one a line."""


def doctor() -> int:
    failing = (HERE / "failing").read_text().split()
    checks = [{"name": name, "verdict": "fail" if name in failing else "pass"} for name in ("camera", "store")]
    sys.stdout.write(json.dumps({"checks": checks}))
    return int(bool(failing))


def screen() -> int:
    sys.stdin.readline()
    if (HERE / "dark").exists():
        return 3
    sys.stdout.write('{"event": "painted"}\n')
    sys.stdout.flush()
    time.sleep(60)
    return 0


def enrolled(answers: dict[str, Any]) -> bool:
    mark = STATE / "enrolled"
    codes = CODES.read_text().split()
    code = answers.get("enrolment", {}).get("code")
    if not mark.exists() and code not in codes:
        return False
    if not mark.exists():
        CODES.write_text("\n".join(one for one in codes if one != code))
        mark.touch()
    return True


def provision(answers_file: str) -> int:
    answers = tomllib.loads(Path(answers_file).read_text())
    profile = Path(answers["profile"])
    tables = tomllib.loads(profile.read_text())
    key = profile.parent / tables["platform"]["platform_key"]
    SETTINGS.write_text(json.dumps({"terminal": answers["terminal"], "key": key.read_text(), "profile": tables}))
    steps = [{"name": "profile", "standing": "done", "fault": None, "advice": ""}]
    well = enrolled(answers)
    fault = {"fault": None, "advice": ""} if well else {"fault": "provision.code", "advice": "要一个新的注册码"}
    steps.append({"name": "enrolment", "standing": "done" if well else "failed", **fault})
    if well and "staff" in answers:
        secret = Path(answers["staff"]["secret_file"]).read_text().splitlines()[0]
        (STATE / "staff").write_text(hashlib.sha256(secret.encode()).hexdigest())
    sys.stdout.write(json.dumps({"terminal": answers["terminal"]["id"], "ready": well, "steps": steps}))
    return int(not well)


def main() -> int:
    verb, *rest = sys.argv[1:]
    if verb == "provision":
        return provision(rest[rest.index("--answers") + 1])
    return {"doctor": doctor, "screen": screen}.get(verb, lambda: 0)()


if __name__ == "__main__":
    sys.exit(main())
