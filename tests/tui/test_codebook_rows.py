"""The tree and the description of a code as they are laid out: without a terminal."""

from dataclasses import replace
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook.differing import CodeChange, FieldChange
from qualcode.codebook.editing import NOTHING, Description, edit
from qualcode.codebook.fields import with_and_without, words
from qualcode.codebook.foreseeing import Foreseen, Work, foresee
from qualcode.codebook.reshaping import merge, remove, split
from qualcode.codebook.stored import codebook
from qualcode.codebook.tree import Code, Codebook
from qualcode.errors import InputError
from qualcode.study.file import Study
from qualcode.tui.codebook.details import details
from qualcode.tui.codebook.rows import draw, heads, rows
from qualcode.tui.codebook.shown import Shown, known
from qualcode.tui.codebook.shown import shown as codes
from qualcode.tui.codebook.typed import described, text_of
from qualcode.tui.codebook.words import done, foreseen_lines
from qualcode.tui.page.wrapping import cells
from qualcode.tui.widgets.listing import Line

NOBODYS = Work(0, 0, 0, (), is_hidden=False)
EMPTY = Shown(Codebook(()), "nl", False, {})


def shown(study: Study) -> Shown:
    return replace(codes(study), known=known(study))


def told(line: Line) -> str:
    return "".join(text for text, _ in line)


def seen(book: Codebook, folded: tuple[str, ...] = (), asked: str = "") -> list[str]:
    ids = {book.find(name).id for name in folded}
    return [row.code.code for row in rows(book, ids, asked, gone=False)]


def test_a_branch_that_is_shut_hides_what_lies_under_it(study: Study) -> None:
    book = codebook(study)
    assert seen(book) == [code.code for code in book]
    assert seen(book, ("stigma",)) == ["stigma", "zorg", "zorg/integratie", "werk"]
    (first, *_) = rows(book, {book.find("stigma").id}, "", gone=False)
    assert (first.below, first.is_open) == (2, False)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("zelf", ["stigma", "stigma/zelf"]),
        ("ZELF denkt", ["stigma", "stigma/zelf"]),
        ("begeleiding", ["zorg"]),
        ("geleiding", []),  # descriptions are read by the beginnings of words
        ("intgratie", ["zorg", "zorg/integratie"]),  # misspelt
        ("schaamte", ["stigma", "stigma/zelf"]),
        ("xqj", []),
    ],
)
def test_a_filter_finds_by_names_keywords_and_descriptions(
    study: Study, asked: str, found: list[str]
) -> None:
    edit(study, "stigma/zelf", Description(keywords=("schaamte",)))
    assert seen(codebook(study), asked=asked) == found
    assert seen(codebook(study), ("stigma", "zorg"), asked) == found  # folded ones, too


def test_what_is_gone_is_shown_on_demand_and_says_so(study: Study) -> None:
    merge(study, ["werk"], "zorg")
    remove(study, "stigma/publiek", codings="keep")
    split(study, "stigma/zelf", ["schaamte"])
    found = shown(study)
    lines = {
        row.code.last_part: told(draw(row, found, "", 60, is_marked=False))
        for row in rows(found.book, (), "", gone=True)
    }
    assert "→ zorg" in lines["werk"] and "removed" in lines["publiek"]
    assert "2 wait 2 stale" in lines["zelf"]
    assert "werk" not in seen(found.book)


@given(
    st.text(min_size=1, max_size=60).filter(lambda text: "/" not in text),
    st.integers(0, 9),
    st.integers(24, 120),
    st.booleans(),
)
def test_a_row_is_as_wide_as_there_is_room(
    name: str, depth: int, width: int, is_marked: bool
) -> None:
    path = "/".join(["a"] * depth + [name])
    code = Code("x", path, {}, "", "", "", (), (), None, "é", True, None, None, False, ("y",))
    (row,) = rows(Codebook((code,)), (), "", gone=True)
    line = draw(row, EMPTY, "#e69f00", width, is_marked=is_marked)
    assert sum(cells(text) for text, _ in line) == width
    assert told(line).startswith("✓") is is_marked


def test_the_heads_stand_over_their_columns(study: Study) -> None:
    found = shown(study)
    (first, *_) = rows(found.book, (), "", gone=False)
    for width in (36, 46, 90):
        line, head = told(draw(first, found, "", width, is_marked=False)), heads(width)
        assert len(head) == len(line) == width
        assert line[head.index("code") :].startswith("stigma")
        assert line[: head.index("codings") + 7].endswith(" 5")


