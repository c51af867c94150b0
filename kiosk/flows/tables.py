"""All flows by name: what the engine runs and the documents print."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.flows import (
    apply,
    benefits,
    book,
    browse,
    certify,
    company,
    complain,
    guided,
    identify,
    inform,
    pay,
    progress,
    rate,
    represent,
    show_licence,
    verify,
)
from kiosk.flows.engine import Flow

_ALL = (
    browse.FLOW,
    browse.HELP,
    represent.FLOW,
    identify.FLOW,
    apply.FLOW,
    apply.FILL_IN,
    show_licence.FLOW,
    progress.FLOW,
    rate.FLOW,
    book.FLOW,
    book.OF_AN_ITEM,
    pay.FLOW,
    inform.FLOW,
    verify.FLOW,
    benefits.FLOW,
    benefits.MATCHED,
    guided.FLOW,
    certify.FLOW,
    company.FLOW,
    complain.FLOW,
    complain.OF_A_CASE,
)
FLOWS: Mapping[str, Flow] = {flow.name: flow for flow in _ALL}
