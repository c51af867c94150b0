"""From memory to view: every screen in every language, and what is masked on the way."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from kiosk.domain.submission import Outcome, Way
from kiosk.domain.text import Language
from kiosk.flows import events as on
from kiosk.flows.acts import put
from kiosk.flows.memory import Case, Filling, Goal, Identity, Memory, Showing
from kiosk.flows.screens import Screen
from kiosk.runtime import view as v
from kiosk.runtime.present import present
from kiosk.runtime.reader_out import READER_OUT
from kiosk.runtime.scene import Scene
from kiosk.runtime.shown_licences import CodePhase
from tests.runtime_stand import CATALOGUE, NOON, PERSON, answered, form_of, item, memory_at_form

PHONE = "19900000001"
ROW = on.LicenceRow("L1", "100", "居民身份证", "林*舟", "valid", "2040-01-01", "id")


def rich() -> Memory:
    """A session in which everything is filled."""
    memory = answered(memory_at_form())
    memory = put(memory, "identity", asked_ways=True, masked_phone="199****0001", challenge="blink", way=Way.FACE)
    case = Case(
        "id-1", "A03-0712-0001", Outcome.RECEIVED, "SL00000000000001", "已收件", "https://platform.example/q/1"
    )
    showing = Showing((ROW,), updated_at="09:40", licence_id="L1", phase="fresh", payload="BDY1:ABC", token_id="t")
    return replace(memory, case=case, showing=showing)


def scene(screen: Screen, memory: Memory | None = None, **changes: Any) -> Scene:
    given: dict[str, Any] = {
        "screen": screen,
        "serial": 7,
        "memory": memory if memory is not None else rich(),
        "catalogue": CATALOGUE,
        "organisation": "示例市政务服务",
        "terminal": "A-03",
        "hotline": "12345",
        "test_environment": True,
        "clocks": {},
        "idle_seconds": 0,
        "now": NOON,
        "form": form_of(),
    }
    return Scene(**{**given, **changes})


def speaking(memory: Memory, language: Language) -> Memory:
    return put(memory, "around", language=language)


def values(thing: object) -> list[str]:
    """Every text anywhere in a view."""
    plain = msgspec.to_builtins(thing)
    found: list[str] = []

    def walk(part: object) -> None:
        if isinstance(part, str):
            found.append(part)
        elif isinstance(part, dict):
            for inner in part.values():
                walk(inner)
        elif isinstance(part, (list, tuple)):
            for inner in part:
                walk(inner)

    walk(plain)
    return found


# --- every page -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("screen", Screen)
def test_every_screen_is_presented_in_every_language(screen: Screen, language: Language) -> None:
    view = present(scene(screen, speaking(rich(), language)))
    assert (view.screen, view.serial, view.chrome.language) == (screen, 7, language)
    assert view == present(scene(screen, speaking(rich(), language))), "the same memory, the same view"


@pytest.mark.parametrize("screen", Screen)
def test_every_screen_is_presented_from_an_empty_memory(screen: Screen) -> None:
    view = present(scene(screen, Memory(), catalogue=None, form=None, index=None))
    nothing = v.Banner.NONE if screen is Screen.CLOSED else v.Banner.CATALOGUE_MISSING  # closed is closed
    assert view.chrome.banner is nothing


@pytest.mark.parametrize("screen", Screen)
def test_the_whole_number_is_on_no_screen(screen: Screen) -> None:
    said = values(present(scene(screen)))
    assert not any(PERSON.number in text for text in said)
    assert not any(PERSON.number[4:-2] in text for text in said)


@pytest.mark.parametrize("screen", [screen for screen in Screen if screen not in {Screen.FORM, Screen.CHECK}])
def test_the_phone_is_whole_only_where_the_person_edits_it(screen: Screen) -> None:
    assert not any(PHONE in text for text in values(present(scene(screen))))


@pytest.mark.parametrize("screen", [screen for screen in Screen if screen not in {Screen.FORM, Screen.CHECK}])
def test_the_name_is_masked_elsewhere(screen: Screen) -> None:
    assert not any(PERSON.name in text for text in values(present(scene(screen))))


def test_a_view_prints_nothing() -> None:
    view = present(scene(Screen.CHECK))
    assert repr(view) == "View(…)"
    assert repr(view.check.sections[0]) == "SummarySection(…)"


# --- header and banner ------------------------------------------------------------------------------------
def test_the_header_says_where_one_is_and_what_does_not_work() -> None:
    faults = {"receipt-printer": "printer.paper-out", "id-reader": "device.gone"}
    memory = put(rich(), "around", device_faults=faults, online=False, link_fault="platform.tls", high_contrast=True)
    chrome = present(scene(Screen.FORM, memory)).chrome
    assert chrome.device_faults == ("device.gone", "printer.paper-out")
    assert (chrome.online, chrome.link_fault, chrome.banner) == (False, "platform.tls", v.Banner.OFFLINE)
    assert (chrome.high_contrast, chrome.personal, chrome.test_environment) == (True, True, True)
    assert (chrome.organisation, chrome.terminal) == ("示例市政务服务", "A-03")


def test_the_worst_banner_wins() -> None:
    offline = put(Memory(), "around", online=False)
    broken = put(offline, "around", store_fault="store.full")
    assert present(scene(Screen.HOME, broken, catalogue=None)).chrome.banner is v.Banner.STORE
    assert present(scene(Screen.HOME, offline, catalogue=None)).chrome.banner is v.Banner.CATALOGUE_MISSING
    assert present(scene(Screen.HOME, offline)).chrome.banner is v.Banner.OFFLINE
    assert present(scene(Screen.HOME, Memory())).chrome.banner is v.Banner.NONE


def test_the_hotline_of_the_catalogue_counts() -> None:
    other = replace(CATALOGUE, hotline="0999-12345")
    assert present(scene(Screen.HOME, catalogue=other)).chrome.hotline == "0999-12345"
    assert present(scene(Screen.HOME, catalogue=None)).chrome.hotline == "12345"


def test_without_a_catalogue_the_list_is_not_known() -> None:
    assert present(scene(Screen.CATEGORY, catalogue=None)).browse.known is False
    assert present(scene(Screen.CATEGORY)).browse.known is True


def test_the_idle_dialog_counts_down() -> None:
    chrome = present(scene(Screen.FORM, put(rich(), "around", dialog="idle"), idle_seconds=42)).chrome
    assert (chrome.dialog, chrome.dialog_seconds) == (v.Dialog.IDLE, 42)


# --- steps ------------------------------------------------------------------------------------------------
def steps(screen: Screen, memory: Memory) -> tuple[int, int, v.StepName]:
    chrome = present(scene(screen, memory)).chrome
    return chrome.step, chrome.steps, chrome.step_name


@pytest.mark.parametrize(
    ("screen", "step", "name"),
    [
        (Screen.CARD, 1, v.StepName.IDENTIFY),
        (Screen.FACE, 1, v.StepName.IDENTIFY),
        (Screen.FORM, 2, v.StepName.FILL_IN),
        (Screen.SCAN, 2, v.StepName.FILL_IN),
        (Screen.CHECK, 3, v.StepName.CHECK),
        (Screen.SUBMITTING, 4, v.StepName.SUBMIT),
    ],
)
def test_four_steps_without_a_signature(screen: Screen, step: int, name: v.StepName) -> None:
    assert steps(screen, rich()) == (step, 4, name)


def test_an_item_that_wants_a_signature_has_a_step_for_it() -> None:
    memory = memory_at_form("mz-gljt", way=Way.FACE)
    assert steps(Screen.SIGNATURE, memory) == (4, 5, v.StepName.SIGN)
    assert steps(Screen.SUBMITTING, memory) == (5, 5, v.StepName.SUBMIT)


@pytest.mark.parametrize("way", [None, Way.SMS, Way.FACE])
def test_a_signature_instead_of_the_platforms_word_is_part_of_identifying(way: Way | None) -> None:
    memory = memory_at_form("mz-gljt", online=False, way=way, session_id=None)
    assert steps(Screen.SIGNATURE, memory) == (1, 5, v.StepName.IDENTIFY)


def test_showing_a_licence_has_two_steps_and_browsing_none() -> None:
    wallet = replace(rich(), goal=Goal.WALLET)
    assert steps(Screen.CARD, wallet) == (1, 2, v.StepName.IDENTIFY)
    assert steps(Screen.WALLET, wallet) == (2, 2, v.StepName.WALLET)
    assert steps(Screen.LICENCE_QR, wallet)[:2] == (0, 0)
    assert steps(Screen.ITEM, replace(rich(), goal=Goal.BROWSE))[:2] == (0, 0)
    assert present(scene(Screen.CARD, wallet)).chrome.service == ""
    assert present(scene(Screen.CARD)).chrome.service == "异地就医备案"


# --- who it is --------------------------------------------------------------------------------------------
def test_the_card_page_counts_down_and_says_that_the_reader_is_out() -> None:
    memory = put(Memory(), "around", device_faults={"id-reader": "device.gone"})
    memory = put(memory, "card", phase="failed", fault="reader.sam-41-read-failed", failures=2)
    card = present(scene(Screen.CARD, memory, clocks={"card-wait": 41.6})).card
    assert (card.phase, card.seconds, card.failures, card.reader_out) == (v.CardPhase.FAILED, 42, 2, True)


def test_header_and_card_page_say_the_same_of_the_reader() -> None:
    """Code 21 of a SAM is the reader's own fault although the worker has not given the device up."""
    memory = put(Memory(), "card", phase="failed", fault="reader.sam-21-command")
    shown = present(scene(Screen.CARD, memory))
    assert (shown.card.reader_out, shown.chrome.device_faults) == (True, ("reader.sam-21-command",))
    told = put(memory, "around", device_faults={"id-reader": "device.gone"})
    assert present(scene(Screen.CARD, told)).chrome.device_faults == ("device.gone",)
    for other in (put(memory, "card", phase="waiting"), put(memory, "card", fault="reader.sam-41-read-failed")):
        shown = present(scene(Screen.CARD, other))
        assert (shown.card.reader_out, shown.chrome.device_faults) == (False, ())


