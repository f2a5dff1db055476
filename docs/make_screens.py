"""Makes the pictures of the screens in docs/screens/, on the demonstration study.

    python docs/make_screens.py [--theme dark] [--size 120x40] [--to docs/screens]

Look at each of them when it has changed.
"""

import argparse
import asyncio
import re
import tempfile
from pathlib import Path

from textual.pilot import Pilot

from qualcode.demonstration import build_demo
from qualcode.tui.app import Workbench

HERE = Path(__file__).parent
QUIET = 0.3  # seconds until what follows the keys, such as the inspector, has been drawn
# Each picture: its name, and the keys that lead there from the one before.
SHOWN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("library", ()),
    ("coding", ("down", "right", "enter", "ctrl+down", "tab")),
    ("code-picker", ("enter", *"zelf")),
    ("keys", ("escape", "escape", "?")),
    ("case", ("escape", "4")),
    ("passages", ("5",)),
    ("matrix", ("6", "right", "right", "down")),
    ("timeline", ("7",)),
    ("agreement", ("8",)),
    ("classification", ("9",)),
    ("codebook", ("0", "down")),
    ("studies", ("1",)),
)


async def settle(pilot: Pilot[None]) -> None:
    """Waits until all is answered and drawn."""
    assert isinstance(pilot.app, Workbench)
    await pilot.pause()
    while pilot.app.unanswered:
        await pilot.pause(0.02)
    await pilot.pause(QUIET)


async def take(study: Path, theme: str, size: tuple[int, int], to: Path) -> None:
    app = Workbench(study, "A")
    app.theme = theme
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for name, keys in SHOWN:
            for key in keys:
                await pilot.press(key)
                await settle(pilot)
            # The letters of the page it is shown on; without this they are fetched from elsewhere.
            picture = re.sub(r"@font-face \{.*?\}\s*", "", app.export_screenshot(), flags=re.DOTALL)
            (to / f"{name}.svg").write_text(picture, encoding="utf-8")
            print(to / f"{name}.svg")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--theme", default="dark")
    parser.add_argument("--size", default="120x40")
    parser.add_argument("--to", type=Path, default=HERE / "screens")
    given = parser.parse_args()
    columns, rows = map(int, given.size.split("x"))
    given.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        study = build_demo(Path(place) / "demo")
        asyncio.run(take(study, given.theme, (columns, rows), given.to))


if __name__ == "__main__":
    main()
