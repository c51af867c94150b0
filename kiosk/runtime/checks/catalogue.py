"""What this terminal knows of the services it offers: which version, and how old. Must never fetch another."""

from __future__ import annotations

import datetime as dt

from kiosk.domain.text import Text
from kiosk.runtime.checks.queue import nothing_yet, store
from kiosk.runtime.diagnostics import Check, DoctorFault, Finding, Surroundings, Verdict, found
from kiosk.runtime.present import OLD_DAYS

_DAY = 86400.0


def age(around: Surroundings) -> Finding:
    """When did the platform last say that this is the current one? Raises StoreError."""
    with store(around) as look:
        if look is None:
            return nothing_yet(around)
        kept = look.catalogue()
    if kept is None:
        return found(Verdict.WARN, DoctorFault.CATALOGUE_OLD, version="-", confirmed="never")
    version, at = kept
    days = max(0.0, around.clock.wall().timestamp() - at) / _DAY
    confirmed = dt.datetime.fromtimestamp(at).astimezone().isoformat(timespec="minutes")
    facts = {"version": version, "confirmed": confirmed, "days": f"{days:.1f}"}
    if days >= OLD_DAYS:
        return found(Verdict.WARN, DoctorFault.CATALOGUE_OLD, **facts)
    return Finding(Verdict.PASS, facts=facts)


CHECKS = (
    Check(
        "catalogue",
        "queue",
        Text("事项目录", "事項目錄", "Catalogue"),
        Text(
            "断网多久就旧多久；网是通的还旧，看同步日志里的 catalogue 代码。",
            "斷網多久就舊多久；網是通的還舊，看同步日誌裡的 catalogue 代碼。",
            "As old as the line is down. Old although it is up: look for a catalogue code in the log of sync.",
        ),
        age,
    ),
)
