"""Splitting, merging and removing codes: no coding is rewritten, none is lost."""

from collections.abc import Callable, Iterator

import pytest
from coding.material import contents

from qualcode.codebook.reshaping import merge, remove, split
from qualcode.codebook.stored import codebook
from qualcode.coding.marking import uncode
from qualcode.coding.retrieval import Where, codings
from qualcode.coding.writing.summaries import summaries, summarise
from qualcode.errors import InputError, OutcomeError, QualcodeError
from qualcode.study.doctor import examine
from qualcode.study.file import STUDY, Study
from qualcode.study.journal import Patch, write
from qualcode.study.undo import redo, undo


def take_back(study: Study, times: int = 1) -> None:
    with Study(study.path, viewer=STUDY) as nobody:
        undo(nobody, times)


def test_a_split_makes_codes_under_it_or_at_a_path_and_takes_those_that_are_there(
    study: Study,
) -> None:
    done = split(study, "stigma", ["gevreesd", "werk/stigma-op-werk", "zelf"])
    book = codebook(study)
    assert [book.resolve(one).code for one in book.find("stigma").split_into] == [
        "stigma/gevreesd",
        "werk/stigma-op-werk",
        "stigma/zelf",
    ]
    assert {change.code for change in done.changes if change.what == "added"} == {
        "stigma/gevreesd",
        "werk/stigma-op-werk",
    }
    assert done.stale == 2


def test_a_split_is_material_and_keeps_every_coding_where_it_was(study: Study) -> None:
    before, meaning = codings(study), codebook(study).find("zelf").material
    split(study, "zelf", ["schaamte", "schuld"])
    assert codings(study) == before
    assert codebook(study).find("zelf").material != meaning
    take_back(study)
    assert codebook(study).find("zelf").material == meaning
    assert "schaamte" not in {code.last_part for code in codebook(study)}


def test_a_second_split_adds_to_the_first(study: Study) -> None:
    split(study, "zelf", ["schaamte"])
    split(study, "zelf", ["schaamte", "schuld"])
    book = codebook(study)
    found = [book.resolve(one).last_part for one in book.find("zelf").split_into]
    assert found == ["schaamte", "schuld"]
    before = contents(study.path)
    assert split(study, "zelf", ["schuld"]).changes == ()
    assert contents(study.path) == before


def test_merged_codes_count_as_the_other_with_what_lies_under_them(study: Study) -> None:
    before = [coding.id for coding in codings(study)]
    done = merge(study, ["stigma", "werk"], "zorg")
    assert [coding.id for coding in codings(study)] == before
    assert len(codings(study, Where(code="zorg"))) == len(before)
    assert codebook(study).find("zelf").code == "zorg/zelf"
    assert {(c.code, c.what) for c in done.changes if c.what == "merged"} == {
        ("stigma", "merged"),
        ("werk", "merged"),
    }
    take_back(study)
    assert codebook(study).find("zelf").code == "stigma/zelf"


def test_a_removal_is_refused_while_there_are_codings_or_codes_below(study: Study) -> None:
    before = contents(study.path)
    with pytest.raises(OutcomeError, match="1 coding lies on werk"):
        remove(study, "werk")
    with pytest.raises(OutcomeError, match=r"stigma/publiek, stigma/zelf.*--branch"):
        remove(study, "stigma", codings="keep")
    with pytest.raises(OutcomeError, match="5 codings lie on stigma or under it"):
        remove(study, "stigma", branch=True)
    assert contents(study.path) == before


def test_codings_of_a_removed_code_stay_and_count_above_it(study: Study) -> None:
    before = [coding.id for coding in codings(study, Where(code="stigma"))]
    done = remove(study, "zelf", codings="keep")
    assert done.codings == 2
    assert [coding.id for coding in codings(study, Where(code="stigma"))] == before
    assert "stigma/zelf" not in {code.code for code in codebook(study)}


def test_codings_of_a_removed_code_can_be_moved(study: Study) -> None:
    remove(study, "stigma", codings="move:werk", branch=True)
    assert {code.code for code in codebook(study)} == {"zorg", "zorg/integratie", "werk"}
    assert len(codings(study, Where(code="werk"))) == 6
    take_back(study)
    assert len(codings(study, Where(code="werk"))) == 1


def test_codings_of_a_removed_code_can_be_taken_off(study: Study) -> None:
    before = codings(study)
    done = remove(study, "stigma", codings="remove", branch=True)
    # Anna's in two documents, Bram's in two, the codebook's own.
    assert (done.codings, done.events) == (5, 5)
    assert {coding.code for coding in codings(study)} == {"werk", "zorg/integratie"}
    take_back(study)  # one undo brings it all back, though it was five events
    assert codings(study) == before
    assert "stigma/zelf" in {code.code for code in codebook(study)}
    assert examine(study).sound