def test_the_card_page_has_the_same_list() -> None:
    texts = (Path(__file__).parents[3] / "ui/qml/Kiosk/Parts/Texts.qml").read_text("utf-8")
    (listed,) = re.findall(r"property var readerOut: \[(.*?)\]", texts, re.DOTALL)
    assert set(re.findall(r'"([^"]+)"', listed)) == READER_OUT


def ways(memory: Memory) -> dict[str, tuple[bool, str | None]]:
    rows = present(scene(Screen.IDENTITY_CHOICE, memory)).identity.ways
    return {row.way: (row.available, row.reason) for row in rows}


def test_ways_while_the_line_is_up_and_while_it_is_down() -> None:
    memory = put(Memory(goal=Goal.APPLY, item=item(), identity=Identity(person=PERSON)), "around", today="2026-07-12")
    assert ways(memory) == {"sms": (False, "asking"), "face": (True, None)}
    asked = put(memory, "identity", asked_ways=True)
    assert ways(asked)["sms"] == (False, "no-phone")
    assert ways(put(asked, "identity", masked_phone="199****0001"))["sms"] == (True, None)
    offline = put(memory, "around", online=False)
    assert list(ways(offline)) == ["signature", "sms", "face"]
    assert (ways(offline)["signature"], ways(offline)["face"]) == ((True, None), (False, "needs-network"))
    assert "signature" not in ways(replace(offline, goal=Goal.WALLET))


