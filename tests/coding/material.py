"""A small study with three interviews and a focus group, made once a session and copied."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from qualcode.codebook.loading import start
from qualcode.coding.arriving.importing import About, import_files
from qualcode.coding.marking import Passage, code
from qualcode.coding.rounds.finishing import done
from qualcode.study.file import Study

CODEBOOK = """\
codes:
- code: stigma
  name: {nl: Stigma, en: Stigma}
  definition: Beelden over mensen met een aandoening.
  hotkey: g
  codes:
  - code: publiek
    definition: Wat anderen denken.
  - code: zelf
    definition: Wat iemand van zichzelf denkt.
- code: zorg
  definition: Behandeling en begeleiding.
  codes:
  - code: integratie
    definition: Werk en zorg samen.
- code: werk
  definition: Betaald werk.
"""

FILES = {
    "P01-W01": """\
I: Hoe gaat het met het werk?
P01: Goed, ik werk nu bij de bakker op de hoek.
I: En wat vinden ze daar van u?
P01: Ze kijken wel eens raar. Ik schaamde me kapot.
I: U schaamde zich.
P01: Ja. Café Zoë was anders 😀, daar zei niemand wat.
""",
    "P01-W02": """\
I: We spreken elkaar weer.
P01: Ik ben gestopt bij de bakker, het ging niet meer.
I: Wat zei uw begeleider?
P01: Mijn begeleider belde met de psycholoog, die twee werken samen.
""",
    "P02-W01": """\
I: Vertelt u eens.
P02: Ik zit thuis en wacht op de gemeente.
I: Hoe lang al?
P02: Een jaar. Ze denken dat ik niks kan.
""",
    "FG1": """\
Moderator: Wat hoort u van werkgevers?
TB1: Dat ze bang zijn voor gedoe.
TB2: En dat ze het een keer willen proberen.
""",
}
ABOUT = {
    "P01-W01": About("interview", "P01", "W01", "2020-05-04"),
    "P01-W02": About("interview", "P01", "W02", "2020-06-08"),
    "P02-W01": About("interview", "P02", "W01", "2020-05-11"),
    "FG1": About("focus-group", date="2020-11-12"),
}
CODED = {
    "Anna": (
        ("P01-W01", "werk", 2),
        ("P01-W01", "stigma/zelf", 4),
        ("P01-W01", "stigma/zelf", 5),
        ("P01-W02", "zorg/integratie", 4),
        ("FG1", "stigma/publiek", 2),
    ),
    "Bram": (
        ("P01-W01", "stigma/publiek", 4),
        ("P02-W01", "stigma", 4),
    ),
}


def write_files(folder: Path) -> None:
    """The transcripts and the codebook as files in `folder`."""
    for name, text in FILES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "codes.yaml").write_text(CODEBOOK, encoding="utf-8")


def build(path: Path, files: Path) -> Path:
    """Makes the study; ids and times are the same every time."""
    numbers, ticks = count(1), count(1_600_000_000_000, 1000)
    chance = {
        "clock": lambda: next(ticks),
        "fresh_id": lambda: f"{next(numbers):08x}-0000-4000-8000-000000000000",
    }
    start(path, template_name=str(files / "codes.yaml"), **chance)
    with Study(path, **chance) as study:
        for name, about in ABOUT.items():
            import_files(study, [files / f"{name}.txt"], about)
    for coder, marks in CODED.items():
        with Study(path, viewer=coder, **chance) as study:
            for document, name, turn in marks:
                code(study, document, [name], Passage(turn=turn))
            if coder == "Anna":
                done(study, ["P01-W01", "P01-W02"])
    return path


def twin(study: Study) -> Path:
    """Another copy of the study as it stands, as a colleague has it."""
    other = Path(tempfile.mkdtemp(dir=study.path.parent)) / "twin.qualcode"
    with closing(sqlite3.connect(study.path)) as db:
        db.execute("VACUUM INTO ?", (str(other),))
    return other


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of the file, to see that nothing has changed."""
    db = sqlite3.connect(path)
    try:
        tables = db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        ).fetchall()
        return {name: db.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in tables}
    finally:
        db.close()


@pytest.fixture(scope="session")
def files(memory: Path) -> Path:
    """A folder with the transcripts and the codebook as files."""
    folder = Path(tempfile.mkdtemp(dir=memory))
    write_files(folder)
    return folder


@pytest.fixture(scope="session")
def built(memory: Path, files: Path) -> Path:
    """The study file; tests copy it and never change it."""
    return build(Path(tempfile.mkdtemp(dir=memory)) / "small.qualcode", files)


@pytest.fixture
def copied(built: Path, memory: Path) -> Path:
    """A copy of the study file in a folder of its own."""
    return Path(shutil.copy(built, Path(tempfile.mkdtemp(dir=memory)) / "small.qualcode"))


@pytest.fixture
def study(copied: Path) -> Iterator[Study]:
    """A copy of the study, opened by Anna."""
    with Study(copied, viewer="Anna") as opened:
        yield opened
