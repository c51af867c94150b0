# ruff: noqa: INP001  found by Ansible beside the playbook
"""The fleet report: what became of every terminal of the inventory, also of those not begun or not answering.

Written at the end of `terminals.yml`, however it ends: a table on the screen, and JSON in a file. Holds names,
versions, outcomes and codes of faults; no answer, no code for enrolment.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path
from typing import Any

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: fleet_report
type: aggregate
short_description: what became of every terminal
description: Writes the fleet report when a playbook ends.
options:
  report:
    description: The file, replaced.
    default: fleet-report.json
    env: [{name: KIOSK_FLEET_REPORT}]
"""
SAID = 300
"""Characters of a reason."""
WELL = {"installed", "provisioned", "changed", "already"}


class CallbackModule(CallbackBase):  # type: ignore[misc]
    """Ansible's name for it."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "fleet_report"

    def __init__(self) -> None:
        super().__init__()
        self._hosts: list[str] = []

    def v2_playbook_on_play_start(self, play: Any) -> None:
        """Everybody whom the inventory names, in its order; called for every wave."""
        if not self._hosts:
            inventory = play.get_variable_manager()._inventory  # noqa: SLF001  there is no other way to it
            self._hosts = [host.get_name() for host in inventory.get_hosts(play.hosts, ignore_restrictions=True)]

    def v2_playbook_on_stats(self, stats: Any) -> None:
        """Write the report; nothing where no terminal was meant."""
        if not self._hosts:
            return
        rows = [{"host": host, **_row(host, stats)} for host in self._hosts]
        counts = {
            outcome: sum(row["outcome"] == outcome for row in rows) for row in rows for outcome in [row["outcome"]]
        }
        at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        report = {"at": at, "whole": set(counts) <= WELL, "counts": counts, "terminals": rows}
        path = Path(self.get_option("report"))
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        draft.replace(path)
        width = max(map(len, self._hosts))
        for row in rows:
            line = [row["host"].ljust(width), row["outcome"].ljust(11), row.get("after", ""), row["said"]]
            self._display.display("  ".join(part for part in line if part))
        self._display.display(f"{path}: {json.dumps(counts)}")


def _row(host: str, stats: Any) -> dict[str, Any]:
    """What the role said of itself; else what Ansible knows."""
    told = stats.custom.get(host)
    if told is not None:
        return {**told, "said": str(told["said"])[:SAID]}
    if host in stats.dark:
        return {"outcome": "unreachable", "said": "stopped answering in the midst of it"}
    if host in stats.processed:
        return {"outcome": "cut-off", "said": "the run was broken off"}
    return {"outcome": "not-begun", "said": ""}
