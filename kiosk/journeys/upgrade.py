"""Journey: the Debian package is installed, a case waits, and the package is upgraded three times.

While somebody is there: refused. To a version without a picture: put back. To a sound one: the case goes out with it.
Queue, keys and settings are the same after each. `machine.py` says what stands around it; the service manager's part,
stopping and starting the terminal, is played from here, and the platform and the devices are outside, as they are.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from kiosk.journeys import acts
from kiosk.journeys.apply_online import note_case
from kiosk.journeys.hand import Hand
from kiosk.journeys.machine import PROGRAM, SETTINGS, STATE, LackError, Machine, examine
from kiosk.journeys.report import JourneyError, Report
from kiosk.journeys.stage import Stage
from kiosk.journeys.versions import Versions, version_of, versions
from kiosk.runtime import demo
from kiosk.runtime.processes import Family
from kiosk.runtime.settings import load
from kiosk.runtime.surroundings import surroundings

_OCCUPIED, _NO_PICTURE = "有人正在使用终端", "no first picture"
_PEOPLE = "lib/python3.*/site-packages/kiosk/sandbox/seed/people"
_WAITS = frozenset({"queued", "waiting"})
_NOT_CONFIGURED = "iF"
"""dpkg's word for a version whose script failed."""
_LOOKED_AT = ("software", "queue", "devices")
"""Of the doctor's checks, those that the gate asks for too and that name no file."""


def play(stage: Stage, report: Report) -> None:
    """Play it. The report names what this machine lacks for it."""
    try:
        disk = examine()
        with tempfile.TemporaryDirectory(prefix="kiosk-upgrade-", dir=disk) as folder:
            _on_a_machine(stage, report, Path(folder))
    except LackError as error:
        report.facts["lack"] = error.lack.value[0]
        raise


def _on_a_machine(stage: Stage, report: Report, folder: Path) -> None:
    packages = folder / "packages"
    packages.mkdir()
    began = time.monotonic()
    given = report.facts.pop("deb", None)
    three = versions(Path(given) if given else None, packages)
    report.facts["upgrade"] = []
    _note(report, "the package and two successors", began, built=not given, version=version_of(three.now))
    disk = folder / "machine"
    disk.mkdir()
    machine = Machine(disk, stage.folder, packages)
    stage.hand = HandOutside(stage, report)
    around = Family()
    try:
        played = _Upgrades(stage, report, machine, three)
        played.installed()
        for name, words in played.devices:
            around.spawn(name, machine.kiosk(*words))
        played.a_case_waits()
        played.refused()
        played.put_back()
        played.upgraded()
        played.goes_out()
    except JourneyError:
        stage.hand.ask(do="grab", path=str(report.folder / "failed.png"))
        raise
    finally:
        stage.stop_kiosk()
        for name, _ in surroundings(load(stage.folder / "kiosk.toml")):
            around.stop(name)
        machine.close()


class HandOutside(Hand):
    """Its terminal may not write where the report lies: pictures are fetched from the stage's folder."""

    def __init__(self, stage: Stage, report: Report) -> None:
        """In place of the stage's own."""
        super().__init__(stage.folder / "probe" / "active.sock", report)
        self._drawn = stage.folder / "drawn.png"
        self.leafing, self.on_page, self.before_touch = (
            stage.hand.leafing, stage.hand.on_page, stage.hand.before_touch,
        )  # fmt: skip

    def ask(self, **request: object) -> dict[str, Any]:
        """As any hand does."""
        if request.get("do") != "grab":
            return super().ask(**request)
        answer = super().ask(do="grab", path=str(self._drawn))
        if answer.get("ok"):
            shutil.copyfile(self._drawn, str(request["path"]))
        return answer


