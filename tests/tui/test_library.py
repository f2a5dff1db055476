"""The Library: every action by each of its keys, the grid, and bringing in transcripts."""

import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Offset

from qualcode.cases.held import miss
from qualcode.cases.rostering import roster
from qualcode.codebook.editing import add
from qualcode.codebook.loading import start as make
from qualcode.codebook.stored import codebook
from qualcode.coding.arriving.outcomes import Import, Imported, NotHeld, Refused, Skipped
from qualcode.coding.arriving.speaking import speakers
from qualcode.coding.documents import Document, documents
from qualcode.coding.rounds.assigning import assign
from qualcode.study.file import Study
from qualcode.tui.app import Workbench
from qualcode.tui.goals import Goal
from qualcode.tui.keys.action import CASE, LIBRARY
from qualcode.tui.library import rows
from qualcode.tui.library.arrivals import Arrivals, arrivals, summary
from qualcode.tui.library.batches import batch
from qualcode.tui.library.describing import said_of
from qualcode.tui.library.grid import CaseGrid, laid_out
from qualcode.tui.library.screen import LibraryScreen
from qualcode.tui.library.shown import HELD, MISSED, NOT_YET, Library, Listed, Place, library
from qualcode.tui.library.speakers import Speakers
from qualcode.tui.page.wrapping import cells
from qualcode.tui.widgets.bars import Keys
from qualcode.tui.widgets.form import Form
from qualcode.tui.widgets.picker import Picker

from .conftest import Hands, Start, keys_of

Check = Callable[[Hands, str], Awaitable[None]]
CHECKS: dict[str, Check] = {}
TALK = "I: Hoe gaat het?\nP02: Het gaat wel, ik werk nu twee dagen.\n"


def of(*names: str) -> Callable[[Check], Check]:
    """Says which actions a check is for."""

    def put_down(check: Check) -> Check:
        CHECKS.update(dict.fromkeys(names, check))
        return check

    return put_down


def screen_of(hands: Hands) -> LibraryScreen:
    assert isinstance(hands.app.screen, LibraryScreen)
    return hands.app.screen


def said(hands: Hands, part: str = "#told") -> str:
    """What a line of the screen says."""
    return str(hands.app.screen.query_one(part).render())


async def write_in(hands: Hands, **values: str) -> None:
    """Fills in lines of the form that is shown, and presses Enter."""
    assert isinstance(hands.app.screen, Form)
    for name, value in values.items():
        hands.app.screen.query_one(f"#{name}").value = value  # type: ignore[attr-defined]
    await hands.press("enter")


def known(path: Path) -> dict[str, Document]:
    with Study(path) as study:
        return {each.name: each for each in documents(study)}


@of("open")
async def open_shows_the_document(hands: Hands, key: str) -> None:
    await hands.press(key)
    assert hands.coding.document == "P01-W01"


@of("other-table", "other-table-back")
async def tables_come_in_turn(hands: Hands, key: str) -> None:
    assert screen_of(hands).focused is screen_of(hands).grid
    await hands.press(key)
    assert "FG1" in said(hands)
    await hands.press("enter")
    assert hands.coding.document == "FG1"


@of("next-waiting")
async def next_waiting_passes_over_what_is_done(hands: Hands, key: str) -> None:
    seen = []
    for _ in range(4):
        await hands.press(key)
        chosen = screen_of(hands).chosen
        assert chosen is not None
        seen.append((chosen.document.name, chosen.document.state))
    assert all(state != "done" for _, state in seen)
    assert ("FG1", "doing") in seen or ("FG1", "todo") in seen


@of("find")
async def find_opens_by_some_letters(hands: Hands, key: str) -> None:
    await hands.press(key)
    assert isinstance(hands.app.screen, Picker)
    await hands.press(*"p02", "enter")
    assert hands.coding.document == "P02-W01"


@of("read-case")
async def case_is_read_through(hands: Hands, key: str) -> None:
    gone: list[Goal] = []
    hands.app.go = gone.append  # type: ignore[method-assign]
    await hands.press("down", key, "left", "enter")
    assert gone == [Goal(CASE, case="P02")] * 2
    await hands.press("tab", key)
    assert hands.told == ["There is no case under the cursor."]


