"""The lines above and below a screen: what it shows, and its keys."""

from textual.content import Content
from textual.widgets import Static


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
    """The footer: the keys that work here now."""

    DEFAULT_CSS = "Keys { height: 1; background: $panel; color: $foreground; padding: 0 1; }"

    def tell(self, told: str) -> None:
        """Shows what `Keymap.footer` says."""
        self.update(Content(told), layout=False)
