"""Held, missed, not yet: which planned interviews of a case there are."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.cases import queries
from qualcode.cases.design import absences, find_case, find_wave
from qualcode.errors import InputError
from qualcode.study.file import Study
from qualcode.study.journal import Patch, write


@dataclass(frozen=True, slots=True)
class Held:
    """An interview of a case as the study has it; `sequence` counts them as they were held."""

    id: str
    name: str
    wave_id: str | None
    date: str | None
    sequence: int


@dataclass(frozen=True, slots=True)
class Miss:
    """What was put down of a case and a wave: missed (with the reason), or missed no longer."""

    case: str
    wave: str
    missed: bool
    reason: str | None


def interviews(study: Study) -> Mapping[str, Sequence[Held]]:
    """Per case id its interviews, as they were held."""
    found: dict[str, list[Held]] = defaultdict(list)
    for row_id, name, kind, case, wave, date, sequence in study.db.execute(queries.DOCUMENTS):
        if kind == "interview" and case:
            found[case].append(Held(row_id, name, wave, date, sequence))
    return found


def missed(study: Study) -> Mapping[tuple[str, str], str]:
    """(case id, wave id) → the reason, for what was missed; never one that was held."""
    return {(gone.case_id, gone.wave_id): gone.reason for gone in absences(study)}


def miss(study: Study, case: str, wave: str, because: str = "") -> Miss:
    """Puts down that a case was not interviewed in a wave.

    Raises UnknownName for a case or wave that isn't there, InputError where there is an
    interview.
    """
    with study.writing():
        who, when = find_case(study, case), find_wave(study, wave)
        reason = " ".join(because.split())
        patches = miss_patches(study, (who.id, who.name), (when.id, when.name), reason)
        if patches:
            write(study, "missed", patches, label=f"{who.name} missed {when.name}")
        return Miss(who.name, when.name, True, reason)


def miss_patches(
    study: Study, case: tuple[str, str], wave: tuple[str, str], reason: str
) -> list[Patch]:
    """What puts it down; `case` and `wave` are ids and names. Raises InputError where held."""
    place = {"case": case[0], "wave": wave[0]}
    there = study.db.execute(queries.INTERVIEWED, place).fetchone()
    if there:
        raise InputError(
            f"{case[1]} was interviewed in {wave[1]}: {there[0]}.",
            f"Use `qualcode describe {there[0]} --wave …` if it belongs to another wave.",
        )
    known = study.db.execute(queries.ABSENCE, place).fetchone()
    if known:
        return [Patch("absence", known[0], {"reason": reason})] if known[1] != reason else []
    row_id = study.claim_id("absence", case[0], wave[0])
    vals = {"removed": 0, "case_id": case[0], "wave_id": wave[0], "reason": reason}
    return [Patch("absence", row_id, vals)]


def not_missed(study: Study, case: str, wave: str) -> Miss:
    """Takes back that a wave was missed; raises InputError where nobody said so."""
    with study.writing():
        who, when = find_case(study, case), find_wave(study, wave)
        place = {"case": who.id, "wave": when.id}
        known = study.db.execute(queries.ABSENCE, place).fetchone()
        if known is None:
            raise InputError(
                f"Nobody said that {who.name} missed {when.name}.", "See `qualcode cases`."
            )
        gone = Patch("absence", known[0], {"removed": 1})
        write(study, "missed", [gone], label=f"{who.name} didn't miss {when.name}")
        return Miss(who.name, when.name, False, None)