@of("import")
async def import_shows_what_would_come_in_and_brings_it_in(hands: Hands, key: str) -> None:
    assert hands.app.path is not None
    folder = hands.app.path.parent / "talks"
    folder.mkdir()
    (folder / "P02_W02.txt").write_text(TALK, encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    await hands.press(key)
    await write_in(hands, files=str(folder), pattern="{case}_{wave}", date="2020-06-15")
    preview = hands.app.screen
    assert isinstance(preview, Arrivals)
    assert "1 document would come in · 1 REFUSED" in said(hands, "#summary")
    assert "empty.txt" in preview.all[0].name
    assert "P02-W02" not in known(hands.app.path)
    await hands.press("enter")
    assert "P02-W02" in known(hands.app.path)
    outcome = hands.app.screen
    assert isinstance(outcome, Arrivals)
    assert "1 document came in · 1 REFUSED" in said(hands, "#summary")
    await hands.press("escape")
    assert screen_of(hands).shown is not None
    assert "P02-W02" in screen_of(hands).shown.documents  # type: ignore[union-attr]


@of("describe")
async def describe_says_what_it_is(hands: Hands, key: str) -> None:
    await hands.press(key)
    await write_in(hands, case="P09", title="Eerste gesprek", date="no day")
    assert isinstance(hands.app.screen, Form)
    assert "date" in said(hands, "#wrong")
    await write_in(hands, date="4-5-2020", wave="")
    assert screen_of(hands).shown is not None
    assert hands.app.path is not None
    now = known(hands.app.path)["P01-W01"]
    assert (now.case, now.wave, now.date) == ("P09", None, "2020-05-04")
    assert now.title == "Eerste gesprek"
    assert any("made P09" in told for told in hands.told)


@of("speakers")
async def speakers_get_a_role(hands: Hands, key: str) -> None:
    await hands.press(key)
    assert isinstance(hands.app.screen, Speakers)
    await hands.press("down", "enter")
    await write_in(hands, role="interviwer")
    assert "Did you mean interviewer?" in said(hands, "#wrong")
    await write_in(hands, role="professional")
    assert isinstance(hands.app.screen, Speakers)
    assert hands.app.path is not None
    with Study(hands.app.path) as study:
        assert [each.role for each in speakers(study, "P01-W01")] == ["interviewer", "professional"]
    await hands.press("escape", "u")
    assert "Taken back: speakers of P01-W01" in hands.told
    await hands.press("U")
    assert "Done again: speakers of P01-W01" in hands.told


@of("missed", "held")
async def missed_is_said_with_a_reason_and_taken_back(hands: Hands, key: str) -> None:
    await hands.press("m" if key == "h" else key)
    assert "P01 was interviewed in W01: P01-W01." in hands.told
    await hands.press("down", "right", "m" if key == "h" else key, *"ziek", "enter")
    assert "ziek" in said(hands)
    if key == "h":
        await hands.press(key)
        assert "not yet" in said(hands)
        await hands.press(key)
        assert "Nobody said that P02 missed W02." in hands.told


@pytest.mark.parametrize(("name", "key"), keys_of(LIBRARY))
async def test_an_action_does_what_it_says(start: Start, name: str, key: str) -> None:
    async with start() as hands:
        await CHECKS[name](hands, key)


async def test_the_keys_fit_in_a_line(start: Start) -> None:
    async with start(size=(120, 40)) as hands:
        assert len(str(hands.app.screen.query_one(Keys).render())) <= 118


# The grid


def grid(cases: int, waves: int, words: int = 1000) -> Library:
    """A library of so many cases and waves, each of them held."""
    names = tuple(f"W{n + 1:02}" for n in range(waves))
    who = tuple(f"P{n + 1:02}" for n in range(cases))
    found = {
        f"{case}-{wave}": Listed(
            Document(f"{case}-{wave}", "interview", case, wave, 1, "2020-05-04", None, 9, words,
                     "todo"), None, None, blind=False,
        )
        for case in who for wave in names
    }  # fmt: skip
    places = tuple(
        tuple(Place(case, wave, HELD, (f"{case}-{wave}",)) for wave in names) for case in who
    )
    return Library(names, who, places, (), found, (), ())


@given(st.integers(1, 12), st.integers(1, 30), st.integers(20, 260), st.integers(1, 10**6))
def test_a_grid_of_any_size_fits(cases: int, waves: int, width: int, words: int) -> None:
    found = grid(cases, waves, words)
    wide = laid_out(found, width)
    assert wide.case + wide.fitting * wide.wave <= width
    assert 1 <= wide.fitting <= waves
    told = rows.cell(found.rows[0][0], found, wide.level)
    assert cells(told) < wide.wave or wide.fitting < waves


def test_a_wider_terminal_tells_more() -> None:
    found = grid(3, 10)
    levels = [laid_out(found, width).level for width in (80, 120, 220)]
    assert levels == [rows.SIGN_ONLY, rows.WORDS, rows.DATES]


def test_cells_tell_how_it_stands_without_colour() -> None:
    found = grid(1, 1)
    hole = Place("P01", "W02", MISSED, reason="ziek")
    assert [rows.cell(found.rows[0][0], found, level) for level in range(3)] == [
        "○", "○ 1000", "○ 2020-05-04 1000",
    ]  # fmt: skip
    assert rows.cell(hole, found, rows.WORDS) == "✗"
    assert "ziek" in rows.told_of_hole(hole)
    assert "i brings in" in rows.told_of_hole(Place("P01", "W03", NOT_YET))


async def test_a_move_in_the_grid_draws_two_rows_at_most(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    draw = CaseGrid.draw_line

    def counting(self: CaseGrid, at: int, base: Any) -> Any:
        drawn.append(at)
        return draw(self, at, base)

    monkeypatch.setattr(CaseGrid, "draw_line", counting)
    async with start() as hands:
        for key in ("right", "down", "left", "up"):
            drawn.clear()
            await hands.press(key)
            assert 1 <= len(set(drawn)) <= 2, key


async def test_waves_that_have_no_room_are_scrolled_to(copied: Path, start: Start) -> None:
    with Study(copied) as study:
        from qualcode.cases.design import mention_wave
        from qualcode.study.journal import write

        for n in range(3, 40):
            write(study, "waves", [mention_wave(study, f"W{n:02}").patch], label="waves")
    async with start(size=(80, 24)) as hands:
        assert "▸" in said(hands, "#grid-title") or "▸" in _head(hands)
        await hands.press(*["right"] * 38)
        assert "W39" in _head(hands)
        assert "◂" in _head(hands)
        assert "P01 W39" in said(hands)


def _head(hands: Hands) -> str:
    return "".join(words for words, _ in screen_of(hands).grid.head)


async def test_the_mouse_takes_a_cell_and_opens_it(start: Start) -> None:
    async with start() as hands:
        wide = screen_of(hands).grid._layout
        spot = Offset(wide.case + wide.wave, 0)
        await hands.pilot.click(CaseGrid, offset=spot)
        assert "P01-W02" in said(hands)
        await hands.pilot.click(CaseGrid, offset=spot)
        await hands.settle()
        assert hands.coding.document == "P01-W02"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (250, 70)])
