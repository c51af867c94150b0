"""Effects of 政务公开: the papers, and one of them. Asks for nobody and keeps nothing."""

from __future__ import annotations

from kiosk.flows.events import Event
from kiosk.flows.events import services as said
from kiosk.flows.memory import Memory
from kiosk.platform_api.interface import Platform
from kiosk.runtime.desk import Desk
from kiosk.runtime.scope import Scope


class Informing:
    """What may be read here."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def find_terminals(self, memory: Memory, scope: Scope) -> None:
        """Which terminals can be used now; without a line nobody is asked."""
        if not memory.around.online:
            return

        def ask(client: Platform) -> Event:
            states = client.terminal_states().terminals
            return said.TerminalsTold({one.terminal_id: one.state for one in states})

        self._desk.ask(scope, ask)

    def find_papers(self, memory: Memory, scope: Scope) -> None:  # noqa: ARG002  an effect by signature
        """The list, as the platform orders it."""

        def ask(client: Platform) -> Event:
            found = client.policies().policies
            return said.PapersFound(
                tuple(said.PaperRow(one.policy_id, one.title, one.department, one.published_on) for one in found)
            )

        self._desk.ask(scope, ask)

    def fetch_paper(self, memory: Memory, scope: Scope) -> None:
        """The chosen one, whole."""
        paper_id = memory.informing.paper_id

        def ask(client: Platform) -> Event:
            paper = client.policy(paper_id)
            return said.PaperFetched(
                said.Paper(paper.title, paper.department, paper.published_on, paper.number, paper.paragraphs)
            )

        self._desk.ask(scope, ask)