def test_a_code_without_codings_goes_without_a_word(study: Study) -> None:
    remove(study, "zorg/integratie", codings="keep")
    assert remove(study, "zorg").codings == 0


Act = Callable[[Study], object]
REFUSED: list[tuple[Act, str]] = [
    (lambda s: split(s, "zelf", ["stigma/zelf"]), "can't be split into stigma/zelf"),
    (lambda s: split(s, "zelf", ["/stigma"]), "can't be split into stigma"),
    (lambda s: split(s, "zelf", []), "Name each code"),
    (lambda s: split(s, "zelf", ["a", "A"]), "Name each code|already"),
    (lambda s: split(s, "zelf", [""]), "can't name a code"),
    (lambda s: split(s, "zelf", ["zork/x"]), "Did you mean zorg"),
    (lambda s: merge(s, ["werk"], "werk"), "which is that code"),
    (lambda s: merge(s, ["stigma"], "zelf"), "which lies under stigma"),
    (lambda s: merge(s, [], "zelf"), "No code is named"),
    (lambda s: remove(s, "werk", codings="weg"), "says not what becomes"),
    (lambda s: remove(s, "werk", codings="move:"), "says not what becomes"),
    (lambda s: remove(s, "werk", codings="move:werk"), "is removed itself"),
    (lambda s: remove(s, "werk", codings="move:werkt"), "Did you mean werk"),
]


@pytest.mark.parametrize(("act", "told"), REFUSED, ids=[told for _, told in REFUSED])
def test_what_cannot_be_is_refused_and_nothing_is_written(
    study: Study, act: Act, told: str
) -> None:
    before = contents(study.path)
    with pytest.raises(QualcodeError, match=told):
        act(study)
    assert contents(study.path) == before


def test_two_codes_never_get_one_path_by_a_merge(study: Study) -> None:
    split(study, "werk", ["zelf"])
    with pytest.raises(InputError, match=r"werk/zelf and stigma/zelf would both|stigma/zelf and"):
        merge(study, ["stigma"], "werk")


@pytest.fixture
def blind(study: Study) -> Iterator[Study]:
    """The study for Bram, to whom Anna's work on FG1 is hidden, all there is on «publiek»."""
    remove_coding = codings(study, Where(coder="Bram", code="publiek"))[0].id
    with Study(study.path, viewer="Bram") as bram:
        uncode(bram, [remove_coding])
    (document,) = study.db.execute("SELECT id FROM document WHERE name = 'FG1'").fetchone()
    task = {"removed": 0, "document_id": document, "coder_id": study.coder_id("Bram")}
    vals = task | {"blind": 1, "revealed": 0, "state": "todo"}
    write(study, "assign", [Patch("assignment", study.fresh_id(), vals)], label="assign")
    with Study(study.path, viewer="Bram") as bram:
        yield bram


def test_what_a_blind_round_hides_keeps_a_code_from_going_in_silence(blind: Study) -> None:
    assert codings(blind, Where(code="publiek")) == []
    before = contents(blind.path)
    with Study(blind.path) as nobody:
        with pytest.raises(OutcomeError, match=r"^Work that a blind round hides lies on stigma/pu"):
            remove(nobody, "publiek")
        with pytest.raises(OutcomeError, match="can't be taken off unseen"):
            remove(nobody, "publiek", codings="remove")
    for codings_go in (None, "keep", "remove"):
        with pytest.raises(OutcomeError, match="the codebook holds still"):
            remove(blind, "publiek", codings=codings_go)
    assert contents(blind.path) == before
    with Study(blind.path) as nobody:  # in an open round a coder changes no codes at all
        assert remove(nobody, "publiek", codings="keep").codings == 0
    blind.viewer = "Anna"
    assert len(codings(blind, Where(doc="FG1"))) == 1


def test_summaries_on_a_code_keep_it_too(study: Study) -> None:
    uncode(study, [coding.id for coding in codings(study, Where(code="werk"))])
    summarise(study, "P01", "Werkt bij de bakker.", code="werk")
    before = summaries(study)
    with pytest.raises(OutcomeError, match="1 summary lies on werk"):
        remove(study, "werk")
    done = remove(study, "werk", codings="move:zorg")
    assert (done.codings, done.summaries) == (0, 1)
    assert [one.code for one in summaries(study)] == ["zorg"]
    take_back(study)
    remove(study, "werk", codings="remove")
    assert summaries(study) == []
    take_back(study)
    assert summaries(study) == before


def test_a_removal_that_was_taken_back_is_done_again_as_a_whole(study: Study) -> None:
    remove(study, "stigma", codings="remove", branch=True)
    after = codings(study)
    with Study(study.path, viewer=STUDY) as nobody:
        assert len(undo(nobody)) == 5
        assert len(redo(nobody)) == 5
    assert codings(study) == after
    assert "stigma" not in {code.code for code in codebook(study)}
