"""Memos: on anything, of five kinds, by their own coder; found back where they belong."""

import pytest

from qualcode.codebook.stored import codebook
from qualcode.coding.arriving.importing import About, import_files
from qualcode.coding.marking import Passage, uncode
from qualcode.coding.retrieval import Where, codings
from qualcode.coding.writing.memos import (
    GONE,
    KINDS,
    OTHER_TEXT,
    Memo,
    memos,
    remove_memo,
    rewrite_memo,
    settle,
    write_memo,
)
from qualcode.coding.writing.things import find_thing
from qualcode.errors import InputError, UnknownName
from qualcode.spans import Span
from qualcode.study.doctor import examine
from qualcode.study.file import Study
from qualcode.study.journal import Patch, write
from qualcode.study.log import log
from qualcode.study.undo import redo, undo

from .material import contents


def texts(found: list[Memo]) -> list[str]:
    return [memo.text for memo in found]


@pytest.mark.parametrize(
    ("wanted", "on", "target"),
    [
        ("p01-w01", "document", "P01-W01"),
        ("P01", "case", "P01"),
        ("W02", "wave", "W02"),
        ("zelf", "code", "stigma/zelf"),
        ("bram", "coder", "Bram"),
        ("case:p02", "case", "P02"),
        ("CODE:werk", "code", "werk"),
    ],
)
def test_a_memo_is_on_anything_that_has_a_name(
    study: Study, wanted: str, on: str, target: str
) -> None:
    made = write_memo(study, "Kijk hier nog eens naar.", on=wanted)
    assert (made.on, made.target, made.kind, made.coder) == (on, target, "analytic", "Anna")
    assert memos(study, on=wanted) == [made]
    assert examine(study).sound


def test_a_memo_on_nothing(study: Study) -> None:
    made = write_memo(study, "  Ik lees nu per casus.\n", kind="METHOD")
    assert (made.on, made.target, made.document, made.reason) == (None, None, None, None)
    assert (made.kind, made.text) == ("method", "Ik lees nu per casus.")


def test_a_memo_on_a_coding_shows_its_words_and_outlives_it(study: Study) -> None:
    coding = codings(study, Where(code="integratie"))[0]
    made = write_memo(study, "Echt samen?", on=coding.id[:12])
    assert (made.on, made.target, made.document) == ("coding", coding.id, "P01-W02")
    assert (made.quote, made.start, made.turn) == (coding.quote, coding.start, coding.turn)
    assert memos(study, on=f"coding:{coding.id}") == memos(study, on="P01-W02") == [made]
    uncode(study, [coding.id])
    (left,) = memos(study)
    assert (left.text, left.target, left.document, left.reason) == (
        made.text, None, "P01-W02", GONE
    )  # fmt: skip


def test_a_memo_on_a_memo(study: Study) -> None:
    first = write_memo(study, "Eerste gedachte.", on="P01-W01")
    second = write_memo(study, "Toch niet.", on=f"memo:{first.id[:8]}")
    assert (second.on, second.target, second.document) == ("memo", first.id, "P01-W01")
    remove_memo(study, first.id)
    assert [(memo.id, memo.reason) for memo in memos(study)] == [(second.id, GONE)]


@pytest.mark.parametrize(
    "passage", [Passage(turn=4), Passage(quote="ik schaamde me kapot"), Passage(Span(3, 9))]
)
def test_a_memo_on_a_passage_keeps_its_words(study: Study, passage: Passage) -> None:
    made = write_memo(study, "Sterk woord.", on="P01-W01", passage=passage)
    text = study.text(study.db.execute("SELECT version_id FROM document").fetchone()[0])
    assert (made.on, made.target) == ("passage", "P01-W01")
    assert made.quote and made.start is not None
    assert made.quote == text[made.start : made.end]


