"""Retrieval lets through exactly what every filter lets through."""

from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.coding.marking import Passage, code
from qualcode.coding.retrieval import Coding, Where, codings
from qualcode.errors import OutcomeError, UnknownName
from qualcode.spans import Span
from qualcode.study.file import Study

CHOICES: dict[str, list[str | None]] = {
    "doc": [None, "P01-W01", "p02-w01", "FG1"],
    "case": [None, "P01", "p02"],
    "wave": [None, "W01", "w02"],
    "code": [None, "stigma", "ZELF", "stigma/publiek", "zorg", "werk"],
    "coder": [None, "Anna", "bram"],
    "speaker": [None, "P01", "tb1", "I"],
    "role": [None, "participant", "interviewer", "employment specialist"],
}
FIELD = {"doc": "document"}


def lets_through(coding: Coding, name: str, wanted: str) -> bool:
    value = getattr(coding, FIELD.get(name, name))
    if name == "code":
        path = {"zelf": "stigma/zelf"}.get(wanted.lower(), wanted)
        return bool(value == path or value.startswith(f"{path}/"))
    if name == "role":
        return (value or "unknown") == wanted
    return value is not None and value.casefold() == wanted.casefold()


def by_hand(all_codings: list[Coding], where: dict[str, str | None]) -> list[Coding]:
    asked = {name: value for name, value in where.items() if value is not None}
    return [c for c in all_codings if all(lets_through(c, *item) for item in asked.items())]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [(name, value) for name, values in CHOICES.items() for value in values if value],
)
def test_each_filter_alone(study: Study, name: str, wanted: str) -> None:
    where: dict[str, Any] = {name: wanted}
    assert codings(study, Where(**where)) == by_hand(codings(study), where)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.fixed_dictionaries({name: st.sampled_from(v) for name, v in CHOICES.items()}))
def test_filters_together(study: Study, where: dict[str, Any]) -> None:
    assert codings(study, Where(**where)) == by_hand(codings(study), where)


def test_filters_let_something_through_at_all(study: Study) -> None:
    found = {
        (name, value): len(codings(study, Where(**{name: value})))  # type: ignore[arg-type]
        for name, values in CHOICES.items()
        for value in values
        if value
    }
    assert all(found.values())


def test_a_parent_brings_what_lies_under_it_and_nothing_beside_it(study: Study) -> None:
    code(study, "P02-W01", ["stigma"], Passage(turn=2))
    found = {coding.code for coding in codings(study, Where(code="stigma"))}
    assert found == {"stigma", "stigma/publiek", "stigma/zelf"}


def test_codings_come_in_reading_order(study: Study) -> None:
    code(study, "P01-W01", ["werk"], Passage(Span(0, 3)))
    found = codings(study)
    place = {"P01-W01": 0, "P01-W02": 1, "P02-W01": 2, "FG1": 3}
    order = [(place[c.document], c.start, c.end) for c in found]
    assert order == sorted(order)


def test_without_a_role_keeps_those_whose_role_is_unknown(study: Study) -> None:
    everything = codings(study)
    assert codings(study, Where(without_role="interviewer")) == [
        coding for coding in everything if coding.role != "interviewer"
    ]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("doc", "P01-W1"),
        ("case", "P1"),
        ("wave", "W1"),
        ("code", "stigm"),
        ("coder", "Ana"),
        ("speaker", "TB"),
        ("role", "participnt"),
    ],
)
def test_a_name_that_is_not_there_is_refused_with_a_near_miss(
    study: Study, name: str, near: str
) -> None:
    where: dict[str, Any] = {name: near}
    with pytest.raises(UnknownName, match="Did you mean"):
        codings(study, Where(**where))


@pytest.mark.parametrize(
    "name", ["doc", "case", "wave", "code", "coder", "speaker", "role", "layer"]
)
def test_an_empty_name_is_refused(study: Study, name: str) -> None:
    where: dict[str, Any] = {name: ""}
    with pytest.raises(UnknownName):
        codings(study, Where(**where))


def test_a_layer_is_one_coder_per_document(study: Study) -> None:
    final = codings(study, Where(layer="final"))
    assert {(c.document, c.coder) for c in final} == {
        ("P01-W01", "Anna"),
        ("P01-W02", "Anna"),
        ("P02-W01", "Bram"),
        ("FG1", "Anna"),
    }
    for coder in ("Anna", "Bram"):
        assert codings(study, Where(layer=coder)) == codings(study, Where(coder=coder))
    with pytest.raises(OutcomeError, match="no consensus"):
        codings(study, Where(layer="consensus"))


def test_a_turn_and_speaker_are_those_where_the_passage_begins(study: Study) -> None:
    """A passage over several turns is told under its first; one on a turn's end as well."""
    for start, end in product(range(27, 32), range(33, 40)):
        code(study, "P01-W01", ["werk"], Passage(Span(start, end)))
    first = {
        c.start: (c.turn, c.speaker) for c in codings(study, Where(doc="P01-W01", code="werk"))
    }
    assert first[27] == (2, "P01")
