"""The demonstration study: invented transcripts, coded by two, the same file every time."""

import csv
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import count
from operator import itemgetter
from os import PathLike
from pathlib import Path
from uuid import UUID, uuid5

from qualcode.cases.held import miss
from qualcode.cases.planning import import_plan
from qualcode.cases.rostering import import_cases
from qualcode.codebook.loading import start
from qualcode.coding.arriving.importing import About, import_files
from qualcode.coding.arriving.speaking import set_speakers
from qualcode.coding.codings_file import import_codings
from qualcode.coding.marking import Passage
from qualcode.coding.retrieval import codings
from qualcode.coding.rounds.assigning import sample
from qualcode.coding.rounds.finishing import done
from qualcode.coding.rounds.revealing import reveal
from qualcode.coding.writing.memos import write_memo
from qualcode.coding.writing.quoting import quote
from qualcode.coding.writing.summaries import summarise
from qualcode.errors import InputError
from qualcode.shipped import shipped
from qualcode.study.backup import unfinished
from qualcode.study.file import Study

DEMO = "demo.qualcode"
INVENTED = UUID("3f0c8a52-6f0e-5a53-9d6f-0d1f6f6c7a11")  # the demonstration study's own names
GROUP, SPECIALISTS = "FG1", ("Karin", "Peter", "Fatima", "Wouter", "Ellen")
FIRST, SECOND = "A", "B"
# When they did it: after the last interview, and the second coder a while later.
CODED, ASSIGNED, CODED_AGAIN, REVEALED = "2021-09-06", "2021-10-04", "2021-10-11", "2021-10-25"
SHARE, SEED = "20%", 1

Row = dict[str, str]
Told = Callable[[str, int, int], None]


def build_demo(folder: str | PathLike[str], told: Told = lambda _what, _step, _steps: None) -> Path:
    """Builds the demonstration study in `folder`, the same file content every time.

    Ids are drawn from a fixed sequence and times from the interviews' dates. `told` hears of
    each step: what was done, how many steps that makes, and how many there are. Raises
    InputError where the folder holds a study already.
    """
    place = Path(folder)
    path = place / DEMO
    if place.is_file():
        raise InputError(f"{place} is a file.", "Name a folder to build in.")
    if any(place.glob("*.qualcode")):
        raise InputError(f"There is a study in {place} already.", "Name another folder.")
    place.mkdir(parents=True, exist_ok=True)
    with unfinished(path) as file:
        _Demo(file, told).build()
    return path


class _Demo:
    """The study while it is built."""

    def __init__(self, path: Path, told: Told) -> None:
        self.path = path
        self.told = told
        self.data = shipped("transcripts")
        self.clock = _Clock()
        numbers = count()
        self.fresh_id = lambda: str(uuid5(INVENTED, str(next(numbers))))
        self.held = sorted(self._rows("manifest.csv"), key=itemgetter("date"))
        self.step = 0
        self.steps = sum(bool(row["file"]) for row in self.held) + 4

    def build(self) -> None:
        start(self.path, template_name="ips-cmd", clock=self.clock, fresh_id=self.fresh_id)
        with Study(self.path, clock=self.clock, fresh_id=self.fresh_id) as study:
            import_plan(study, str(self.data / "waves.csv"))
            import_cases(study, self.data / "cases.csv")
            for row in self.held:
                self._import(study, row)
            set_speakers(study, GROUP, [f"{name}=employment specialist" for name in SPECIALISTS])
            self._first_coder(study)
            self._second_coder(study)

    def _import(self, study: Study, row: Row) -> None:
        if not row["file"]:
            miss(study, row["case"], row["wave"], row["reason"])
            return
        self.clock.set(row["date"])
        about = About(
            row["kind"], row["case"] or None, row["wave"] or None, row["date"], row["title"]
        )
        import_files(study, [self.data / row["file"]], about)
        self._tell(f"imported {row['file']}")

    def _first_coder(self, study: Study) -> None:
        self.clock.set(CODED)
        self._code(study, FIRST)
        for row in self._rows("memos.csv"):
            passage = Passage(quote=row["quote"]) if row["quote"] else None
            write_memo(study, row["text"], kind=row["kind"], on=row["document"], passage=passage)
        for row in self._rows("summaries.csv"):
            summarise(
                study, row["case"], row["text"], code=row["code"] or None, wave=row["wave"] or None
            )
        own = {(c.document, c.code, c.quote): c.id for c in codings(study)}
        for row in self._rows("quotes.csv"):
            quote(
                study,
                own[row["document"], row["code"], row["quote"]],
                starred=True,
                edited=row["edited"] or None,
                translations={"en": row["translation_en"]},
            )
        self._tell("memos, summaries and quotes")

    def _second_coder(self, study: Study) -> None:
        study.viewer = None
        self.clock.set(ASSIGNED)
        drawn = sample(study, SHARE, SECOND, seed=SEED, blind=True)
        self._tell(f"{len(drawn.assignments)} of {drawn.drawn_from} documents to coder {SECOND}")
        self.clock.set(CODED_AGAIN)
        self._code(study, SECOND)
        self.clock.set(REVEALED)
        study.viewer = None
        reveal(study, [each.document for each in drawn.assignments])

    def _code(self, study: Study, coder: str) -> None:
        study.viewer = coder
        own = [row for row in self._rows("codings.csv") if row["coder"] == coder]
        with tempfile.TemporaryDirectory() as folder:
            sheet = Path(folder) / "codings.csv"
            _write(sheet, own)
            came = import_codings(study, sheet)
        assert not came.refused, came.refused[0].error
        done(study, list(dict.fromkeys(row["document"] for row in own)))
        self._tell(f"coder {coder} made {came.codings} codings")

    def _rows(self, name: str) -> list[Row]:
        with (self.data / name).open(newline="", encoding="utf-8-sig") as file:
            return list(csv.DictReader(file))

    def _tell(self, what: str) -> None:
        self.step += 1
        self.told(what, self.step, self.steps)


class _Clock:
    """Time as the data tells it: nine in the morning of a date, a second later at each look."""

    def __init__(self) -> None:
        self.set("2019-04-01")

    def set(self, date: str) -> None:
        self.now = int(datetime.fromisoformat(f"{date}T09:00").replace(tzinfo=UTC).timestamp())

    def __call__(self) -> int:
        self.now += 1
        return self.now * 1000


def _write(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
