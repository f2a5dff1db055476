"""Placing: the wave that an interview belongs to, where only its date is known."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.cases.clocks import reckon
from qualcode.cases.design import Wave, waves
from qualcode.cases.windows import holding
from qualcode.study.file import Study


@dataclass(frozen=True, slots=True)
class Placed:
    """The wave found, None where an interview is left open; and why, in words."""

    wave: Wave | None
    told: str


def place(study: Study, case_id: str, case: str, date: str) -> Placed | None:
    """The wave whose window holds the interview of a case on `date`.

    None where the study plans no wave by the month; `case` is the case's name, to tell of.
    """
    planned = [wave for wave in waves(study) if wave.opens is not None]
    if not planned:
        return None
    reckoned = reckon(study, case_id, date)
    if reckoned is None:
        return Placed(None, f"left open: nothing says when {case} started (ips_start)")
    found = holding(planned, reckoned.months)
    if len(found) == 1:
        return Placed(found[0], f"placed in {found[0].name}: {reckoned.told}")
    return Placed(None, f"left open: {reckoned.told}, {_where(found)}")


def astray(study: Study, case_id: str, wave_id: str, date: str) -> tuple[str, ...]:
    """A note where the date of an interview lies outside the window of the wave it is put in."""
    planned = waves(study)
    wave = next((wave for wave in planned if wave.id == wave_id and wave.opens is not None), None)
    reckoned = reckon(study, case_id, date) if wave else None
    if wave is None or reckoned is None:
        return ()
    if (wave.opens or 0) <= reckoned.months <= (wave.closes or 0):
        return ()
    found = holding(planned, reckoned.months)
    other = f"in {found[0].name}'s window, not {wave.name}'s" if found else ""
    where = other or f"outside {wave.name}'s window"
    return (f"{reckoned.told}: {where}",)


def _where(found: Sequence[Wave]) -> str:
    if not found:
        return "which is in no wave's window"
    return f"which is in the windows of {' and '.join(wave.name for wave in found)}"
