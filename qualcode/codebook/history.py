"""What became of the codebook: its own log, and how it differs from a file or from earlier."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qualcode.codebook.comparing import as_codebook
from qualcode.codebook.differing import CodeChange, compare
from qualcode.codebook.past import EMPTY, Moment, moments
from qualcode.codebook.reading import SPREADSHEETS, read_codebook
from qualcode.codebook.stored import codebook
from qualcode.errors import InputError
from qualcode.names import find_id
from qualcode.study.file import Study

EVENT = re.compile(r"[0-9a-fA-F-]{4,36}")
DATE = re.compile(r"\d{4}-\d\d-\d\d.*")


@dataclass(frozen=True, slots=True)
class Step:
    """One event of the codebook's history and what it changed."""

    id: str
    at: str
    coder: str
    kind: str
    label: str
    material: bool
    changes: tuple[CodeChange, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """How the codebook of the study (`old`) differs from another state of it (`new`)."""

    old: str
    new: str
    changes: tuple[CodeChange, ...]


def history(study: Study, name: str | None = None, last: int | None = None) -> list[Step]:
    """All that was done to the codebook, oldest first, undoing included, field by field.

    Of one code only where it is named; only the `last` steps where given.
    """
    with study.reading():
        wanted = None if name is None else codebook(study).find(name).id
        steps = list(_steps(study, wanted))
    return steps if last is None else steps[-last:]


def _steps(study: Study, code_id: str | None) -> Iterator[Step]:
    before = EMPTY
    for moment in moments(study):
        changes = tuple(
            change
            for change in compare(before, moment.book)
            if code_id is None or change.id == code_id
        )
        before = moment.book
        if code_id is None or changes:
            yield Step(
                id=moment.id,
                at=moment.at,
                coder=moment.coder,
                kind=moment.kind,
                label=moment.label,
                material=any(change.material for change in changes),
                changes=changes,
            )


def diff(study: Study, file: Path | None = None, since: str | None = None) -> Difference:
    """The study's codebook against a file's, or against itself since a day or an event.

    A file is the new side, as a load would bring it; `since` a day (from its beginning, in
    UTC) or the id of an event (what came after it) makes the study the new side.
    Raises InputError where neither or both are given, or nothing is known of that time.
    """
    if (file is None) == (since is None):
        raise InputError(
            "Say what to compare the codebook with, in one way.", "Give a file, or --since DATE."
        )
    with study.reading():
        book = codebook(study)
        if file is not None:
            partly = file.suffix.lower() in SPREADSHEETS
            other = as_codebook(read_codebook(file), study.language, book, partly=partly)
            return Difference(study.path.name, file.name, compare(book, other))
        steps = list(moments(study))
        moment = _before(steps, str(since))
        earlier = moment.book if moment else EMPTY
        return Difference(f"{study.path.name} {since}", study.path.name, compare(earlier, book))


def _before(steps: list[Moment], since: str) -> Moment | None:
    if DATE.fullmatch(since):
        try:
            day = datetime.fromisoformat(since).isoformat()
        except ValueError:
            day = ""
        if day:
            earlier = [step for step in steps if step.at[: len(day)] < day]
            return earlier[-1] if earlier else None
    if not EVENT.fullmatch(since):
        raise InputError(
            f"«{since}» is neither a day nor an event.",
            "Write a day like 2026-05-04, or an id from `qualcode codebook log`.",
        )
    found = find_id(since, [step.id for step in steps], "event")
    return next(step for step in steps if step.id == found)
