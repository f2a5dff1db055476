"""Studies."""

from typing import ClassVar

from qualcode.tui.coming import Coming
from qualcode.tui.keys.action import STUDIES


class StudiesScreen(Coming):
    """Studies."""

    places: ClassVar[tuple[str, ...]] = (STUDIES,)
    will_show = "…"
    meanwhile = "…"