def test_on_another_text_a_passage_has_no_place_but_keeps_its_words(study: Study) -> None:
    made = write_memo(study, "Sterk woord.", on="P01-W01", passage=Passage(turn=4))
    other = import_other_text(study)
    write(study, "amend", [Patch("document", *other)], label="another text")
    (memo,) = memos(study)
    assert (memo.start, memo.end, memo.turn, memo.reason) == (None, None, None, OTHER_TEXT)
    assert memo.quote == made.quote


def import_other_text(study: Study) -> tuple[str, dict[str, str]]:
    """P01-W01 → a version that another document brought in."""
    file = study.path.parent / "x.txt"
    file.write_text("I: Iets heel anders?\nP01: Ja, heel anders.\n", encoding="utf-8")
    import_files(study, [file], About(case="P01"))
    ((version,),) = study.db.execute("SELECT version_id FROM document WHERE name = 'x'").fetchall()
    return find_thing(study, "document:P01-W01").id, {"version_id": version}


def test_a_name_that_two_things_have_asks_for_its_kind(study: Study) -> None:
    row = study.claim_id("case_", "werk")
    write(study, "case", [Patch("case_", row, {"removed": 0, "name": "werk"})], label="case")
    with pytest.raises(InputError, match="Say which: case:werk or code:werk"):
        find_thing(study, "Werk")
    assert find_thing(study, "code:werk").kind == "code"
    assert find_thing(study, "case:werk").id == row


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("stigme", "Did you mean stigma"),
        ("P01-W09", "Did you mean P01-W0"),
        ("case:P1", "There is no case «P1».* Did you mean P01"),
        ("memo:0", "There is no memo"),
        ("coding:", "There is no coding"),
        ("0000", "codings begin with 0000"),
        ("", "There is no document, case"),
        ("'; DROP TABLE memo", "There is no"),
    ],
)
def test_what_is_not_there_is_told_and_nothing_is_written(
    study: Study, wanted: str, said: str
) -> None:
    before = contents(study.path)
    with pytest.raises(InputError, match=said):
        write_memo(study, "x", on=wanted)
    assert contents(study.path) == before


def test_refusals(study: Study) -> None:
    before = contents(study.path)
    with pytest.raises(InputError, match="empty"):
        write_memo(study, " \n")
    with pytest.raises(UnknownName, match="Did you mean decision"):
        write_memo(study, "x", kind="decisions")
    with pytest.raises(InputError, match="Name it: --on DOCUMENT"):
        write_memo(study, "x", on="P01", passage=Passage(turn=1))
    with pytest.raises(InputError, match="Name it: --on DOCUMENT"):
        write_memo(study, "x", passage=Passage(turn=1))
    with pytest.raises(InputError, match="has no turn 99"):
        write_memo(study, "x", on="P01-W01", passage=Passage(turn=99))
    study.viewer = None
    with pytest.raises(InputError, match="No coder is named"):
        write_memo(study, "x")
    assert contents(study.path) == before


def test_filters(study: Study) -> None:
    for kind in KINDS:
        write_memo(study, kind, kind=kind)
    write_memo(study, "doc", on="P01-W01", passage=Passage(turn=2))
    write_memo(study, "case", on="case:P01")
    write_memo(study, "zelf", on="zelf")
    with Study(study.path, viewer="Bram") as bram:
        write_memo(bram, "van Bram", on="P02-W01", kind="todo")
    assert texts(memos(study, kind="reflexive")) == ["reflexive"]
    assert texts(memos(study, coder="Bram")) == ["van Bram"]
    assert texts(memos(study, todo=True)) == ["todo", "van Bram"]
    assert texts(memos(study, todo=True, coder="Anna")) == ["todo"]
    assert texts(memos(study, on="case:P01")) == ["doc", "case"]
    assert texts(memos(study, on="W01")) == ["doc", "van Bram"]
    assert texts(memos(study, on="stigma")) == ["zelf"]
    assert texts(memos(study, on="werk")) == []


