"""What a key costs in the transcript, beside an idle widget and beside Textual's TextArea.

    python benchmarks/tui.py [--words 50000] [--codings 2000] [--keys 60]

The text is invented. Each key is handed over as a terminal's driver does, at 120×40, and what
the terminal would be sent is made of every update: CPU of the whole process for a key, the thread
that writes included.
An idle widget, which redraws one line a key, tells what Textual itself costs in the same run.
The promises: the cursor and the selection at most 2 ms above idle, a page 10, putting a code
on 12, the 95th percentile at most 16 ms; and opening the document at most half a second.
"""

import argparse
import asyncio
import gc
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.segment import Segment
from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import TextArea

from qualcode.codebook.loading import start
from qualcode.coding.arriving.importing import About, import_files
from qualcode.coding.codings_file import import_codings
from qualcode.study.file import Study
from qualcode.tui.app import Workbench
from qualcode.tui.coding.screen import CodingScreen
from qualcode.tui.widgets.bars import Heading

SIZE = (120, 40)
COMMON = """ik en dat het de een was niet maar ja dan ook zo nog wel toen er naar met voor bij
werk thuis collega's moe begeleider gesprek dag week geld uitkering bang rustig denk zeg één"""
KEYS = {  # what is pressed → how far above idle it may be, in ms
    "right": 2.0, "down": 2.0, "shift+right": 2.0, "shift+down": 2.0, "ctrl+right": 2.0,
    "pagedown": 10.0,
}  # fmt: skip
CODED = 12.0
OPENED = 0.5  # seconds
LONGEST = 16.0
QUIET = 0.02  # seconds in which what a key set going is finished


class Shown:
    """What an app shows: every update is made into what a terminal would be sent."""

    def __init__(self, app: App[Any]) -> None:
        self.app = app
        self._console = Console(
            force_terminal=True, color_system="truecolor", file=sys.stderr, _environ={}
        )
        self._display, self._now = app._display, asyncio.Event()
        app._display = self._encode  # type: ignore[method-assign]  (no other way in, headless)

    def _encode(self, screen: Any, renderable: Any) -> None:
        if isinstance(renderable, CompositorUpdate):
            renderable.render_segments(self._console)
            self._now.set()
        self._display(screen, renderable)

    async def press(self, key: str) -> float:
        """CPU ms from a key, as a terminal's driver hands it over, until all is shown and quiet."""
        self._now.clear()
        character = key if len(key) == 1 else None
        begin = time.process_time()
        self.app.post_message(events.Key(key, character))
        await asyncio.wait_for(self._now.wait(), 5)
        while getattr(self.app, "unanswered", 0):
            await asyncio.sleep(0.002)
        await asyncio.sleep(QUIET)
        return (time.process_time() - begin) * 1000

    async def presses(self, key: str, times: int) -> list[float]:
        """The same, so many times."""
        return [await self.press(key) for _ in range(times)]


class Idle(Widget, can_focus=True):
    """Redraws a line a key and does nothing else."""

    at = 0

    def render_line(self, y: int) -> Strip:
        return Strip([Segment(f"{'x' * 60} {self.at if y == 0 else ''}")])

    def on_key(self) -> None:
        self.at += 1
        self.refresh(Region(0, 0, self.size.width, 1))


