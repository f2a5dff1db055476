"""Two copies of a study in which the codebook was worked on apart, merged."""

import re
import shutil
from collections.abc import Iterator

import pytest

from qualcode.codebook.editing import Description, edit, move, rename
from qualcode.codebook.loading import load
from qualcode.codebook.reshaping import merge as merge_codes
from qualcode.codebook.reshaping import split
from qualcode.codebook.stored import codebook
from qualcode.coding.standing import status
from qualcode.errors import InputError
from qualcode.study.conflicts import conflicts, contested
from qualcode.study.doctor import examine
from qualcode.study.file import STUDY, Study
from qualcode.study.merge import merge
from qualcode.study.undo import undo


@pytest.fixture
def other(study: Study) -> Iterator[Study]:
    path = study.path.with_name("other.qualcode")
    shutil.copy(study.path, path)
    with Study(path, viewer="Bram") as copy:
        yield copy


def parts(study: Study, name: str) -> set[str]:
    book = codebook(study)
    return {book.resolve(one).last_part for one in book.find(name).split_into}


def test_one_code_split_in_two_ways_is_split_into_all(study: Study, other: Study) -> None:
    split(study, "werk", ["betaald", "vrijwillig"])
    split(other, "werk", ["zwart"])
    told = merge(study, other.path)
    merge(other, study.path)
    for copy in (study, other):
        assert parts(copy, "werk") == {"betaald", "vrijwillig", "zwart"}
        assert examine(copy).sound
    assert codebook(study).all_codes == codebook(other).all_codes
    assert told.conflicts == ()
    with Study(study.path, viewer=STUDY) as nobody:
        undo(nobody)  # the latest: the split in the other copy
    assert parts(study, "werk") == {"betaald", "vrijwillig"}
    split(study, "werk", ["thuis"])
    assert parts(study, "werk") == {"betaald", "vrijwillig", "thuis"}
    assert examine(study).sound


def test_two_codes_that_got_one_path_are_told_and_told_apart_by_id(
    study: Study, other: Study
) -> None:
    rename(study, "werk", "baan")
    rename(other, "zorg", "Baan")
    (conflict,) = merge(study, other.path).conflicts
    assert (conflict.table, conflict.field, conflict.name.casefold()) == ("code", "path", "baan")
    assert status(study).conflicts == (conflict,)
    with pytest.raises(InputError, match="2 codes have the path") as caught:
        codebook(study).find("baan")
    assert caught.value.hint is not None
    assert set(re.findall("[0-9a-f]{8}", caught.value.hint)) == set(conflict.values)
    file = study.path.with_name("c.csv")
    file.write_text("code;definition\nbaan;Anders\n", encoding="utf-8")
    with pytest.raises(InputError, match="2 codes have the path"):
        load(study, file)
    rename(study, str(conflict.values[0]), "werk")
    assert {"werk", "baan"} <= {code.code.casefold() for code in codebook(study)}
    assert conflicts(study.db) == []
    assert codebook(study).find("baan").id[:8] == conflict.values[1]


def test_saying_the_value_that_shows_settles_it(study: Study, other: Study) -> None:
    for copy, text in ((study, "een"), (other, "twee")):
        edit(copy, "werk", Description(definition=text))
        rename(copy, "zorg", f"zorg-{text}")
    merge(study, other.path)
    book = codebook(study)
    werk, zorg = book.find("werk"), next(c for c in book if c.code in ("zorg-een", "zorg-twee"))
    rows = [code.id for code in book]
    assert contested(study, rows) == {(werk.id, "definition"), (zorg.id, "name")}
    assert contested(study, [zorg.id]) == {(zorg.id, "name")}
    edit(study, "werk", Description(definition=werk.definition))
    rename(study, zorg.code, zorg.code)
    assert contested(study, rows) == frozenset()
    assert conflicts(study.db) == []
    merge(other, study.path)
    assert conflicts(other.db) == []


def test_a_conflict_of_place_is_told_in_paths(study: Study, other: Study) -> None:
    move(study, "integratie", under="werk")
    move(other, "integratie", under="zelf")
    merge_codes(study, ["publiek"], "zelf")
    merge_codes(other, ["publiek"], "werk")
    found = {one.field: set(one.values) for one in merge(study, other.path).conflicts}
    assert found["parent_id"] == {"werk", "stigma/zelf"}
    assert found["merged_into"] == {"stigma/zelf", "werk"}
