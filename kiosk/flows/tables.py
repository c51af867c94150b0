"""All flows by name: what the engine runs and the documents print."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.flows import apply, browse, identify, represent, show_licence
from kiosk.flows.engine import Flow

FLOWS: Mapping[str, Flow] = {
    flow.name: flow
    for flow in (browse.FLOW, browse.HELP, represent.FLOW, identify.FLOW, apply.FLOW, show_licence.FLOW)
}
