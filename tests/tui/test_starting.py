"""How the screens start: only what the first one needs is loaded, and all of them can be."""

import subprocess
import sys

import pytest

from qualcode.tui.app import SCREENS, _loaded
from qualcode.tui.workplace import Workplace

LATE = """
import sys, qualcode.tui.app, qualcode.tui.library.screen
print(*sorted(name for name in sys.modules if name.startswith("qualcode.tui.")))
"""


def test_the_first_screen_waits_for_no_other() -> None:
    told = subprocess.run([sys.executable, "-c", LATE], capture_output=True, text=True, check=True)
    screens = {name for name in told.stdout.split() if name.endswith(".screen")}
    assert screens == {"qualcode.tui.library.screen"}


@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_is_there_and_is_the_one_it_says(name: str) -> None:
    kind = _loaded(name)
    assert issubclass(kind, Workplace)
    assert kind.places[0] == name
