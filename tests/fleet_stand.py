"""A fleet of the tests' own: trees that stay up as machines do, Ansible on them, a signed archive they install from.

Ansible goes there through its own ssh connection; `ssh_to_tree` stands in for the line, nsenter for sshd.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.package_stand import PATIENCE, ROOT, Machine, as_root

PLAYBOOK = ROOT / "packaging" / "ansible" / "terminals.yml"
LINE = ROOT / "tests" / "packaging" / "ssh_to_tree"
ARCHIVE_URL = "file:/mnt/packages"


class Terminal:
    """One tree with its own processes and no network; `name` as the inventory calls it."""

    def __init__(self, name: str, folder: Path, tree: Path, archive: Path) -> None:
        self.name, self._trees = name, folder
        self.machine = Machine(folder / f"tree-{name}", tree, archive)
        self._holder: subprocess.Popen[str] | None = None
        self.switch_on()

    def switch_on(self) -> None:
        """Until it can be reached."""
        words = self.machine.command("sh", "-c", "echo up; exec sleep infinity")
        self._holder = subprocess.Popen(words, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
        assert self._holder.stdout is not None
        assert self._holder.stdout.readline() == "up\n"
        (self._trees / self.name).write_text(str(_innermost(self._holder.pid)), encoding="ascii")

    def switch_off(self) -> None:
        """It answers no more; what is on its disk stays."""
        first = (self._trees / self.name).read_text(encoding="ascii")
        (self._trees / self.name).unlink()
        if self._holder is not None:
            with self._holder:
                subprocess.run([*(as_root() or []), "kill", "-KILL", first], check=True, timeout=PATIENCE)
            self._holder = None

    def shell(self, script: str, code: int | None = 0) -> str:
        """What a script says on both outputs; AssertionError where it does not end with `code` (None = any)."""
        done = subprocess.run(
            [LINE, self.name, script], check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL, text=True, timeout=PATIENCE, env=self.environment(),
        )  # fmt: skip
        assert code is None or done.returncode == code, f"{script}: {done.returncode}\n{done.stdout}"
        return done.stdout

    def environment(self) -> dict[str, str]:
        """Where `ssh_to_tree` finds the trees."""
        return {"PATH": os.environ["PATH"], "KIOSK_TREES": str(self._trees), "LC_ALL": "C.UTF-8"}

    def close(self) -> None:
        """Gone, with its disk."""
        if self._holder is not None:
            self.switch_off()
        self.machine.close()


def _innermost(pid: int) -> int:
    """The last of a row of processes that each began the next: sudo, unshare, the tree's own first one."""
    while children := Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split():
        pid = int(children[0])
    return pid


class Fleet:
    """Terminals, their inventory, and `ansible-playbook`. `folder` is the inventory's, with vaults and keys."""

    def __init__(self, folder: Path, terminals: list[Terminal]) -> None:
        self.folder, self.terminals = folder, terminals
        self.report: dict[str, Any] = {}
        self.said = ""

    def play(self, code: int = 0, only: str = "all", **variables: Any) -> dict[str, Any]:
        """Run the playbook with these extra variables; the fleet report. AssertionError where it ends otherwise."""
        report = self.folder / "report.json"
        report.unlink(missing_ok=True)
        ansible = shutil.which("ansible-playbook")
        assert ansible is not None, "packaging/apt-packages/test.txt"
        environment = self.terminals[0].environment() | {
            "HOME": str(self.folder), "ANSIBLE_SSH_EXECUTABLE": str(LINE), "ANSIBLE_SSH_TRANSFER_METHOD": "piped",
            "KIOSK_FLEET_REPORT": str(report), "ANSIBLE_NOCOLOR": "1", "ANSIBLE_LOCAL_TEMP": str(self.folder / "tmp"),
            "ANSIBLE_LOG_PATH": str(self.folder / "ansible.log"), "ANSIBLE_TIMEOUT": "5",
            "ANSIBLE_VAULT_PASSWORD_FILE": str(self.folder / "vault-password"),
        }  # fmt: skip
        inventory, told = str(self.folder / "inventory.yml"), json.dumps({"kiosk_waves": ["100%"]} | variables)
        words = [ansible, "-vvv", "-i", inventory, str(PLAYBOOK), "--limit", only, "-e", told]
        done = subprocess.run(
            words, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True,
            timeout=PATIENCE, env=environment,
        )  # fmt: skip
        self.said = done.stdout
        assert done.returncode == code, done.stdout[-3000:]
        self.report = json.loads(report.read_text(encoding="utf-8"))
        return self.report

    def outcomes(self) -> dict[str, str]:
        """Of the last run: terminal to outcome."""
        return {row["host"]: row["outcome"] for row in self.report["terminals"]}

    def changed(self, host: str) -> int:
        """Of the last run: how many tasks changed anything on that terminal, by Ansible's own count."""
        return sum(map(int, re.findall(rf"^{host} .*changed=(\d+)", self.said, re.MULTILINE)))