@pytest.mark.parametrize(
    ("part", "changes", "reason"),
    [
        ("around", {"face_closed": "models-altered"}, "models-altered"),
        ("around", {"device_faults": {"camera": "camera.stopped"}}, "camera"),
        ("identity", {"face_closed": "decoder-missing"}, "decoder-missing"),
        ("identity", {"face_tries": 3}, "face-tries"),
    ],
)
def test_a_closed_face_way_says_why(part: str, changes: dict[str, Any], reason: str) -> None:
    memory = put(Memory(identity=Identity(person=PERSON)), part, **changes)
    assert ways(memory)["face"] == (False, reason)


def test_the_identity_pages_count_tries_and_seconds() -> None:
    memory = put(rich(), "identity", face_tries=3, face_reason="late", code_tries=1, pending=True)
    shown = present(scene(Screen.SMS_CODE, memory, clocks={"code-resend": 12.2})).identity
    assert (shown.attempt, shown.attempts, shown.attempt_reason) == (3, 3, "late")
    assert (shown.code_tries, shown.resend_seconds, shown.pending) == (1, 12, True)
    assert (shown.masked_name, shown.masked_phone) == ("林*舟", "199****0001")


# --- the case ---------------------------------------------------------------------------------------------
def case(outcome: Outcome | None, screen: Screen = Screen.RESULT, **changes: Any) -> v.CaseView:
    stored = NOON.timestamp() - 75
    given = {"submission_id": "id-1", "reference": "A03-0712-0001", "outcome": outcome, "stored_at": stored}
    memory = replace(answered(memory_at_form()), case=Case(**{**given, **changes}))
    return present(scene(screen, memory)).case


@pytest.mark.parametrize(
    ("outcome", "project_no", "number"),
    [
        (None, None, "A03-0712-0001"),
        (Outcome.QUEUED, None, "A03-0712-0001"),
        (Outcome.SENT, None, "A03-0712-0001"),
        (Outcome.RECEIVED, "SL1", "SL1"),
        (Outcome.ACCEPTED, "SL1", "SL1"),
        (Outcome.RECEIVED, None, ""),
        (Outcome.FAILED, "SL1", "SL1"),
        (Outcome.FAILED, None, "A03-0712-0001"),
    ],
)
def test_one_number_never_stands_under_the_name_of_the_other(
    outcome: Outcome | None, project_no: str | None, number: str
) -> None:
    assert case(outcome, project_no=project_no).number == number


