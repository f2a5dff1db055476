"""Which documents and cases a condition fits: `--where`, for every command that has it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from qualcode.cases import queries
from qualcode.cases.attributes import attributes
from qualcode.cases.clocks import clocks
from qualcode.cases.conditions import Condition, holds, leaves, reworded
from qualcode.cases.design import cases, waves
from qualcode.cases.reading_conditions import parse
from qualcode.names import find, fold_name
from qualcode.study.file import Study

# What every document can be asked beside its own attributes and its case's. Verdicts are not
# given yet: until there is one, `verdict is missing` holds of every case.
BUILT_IN = ("case", "wave", "kind", "date", "document", "sequence", "month", "verdict")

Pair = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a document is, beside its attributes; the wave by its place in the order."""

    document: str
    kind: str
    wave: str | None
    date: str | None
    sequence: str | None
    month: str | None


def select(study: Study, expression: str) -> frozenset[Pair]:
    """The (document id, case id or None) pairs of which the condition holds.

    A document gives a pair with its own case (None where it has none), and one for every
    speaker in it who is another case: so a focus group is asked of each who speaks there.
    Raises InputError for what can't be read, UnknownName for a name that nothing bears.
    """
    condition = _checked(study, parse(expression))
    names = {fold_name(leaf.name) for leaf in leaves(condition)}
    of_documents = _folded(attributes(study, "document"))
    of_cases = _folded(attributes(study, "case_"))
    called = {case.id: case.name for case in cases(study)}
    facts = _facts(study, with_months="month" in names)

    def value_of(document: str, case: str | None) -> Callable[[str], str | None]:
        def value(name: str) -> str | None:
            wanted = fold_name(name)
            if wanted == "case":
                return None if case is None else called.get(case)
            if wanted == "verdict":
                return None
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
    """The condition with known names only, and waves by their place in the order."""
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
        things = named.get(fold_name(name))
        return written if things is None else find(written, things, fold_name(name))

    return reworded(condition, value)


def _facts(study: Study, *, with_months: bool = False) -> Mapping[str, _Facts]:
    """Per document id what it is; months since the start only where they are asked for."""
    order = {wave.id: str(n) for n, wave in enumerate(waves(study))}
    since = clocks(study) if with_months else {}
    found = {}
    for row_id, name, kind, _, wave_id, date, sequence in study.db.execute(queries.DOCUMENTS):
        month = since[row_id].since_start if row_id in since else None
        found[row_id] = _Facts(
            document=name,
            kind=kind,
            wave=order.get(wave_id),
            date=date,
            sequence=None if sequence is None else str(sequence),
            month=None if month is None else f"{month:f}",
        )
    return found


def _folded(values: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    return {
        owner: {fold_name(name): value for name, value in told.items()}
        for owner, told in values.items()
    }
