"""Every sample view there is: the pages that the checks of the whole interface show.

Whatever a file `*_views.py` beside this one names in its `PAGES` (name -> function of the language that makes a view)
is shown in every language, mode and size, walked by keys and by assistive technology, and may be a golden picture. A
new screen needs at least one.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from kiosk.domain.text import Language
from kiosk.flows.screens import Screen
from kiosk.runtime.view import View

Make = Callable[[Language], View]


def _gathered() -> dict[str, Make]:
    found: dict[str, Make] = {}
    for file in sorted(Path(__file__).parent.glob("*_views.py")):
        pages: dict[str, Make] = import_module(f"tests.ui.{file.stem}").PAGES
        twice = found.keys() & pages.keys()
        if twice:
            raise ValueError(f"{file.name}: another file has views of that name, too: {', '.join(sorted(twice))}")
        found |= pages
    return found


VIEWS = _gathered()
"""Name of the view -> what makes it."""


def by_screen() -> dict[Screen, list[str]]:
    """The names of the views of each screen that has any."""
    found: dict[Screen, list[str]] = {}
    for name, make in VIEWS.items():
        found.setdefault(make(Language.ZH_HANS).screen, []).append(name)
    return found


def missing() -> list[str]:
    """What to do for each screen that nobody has made a view of."""
    seen = by_screen()
    return [
        f"kiosk/flows/screens.py names Screen.{screen.name}, and no sample view shows it. Write one: a file "
        f"tests/ui/NAME_views.py with PAGES = {{'{screen.value}': function(language) -> View}}, as in "
        "tests/ui/task_views.py; one entry for each look of the page (waiting, failed, empty, longest texts). "
        "Nothing else is to be registered."
        for screen in Screen
        if screen not in seen
    ]
