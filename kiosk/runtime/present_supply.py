"""From what the session knows of the papers to what their pages show. Pure; never decides anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from kiosk.domain.catalogue import Material, Provision
from kiosk.flows import supply, supply_files
from kiosk.flows.events.supply import FileRow
from kiosk.flows.memory import Memory
from kiosk.flows.samples import sampled
from kiosk.flows.screens import Screen
from kiosk.runtime.scene import Scene
from kiosk.runtime.shown_supply import FileShown, SupplyView

_STATUS: Mapping[str, str] = {
    word: word for word in (supply.PHONE, supply.LATER, supply.PROMISED, supply_files.STICK, supply_files.EARLIER)
}


def supply_view(scene: Scene) -> SupplyView:
    """The paper that is being settled."""
    memory, said = scene.memory, scene.memory.supply
    language = memory.around.language
    material = sampled(memory, said.chosen) if scene.screen is Screen.SAMPLE else material_in(memory, said.field)
    return SupplyView(
        material=material.name.said(language) if material else "",
        note=material.note.said(language) if material and material.note else "",
        promise=said.promise,
        phase=said.phase,
        qr=said.url if said.phase in {"waiting", "opened", "arrived"} else "",
        files=len(said.files),
        unusable=said.unusable,
        fault=said.fault,
        days=material.defer_days if material else 0,
        source=said.source,
        listed=tuple(_file(row, scene) for row in said.listed),
        more=said.more,
        chosen=said.chosen,
        pages=len(said.made),
        left=said.left,
    )


def _file(row: FileRow, scene: Scene) -> FileShown:
    day = dt.datetime.fromtimestamp(row.at, scene.now.tzinfo).date().isoformat()
    return FileShown(row.key, row.name.said(scene.memory.around.language), row.kind, row.size, day)


def material_in(memory: Memory, field: str) -> Material | None:
    """The paper that a field asks for."""
    code = supply.material_of(memory, field)
    return next((one for one in (memory.item.materials if memory.item else ()) if code and one.code == code), None)


def ways(memory: Memory, field: str) -> tuple[str, ...]:
    """How else than by the document camera the paper may come: `phone`, `stick`, `earlier`, `later`, `promise`."""
    if material_in(memory, field) is None:
        return ()
    open_ = (
        ("phone", supply.may_phone(memory)),
        ("stick", supply_files.may_stick(memory)),
        ("earlier", supply_files.may_reuse(memory)),
        ("later", supply.stands(memory, field, promise=False)),
        ("promise", supply.stands(memory, field, promise=True)),
    )
    return tuple(way for way, there in open_ if there)


def status_of(material: Material, answer: str) -> str:
    """The word of a paper's row."""
    if material.provision is not Provision.SCAN:
        return "licence" if material.provision is Provision.LICENCE else "shared"
    if answer:
        return _STATUS.get(answer, "scanned")
    return "scan" if material.required else "optional"
