"""Clock, network and proxy, as the doctor looks at them; and the doctor itself, as the terminal's user.

Must never call a line well that goes another way than the terminal's: through the proxy of its settings, or none.
"""

from __future__ import annotations

import json
import subprocess
import urllib.request
from collections.abc import Sequence
from typing import Any

from kiosk.provisioning import settings_file
from kiosk.provisioning.as_user import as_user
from kiosk.provisioning.faults import ProvisionError, ProvisionFault
from kiosk.provisioning.setup import Outcome, Setup, Standing, done

CLOCK, NETWORK = (
    ("clock", "platform-time"),
    ("network-route", "network-proxy", "network-name", "network-connection", "network-certificate"),
)
"""Names of the doctor's checks."""
NEEDS_A_LINE = {"platform-time", "platform-sign-in", *NETWORK}


def clock(setup: Setup) -> Outcome:
    """The clock, and the platform's beside it where there is a line. Raises ProvisionError."""
    return _judged(examine(setup, CLOCK[:1] if setup.usb else CLOCK))


def network(setup: Setup) -> Outcome:
    """Layer by layer to the platform, as the terminal goes. Raises ProvisionError."""
    if setup.usb:
        return Outcome(Standing.NOTED, "没有测：按 U 盘方式注册，办件先存在本机")
    said = examine(setup, NETWORK)
    proxied = "proxy" in settings_file.read(setup.place).get("platform", {})
    names = (
        []
        if proxied
        else sorted(name for name, value in urllib.request.getproxies().items() if value and name != "no")
    )
    if names and any(row["verdict"] == "fail" for row in said["checks"]):
        raise ProvisionError(ProvisionFault.PROXY, f"{', '.join(names)}；{_failures(said)}")
    outcome = _judged(said)
    if proxied and outcome.standing is Standing.DONE:
        return done(f"{outcome.said}；经代理")
    if names:
        return Outcome(Standing.NOTED, f"{outcome.said}；环境里设了代理（{', '.join(names)}），终端不用，直连通过")
    return outcome


def self_tests(setup: Setup) -> Outcome:
    """Everything the doctor knows; without a line what needs one is left out. Raises ProvisionError."""
    setup.examined = examine(setup, without=NEEDS_A_LINE if setup.usb else frozenset())
    return _judged(setup.examined)


def examine(
    setup: Setup, only: Sequence[str] = (), without: frozenset[str] | set[str] = frozenset()
) -> dict[str, Any]:
    """What `kiosk doctor --json` says, run as the terminal's user. Raises ProvisionError where it says nothing."""
    if without:
        from kiosk.runtime.checks import all_checks

        only = [check.name for check in all_checks() if check.name not in without]
    words = ["doctor", "--json", "--yes", "--config", str(setup.place.config)]
    answer = as_user(setup.place, [*words, *(["--only", *only] if only else [])], stderr=subprocess.PIPE)
    last = (answer.stderr.strip().splitlines() or ["-"])[-1][:200]
    try:
        said: dict[str, Any] = json.loads(answer.stdout)
    except ValueError as error:
        raise ProvisionError(ProvisionFault.SELF_TEST, last) from error
    if not said.get("checks"):
        raise ProvisionError(ProvisionFault.SELF_TEST, last)
    return said


def _judged(said: dict[str, Any]) -> Outcome:
    """Raises ProvisionError: SELF_TEST with the names and codes of what failed."""
    if any(row["verdict"] == "fail" for row in said["checks"]):
        raise ProvisionError(ProvisionFault.SELF_TEST, _failures(said))
    noted = [f"{row['title']} {row['fault']}" for row in said["checks"] if row["verdict"] == "warn"]
    if noted:
        return Outcome(Standing.NOTED, f"{said['summary']}；留意：{'，'.join(noted)}")
    return done(said["summary"])


def _failures(said: dict[str, Any]) -> str:
    rows = [row for row in said["checks"] if row["verdict"] == "fail"]
    return "；".join(f"{row['title']} {row['fault']}：{row['staff'] or ''}" for row in rows)
