"""How long `qualcode` takes on a terminal until its Library is there, on a hundred transcripts.

    python benchmarks/tui_start.py [--documents 100] [--words 8000] [--times 5]

In a pseudo-terminal of 120×40, from the start of the process to the first cell of the grid.
Beside it the bare start of what it stands on: an empty Textual app that shows one word.
The promise: at most 0.7 s.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

import pexpect

from qualcode.codebook.loading import start
from qualcode.coding.arriving.importing import import_files
from qualcode.study.file import Study

PROMISE = 0.7
WAVES = 10
COMMON = """ik en dat het de een was niet maar ja dan ook zo nog wel toen er naar met voor bij
werk thuis collega's moe begeleider gesprek dag week geld uitkering bang rustig denk zeg"""
EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("W01")
Empty().run()
"""


def build(folder: Path, documents: int, words: int) -> Path:
    chance, path, common = random.Random(1), folder / "bench.qualcode", COMMON.split()
    for n in range(documents):
        turns, left = [], words
        while left > 0:
            length = chance.choice((6, 12, 40, 80))
            turns.append(f"{chance.choice('IP')}: {' '.join(chance.choices(common, k=length))}.")
            left -= length
        name = f"P{n // WAVES + 1:02}-W{n % WAVES + 1:02}.txt"
        (folder / name).write_text("\n".join(turns), encoding="utf-8")
    start(path, template_name="ips-cmd")
    with Study(path, viewer="Anna") as study:
        import_files(study, sorted(folder.glob("*.txt")), pattern="{case}-{wave}")
    return path


def first_paint(arguments: list[str], times: int) -> float:
    """Median seconds until `W01` is on the screen."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        child = pexpect.spawn(
            sys.executable,
            arguments,
            dimensions=(40, 120),
            encoding="utf-8",
            env=os.environ | {"TERM": "xterm-256color"},
        )
        child.expect_exact("W01")
        taken.append(time.perf_counter() - begin)
        child.close(force=True)
    return statistics.median(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--words", type=int, default=8000)
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        path = build(Path(place), given.documents, given.words)
        ours = first_paint(["-m", "qualcode", "--study", str(path), "--as", "Anna"], given.times)
    empty = first_paint(["-c", EMPTY], given.times)
    kept = "" if ours <= PROMISE else "  MISSED"
    print(
        f"{'until the Library is there':<34} {ours * 1000:5.0f} ms  an empty app"
        f" {empty * 1000:5.0f} ms  × {ours / empty:.2f}  (promised: {PROMISE * 1000:.0f} ms){kept}"
    )


if __name__ == "__main__":
    main()
