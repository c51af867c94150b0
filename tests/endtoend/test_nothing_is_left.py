"""Three people use the real terminal; afterwards nothing of them is in its files, its log, or its living processes.

The markers are planted by doing, as in every journey (`kiosk/journeys/left_behind.py`): names, numbers and addresses
of the cards, pieces of the chip photo, a typed phone number, the code of a licence, the tokens of the sessions (known
by the digests that the platform keeps). While a session is open they are found in the citizen's process: the search
does find them. Here the terminal says all it can say, SMS codes are looked for as well, and what lies beside the
files: slips, which may say the masked name, and the audit trail.

Memory and environment of processes that shut theirs (PR_SET_DUMPABLE 0) are root's alone (CAP_SYS_PTRACE): for others
those two tests are skipped and say so; files, names, command lines, slips and audit trail anybody looks through.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from kiosk.journeys import acts, show_licence
from kiosk.journeys.left_behind import left_behind, written
from kiosk.journeys.leftover_search import Sought, held, living, shuts_its_memory
from kiosk.journeys.report import Report
from kiosk.journeys.stage import Stage
from kiosk.runtime import demo
from kiosk.runtime.audit.trail import Places, audit_folder
from kiosk.runtime.processes import kiosk_command

pytestmark = pytest.mark.timeout(600)
PATIENCE = 90.0
TYPED_OFFLINE = "19955567890"


def skip_unless_open(pid: int) -> None:
    """Skip, which fails in CI, where nobody may look."""
    if shuts_its_memory(pid):
        pytest.skip("the terminal's processes shut their memory (PR_SET_DUMPABLE 0): only root may look into it")


class Play:
    """What three people did, and what must not be found."""

    def __init__(self, stage: Stage, out: Path) -> None:
        self.stage, self.out = stage, out
        self.codes: list[str] = []
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

    def wanted(self) -> Sought:
        sought = self.stage.sought()
        assert sought is not None
        return sought

    def find(self, *kinds: str) -> None:
        """While somebody stands there, it is in the memory of their screen: the search would find it elsewhere."""
        if not shuts_its_memory(self.pid()):
            found = {one.rpartition("-")[0] for one in held(self.pid(), self.wanted())}
            assert {f"{kind} in memory of kiosk-screen" for kind in kinds} <= found

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
        self.find("name of p01", "photo of p01", "token", "what was typed or shown")
        hand.go("qr.putAway", "wallet")
        assert show_licence._redeem(self.stage, payload)["status"] == 410, "a code dies when it is put away"
        self.copied.append(hand.ask(do="clipboard")["text"])
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
        acts.fill_in(self.stage, phone=None)
        hand.tap("primaryButton")
        hand.wait_page("result")
        hand.wait_words("办件编号")
        self.find("number of p02", "address of p02", "phone of p02", "token")
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
        self.find("name of p03", "what was typed or shown")
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
    (log,) = play.out.glob("kiosk.log")
    names = {file.name for file in written(play.stage.folder)}
    assert {"outbox.db", "trail.log", "trail.head"} <= names, "what there was to look through"
    assert left_behind(play.stage.folder, log, play.wanted()) == []


def test_a_slip_says_no_more_than_the_masked_name(play: Play) -> None:
    slips = play.stage.receipts()
    assert len(slips) == 2
    for slip in slips:
        said = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(slip))
        assert "*" in said
        assert play.wanted().kinds_in(said.encode()) == set()


def test_nothing_was_copied(play: Play) -> None:
    assert [*play.copied, play.stage.hand.ask(do="clipboard")["text"]] == ["", "", ""]


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


def test_nothing_of_them_is_in_a_process_that_lives_on(play: Play) -> None:
    """Memory, environment, command line; also of the one that sent the case: it ends after it, and another begins."""
    skip_unless_open(play.pid())
    play.stage.look_through()
    names = [name.rpartition("-")[0] for name in living(play.pid())]
    assert sorted(names) == ["kiosk", "kiosk", "kiosk-screen", "kiosk-screen"], "run, sync, two screens"


def test_the_state_directory_is_the_terminals_alone(play: Play) -> None:
    state = play.stage.folder / "state"
    assert state.stat().st_mode & 0o777 == 0o700
    for file in (*(state / "keys").iterdir(), *state.glob("outbox.db*"), state / "sync.sock", state / "sync.lock"):
        assert file.stat().st_mode & 0o077 == 0, file.name
