"""The demonstration study: invented transcripts, coded, the same file every time."""

import csv
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from os import PathLike
from pathlib import Path
from uuid import UUID, uuid5

from qualcode.codebook.loading import start
from qualcode.coding.arriving.importing import About, import_files
from qualcode.coding.codings_file import import_codings
from qualcode.coding.retrieval import Where, codings
from qualcode.coding.rounds.finishing import done
from qualcode.errors import InputError
from qualcode.shipped import shipped
from qualcode.study.backup import unfinished
from qualcode.study.file import Study

DEMO = "demo.qualcode"
INVENTED = UUID("3f0c8a52-6f0e-5a53-9d6f-0d1f6f6c7a11")  # the demonstration study's own names


def build_demo(folder: str | PathLike[str], told: Callable[[str], None] = lambda _: None) -> Path:
    """Builds the demonstration study in `folder`, the same file content every time.

    Ids are drawn from a fixed sequence and times from the interviews' dates. `told` hears
    of each step. Raises InputError where the folder holds a study already.
    """
    place = Path(folder)
    path = place / DEMO
    if place.is_file():
        raise InputError(f"{place} is a file.", "Name a folder to build in.")
    if any(place.glob("*.qualcode")):
        raise InputError(f"There is a study in {place} already.", "Name another folder.")
    place.mkdir(parents=True, exist_ok=True)
    with unfinished(path) as file:
        _fill_demo(file, told)
    return path


def _fill_demo(path: Path, told: Callable[[str], None]) -> None:
    numbers = count()
    clock = _Clock()

    def fresh_id() -> str:
        return str(uuid5(INVENTED, str(next(numbers))))

    data = shipped("transcripts")
    start(path, template_name="ips-cmd", clock=clock, fresh_id=fresh_id)
    with Study(path, clock=clock, fresh_id=fresh_id) as study:
        for row in _rows(data / "manifest.csv"):
            clock.set(row["date"])
            about = About(
                row["kind"], row["case"] or None, row["wave"] or None, row["date"], row["title"]
            )
            import_files(study, [data / row["file"]], about)
            told(f"imported {row['file']}")
        came = import_codings(study, data / "codings.csv")
        assert not came.refused, came.refused[0].error
        for coder in came.coders:
            study.viewer = coder
            own = codings(study, Where(coder=coder))
            done(study, list(dict.fromkeys(coding.document for coding in own)))
            told(f"coder {coder} made {len(own)} codings")


class _Clock:
    """Time as the data tells it: nine in the morning of a date, a second later at each look."""

    def __init__(self) -> None:
        self.set("2020-01-06")

    def set(self, date: str) -> None:
        self.now = int(datetime.fromisoformat(f"{date}T09:00").replace(tzinfo=UTC).timestamp())

    def __call__(self) -> int:
        self.now += 1
        return self.now * 1000


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        yield from csv.DictReader(file)