class _Upgrades:
    """What happens on the machine, in its order."""

    def __init__(self, stage: Stage, report: Report, machine: Machine, three: Versions) -> None:
        self._stage, self._report, self._machine, self._versions = stage, report, machine, three
        self._now = version_of(three.now)
        self.devices: list[tuple[str, list[str]]] = []
        self._case = ("", "")
        self._before: dict[str, Any] = {}

    def installed(self) -> None:
        """The package, settings of a terminal, and devices that stay when the terminal stops."""
        began = time.monotonic()
        self._machine.install(self._versions.now)
        people = self._machine.run("sh", "-c", f"echo {PROGRAM}/{_PEOPLE}")
        whole = self._stage.config
        text = whole.read_text(encoding="utf-8").replace(str(demo.people_dir()), people.strip())
        whole.write_text(text, encoding="utf-8")
        self.devices = [(name, list(words)) for name, words in surroundings(load(whole))]
        mine = _without_twins(text).replace(str(demo.state_dir(self._stage.folder)), str(STATE))
        (self._stage.folder / "installed.toml").write_text(mine, encoding="utf-8")
        self._machine.run("install", "-g", "kiosk", "-m", "0640", str(whole.parent / "installed.toml"), str(SETTINGS))
        self._machine.run("install", "-d", "-o", "kiosk", "-g", "kiosk", "-m", "0700", "/run/kiosk")
        self._stage.start_sandbox()
        self._machine.run("chown", "-R", "kiosk:kiosk", str(self._stage.folder))  # devices and keys are there
        self._stage.command, self._stage.told_to_end = self._machine.kiosk, self._machine.end
        self._stage.config = SETTINGS
        _note(self._report, "installed", began, version=self._machine.standing())

    def a_case_waits(self) -> None:
        """The line drops, somebody hands a case in, and is still there."""
        began = time.monotonic()
        hand = self._stage.hand
        self._stage.start_kiosk()
        hand.wait("the catalogue", lambda: hand.sees(f"theme-{acts.THEME}"))
        self._stage.stop_sandbox()
        acts.submit_without_a_line(self._stage, self._report)
        (self._case,) = self._queue()
        self._before = self._kept()
        _note(self._report, "a case waits", began, queue=self._case[1])

    def refused(self) -> None:
        """Somebody is there: nothing changes, not under their hands either."""
        began = time.monotonic()
        said = self._machine.install(self._versions.sound, code=1)
        if _OCCUPIED not in said:
            raise JourneyError(f"it was not the session that refused: {said[-300:]}")
        self._as_before("refused")
        self._expect("the page", self._stage.hand.screen(), "result")
        self._expect("dpkg's word", self._dpkg_says()[1], "i")
        _note(self._report, "refused while somebody is there", began, version=self._machine.standing())
        acts.finish(self._stage)
        self._stage.hand.wait("nobody there", self._machine.free)

    def put_back(self) -> None:
        """A version without a window is put back; the one before comes up, and has the case."""
        began = time.monotonic()
        self._stage.stop_kiosk()
        said = self._machine.install(self._versions.broken, code=1)
        if _NO_PICTURE not in said:
            raise JourneyError(f"it was not the picture that was missed: {said[-300:]}")
        self._as_before("put back")
        self._expect("dpkg's word", self._dpkg_says(), _NOT_CONFIGURED)
        rolled = self._machine.run("tail", "-n1", "/var/lib/budayang-kiosk/rolled-back").strip()
        _note(self._report, "put back: no first picture", began, version=self._machine.standing(), rolled_back=rolled)
        self._comes_up("put-back")

    def upgraded(self) -> None:
        """The gate is passed."""
        began = time.monotonic()
        self._stage.stop_kiosk()
        self._machine.install(self._versions.sound)
        self._now = version_of(self._versions.sound)
        self._as_before("upgraded")
        self._expect("dpkg's word", self._dpkg_says(), "ii")
        self._machine.run("test", "!", "-e", f"{PROGRAM}.former")
        looked = self._looked_at()
        if bad := [name for name, verdict in looked.items() if verdict == "fail"]:
            raise JourneyError(f"the doctor after the upgrade: {', '.join(bad)}")
        _note(self._report, "upgraded: the gate is passed", began, version=self._now, doctor=looked)
        self._comes_up("upgraded", stop=False)

    def goes_out(self) -> None:
        """The line is back, and the case arrives, once."""
        began = time.monotonic()
        stage, hand = self._stage, self._stage.hand
        stage.start_sandbox()
        hand.wait("the case at the platform", lambda: bool(stage.platform("submissions")["submissions"]))
        hand.wait("the outbox empty", lambda: self._queue() == [(self._case[0], "done")])
        note_case(stage, self._report)
        self._report.facts.update(reference=self._case[0], queue=stage.queue("stats"))
        hand.keep("sent")
        _note(self._report, "the case went out", began, version=self._machine.standing())

    # --- what is looked at ------------------------------------------------------------------------------
    def _comes_up(self, name: str, *, stop: bool = True) -> None:
        """From cold to its first page, in seconds."""
        began = time.monotonic()
        self._stage.start_kiosk()
        _note(self._report, f"came up: {name}", began, version=self._machine.standing())
        self._stage.hand.keep(f"home-{name}")
        self._expect("the queue", self._queue(), [self._case])
        if stop:
            self._stage.stop_kiosk()

    def _queue(self) -> list[tuple[str, str]]:
        """Reference and state of every case; waiting for the line is waiting, by whichever name."""
        jobs = self._stage.queue("list")
        if jobs is None:
            raise JourneyError("the queue cannot be read")
        return [(job["reference"], "waits" if job["state"] in _WAITS else job["state"]) for job in jobs]

    def _kept(self) -> dict[str, Any]:
        files = f"sha256sum {STATE}/keys/* {SETTINGS}"
        return {"keys and settings": self._machine.run("sh", "-c", files), "queue": self._queue()}

    def _as_before(self, when: str) -> None:
        for name, value in self._kept().items():
            self._expect(f"{when}: {name}", value, self._before[name])
        self._expect(f"{when}: the version", self._machine.standing(), self._now)

    def _dpkg_says(self) -> str:
        return self._machine.run("dpkg-query", "-W", "-f", "${db:Status-Abbrev}", "budayang-kiosk").strip()

    def _looked_at(self) -> dict[str, str]:
        words = ("doctor", "--config", str(SETTINGS), "--yes", "--json", "--only", *_LOOKED_AT)
        done = subprocess.run(self._machine.kiosk(*words), check=False, capture_output=True, text=True, timeout=300)
        return {check["name"]: check["verdict"] for check in json.loads(done.stdout)["checks"]}

    @staticmethod
    def _expect(what: str, found: object, wanted: object) -> None:
        if found != wanted:
            raise JourneyError(f"{what}: {found} instead of {wanted}")


def _note(report: Report, what: str, began: float, **more: object) -> None:
    report.facts["upgrade"].append({"what": what, "seconds": round(time.monotonic() - began, 1), **more})
    report.write()


def _without_twins(settings: str) -> str:
    """The table of what development puts around the terminal: here they are devices that stay."""
    head, _, rest = settings.partition("[twins]\n")
    return head + rest[rest.index("\n[") + 1 :]
