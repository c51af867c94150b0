"""The pages of 证明打印, from what the session knows. Pure; what may be printed here is the catalogue's word."""

from __future__ import annotations

from kiosk.domain.catalogue import CertificateType, ServiceItem
from kiosk.flows.certify import PRINTER, blocked
from kiosk.flows.screens import Screen
from kiosk.runtime import shown as v
from kiosk.runtime.scene import Scene

_ICON = "printer"


def certificate_rows(scene: Scene) -> tuple[str, tuple[v.ChoiceLine, ...]]:
    """What can be printed: its name; what is in it, and what it costs."""
    language = scene.memory.around.language
    return "", tuple(
        v.ChoiceLine(
            one.code,
            one.name.said(language),
            " · ".join(filter(None, (one.hint.said(language), _fee(scene, one)))),
            _ICON,
        )
        for one in _types(scene)
    )


def certificate_view(scene: Scene) -> v.ServicesView:
    """The certificate, as far as it is."""
    memory, now = scene.memory, scene.memory.certifying
    kind = next((one for one in _types(scene) if one.code == now.type_code), None)
    view = v.CertificateView(
        phase=now.phase,
        name=kind.name.said(memory.around.language) if kind else "",
        office=now.office or (kind.department.said(memory.around.language) if kind else ""),
        serial=now.serial,
        fee=_fee(scene, kind) if kind else "",
        pages=now.pages,
        done=now.done,
        prints_left=now.prints_left,
        text=now.text,
        fault=now.fault,
        printer_fault=memory.around.device_faults.get(PRINTER),
        stopping=now.stopping,
        left=now.left,
    )
    return v.ServicesView(certificate=view)


def offer(scene: Scene) -> v.CertificateOffer:
    """Is there a certificate to print for the topic or the item that is shown?"""
    memory = scene.memory
    if scene.screen is Screen.ITEM:
        code = memory.item.code if memory.item else ""
        kind = next((one for one in _types(scene) if one.item_code == code), None)
        return v.CertificateOffer(kind is not None, kind.code if kind else "", blocked(memory) or "")
    themes = {item.theme for one in _types(scene) if (item := _item(scene, one)) is not None}
    return v.CertificateOffer(memory.browsing.theme in themes, "", blocked(memory) or "")


def _types(scene: Scene) -> tuple[CertificateType, ...]:
    return scene.catalogue.certificate_types if scene.catalogue else ()


def _item(scene: Scene, kind: CertificateType) -> ServiceItem | None:
    return scene.catalogue.item(kind.item_code) if scene.catalogue and kind.item_code else None


def _fee(scene: Scene, kind: CertificateType) -> str:
    """The guide's own words; empty where it has none."""
    item = _item(scene, kind)
    return item.guide.fee.said(scene.memory.around.language) if item else ""
