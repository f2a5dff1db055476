"""Matrix."""

from typing import ClassVar

from qualcode.tui.coming import Coming
from qualcode.tui.keys.action import MATRIX


class MatrixScreen(Coming):
    """Matrix."""

    places: ClassVar[tuple[str, ...]] = (MATRIX,)
    will_show = "…"
    meanwhile = "…"
