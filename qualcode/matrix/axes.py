"""Rows and splits of a matrix: which voice belongs under which label."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from qualcode.cases.attributes import attributes, start_of
from qualcode.cases.clocks import months_between
from qualcode.cases.design import cases, waves
from qualcode.cases.periods import PeriodSet, periods, phases
from qualcode.matrix.facts import Facts, Ints, Labels, labelled
from qualcode.names import fold_name, unknown
from qualcode.study.file import Study

NOWHERE = -1
NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")


@dataclass(frozen=True)
class Axis:
    """Labels in their order, and per voice the number of its label (-1: it has none)."""

    kind: str
    labels: tuple[str, ...]
    of_voice: Ints


NO_AXIS = "none"
KINDS = ("case", "document", "wave", "speaker", "role", "period", "phase")


def axis(study: Study, found: Facts, kind: str, period_set: str | None = None) -> Axis:
    """The axis of that kind, or of the attribute of that name.

    `period_set` names the periods that "period" cuts time into; left out, the study's own.
    Raises UnknownName where it is neither a kind nor an attribute.
    """
    known: Mapping[str, Callable[[], Axis]] = {
        "case": lambda: _cases(study, found),
        "document": lambda: _documents(found),
        "wave": lambda: _waves(study, found),
        "speaker": lambda: _named("speaker", found.names),
        "role": lambda: _named("role", found.roles),
        "period": lambda: _in_periods(study, found, "period", periods(study, period_set)),
        "phase": lambda: _in_periods(study, found, "phase", phases(study)),
    }
    if kind in known:
        return known[kind]()
    return _attribute(study, found, kind)


def nothing(found: Facts) -> Axis:
    """The axis of what isn't split: one label for all."""
    return Axis(NO_AXIS, ("",), np.zeros(len(found.voices), np.int64))


def _cases(study: Study, found: Facts) -> Axis:
    return _placed("case", tuple(case.name for case in cases(study)), found.cases)


def _waves(study: Study, found: Facts) -> Axis:
    return _placed("wave", tuple(wave.name for wave in waves(study)), found.waves)


def _documents(found: Facts) -> Axis:
    labels = tuple(source.name for source in found.sources)
    return Axis("document", labels, found.document_of_voice)


def _in_periods(study: Study, found: Facts, kind: str, cut: PeriodSet) -> Axis:
    """Periods of the date, or of the months since the start of the case whose voice it is."""
    known = attributes(study, "case_")
    starts = {case.name: start_of(known.get(case.id, {})) for case in cases(study)}

    @cache
    def period(document: int, case: str | None) -> str | None:
        date, start = found.sources[document].date, starts.get(case or "")
        return cut.of(date, months_between(start, date) if start and date else None)

    return _placed(
        kind, cut.names, labelled(period(voice.document, voice.case) for voice in found.voices)
    )


def _attribute(study: Study, found: Facts, name: str) -> Axis:
    """A document's own attribute, else that of the case whose voice it is."""
    of_documents, of_cases = attributes(study, "document"), attributes(study, "case_")
    names = {each for known in (of_documents, of_cases) for one in known.values() for each in one}
    wanted = next((each for each in sorted(names) if fold_name(each) == fold_name(name)), None)
    if wanted is None:
        raise unknown(name, [*KINDS, *sorted(names)], "row, split or attribute")
    case_ids = {case.name: case.id for case in cases(study)}
    labels = []
    for voice in found.voices:
        own = of_documents.get(found.sources[voice.document].id, {})
        theirs = of_cases.get(case_ids.get(voice.case or "", ""), {})
        labels.append(_value(own, wanted) or _value(theirs, wanted))
    elsewhere = (_value(known, wanted) for known in of_cases.values())
    return _named(wanted, labelled(labels), *filter(None, elsewhere))


def _value(known: Mapping[str, str], name: str) -> str | None:
    return next((v for k, v in known.items() if fold_name(k) == fold_name(name)), None)


def _named(kind: str, told: Labels, *further: str) -> Axis:
    """The axis of the labels themselves, numbers before words, without regard to case.

    `further` are labels that no voice has, as those of a case that wasn't interviewed.
    """
    first: dict[str, str] = {}
    for label in (*told.names, *further):
        if label is not None:
            first.setdefault(fold_name(label), label)
    return _placed(kind, tuple(sorted(first.values(), key=_order)), told)


def _order(label: str) -> tuple[bool, float, str]:
    is_number = NUMBER.fullmatch(label) is not None
    return not is_number, float(label.replace(",", ".")) if is_number else 0.0, fold_name(label)


def _placed(kind: str, labels: tuple[str, ...], told: Labels) -> Axis:
    number = {fold_name(label): n for n, label in enumerate(labels)}
    places = [number.get(fold_name(name), NOWHERE) if name else NOWHERE for name in told.names]
    return Axis(kind, labels, np.array(places, np.int64)[told.number])
