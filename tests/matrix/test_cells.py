"""Every cell kind against a recount, character by character, over random small studies."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qualcode.cases.attributes import attributes
from qualcode.cases.design import cases, find_case, find_wave, waves
from qualcode.codebook.loading import start
from qualcode.codebook.reshaping import split
from qualcode.codebook.stored import codebook
from qualcode.coding.arriving.importing import About, bring_in
from qualcode.coding.documents import documents, find_document, text_of, turns
from qualcode.coding.marking import Passage, code
from qualcode.coding.recoding import queue, recode
from qualcode.coding.retrieval import Where, codings
from qualcode.coding.rounds.finishing import done
from qualcode.coding.writing.quoting import quote
from qualcode.coding.writing.summaries import summarise
from qualcode.matrix.cells import Cell, Matrix, Quoted
from qualcode.matrix.crossing import matrix
from qualcode.sources.draft import Draft, DraftTurn
from qualcode.spans import Span
from qualcode.study.file import Study
from qualcode.study.journal import Patch, write

CODES = ("stigma", "stigma/publiek", "stigma/zelf", "zorg", "zorg/integratie", "werk")
TALKS = {
    "P01-W01": (About("interview", "P01", "W01", "2020-01-10"), "IPIP"),
    "P01-W02": (About("interview", "P01", "W02", "2020-04-10"), "IPPI"),
    "P02-W01": (About("interview", "P02", "W01", "2020-02-01"), "IP"),
    "groep": (About("focus-group", None, None, "2020-06-01", "groep"), "MABA?"),
}
WORDS = ("ja", "nee", "het ging", "weer niet", "toen", "café 😀", "goed hoor")
ROLES = {"I": "interviewer", "M": "interviewer", "P": "participant", "A": "specialist"}


@dataclass(frozen=True)
class Spoken:
    """One turn as the recount knows it."""

    document: str
    start: int
    end: int
    labels: dict[str, str | None]


@dataclass(frozen=True)
class Marked:
    """One coding as the recount knows it."""

    document: str
    code: str
    coder: str
    start: int
    end: int


def draft(speakers: str, shift: int) -> Draft:
    said = [
        " ".join(WORDS[(n + k + shift) % len(WORDS)] for k in range(3))
        for n in range(len(speakers))
    ]
    found = (
        DraftTurn(words, None if who == "?" else who)
        for who, words in zip(speakers, said, strict=True)
    )
    return Draft(tuple(found), "txt", "utf-8", "Name: words")


@pytest.fixture(scope="module")
def bare(built: Path, memory: Path) -> Path:
    """Three interviews and a group in which B is P02; the codebook of the small study."""
    folder = Path(tempfile.mkdtemp(dir=memory))
    path = folder / "cells.qualcode"
    source = Path(shutil.copy(built, folder / "built.qualcode"))
    with Study(source) as study:
        assert [c.code for c in codebook(study)] == list(CODES)
    (folder / "codes.yaml").write_text(
        "codes:\n"
        "- code: stigma\n  codes: [{code: publiek}, {code: zelf}]\n"
        "- code: zorg\n  codes: [{code: integratie}]\n"
        "- code: werk\n",
        encoding="utf-8",
    )
    start(path, template_name=str(folder / "codes.yaml"))
    with Study(path) as study:
        for shift, (name, (about, speakers)) in enumerate(TALKS.items()):
            bring_in(study, Path(f"{name}.txt"), draft(speakers, shift), about)
        patches = []
        for row_id, name in study.db.execute("SELECT id, name FROM speaker").fetchall():
            patches.append(Patch("speaker", row_id, {"role": ROLES.get(name, "unknown")}))
            if name == "B":
                mine = {"case_id": find_case(study, "P02").id}
                patches.append(Patch("speaker", row_id, mine))
        patches += [
            Patch(
                "attribute",
                study.claim_id("attribute", "case_", find_case(study, case).id, "funder"),
                {
                    "removed": 0,
                    "owner_tbl": "case_",
                    "owner_id": find_case(study, case).id,
                    "name": "funder",
                    "value": value,
                },
            )
            for case, value in (("P01", "UWV"), ("P02", "gemeente"))
        ]
        write(study, "test", patches, label="roles and funders")
        assert set(attributes(study, "case_").values().__iter__().__next__()) == {"funder"}
    return path


def spoken(study: Study) -> list[Spoken]:
    """All turns with the labels that their voices have."""
    found = []
    listed = {d.name: d for d in documents(study)}
    funders = {"P01": "UWV", "P02": "gemeente"}
    for name, (about, speakers) in TALKS.items():
        document = next(
            d for d in listed if d == name or listed[d].kind == about.kind == "focus-group"
        )
        for turn, who in zip(turns(study, document), speakers, strict=True):
            case = "P02" if who == "B" else about.case
            labels = {
                "case": case,
                "document": document,
                "wave": about.wave,
                "speaker": None if who == "?" else f"{who} ({case or document})",
                "role": ROLES.get(who, "unknown"),
                "funder": funders.get(case or ""),
                "period": "before" if (about.date or "") < "2020-03" else "during",
            }
            found.append(Spoken(document, turn.start, turn.end, labels))
    return found


class Recount:
    """Counts a matrix by looking at every character."""

    def __init__(self, study: Study, marked: list[Marked], all_speakers: bool) -> None:
        self.study, self.marked = study, marked
        self.turns = [
            turn for turn in spoken(study) if all_speakers or turn.labels["role"] != "interviewer"
        ]
        self.texts = {
            name: text_of(study, find_document(study, name))
            for name in {turn.document for turn in self.turns}
        }

    def inside(self, **labels: str | None) -> list[Spoken]:
        wanted = {kind: label for kind, label in labels.items() if kind != "none"}
        return [t for t in self.turns if wanted.items() <= t.labels.items()]

    def reaching(self, column: str, where: list[Spoken]) -> Iterator[tuple[Marked, Spoken]]:
        for mark in self.marked:
            if column in ("*", mark.code) or mark.code.startswith(f"{column}/"):
                for turn in where:
                    if (
                        turn.document == mark.document
                        and turn.start < mark.end
                        and mark.start < turn.end
                    ):
                        yield mark, turn

    def value(self, kind: str, column: str, where: list[Spoken]) -> Any:
        reached = list(self.reaching(column, where))
        marks = {mark for mark, _ in reached}
        if kind == "presence":
            return int(bool(marks))
        if kind == "count":
            return len(marks)
        if kind == "coders":
            return len({mark.coder for mark in marks})
        touched = set()
        for mark, turn in reached:
            low, high = max(mark.start, turn.start), min(mark.end, turn.end)
            for word in re.finditer(r"\S+", self.texts[turn.document]):
                if word.start() < high and low < word.end():
                    touched.add((turn.document, word.start()))
        if kind == "words":
            return len(touched)
        at_work = {mark.document for mark in self.marked}
        said = sum(
            len(self.texts[turn.document][turn.start : turn.end].split())
            for turn in where
            if turn.document in at_work
        )
        return len(touched) / max(said, 1)


mark = st.tuples(
    st.sampled_from([*TALKS]),
    st.sampled_from(CODES),
    st.integers(0, 60),
    st.integers(1, 50),
)


question = st.fixed_dictionaries(
    {
        "rows": st.sampled_from(["case", "document", "wave", "speaker", "role", "funder"]),
        "by": st.sampled_from([None, "wave", "role", "funder", "case"]),
        "cell": st.sampled_from(["presence", "count", "coders", "words", "share"]),
        "columns": st.sampled_from(["code", "wave"]),
        "all_speakers": st.booleans(),
    }
)


@settings(max_examples=40)
@given(
    marks=st.lists(mark, max_size=10),
    asked=question,
)
def test_a_cell_is_what_a_recount_gives(
    bare: Path, memory: Path, marks: list[tuple[str, str, int, int]], asked: dict[str, Any]
) -> None:
    assume(asked["rows"] != asked["columns"])
    rows, by, columns, cell = (asked[name] for name in ("rows", "by", "columns", "cell"))
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        path = Path(shutil.copy(bare, folder))
        with Study(path, viewer="Anna") as study:
            names = {
                d.kind if d.kind == "focus-group" else d.name: d.name for d in documents(study)
            }
            known = []
            for talk, name, start, length in marks:
                document = names.get(talk) or names["focus-group"]
                size = len(text_of(study, find_document(study, document)))
                span = Span(min(start, size - 1), min(start + length, size))
                code(study, document, [name], Passage(span))
                known.append(Marked(document, name, "Anna", span.start, span.end))
            found = matrix(study, layer_name="final", **asked)
            recount = Recount(study, list(dict.fromkeys(known)), asked["all_speakers"])
            for each in found.cells:
                labels = {rows: each.row, by or "none": each.by}
                if columns == "wave":
                    labels["wave"] = each.column if by != "wave" or each.by == each.column else "-"
                column = "*" if columns == "wave" else each.column
                if rows == by and each.row != each.by:
                    continue
                here = recount.inside(**labels)
                is_there = recount.value("count", column, here) > 0
                assert (each.state == "value") == is_there, each
                if is_there:
                    assert each.value == pytest.approx(recount.value(cell, column, here)), each
                else:
                    assert each.value in (0, None)


def cell_of(found: Matrix, row: str, column: str, by: str | None = None) -> Cell:
    (one,) = [c for c in found.cells if (c.row, c.column, c.by) == (row, column, by)]
    return one


@pytest.fixture
def study(bare: Path, memory: Path) -> Iterator[Study]:
    with (
        tempfile.TemporaryDirectory(dir=memory) as folder,
        Study(Path(shutil.copy(bare, folder)), viewer="Anna") as opened,
    ):
        yield opened


def test_a_speaker_of_a_group_counts_for_the_case_that_they_are(study: Study) -> None:
    group = next(d.name for d in documents(study) if d.kind == "focus-group")
    code(study, group, ["werk"], Passage(turn=3))
    assert cell_of(matrix(study), "P02", "werk").state == "value"
    assert cell_of(matrix(study), "P01", "werk").state == "not_coded"
    by_wave = matrix(study, by="wave")
    assert cell_of(by_wave, "P02", "werk", "W01").state == "not_coded"
    assert by_wave.notes == (f"Of no wave, and so left out: {group}.",)


def test_quotes_stand_in_reading_order_with_the_starred_first(study: Study) -> None:
    for turn in (4, 2):
        code(study, "P01-W01", ["stigma/zelf"], Passage(turn=turn))
    first, second = codings(study, Where(doc="P01-W01"))
    assert (first.turn, second.turn) == (2, 4)
    shown = cell_of(matrix(study, cell="quotes"), "P01", "stigma").value
    assert isinstance(shown, tuple)
    assert [each.id for each in shown] == [first.id, second.id]
    assert shown[0] == Quoted(first.id, "P01-W01", 2, "P", first.quote, False)
    quote(study, second.id, starred=True)
    assert starred(study) == [(second.id, True), (first.id, False)]


def test_a_colleagues_star_goes_along_when_a_coding_is_recoded(study: Study) -> None:
    code(study, "P01-W01", ["stigma/zelf"], Passage(turn=2))
    (old,) = codings(study, Where(doc="P01-W01"))
    with Study(study.path, viewer="Bram") as bram:
        quote(bram, old.id, starred=True)
    recode(study, [old.id], ["stigma/publiek"])
    (new,) = codings(study, Where(doc="P01-W01"))
    assert starred(study) == [(new.id, True)]
    with Study(study.path, viewer="Bram") as bram:
        quote(bram, new.id, starred=False)
    assert starred(study) == [(new.id, False)]


def starred(study: Study) -> list[tuple[str, bool]]:
    shown = cell_of(matrix(study, cell="quotes"), "P01", "stigma").value
    assert isinstance(shown, tuple)
    return [(each.id, each.starred) for each in shown]


def test_nothing_said_has_no_quotes_and_nothing_known_has_none(study: Study) -> None:
    done(study, ["P01-W01"])
    found = matrix(study, by="wave", cell="quotes")
    assert cell_of(found, "P01", "werk", "W01").value == ()
    assert cell_of(found, "P01", "werk", "W02").value is None


def test_a_summary_stands_in_its_cell_whether_or_not_anything_was_coded(study: Study) -> None:
    code(study, "P01-W01", ["zorg"], Passage(turn=2))
    summarise(study, "P01", "Werkt weer.", code="werk")
    summarise(study, "P01", "Ging goed.", code="werk", wave="W02")
    found = matrix(study, cell="summary")
    assert cell_of(found, "P01", "werk") == Cell("P01", "werk", None, "value", "Werkt weer.")
    assert cell_of(found, "P01", "zorg") == Cell("P01", "zorg", None, "value", None)
    assert cell_of(found, "P02", "werk").state == "not_coded"
    by_wave = matrix(study, cell="summary", by="wave")
    assert cell_of(by_wave, "P01", "werk", "W02").value == "Ging goed."
    waves_across = matrix(study, cell="summary", columns="wave", code="werk")
    assert cell_of(waves_across, "P01", "W02").value == "Ging goed."


def test_where_leaves_the_cases_that_fit(study: Study) -> None:
    code(study, "P01-W01", ["zorg"], Passage(turn=2))
    code(study, "P02-W01", ["zorg"], Passage(turn=2))
    found = matrix(study, where="funder = UWV")
    assert found.rows == ("P01",)
    assert cell_of(found, "P01", "zorg").value == 1
    by_document = matrix(study, rows="document", where="funder = gemeente")
    group = next(d.name for d in documents(study) if d.kind == "focus-group")
    assert by_document.rows == ("P02-W01", group)


def ask_about(study: Study, wave: str, *topics: str) -> None:
    ids = [codebook(study).find(topic).id for topic in topics]
    row = find_wave(study, wave).id
    write(study, "wave", [Patch("wave", row, {"topics": ids})], label="topics")


@pytest.mark.parametrize(
    ("topics", "code_name", "state"),
    [
        (("werk",), "werk", "not_mentioned"),
        (("werk",), "zorg", "not_asked"),
        (("zorg",), "zorg/integratie", "not_mentioned"),  # one above it was asked
        (("zorg/integratie",), "zorg", "not_mentioned"),  # and so was a part of it
        (("zorg/integratie",), "werk", "not_asked"),
        ((), "zorg", "not_mentioned"),  # no topics: everything was asked
    ],
)
def test_what_a_wave_did_not_ask_was_not_left_unsaid(
    study: Study, topics: tuple[str, ...], code_name: str, state: str
) -> None:
    ask_about(study, "W01", *topics)
    done(study, ["P01-W01"])
    found = matrix(study, by="wave")
    assert cell_of(found, "P01", code_name, "W01").state == state
    code(study, "P01-W01", [code_name], Passage(turn=2))
    assert cell_of(matrix(study, by="wave"), "P01", code_name, "W01").state == "value"


def test_over_all_waves_those_that_asked_decide(study: Study) -> None:
    ask_about(study, "W01", "zorg")
    ask_about(study, "W02", "werk")
    done(study, ["P01-W01"])
    found = matrix(study)
    assert cell_of(found, "P01", "zorg").state == "not_mentioned"  # W02 didn't ask
    assert cell_of(found, "P01", "werk").state == "not_coded"  # W02 did, and isn't finished
    assert cell_of(found, "P01", "stigma").state == "not_asked"
    assert cell_of(found, "P01", "stigma").value is None


def test_a_wave_that_was_not_held_is_never_an_absence(study: Study) -> None:
    done(study, ["P01-W01", "P01-W02", "P02-W01"])
    held = {("P01", "W01"), ("P01", "W02"), ("P02", "W01")}
    for each in matrix(study, by="wave").cells:
        is_held = (each.row, each.by) in held
        assert each.state == ("not_mentioned" if is_held else "not_interviewed")
        assert each.value == (0 if is_held else None)


def test_waves_that_change_order_change_the_matrix_of_an_open_study(study: Study) -> None:
    done(study, ["P01-W01"])
    before = matrix(study, by="wave")
    assert cell_of(before, "P01", "werk", "W01").state == "not_mentioned"
    rows = {name: find_wave(study, name).id for name in ("W01", "W02")}
    moved = [
        Patch("wave", rows["W01"], {"ordinal": 2}),
        Patch("wave", rows["W02"], {"ordinal": 1}),
    ]
    write(study, "waves", moved, label="the other way round")
    after = matrix(study, by="wave")
    assert after.by_values == ("W02", "W01")
    assert cell_of(after, "P01", "werk", "W01").state == "not_mentioned"
    assert cell_of(after, "P01", "werk", "W02").state == "not_coded"


def test_a_value_that_no_document_has_keeps_its_row(study: Study) -> None:
    row_id = study.claim_id("case_", "P09")
    owner = ("case_", row_id, "funder", "GGZ")
    fields = dict(zip(("owner_tbl", "owner_id", "name", "value"), owner, strict=True))
    patches = [
        Patch("case_", row_id, {"removed": 0, "name": "P09"}),
        Patch("attribute", study.fresh_id(), {"removed": 0} | fields),
    ]
    write(study, "cases", patches, label="P09")
    found = matrix(study, rows="funder")
    assert found.rows == ("gemeente", "GGZ", "UWV")
    assert cell_of(found, "GGZ", "werk").state == "not_interviewed"


def test_a_phase_goes_by_the_start_of_the_case_that_speaks(study: Study) -> None:
    case = find_case(study, "P02").id
    fields = {"owner_tbl": "case_", "owner_id": case, "name": "ips_start", "value": "2020-02-01"}
    write(
        study,
        "cases",
        [Patch("attribute", study.fresh_id(), {"removed": 0} | fields)],
        label="start",
    )
    group = next(d.name for d in documents(study) if d.kind == "focus-group")
    code(study, group, ["werk"], Passage(turn=3))  # B, who is P02, four months on
    found = matrix(study, by="phase", where="case = P02")
    phase = found.by_values[0]
    assert cell_of(found, "P02", "werk", phase).value == 1


def test_the_cells_of_a_matrix_are_a_sequence(study: Study) -> None:
    found = matrix(study, by="wave")
    everything = list(found.cells)
    assert len(found.cells) == len(everything) == len(cases(study)) * len(waves(study)) * len(CODES)
    assert [found.cells[n] for n in range(len(everything))] == everything
    assert found.cells[-1] == everything[-1]
    assert found.cells[2:5] == everything[2:5]
    with pytest.raises(IndexError):
        found.cells[len(everything)]


def test_a_level_of_codes_counts_with_all_that_lies_deeper(study: Study) -> None:
    code(study, "P01-W01", ["stigma/zelf"], Passage(turn=2))
    done(study, ["P01-W01", "P01-W02"])
    found = matrix(study, depth=1, cell="count")
    assert found.columns == ("stigma", "zorg", "werk")
    assert cell_of(found, "P01", "stigma").value == 1
    assert cell_of(found, "P01", "zorg").state == "not_mentioned"
    below = codebook(study).find("zorg/integratie").id
    vals = {"definition": "Nu iets anders."}
    write(study, "codebook", [Patch("code", below, vals)], label="definition")
    assert cell_of(matrix(study, depth=1), "P01", "zorg").state == "not_coded"
    assert matrix(study, depth=1, code="stigma").columns == ("stigma",)
    quotes = cell_of(matrix(study, depth=1, cell="quotes"), "P01", "stigma").value
    assert isinstance(quotes, tuple)
    assert len(quotes) == 1


def test_who_does_not_count_has_no_row(study: Study) -> None:
    code(study, "P01-W01", ["werk"], Passage(turn=2))
    assert matrix(study, rows="role").rows == ("participant", "specialist", "unknown")
    everybody = matrix(study, rows="role", all_speakers=True)
    assert everybody.rows == ("interviewer", "participant", "specialist", "unknown")
    by_role = matrix(study, by="role")
    assert "interviewer" not in by_role.by_values


def test_what_waits_in_the_queue_of_a_split_is_not_unsaid(study: Study) -> None:
    code(study, "P01-W01", ["werk"], Passage(turn=2))
    split(study, "werk", ["baan", "dagbesteding"])
    done(study, ["P01-W01", "P01-W02"])
    by_wave = matrix(study, by="wave")
    assert cell_of(by_wave, "P01", "werk", "W01").state == "value"
    assert cell_of(by_wave, "P01", "werk/baan", "W01").state == "not_coded"
    assert cell_of(by_wave, "P01", "werk/baan", "W02").state == "not_mentioned"
    (waiting,) = queue(study)
    recode(study, [waiting.id], ["baan"])
    by_wave = matrix(study, by="wave")
    assert cell_of(by_wave, "P01", "werk/baan", "W01").value == 1
    assert cell_of(by_wave, "P01", "werk/dagbesteding", "W01").state == "not_mentioned"


@pytest.mark.parametrize("cell", ["presence", "coders", "words", "share", "quotes", "summary"])
@pytest.mark.parametrize("template", ["blank", "ips-cmd"])
def test_an_empty_study_has_an_empty_matrix(tmp_path: Path, cell: str, template: str) -> None:
    start(tmp_path / "leeg.qualcode", template_name=template)
    with Study(tmp_path / "leeg.qualcode") as study:
        for columns in ("code", "wave"):
            found = matrix(study, cell=cell, columns=columns)
            assert (found.rows, list(found.cells)) == ((), [])
