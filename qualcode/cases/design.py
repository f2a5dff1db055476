"""Cases and waves: who is followed, and the planned rounds of interviews."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.cases import queries
from qualcode.cases.windows import half_way
from qualcode.errors import InputError
from qualcode.names import check_name, find, fold_name
from qualcode.study.file import Study
from qualcode.study.journal import Patch


@dataclass(frozen=True, slots=True)
class Case:
    """A participant, under the pseudonym that the study knows."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Wave:
    """A planned round of interviews; `ordinal` is its place in the order.

    `month` is when it is planned, and `opens` and `closes` the window in which an interview
    belongs to it, all in months since the start; None where nothing is planned. `topics`
    are the ids of the codes it asks about, and what lies under them; none means all.
    """

    id: str
    name: str
    ordinal: int
    month: float | None = None
    opens: float | None = None
    closes: float | None = None
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Absence:
    """An interview that was planned and not held, and why."""

    case_id: str
    wave_id: str
    reason: str


def cases(study: Study) -> list[Case]:
    """All cases, by name."""
    return [Case(*row) for row in study.db.execute(queries.CASES)]


def waves(study: Study) -> list[Wave]:
    """All waves, in their order; a window that nobody set is half-way to the neighbours."""
    planned = waves_as_set(study)
    usual = half_way(wave.month for wave in planned if wave.month is not None)
    found = []
    for wave in planned:
        opens, closes = wave.opens, wave.closes
        if opens is None and wave.month is not None:
            opens, closes = usual.get(wave.month, (None, None))
        found.append(Wave(wave.id, wave.name, wave.ordinal, wave.month, opens, closes, wave.topics))
    return found


def waves_as_set(study: Study) -> list[Wave]:
    """All waves with the windows that somebody set, and no others."""
    return [
        Wave(row_id, name, ordinal, month, opens, closes, tuple(json.loads(topics)))
        for row_id, name, ordinal, month, opens, closes, topics in study.db.execute(queries.WAVES)
    ]


def absences(study: Study) -> list[Absence]:
    """The interviews put down as not held, but for those that came in all the same."""
    return [Absence(*row) for row in study.db.execute(queries.ABSENCES)]


def find_case(study: Study, name: str) -> Case:
    """The case of that name; raises UnknownName."""
    return find(name, {case.name: case for case in cases(study)}, "case")


def find_wave(study: Study, name: str) -> Wave:
    """The wave of that name; raises UnknownName."""
    return find(name, {wave.name: wave for wave in waves(study)}, "wave")


@dataclass(frozen=True, slots=True)
class Mention:
    """A case or wave that something is put into: its id and name, whether it is new, its patch.

    The patch says that the thing is there. It goes into every event that relies on it, so
    that taking back the event which first made it doesn't take it from the others.
    """

    id: str
    name: str
    is_new: bool
    patch: Patch


def known_cases(study: Study) -> dict[str, Case]:
    """All cases by folded name."""
    return {fold_name(case.name): case for case in cases(study)}


def mention_case(study: Study, name: str, known: Mapping[str, Case] | None = None) -> Mention:
    """The case of that name, to be made where it is unknown; `known` spares asking each time."""
    known = known_cases(study) if known is None else known
    if case := known.get(fold_name(name)):
        return Mention(case.id, case.name, False, Patch("case_", case.id, {"removed": 0}))
    row_id = study.claim_id("case_", _new_name(name, "case"))
    return Mention(row_id, name, True, Patch("case_", row_id, {"removed": 0, "name": name}))


def mention_wave(study: Study, name: str) -> Mention:
    """The wave of that name, to be made where it is unknown; W07 is the seventh."""
    present = waves(study)
    known = {fold_name(wave.name): wave for wave in present}
    if wave := known.get(fold_name(name)):
        return Mention(wave.id, wave.name, False, Patch("wave", wave.id, {"removed": 0}))
    number = number_of(_new_name(name, "wave"))
    last = max((wave.ordinal for wave in present), default=0)
    ordinal = last + 1 if number is None else number
    row_id = study.claim_id("wave", name)
    vals = {"removed": 0, "name": name, "ordinal": ordinal}
    return Mention(row_id, name, True, Patch("wave", row_id, vals))


def _new_name(name: str, what: str) -> str:
    if name == "-":  # what takes a case or wave away, in `describe`
        raise InputError(f"«-» can't name a {what}.", "Leave it out where there is none.")
    return check_name(name, what)


def number_of(name: str) -> int | None:
    """The number at the end of a wave's name: 7 for W07."""
    number = re.search(r"(\d{1,6})\D*$", name)
    return int(number[1]) if number else None