async def test_the_lists_have_room_in_all_sizes(
    copied: Path, start: Start, size: tuple[int, int]
) -> None:
    with Study(copied) as study:
        assign(study, ["P02-W01"], "Anna", round_name="training")
    async with start(size=size) as hands:
        shown = screen_of(hands)
        for part in (shown.grid, shown.others, shown.own):
            assert part.size.height >= 1
            assert part.size.width >= 40


# What is told


async def test_assignments_are_listed_and_open_their_document(copied: Path, start: Start) -> None:
    with Study(copied) as study:
        assign(study, ["P02-W01"], "Anna", round_name="reliability", blind=True)
        assign(study, ["P01-W02"], "Bram", round_name="reliability")
    async with start() as hands:
        shown = screen_of(hands).shown
        assert shown is not None
        assert [each.document for each in shown.own] == ["P02-W01"]
        row = "".join(words for words, _ in screen_of(hands)._own_row(0))
        assert "blind" in row
        assert "reliability" in row
        assert shown.waiting == ["P02-W01"]
        await hands.press("shift+tab", "enter")
        assert hands.coding.document == "P02-W01"


async def test_period_and_month_are_told(start: Start) -> None:
    async with start() as hands:
        assert "2020-05-04" in said(hands)
        shown = screen_of(hands).shown
        assert shown is not None
        period = shown.documents["P01-W01"].period
        assert period is not None
        assert period in said(hands)


