"""Retrieval lets through exactly what every filter lets through."""

import shutil
import tempfile
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.codebook.loading import start as start_study
from qualcode.coding.documents import turns
from qualcode.coding.marking import Passage, code
from qualcode.coding.retrieval import Coding, Where, codings
from qualcode.errors import OutcomeError, UnknownName
from qualcode.spans import Span
from qualcode.study.file import Study
from qualcode.study.journal import Patch, write
from qualcode.study.versions import NewTurn, new_version

CHOICES: dict[str, list[str | None]] = {
    "doc": [None, "P01-W01", "p02-w01", "FG1"],
    "case": [None, "P01", "p02"],
    "wave": [None, "W01", "w02"],
    "code": [None, "stigma", "ZELF", "stigma/publiek", "zorg", "werk"],
    "coder": [None, "Anna", "bram"],
    "speaker": [None, "P01", "tb1", "I"],
    "role": [None, "participant", "interviewer", "employment specialist"],
    "kind": [None, "interview", "Focus-Group"],
    "where": [None, "case = P01", "wave = w01 and not case = P02", "wave is missing"],
}
FIELD = {"doc": "document"}


def lets_through(coding: Coding, name: str, wanted: str) -> bool:
    value = getattr(coding, FIELD.get(name, name), None)
    if name == "code":
        path = {"zelf": "stigma/zelf"}.get(wanted.lower(), wanted)
        return bool(value == path or value.startswith(f"{path}/"))
    if name == "role":
        return (value or "unknown") == wanted
    if name == "where":
        return {
            "case = P01": coding.case == "P01",
            "wave = w01 and not case = P02": coding.wave == "W01" and coding.case == "P01",
            "wave is missing": coding.wave is None,
        }[wanted]
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
        ("kind", "focus-grup"),
        ("where", "case = P1"),
    ],
)
def test_a_name_that_is_not_there_is_refused_with_a_near_miss(
    study: Study, name: str, near: str
) -> None:
    where: dict[str, Any] = {name: near}
    with pytest.raises(UnknownName, match="Did you mean"):
        codings(study, Where(**where))


@pytest.mark.parametrize(
    "name", ["doc", "case", "wave", "code", "coder", "speaker", "role", "kind", "layer"]
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


# Against a recount over random studies: who speaks, of which case, what is coded where.

NAMES = ("I", "A", "B")
CASES = ("P01", "P02")


@dataclass(frozen=True)
class Interview:
    """A random document: its case or none, the case of each speaker, who says each turn."""

    case: str | None
    cases: dict[str, str | None]
    speakers: tuple[str, ...]
    codings: tuple[tuple[int, int, str], ...]  # first turn, last turn, code


@st.composite
def interviews(draw: st.DrawFn) -> Interview:
    speakers = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=5))
    last = len(speakers) - 1
    spans = st.tuples(st.integers(0, last), st.integers(0, last)).map(sorted)
    marks = st.builds(lambda span, code: (*span, code), spans, st.sampled_from(["werk", "zorg"]))
    return Interview(
        case=draw(st.sampled_from([*CASES, None])),
        cases={name: draw(st.sampled_from([*CASES, None])) for name in NAMES},
        speakers=tuple(speakers),
        codings=tuple(draw(st.lists(marks, max_size=4, unique=True))),
    )


FUNDER = {"P01": "UWV", "P02": None}


