"""Rows: every code point lies in exactly one, and positions find their way there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from qualcode.tui.page.wrapping import TAB, Rows, Said, cells, clusters, shown, wrap

CHARS = st.sampled_from(
    "ab  cé'\t字👍🏽👩\u200d👩\u200d👧e\u0301\u200b\u202e\x1b…\n"
) | st.characters(exclude_categories=["Cs"])
TURNS = st.lists(st.text(CHARS, min_size=1, max_size=40), min_size=1, max_size=6)
WIDTHS = st.integers(2, 30)


def laid_out(said: list[str], width: int) -> Rows:
    """Rows of turns with these words, as a document joins them."""
    turns, at = [], 0
    for n, words in enumerate(said, 1):
        turns.append(Said(n, at, at + len(words), "P01", ""))
        at += len(words) + 1
    return wrap("\n".join(said), turns, width)


@given(TURNS, WIDTHS)
def test_every_code_point_lies_in_exactly_one_row(said: list[str], width: int) -> None:
    rows = laid_out(said, width)
    assert "".join(rows.words(row) for row in range(len(rows))) == rows.text
    assert all(rows.words(row) for row in range(len(rows)))
    assert len(rows.owners) == len(rows.starts)


@given(TURNS, WIDTHS)
def test_a_turn_begins_a_row_and_a_row_is_of_one_turn(said: list[str], width: int) -> None:
    rows = laid_out(said, width)
    for index, turn in enumerate(rows.turns):
        row = rows.row_of(turn.start)
        assert rows.starts[row] == turn.start
        assert rows.is_first(row)
        assert rows.owners[row] == index


@given(TURNS, WIDTHS)
def test_no_row_is_wider_than_the_width_but_for_the_space_that_ends_it(
    said: list[str], width: int
) -> None:
    rows = laid_out(said, width)
    for row in range(len(rows)):
        words = rows.words(row).rstrip("\n")
        assert cells(words[:-1] if words[-1:].isspace() else words) <= max(width, TAB)


@given(TURNS, WIDTHS)
def test_a_position_leads_to_its_cell_and_back(said: list[str], width: int) -> None:
    rows = laid_out(said, width)
    for row in range(len(rows)):
        start, end = rows.bounds(row)
        for first, last, size in clusters(rows.text[start:end]):
            at = start + first
            assert rows.row_of(at) == row
            if size:
                found = rows.position_at(row, rows.cell_of(at))
                assert start + first - (last - first) <= found <= at or found == at


@given(TURNS, WIDTHS)
def test_steps_on_reach_the_end_and_steps_back_the_beginning(said: list[str], width: int) -> None:
    rows = laid_out(said, width)
    at, steps = 0, 0
    while at < len(rows.text):
        following = rows.clustered(at, 1)
        assert following > at
        at, steps = following, steps + 1
    while at:
        before = rows.clustered(at, -1)
        assert before < at
        at, steps = before, steps - 1
    assert steps == 0


@given(st.text(CHARS, max_size=60))
def test_what_is_drawn_takes_the_cells_that_were_counted(words: str) -> None:
    drawn = shown(words.replace("\n", ""))
    assert cell_len(drawn) == cells(words.replace("\n", ""))
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in drawn)


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("een twee drie", ["een ", "twee ", "drie"]),
        ("eentweedrievier", ["eentwe", "edriev", "ier"]),
        ("één twéé", ["één ", "twéé"]),
        ("字字字字", ["字字字", "字"]),
        ("a 👍🏽👍🏽👍🏽", ["a ", "👍🏽👍🏽👍🏽"]),
        ("e\u0301e\u0301 e\u0301", ["e\u0301e\u0301 e\u0301"]),
        (" 00000𠀀", [" ", "00000", "𠀀"]),  # found by the test above
        ("", [""]),
    ],
)
def test_rows_break_behind_spaces_where_they_can(words: str, rows: list[str]) -> None:
    found = laid_out([words], 6)
    assert [found.words(row) for row in range(len(found))] == rows
