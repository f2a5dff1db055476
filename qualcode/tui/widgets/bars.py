"""The lines above and below a screen: what it shows, and its keys."""

from textual.content import Content
from textual.widgets import Static

from qualcode.tui.page.wrapping import cells

BETWEEN = "  "  # entries of the footer
EVERYWHERE = 3  # so many entries at the end tell of keys that work on every screen


class Heading(Static):
    """What the screen shows; a blind round is said in so many words, not by colour alone."""

    DEFAULT_CSS = """
    Heading { height: 1; background: $primary; color: $background; text-style: bold; padding: 0 1; }
    Heading.blind { background: $warning; color: #000000; }
    """

    def tell(self, told: str, *, blind: bool = False) -> None:
        """Says what is shown."""
        self.set_class(blind, "blind")
        self.update(Content(f"BLIND ROUND · {told}" if blind else told), layout=False)


class Keys(Static):
    """The footer: the keys that work here now, as many as there is room for."""

    DEFAULT_CSS = "Keys { height: 1; background: $panel; color: $foreground; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._told = ""

    def tell(self, told: str) -> None:
        """Shows what `Keymap.footer` says."""
        self._told = told
        self.update(Content(fitting(told, self.content_region.width)), layout=False)

    def on_resize(self) -> None:
        self.tell(self._told)


def fitting(told: str, width: int) -> str:
    """The entries that `width` cells hold; the last ones, which hold everywhere, stay longest."""
    entries = told.split(BETWEEN)
    while len(entries) > 1 and cells(BETWEEN.join(entries)) > width > 0:
        del entries[-EVERYWHERE - 1 if len(entries) > EVERYWHERE else 0]
    return BETWEEN.join(entries)
