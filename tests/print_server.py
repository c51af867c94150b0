"""A real CUPS server and a real IPP printer for tests, in a folder of their own on loopback ports.

Started by hand: `dbus-daemon` on a private socket (ippeveprinter insists on a bus; with `-r off` it needs no
Avahi), `ippeveprinter` with a command that obeys a file, `cupsd` with its own configuration, one queue: raw for a
slip printer, with the PPD that `driverless` makes for a page printer (A4, two trays, colour, both sides).
Debian 12: cups (with cups-filters), cups-client, cups-ipp-utils, dbus-daemon.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from devices.transports import ipp_printer

PATIENCE = 60.0
QUEUE = "slip"

_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path={folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/><allow user="*"/>
  </policy>
</busconfig>
"""

_PRINTER = """ATTR keyword media-supported roll_max_80x1000mm,roll_min_80x50mm
ATTR keyword media-default custom_slip_80x200mm
ATTR keyword media-ready custom_slip_80x200mm
ATTR mimeMediaType document-format-supported application/pdf
ATTR mimeMediaType document-format-default application/pdf
ATTR boolean color-supported false
ATTR keyword print-color-mode-supported monochrome
ATTR keyword sides-supported one-sided
ATTR resolution printer-resolution-default 203dpi
ATTR resolution printer-resolution-supported 203dpi
ATTR text printer-make-and-model "Test Slip"
"""

# What the printer does with a job follows the file `mode`. What came out is one line in `out`. ippeveprinter lets
# the command run on after a cancel: the command asks whether its job is still wanted, as a printer would know.
_COMMAND = """#!/bin/sh
mode() {{ cat "{folder}/mode"; }}
given_up() {{
  ipptool -c "$IPP_JOB_URI" "{folder}/ask" | grep -q "canceled\\|to-stop-point"
}}
blocked() {{
  [ -n "$1" ] && echo "STATE: +$1" >&2
  n=0
  while [ "$(mode)" = "$2" ] && [ $n -lt 600 ]; do sleep 0.1; n=$((n + 1)); done
  [ -n "$1" ] && echo "STATE: -$1" >&2
  given_up && exit 1
}}
case "$(mode)" in
  paper-out) blocked media-empty-error paper-out ;;
  jam) blocked media-jam-error jam ;;
  cover) blocked cover-open-error cover ;;
  hesitates) echo "STATE: +media-empty-error" >&2; sleep 1; echo "STATE: -media-empty-error" >&2 ;;
  slow) blocked "" slow ;;
  refuse) exit 1 ;;
  reason*) reason=$(mode); blocked "${{reason#reason }}" "$reason" ;;
  warns*) reason=$(mode); echo "STATE: +${{reason#warns }}" >&2; sleep 1; echo "STATE: -${{reason#warns }}" >&2 ;;
  pages*) count=$(mode); count=${{count#pages }}; page=0
    while [ $page -lt "$count" ]; do
      page=$((page + 1)); echo "ATTR: job-impressions-completed=$page" >&2; sleep 0.5
      given_up && exit 1
    done ;;
esac
env | grep -E '^IPP_(COPIES|SIDES|MEDIA|MEDIA_COL|PRINT_COLOR_MODE)=' | sort > "{folder}/asked"
echo "$IPP_JOB_NAME" >> "{folder}/out"
"""

_ASK = """{{
  OPERATION Get-Job-Attributes
  GROUP operation-attributes-tag
  ATTR charset attributes-charset utf-8
  ATTR naturalLanguage attributes-natural-language en
  ATTR uri job-uri $uri
  DISPLAY job-state
  DISPLAY job-state-reasons
}}
"""

