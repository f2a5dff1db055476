"""The codebook's own undo: by whoever is there, and of nothing but the codebook."""

from pathlib import Path

import pytest

from qualcode.codebook.editing import Description, edit
from qualcode.codebook.foreseeing import foresee
from qualcode.codebook.reshaping import remove
from qualcode.codebook.stored import codebook
from qualcode.codebook.taking_back import do_again, take_back
from qualcode.coding.arriving.importing import About, import_files
from qualcode.coding.documents import documents
from qualcode.coding.marking import Passage, code
from qualcode.coding.retrieval import codings
from qualcode.coding.rounds.assigning import assign
from qualcode.errors import OutcomeError
from qualcode.study.file import Study


def test_the_codebook_goes_back_and_not_what_the_coder_did(study: Study) -> None:
    edit(study, "werk", Description(hotkey="w"))
    code(study, "P02-W01", ["werk"], Passage(turn=2))
    before = codings(study)
    turned = take_back(study)
    assert (turned.label, [each.code for each in turned.changes]) == ("edited werk", ["werk"])
    assert codebook(study).find("werk").hotkey is None and codings(study) == before
    assert study.viewer == "Anna"
    assert do_again(study).changes and codebook(study).find("werk").hotkey == "w"


def test_codings_that_a_removal_took_off_come_back_with_it_and_go_again(study: Study) -> None:
    before = codings(study)
    remove(study, "stigma", codings="remove", branch=True)
    gone = codings(study)
    take_back(study)
    assert codings(study) == before and codebook(study).find("zelf")
    assert {each.what for each in do_again(study).changes} == {"removed"}
    assert codings(study) == gone


def test_another_doing_of_the_study_is_left_alone(study: Study, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("I: Hallo.\nP03: Ja.\n", encoding="utf-8")
    import_files(study, [tmp_path / "new.txt"], About())
    with pytest.raises(OutcomeError, match=r"is «.*» \(import\), not a change of the codebook"):
        take_back(study)
    assert "new" in {each.name for each in documents(study)} and study.viewer == "Anna"


def test_it_holds_still_in_a_blind_round(study: Study) -> None:
    edit(study, "werk", Description(hotkey="w"))
    assign(study, ["P02-W01"], "Anna", blind=True)
    with Study(study.path, viewer="Anna") as anna, pytest.raises(OutcomeError, match="holds still"):
        take_back(anna)


def test_what_it_would_take_back_is_known_before(study: Study) -> None:
    edit(study, "werk", Description(definition="Anders."))
    foreseen = foresee(study, take_back)
    assert foreseen.stale == 0 and foreseen.work.codings == 1
    assert codebook(study).find("werk").definition == "Anders." and study.viewer == "Anna"
