"""Children and their pipes: real programs, real forks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.runtime.processes import Family, Message, kiosk_command
from tests.runtime_stand import until

SAYS = "import json; print(json.dumps({'event': 'ready', 'n': 1})); print(json.dumps({'event': 'done'}))"
ECHO = """
import sys, json
for line in sys.stdin:
    print(json.dumps({"event": "echo", "said": json.loads(line)}), flush=True)
sys.exit(7)
"""
PIECES = """
import sys, time
for part in ('{"event":', ' "read', 'y"}', chr(10)):
    sys.stdout.write(part)
    sys.stdout.flush()
    time.sleep(0.05)
"""
STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print('{"event": "ready"}', flush=True)
time.sleep(600)
"""


@pytest.fixture
def family() -> Iterator[Family]:
    made = Family()
    yield made
    for name in made.names():
        made.stop(name, 0.5)


def spawned(family: Family, program: str, name: str = "child") -> None:
    family.spawn(name, [sys.executable, "-u", "-c", program])


def hear(family: Family, true: Callable[[Message], bool]) -> list[tuple[str, Message]]:
    """Everything up to the message of which `true` holds."""
    heard: list[tuple[str, Message]] = []

    def there() -> bool:
        heard.extend(family.hear(0.2))
        return any(true(message) for _, message in heard)

    until(there, "a message", heard)
    return heard


def exited(message: Message) -> bool:
    return bool(message["event"] == "exited")


def test_what_a_child_says_comes_in_order_and_its_end_is_the_last_of_it(family: Family) -> None:
    spawned(family, SAYS)
    assert hear(family, exited) == [
        ("child", {"event": "ready", "n": 1}),
        ("child", {"event": "done"}),
        ("child", {"event": "exited", "code": 0}),
    ]
    assert "child" not in family
    assert family.names() == []


def test_a_child_is_told_things_and_ends_with_its_input(family: Family) -> None:
    spawned(family, ECHO)
    assert family.tell("child", do="activate", cleared=True)
    (answer,) = hear(family, lambda message: message["event"] == "echo")
    assert answer[1]["said"] == {"do": "activate", "cleared": True}
    assert family.stop("child") in {7, -15}
    assert not family.tell("child", do="more")


def test_two_children_are_heard_under_their_names(family: Family) -> None:
    spawned(family, ECHO, "one")
    spawned(family, ECHO, "two")
    family.tell("two", n=2)
    family.tell("one", n=1)
    heard = hear(family, lambda message: bool(message.get("said") == {"n": 1}))
    if len(heard) == 1:
        heard += hear(family, lambda message: bool(message.get("said") == {"n": 2}))
    assert {name: message["said"]["n"] for name, message in heard} == {"one": 1, "two": 2}


@pytest.mark.expects_warnings
@pytest.mark.parametrize("line", ["no json", "[42]", "4711", '"text"'])
def test_what_is_no_json_object_is_passed_over(family: Family, line: str, caplog: pytest.LogCaptureFixture) -> None:
    spawned(family, f'print({line!r}); print(); print(\'{{"event": "ready"}}\')')
    heard = hear(family, exited)
    assert [message["event"] for _, message in heard] == ["ready", "exited"]
    assert "not a JSON object" in caplog.text
    assert line not in caplog.text


def test_a_message_in_pieces_is_one_message(family: Family) -> None:
    spawned(family, PIECES)
    assert hear(family, exited)[0] == ("child", {"event": "ready"})


def test_a_child_that_does_not_want_to_end_is_made_to(family: Family) -> None:
    spawned(family, STUBBORN)
    hear(family, lambda message: message["event"] == "ready")
    assert family.stop("child", 0.3) == -9
    assert family.stop("child") is None


def test_a_program_that_is_not_there_is_an_error_of_the_system(family: Family) -> None:
    with pytest.raises(OSError, match="No such file"):
        family.spawn("nobody", ["/nonexistent/program"])
    assert family.names() == []


def test_our_own_commands_run_in_this_interpreter() -> None:
    assert kiosk_command("run", "--demo") == [sys.executable, "-P", "-m", "kiosk", "run", "--demo"]


def test_nothing_is_imported_from_the_current_folder(tmp_path: Path) -> None:
    for name in ("kiosk", "devices"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit(7)")
    for words in (["--help"], ["conformance", "memory_id_reader", "--list"]):
        assert subprocess.run(kiosk_command(*words), cwd=tmp_path, capture_output=True, check=False).returncode == 0


FORKS = """
import json, os, sys, time
from kiosk.runtime.processes import Family

def child():
    order = json.loads(sys.stdin.readline())
    if order["do"] == "fail":
        raise RuntimeError("张三")
    name = open("/proc/self/comm").read().strip()
    print(json.dumps({"event": "here", "name": name, "fds": len(os.listdir("/proc/self/fd"))}), flush=True)
    sys.stdin.read()
    return 5

family = Family()
for name in ("first", "second"):
    family.fork(name, child)
what = sys.argv[1]
for name in ("first", "second"):
    family.tell(name, do=what)
if what == "orphan":
    print(json.dumps([family._children[name].pid for name in family.names()]), flush=True)
    time.sleep(1)
    os._exit(0)
said = []
while len(said) < 2:
    said += family.hear(5)
codes = [family.stop(name) for name in ("first", "second")]
if what == "live":
    def fds():
        return sorted(os.listdir("/proc/self/fd"))
    before = fds()
    for number in range(50):
        family.fork(f"screen-{number}", child)
        family.tell(f"screen-{number}", do="live")
        while not family.hear(5):
            pass
        family.stop(f"screen-{number}")
    try:
        os.waitpid(-1, os.WNOHANG)
        said.append("a child that nobody fetched")
    except ChildProcessError:
        pass
    assert fds() == before, "none of fifty screens, one after the other, leaves a pipe behind"
print(json.dumps({"said": sorted(said), "codes": codes}))
"""


def forked(what: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", FORKS, what]
    return subprocess.run(command, capture_output=True, text=True, timeout=90, check=True)


def test_forked_children_have_names_pipes_of_their_own_and_exit_codes() -> None:
    answer = json.loads(forked("live").stdout)
    (first, one), (second, two) = answer["said"]
    assert (first, one["name"]) == ("first", "kiosk-first")
    assert (second, two["name"]) == ("second", "kiosk-second")
    assert one["fds"] == two["fds"], "none holds a pipe of its sibling"
    assert all(code in {5, -15} for code in answer["codes"])


def test_a_forked_child_that_fails_ends_with_70_and_says_no_word_of_it() -> None:
    done = forked("fail")
    said = json.loads(done.stdout)["said"]
    assert [message["code"] for _, message in said] == [70, 70]
    assert "RuntimeError" in done.stderr
    assert "张三" not in done.stderr


def test_forked_children_end_with_the_process_that_forked_them() -> None:
    pids = json.loads(forked("orphan").stdout)
    end = time.monotonic() + 30
    while any(_runs(pid) for pid in pids):
        assert time.monotonic() < end, "they live on"
        time.sleep(0.05)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:  # noqa: PTH123  a file of the kernel
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
