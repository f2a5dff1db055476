"""Colours: dark, light, high contrast, sixteen; and those of codes that have none of their own."""

from rich.style import Style
from textual.theme import Theme

from qualcode.tui.page.drawing import Inks

SIXTEEN = "sixteen colours"
THEMES = (
    Theme(
        "dark",
        primary="#7aa2c9",
        accent="#d8a657",
        foreground="#d8d8d4",
        background="#16181a",
        surface="#1c1f22",
        panel="#24282c",
        warning="#e0af68",
        error="#e06c75",
    ),
    Theme(
        "light",
        primary="#1f5f8b",
        accent="#9a5b00",
        foreground="#1f2328",
        background="#fbfaf7",
        surface="#f3f1ec",
        panel="#e6e3dc",
        warning="#8a5a00",
        error="#b3261e",
        dark=False,
    ),
    Theme(
        "high contrast",
        primary="#ffff00",
        accent="#00ffff",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#202020",
        warning="#ffff00",
        error="#ff6060",
    ),
    # Each of these is a colour of the sixteen, so that a terminal which has no others shows it.
    Theme(
        SIXTEEN,
        primary="#00aaaa",
        accent="#ffff55",
        foreground="#aaaaaa",
        background="#000000",
        surface="#000000",
        panel="#000000",
        warning="#ffff55",
        error="#ff5555",
    ),
)
INKS = {
    "dark": Inks("#d8d8d4", "#8b9096", "#16181a", 0.30, Style(bgcolor="#2f5f8f", color="#ffffff"),
                 Style(bgcolor="#ffd75f", color="#000000")),
    "light": Inks("#1f2328", "#6b7078", "#fbfaf7", 0.25, Style(bgcolor="#9cc4ea", color="#000000"),
                  Style(bgcolor="#1f2328", color="#ffffff")),
    "high contrast": Inks("#ffffff", "#d0d0d0", "#000000", 0.35,
                          Style(bgcolor="#ffff00", color="#000000"),
                          Style(bgcolor="#00ffff", color="#000000", bold=True)),
    SIXTEEN: Inks("#aaaaaa", "#555555", "#000000", 0, Style(reverse=True),
                  Style(bgcolor="#ffff55", color="#000000")),
}  # fmt: skip
# Told apart by people who see red and green alike, as far as eight can be (after Okabe and Ito).
PALETTE = (
    "#e69f00", "#56b4e9", "#009e73", "#d7c52b", "#3a86c8", "#d55e00", "#cc79a7", "#8c7ae6",
)  # fmt: skip


def colour_of(number: int) -> str:
    """The colour of the n-th branch of a codebook."""
    return PALETTE[number % len(PALETTE)]


def first_theme(color_system: str | None) -> str:
    """The theme to begin with, on a terminal that can show so many colours."""
    return SIXTEEN if color_system in ("standard", "windows") else THEMES[0].name