async def test_the_cursor_stays_on_its_case_when_others_come(copied: Path, start: Start) -> None:
    async with start() as hands:
        await hands.press("down")
        with Study(copied) as study:
            from qualcode.cases.design import mention_case
            from qualcode.study.journal import write

            write(study, "cases", [mention_case(study, "A00").patch], label="A00")
        screen_of(hands).reload()
        await hands.settle()
        assert "P02-W01" in said(hands)


async def test_without_a_coder_it_can_be_read(start: Start) -> None:
    async with start(coder=None) as hands:
        assert "P01-W01" in said(hands)
        assert not screen_of(hands).query_one("#own-part").display


async def test_nothing_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    make(tmp_path / "empty.qualcode")
    app = Workbench(tmp_path / "empty.qualcode", "Anna")
    async with app.run_test(notifications=True) as pilot:
        hands = Hands(app, pilot)
        await hands.settle()
        assert "i brings them in" in said(hands)
        for key in ("enter", "n", "c", "e", "r", "m", "h", "tab", "shift+tab"):
            await hands.press(key)
            assert isinstance(app.screen, LibraryScreen), key


# Bringing in


async def test_what_is_wrong_with_an_import_stays_in_the_form(start: Start) -> None:
    async with start() as hands:
        await hands.press("i", "enter")
        assert "No file is named." in said(hands, "#wrong")
        await write_in(hands, files="no such file.txt", case="P01")
        assert "There is no file" in said(hands, "#wrong")
        assert isinstance(hands.app.screen, Form)
        assert hands.app.screen.values["case"] == "P01"


async def test_an_import_can_be_said_otherwise_after_its_preview(
    copied: Path, start: Start, tmp_path: Path
) -> None:
    talk = tmp_path / "gesprek.txt"
    talk.write_text(TALK, encoding="utf-8")
    async with start() as hands:
        await hands.press("i")
        await write_in(hands, files=str(talk))
        assert isinstance(hands.app.screen, Arrivals)
        await hands.press("escape")
        await write_in(hands, case="P02", wave="W02")
        await hands.press("enter")
        assert known(copied)["P02-W02"].words == 11
        assert any("1 document came in" in told for told in hands.told)


async def test_undo_takes_back_what_was_done_here_before_what_the_coder_did(
    copied: Path, start: Start, tmp_path: Path
) -> None:
    talk = tmp_path / "gesprek.txt"
    talk.write_text(TALK, encoding="utf-8")
    async with start() as hands:
        await hands.press("i")
        await write_in(hands, files=str(talk))
        await hands.press("enter")
        await hands.press("down", "right", "m", *"ziek", "enter", "u")
        assert "Taken back: P02 missed W02" in hands.told
        await hands.press("u")
        assert "gesprek" not in known(copied)
        await hands.press("U")
        assert "gesprek" in known(copied)
        await hands.press("u", "u")
        assert any(told.startswith("Taken back: done") for told in hands.told)


async def test_what_others_did_to_the_study_meanwhile_is_not_taken_back(
    copied: Path, start: Start
) -> None:
    async with start() as hands:
        await hands.press("down", "right", "m", *"ziek", "enter")
        with Study(copied, viewer="Bram") as other:
            add(other, "nieuw")
        await hands.press("u")
        assert any("nothing to do with its documents" in told for told in hands.told)
        with Study(copied) as study:
            assert "nieuw" in [each.code for each in codebook(study)]


