"""Two clocks: how long after the start, and after the first interview, a thing was told."""

import calendar
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as day

from qualcode.cases import queries
from qualcode.cases.attributes import attributes, start_of
from qualcode.cases.design import waves
from qualcode.errors import InputError
from qualcode.study.file import Study
from qualcode.written import iso_date

DAYS_IN_400_YEARS = 146_097  # after which the calendar begins anew; Python's has two ends


@dataclass(frozen=True, slots=True)
class Clock:
    """Months since the start of the trajectory and since the first interview, where known."""

    since_start: float | None = None
    since_first: float | None = None


def months_between(start: str, date: str) -> float:
    """Months from `start` to `date` (both YYYY-MM-DD), to hundredths; less than 0 before it.

    Whole months run from a day to the same day of the next month, or to that month's last
    day where it is shorter. What is left counts as a part of the month it lies in.
    """
    first, then = day.fromisoformat(start), day.fromisoformat(date)
    whole = (then.year - first.year) * 12 + then.month - first.month
    if _later(first, whole) > then.toordinal():
        whole -= 1
    began, ends = _later(first, whole), _later(first, whole + 1)
    return round(whole + (then.toordinal() - began) / (ends - began), 2)


def _later(start: day, months: int) -> int:
    """The day `months` months after `start`, as a day number."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    shift = 400 if year < day.min.year else -400 if year > day.max.year else 0
    last = calendar.monthrange(year + shift, month + 1)[1]
    then = day(year + shift, month + 1, min(start.day, last))
    return then.toordinal() - shift // 400 * DAYS_IN_400_YEARS


def check_date(text: str) -> str:
    """A date as a person writes it, like 2020-05-04 or 4-5-2020, as the first; or InputError."""
    found = iso_date(text)
    if found is None:
        raise InputError(f"«{text}» is not a date.", "Write it like 2020-05-04 or 4-5-2020.")
    return found


def clocks(study: Study) -> Mapping[str, Clock]:
    """Per document id its clock; an empty one where nothing can be counted."""
    starts = {case: start_of(known) for case, known in attributes(study, "case_").items()}
    rows = study.db.execute(queries.DOCUMENTS).fetchall()
    firsts: dict[str, str] = {}
    for _, _, kind, case, _, date, _ in rows:  # by date
        if kind == "interview" and case and date:
            firsts.setdefault(case, date)
    return {
        row_id: Clock(_since(starts.get(case), date), _since(firsts.get(case), date))
        for row_id, _, _, case, _, date, _ in rows
    }


def _since(start: str | None, date: str | None) -> float | None:
    return months_between(start, date) if start and date else None


@dataclass(frozen=True, slots=True)
class Reckoned:
    """Months since the start, and what they were counted from, in words."""

    months: float
    told: str


def reckon(study: Study, case_id: str, date: str) -> Reckoned | None:
    """How long after the start of a case `date` lies; None where nothing tells.

    Without the attribute `ips_start` it is counted from the first dated interview of the case
    in a wave that has a month.
    """
    start = start_of(attributes(study, "case_").get(case_id, {}))
    if start:
        months = months_between(start, date)
        return Reckoned(months, f"{months:.1f} months since the start")
    planned = {wave.id: wave for wave in waves(study)}
    interviews: dict[str, list[tuple[str, str, float]]] = defaultdict(list)
    for _, name, kind, case, wave, held, _ in study.db.execute(queries.DOCUMENTS):
        month = planned[wave].month if wave else None
        if kind == "interview" and held and month is not None:
            interviews[case].append((name, held, month))
    if not interviews[case_id]:
        return None
    name, held, month = interviews[case_id][0]
    months = round(month + months_between(held, date), 2)
    return Reckoned(months, f"{months:.1f} months since the start, as {name} dates it")
