"""Codings as they are drawn: lanes that don't collide, pieces that cover what they should."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from qualcode.tui.page.marks import Mark, Marks, runs

SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda s: (s[0], s[0] + s[1])),
    max_size=25,
)


def made(spans: list[tuple[int, int]]) -> Marks:
    return Marks(
        Mark(start, end, str(n), "werk", "Anna", "#ff0000", True)
        for n, (start, end) in enumerate(spans)
    )


@given(SPANS)
def test_codings_that_overlap_have_lanes_of_their_own(spans: list[tuple[int, int]]) -> None:
    marks = made(spans)
    for one in marks.all:
        for other in marks.all:
            if one is not other and one.start < other.end and other.start < one.end:
                assert marks.lanes[one.id] != marks.lanes[other.id]


@given(SPANS, st.integers(0, 80), st.integers(1, 30))
def test_the_codings_on_a_stretch_are_those_that_touch_it(
    spans: list[tuple[int, int]], start: int, length: int
) -> None:
    marks = made(spans)
    end = start + length
    assert marks.over(start, end) == [m for m in marks.all if m.start < end and m.end > start]


@given(SPANS, st.integers(0, 80), st.integers(1, 30))
def test_pieces_cover_the_stretch_and_show_the_shortest(
    spans: list[tuple[int, int]], start: int, length: int
) -> None:
    marks, end = made(spans), start + length
    pieces = runs(marks.over(start, end), start, end)
    assert [at for first, last, *_ in pieces for at in range(first, last)] == list(
        range(start, end)
    )
    for first, _, mark, alone in pieces:
        here = [m for m in marks.all if m.start <= first < m.end]
        assert (mark is None) == (not here)
        assert alone == (len(here) < 2)
        if mark is not None:
            assert mark.end - mark.start == min(m.end - m.start for m in here)


@given(SPANS, SPANS, st.sets(st.integers(0, 24)))
def test_changed_marks_are_those_that_one_would_make_anew(
    first: list[tuple[int, int]], second: list[tuple[int, int]], gone: set[int]
) -> None:
    before = made(first)
    come = [replace(mark, id=f"new {mark.id}") for mark in made(second).all]
    after = before.changed({str(n) for n in gone}, come)
    stays = [mark for mark in before.all if int(mark.id) not in gone]
    assert after.all == Marks([*stays, *come]).all
    assert all(after.lanes[mark.id] == before.lanes[mark.id] for mark in stays)
    for one in after.all:
        assert after.over(one.start, one.end) == Marks(after.all).over(one.start, one.end)
        for other in after.over(one.start, one.end):
            assert one is other or after.lanes[one.id] != after.lanes[other.id]


@given(SPANS, SPANS)
def test_only_what_is_drawn_otherwise_has_changed(
    before: list[tuple[int, int]], after: list[tuple[int, int]]
) -> None:
    one = made(before)
    assert one.changed_since(one) == []
    assert all(mark in (*one.all, *made(after).all) for mark in made(after).changed_since(one))


def test_the_next_and_the_last_coding_are_found_by_where_they_begin() -> None:
    marks = made([(5, 9), (20, 30)])
    assert [m and m.start for m in map(marks.following, (0, 5, 20))] == [5, 20, None]
    assert [m and m.start for m in map(marks.preceding, (5, 6, 40))] == [None, 5, 20]