async def test_an_import_goes_on_while_one_is_elsewhere(
    copied: Path, start: Start, tmp_path: Path
) -> None:
    talk = tmp_path / "gesprek.txt"
    talk.write_text(TALK, encoding="utf-8")
    async with start() as hands:
        await hands.press("i")
        await write_in(hands, files=str(talk))
        await hands.pilot.press("enter", "3")
        await hands.settle()
        assert not isinstance(hands.app.screen, LibraryScreen)
        assert "gesprek" in known(copied)
        assert any("1 document came in" in told for told in hands.told)


async def test_a_locked_study_refuses_an_import_and_keeps_the_words(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = tmp_path / "gesprek.txt"
    talk.write_text(TALK, encoding="utf-8")

    def locked(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr("qualcode.tui.library.importing.import_files", locked)
    async with start() as hands:
        await hands.press("i")
        await write_in(hands, files=str(talk))
        assert isinstance(hands.app.screen, Form)
        assert hands.app.screen.values["files"] == str(talk)
        assert "Another program is writing" in said(hands, "#wrong")


def test_each_outcome_is_told_and_trouble_comes_first() -> None:
    came = Imported(
        "a.txt", "P01-W01", "interview", "P01", "W01", None, None, 2, 9, (), "plain text", "utf-8",
        "Name:", ("two speakers look alike",), ("P01",), None, 1,
    )  # fmt: skip
    found = Import(
        (came,), (NotHeld("P01", "W02", "", ()),), (Skipped("b.txt", "P01-W01"),),
        (Refused("x/c.txt", "c.txt is empty."),), ("d.jpg",), ("Karin",),
    )  # fmt: skip
    told = arrivals(found)
    assert [each.sign for each in told] == ["!", "+", "✗", "=", " "]
    assert told[0].name == "c.txt"
    assert "1 note" in told[1].told
    assert "makes P01" in told[1].details
    line = summary(found, "came")
    assert "1 document came in · 1 known already · 1 not held · 1 REFUSED" in line
    assert "no file has Karin among its speakers" in line


def test_what_is_typed_becomes_a_batch(tmp_path: Path) -> None:
    empty = dict.fromkeys(
        ("files", "kind", "case", "wave", "date", "title", "interviewer", "pattern", "manifest",
         "speakers"), "",
    )  # fmt: skip
    wanted = batch(empty | {"files": str(tmp_path), "interviewer": "Karin,  Jan ,"})
    assert wanted.paths == (tmp_path,)
    assert wanted.about.interviewers == ("Karin", "Jan")
    assert wanted.about.kind == "interview"
    assert batch(empty | {"manifest": "m.csv"}).paths == ()


def test_only_what_was_changed_is_said_of_a_document() -> None:
    before = {"kind": "interview", "case": "P01", "wave": "W01", "date": "", "title": "x"}
    after = said_of(before, before | {"case": "", "date": "2020-01-01"})
    assert (after.case, after.date) == ("-", "2020-01-01")
    assert (after.kind, after.wave, after.title) == (None, None, None)


def test_the_grid_tells_missed_from_not_yet(copied: Path) -> None:
    with Study(copied) as study:
        miss(study, "P02", "W02", "ziek")
        found = library(study)
        assert found.rows[1][1] == Place("P02", "W02", MISSED, reason="ziek")
        assert found.cases == tuple(each.case for each in roster(study).cases)


@pytest.mark.parametrize("theme", ["dark", "light", "high contrast"])
def test_an_import_looks_as_it_did(
    snap_compare: Any, copied: Path, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(copied.parent)
    app = Workbench(copied, "Anna")
    app.theme = theme
    talks = copied.parent / "talks"
    talks.mkdir()
    (talks / "P02_W02_2020-06-15.txt").write_text(TALK, encoding="utf-8")
    (talks / "P03_W01_2020-06-16.txt").write_text("Hallo allemaal.\n", encoding="utf-8")
    (talks / "leeg_W01_2020-06-17.txt").write_text("", encoding="utf-8")

    async def preview(pilot: Any) -> None:
        hands = Hands(app, pilot)
        await hands.settle()
        await hands.press("i")
        await write_in(hands, files="talks/*.txt", pattern="{case}_{wave}_{date}")
        await hands.press("down")

    assert snap_compare(app, terminal_size=(120, 30), run_before=preview)
