"""How soon a command answers, beside a Python that only imports Typer.

    python benchmarks/startup.py [--rounds 15]

Each round starts every process once, in turn; the figure is the median of the ratios
round by round, so that a slow moment of the machine hits both sides.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from qualcode.demonstration import build_demo

TYPER = [sys.executable, "-c", "import typer"]
QUALCODE = [sys.executable, "-m", "qualcode"]
PROMISES = {
    "--help": "≤ 3.5",
    "codings --code stigma --json": "≤ 2.5",
    "codings --code stigma": "",
    "documents --json": "",
    "code P02-W01 covid --turn 2": "",
    "matrix --by wave --json": "",
}


def seconds(command: list[str], folder: Path) -> float:
    environment = {**os.environ, "QUALCODE_CODER": "bench"}
    begin = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)
    return time.perf_counter() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        build_demo(folder)
        theirs: list[float] = []
        ours: dict[str, list[float]] = {line: [] for line in PROMISES}
        for _ in range(rounds):
            theirs.append(seconds(TYPER, folder))
            for line, times in ours.items():
                times.append(seconds([*QUALCODE, *line.split()], folder))
    print(f"python -c 'import typer': {statistics.median(theirs):.3f} s")
    for line, times in ours.items():
        ratio = statistics.median(our / their for our, their in zip(times, theirs, strict=True))
        promise = f"  ({PROMISES[line]})" if PROMISES[line] else ""
        print(f"qualcode {line:<32} {statistics.median(times):.3f} s  × {ratio:.2f}{promise}")


if __name__ == "__main__":
    main()
