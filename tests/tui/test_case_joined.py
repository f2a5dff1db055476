"""Interviews joined into one text: every position is known in its document, and back."""

from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from qualcode.spans import Span
from qualcode.tui.case.joined import HEADING, Joined, Part, Place, joined
from qualcode.tui.case.page import is_heading
from qualcode.tui.page.marks import Mark
from qualcode.tui.page.selecting import sentence_at
from qualcode.tui.page.wrapping import Said, wrap

WORDS = st.text(st.sampled_from("ab é字.\n 😀"), min_size=1, max_size=12)


def document(said: list[str], own: list[int] | None = None) -> tuple[str, tuple[Said, ...]]:
    """The text of a document of these turns, and the turns, all or those numbered `own`."""
    turns, at = [], 0
    for n, words in enumerate(said, 1):
        turns.append(Said(n, at, at + len(words), "P01", ""))
        at += len(words) + 1
    return "\n".join(said), tuple(t for t in turns if own is None or t.n in own)


@st.composite
def parts(draw: st.DrawFn) -> list[Part]:
    """Interviews, gaps, and groups of whose turns some are the case's own."""
    found = []
    for n in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(("whole", "gap", "group")))
        if kind == "gap":
            found.append(Part(f"W{n}", draw(WORDS), wave=f"W{n}"))
            continue
        said = draw(st.lists(WORDS, min_size=1, max_size=5))
        own = None
        if kind == "group":
            own = draw(st.lists(st.integers(1, len(said)), min_size=1, unique=True))
        text, turns = document(said, own)
        heading = Part(f"W{n}", draw(WORDS), "done", f"W{n}", f"D{n}", text, turns, own is None)
        found.append(heading)
    return found


def read_positions(part: Part) -> list[int]:
    """The positions of a document that are read in it."""
    if part.whole:
        return list(range(len(part.text) + 1))
    return [p for turn in part.turns for p in range(turn.start, turn.end + 1)]


@given(parts())
def test_every_position_of_a_document_leads_there_and_back(found: list[Part]) -> None:
    one = joined(found)
    for part in found:
        if part.document is None:
            continue
        for position in read_positions(part):
            place = Place(part.document, position)
            at = one.position(place)
            assert at is not None
            assert one.place(at) == place
            if position < len(part.text) and place.position + 1 in read_positions(part):
                assert one.text[at] == part.text[position]


@given(parts())
def test_every_position_of_the_whole_leads_to_the_document_it_stands_in(found: list[Part]) -> None:
    one = joined(found)
    for position in range(len(one.text) + 1):
        here = one.stretches[one.index_at(position)]
        place = one.place(position)
        if here.document is None:
            assert place is None
            continue
        assert place is not None and place.document == here.document
        back = one.position(place)
        assert back is not None and one.index_at(back) == one.index_at(position)
        if any(piece.at <= position <= piece.stop for piece in here.pieces):
            assert back == position


@given(parts())
def test_each_heading_and_each_turn_is_there_once_and_in_order(found: list[Part]) -> None:
    one = joined(found)
    starts = [turn.start for turn in one.turns]
    assert starts == sorted(starts)
    assert sum(turn.n <= HEADING for turn in one.turns) == len(found) == len(one.stretches)
    said = [one.text[turn.start : turn.end] for turn in one.turns if turn.n > HEADING]
    wanted = [p.text[turn.start : turn.end] for p in found for turn in p.turns]
    assert said == wanted
    assert all(a.start < b.start for a, b in pairwise(one.stretches))


@given(parts(), st.integers(4, 20))
def test_the_rows_of_a_heading_are_its_words(found: list[Part], width: int) -> None:
    one = joined(found)
    rows = wrap(one.text, one.turns, width)
    drawn = [rows.words(row) for row in range(len(rows)) if is_heading(rows, row)]
    assert "".join("".join(drawn).split()) == "".join("".join(p.words for p in found).split())


@given(parts(), st.data())
def test_a_selection_is_a_passage_of_one_document_word_for_word(
    found: list[Part], data: st.DataObject
) -> None:
    one = joined(found)
    assume(one.text)
    start = data.draw(st.integers(0, len(one.text) - 1))
    chosen = Span(start, data.draw(st.integers(start + 1, len(one.text))))
    passage = one.passage(chosen)
    if passage is None:
        return
    name, span = passage
    (part,) = [each for each in found if each.document == name]
    said = part.text[span.start : span.end]
    assert said in one.text[chosen.start : chosen.end]
    assert said.strip() == one.text[chosen.start : chosen.end].strip() != ""


@given(parts(), st.data())
def test_a_coding_lies_on_its_own_words(found: list[Part], data: st.DataObject) -> None:
    one = joined(found)
    part = data.draw(st.sampled_from(found))
    assume(part.document is not None and part.text)
    start = data.draw(st.integers(0, len(part.text) - 1))
    end = data.draw(st.integers(start + 1, len(part.text)))
    here = one.shifted(part.document, Mark(start, end, "1", "werk", "Anna", "#ff0000", True))
    words = {p for p in read_positions(part) if start <= p < end}
    if part.whole:
        assert here is not None
        assert one.text[here.start : here.end] == part.text[start:end]
    elif here is not None:
        assert one.index_at(here.start) == one.index_at(here.end - 1)
        places = [one.place(p) for p in range(here.start, here.end)]
        assert {p.position for p in places if p} <= words | {p + 1 for p in words} | {end}
    else:
        assert not words - {turn.end for turn in part.turns}


def simple() -> Joined:
    interview, turns = document(["Hoe gaat het?", "Goed. Echt."])
    group, own = document(["Wie begint?", "Ik wel.", "Mooi.", "Ja. Nee."], [2, 4])
    return joined([
        Part("W01", "P01-W01 · 2020-05-04", "done", "W01", "P01-W01", interview, turns),
        Part("W02", "missed: ziek", wave="W02"),
        Part("in a group", "FG1", "", None, "FG1", group, own, whole=False),
    ])  # fmt: skip


def test_how_it_reads() -> None:
    assert simple().text == (
        "P01-W01 · 2020-05-04\nHoe gaat het?\nGoed. Echt.\n\nmissed: ziek\nFG1\nIk wel.\nJa. Nee."
    )


def test_what_runs_over_headings_or_turns_left_out_is_no_passage() -> None:
    one = simple()
    at = one.text.index
    turn = Span(at("Hoe"), at("Goed"))
    assert one.passage(turn) == ("P01-W01", Span(0, 14))
    assert one.passage(Span(at("Goed"), at("missed"))) == ("P01-W01", Span(14, 25))
    assert one.passage(Span(at("Ik wel"), at("Ja. Nee"))) == ("FG1", Span(12, 19))
    assert one.passage(Span(at("Ik wel"), at("Nee"))) is None
    assert one.passage(Span(at("Goed"), at("ziek"))) is None
    assert one.passage(Span(at("missed"), at("ziek"))) is None
    assert one.passage(Span(at("\n\n"), at("missed"))) is None


def test_no_heading_is_a_sentence() -> None:
    one = simple()
    for heading in one.stretches:
        assert sentence_at(one.text, one.turns, heading.start) is None


def test_a_case_without_anything_has_no_place() -> None:
    nothing = joined([])
    assert (nothing.text, nothing.place(0)) == ("", None)
    assert nothing.passage(Span(0, 1)) is None