def make(study: Study, drawn: list[Interview]) -> None:
    """Writes the documents as rows of their own, a line of text a turn."""
    cases = {name: study.fresh_id() for name in CASES}
    patches = [Patch("case_", row, {"removed": 0, "name": name}) for name, row in cases.items()]
    funder = {"owner_tbl": "case_", "owner_id": cases["P01"], "name": "funder", "value": "UWV"}
    patches.append(Patch("attribute", study.fresh_id(), {"removed": 0, **funder}))
    versions = []
    for n, each in enumerate(drawn):
        document, said = study.fresh_id(), [f"Woorden van {name}." for name in each.speakers]
        text = "\n".join([f"Document {n}.", *said])
        speakers = {name: study.fresh_id() for name in NAMES}
        starts = [len("\n".join([f"Document {n}.", *said[:turn]])) + 1 for turn in range(len(said))]
        cut = [
            NewTurn(speakers[name], start, start + len(words), None, None, 3)
            for name, start, words in zip(each.speakers, starts, said, strict=True)
        ]
        version = new_version(study, document, text, cut, source="x")
        versions.append(version)
        about = {"name": f"D{n}", "kind": "interview", "version_id": version.id}
        about["case_id"] = cases.get(each.case or "")  # type: ignore[assignment]
        patches.append(Patch("document", document, {"removed": 0, **about}))
        for name, row in speakers.items():
            vals = {"name": name, "role": "unknown", "document_id": document}
            vals["case_id"] = cases.get(each.cases[name] or "")  # type: ignore[assignment]
            patches.append(Patch("speaker", row, {"removed": 0, **vals}))
    write(study, "test", patches, label="random", new_versions=versions)
    for n, each in enumerate(drawn):
        told = turns(study, f"D{n}")
        for first, last, name in each.codings:
            code(study, f"D{n}", [name], Passage(Span(told[first].start, told[last].end)))


def recount(drawn: list[Interview], asked: dict[str, Any]) -> list[tuple[str, int, int, str]]:
    """What the filters let through, in plain Python."""
    found = []
    for n, each in enumerate(drawn):
        for first, last, name in each.codings:
            voices = set(each.speakers[first : last + 1])
            cases = {each.case, *(each.cases[voice] for voice in voices)}
            funders = {FUNDER[case] for case in cases if case}
            lets_through = {
                "doc": asked["doc"] == f"D{n}",
                "case": asked["case"] in cases,
                "speaker": asked["speaker"] in voices,
                "code": asked["code"] == name,
                "where": {
                    "funder = UWV": "UWV" in funders,
                    "funder != UWV": False,
                    "case = P02 or funder = uwv": bool(cases & {"P01", "P02"}),
                    "not case = P01": "P02" in cases,
                    "case is missing": each.case is None,
                }.get(asked["where"] or ""),
            }
            if all(lets_through[filter_] for filter_, value in asked.items() if value):
                found.append((f"D{n}", first, last, name))
    return sorted(found)


@settings(max_examples=40)
@given(
    drawn=st.lists(interviews(), min_size=1, max_size=3),
    filters=st.lists(
        st.fixed_dictionaries(
            {
                "doc": st.sampled_from([None, None, "D0"]),
                "case": st.sampled_from([None, *CASES]),
                "speaker": st.sampled_from([None, "A", "I"]),
                "code": st.sampled_from([None, "werk", "zorg"]),
                "where": st.sampled_from(
                    [None, "funder = UWV", "funder != UWV", "case = P02 or funder = uwv",
                     "not case = P01", "case is missing"]
                ),
            }
        ),
        min_size=5,
        max_size=10,
    ),
)  # fmt: skip
def test_filters_against_a_recount_of_random_studies(
    memory: Path, drawn: list[Interview], filters: list[dict[str, Any]]
) -> None:
    path = Path(tempfile.mkdtemp(dir=memory)) / "random.qualcode"
    template = path.with_suffix(".yaml")
    template.write_text("codes:\n- code: werk\n- code: zorg\n", encoding="utf-8")
    start_study(path, template_name=str(template))
    with Study(path, viewer="Anna") as study:
        make(study, drawn)
        for asked in filters:
            found = []
            for coding in codings(study, Where(**asked)):
                told = turns(study, coding.document)
                first = next(t.n for t in told if t.start == coding.start)
                last = next(t.n for t in told if t.end == coding.end)
                found.append((coding.document, first - 1, last - 1, coding.code))
            assert sorted(found) == recount(drawn, asked)
    shutil.rmtree(path.parent)
