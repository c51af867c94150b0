"""From what the session knows to what the screen shows. Pure: the same memory gives the same view.

Masks whatever the page does not need in full. Never decides anything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from kiosk.domain.acting import Relation
from kiosk.domain.catalogue import ServiceItem
from kiosk.domain.person import mask_name, mask_number, mask_phone
from kiosk.domain.scenes import NAMES, occasions_of
from kiosk.domain.submission import Outcome, Way
from kiosk.domain.text import Text
from kiosk.flows import identify
from kiosk.flows.memory import Goal, Memory
from kiosk.flows.screens import Screen
from kiosk.flows.show_licence import standing
from kiosk.runtime import view as v
from kiosk.runtime.plain_view import plain
from kiosk.runtime.present_browse import browse_view, item_view
from kiosk.runtime.present_closed import closed_view, closes_at
from kiosk.runtime.present_company import company_view
from kiosk.runtime.present_form import check_view, form_view
from kiosk.runtime.present_matters import draft_view, handover_view, matter_view, matters_view, part_rows
from kiosk.runtime.present_services import PARTS, offers, rated
from kiosk.runtime.present_supply import supply_view
from kiosk.runtime.present_videos import video_view
from kiosk.runtime.reader_out import READER, device_faults
from kiosk.runtime.receipts import identity_pending, number_of, receipt_qr
from kiosk.runtime.scene import Scene
from kiosk.runtime.shown import RatingTagRow
from kiosk.runtime.shown_licences import CodePhase, LicenceCard, LicenceView


def present(scene: Scene) -> v.View:
    """The whole view; only the part the screen needs is filled."""
    parts: Mapping[Screen, Mapping[str, Callable[[Scene], Any]]] = {
        Screen.HOME: {"browse": browse_view},
        Screen.CLOSED: {"closed": closed_view},
        Screen.CATEGORY: {"browse": browse_view, "services": offers},
        Screen.SEARCH: {"browse": browse_view},
        Screen.ITEM: {"item": item_view, "services": offers},
        Screen.WHOSE: {"acting": _acting},
        Screen.AUTHORISE: {"acting": _acting},
        Screen.CARD: {"card": _card},
        Screen.IDENTITY_CHOICE: {"identity": _identity},
        Screen.FACE_CONSENT: {"identity": _identity},
        Screen.FACE: {"identity": _identity},
        Screen.SMS_CODE: {"identity": _identity},
        Screen.SIGNATURE: {"identity": _identity, "draft": draft_view},
        Screen.FORM: {"form": form_view, "draft": draft_view},
        Screen.SCAN: {"scan": _scan, "draft": draft_view},
        Screen.PHONE: {"supply": supply_view, "draft": draft_view},
        Screen.PROMISE: {"supply": supply_view, "draft": draft_view},
        Screen.SAMPLE: {"supply": supply_view},
        Screen.VIDEO: {"video": video_view},
        Screen.FILES: {"supply": supply_view, "draft": draft_view},
        Screen.CLEARED: {"supply": supply_view},
        Screen.CHECK: {"check": check_view, "draft": draft_view},
        Screen.SUBMITTING: {"case": _case},
        Screen.RESULT: {"case": _case, "services": rated, "draft": draft_view},
        Screen.RECEIPT: {"case": _case},
        Screen.MATTERS: {"matter": matters_view},
        Screen.MATTER: {"matter": matter_view},
        Screen.DRAFT: {"draft": draft_view},
        Screen.DRAFT_KEPT: {"draft": draft_view},
        Screen.HANDOVER: {"matter": handover_view},
        Screen.COMPANY: {"company": company_view},
        Screen.WALLET: {"licences": _wallet},
        Screen.LICENCE_QR: {"licences": _code},
        **PARTS,
    }
    filled = {name: make(scene) for name, make in parts.get(scene.screen, {}).items()}
    return plain(v.View(serial=scene.serial, screen=scene.screen, chrome=_chrome(scene), **filled))


# --- around every page ------------------------------------------------------------------------------------
_STEPS: Mapping[Screen, v.StepName] = {
    Screen.WHOSE: v.StepName.IDENTIFY,
    Screen.AUTHORISE: v.StepName.IDENTIFY,
    Screen.CARD: v.StepName.IDENTIFY,
    Screen.IDENTITY_CHOICE: v.StepName.IDENTIFY,
    Screen.FACE_CONSENT: v.StepName.IDENTIFY,
    Screen.FACE: v.StepName.IDENTIFY,
    Screen.SMS_CODE: v.StepName.IDENTIFY,
    Screen.FORM: v.StepName.FILL_IN,
    Screen.SCAN: v.StepName.FILL_IN,
    Screen.PHONE: v.StepName.FILL_IN,
    Screen.PROMISE: v.StepName.FILL_IN,
    Screen.FILES: v.StepName.FILL_IN,
    Screen.CHECK: v.StepName.CHECK,
    Screen.SUBMITTING: v.StepName.SUBMIT,
    Screen.WALLET: v.StepName.WALLET,
}


def _steps(scene: Scene) -> tuple[int, int, v.StepName] | None:
    """(number, of, name) in the step indicator, or None where there is none."""
    memory = scene.memory
    if memory.goal is Goal.WALLET:
        name = _STEPS.get(scene.screen)
        order: tuple[v.StepName, ...] = (v.StepName.IDENTIFY, v.StepName.WALLET)
    else:
        signs = bool(memory.item and memory.item.signature) and memory.mending.asked is None
        order = (v.StepName.IDENTIFY, v.StepName.FILL_IN, v.StepName.CHECK)
        order += (v.StepName.SIGN,) if signs else ()
        order += (v.StepName.SUBMIT,)
        name = _STEPS.get(scene.screen)
        if scene.screen is Screen.SIGNATURE:
            name = v.StepName.SIGN if memory.identity.session_id is not None else v.StepName.IDENTIFY
    if memory.goal in {Goal.BROWSE, Goal.PROGRESS, Goal.SERVICE} or name not in order:
        return None
    return order.index(name) + 1, len(order), name


def _chrome(scene: Scene) -> v.Chrome:
    memory, around = scene.memory, scene.memory.around
    step = _steps(scene)
    organisation = scene.organisation
    if scene.catalogue and scene.catalogue.organisation.zh_hans == organisation:
        organisation = scene.catalogue.organisation.said(around.language)
    service = memory.item.name.said(around.language) if memory.item and memory.goal is Goal.APPLY else ""
    if service and memory.company.chosen is not None:
        service = f"{service} · {memory.company.chosen.ref.name}"
    if service and memory.acting.principal is not None:
        service = f"{service} · {_both_names(memory)}"
    return v.Chrome(
        organisation=organisation,
        terminal=scene.terminal,
        test_environment=scene.test_environment,
        online=around.online,
        link_fault=around.link_fault,
        device_faults=tuple(sorted(device_faults(scene).values())),
        banner=_banner(scene),
        catalogue_days=around.catalogue_days,
        dialog=v.Dialog(around.dialog),
        dialog_seconds=scene.idle_seconds,
        language=around.language,
        high_contrast=around.high_contrast,
        elder=around.elder,
        low_reach=around.low_reach,
        text_size=around.text_size,
        round_the_clock=not around.opening.limited,
        closes=closes_at(scene),
        card_left=scene.memory.left.card,
        hotline=scene.catalogue.hotline if scene.catalogue else scene.hotline,
        service=service,
        step=step[0] if step else 0,
        steps=step[1] if step else 0,
        step_name=step[2] if step else v.StepName.IDENTIFY,
        personal=memory.personal,
    )


OLD_DAYS = 2
"""From so many days on it is said that the services on screen may have changed, even where the line is up."""


def _banner(scene: Scene) -> v.Banner:
    if scene.screen is Screen.CLOSED:
        return v.Banner.NONE
    if scene.memory.around.store_fault is not None:
        return v.Banner.STORE
    if scene.memory.left.card and scene.screen is not Screen.CARD:
        return v.Banner.CARD_LEFT
    opening = scene.memory.around.opening
    if opening.closed or opening.soon:
        return v.Banner.CLOSED if opening.closed else v.Banner.CLOSING
    if scene.catalogue is None:
        return v.Banner.CATALOGUE_MISSING
    if not scene.memory.around.online:
        return v.Banner.OFFLINE
    return v.Banner.CATALOGUE_OLD if scene.memory.around.catalogue_days >= OLD_DAYS else v.Banner.NONE


# --- who it is --------------------------------------------------------------------------------------------
def _seconds(scene: Scene, delay: str) -> int:
    return max(0, round(scene.clocks.get(delay, 0.0)))


def _card(scene: Scene) -> v.CardView:
    memory = scene.memory
    return v.CardView(
        phase=v.CardPhase(memory.card.phase),
        fault=memory.card.fault,
        seconds=_seconds(scene, "card-wait"),
        total=60,
        failures=memory.card.failures,
        reader_out=READER in device_faults(scene),
        expired_on=memory.card.expired_on,
        whose=_whose_card(memory),
    )


_FOR = Text("代", "代", "for")


def _both_names(memory: Memory) -> str:
    """林*舟 代 张*国; the second alone while nobody is known to act."""
    principal, acting = memory.acting.principal, memory.identity.person
    parts = [mask_name(acting.name)] if acting else []
    parts += [_FOR.said(memory.around.language), mask_name(principal.name)] if principal else []
    return " ".join(parts)


def _acting(scene: Scene) -> v.ActingView:
    memory = scene.memory
    acting = memory.acting
    return v.ActingView(
        relation=acting.relation.value if acting.relation else "",
        masked_name=mask_name(acting.principal.name) if acting.principal else "",
        item=memory.item.name.said(memory.around.language) if memory.item else "",
    )


def _whose_card(memory: Memory) -> str:
    relation = memory.acting.relation
    if relation is None:
        return ""
    if not memory.acting.consents:
        return "child" if relation is Relation.GUARDIAN else "principal"
    return "guardian" if relation is Relation.GUARDIAN else "agent"


def _ways(memory: Memory) -> tuple[v.WayRow, ...]:
    """Non-face ways first; the offline way only while the line is down."""
    rows = [
        v.WayRow(
            "sms", (why := identify.way_blocked(memory, Way.SMS)) is None, why, memory.identity.masked_phone or ""
        ),
        v.WayRow("face", (why := identify.way_blocked(memory, Way.FACE)) is None, why),
    ]
    why = identify.way_blocked(memory, Way.SIGNATURE)
    if why is None:
        rows.insert(0, v.WayRow("signature", available=True))
    return tuple(rows)


def _identity(scene: Scene) -> v.IdentityView:
    identity = scene.memory.identity
    return v.IdentityView(
        masked_name=mask_name(identity.person.name) if identity.person else "",
        ways=_ways(scene.memory),
        notice=identity.notice,
        guidance=identity.guidance,
        challenge=identity.challenge,
        challenges_done=identity.challenges_done,
        challenges_total=identity.challenges_total,
        attempt=min(identity.face_tries + 1, identify.FACE_TRIES),
        attempts=identify.FACE_TRIES,
        attempt_reason=identity.face_reason,
        masked_phone=identity.masked_phone or "",
        code_error=identity.code_error,
        code_tries=identity.code_tries,
        resend_seconds=_seconds(scene, "code-resend"),
        pending=identity.pending,
        verified_by=identity.way.value if identity.session_id is not None and identity.way else "",
    )


def _scan(scene: Scene) -> v.ScanView:
    filling = scene.memory.filling
    language = scene.memory.around.language
    field = next((f for f in scene.form.fields if f.name == filling.scan_field), None) if scene.form else None
    return v.ScanView(
        field.title.said(language) if field else "", filling.scan_phase, filling.scan_fault, filling.scan_hint
    )


# --- the case ---------------------------------------------------------------------------------------------
def _case(scene: Scene) -> v.CaseView:
    memory, case = scene.memory, scene.memory.case
    item, language = memory.item, memory.around.language
    moment = dt.datetime.fromtimestamp(case.stored_at, scene.now.tzinfo) if case.stored_at else scene.now
    told = moment + dt.timedelta(seconds=memory.around.clock_ahead)
    phone = next((memory.filling.answers[n] for n in ("phone",) if memory.filling.answers.get(n)), "")
    return v.CaseView(
        outcome=case.outcome,
        item=item.name.said(language) if item else "",
        number=number_of(case),
        time=told.strftime("%m-%d %H:%M"),
        department=item.office(memory.filling.answers).said(language) if item else "",
        masked_phone=mask_phone(phone) if phone else "",
        call_after=_call_after(item, told) if case.outcome in {Outcome.QUEUED, Outcome.SENT} else "",
        fault=case.fault,
        fault_text=case.text or "",
        decision=case.decision,
        identity_pending=identity_pending(memory),
        waiting_seconds=max(0, round((scene.now - moment).total_seconds())),
        print_phase=v.PrintPhase(case.print_phase),
        print_fault=case.print_fault or memory.around.device_faults.get("receipt-printer"),
        can_print=memory.around.usable("receipt-printer"),
        parts=part_rows(case.parts, item, language),
        qr=receipt_qr(memory, scene) if scene.screen is not Screen.SUBMITTING else "",
    )


def _call_after(item: ServiceItem | None, moment: dt.datetime) -> str:
    hours = item.offline.ttl_hours if item else 72
    return (moment + dt.timedelta(hours=hours)).strftime("%m-%d %H:%M")


# --- licences ---------------------------------------------------------------------------------------------
def _wallet(scene: Scene) -> LicenceView:
    """In the order of the catalogue; all, or those for the chosen occasion."""
    showing, around = scene.memory.showing, scene.memory.around
    kinds = scene.catalogue.licence_types if scene.catalogue else ()
    order = {kind.code: n for n, kind in enumerate(kinds)}
    here = {kind.code for kind in kinds if showing.occasion in occasions_of(kind)}
    listed = [row for row in showing.rows if not showing.occasion or row.type_code in here]
    rows = tuple(
        LicenceCard(
            row.licence_id, row.name, row.holder_masked, standing(row, around.today), row.valid_to or "", row.icon
        )
        for row in sorted(listed, key=lambda row: order.get(row.type_code, len(order)))
    )
    occasions = (
        RatingTagRow(one, name.said(around.language), one == showing.occasion) for one, name in NAMES.items()
    )
    return LicenceView(
        rows=rows,
        occasions=tuple(occasions) if showing.rows else (),
        held=len(showing.rows),
        loading=showing.loading,
        fault=showing.fault,
        updated_at=showing.updated_at,
    )


def _code(scene: Scene) -> LicenceView:
    showing, person = scene.memory.showing, scene.memory.identity.person
    row = next((row for row in showing.rows if row.licence_id == showing.licence_id), None)
    return LicenceView(
        name=row.name if row else "",
        holder=row.holder_masked if row else "",
        masked_number=mask_number(person.number) if person else "",
        status=standing(row, scene.memory.around.today) if row else "valid",
        phase=CodePhase(showing.phase),
        qr=showing.payload,
        seconds=_seconds(scene, "still-there" if showing.phase == "still-there" else "token"),
        total=max(1, round(showing.seconds)),
        fault=showing.fault,
        verifier=showing.verifier,
        verified_at=showing.verified_at,
    )
