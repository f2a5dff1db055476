"""Passages: every action by each of its keys, what it shows, and how it is laid out."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook.editing import Description, edit
from qualcode.codebook.reshaping import split
from qualcode.codebook.tree import grow
from qualcode.coding.marking import Passage, code, uncode
from qualcode.coding.recoding import queue
from qualcode.coding.retrieval import EVERYTHING, Coding, Known, Where, codings
from qualcode.coding.rounds.assigning import assign
from qualcode.coding.staleness import stale
from qualcode.coding.writing.memos import memos, write_memo
from qualcode.coding.writing.quoting import quotes
from qualcode.study.file import Study
from qualcode.study.log import log
from qualcode.tui.app import Workbench
from qualcode.tui.goals import Goal
from qualcode.tui.keys.action import PASSAGES
from qualcode.tui.page.wrapping import cells
from qualcode.tui.passages import filters, layout, pane
from qualcode.tui.passages.found import LIST, QUEUE, STALE, Around, Found, around, found
from qualcode.tui.passages.headings import fitting, legend
from qualcode.tui.passages.rows import Rows
from qualcode.tui.passages.screen import PassagesScreen
from qualcode.tui.widgets.asking import Asking
from qualcode.tui.widgets.picker import Picker
from qualcode.tui.widgets.writing import Writing

from .conftest import Hands, Start, keys_of

Check = Callable[[Hands, str], Awaitable[None]]
CHECKS: dict[str, Check] = {}
WORK, SHAME, PUBLIC, ECHO, CARE, ALONE, GROUP = range(7)  # the rows of the small study
CODES = [
    "werk", "stigma/zelf", "stigma/publiek", "stigma/zelf", "zorg/integratie", "stigma",
    "stigma/publiek",
]  # fmt: skip
CHANGES = ("code", "uncode", "recode", "quote", "memo", "done")


def of(*names: str) -> Callable[[Check], Check]:
    """Says which actions a check is for."""

    def put_down(check: Check) -> Check:
        CHECKS.update(dict.fromkeys(names, check))
        return check

    return put_down


def screen(hands: Hands) -> PassagesScreen:
    assert isinstance(hands.app.screen, PassagesScreen), hands.app.screen
    return hands.app.screen


def listed(hands: Hands) -> list[str]:
    """The codes of the rows, or document and code of what is stale."""
    rows = screen(hands).rows
    return [rows[n].code for n in range(len(rows))]


def heading(hands: Hands) -> str:
    return str(hands.app.screen.query_one("Heading").render())


def footer(hands: Hands) -> str:
    return str(hands.app.screen.query_one("Keys").render())


def filters_told(hands: Hands) -> str:
    (line,) = screen(hands).filters.lines
    return "".join(words for words, _ in line)


async def pane_of(hands: Hands) -> str:
    """What stands in the pane, once the row under the cursor has been read."""
    place = screen(hands)
    row = place.under_cursor
    while place._resting is not None or (
        isinstance(row, Coding) and (place.around is None or place.around.coding.id != row.id)
    ):
        await hands.pilot.pause(0.01)
    await hands.settle()
    lines = place.query_one(pane.PassagePane).lines
    return "\n".join("".join(words for words, _ in line).rstrip() for line in lines)


async def at(hands: Hands, row: int) -> None:
    """Puts the cursor on a row."""
    screen(hands).listing.move_to(row)
    await hands.settle()


async def go_to(hands: Hands, mode: str) -> None:
    """Comes to the passages, in one of the lists."""
    await hands.press("5", *["tab"] * [LIST, QUEUE, STALE].index(mode))
    assert screen(hands).mode == mode


def events(path: Path) -> list[str]:
    """The kinds of what was done to codings, latest first."""
    with Study(path) as study:
        return [each.kind for each in log(study) if each.kind in CHANGES][::-1]


def split_shame(path: Path) -> None:
    """A code of which two codings of Anna's wait, and one of Bram's."""
    with Study(path, viewer="Bram") as study:
        code(study, "P02-W01", ["stigma/zelf"], Passage(turn=4))
    with Study(path, viewer="Anna") as study:
        split(study, "stigma/zelf", ("schaamte", "twijfel"))


# Every action


@of("open")
async def open_shows_the_text_and_comes_back_to_the_row(hands: Hands, key: str) -> None:
    await at(hands, ECHO)
    await hands.press(key)
    assert hands.selected == "U schaamde zich."
    await hands.press("escape", "escape")
    assert screen(hands).listing.cursor == ECHO


@of("words")
async def words_narrow_while_they_are_typed(hands: Hands, key: str) -> None:
    seen = []
    await hands.press(key)
    for letter in "schaam":
        await hands.press(letter)
        seen.append(len(screen(hands).rows))
    assert seen == sorted(seen, reverse=True) and listed(hands) == [CODES[n] for n in (1, 2, 3)]
    assert "3 of 7 passages" in heading(hands) and "«schaam»" in filters_told(hands)
    await hands.press("down", "enter", "enter")
    assert hands.selected.endswith("Ik schaamde me kapot.")
    await hands.press("escape", "escape", key, "escape")
    assert listed(hands) == CODES


BY = {  # action → what is typed into its picker, the rows that are left, how the filter is told
    "by-code": ("zelf", [SHAME, ECHO], "code: stigma/zelf"),
    "by-case": ("P02", [ALONE], "case: P02"),
    "by-wave": ("W02", [CARE], "wave: W02"),
    "by-document": ("FG1", [GROUP], "document: FG1"),
    "by-speaker": ("not interv", [WORK, SHAME, PUBLIC, CARE, ALONE, GROUP],
                   "speaker: not interviewer"),
    "by-coder": ("Bram", [PUBLIC, ALONE], "coder: Bram"),
    "by-kind": ("focus", [GROUP], "kind: focus-group"),
    "by-layer": ("final", [WORK, SHAME, ECHO, CARE, ALONE, GROUP], "layer: final"),
}  # fmt: skip


@of(*BY)
async def a_filter_is_set_and_taken_off(hands: Hands, key: str) -> None:
    typed, left, told = BY[hands.app.keymap.by_key(PASSAGES)[key]]
    await hands.press(key, *("space" if each == " " else each for each in typed), "enter")
    assert listed(hands) == [CODES[n] for n in left]
    assert told in filters_told(hands)
    await hands.press(key, "enter")  # the first choice: any
    assert listed(hands) == CODES and told not in filters_told(hands)


@of("by-condition")
async def a_condition_is_told_in_place_where_it_is_wrong(hands: Hands, key: str) -> None:
    await hands.press(key, *"wavs=W02", "enter")
    assert "Did you mean wave?" in str(hands.app.screen.query_one("#wrong").render())
    assert listed(hands) == CODES
    await hands.press(*["backspace"] * 5, *"e=W02", "enter")
    assert listed(hands) == ["zorg/integratie"]
    assert "condition: wave=W02" in filters_told(hands)
    await hands.press(key, *["backspace"] * 8, "enter")
    assert listed(hands) == CODES


@of("unfilter")
async def all_filters_go(hands: Hands, key: str) -> None:
    await hands.press("B", *"Bram", "enter", "C", *"publ", "enter", "/", *"raar", "enter")
    assert listed(hands) == ["stigma/publiek"]
    await hands.press(key)
    assert listed(hands) == CODES and screen(hands).listing.cursor == PUBLIC


@of("filters-before")
async def the_filters_before_come_back(hands: Hands, key: str) -> None:
    await hands.press(key)
    assert "There were no other filters before." in hands.told
    await hands.press("B", *"Bram", "enter", "x", key)
    assert listed(hands) == ["stigma/publiek", "stigma"]
    await hands.press(key)
    assert listed(hands) == CODES


@of("mark")
async def a_mark_goes_on_and_is_taken_off_again(hands: Hands, key: str) -> None:
    await hands.press(key, key)
    assert screen(hands).rows.marked_rows == [WORK, SHAME]
    assert screen(hands).listing.cursor == PUBLIC and "2 marked" in heading(hands)
    await hands.press("up", key)
    assert screen(hands).rows.marked_rows == [WORK]
    await hands.press("escape")
    assert screen(hands).rows.marked_rows == []


@of("mark-down", "mark-up")
async def rows_are_marked_on_the_way(hands: Hands, key: str) -> None:
    await at(hands, PUBLIC)
    await hands.press(key, key)
    down = key == "shift+down"
    assert screen(hands).rows.marked_rows == ([PUBLIC, ECHO, CARE] if down else [0, 1, 2])


@of("mark-all")
async def all_that_is_shown_is_marked(hands: Hands, key: str) -> None:
    await hands.press("/", *"schaam", "enter", key, "/", *["backspace"] * 6, "enter")
    assert screen(hands).rows.marked_rows == [SHAME, PUBLIC, ECHO]
    await hands.press(key)
    assert len(screen(hands).rows.marked) == 7
    await hands.press(key)
    assert screen(hands).rows.marked_rows == []


@of("recode")
async def the_marked_get_another_code_in_one_event(hands: Hands, key: str) -> None:
    assert hands.app.path is not None
    await hands.press("ctrl+a", key, *"integr", "enter")
    assert sorted(listed(hands)) == ["stigma", "stigma/publiek", *["zorg/integratie"] * 5]
    assert any("2 of others stay as they are" in told for told in hands.told)
    assert events(hands.app.path)[0] == "recode" and screen(hands).rows.marked_rows == []
    await hands.press("u")
    assert listed(hands) == CODES


@of("recode-several")
async def one_gets_several_codes(hands: Hands, key: str) -> None:
    await hands.press(key, *"integr", "enter", *"zelf", "enter", "enter")
    assert sorted(listed(hands)[:2]) == ["stigma/zelf", "zorg/integratie"]
    await hands.press("u", key, "escape")
    assert listed(hands) == CODES


@of("remove")
async def codings_are_taken_off(hands: Hands, key: str) -> None:
    await hands.press("space", "space", key)
    assert listed(hands) == CODES[PUBLIC:]
    assert hands.told == ["Took off 2 codings."]
    await hands.press(key)
    assert hands.told == ["What Bram coded, only Bram can change."]
    await hands.press("u")
    assert listed(hands) == CODES and screen(hands).listing.cursor == WORK


@of("star")
async def quotes_are_chosen_and_left_out(hands: Hands, key: str) -> None:
    assert hands.app.path is not None
    await hands.press("down", "space", "space", key)
    with Study(hands.app.path, viewer="Anna") as study:
        assert [each.code for each in quotes(study)] == ["stigma/zelf", "stigma/publiek"]
    assert events(hands.app.path)[0] == "quote" and events(hands.app.path)[1] != "quote"
    assert "★" in str(screen(hands).listing.line(SHAME)[0][0])
    await at(hands, PUBLIC)
    await hands.press(key)
    with Study(hands.app.path, viewer="Anna") as study:
        assert [each.code for each in quotes(study)] == ["stigma/zelf"]
    await hands.press("u")
    with Study(hands.app.path, viewer="Anna") as study:
        assert len(quotes(study)) == 2


@of("memo")
async def a_memo_is_written_and_written_on(hands: Hands, key: str) -> None:
    assert hands.app.path is not None
    await at(hands, CARE)
    await hands.press(key, *"mooi", "ctrl+s")
    assert "✎ Anna: mooi" in await pane_of(hands)
    assert "✎" in str(screen(hands).listing.line(CARE)[0][0])
    await hands.press(key)
    assert isinstance(hands.app.screen, Picker)
    await hands.press("enter")
    assert isinstance(hands.app.screen, Writing) and hands.app.screen.text == "mooi"
    await hands.press(*"er", "ctrl+s", key, *"new", "enter", *"twee", "ctrl+s")
    with Study(hands.app.path, viewer="Anna") as study:
        assert [each.text for each in memos(study)] == ["mooier", "twee"]


@of("write")
async def what_is_shown_goes_to_a_file(hands: Hands, key: str) -> None:
    assert hands.app.path is not None
    folder = hands.app.path.parent
    await hands.press("/", *"schaam", "enter", key)
    assert isinstance(hands.app.screen, Asking)
    await hands.press("end", "backspace", "enter")
    assert "can't be written" in str(hands.app.screen.query_one("#wrong").render())
    await hands.press("v", "enter")
    rows = (folder / "exports" / "codings.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 4 and "Wrote 3 passages" in hands.told[-1]


@of("other-list")
async def the_lists_come_round(hands: Hands, key: str) -> None:
    await at(hands, ECHO)
    seen = []
    for _ in range(3):
        await hands.press(key)
        seen.append(screen(hands).mode)
    assert seen == [QUEUE, STALE, LIST] and screen(hands).listing.cursor == ECHO


@of("scroll-down", "scroll-up")
async def a_long_passage_scrolls(hands: Hands, key: str) -> None:
    assert hands.app.path is not None
    with Study(hands.app.path, viewer="Anna") as study:
        (row,) = codings(study, Where(code="werk"))
        write_memo(study, "een lang verhaal " * 100, on=f"coding:{row.id}")
    await hands.press("5")
    await pane_of(hands)
    reading = screen(hands).query_one(pane.PassagePane)
    while reading.row_count < 20:
        await hands.pilot.pause(0.01)
    await hands.press("ctrl+down")
    before = reading.top
    await hands.press(key)
    assert before > 0 and (reading.top > before) == (key == "ctrl+down")


@of("keep")
async def a_coding_stays_where_it_is(hands: Hands, key: str) -> None:
    assert hands.app.path is not None
    await hands.press(key)
    assert any("no meaning in this list" in told for told in hands.told)
    split_shame(hands.app.path)
    await go_to(hands, QUEUE)
    await hands.press(key)
    assert "1 of 2 left" in heading(hands) and "Kept 1 coding" in heading(hands)


@of("done")
async def a_document_that_was_looked_at_is_done(hands: Hands, key: str) -> None:
    assert hands.app.path is not None
    with Study(hands.app.path, viewer="Anna") as study:
        edit(study, "werk", Description(definition="Alle arbeid."))
    await go_to(hands, STALE)
    assert listed(hands) == ["werk", "werk"]
    await hands.press(key)
    assert len(screen(hands).rows) == 1
    with Study(hands.app.path, viewer="Anna") as study:
        assert [each.document for each in stale(study)] == ["P01-W02"]


@pytest.mark.parametrize(("name", "key"), keys_of(PASSAGES))
async def test_an_action_does_what_it_says(start: Start, name: str, key: str) -> None:
    async with start() as hands:
        await hands.press("5")
        await CHECKS[name](hands, key)


# The queue of a split


async def test_the_queue_is_worked_off_by_letters(copied: Path, start: Start) -> None:
    split_shame(copied)
    async with start() as hands:
        hands.app.go(Goal(PASSAGES, queue=True))
        await hands.settle()
        assert "2 of 2 left · 1 more wait for others" in heading(hands)
        told = await pane_of(hands)
        assert "a schaamte" in told and "b twijfel" in told and "k stays stigma/zelf" in told
        await hands.press("b")
        assert "1 of 2 left" in heading(hands)
        await hands.press("a")
        assert listed(hands) == []
        assert "No codings wait" in await pane_of(hands)
        with Study(copied, viewer="Anna") as study:
            mine = codings(study, Where(coder="Anna", code="stigma/zelf"))
            assert [each.code for each in mine] == ["stigma/zelf/twijfel", "stigma/zelf/schaamte"]
            assert [each.coder for each in queue(study)] == ["Bram"]
        await hands.press("u")
        assert "1 of 2 left" in heading(hands) and screen(hands).listing.cursor == 0


async def test_answers_faster_than_the_disk_each_meet_their_own_coding(
    copied: Path, start: Start
) -> None:
    split_shame(copied)
    async with start() as hands:
        await go_to(hands, QUEUE)
        await hands.pilot.press("a", "b")
        await hands.settle()
        assert hands.told == []
        with Study(copied, viewer="Anna") as study:
            mine = codings(study, Where(coder="Anna", code="stigma/zelf"))
            assert [each.code for each in mine] == ["stigma/zelf/schaamte", "stigma/zelf/twijfel"]


async def test_one_answer_serves_all_that_is_marked_if_it_can(copied: Path, start: Start) -> None:
    split_shame(copied)
    with Study(copied, viewer="Anna") as study:
        split(study, "werk", ("betaald", "vrijwillig"))
    async with start() as hands:
        await go_to(hands, QUEUE)
        assert listed(hands) == ["werk", "stigma/zelf", "stigma/zelf"]
        await hands.press("ctrl+a", "a")
        assert hands.told == ["What is marked comes from codes that were split differently."]
        await hands.press("escape", "down", "space", "space", "b")
        assert listed(hands) == ["werk"] and events(copied).count("recode") == 1


async def test_the_codings_of_others_wait_for_them(copied: Path, start: Start) -> None:
    split_shame(copied)
    async with start() as hands:
        await go_to(hands, QUEUE)
        await hands.press("B", *"Bram", "enter", "a")
        assert hands.told == ["What Bram coded, only Bram can change."]
        assert listed(hands) == ["stigma/zelf"]


async def test_an_answer_that_cannot_be_written_leaves_the_row(
    copied: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    def locked(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database is locked")

    split_shame(copied)
    monkeypatch.setattr("qualcode.tui.passages.changes.recode", locked)
    async with start() as hands:
        await go_to(hands, QUEUE)
        await hands.press("a")
        assert any("Another program is writing" in told for told in hands.told)
        assert len(screen(hands).rows) == 2


# What is stale


async def test_what_is_stale_opens_at_the_first_coding_of_the_code(
    copied: Path, start: Start
) -> None:
    with Study(copied, viewer="Anna") as study:
        edit(study, "stigma/zelf", Description(definition="Wat iemand nu van zichzelf denkt."))
    async with start() as hands:
        await go_to(hands, STALE)
        assert "2 codes in 2 documents · layer Anna" in heading(hands)
        assert "Wat iemand nu van zichzelf denkt." in await pane_of(hands)
        await hands.press("enter")
        assert hands.selected.endswith("Ik schaamde me kapot.")
        await hands.press("escape", "escape", "down", "enter")
        assert hands.coding.document == "P01-W02"


async def test_nobody_says_done_for_somebody_else(copied: Path, start: Start) -> None:
    with Study(copied, viewer="Anna") as study:
        edit(study, "werk", Description(definition="Alle arbeid."))
    async with start(coder="Bram") as hands:
        await go_to(hands, STALE)
        assert listed(hands) == []
        await hands.press("L", *"final", "enter", "ctrl+d")
        assert hands.told == ["Only Anna can say that P01-W01 is done."]
        await hands.press("m")
        assert "no meaning in this list" in hands.told[-1]


# What it shows


async def test_a_goal_sets_filters_and_the_kept_ones_come_back(start: Start) -> None:
    async with start() as hands:
        await hands.press("5", "B", *"Bram", "enter")
        hands.app.go(Goal(PASSAGES, where=Where(code="zorg")))
        await hands.settle()
        assert listed(hands) == ["zorg/integratie"]
        await hands.press("2", "5")
        assert listed(hands) == ["zorg/integratie"]
        await hands.press("backspace")
        assert listed(hands) == ["stigma/publiek", "stigma"]


async def test_a_goal_that_cannot_be_read_is_told(start: Start) -> None:
    async with start() as hands:
        hands.app.go(Goal(PASSAGES, where=Where(code="stigam")))
        await hands.settle()
        assert "Did you mean stigma?" in await pane_of(hands)
        await hands.press("x")
        assert listed(hands) == CODES


async def test_the_passage_stands_between_its_neighbours(start: Start) -> None:
    async with start() as hands:
        await hands.press("5", "down")
        told = await pane_of(hands)
        assert told.splitlines()[0] == " P01-W01 · turn 4 · P01 (participant) · 2020-05-04"
        assert "■ stigma/zelf · Anna" in told and "Also here: stigma/publiek (Bram)" in told
        for words in ("En wat vinden ze daar van u?", "┃ Ze kijken", "U schaamde zich."):
            assert words in told


async def test_a_script_that_codes_meanwhile_moves_neither_cursor_nor_marks(
    copied: Path, start: Start
) -> None:
    async with start() as hands:
        await hands.press("5", "down", "down", "space")
        hands.app._look()
        await hands.settle()
        with Study(copied, viewer="Anna") as other:
            uncode(other, [codings(other)[0].id])
        hands.app._look()
        await hands.settle()
        rows = screen(hands).rows
        assert len(rows) == 6 and screen(hands).listing.cursor == ECHO - 1
        assert rows.marked_rows == [PUBLIC - 1]


async def test_without_a_coder_it_reads_and_says_why_it_does_not_write(start: Start) -> None:
    async with start(coder=None) as hands:
        await hands.press("5", "delete")
        assert any("No coder is named for this." in told for told in hands.told)
        assert listed(hands) == CODES
        await hands.press("*")
        assert "No coder is named for this." in hands.told[-1]


async def test_blind_is_said_and_hides_others(copied: Path, start: Start) -> None:
    with Study(copied) as study:
        assign(study, ["P02-W01"], "Anna", blind=True)
    async with start() as hands:
        await hands.press("5")
        assert len(screen(hands).rows) == 6
        assert heading(hands).startswith("BLIND ROUND · Passages · 6 passages")


async def test_nothing_is_told_with_what_to_do(tmp_path: Path, start: Start) -> None:
    from qualcode.codebook.loading import start as make

    async with start() as hands:
        await hands.press("5", "/", *"xqz")
        assert "Nothing here has «xqz»" in await pane_of(hands)
        await hands.press("escape", "C", *"werk", "enter", "B", *"Bram", "enter")
        assert "x takes all filters off, Backspace the last one" in await pane_of(hands)
        await hands.press("tab", "tab")
        assert "Nothing is stale" in await pane_of(hands)
    make(tmp_path / "empty.qualcode")
    app = Workbench(tmp_path / "empty.qualcode", "Anna")
    async with app.run_test() as pilot:
        hands = Hands(app, pilot)
        await hands.settle()
        await hands.press("5")
        assert "Nothing is coded yet" in await pane_of(hands)
        await hands.press("enter", "space", "ctrl+a", "r", "delete", "*", "m", "w", "D")
        assert "There is no document in this study yet." in hands.told


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (250, 70)])
async def test_it_fits_in_terminals_of_all_sizes(start: Start, size: tuple[int, int]) -> None:
    async with start(size=size) as hands:
        await hands.press("5", "B", *"Anna", "enter")
        told = footer(hands)
        assert told.endswith("Ctrl+Q quit") and len(told) <= size[0] - 2
        place = screen(hands)
        listing, reading = place.listing.region, place.query_one(pane.PassagePane).region
        assert listing.height >= 8 and reading.height >= 8
        assert (listing.y == reading.y) == (size[0] >= 150)
        await hands.pilot.resize_terminal(100, 30)
        await hands.settle()
        assert place.listing.region.width == 100


async def test_a_move_of_the_cursor_draws_two_rows_at_most(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qualcode.tui.widgets.listing import Listing

    drawn: list[int] = []
    draw = Listing.draw

    def counting(self: Listing, row: int) -> Any:
        drawn.append(row)
        return draw(self, row)

    monkeypatch.setattr(Listing, "draw", counting)
    async with start() as hands:
        await hands.press("5")
        for key in ("down", "down", "up", "end", "home"):
            drawn.clear()
            await hands.press(key)
            assert 1 <= len(drawn) <= 2, key


# Pure: filters, rows, layout

KNOWN = Known(
    ("D1",), ("P1",), ("W1",), ("a", "a/b"), ("Anna",), ("I", "P1"), ("interviewer", "unknown"),
    ("interview",), ("final", "Anna"),
)  # fmt: skip


def coding(number: int = 0, **said: Any) -> Coding:
    told: dict[str, Any] = {
        "id": f"{number:08}", "document": "P01-W01", "case": "P01", "wave": "W01", "date": None,
        "kind": "interview", "code": "zorg/integratie", "coder": "Anna", "start": 0, "end": 9,
        "turn": 3, "speaker": "P01", "role": "participant", "quote": "Het ging goed.", "memo": "",
        "about": None, "origin": "", "created_at": "2020-01-01",
    }  # fmt: skip
    return Coding(**(told | said))


@pytest.mark.parametrize("action", [name for name in filters.FIELDS if name != filters.CONDITION])
def test_every_choice_of_a_filter_is_told_and_can_be_taken_off(action: str) -> None:
    for choice in filters.choices(action, KNOWN, EVERYTHING):
        where = filters.filtered(EVERYTHING, action, choice.id)
        assert filters.value_of(where, action)
        any_of_them, *others = filters.choices(action, KNOWN, where)
        assert choice in others
        assert filters.filtered(where, action, any_of_them.id) == EVERYTHING


def test_a_goal_says_what_is_asked() -> None:
    assert filters.asked_by(Goal(PASSAGES)) is None
    assert filters.asked_by(Goal(PASSAGES, queue=True)) == EVERYTHING
    assert filters.asked_by(Goal(PASSAGES, code="zorg", queue=True)) == Where(code="zorg")
    assert filters.asked_by(Goal(PASSAGES, case="P01")) == Where(case="P01")
    assert filters.asked_by(Goal(PASSAGES, where=Where(ids=("1",)))) == Where(ids=("1",))


@given(
    quote=st.text(max_size=60),
    path=st.text(alphabet="abcdefgh/é漢", min_size=1, max_size=40),
    name=st.text(min_size=1, max_size=20),
    width=st.integers(60, 250),
)
def test_a_row_is_never_wider_than_the_list(quote: str, path: str, name: str, width: int) -> None:
    one = coding(quote=quote, code=path, document=name, speaker=name)
    of = layout.columns([one, coding(coder="Bram")], width)
    row = layout.passage_row(one, of, layout.Signs(marked=True), "#ff0000", ["goed"])
    assert sum(cells(words) for words, _ in row) == width


def test_a_long_path_keeps_its_end() -> None:
    told = [layout.ending("factoren/belemmerend/geld", width) for width in (25, 19, 14, 4)]
    assert told == ["factoren/belemmerend/geld", "…/belemmerend/geld ", "…/geld        ", "…/g…"]
    assert layout.ending("zorg", 6) == "zorg  "


def test_words_that_were_looked_for_are_seen() -> None:
    far = "woord " * 20 + "de gemeente belde"
    assert layout.near_hit(far, ["gemeente"]).startswith("…woord woord de gemeente")
    assert layout.near_hit("de gemeente belde", ["gemeente"]) == "de gemeente belde"
    assert layout.near_hit(far, ["elders"]) == far


def test_a_heading_keeps_what_there_is_room_for() -> None:
    parts = ("Passages · 7", "", "Anna", "study.qualcode")
    assert fitting(parts, 80) == "Passages · 7 · Anna · study.qualcode"
    assert fitting(parts, 24) == "Passages · 7 · Anna"


def test_the_filters_fit_in_eighty_columns() -> None:
    keys = dict.fromkeys(filters.FIELDS, "X")
    line = legend(Found(LIST, EVERYTHING, grow([]), ()), "", keys, 79)
    assert sum(cells(words) for words, _ in line) <= 79


def rows_of(study: Study, where: Where = EVERYTHING) -> Rows:
    rows = Rows()
    rows.put(found(study, LIST, where))
    return rows


def test_rows_that_leave_are_passed_over_and_come_back(study: Study) -> None:
    rows = rows_of(study)
    rows.cursor = SHAME
    gone = rows.ids[SHAME]
    rows.leave([gone])
    assert len(rows) == 6 and rows.cursor == SHAME and rows[rows.cursor].code == CODES[PUBLIC]
    rows.stay([gone])
    rows.narrow()
    assert rows.ids[SHAME] == gone


def test_undo_leads_to_the_row_that_it_brought_back(study: Study) -> None:
    from qualcode.study.undo import undo

    rows = rows_of(study)
    rows.cursor = GROUP
    uncode(study, [rows.ids[SHAME]])
    rows.put(found(study, LIST, EVERYTHING))
    assert rows.cursor == GROUP - 1
    undo(study)
    rows.put(found(study, LIST, EVERYTHING), follow=True)
    assert rows.cursor == SHAME


def test_a_passage_over_several_turns_is_shown_whole(study: Study) -> None:
    from qualcode.spans import Span

    first, *_ = codings(study, Where(doc="P01-W01"))
    made = code(study, "P01-W01", ["werk"], Passage(Span(5, first.end or 0)))
    (one,) = codings(study, Where(ids=made.ids))
    told = around(study, one)
    assert [turn.n for turn in told.turns] == [1, 2, 3]
    assert told.span is not None and told.text[told.span.start : told.span.end] == one.quote
    assert {each.code for each in told.over} == {"werk"}


@given(st.text(max_size=200), st.integers(40, 120), st.data())
def test_no_line_of_the_pane_is_wider_than_it(text: str, width: int, data: st.DataObject) -> None:
    from textual.geometry import Size

    from qualcode.spans import Span
    from qualcode.tui.page.wrapping import Said

    said = f"{text}x"
    start = data.draw(st.integers(0, len(said) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(said))))
    turns = (Said(1, 0, len(said), "P01", ""),)
    one = coding(quote=said[span.start : span.end], memo=text, about="2019")
    told = Around(one, said, turns, span, (one,), (), ())
    for line in pane.told(told, {"a": "x" * 30}, {}, Size(width, 12)):
        assert sum(cells(words) for words, _ in line) <= width + 1  # white space may hang over


# How it looks


def _prepared(path: Path) -> Workbench:
    split_shame(path)
    with Study(path, viewer="Anna") as study:
        edit(study, "werk", Description(definition="Alle arbeid."))
        (row,) = codings(study, Where(code="werk"))
        write_memo(study, "Hier begint het.", on=f"coding:{row.id}")
    return Workbench(path, "Anna")


@pytest.mark.parametrize(
    ("mode", "theme"),
    [(LIST, "dark"), (LIST, "light"), (LIST, "high contrast"), (QUEUE, "dark"), (STALE, "dark")],
)
def test_passages_look_as_they_did(
    snap_compare: Any, copied: Path, mode: str, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.coding.staleness.became", _at_a_set_time)
    app = _prepared(copied)
    app.theme = theme

    async def come_and_mark(pilot: Any) -> None:
        hands = Hands(app, pilot)
        await hands.settle()
        await go_to(hands, mode)
        await hands.press("space", "up")
        await pane_of(hands)

    assert snap_compare(app, terminal_size=(110, 28), run_before=come_and_mark)


def _at_a_set_time(study: Study) -> Any:
    from qualcode.codebook.past import became

    return [("2026-01-02T03:04:05Z", each) for _, each in became(study)]
