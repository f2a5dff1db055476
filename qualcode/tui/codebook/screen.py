"""Codebook."""

from typing import ClassVar

from qualcode.tui.coming import Coming
from qualcode.tui.keys.action import CODEBOOK


class CodebookScreen(Coming):
    """Codebook."""

    places: ClassVar[tuple[str, ...]] = (CODEBOOK,)
    will_show = "…"
    meanwhile = "…"
