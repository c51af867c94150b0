"""Our own commands, run as the terminal's user: what root may do is not what the terminal may do."""

from __future__ import annotations

import grp
import os
import subprocess
from typing import Any

from kiosk.provisioning.faults import ProvisionError, ProvisionFault
from kiosk.provisioning.place import Place
from kiosk.runtime.processes import kiosk_command

_GROUPS = ("video", "input", "audio", "dialout", "lp")
"""As `kiosk.service` gives them."""
_LIMIT = 600.0


def as_user(place: Place, words: list[str], **streams: Any) -> subprocess.CompletedProcess[str]:
    """Run it to its end; standard output is kept. `streams`: `input`, `stderr`, as subprocess.run takes them.

    Raises ProvisionError: NOT_ROOT, NO_USER, SELF_TEST for a command that does not end; OSError.
    """
    owner, environment = place.owner(), {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    who: dict[str, Any] = {}
    if owner is not None:
        environment["HOME"] = "/"
        groups = [one.gr_gid for one in grp.getgrall() if one.gr_name in _GROUPS]
        who = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": groups, "cwd": "/"}
    shape: dict[str, Any] = {"stdout": subprocess.PIPE, "text": True, "timeout": _LIMIT, "env": environment}
    try:
        return subprocess.run(kiosk_command(*words), check=False, **shape, **who, **streams)
    except subprocess.TimeoutExpired as error:
        raise ProvisionError(ProvisionFault.SELF_TEST, f"kiosk {words[0]}: {_LIMIT:.0f} s") from error
