"""Which documents and cases a condition fits: `--where`, for every command that has it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from qualcode.cases import queries
from qualcode.cases.attributes import attributes, start_of
from qualcode.cases.clocks import months_between
from qualcode.cases.conditions import Condition, holds, leaves, reworded
from qualcode.cases.design import cases, waves
from qualcode.cases.reading_conditions import parse
from qualcode.errors import InputError
from qualcode.names import find, fold_name
from qualcode.study.file import Study
from qualcode.written import iso_date, number

# What every document can be asked beside its own attributes and its case's. Verdicts are not
# given yet: until there is one, `verdict is missing` holds of every case.
BUILT_IN = ("case", "wave", "kind", "date", "document", "sequence", "month", "verdict")
NUMBERS = ("sequence", "month")

Pair = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a document is, beside its attributes; the wave by its place in the order."""

    document: str
    kind: str
    wave: str | None
    date: str | None
    sequence: str | None


def select(study: Study, expression: str) -> frozenset[Pair]:
    """The (document id, case id or None) pairs of which the condition holds.

    A document gives a pair with its own case (None where it has none), and one for every
    speaker in it who is another case: so a focus group is asked of each who speaks there.
    Raises InputError for what can't be read, UnknownName for a name that nothing bears.
    """
    condition = _checked(study, parse(expression))
    of_documents = _folded(attributes(study, "document"))
    of_cases = _folded(attributes(study, "case_"))
    called = {case.id: case.name for case in cases(study)}
    starts = {case: start_of(known) for case, known in attributes(study, "case_").items()}
    facts = _facts(study)

    def value_of(document: str, case: str | None) -> Callable[[str], str | None]:
        def value(name: str) -> str | None:
            wanted = fold_name(name)
            if wanted == "case":
                return None if case is None else called.get(case)
            if wanted == "verdict":
                return None
            if wanted == "month":
                return _month(starts.get(case or ""), facts[document].date)
            if wanted in BUILT_IN:
                found: str | None = getattr(facts[document], wanted)
                return found
            own = of_documents.get(document, {}).get(wanted)
            return own if own is not None else of_cases.get(case or "", {}).get(wanted)

        return value

    return frozenset(
        (document, case)
        for document, case in study.db.execute(queries.PAIRS)
        if holds(condition, value_of(document, case))
    )


def _checked(study: Study, condition: Condition) -> Condition:
    """The condition with known names only, and waves by their place in the order.

    Dates and numbers are checked: as text they would fit nothing, or anything.
    """
    owners = (*attributes(study, "document").values(), *attributes(study, "case_").values())
    known = {name: name for told in owners for name in told} | {name: name for name in BUILT_IN}
    for leaf in leaves(condition):
        find(leaf.name, known, "attribute")
    order = {wave.name: str(n) for n, wave in enumerate(waves(study))}
    named = {
        "wave": order,
        "case": {case.name: case.name for case in cases(study)},
        "document": {facts.document: facts.document for facts in _facts(study).values()},
    }

    def value(name: str, written: str) -> str:
        wanted = fold_name(name)
        if wanted == "date" and iso_date(written) is None:
            raise InputError(f"«{written}» is not a date.", "Write a day, like 2020-05-04.")
        if wanted in NUMBERS and number(written) is None:
            raise InputError(
                f"«{written}» is not a number, as {wanted} is.", f"Write it like {wanted} >= 6."
            )
        things = named.get(wanted)
        return written if things is None else find(written, things, wanted)

    return reworded(condition, value)


def _month(start: str | None, date: str | None) -> str | None:
    """Months since the start of the case whose voice it is, in a group too."""
    return f"{months_between(start, date):f}" if start and date else None


def _facts(study: Study) -> Mapping[str, _Facts]:
    """Per document id what it is."""
    order = {wave.id: str(n) for n, wave in enumerate(waves(study))}
    found = {}
    for row_id, name, kind, _, wave_id, date, sequence in study.db.execute(queries.DOCUMENTS):
        found[row_id] = _Facts(
            document=name,
            kind=kind,
            wave=order.get(wave_id),
            date=date,
            sequence=None if sequence is None else str(sequence),
        )
    return found


def _folded(values: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    return {
        owner: {fold_name(name): value for name, value in told.items()}
        for owner, told in values.items()
    }
