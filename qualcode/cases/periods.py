"""Periods: stretches of the calendar, or of a trajectory, that a study compares."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from qualcode.cases import queries
from qualcode.cases.period_files import Period, PeriodFile, parse_periods, read_text
from qualcode.errors import UnknownName
from qualcode.names import check_name, fold_name, unknown
from qualcode.shipped import shipped
from qualcode.study.file import Study
from qualcode.study.journal import Patch, write

USUAL_PERIODS = "lockdowns-nl"
USUAL_PHASES = "phases-ips"


@dataclass(frozen=True, slots=True)
class PeriodSet:
    """Periods that don't overlap, in order. `by` is "date" or "months" (since the start)."""

    name: str
    title: str
    by: str
    source: str
    remark: str
    origin: str
    periods: tuple[Period, ...]
    notes: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(period.name for period in self.periods)

    def of(self, date: str | None, months: float | None) -> str | None:
        """The period of a date, or of months since the start; None where none holds it."""
        if self.by == "months":
            return next((p.name for p in self.periods if p.holds_months(months)), None)
        return next((p.name for p in self.periods if p.holds_date(date)), None)


def periods(study: Study, name: str | None = None) -> PeriodSet:
    """The set called `name`, the study's own before a shipped one; raises UnknownName.

    Without a name: the set by date that the study copied in last, else `lockdowns-nl`.
    """
    return _usual(study, "date", USUAL_PERIODS) if name is None else _named(study, name)


def phases(study: Study) -> PeriodSet:
    """The set by months that the study copied in last, else `phases-ips`."""
    return _usual(study, "months", USUAL_PHASES)


def all_periods(study: Study) -> list[PeriodSet]:
    """Every set: the study's own, then the shipped ones that it hasn't a version of."""
    own = list(_own(study))
    taken = {fold_name(each.name) for each in own}
    return own + [
        _comes_with(name, path) for name, path in _shipped().items() if fold_name(name) not in taken
    ]


def take_in(study: Study, source: str) -> PeriodSet:
    """Copies a set into the study, whose own it is from then on: a name, or a YAML file.

    A file with another content changes the study's copy. One event. Raises UnreadableFile
    with the line, UnknownName where there is no such set.
    """
    known = _shipped()
    path = known.get(source) or Path(source)
    if not path.suffix and not path.exists():
        near: UnknownName = unknown(source, known, "set of periods")
        raise UnknownName(near.what, near.hint + " Or name a YAML file.")
    text = read_text(path)
    found = _made(check_name(path.stem, "set of periods"), "study", parse_periods(text, path.name))
    with study.writing():
        present = {
            fold_name(name): (row_id, yaml)
            for row_id, name, yaml in study.db.execute(queries.PERIODS)
        }
        row_id, before = present.get(fold_name(found.name), (None, None))
        vals = {"hash": hashlib.sha256(text.encode()).hexdigest(), "yaml": text}
        if row_id is None:
            row_id = study.claim_id("definition", "periods", found.name)
            vals |= {"kind": "periods", "name": found.name}
            patch = Patch("definition", row_id, {"removed": 0, **vals})
        else:
            patch = Patch("definition", row_id, dict(vals))
        if text != before:
            write(study, "periods", [patch], label=f"periods {found.name}")
    return found


def _usual(study: Study, by: str, name: str) -> PeriodSet:
    return next((own for own in _own(study) if own.by == by), None) or _named(study, name)


def _named(study: Study, name: str) -> PeriodSet:
    asked = fold_name(name)
    for own in _own(study):
        if fold_name(own.name) == asked:
            return own
    for each, path in _shipped().items():
        if fold_name(each) == asked:
            return _comes_with(each, path)
    raise unknown(name, [each.name for each in all_periods(study)], "set of periods")


@lru_cache
def _comes_with(name: str, path: Path) -> PeriodSet:
    """A set that comes with the program, read once: YAML takes longer than all else here."""
    return _made(name, "shipped", parse_periods(read_text(path), path.name))


def _own(study: Study) -> Iterator[PeriodSet]:
    for _, name, yaml in study.db.execute(queries.PERIODS):
        yield _made(name, "study", parse_periods(yaml, name))


def _shipped() -> dict[str, Path]:
    return {path.stem: path for path in sorted((shipped("codebooks") / "periods").glob("*.yaml"))}


def _made(name: str, origin: str, file: PeriodFile) -> PeriodSet:
    return PeriodSet(
        name=name,
        title=file.title,
        by=file.by,
        source=file.source,
        remark=file.remark,
        origin=origin,
        periods=file.periods,
        notes=file.notes,
    )