def test_a_codes_memos_go_along_when_it_is_merged(study: Study) -> None:
    write_memo(study, "over zelf", on="zelf")
    book = codebook(study)
    zelf, publiek = book.find("zelf"), book.find("publiek")
    patch = Patch("code", zelf.id, {"merged_into": publiek.id})
    write(study, "codebook", [patch], label="merge")
    assert [(memo.target, memo.text) for memo in memos(study, on="publiek")] == [
        ("stigma/publiek", "over zelf")
    ]


def test_only_the_writer_changes_a_memo_but_anybody_settles_a_todo(study: Study) -> None:
    made = write_memo(study, "Bel de begeleider.", kind="todo")
    with Study(study.path, viewer="Bram") as bram:
        before = contents(bram.path)
        for change in (remove_memo, lambda s, i: rewrite_memo(s, i, text="x")):
            with pytest.raises(InputError, match="is Anna's"):
                change(bram, made.id)
        assert contents(bram.path) == before
        assert settle(bram, made.id[:8]).settled
    assert memos(study, todo=True) == []
    (memo,) = memos(study)
    assert (memo.settled, memo.coder) == (True, "Anna")
    other = write_memo(study, "Gedachte.")
    with pytest.raises(InputError, match="is no todo"):
        settle(study, other.id)


def test_each_step_is_one_action_that_undo_takes_back(study: Study) -> None:
    made = write_memo(study, "een", kind="todo", on="P01-W01", passage=Passage(turn=2))
    states = [memos(study)]
    rewrite_memo(study, made.id, text="twee", kind="decision")
    states.append(memos(study))
    rewrite_memo(study, made.id, kind="todo")
    settle(study, made.id)
    states.append(memos(study))
    remove_memo(study, made.id)
    assert memos(study) == []
    undo(study)
    assert memos(study) == states[2]
    undo(study, 2)
    assert memos(study) == states[1]
    undo(study)
    assert memos(study) == states[0] == [made]
    redo(study, 3)
    assert memos(study) == states[2]
    undo(study, 4)
    assert memos(study) == []
    assert examine(study).sound


def test_a_memo_goes_where_its_document_goes(study: Study) -> None:
    write_memo(study, "over dit stuk", on="P02-W01")
    (row,) = study.db.execute("SELECT id FROM document WHERE name = 'P02-W01'").fetchone()
    write(study, "remove", [Patch("document", row, {"removed": 1})], label="gone")
    assert memos(study) == []


def test_the_log_names_the_thing_and_not_the_text(study: Study) -> None:
    write_memo(study, "geheim", on="P01-W01", kind="reflexive")
    assert log(study, 1)[0].label == "reflexive memo on document P01-W01"


def test_ids_must_fit_one_memo(study: Study) -> None:
    made = [write_memo(study, str(n)) for n in range(40)]
    first = {memo.id[0] for memo in made}
    twice = next(char for char in first if sum(m.id[0] == char for m in made) > 1)
    with pytest.raises(InputError, match=f"memos begin with {twice}"):
        settle(study, twice)
    with pytest.raises(UnknownName, match="There is no memo"):
        remove_memo(study, "")
    with pytest.raises(InputError, match="nothing to change"):
        rewrite_memo(study, made[0].id)


def test_a_settled_todo_is_opened_again_by_saying_that_it_is_a_todo(study: Study) -> None:
    made = write_memo(study, "Bel nog eens.", kind="todo")
    settle(study, made.id)
    before = len(log(study))
    assert settle(study, made.id).settled
    assert len(log(study)) == before
    assert not rewrite_memo(study, made.id, kind="todo").settled
    assert [memo.id for memo in memos(study, todo=True)] == [made.id]
    settle(study, made.id)
    rewrite_memo(study, made.id, kind="analytic")
    assert not rewrite_memo(study, made.id, kind="todo").settled


def test_on_a_code_are_the_memos_on_codings_with_it_too(study: Study) -> None:
    coding = codings(study, Where(code="zelf"))[0]
    write_memo(study, "op de codering", on=coding.id)
    assert texts(memos(study, on="zelf")) == texts(memos(study, on="stigma")) == ["op de codering"]
    assert memos(study, on="werk") == []
