"""The plan: which waves there are, when, and what each asks about; from a sheet into a study."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from qualcode.cases.design import (
    Mention,
    Wave,
    cases,
    mention_wave,
    number_of,
    waves,
    waves_as_set,
)
from qualcode.cases.held import interviews, missed
from qualcode.cases.sheets import Sheet, SheetRow, read_sheet
from qualcode.cases.windows import overlaps, parse_month, parse_window
from qualcode.codebook.stored import codebook
from qualcode.errors import InputError, UnknownName
from qualcode.names import fold_name, unknown
from qualcode.shipped import shipped
from qualcode.study.conflicts import contested
from qualcode.study.file import Study
from qualcode.study.journal import Patch, write

COLUMNS = ("wave", "month", "window", "topics")


@dataclass(frozen=True, slots=True)
class PlannedWave:
    """A wave: its month and window in months since the start, its topics, who came and who didn't.

    No topics means that all were asked.
    """

    wave: str
    ordinal: int
    month: float | None
    opens: float | None
    closes: float | None
    topics: tuple[str, ...]
    held: tuple[str, ...]
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """All waves, and those that an import added or changed; `notes` are on windows that overlap."""

    waves: tuple[PlannedWave, ...]
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def plan(study: Study) -> Plan:
    """The waves in their order, each with the cases that were interviewed in it or missed it."""
    with study.reading():
        book, gone = codebook(study), missed(study)
        names = {case.id: case.name for case in cases(study)}
        came = {(case, one.wave_id) for case, each in interviews(study).items() for one in each}
        return Plan(
            tuple(
                PlannedWave(
                    wave=wave.name,
                    ordinal=wave.ordinal,
                    month=wave.month,
                    opens=wave.opens,
                    closes=wave.closes,
                    topics=tuple(book.resolve(topic).code for topic in wave.topics),
                    held=tuple(name for case, name in names.items() if (case, wave.id) in came),
                    missed=tuple(name for case, name in names.items() if (case, wave.id) in gone),
                )
                for wave in waves(study)
            )
        )


def import_plan(study: Study, source: str) -> Plan:
    """Takes in a waves csv (a path, or the name of a plan that comes with the program).

    New waves are made and what differs is changed, all in one event; a wave that the sheet
    doesn't name, and a column that it doesn't have, stay as they are. Raises UnreadableFile
    with the line, and then nothing is written.
    """
    path = _find(source)
    sheet = read_sheet(path, COLUMNS, "wave")
    with study.writing():
        before = {wave.id: wave for wave in waves_as_set(study)}
        rivals = contested(study, before)
        planned = _ordinals([row.cells["wave"] for row in sheet.rows], list(before.values()))
        patches, added, changed, lines = [], [], [], dict[str, int]()
        for row, ordinal in zip(sheet.rows, planned, strict=True):
            mention = _mention(study, sheet, row)
            first = lines.setdefault(fold_name(mention.name), row.line)
            if first != row.line:
                raise sheet.complaint(row, f"{mention.name} stands here twice (line {first}).")
            wanted = _fields(study, sheet, row)
            if mention.is_new:
                # The plan apart from the birth, which may stay when the plan is taken back.
                birth = mention.patch.vals | {"ordinal": ordinal}
                patches.append(Patch("wave", mention.id, birth))
                patches += [Patch("wave", mention.id, wanted)] if wanted else []
                added.append(mention.name)
            elif different := _different(before[mention.id], wanted | {"ordinal": ordinal}, rivals):
                patches.append(Patch("wave", mention.id, different))
                changed.append(mention.name)
        if patches:
            write(study, "waves", patches, label=f"waves {path.name}")
        notes = tuple(
            f"the windows of {one.name} ({one.opens:g} to {one.closes:g}) and {other.name}"
            f" ({other.opens:g} to {other.closes:g}) overlap: a date in both is placed in neither"
            for one, other in overlaps(waves(study))
        )
        return Plan(plan(study).waves, tuple(added), tuple(changed), notes)


def shipped_plans() -> dict[str, Path]:
    """The plans that come with the program, by name."""
    return {path.stem: path for path in sorted((shipped("codebooks") / "waves").glob("*.csv"))}


def _find(source: str) -> Path:
    known = shipped_plans()
    if source in known:
        return known[source]
    path = Path(source)
    if path.suffix or path.exists():
        return path
    near: UnknownName = unknown(source, known, "plan of waves")
    raise UnknownName(near.what, near.hint + " Or name a csv file.")


def _ordinals(names: Sequence[str], present: Sequence[Wave]) -> list[int]:
    """The place of each wave: the number its name ends in, where every name has another one.

    Else the order of the rows; but where the study has waves that the sheet doesn't name,
    known ones keep their place and new ones come last.
    """
    numbers = [number for name in names if (number := number_of(name)) is not None]
    if len(set(numbers)) == len(names):
        return numbers
    known = {fold_name(wave.name): wave.ordinal for wave in present}
    if known.keys() <= {fold_name(name) for name in names}:
        return list(range(1, len(names) + 1))
    after = count(max(known.values()) + 1)
    folded = [fold_name(name) for name in names]
    return [known[name] if name in known else next(after) for name in folded]


def _mention(study: Study, sheet: Sheet, row: SheetRow) -> Mention:
    if not row.cells["wave"]:
        raise sheet.complaint(row, "this row names no wave.", "Fill in the column «wave».")
    try:
        return mention_wave(study, row.cells["wave"])
    except InputError as error:
        raise sheet.complaint(row, error.what, error.hint) from None


def _fields(study: Study, sheet: Sheet, row: SheetRow) -> dict[str, Any]:
    """The fields of a wave that the sheet has columns for."""
    cells, fields = row.cells, dict[str, Any]()
    try:
        if "month" in cells:
            fields["month"] = parse_month(cells["month"]) if cells["month"] else None
        if "window" in cells:
            window = cells["window"]
            month = fields.get("month")
            fields["opens"], fields["closes"] = (
                parse_window(window, month) if window else (None, None)
            )
        if "topics" in cells:
            book = codebook(study)
            named = [part.strip() for part in cells["topics"].split(";")]
            fields["topics"] = list(dict.fromkeys(book.find(name).id for name in named if name))
    except InputError as error:
        raise sheet.complaint(row, error.what, error.hint) from None
    return fields


def _different(
    before: Wave, wanted: dict[str, Any], rivals: Collection[tuple[str, str]]
) -> dict[str, Any]:
    """The fields that aren't as wanted, or have two values: saying one again settles it."""
    present = {name: getattr(before, name) for name in wanted} | {"topics": list(before.topics)}
    return {
        name: value
        for name, value in wanted.items()
        if value != present[name] or (before.id, name) in rivals
    }