_CUPSD = """LogLevel info
DirtyCleanInterval {dirty}
MaxLogSize 0
Listen 127.0.0.1:{port}
Listen {folder}/cups.sock
Browsing Off
WebInterface No
DefaultAuthType None
PreserveJobHistory Yes
PreserveJobFiles Yes
JobKillDelay 5
JobRetryInterval 1
ErrorPolicy stop-printer
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""

_FILES = """ServerRoot {folder}/cups
CacheDir {folder}/cups/cache
StateDir {folder}/cups/state
RequestRoot {folder}/cups/spool
TempDir {folder}/cups/tmp
AccessLog {folder}/cups/access_log
ErrorLog {folder}/cups/error_log
PageLog {folder}/cups/page_log
Printcap
"""


def wait_until(condition: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
    """Wait for a condition, not for a time. Raises TimeoutError."""
    until = time.monotonic() + patience
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError(what)
        time.sleep(0.05)


class PrintServer:
    """The three processes; each can be taken away and brought back."""

    def __init__(self, folder: Path, *, pages: bool = False, waitjob: bool = True, dirty: int = 30) -> None:
        self.folder = folder
        self.pages = pages
        self.waitjob = waitjob
        self.port = _free_port()
        self.printer_port = _free_port()
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        for part in ("cups/cache", "cups/state", "cups/spool", "cups/tmp", "printer"):
            (folder / part).mkdir(parents=True)
        files = _FILES + ("User lp\nGroup lp\nSystemGroup root\n" if os.geteuid() == 0 else "")
        texts = {"bus.conf": _BUS, "printer.conf": _PRINTER, "print": _COMMAND, "ask": _ASK, "cupsd.conf": _CUPSD}
        for name, text in {**texts, "cups-files.conf": files, "mode": "ok\n", "out": ""}.items():
            filled = text if name == "printer.conf" else text.format(folder=folder, port=self.port, dirty=dirty)
            (folder / name).write_text(filled, "utf-8")
        (folder / "print").chmod(0o755)

    def start(self) -> None:
        """Everything up and the queue made."""
        self._run("bus", "dbus-daemon", f"--config-file={self.folder}/bus.conf", "--nofork", "--nopidfile")
        wait_until((self.folder / "bus").exists, "the bus")
        self.start_printer()
        self.start_server()
        device = self.device + ("" if self.waitjob else "?waitjob=false")
        # A raw queue: the slip is already what the printer takes, and no filter may scale it to another paper.
        self.admin("lpadmin", "-p", QUEUE, "-E", "-v", device, *(("-P", self._ppd()) if self.pages else ()))
        self.restart_server()  # now the queue is on the disk, as it is on any terminal

    def _ppd(self) -> str:
        """A driver file for the page printer, as `lpadmin -m everywhere` makes one where Avahi runs."""
        made = subprocess.run(
            ["driverless", self.device], check=True, capture_output=True, timeout=PATIENCE, env=self._environment()
        )
        (self.folder / "page.ppd").write_bytes(made.stdout)
        return str(self.folder / "page.ppd")

    @property
    def server(self) -> str:
        """host:port."""
        return f"127.0.0.1:{self.port}"

    @property
    def device(self) -> str:
        """URI of the printer."""
        return f"ipp://localhost:{self.printer_port}/ipp/print"

    def start_printer(self) -> None:
        """Plug the printer in."""
        options = ["-p", str(self.printer_port), "-n", "localhost", "-r", "off"]
        options += ["-k", "-d", str(self.folder / "printer"), "-c", str(self.folder / "print")]
        if self.pages:
            options += ["-2", "-s", "10,10", "-f", "application/pdf"]
        else:
            options += ["-a", str(self.folder / "printer.conf")]
        self._run("printer", "ippeveprinter", *options, "Slip")
        wait_until(lambda: _listens(self.printer_port), "the printer")

    def start_server(self) -> None:
        """Start the print server."""
        files = str(self.folder / "cups-files.conf")
        self._run("server", "cupsd", "-f", "-c", str(self.folder / "cupsd.conf"), "-s", files)
        wait_until(lambda: _listens(self.port), "the print server")

    def restart_server(self) -> None:
        """As an administrator does."""
        self.stop("server")
        self.start_server()

    def kill(self, name: str) -> None:
        """Make an end of `printer`, `server` or `bus` at once: nothing is written down any more."""
        process = self._running.pop(name)
        process.kill()
        process.wait(PATIENCE)

    def asked(self) -> dict[str, str]:
        """What the latest job asked of the printer: IPP_SIDES, IPP_MEDIA_COL, ….."""
        lines = (self.folder / "asked").read_text("utf-8").splitlines()
        return {name: value for name, _, value in (line.partition("=") for line in lines)}

    def stop(self, name: str) -> None:
        """Take `printer`, `server` or `bus` away."""
        process = self._running.pop(name)
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(PATIENCE)

    def close(self) -> None:
        """Everything down."""
        for name in reversed(list(self._running)):
            self.stop(name)

    def admin(self, command: str, *arguments: str) -> None:
        """One of lpadmin, cupsdisable, cupsenable, cupsreject, cupsaccept, cancel."""
        asked = [command, "-h", self.server, *arguments]
        subprocess.run(asked, check=True, capture_output=True, timeout=PATIENCE, env=self._environment())

    def behave(self, mode: str) -> None:
        """ok, paper-out, jam, cover, hesitates, slow, refuse; `reason KEYWORD` (blocked), `warns KEYWORD`, `pages N`.

        Replaced in one step: the command reads it any time.
        """
        (self.folder / "mode.new").write_text(f"{mode}\n", "utf-8")
        (self.folder / "mode.new").rename(self.folder / "mode")

    def idle(self) -> bool:
        """Is the printer at rest?"""
        printer = ipp_printer.at(self.device, "nobody")
        return printer is not None and not printer.state().processing

    def came_out(self) -> list[str]:
        """Titles of what was printed to the end, in order."""
        return (self.folder / "out").read_text("utf-8").splitlines()

    def spooled(self) -> list[str]:
        """Documents (not control files) that lie in the spool."""
        return sorted(entry.name for entry in (self.folder / "cups" / "spool").iterdir() if entry.name[0] == "d")

    def clear_spool(self) -> None:
        """Forget all jobs and documents, while the server is down."""
        for entry in (self.folder / "cups" / "spool").iterdir():
            if entry.is_file():
                entry.unlink()

    def papers(self) -> list[Path]:
        """The PDF files that reached the printer."""
        return sorted((self.folder / "printer").glob("*.pdf"))

    def _run(self, name: str, *command: str) -> None:
        command = ("setpriv", "--pdeathsig", "TERM", *command)  # a test run that is killed leaves none behind
        with (self.folder / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=self._environment()
            )

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={self.folder}/bus", "PATH": _path()}


@contextmanager
def print_server(*, pages: bool = False, waitjob: bool = True, dirty: int = 30) -> Iterator[PrintServer]:
    """Up for the length of the block; the folder is readable by the user that CUPS's filters run as.

    `waitjob=False`: the queue's device URI ends so. `dirty`: seconds after which the server writes jobs down.
    """
    folder = Path(tempfile.mkdtemp(prefix="slip-"))
    folder.chmod(0o755)
    server = PrintServer(folder, pages=pages, waitjob=waitjob, dirty=dirty)
    try:
        server.start()
        yield server
    finally:
        server.close()
        shutil.rmtree(folder, ignore_errors=True)


def _path() -> str:
    return f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False
