"""Three people use the real terminal; afterwards nothing of them is in its files, its log, or its living processes.

The markers are planted by doing: names, numbers and addresses of the cards, pieces of the chip photo, SMS codes,
typed phone numbers, the code of a licence, the tokens of the sessions (found in the citizen's process while it lives,
by the digests that the platform keeps). They are looked for in every spelling a program may keep them in: files
and file names (store, audit trail, log, temporary folder, slips), command lines and environments, and the memory of
every process of the terminal. Left out: the sandbox, which is the platform and has the cases; the twins, one of which
is the card; the screens that held a session, which have ended. A slip may say what slips say: the masked name.

Memory and environment of processes that shut theirs (PR_SET_DUMPABLE 0) are root's alone (CAP_SYS_PTRACE): for others
those two tests are skipped and say so; files, names, command lines, slips and audit trail anybody looks through.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest

from kiosk.journeys import acts, show_licence
from kiosk.journeys.left_behind import person, spellings
from kiosk.journeys.report import Report
from kiosk.journeys.stage import Stage
from kiosk.runtime import demo
from kiosk.runtime.audit.trail import Places, audit_folder
from kiosk.runtime.processes import kiosk_command
from kiosk.sandbox.gate import token_digest

pytestmark = pytest.mark.timeout(600)
PATIENCE = 90.0
TYPED = "19955512345"
TYPED_OFFLINE = "19955567890"
TOKEN = re.compile(rb"[A-Za-z0-9_-]{43,}")
"""A token of a session, 32 random bytes in URL-safe Base64, has 43 of these; what is longer is none."""
TOKEN_LENGTH = 43
LARGEST = 512 << 20
"""Bytes of one mapping; what is larger is a reservation, not memory."""


def shuts_its_memory(pid: int) -> bool:
    """To us, that is; root sees all."""
    try:
        Path(f"/proc/{pid}/mem").open("rb", 0).close()
    except PermissionError:
        return True
    return False


def skip_unless_open(pid: int) -> None:
    """Skip, which fails in CI, where nobody may look."""
    if shuts_its_memory(pid):
        pytest.skip("the terminal's processes shut their memory (PR_SET_DUMPABLE 0): only root may look into it")


def memory_of(pid: int) -> Iterator[bytes]:
    """What the process can write, mapping by mapping: what it cannot is a file that others have written."""
    with (
        Path(f"/proc/{pid}/maps").open(encoding="ascii", errors="replace") as maps,
        Path(f"/proc/{pid}/mem").open("rb", 0) as memory,
    ):
        for line in maps:
            span, mode = line.split()[:2]
            low, high = (int(end, 16) for end in span.split("-"))
            if mode.startswith("rw") and high - low <= LARGEST:
                memory.seek(low)
                try:
                    yield memory.read(high - low)
                except OSError:
                    continue


def held_by(pid: int, markers: list[str | bytes]) -> list[str | bytes]:
    """Which markers a process holds."""
    wanted = {marker: spellings(marker) for marker in markers}
    found: set[str | bytes] = set()
    for chunk in memory_of(pid):
        found |= {marker for marker, spelt in wanted.items() if any(one in chunk for one in spelt)}
    return sorted(found, key=repr)


def terminals_processes(run: int) -> dict[str, int]:
    """`kiosk run` and what it has forked; a twin is another program, with its own name."""
    found = {"run": run}
    for pid in Path(f"/proc/{run}/task/{run}/children").read_text("ascii").split():
        name = Path(f"/proc/{pid}/comm").read_text("ascii").strip()
        if name.startswith("kiosk-"):
            found[name] = int(pid)
    return found


def written(folder: Path, out: Path) -> Iterator[Path]:
    """Every file the terminal has written; the platform's, the twins' and our own pictures are not its."""
    for file in (*folder.rglob("*"), out / "kiosk.log"):
        beside = file.name.startswith(("platform.db", "look.png")) or "twins" in file.parts or "platform" in file.name
        if file.is_file() and not file.is_symlink() and not beside:
            yield file


def session_tokens(content: bytes, digests: set[str]) -> set[str]:
    """Those of the given digests."""
    words = {raw.decode("ascii") for raw in TOKEN.findall(content) if len(raw) == TOKEN_LENGTH}
    return {word for word in words if token_digest(word) in digests}


class Play:
    """What three people did, and what must not be found."""

    def __init__(self, stage: Stage, out: Path) -> None:
        self.stage, self.out = stage, out
        self.markers = [*person("p01"), *person("p02"), *person("p03"), TYPED, TYPED_OFFLINE]
        self.codes: list[str] = []
        self.tokens: set[str] = set()
        self.copied: list[str] = []
        """What lay on the clipboard at the end of each session; the process that comes next has one of its own."""

    def start(self) -> None:
        """The terminal, saying all it can say; what it puts into a temporary folder is looked through as well."""
        (self.stage.folder / "tmp").mkdir(mode=0o700)
        words = ["-v", "run", "--config", str(self.stage.config), "--probe-dir", str(self.stage.folder / "probe")]
        self.stage._kiosk = subprocess.Popen(
            kiosk_command(*words),
            stdin=subprocess.DEVNULL,
            stdout=self.stage._log,
            stderr=self.stage._log,
            env={
                **os.environ,
                "QT_QPA_PLATFORM": "offscreen",
                "TMPDIR": str(self.stage.folder / "tmp"),
                "XDG_RUNTIME_DIR": str(self.stage.folder / "tmp"),
            },
            start_new_session=True,
        )
        self.stage.hand.wait_page("home")

    def by_sms(self, who: str) -> None:
        acts.place_card(self.stage, who)
        acts.pass_sms(self.stage)
        self.codes.append(str(self.stage.platform("sms")["messages"][-1]["code"]))

    def digests(self) -> set[str]:
        """Of the tokens of all sessions, as the platform keeps them."""
        (database,) = self.stage.folder.rglob("platform.db")
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as platform:
            return {digest for (digest,) in platform.execute("SELECT token_digest FROM sessions")}

    def find_the_token(self) -> None:
        """That of the open session lies in the memory of a screen: proof too that the search would find it."""
        if shuts_its_memory(self.pid()):
            return
        screens = [pid for name, pid in terminals_processes(self.pid()).items() if name.startswith("kiosk-screen")]
        digests = self.digests()
        chunks = (chunk for pid in screens for chunk in memory_of(pid))
        found: set[str] = next(
            filter(None, (session_tokens(chunk, digests) - self.tokens for chunk in chunks)), set()
        )
        assert len(found) == 1, "the open session's token"
        self.tokens |= found
        self.markers += found

    def show_a_licence(self) -> None:
        """The first person shows a licence, puts it away and leaves."""
        hand = self.stage.hand
        hand.wait("the wallet open", lambda: bool(hand.ask(do="find", name="walletButton").get("enabled")))
        hand.go("walletButton", "card")
        self.by_sms("p01")
        hand.wait_page("wallet")
        hand.wait("licences", lambda: bool(show_licence._licences(self.stage)))
        hand.tap(show_licence._licences(self.stage)[0])
        payload = show_licence._read_code(self.stage, "code")
        hand.go("qr.putAway", "wallet")
        assert show_licence._redeem(self.stage, payload)["status"] == 410, "a code dies when it is put away"
        self.find_the_token()
        self.copied.append(hand.ask(do="clipboard")["text"])
        self.markers.append(payload)
        hand.tap("backButton")
        hand.wait("the question", lambda: hand.sees("dialog"))
        hand.tap("dialogSecondary")
        hand.wait_page("cleared", "home")
        hand.wait_page("home")

    def hand_in_a_case(self) -> None:
        """The second one hands in a case, has it answered, takes a slip, finishes."""
        hand = self.stage.hand
        acts.open_item(self.stage)
        hand.go("primaryButton", "card")
        self.by_sms("p02")
        acts.fill_in(self.stage, phone=TYPED)
        hand.tap("primaryButton")
        hand.wait_page("result")
        hand.wait_words("办件编号")
        self.find_the_token()
        acts.print_receipt(self.stage, hand._report)
        self.copied.append(hand.ask(do="clipboard")["text"])
        acts.finish(self.stage)

    def hand_in_without_a_line(self) -> None:
        """The third one comes while the platform is away; the case is sent afterwards."""
        hand = self.stage.hand
        self.stage.stop_sandbox()
        hand.wait("the offline banner", lambda: hand.sees("banner"))
        acts.open_item(self.stage)
        hand.go("primaryButton", "card")
        acts.place_card(self.stage, "p03")
        acts.pass_signature(self.stage)
        acts.fill_in(self.stage, phone=TYPED_OFFLINE)
        hand.tap("primaryButton")
        hand.wait_page("result")
        hand.wait_words("已保存，还没有送出")
        acts.print_receipt(self.stage, hand._report)
        acts.finish(self.stage)
        self.stage.start_sandbox()
        hand.wait(
            "all sent", lambda: {job["state"] for job in self.stage.queue("list") or [{"state": ""}]} == {"done"}
        )

    def pid(self) -> int:
        assert self.stage._kiosk is not None
        return self.stage._kiosk.pid


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Play]:
    folder, out = tmp_path_factory.mktemp("n"), tmp_path_factory.mktemp("o")
    wanted = demo.Demo(folder=folder, port=demo.free_port(), embedded_sandbox=False)
    stage = Stage(wanted, Report("test", out))
    try:
        stage.start_sandbox()
        made = Play(stage, out)
        made.start()
        made.show_a_licence()
        made.hand_in_a_case()
        made.hand_in_without_a_line()
        yield made
    finally:
        stage.close()


def test_nothing_of_them_is_in_any_file_or_file_name(play: Play) -> None:
    wanted = {marker: spellings(marker) for marker in play.markers}
    files = list(written(play.stage.folder, play.out))
    names = {file.name for file in files}
    assert {"outbox.db", "trail.log", "trail.head", "kiosk.log"} <= names, "what there was to look through"
    digests = play.digests()
    assert len(digests) == 2, "the third one came without a line"
    for file in files:
        content = file.read_bytes()
        assert not session_tokens(content, digests), file.name
        for marker, spelt in wanted.items():
            assert not any(one in content for one in spelt), (file.name, marker)
            assert isinstance(marker, bytes) or marker not in str(file)


def test_a_slip_says_no_more_than_the_masked_name(play: Play) -> None:
    slips = play.stage.receipts()
    assert len(slips) == 2
    for slip in slips:
        said = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(slip))
        assert "*" in said
        assert [marker for marker in play.markers if isinstance(marker, str) and marker in said] == []


def test_nothing_was_copied(play: Play) -> None:
    assert [*play.copied, play.stage.hand.ask(do="clipboard")["text"]] == ["", "", ""]


@pytest.mark.parametrize("what", ["cmdline", "environ"])
def test_nothing_of_them_is_on_a_command_line_or_in_an_environment(play: Play, what: str) -> None:
    if what == "environ":
        skip_unless_open(play.pid())
    texts = [marker for marker in play.markers if isinstance(marker, str)]
    for name, pid in terminals_processes(play.pid()).items():
        content = Path(f"/proc/{pid}/{what}").read_bytes()
        assert not any(one in content for text in texts for one in spellings(text)), (name, what)
        assert not session_tokens(content, play.digests()), (name, what)


def test_the_audit_trail_tells_what_happened_and_is_whole(play: Play) -> None:
    done = subprocess.run(
        kiosk_command("audit", "verify", "--json", "--config", str(play.stage.config)),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["whole"]
    assert report["checkpoints"] >= 3, "each session is signed at its end"
    lines = Places(audit_folder(play.stage.folder / "state")).read()[0].splitlines()
    said = [json.loads(line.partition(b" ")[2]) for line in lines]
    events = [one["event"] for one in said]
    assert events.count("session-opened") == events.count("session-closed") == 3
    assert [one["document"] for one in said if one["event"] == "card-read"] == ["resident"] * 3
    ways = [(one["way"], one["identity"]) for one in said if one["event"] == "identity-confirmed"]
    assert ways == [("sms", "verified"), ("sms", "verified"), ("signature", "pending")]
    queued = [one["submission"] for one in said if one["event"] == "submission-queued"]
    assert sorted(queued) == sorted(one["submission"] for one in said if one["event"] == "submission-answered")
    assert events.count("licence-shown") == 1
    assert [one["result"] for one in said if one["event"] == "print-ended"] == ["printed"] * 2
    assert {one["ending"] for one in said if one["event"] == "session-closed"} == {"left", "finished"}


def test_no_code_of_an_sms_is_in_the_log_or_the_state(play: Play) -> None:
    texts = [play.out / "kiosk.log", *(one for one in (play.stage.folder / "state").rglob("*") if one.is_file())]
    for file in texts:
        assert not any(code.encode() in file.read_bytes() for code in play.codes), file.name


def test_nothing_of_them_is_in_the_memory_of_what_lives_on(play: Play) -> None:
    """Also not in the process that has sent the case: it ends after it, and another one begins."""
    skip_unless_open(play.pid())
    assert len(play.tokens) == 2, "the sessions' tokens are among what is looked for"
    end = time.monotonic() + PATIENCE
    while True:
        there = terminals_processes(play.pid())
        held = {name: found for name, pid in there.items() if (found := held_by(pid, play.markers))}
        whole = "kiosk-sync" in there and sum(name.startswith("kiosk-screen") for name in there) == 2
        if whole and not held:
            return
        assert time.monotonic() < end, (held, sorted(there))
        time.sleep(0.5)


def test_the_state_directory_is_the_terminals_alone(play: Play) -> None:
    state = play.stage.folder / "state"
    assert state.stat().st_mode & 0o777 == 0o700
    for file in (*(state / "keys").iterdir(), *state.glob("outbox.db*"), state / "sync.sock", state / "sync.lock"):
        assert file.stat().st_mode & 0o077 == 0, file.name