def test_a_description_says_all_that_is_known(study: Study) -> None:
    edit(study, "stigma/zelf", Description(examples=("Ik schaamde me.",), hotkey="z"))
    split(study, "stigma/zelf", ["schaamte"])
    merge(study, ["stigma/publiek"], "stigma/zelf")
    found = shown(study)
    text = [told(line) for line in details(found.book.find("stigma/zelf"), found, "", 60)]
    for said in (
        "key z · the colour of its branch",
        "  Wat iemand van zichzelf denkt.",
        "  «Ik schaamde me.»",
        "  4 codings in 2 documents: Anna 3, Bram 1.",
        "  Split into stigma/zelf/schaamte.",
        "  Counts for it, too: stigma/publiek.",
        "  4 codings of before the split wait in the queue (q).",
        "  2 done documents to look at again: it is new, or changed.",
    ):
        assert said in text, said
    history = text[text.index("History, the latest first") + 1 :]
    assert [line for line in history if "study" not in line and line.startswith("  2")]
    assert any("split stigma/zelf into schaamte" in line for line in history)
    assert "      + z" in "\n".join(history)


@given(st.integers(26, 100), st.text(max_size=200))
def test_a_description_keeps_within_its_width(width: int, text: str) -> None:
    code = Code("x", "a/b", {"nl": text}, text, text, text, (text,), (text,), None, None, False,
                None, None, False)  # fmt: skip
    for line in details(code, EMPTY, "", width):
        assert sum(cells(text) for text, _ in line) <= width
        assert not {category(char) for char in told(line)} & {"Cc", "Zl", "Zp"}


LINES = st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=20), max_size=8)


@given(LINES, LINES)
def test_a_list_is_as_it_was_typed(before: list[str], typed: list[str]) -> None:
    present = tuple(dict.fromkeys(filter(None, map(words, before))))
    code = Code("x", "a", {}, "", "", "", present, present, None, None, False, None, None, False)
    wanted = [each for line in "\n".join(typed).splitlines() if (each := words(line))]
    for field in ("keywords", "examples"):
        said = described(code, field, "\n".join(typed))
        came, went = getattr(said, field), getattr(said, f"dropped_{field}")
        assert with_and_without(present, came, went, field) == list(dict.fromkeys(wanted))
        assert described(code, field, text_of(code, field)) == NOTHING


def test_names_are_typed_with_their_language(study: Study) -> None:
    code = codebook(study).find("stigma")
    assert text_of(code, "names") == "en: Stigma\nnl: Stigma"
    edit(study, "stigma", described(code, "names", "nl: Beeldvorming\n\nde: Stigma: das Bild"))
    names = codebook(study).find("stigma").names
    assert names == {"nl": "Beeldvorming", "de": "Stigma: das Bild"}
    with pytest.raises(InputError, match="doesn't say its language"):
        described(code, "names", "Beeldvorming")


def test_what_would_happen_is_told_with_whose_work_it_touches(study: Study) -> None:
    foreseen = foresee(study, lambda here: split(here, "stigma/zelf", ["schaamte"]))
    assert list(foreseen_lines(foreseen)) == [
        "~ stigma/zelf",
        "    split_into (material)",
        "      + stigma/zelf/schaamte",
        "+ stigma/zelf/schaamte",
        "",
        "It touches 2 codings in 1 document (Anna 2).",
        "2 documents that were done need another look.",
    ]
    hidden = Foreseen((), 1, Work(0, 1, 0, (), is_hidden=True))
    assert list(foreseen_lines(hidden))[1:] == [
        "It touches 1 summary and work that a blind round hides.",
        "1 document that was done needs another look.",
    ]


def test_what_was_done_is_told_in_a_line() -> None:
    moved = FieldChange("code", "a", "b/a", material=False)
    use = FieldChange("use_when", "", "x", material=True)
    hotkey = FieldChange("hotkey", None, "x", material=False)
    described = CodeChange("1", "a", "changed", True, (use, hotkey))
    assert done(Foreseen((described,), 0, NOBODYS)) == "a: when to use it, hotkey."
    assert done(Foreseen((), 0, NOBODYS)).startswith("Nothing changed")
    changes = (
        CodeChange("1", "b/a", "changed", False, (moved,)),
        CodeChange("2", "c", "merged", False, (FieldChange("merged_into", None, "d", False),)),
        CodeChange("3", "e", "added", True),
        CodeChange("4", "f", "removed", False),
        CodeChange("5", "g", "removed", False),
    )
    outcome = Foreseen(changes, 0, NOBODYS)
    assert done(outcome) == "a is b/a now; c counts for d; added e; 2 more."
