"""What a comparison of codings says, whatever their order and whoever made them."""

from dataclasses import replace
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.agreement.compared import Held
from qualcode.agreement.comparing import Comparison, compare

CODERS = ("Anna", "Bram", "Cor")


def held(row_id: str, coder: str, code: str, start: int, end: int) -> Held:
    return Held(row_id, coder, code, start, end, "x" * (end - start), None)


def compared(*codings: tuple[str, str, str, int, int], coders: int = 2) -> list[tuple[str, str]]:
    """The kinds and the ids of what differs."""
    found = compare([held(*each) for each in codings], CODERS[:coders])
    return [(each.kind, "".join(each.ids)) for each in found.differences]


def test_the_same_code_on_the_same_span_is_agreed_on() -> None:
    marks = [held("a", "Anna", "werk", 0, 10), held("b", "Bram", "werk", 0, 10)]
    assert compare(marks, CODERS[:2]) == Comparison((("a", "b"),), ())


def test_what_is_the_same_is_agreed_on_whatever_else_overlaps_it() -> None:
    found = compared(
        ("a", "Anna", "w", 0, 10), ("b", "Bram", "w", 0, 10), ("c", "Anna", "w", 5, 15)
    )
    assert found == [("missed", "c")]


def test_one_code_that_overlaps_is_a_matter_of_boundaries() -> None:
    assert compared(("a", "Anna", "w", 0, 10), ("b", "Bram", "w", 9, 30)) == [("boundaries", "ab")]


def test_codings_that_only_touch_have_nothing_in_common() -> None:
    found = compared(("a", "Anna", "w", 0, 10), ("b", "Bram", "w", 10, 30))
    assert found == [("missed", "a"), ("missed", "b")]


def test_two_codings_against_one_long_one_are_one_disagreement() -> None:
    found = compared(
        ("a", "Anna", "w", 0, 10), ("b", "Bram", "w", 0, 30), ("c", "Anna", "w", 20, 30)
    )
    assert found == [("boundaries", "abc")]


@pytest.mark.parametrize(("end", "kinds"), [(10, ["codes"]), (11, ["missed", "missed"])])
def test_another_code_on_half_of_the_passage_or_more_is_a_disagreement_on_codes(
    end: int, kinds: list[str]
) -> None:
    found = compared(("a", "Anna", "werk", 0, end), ("b", "Bram", "zorg", 0, 5))
    assert [kind for kind, _ in found] == kinds


def test_the_likest_are_laid_beside_each_other_first() -> None:
    found = compared(
        ("a", "Anna", "werk", 0, 10), ("b", "Bram", "zorg", 0, 6), ("c", "Bram", "geld", 0, 9)
    )
    assert found == [("missed", "b"), ("codes", "ac")]


def test_what_one_of_three_coders_lacks_was_missed() -> None:
    pair = ("a", "Anna", "w", 0, 10), ("b", "Bram", "w", 0, 10)
    assert compared(*pair, coders=3) == [("missed", "ab")]
    assert compared(*pair, ("c", "Cor", "w", 0, 9), coders=3) == [("boundaries", "abc")]
    assert compared(*pair, ("c", "Cor", "w", 0, 10), coders=3) == []
    assert compared(*pair, ("c", "Cor", "v", 0, 10), coders=3) == [
        ("missed", "ab"),
        ("missed", "c"),
    ]


def test_a_passage_that_one_coder_has_twice_since_codes_were_merged_counts_once() -> None:
    twice = ("a", "Anna", "w", 0, 10), ("b", "Anna", "w", 0, 10)
    assert compared(*twice, ("c", "Bram", "w", 0, 10)) == []
    assert compared(*twice, ("c", "Bram", "v", 0, 10)) == [("codes", "abc")]
    assert compared(*twice) == [("missed", "ab")]


MARKS = st.lists(
    st.tuples(
        st.sampled_from(CODERS), st.sampled_from("vwx"), st.integers(0, 12), st.integers(1, 8)
    ),
    max_size=14,
).map(
    lambda rows: [
        held(f"{n:02}", coder, code, start, start + length)
        for n, (coder, code, start, length) in enumerate(rows)
    ]
)


@given(MARKS, st.randoms())
def test_the_order_of_codings_says_nothing(marks: list[Held], chance: Random) -> None:
    shuffled = list(marks)
    chance.shuffle(shuffled)
    assert compare(shuffled, CODERS) == compare(marks, CODERS)
    assert compare(marks, CODERS[::-1]) == compare(marks, CODERS)


@given(MARKS)
def test_each_coding_stands_in_exactly_one_place(marks: list[Held]) -> None:
    found = compare(marks, CODERS)
    placed = [*found.agreed, *(each.ids for each in found.differences)]
    assert sorted(row_id for ids in placed for row_id in ids) == sorted(mark.id for mark in marks)


@given(MARKS)
def test_who_is_who_makes_no_difference(marks: list[Held]) -> None:
    found = compare(marks, CODERS)
    for names in permutations(CODERS):
        other = dict(zip(CODERS, names, strict=True))
        assert compare([replace(m, coder=other[m.coder]) for m in marks], CODERS) == found


@given(MARKS)
def test_coders_who_say_the_same_disagree_on_nothing(marks: list[Held]) -> None:
    own = [mark for mark in marks if mark.coder == "Anna"]
    both = [*own, *(replace(mark, id=f"b{mark.id}", coder="Bram") for mark in own)]
    assert compare(both, CODERS[:2]).differences == ()