def test_when_to_call_is_said_only_while_nothing_has_come() -> None:
    expected = (dt.datetime.fromtimestamp(NOON.timestamp() - 75, NOON.tzinfo) + dt.timedelta(hours=72)).strftime(
        "%m-%d %H:%M"
    )
    assert case(Outcome.QUEUED).call_after == expected == "07-15 09:39"
    assert case(Outcome.SENT).call_after == expected
    assert case(Outcome.RECEIVED, project_no="SL1").call_after == ""
    assert case(Outcome.FAILED).call_after == ""


def test_the_result_says_when_for_whom_and_how_long_one_waits() -> None:
    shown = case(None, Screen.SUBMITTING)
    assert (shown.time, shown.waiting_seconds, shown.qr) == ("07-12 09:39", 75, "")
    assert shown.masked_phone == "199****0001"
    assert shown.department == "示例市医疗保障局"
    assert case(Outcome.QUEUED, stored_at=0.0).time == "07-12 09:41"


def test_the_code_is_the_link_once_it_is_received_and_the_slips_words_before() -> None:
    link = "https://platform.example/q/1"
    assert case(Outcome.RECEIVED, project_no="SL1", lookup_url=link).qr == link
    words = case(Outcome.QUEUED, lookup_url=link).qr
    assert "A03-0712-0001" in words
    assert PERSON.number not in words
    assert case(Outcome.RECEIVED).qr == "", "nothing to carry without a number"


def test_a_printer_that_is_out_is_said_before_anybody_presses() -> None:
    memory = replace(answered(memory_at_form()), case=Case("id", "r", Outcome.QUEUED))
    out = put(memory, "around", device_faults={"receipt-printer": "printer.paper-out"})
    shown = present(scene(Screen.RESULT, out)).case
    assert (shown.can_print, shown.print_fault) == (False, "printer.paper-out")
    failed = put(out, "case", print_phase="failed", print_fault="printer.paper-jam")
    shown = present(scene(Screen.RESULT, failed)).case
    assert (shown.print_phase, shown.print_fault) == (v.PrintPhase.FAILED, "printer.paper-jam")


def test_an_identity_that_is_still_reviewed_is_said() -> None:
    memory = memory_at_form(online=False, way=Way.SIGNATURE, session_id=None)
    shown = present(scene(Screen.RESULT, replace(memory, case=Case("id", "r", Outcome.QUEUED)))).case
    assert shown.identity_pending
    assert not case(Outcome.QUEUED).identity_pending


# --- licences ---------------------------------------------------------------------------------------------
def test_the_wallet_lists_what_the_platform_says() -> None:
    shown = present(scene(Screen.WALLET)).licences
    assert [(row.licence_id, row.holder, row.valid_to) for row in shown.rows] == [("L1", "林*舟", "2040-01-01")]
    assert shown.updated_at == "09:40"
    endless = put(rich(), "showing", rows=(ROW.__class__("L2", "1", "证", "林*舟", "valid", None, "id"),))
    assert present(scene(Screen.WALLET, endless)).licences.rows[0].valid_to == ""


def test_the_code_page_counts_the_token_down_and_masks_the_number() -> None:
    shown = present(scene(Screen.LICENCE_QR, clocks={"token": 54.6, "still-there": 12})).licences
    assert (shown.qr, shown.seconds, shown.total) == ("BDY1:ABC", 55, 60)
    assert shown.masked_number == "9901************2X"
    asking = put(rich(), "showing", phase="still-there", payload="")
    shown = present(scene(Screen.LICENCE_QR, asking, clocks={"token": 54.6, "still-there": 12})).licences
    assert (shown.phase, shown.seconds, shown.qr) == (CodePhase.STILL_THERE, 12, "")


def test_a_licence_that_is_gone_from_the_list_has_no_name() -> None:
    assert present(scene(Screen.LICENCE_QR, put(rich(), "showing", rows=()))).licences.name == ""


def test_the_scan_page_names_the_material() -> None:
    form = form_of("yb-mzbx")
    field = next(one for one in form.fields if one.material == "invoice")
    memory = replace(memory_at_form("yb-mzbx"), filling=Filling(scan_field=field.name, scan_phase="review"))
    assert present(scene(Screen.SCAN, memory, form=form)).scan == v.ScanView(field.title.zh_hans, "review")
    assert present(scene(Screen.SCAN, memory, form=None)).scan.material == ""