class Alone(App[None]):
    """One widget and nothing else."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self._widget = widget

    def compose(self) -> ComposeResult:
        yield self._widget

    def on_mount(self) -> None:
        self._widget.focus()


def told(what: str, taken: list[float], idle: float, promise: float | None) -> None:
    median, late = statistics.median(taken), sorted(taken)[int(len(taken) * 0.95)]
    words = "" if promise is None else f"  (promised: + {promise:g}, p95 {LONGEST:g})"
    kept = "" if promise is None or (median - idle <= promise and late <= LONGEST) else "  MISSED"
    print(f"{what:<34} {median:7.1f} ms  idle {median - idle:+6.1f}  p95 {late:6.1f}{words}{kept}")


def build(folder: Path, words: int, codings: int) -> Path:
    chance, lines, left = random.Random(1), [], words
    common = COMMON.split()
    while left > 0:
        length = chance.choice((6, 12, 40, 80, 200))
        said = " ".join(chance.choices(common, k=length)).capitalize()
        lines.append(f"{chance.choice(('I', 'P01'))}: {said}.")
        left -= length
    (folder / "long.txt").write_text("\n".join(lines), encoding="utf-8")
    path = folder / "bench.qualcode"
    start(path, template_name="ips-cmd")
    with Study(path, viewer="Anna") as study:
        import_files(study, [folder / "long.txt"], About(case="P01", wave="W01"))
        (name,) = [row[0] for row in study.db.execute("SELECT name FROM document")]
        (text,) = [row[0] for row in study.db.execute("SELECT text FROM text")]
        codes = ["stigma", "openheid", "zorg", "integratie", "covid", "geld", "uwv", "klachten"]
        sheet = ["document,coder,code,start,end"]
        for _ in range(codings):
            begin = chance.randrange(len(text) - 700)
            end = begin + chance.choice((40, 120, 300, 600))
            sheet.append(
                f"{name},{chance.choice(('Anna', 'Bram'))},{chance.choice(codes)},{begin},{end}"
            )
        (folder / "codings.csv").write_text("\n".join(sheet), encoding="utf-8")
        came = import_codings(study, folder / "codings.csv")
        refused = len(came.refused)
        print(f"{len(text)} characters, {words} words, {codings} codings ({refused} refused)")
    return path


async def idle_cost(keys: int) -> float:
    app = Alone(Idle())
    shown = Shown(app)
    async with app.run_test(size=SIZE):
        await shown.presses("right", 10)
        return statistics.median(await shown.presses("right", keys))


async def transcript(path: Path, keys: int) -> None:
    idle = await idle_cost(keys)
    print(f"{'an idle widget':<34} {idle:7.1f} ms")
    app = Workbench(path, "Anna")
    shown = Shown(app)
    async with app.run_test(size=SIZE) as pilot:
        while app.unanswered or not isinstance(app.screen.query_one(Heading), Heading):
            await pilot.pause()
        begin = time.perf_counter()
        await pilot.press("enter")
        while app.unanswered or not isinstance(app.screen, CodingScreen) or not app.screen.shown:
            await pilot.pause(0.001)
        await pilot.pause()
        took = time.perf_counter() - begin
        kept = "" if took < OPENED else "  MISSED"
        print(f"{'opening it':<34} {took * 1000:7.0f} ms  (promised: {OPENED * 1000:.0f}){kept}")
        gc.collect()
        gc.freeze()
        for key, promise in KEYS.items():
            await pilot.press("ctrl+home")
            await shown.presses("down", 30)
            await shown.presses(key, 5)
            told(key, await shown.presses(key, keys), idle, promise)
        taken = []
        await pilot.press("ctrl+home", "tab")
        await shown.press("g")
        for _ in range(keys):
            await shown.press("tab")
            taken.append(await shown.press("g"))
        told("putting a code on", taken, idle, CODED)
        print(f"{'an idle widget, again':<34} {await idle_cost(keys):7.1f} ms")


async def text_area(path: Path, keys: int) -> None:
    with Study(path) as study:
        (text,) = [row[0] for row in study.db.execute("SELECT text FROM text")]
    area = TextArea(text, read_only=True)
    app = Alone(area)
    shown = Shown(app)
    async with app.run_test(size=SIZE):
        await shown.presses("down", 5)
        for key in ("right", "down", "shift+down", "pagedown"):
            taken = await shown.presses(key, min(keys, 15))
            print(f"{'TextArea, no codings: ' + key:<34} {statistics.median(taken):7.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=50_000)
    parser.add_argument("--codings", type=int, default=2_000)
    parser.add_argument("--keys", type=int, default=60)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        path = build(Path(place), given.words, given.codings)
        asyncio.run(transcript(path, given.keys))
        asyncio.run(text_area(path, given.keys))


if __name__ == "__main__":
    main()
