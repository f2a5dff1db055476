"""Passages."""

from typing import ClassVar

from qualcode.tui.coming import Coming
from qualcode.tui.keys.action import PASSAGES


class PassagesScreen(Coming):
    """Passages."""

    places: ClassVar[tuple[str, ...]] = (PASSAGES,)
    will_show = "…"
    meanwhile = "…"
