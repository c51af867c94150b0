"""Views of every task page in every phase, made by hand with invented people: what the interface tests show."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from devices.contract import Fault
from kiosk.domain.submission import Outcome
from kiosk.domain.text import Language
from kiosk.flows.screens import Screen
from kiosk.runtime.shown_licences import CodePhase, LicenceView
from kiosk.runtime.view import (
    ActingView,
    Banner,
    CardPhase,
    CardView,
    CaseView,
    CheckView,
    Chrome,
    FieldError,
    FieldOption,
    FieldView,
    FormView,
    IdentityView,
    MaterialRow,
    PrefilledRow,
    PrintPhase,
    ScanView,
    StepName,
    SummaryRow,
    SummarySection,
    View,
    WayRow,
)

NAME = "李示例"
MASKED = "李*例"
NUMBER = "9901** **** **** 001X"
PHONE = "199****8006"
LONG_EN = {
    "异地就医备案": "Registration for medical treatment in another place",
    "手机号码": "Mobile phone number",
    "办好了怎么通知您？": "How should we tell you when it is done?",
    "用来接收办理结果短信": "We send you a text message with the result",
    "备案类型": "Kind of registration",
    "长期居住": "Living there for a long time",
    "从哪天开始": "First day",
    "示例市医疗保障局": "Example City Healthcare Security Administration",
    "居住证": "Residence permit",
    "机动车驾驶证": "Motor vehicle driving licence",
}


def words(language: Language, text: str) -> str:
    """Platform texts come in the chosen language; English ones are long."""
    return LONG_EN.get(text, text) if language is Language.EN else text


def chrome(step: int, name: StepName, language: Language, **more: object) -> Chrome:
    return msgspec.structs.replace(
        Chrome(
            organisation="示例市政务服务",
            terminal="A-03",
            service=words(language, "异地就医备案"),
            step=step,
            steps=5,
            step_name=name,
            personal=True,
            language=language,
        ),
        **more,
    )


def offline(made: Chrome) -> Chrome:
    return msgspec.structs.replace(made, online=False, link_fault="platform.no-link", banner=Banner.OFFLINE)


# --- views ------------------------------------------------------------------------------------------------
def card(phase: CardPhase = CardPhase.WAITING, **more: object) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        view = msgspec.structs.replace(CardView(phase=phase, seconds=47), **more)
        return View(serial=0, screen=Screen.CARD, chrome=chrome(1, StepName.IDENTIFY, language), card=view)

    return make


def left_there(language: Language) -> View:
    """A card is wanted, and one of somebody else lies there."""
    view = card()(language)
    return msgspec.structs.replace(view, chrome=msgspec.structs.replace(view.chrome, card_left=True))


SMS, FACE = WayRow("sms", available=True, detail=PHONE), WayRow("face", available=True)
SIGNATURE = WayRow("signature", available=True)


def choice(ways: tuple[WayRow, ...], notice: str | None = None, *, line: bool = True) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        around = chrome(1, StepName.IDENTIFY, language)
        return View(
            serial=0,
            screen=Screen.IDENTITY_CHOICE,
            chrome=around if line else offline(around),
            identity=IdentityView(masked_name=MASKED, ways=ways, notice=notice),
        )

    return make


def identity(screen: Screen, *, name: StepName = StepName.IDENTIFY, **more: object) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        view = msgspec.structs.replace(IdentityView(masked_name=MASKED, ways=(SMS, FACE), masked_phone=PHONE), **more)
        return View(serial=0, screen=screen, chrome=chrome(1, name, language), identity=view)

    return make


def options(count: int, language: Language) -> tuple[FieldOption, ...]:
    first = (FieldOption("v0", words(language, "长期居住")),)
    return first + tuple(FieldOption(f"v{n}", f"示例第 {n} 区") for n in range(1, count))


def field(kind: str, language: Language, **more: object) -> FieldView:
    labels = {"phone": "手机号码", "date": "从哪天开始", "choice": "备案类型", "file": "居住证"}
    made = FieldView(
        name=kind,
        label=words(language, labels.get(kind, "备案类型")),
        kind=kind,
        hint=words(language, "用来接收办理结果短信") if kind == "phone" else "",
    )
    return msgspec.structs.replace(made, **more)


def prefilled(language: Language) -> tuple[PrefilledRow, ...]:
    return (
        PrefilledRow("姓名" if language is not Language.EN else "Name", NAME, "card"),
        PrefilledRow("证件号码" if language is not Language.EN else "Document number", NUMBER, "card"),
        PrefilledRow("参保地" if language is not Language.EN else "Insured in", "示例市", "profile"),
    )


def form(make_fields: Callable[[Language], tuple[FieldView, ...]], **more: object) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        fields = make_fields(language)
        view = FormView(
            title=words(language, "办好了怎么通知您？"),
            page=1,
            pages=2,
            prefilled=prefilled(language),
            fields=fields,
            errors=tuple(each.error for each in fields if each.error),
            focus=next((each.name for each in fields if each.error), ""),
        )
        view = msgspec.structs.replace(view, **more)
        return View(serial=0, screen=Screen.FORM, chrome=chrome(2, StepName.FILL_IN, language), form=view)

    return make


def phone_with_error(language: Language) -> tuple[FieldView, ...]:
    error = FieldError("phone", "phone-digits", 1, label=words(language, "手机号码"))
    return (field("phone", language, value="1990013800", error=error, max_length=11),)


def four_kinds(language: Language) -> tuple[FieldView, ...]:
    return (
        field("choice", language, options=options(4, language), value="v0"),
        field("text", language, value="示例村", required=False),
        field("date", language, value="2026-08-01", year_from=2026, year_to=2036),
        field("file", language),
    )


def scan(phase: str, fault: str | None = None, hint: str = "") -> Callable[[Language], View]:
    def make(language: Language) -> View:
        return View(
            serial=0,
            screen=Screen.SCAN,
            chrome=chrome(2, StepName.FILL_IN, language),
            scan=ScanView(words(language, "居住证"), phase, fault, hint),
        )

    return make


def check(*, signature: bool = True, times: int = 1) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        rows = (
            SummaryRow(words(language, "备案类型"), words(language, "长期居住"), "kind"),
            SummaryRow(words(language, "从哪天开始"), "2026-08-01", "from", changed=True),
            SummaryRow(words(language, "手机号码"), "19900138006", "phone"),
        )
        applicant = tuple(SummaryRow(row.label, row.value, source=row.source) for row in prefilled(language)[:2])
        view = CheckView(
            (
                SummarySection("applicant", applicant),
                *(SummarySection("", rows, words(language, "办好了怎么通知您？")) for _ in range(times)),
            ),
            (MaterialRow(words(language, "居住证"), "licence"), MaterialRow(words(language, "备案类型"), "scanned")),
            signature=signature,
        )
        return View(serial=0, screen=Screen.CHECK, chrome=chrome(3, StepName.CHECK, language), check=view)

    return make


def case(screen: Screen, outcome: Outcome | None, *, line: bool = True, **more: object) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        stored = outcome in {Outcome.QUEUED, Outcome.SENT}
        view = CaseView(
            outcome=outcome,
            item=words(language, "异地就医备案"),
            number="A03-0712-0046" if stored else "99260712000046",
            time="07-12 09:41",
            department=words(language, "示例市医疗保障局"),
            masked_phone=PHONE,
            call_after="07-13 18:00" if stored else "",
            qr="https://platform.example/lookup?n=99260712000046",
            waiting_seconds=4,
        )
        around = chrome(5, StepName.SUBMIT, language)
        return View(
            serial=0,
            screen=screen,
            chrome=around if line else offline(around),
            case=msgspec.structs.replace(view, **more),
        )

    return make


TOKEN = "https://platform.example/v/AbCdEfGhIjKlMnOpQrStUvWxYz0123456789"


def code(phase: CodePhase, **more: object) -> Callable[[Language], View]:
    def make(language: Language) -> View:
        view = LicenceView(
            name=words(language, "机动车驾驶证"),
            holder=MASKED,
            masked_number="9901************1X",
            phase=phase,
            qr=TOKEN if phase is CodePhase.FRESH else "",
            seconds=42,
            verifier="示例派出所",
            verified_at="09:43",
        )
        around = chrome(2, StepName.WALLET, language, service="", steps=0)
        view = msgspec.structs.replace(view, **more)
        return View(serial=0, screen=Screen.LICENCE_QR, chrome=around, licences=view)

    return make


def acting(screen: Screen, relation: str = "") -> Callable[[Language], View]:
    def make(language: Language) -> View:
        view = ActingView(relation, "张*国" if relation else "", words(language, "异地就医备案"))
        return View(serial=0, screen=screen, chrome=chrome(1, StepName.IDENTIFY, language), acting=view)

    return make


PAGES: dict[str, Callable[[Language], View]] = {
    "card-waiting": card(),
    "card-reading": card(CardPhase.READING),
    "card-done": card(CardPhase.DONE),
    "card-lifted": card(CardPhase.FAILED, fault=Fault.READ_FAILED.code, failures=1),
    "card-unreadable": card(CardPhase.FAILED, fault=Fault.SAM_REJECTED_CARD.code, failures=2),
    "card-wrong": card(CardPhase.FAILED, fault="document-not-accepted", failures=1),
    "card-expired": card(CardPhase.FAILED, fault="document-expired", failures=1, expired_on="2025-02-03"),
    "card-reader-out": card(CardPhase.WAITING, reader_out=True),
    "whose": acting(Screen.WHOSE),
    "authorise-agent": acting(Screen.AUTHORISE, "agent"),
    "authorise-guardian": acting(Screen.AUTHORISE, "guardian"),
    "authorise-staff": acting(Screen.AUTHORISE, "staff"),
    "card-of-somebody-else": left_there,
    "card-principal": card(whose="principal"),
    "card-child": card(whose="child"),
    "card-agent": card(CardPhase.FAILED, whose="agent", fault="same-card", failures=1),
    "card-guardian": card(CardPhase.FAILED, whose="guardian", fault="acting-minor", failures=1),
    "card-principal-minor": card(CardPhase.FAILED, whose="principal", fault="principal-minor", failures=1),
    "card-principal-adult": card(CardPhase.FAILED, whose="child", fault="principal-adult", failures=1),
    "identity": choice((SMS, FACE)),
    "identity-failed": choice((SMS, FACE), "face-failed"),
    "identity-asking": choice((WayRow("sms", available=False, reason="asking"), FACE)),
    "identity-no-phone": choice((WayRow("sms", available=False, reason="no-phone"), FACE), "platform"),
    "identity-face-closed": choice((SMS, WayRow("face", available=False, reason="decoder-missing")), "face-closed"),
    "identity-child": choice((SMS, WayRow("face", available=False, reason="under-14"))),
    "identity-face-rests": choice((SMS, WayRow("face", available=False, reason="face-rest"))),
    "identity-offline": choice(
        (
            SIGNATURE,
            WayRow("sms", available=False, reason="needs-network"),
            WayRow("face", available=False, reason="needs-network"),
        ),
        line=False,
    ),
    "consent": identity(Screen.FACE_CONSENT, consent_version="2026-07"),
    "face-opening": identity(Screen.FACE, guidance="camera"),
    "face-dark": identity(Screen.FACE, guidance="too-dark", attempt=2),
    "face-mask": identity(Screen.FACE, guidance="take-off-mask"),
    "face-glasses": identity(Screen.FACE, guidance="take-off-glasses"),
    "face-backlit": identity(Screen.FACE, guidance="backlit"),
    "face-again": identity(Screen.FACE, guidance="again", attempt=2, attempt_reason="late"),
    "face-lost": identity(Screen.FACE, guidance="look", attempt=2, attempt_reason="track-lost"),
    "face-swapped": identity(Screen.FACE, guidance="look", attempt=3, attempt_reason="another-face"),
    "face-aside": identity(Screen.FACE, guidance="several-faces", challenge="turn-right"),
    "face-left": identity(Screen.FACE, guidance="look", challenge="turn-left"),
    "face-blink": identity(Screen.FACE, guidance="look", challenge="blink", challenges_done=1),
    "face-pending": identity(Screen.FACE, guidance="comparing", pending=True),
    "sms": identity(Screen.SMS_CODE, resend_seconds=42),
    "sms-wrong": identity(Screen.SMS_CODE, code_error="wrong", code_tries=2),
    "sms-pending": identity(Screen.SMS_CODE, pending=True),
    "signature-identify": identity(Screen.SIGNATURE),
    "signature-sign": identity(Screen.SIGNATURE, name=StepName.SIGN, verified_by="sms"),
    "form-phone": form(lambda language: (field("phone", language, max_length=11),)),
    "form-error": form(phone_with_error),
    "form-kinds": form(four_kinds, prefilled=()),
    "form-paged": form(four_kinds, returning=True),
    "form-many": form(lambda language: (field("choice", language, options=options(23, language)),)),
    "form-number": form(lambda language: (field("number", language, value="35.5", unit="m²"),), prefilled=()),
    "form-id-number": form(lambda language: (field("id-number", language, max_length=18, value="9901"),)),
    "form-rare": form(lambda language: (field("text", language, rare=True, value="测"),), prefilled=()),
    "form-address": form(
        lambda language: (field("address", language, value="示例第 1 区示例路 1 号", options=options(9, language)),)
    ),
    "scan-live": scan("live"),
    "scan-ready": scan("live", hint="ready"),
    "scan-covered": scan("live", hint="covered"),
    "scan-glare": scan("live", hint="glare"),
    "scan-missed": scan("live", Fault.PAGE_NOT_FOUND.code, "cut-off"),
    "scan-blurred": scan("live", Fault.PAGE_BLURRED.code, "ready"),
    "scan-review": scan("review"),
    "scan-fault": scan("fault", Fault.CAMERA_STOPPED.code),
    "check": check(),
    "check-submit": check(signature=False),
    "check-long": check(times=4),
    "submitting": case(Screen.SUBMITTING, None, number=""),
    "submitting-offline": case(Screen.SUBMITTING, None, number="", line=False),
    "result-accepted": case(Screen.RESULT, Outcome.ACCEPTED),
    "submitting-deciding": case(Screen.SUBMITTING, Outcome.ACCEPTED, decision="deciding"),
    "result-deciding": case(Screen.RESULT, Outcome.ACCEPTED, decision="deciding", fault_text="已受理"),
    "result-approved": case(Screen.RESULT, Outcome.ACCEPTED, decision="approved", fault_text="符合条件，已批准。"),
    "result-refused": case(
        Screen.RESULT,
        Outcome.FAILED,
        decision="refused",
        fault_text="只能给配偶、父母、子女用，兄弟姐妹不在范围内。",
    ),
    "result-received": case(Screen.RESULT, Outcome.RECEIVED, print_phase=PrintPhase.PRINTING),
    "result-sent": case(Screen.RESULT, Outcome.SENT),
    "result-unclear": case(Screen.RESULT, Outcome.SENT, fault="job.unclear"),
    "result-queued": case(Screen.RESULT, Outcome.QUEUED, line=False, identity_pending=True),
    "result-failed": case(
        Screen.RESULT, Outcome.FAILED, fault_text="材料看不清，请重新拍照后再交。", fault="platform.refused"
    ),
    "result-not-stored": case(Screen.RESULT, Outcome.FAILED, fault="store.full", number=""),
    "result-printed": case(Screen.RESULT, Outcome.ACCEPTED, print_phase=PrintPhase.DONE),
    "result-no-paper": case(
        Screen.RESULT,
        Outcome.QUEUED,
        line=False,
        print_phase=PrintPhase.FAILED,
        print_fault=Fault.PAPER_OUT.code,
        can_print=False,
    ),
    "result-paper-again": case(
        Screen.RESULT, Outcome.ACCEPTED, print_phase=PrintPhase.FAILED, print_fault=Fault.PAPER_OUT.code
    ),
    "receipt": case(Screen.RECEIPT, Outcome.ACCEPTED),
    "receipt-queued": case(Screen.RECEIPT, Outcome.QUEUED, line=False),
    "receipt-jam": case(
        Screen.RECEIPT,
        Outcome.QUEUED,
        line=False,
        print_phase=PrintPhase.FAILED,
        print_fault=Fault.PAPER_JAM.code,
        can_print=False,
    ),
    "licence-fresh": code(CodePhase.FRESH),
    "licence-refreshing": code(CodePhase.REFRESHING),
    "licence-failed": code(CodePhase.FAILED, fault="platform.timeout"),
    "licence-still-there": code(CodePhase.STILL_THERE),
    "licence-verified": code(CodePhase.VERIFIED),
}
