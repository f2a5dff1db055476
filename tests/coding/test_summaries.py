"""Summaries: one a case × code × wave × coder, replaced and never lost."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.codebook.stored import codebook
from qualcode.coding.writing.summaries import Summary, cell, summaries, summarise, summarise_cells
from qualcode.errors import InputError, UnknownName
from qualcode.study.conflicts import conflicts
from qualcode.study.doctor import examine
from qualcode.study.file import Study
from qualcode.study.handout import hand_out
from qualcode.study.journal import Patch, write
from qualcode.study.log import log
from qualcode.study.merge import merge
from qualcode.study.undo import undo

from .material import contents, twin


def told(found: list[Summary]) -> list[tuple[str, str | None, str | None, str, str]]:
    return [(s.case, s.code, s.wave, s.coder, s.text) for s in found]


def test_a_cell_is_set_replaced_and_taken_away(study: Study) -> None:
    made = summarise(study, "p01", " Werkt bij de bakker. ", code="werk", wave="w01")
    assert made == cell(study, "P01", code="werk", wave="W01")[0]
    assert told([made]) == [("P01", "werk", "W01", "Anna", "Werkt bij de bakker.")]
    again = summarise(study, "P01", "Is gestopt.", code="werk", wave="W01")
    assert again is not None
    assert (again.id, again.text) == (made.id, "Is gestopt.")
    assert summarise(study, "P01", " ", code="werk", wave="W01") is None
    assert summaries(study) == []
    undo(study)
    assert summaries(study) == [again]
    undo(study)
    assert summaries(study) == [made]
    undo(study)
    assert summaries(study) == []
    assert summarise(study, "P01", "Weer.", code="werk", wave="W01") is not None
    assert examine(study).sound


def test_what_changes_nothing_is_no_action(study: Study) -> None:
    summarise(study, "P01", "Portret.")
    before = len(log(study))
    summarise(study, "P01", "Portret.")
    assert summarise(study, "P02", "") is None
    assert len(log(study)) == before


def test_each_coder_has_their_own_and_the_oldest_comes_first(study: Study) -> None:
    with Study(study.path, viewer="Bram") as bram:
        summarise(bram, "P01", "Van Bram.", code="werk")
    summarise(study, "P01", "Van Anna.", code="werk")
    both = [("P01", "werk", None, "Bram", "Van Bram."), ("P01", "werk", None, "Anna", "Van Anna.")]
    for name in (None, "final", "consensus"):
        assert told(summaries(study, layer_name=name)) == both
    assert told(summaries(study, layer_name="anna")) == both[1:]
    with pytest.raises(UnknownName):
        summaries(study, layer_name="Karin")


def test_they_come_by_case_wave_and_code(study: Study) -> None:
    for case, code, wave in (
        ("P02", None, None), ("P01", "werk", "W02"), ("P01", "werk", "W01"), ("P01", None, "W02"),
        ("P01", "zelf", "W02"), ("P01", "werk", None), ("P01", None, None), ("P01", "stigma", None),
    ):  # fmt: skip
        summarise(study, case, "x", code=code, wave=wave)
    assert [(s.case, s.wave, s.code) for s in summaries(study)] == [
        ("P01", None, None), ("P01", None, "stigma"), ("P01", None, "werk"),
        ("P01", "W01", "werk"), ("P01", "W02", None), ("P01", "W02", "stigma/zelf"),
        ("P01", "W02", "werk"), ("P02", None, None),
    ]  # fmt: skip
    assert len(summaries(study, case="P01", wave="W02")) == 3
    assert [s.code for s in summaries(study, code="stigma")] == ["stigma", "stigma/zelf"]
    assert [s.code for s in cell(study, "P01")] == [None]


def test_what_stood_under_a_merged_code_is_replaced_with_it(study: Study) -> None:
    summarise(study, "P01", "over zelf", code="zelf")
    book = codebook(study)
    merged = {"merged_into": book.find("publiek").id}
    write(study, "codebook", [Patch("code", book.find("zelf").id, merged)], label="merge")
    assert told(cell(study, "P01", code="publiek"))[0][-1] == "over zelf"
    summarise(study, "P01", "over beide", code="publiek")
    assert told(summaries(study)) == [("P01", "stigma/publiek", None, "Anna", "over beide")]


def test_the_same_cell_written_in_two_copies_is_one(study: Study) -> None:
    other = study.path.parent / "other.copy"
    hand_out(study, other, "Anna")
    summarise(study, "P01", "hier", code="werk")
    with Study(other, viewer="Anna") as elsewhere:
        summarise(elsewhere, "P01", "daar", code="werk")
    merge(study, other)
    assert [s.text for s in summaries(study)] in (["hier"], ["daar"])


def test_refusals(study: Study) -> None:
    before = contents(study.path)
    for how in ({"case": "P9"}, {"case": "P01", "code": "werkt"}, {"case": "P01", "wave": "W9"}):
        with pytest.raises(UnknownName):
            summarise(study, text="x", **how)
    study.viewer = None
    with pytest.raises(InputError, match="No coder is named"):
        summarise(study, "P01", "x")
    assert contents(study.path) == before


CELLS = st.tuples(
    st.sampled_from(["P01", "P02"]),
    st.sampled_from([None, "werk", "zelf"]),
    st.sampled_from([None, "W01", "W02"]),
)
WRITES = st.lists(st.tuples(CELLS, st.sampled_from(["", "a", "b"])), max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(WRITES)
def test_the_last_words_in_a_cell_are_what_stands_there(
    study: Study, writes: list[tuple[tuple[str, str | None, str | None], str]]
) -> None:
    expected = {}
    for case, code, wave in {place for place, _ in writes}:
        summarise(study, case, "", code=code, wave=wave)
    for (case, code, wave), text in writes:
        summarise(study, case, text, code=code, wave=wave)
        expected[case, code and codebook(study).find(code).code, wave] = text
    found = {(s.case, s.code, s.wave): s.text for s in summaries(study)}
    written = {key: text for key, text in expected.items() if text}
    assert {key: text for key, text in found.items() if key in expected} == written


def test_saying_what_shows_settles_a_conflict(study: Study) -> None:
    summarise(study, "P01", "eerst")
    other = twin(study)
    summarise(study, "P01", "hier")
    with Study(other, viewer="Anna") as elsewhere:
        summarise(elsewhere, "P01", "daar")
    merge(study, other)
    assert len(conflicts(study.db)) == 1
    summarise(study, "P01", cell(study, "P01")[0].text)
    assert conflicts(study.db) == []
    before = len(log(study))
    summarise(study, "P01", cell(study, "P01")[0].text)
    assert len(log(study)) == before


def test_many_cells_are_set_with_few_looks_at_the_study(study: Study) -> None:
    book = [code.code for code in codebook(study)]

    def statements(texts: dict[tuple[str, str | None, str | None], str]) -> int:
        said: list[str] = []
        study.db.set_trace_callback(said.append)
        summarise_cells(study, texts, label="x")
        study.db.set_trace_callback(None)
        return sum(one.lstrip().startswith("SELECT") and "seen_" in one for one in said)

    one = statements({("P01", book[0], "W01"): "a"})
    many = {("P01", code, wave): "b" for code in book for wave in ("W01", "W02")}
    assert statements(many) == one
