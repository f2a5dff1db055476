"""Case."""

from typing import ClassVar

from qualcode.tui.coming import Coming
from qualcode.tui.keys.action import CASE


class CaseScreen(Coming):
    """Case."""

    places: ClassVar[tuple[str, ...]] = (CASE,)
    will_show = "…"
    meanwhile = "…"
