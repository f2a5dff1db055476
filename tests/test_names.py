"""Names as people type them, and what is said where nothing is called so."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.cli.commands import TABLE
from qualcode.errors import InputError, UnknownName
from qualcode.names import LISTED, find, find_id, fold_name, unknown

KNOWN = {"P01-W01": 1, "P01-W02": 2, "Zoë": 3}


@pytest.mark.parametrize(
    ("wanted", "thing"), [("P01-W01", 1), ("p01-w02", 2), ("ZOË", 3), ("Zoe\u0308", 3)]
)
def test_case_and_the_encoding_of_accents_make_no_difference(wanted: str, thing: int) -> None:
    assert find(wanted, KNOWN, "document") == thing


def test_the_very_name_wins_over_one_in_another_case() -> None:
    known = {"werk": 1, "Werk": 2}
    assert [find(name, known, "code") for name in ("werk", "Werk")] == [1, 2]


@given(st.text())
def test_folding_again_changes_nothing(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)
    assert fold_name(unicodedata.normalize("NFD", name)) == fold_name(name)


@pytest.mark.parametrize(
    ("wanted", "hint"),
    [
        ("P01-W1", "Did you mean P01-W01"),
        ("p1-w2", "Did you mean P01-W02"),
        ("iets anders", "P01-W01, P01-W02, Zoë."),
        ("", "P01-W01, P01-W02, Zoë."),
    ],
)
def test_an_unknown_name_is_told_with_what_there_is(wanted: str, hint: str) -> None:
    with pytest.raises(UnknownName, match=f"no document «{wanted}»") as told:
        find(wanted, KNOWN, "document")
    assert hint in told.value.hint
    assert told.value.exit_code == 2


def test_the_hint_says_when_there_is_nothing_or_too_much_to_list() -> None:
    assert unknown("x", [], "case").hint == "There is no case yet."
    many = [f"P{n:02}" for n in range(13)]
    assert unknown("x", many, "case").hint == "There are 13: see `qualcode cases`."
    assert unknown("x", many, "field").hint == "There are 13: none of that name."


def test_every_command_that_a_hint_names_is_there() -> None:
    groups = {"codebook", "memo"}
    for listed in LISTED.values():
        first, *rest = listed.split()
        assert first in TABLE
        assert rest or first not in groups


@pytest.mark.parametrize(("what", "listed"), [("coding", "codings"), ("memo", "memo list")])
def test_an_id_that_is_not_there_says_where_ids_are(what: str, listed: str) -> None:
    with pytest.raises(UnknownName) as told:
        find_id("x", ["ab12"], what)
    assert told.value.hint == f"See `qualcode {listed}` for ids."


def test_an_id_is_found_by_an_unambiguous_prefix() -> None:
    ids = ["ab12", "ab34", "cd56"]
    assert find_id("C", ids, "coding") == "cd56"
    assert find_id("ab3", ids, "coding") == "ab34"
    with pytest.raises(InputError, match="2 codings begin with ab"):
        find_id("ab", ids, "coding")
    for prefix in ("", "x", "ab345"):
        with pytest.raises(UnknownName):
            find_id(prefix, ids, "coding")
