"""The matrix against a recount by hand, and every kind of emptiness kept apart."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.codebook.loading import codebook, load
from qualcode.coding.arriving.importing import About, import_files
from qualcode.coding.coders import find_coder
from qualcode.coding.documents import documents, find_document, turns
from qualcode.coding.marking import Passage, code
from qualcode.coding.retrieval import Where, codings
from qualcode.coding.rounds.finishing import done
from qualcode.errors import OutcomeError, UnknownName
from qualcode.matrix.cells import Cell, Matrix
from qualcode.matrix.crossing import matrix
from qualcode.spans import Span
from qualcode.study.file import STUDY, Study
from qualcode.study.journal import Patch, write
from qualcode.study.undo import undo

CODES = ("stigma", "stigma/publiek", "stigma/zelf", "zorg", "zorg/integratie", "werk")
HERS = {("P01-W01", "Anna"), ("P01-W02", "Anna")}
INTERVIEWS = {"P01-W01": ("P01", "W01"), "P01-W02": ("P01", "W02"), "P02-W01": ("P02", "W01")}

action = st.one_of(
    st.tuples(
        st.just("code"),
        st.sampled_from(["Anna", "Bram"]),
        st.sampled_from([*INTERVIEWS, "FG1"]),
        st.sampled_from(CODES),
        st.integers(1, 3),
    ),
    st.tuples(
        st.just("done"), st.sampled_from(["Anna", "Bram"]), st.sampled_from([*INTERVIEWS, "FG1"])
    ),
    st.tuples(st.just("redefine"), st.sampled_from(CODES)),
)


def cell(found: Matrix, row: str, column: str, by: str | None = None) -> Cell:
    (one,) = [c for c in found.cells if (c.row, c.column, c.by) == (row, column, by)]
    return one


def as_(study: Study, coder: str | None) -> Study:
    return Study(study.path, viewer=coder)


class ByHand:
    """A study kept in lists: what the matrix should say of it."""

    def __init__(self) -> None:
        self.coded: set[tuple[str, str, str, int]] = set()
        self.at_work: dict[str, list[str]] = {}
        self.assigned: dict[str, list[str]] = {}
        self.meaning = dict.fromkeys(CODES, 0)
        self.done: dict[tuple[str, str], dict[str, int]] = {}

    def act(self, kind: str, *what: Any) -> None:
        if kind == "code":
            coder, document, name, turn = what
            if (coder, document, name, turn) not in self.coded:
                self.coded.add(what)
                self.at_work.setdefault(document, []).append(coder)
        elif kind == "done":
            coder, document = what
            self.done[coder, document] = dict(self.meaning)
            self.assigned.setdefault(document, []).append(coder)
            # Anna was done with her two before the study was laid bare: said again, it is
            # the same assignment, and still the oldest.
            self.assigned[document].sort(key=lambda who: (document, who) not in HERS)
        else:
            self.meaning[what[0]] += 1

    def coder(self, document: str, layer: str) -> str | None:
        if layer != "final":
            return layer
        return next(iter(self.assigned.get(document, []) + self.at_work.get(document, [])), None)

    def count(self, document: str, name: str, layer: str, all_speakers: bool) -> int:
        return sum(
            coder == self.coder(document, layer)
            and where == document
            and (each == name or each.startswith(f"{name}/"))
            and (all_speakers or turn % 2 == 0)  # the interviewer has the odd turns
            for coder, where, each, turn in self.coded
        )

    def cell(self, where: list[str], name: str, layer: str, all_speakers: bool) -> tuple[str, Any]:
        if not where:
            return "not_interviewed", None
        if number := sum(self.count(d, name, layer, all_speakers) for d in where):
            return "value", number
        for document in where:
            known = self.done.get((self.coder(document, layer) or "", document), {})
            branch = [one for one in CODES if one == name or one.startswith(f"{name}/")]
            if any(known.get(one) != self.meaning[one] for one in branch):
                return "not_coded", None
        return "not_mentioned", 0


@pytest.fixture(scope="module")
def bare(built: Path, memory: Path) -> Path:
    """The small study before anybody coded."""
    path = Path(shutil.copy(built, Path(tempfile.mkdtemp(dir=memory)) / "bare.qualcode"))
    for coder, times in (("Bram", 2), ("Anna", 6)):
        with Study(path, viewer=coder) as study:
            undo(study, times)
    return path


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    actions=st.lists(action, max_size=12),
    read=st.tuples(st.sampled_from(["final", "Anna", "Bram"]), st.booleans()),
)
def test_the_matrix_is_what_a_recount_gives(
    bare: Path,
    memory: Path,
    actions: list[tuple[Any, ...]],
    read: tuple[str, bool],
) -> None:
    layer, all_speakers = read
    path = Path(shutil.copy(bare, Path(tempfile.mkdtemp(dir=memory)) / "m.qualcode"))
    hand = ByHand()
    with Study(path) as study:
        for n, (kind, *what) in enumerate(actions):
            hand.act(kind, *what)
            if kind == "redefine":
                row = codebook(study).find(what[0]).id
                patch = Patch("code", row, {"definition": f"anders {n}"})
                write(study, "codebook", [patch], label="redefine")
                continue
            study.viewer = what[0]
            if kind == "code":
                code(study, what[1], [what[2]], Passage(turn=what[3]))
            else:
                done(study, [what[1]])
        for by, cell_kind in ((None, "count"), ("wave", "count"), ("wave", "presence")):
            found = matrix(
                study, by=by, cell=cell_kind, layer_name=layer, all_speakers=all_speakers
            )
            expected = [
                (row, part, name, *hand.cell(where, name, layer, all_speakers))
                for row in ("P01", "P02")
                for part in (["W01", "W02"] if by else [None])
                for name in CODES
                for where in [
                    [d for d, (c, w) in INTERVIEWS.items() if c == row and part in (None, w)]
                ]
            ]
            if cell_kind == "presence":
                expected = [(*one[:4], min(one[4], 1) if one[4] else one[4]) for one in expected]
            assert [(c.row, c.by, c.column, c.state, c.value) for c in found.cells] == expected
    shutil.rmtree(path.parent)


def test_rows_columns_and_parts_are_told_in_their_order(study: Study) -> None:
    found = matrix(study, by="wave")
    assert found.rows == ("P01", "P02")
    assert found.columns == CODES
    assert (found.by, found.by_values, found.cell, found.layer) == (
        "wave",
        ("W01", "W02"),
        "presence",
        "final",
    )
    assert matrix(study).by_values == ()


def test_a_parent_counts_each_coding_under_it_once(study: Study) -> None:
    for name in ("stigma", "stigma/publiek"):
        code(study, "P01-W01", [name], Passage(turn=4))
    found = matrix(study, cell="count")
    assert [cell(found, "P01", name).value for name in CODES[:3]] == [3, 1, 1]


def test_what_the_interviewer_says_is_left_out_unless_asked_for(study: Study) -> None:
    assert cell(matrix(study, cell="count"), "P01", "stigma/zelf").value == 1
    everyone = matrix(study, cell="count", all_speakers=True)
    assert cell(everyone, "P01", "stigma/zelf").value == 2
    code(study, "P01-W01", ["zorg"], Passage(turn=1))
    assert cell(matrix(study), "P01", "zorg", None).state == "value"
    assert cell(matrix(study, by="wave"), "P01", "zorg", "W01").state == "not_mentioned"
    assert cell(matrix(study, by="wave", all_speakers=True), "P01", "zorg", "W01").value == 1


def test_a_wave_without_an_interview_is_never_an_absence(study: Study) -> None:
    done(study, list(INTERVIEWS))
    for name in CODES:
        found = cell(matrix(study, by="wave", layer_name="Anna"), "P02", name, "W02")
        assert (found.state, found.value) == ("not_interviewed", None)


def test_over_all_waves_one_unfinished_interview_is_enough_to_not_know(study: Study) -> None:
    path = study.path.with_name("n.txt")
    path.write_text("I: En nu?\nP01: Niets.\n", encoding="utf-8")
    assert cell(matrix(study, layer_name="Anna"), "P01", "stigma/publiek").state == "not_mentioned"
    import_files(study, [path], About(case="P01", wave="W03"))
    assert cell(matrix(study, layer_name="Anna"), "P01", "stigma/publiek").state == "not_coded"
    assert cell(matrix(study, layer_name="Anna"), "P01", "werk").state == "value"


@pytest.mark.parametrize(
    ("field", "state"),
    [("definition", "not_coded"), ("use_when", "not_coded"), ("not_when", "not_coded")]
    + [(field, "not_mentioned") for field in ("name", "colour", "hotkey", "keywords", "examples")],
)
def test_only_a_change_of_meaning_asks_for_another_look(
    study: Study, field: str, state: str
) -> None:
    row = codebook(study).find("zorg/integratie").id
    value = ["x"] if field in ("keywords", "examples") else "x"
    write(study, "codebook", [Patch("code", row, {field: value})], label="change")
    name = "zorg/x" if field == "name" else "zorg/integratie"
    assert cell(matrix(study, by="wave"), "P01", name, "W01").state == state
    assert cell(matrix(study, by="wave"), "P01", name, "W02").state == "value"


def test_undoing_a_change_of_meaning_makes_the_absence_known_again(study: Study) -> None:
    file = study.path.with_name("b.yaml")
    file.write_text("codes: [{code: zorg, definition: Anders.}]")
    load(study, file)
    assert cell(matrix(study, by="wave"), "P01", "zorg", "W01").state == "not_coded"
    with as_(study, STUDY) as nobody:
        undo(nobody)
    assert cell(matrix(study, by="wave"), "P01", "zorg", "W01").state == "not_mentioned"


def assign(study: Study, document: str, coder: str, **fields: object) -> None:
    row = {
        "removed": 0,
        "document_id": find_document(study, document).id,
        "coder_id": find_coder(study, coder),
        "state": "todo",
        **fields,
    }
    write(study, "assign", [Patch("assignment", study.fresh_id(), row)], label="assign")


def test_the_final_layer_reads_the_oldest_assignment_that_is_not_blind(study: Study) -> None:
    def coders(document: str) -> set[str]:
        return {c.coder for c in codings(study, Where(doc=document, layer="final"))}

    with as_(study, "Bram") as bram:
        code(bram, "FG1", ["werk"], Passage(turn=3))
    assert coders("FG1") == {"Anna"}
    assign(study, "FG1", "Bram", blind=1, revealed=1)
    assert coders("FG1") == {"Anna"}
    assign(study, "FG1", "Bram")
    assert coders("FG1") == {"Bram"}
    assign(study, "FG1", "Anna")
    assert coders("FG1") == {"Bram"}


def test_a_layer_of_one_coder_reads_that_coder_only(study: Study) -> None:
    assert cell(matrix(study, layer_name="bram"), "P01", "stigma/publiek").value == 1
    assert cell(matrix(study, layer_name="bram"), "P01", "werk").state == "not_coded"
    assert cell(matrix(study, layer_name="ANNA"), "P01", "stigma/publiek").value == 0


def test_interviews_without_a_wave_are_left_out_by_wave_and_told(study: Study) -> None:
    path = study.path.with_name("los.txt")
    path.write_text("I: En nu?\nP01: Niets.\n", encoding="utf-8")
    import_files(study, [path], About(case="P02"))
    code(study, "los", ["werk"], Passage(turn=2))
    assert "los" not in "".join(matrix(study).notes)
    assert cell(matrix(study), "P02", "werk").value == 1
    assert "Of no wave, and so left out: los." in matrix(study, by="wave").notes


def test_a_document_without_a_case_is_in_no_row(study: Study) -> None:
    assert "FG1" in {document.name for document in documents(study)}
    found = matrix(study, cell="count")
    assert found.rows == ("P01", "P02")
    assert cell(found, "P01", "stigma/publiek").value == 0
    assert found.notes == ("Of no case, and so left out: FG1.",)
    assert matrix(study, code="zorg").notes == ()  # nothing of it is said in the group


def test_a_passage_counts_where_anybody_but_the_interviewer_speaks_in_it(study: Study) -> None:
    asked, answered = turns(study, "P02-W01", "1:2")
    code(study, "P02-W01", ["werk"], Passage(Span(asked.start, answered.end)))
    assert cell(matrix(study, layer_name="Anna"), "P02", "werk").value == 1
    assert cell(matrix(study, layer_name="Anna", all_speakers=True), "P02", "werk").value == 1


@pytest.mark.parametrize(
    "how",
    [
        {"rows": "participants"},
        {"columns": "verdicts"},
        {"by": "month"},
        {"by": ""},
        {"cell": "counts"},
        {"layer_name": "Cor"},
        {"layer_name": ""},
    ],
)
def test_what_cannot_be_crossed_is_refused(study: Study, how: dict[str, str]) -> None:
    with pytest.raises(UnknownName):
        matrix(study, **how)  # type: ignore[arg-type]
    with pytest.raises(OutcomeError, match="no consensus"):
        matrix(study, layer_name="Consensus")
