"""What a change would touch is known before it is made, and nothing is written for it."""

from functools import partial

import pytest
from coding.material import contents

from qualcode.codebook.editing import Description, add, edit, move, rename
from qualcode.codebook.foreseeing import Act, Work, carefully, foresee, work_on
from qualcode.codebook.loading import load
from qualcode.codebook.reshaping import merge, remove, split
from qualcode.codebook.stored import codebook
from qualcode.coding.rounds.assigning import assign
from qualcode.coding.writing.summaries import summarise
from qualcode.errors import InputError
from qualcode.study.file import Study

NOTHING = Work(0, 0, 0, (), is_hidden=False)
HARMLESS: dict[str, Act] = {
    "colour": partial(edit, name="zelf", said=Description(colour="#112233")),
    "hotkey": partial(edit, name="zelf", said=Description(hotkey="z")),
    "keyword": partial(edit, name="zelf", said=Description(keywords=("schaamte",))),
    "domain": partial(edit, name="stigma", said=Description(domain=True)),
    "name": partial(rename, name="zelf", new="zelfbeeld"),
    "order": partial(move, name="werk", before="stigma"),
    "unused": partial(edit, name="zorg", said=Description(names={"nl": "Zorg"})),
}


@pytest.mark.parametrize("what", HARMLESS)
def test_what_touches_no_work_is_done_at_once(study: Study, what: str) -> None:
    foreseen, done = carefully(study, HARMLESS[what])
    assert not foreseen.weighs and foreseen.work == NOTHING
    assert done is not None and done.changes == foreseen.changes != ()


def test_a_merge_touches_all_that_comes_to_count_for_another(study: Study) -> None:
    before = contents(study.path)
    foreseen, done = carefully(study, partial(merge, names=["stigma"], to="zorg"))
    assert done is None and contents(study.path) == before
    assert {change.what for change in foreseen.changes} == {"merged", "changed"}
    assert foreseen.work == Work(5, 0, 3, (("Anna", 3), ("Bram", 2)), is_hidden=False)
    assert codebook(study).find("stigma/zelf")


def test_a_split_touches_what_lies_on_the_code_itself(study: Study) -> None:
    foreseen = foresee(study, partial(split, name="stigma", into=["gevreesd"]))
    assert foreseen.work.codings == 1  # Bram's; those under it stay what they were
    assert foreseen.stale == 2


def test_a_definition_touches_what_was_coded_by_it(study: Study) -> None:
    said = Description(definition="Anders.")
    assert foresee(study, partial(edit, name="zelf", said=said)).work.coders == (("Anna", 2),)


def test_a_code_that_goes_under_another_takes_its_codings_along(study: Study) -> None:
    summarise(study, "P01", "Hij schaamt zich.", code="stigma/zelf", wave="W01")
    foreseen = foresee(study, partial(move, name="stigma", under="zorg"))
    assert (foreseen.work.codings, foreseen.work.summaries, foreseen.stale) == (5, 1, 0)


def test_a_new_code_touches_documents_that_were_done(study: Study) -> None:
    foreseen, done = carefully(study, partial(add, path="covid"))
    assert (foreseen.stale, foreseen.work, done) == (2, NOTHING, None)


def test_a_removal_weighs_though_nothing_lies_on_the_code(study: Study) -> None:
    foreseen, done = carefully(study, partial(remove, name="zorg", codings="keep", branch=True))
    assert foreseen.work.codings == 1 and done is None
    edit(study, "werk", Description(hotkey="w"))
    assert carefully(study, partial(remove, name="werk", codings="keep"))[1] is None


def test_of_a_file_it_is_asked_whatever_it_touches(study: Study, tmp_path: object) -> None:
    from pathlib import Path

    file = Path(str(tmp_path)) / "more.yaml"
    file.write_text('codes:\n- code: werk\n  hotkey: "w"\n', encoding="utf-8")
    act = partial(load, path=file)
    foreseen, done = carefully(study, act, always=True)
    assert not foreseen.weighs and done is None and foreseen.changes
    assert carefully(study, act)[1] is not None
    assert carefully(study, act, always=True)[1] is not None  # nothing is left to ask about


def test_what_can_not_be_done_is_said_when_it_is_foreseen(study: Study) -> None:
    with pytest.raises(InputError, match="There is a code werk already"):
        foresee(study, partial(add, path="werk"))


def test_of_what_a_blind_round_hides_it_is_told_that_there_is_some(study: Study) -> None:
    assign(study, ["P02-W01"], "Bram", blind=True)
    with Study(study.path, viewer="Anna") as anna:
        code = codebook(anna).find("stigma")
        assert not work_on(anna, [code.id]).is_hidden
    with Study(study.path) as nobody:  # who sees nobody's work on a blind document
        work = work_on(nobody, [code.id])
        assert (work.codings, work.is_hidden) == (0, True) and work
