"""What tests let other processes do, and how they start them.

Each function here can be the work of a process of its own: `python processes.py NAME ARGS…`.
It tells what it has done a line at a time, as soon as it is sure of it.
"""

import os
import subprocess
import sys
from pathlib import Path

import qualcode

HERE = Path(__file__)


def start(work: str, *args: object) -> "subprocess.Popen[str]":
    """Begins the function `work` in a process of its own."""
    package = Path(qualcode.__file__).parents[1]
    path = os.pathsep.join([str(package), str(HERE.parents[1])])
    code = f"import sys; from {HERE.parent.name}.processes import work; work(*sys.argv[1:])"
    return subprocess.Popen(
        [sys.executable, "-c", code, work, *map(str, args)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )


def run(name: str, *args: object) -> list[str]:
    """Lets the function `name` run to its end; answers what it told."""
    with start(name, *args) as process:
        assert process.stdout is not None
        told = process.stdout.read().split()
    assert process.returncode == 0
    return told


def work(name: str, *args: str) -> None:
    {"write_one": write_one, "names": names, "act": act, "code_many": code_many, "count": count}[
        name
    ](*args)


def tell(word: object) -> None:
    print(word, flush=True)


def write_one(path: str, coder: str) -> None:
    """Adds one code."""
    from qualcode.study.file import Study

    from . import histories as h

    with Study(Path(path), viewer=coder) as study:
        tell(h.create_code(study, coder))


def names(path: str) -> None:
    """Tells the names of all codes."""
    from qualcode.study.file import Study

    with Study(Path(path)) as study:
        for (name,) in study.db.execute("SELECT name FROM code").fetchall():
            tell(name)


def act(path: str, coder: str, seed: str, times: str) -> None:
    """Codes, undoes, does again, moves codes …; tells the id of the last event after each."""
    from random import Random

    from qualcode.study.file import Study

    from . import histories as h

    chance = Random(int(seed))
    with Study(Path(path), viewer=coder) as study:
        tell("ready")
        for _ in range(int(times)):
            name = chance.choice(["code"] * 4 + ["new code", "move", "undo", "redo", "import"])
            step = h.Step(0, name, chance.randrange(12), chance.randrange(12))
            h.ACTS[name](study, step)
            last = "SELECT id FROM event ORDER BY hlc DESC, id DESC LIMIT 1"
            tell(study.db.execute(last).fetchone()[0])


def code_many(path: str, coder: str, times: str) -> None:
    """Codes one passage after another; tells the id of each coding."""
    from qualcode.study.file import Study

    from . import histories as h

    with Study(Path(path), viewer=coder) as study:
        document, code = (min(h.by_id(study, tbl)) for tbl in ("document", "code"))
        for n in range(int(times)):
            tell(h.code_passage(study, document, code, n % 20, n % 20 + 5))


def count(path: str, enough: str) -> None:
    """Counts the codings until there are `enough`; tells each number it sees."""
    from qualcode.study.file import Study

    seen = -1
    with Study(Path(path)) as study:
        while seen < int(enough):
            (now,) = study.db.execute("SELECT count(*) FROM seen_coding").fetchone()
            if now != seen:
                tell(now)
            seen = now
