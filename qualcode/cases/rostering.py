"""The roster: who is followed, what is known of them, and which interviews were held."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from qualcode.cases.attributes import (
    Stored,
    attribute_patches,
    attributes,
    check_attribute,
    is_start,
    stored,
)
from qualcode.cases.clocks import check_date, clocks
from qualcode.cases.design import Case, cases, known_cases, mention_case, waves
from qualcode.cases.held import interviews, missed
from qualcode.cases.periods import periods
from qualcode.cases.sheets import Sheet, SheetRow, read_sheet
from qualcode.errors import InputError
from qualcode.names import fold_name
from qualcode.sources.draft import normalise
from qualcode.study.conflicts import contested
from qualcode.study.file import Study
from qualcode.study.journal import Patch, write

CLEARS = "-"  # in a cell: the attribute is taken away
OF_INTERVIEWS = ("file", "wave", "kind", "date", "document")  # columns that speak of an interview


@dataclass(frozen=True, slots=True)
class Interview:
    """An interview of a case: which one, when, and how long after the start and the first."""

    document: str
    wave: str | None
    sequence: int
    date: str | None
    months_since_start: float | None
    months_since_first: float | None
    period: str | None


@dataclass(frozen=True, slots=True)
class Missed:
    """A wave in which a case was not interviewed; the reason is empty where nobody gave one."""

    wave: str
    reason: str


@dataclass(frozen=True, slots=True)
class Followed:
    """A case. `open` are its documents that have a date and no wave.

    A wave without an interview is `missed` where that was put down, `not_held` where nothing
    was and a later one was held, and else `not_yet`.
    """

    case: str
    attributes: dict[str, str]
    interviews: tuple[Interview, ...]
    missed: tuple[Missed, ...]
    not_held: tuple[str, ...]
    not_yet: tuple[str, ...]
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """All cases, and those that an import added or changed."""

    cases: tuple[Followed, ...]
    waves: tuple[str, ...]
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


def roster(study: Study) -> Roster:
    """Every case with its attributes, and every planned wave: held, missed, not held, not yet."""
    with study.reading():
        known, clock, came = attributes(study, "case_"), clocks(study), interviews(study)
        gone, planned = missed(study), waves(study)
        names = {wave.id: wave.name for wave in planned}
        times = periods(study)
        found = []
        for case in cases(study):
            held = [
                Interview(
                    document=each.name,
                    wave=names.get(each.wave_id or ""),
                    sequence=each.sequence,
                    date=each.date,
                    months_since_start=clock[each.id].since_start,
                    months_since_first=clock[each.id].since_first,
                    period=times.of(each.date, clock[each.id].since_start),
                )
                for each in came.get(case.id, ())
            ]
            there = {each.wave for each in held}
            last = max((n for n, w in enumerate(planned) if w.name in there), default=-1)
            silent = [w for w in planned if w.name not in there and (case.id, w.id) not in gone]
            past = {w.id for w in planned[: last + 1]}
            absent = {w.id: gone[case.id, w.id] for w in planned if (case.id, w.id) in gone}
            found.append(
                Followed(
                    case=case.name,
                    attributes=dict(known.get(case.id, {})),
                    interviews=tuple(sorted(held, key=lambda each: each.sequence)),
                    missed=tuple(Missed(names[wave], why) for wave, why in absent.items()),
                    not_held=tuple(w.name for w in silent if w.id in past),
                    not_yet=tuple(w.name for w in silent if w.id not in past),
                    open=tuple(each.document for each in held if each.date and not each.wave),
                )
            )
        return Roster(tuple(found), tuple(names.values()))


def import_cases(study: Study, path: Path) -> Roster:
    """Takes in a cases csv: `case`, and a column an attribute. New cases are made.

    An empty cell leaves the attribute as it is, `-` takes it away. One event. Raises
    UnreadableFile with the line, and then nothing is written.
    """
    sheet = read_sheet(path, ("case",), "case")
    for head in sheet.heads:
        if fold_name(head) in OF_INTERVIEWS:
            raise InputError(
                f"{path.name} has a column «{head}», which belongs to interviews.",
                "A sheet of files goes to `qualcode import --manifest`.",
            )
    with study.writing():
        known, there = known_cases(study), stored(study, "case_")
        rows = [row_id for each in there.values() for row_id, _ in each.values()]
        rivals = {row_id for row_id, _ in contested(study, rows)}
        patches, added, changed, lines = list[Patch](), [], [], dict[str, int]()
        for row in sheet.rows:
            try:
                name, is_new, needed = _case_patches(study, row, known, there, rivals)
            except InputError as error:
                raise sheet.complaint(row, error.what, error.hint) from None
            _check_once(sheet, row, name, lines)
            patches += needed
            if is_new:
                added.append(name)
            elif needed:
                changed.append(name)
        if patches:
            write(study, "cases", patches, label=f"cases {path.name}")
        after = roster(study)
        return Roster(after.cases, after.waves, tuple(added), tuple(changed))


def _check_once(sheet: Sheet, row: SheetRow, name: str, lines: dict[str, int]) -> None:
    first = lines.setdefault(fold_name(name), row.line)
    if first != row.line:
        raise sheet.complaint(row, f"{name} stands here twice (line {first}).")


def _case_patches(
    study: Study,
    row: SheetRow,
    known: Mapping[str, Case],
    there: Mapping[str, Stored],
    rivals: Collection[str],
) -> tuple[str, bool, list[Patch]]:
    """A case's name, whether it is new, and what makes it and sets its attributes."""
    if not row.cells["case"]:
        raise InputError("this row names no case.", "Fill in the column «case».")
    mention = mention_case(study, row.cells["case"], known)
    wanted: dict[str, str | None] = {}
    for name, cell in row.cells.items():
        if name == "case" or not cell:
            continue
        check_attribute(name)
        value = None if cell == CLEARS else normalise(cell)
        wanted[name] = check_date(value) if value and is_start(name) else value
    present = there.get(mention.id, {})
    needed = attribute_patches(study, "case_", mention.id, wanted, present, contested=rivals)
    if mention.is_new:
        needed = [mention.patch, *needed]
    return mention.name, mention.is_new, needed
