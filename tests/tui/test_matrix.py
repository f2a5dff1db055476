"""The Matrix: every action by each of its keys, what is told of a cell, and what leads where."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, get_args
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.coding.retrieval import codings
from qualcode.coding.rounds.assigning import assign
from qualcode.coding.writing.summaries import summaries, summarise
from qualcode.export.words import ENGLISH
from qualcode.matrix.cells import Cell, LeftOut, Matrix, Quoted, State
from qualcode.matrix.crossing import matrix
from qualcode.study.file import Study
from qualcode.tui.app import Workbench
from qualcode.tui.goals import Goal
from qualcode.tui.keys.action import MATRIX
from qualcode.tui.matrix import choosing
from qualcode.tui.matrix.asked import Asked, Place, across, deeper, place_of, shallower, with_cell
from qualcode.tui.matrix.crossed import crossed
from qualcode.tui.matrix.grid import Grid
from qualcode.tui.matrix.screen import MatrixScreen
from qualcode.tui.matrix.sheet import (
    GAP,
    Sheet,
    branches,
    folded,
    head,
    number_widths,
    scrolled,
    seen,
    text_widths,
    to_the_right,
)
from qualcode.tui.matrix.summarising import Summarising
from qualcode.tui.matrix.telling import left_out, packed, reference, state_of
from qualcode.tui.page.wrapping import cells as width_of
from qualcode.tui.widgets.form import Form
from qualcode.tui.widgets.picker import Picker

from .conftest import Hands, Start, keys_of

Check = Callable[[Hands, str], Awaitable[None]]
CHECKS: dict[str, Check] = {}


def of(*names: str) -> Callable[[Check], Check]:
    """Says which actions a check is for."""

    def put_down(check: Check) -> Check:
        CHECKS.update(dict.fromkeys(names, check))
        return check

    return put_down


def screen(hands: Hands) -> MatrixScreen:
    assert isinstance(hands.app.screen, MatrixScreen)
    return hands.app.screen


def at(hands: Hands) -> tuple[str, str | None, str]:
    """Row, part and column of the cell under the cursor."""
    cell = screen(hands).cell
    assert cell is not None
    return cell.row, cell.by, cell.column


def shown(hands: Hands) -> Matrix:
    now = screen(hands).shown
    assert now is not None
    return now.matrix


def line(hands: Hands, row: int) -> str:
    """A row of the grid as it is drawn."""
    return "".join(segment.text for segment in screen(hands).grid.draw(row)).rstrip()


async def pane(hands: Hands) -> str:
    """What is told of the cell, once it has been read."""
    while screen(hands).behind is None:
        await hands.pilot.pause(0.02)
    lines = screen(hands).pane.lines
    return "\n".join("".join(words for words, _ in each) for each in lines)


async def pick(hands: Hands, letters: str) -> None:
    """Takes the first of what some letters find."""
    assert isinstance(hands.app.screen, Picker)
    await hands.press(*letters, "enter")


# Every action


@of("open")
async def open_lists_as_many_as_the_cell_counts(hands: Hands, key: str) -> None:
    where: list[Goal] = []
    await hands.press("right", "right")
    assert at(hands) == ("P01", None, "werk")
    with patch.object(hands.app, "go", where.append):
        await hands.press(key, "left", "down", key)
    (goal,) = where
    assert goal.where is not None and goal.screen == "passages"
    with Study(Path(str(hands.app.path)), viewer="Anna") as study:
        assert [each.code for each in codings(study, goal.where)] == ["werk"]
    assert "There are no passages here: not (fully) coded" in hands.told[-1]


@of("summary")
async def summary_is_written_and_cites(hands: Hands, key: str) -> None:
    await hands.press("b", *"wave", "enter", key)
    assert isinstance(hands.app.screen, Summarising)
    await hands.press(*"Schaamt zich", "ctrl+n", "ctrl+n", "ctrl+b", "ctrl+t", "ctrl+s")
    with Study(Path(str(hands.app.path)), viewer="Anna") as study:
        (found,) = summaries(study)
    assert (found.case, found.wave, found.code) == ("P01", "W01", "stigma")
    assert found.text == "Schaamt zich [t4]"
    assert "Anna wrote" in await pane(hands)
    await hands.press(key, *" diep", "escape", "escape", "u")
    assert "Anna wrote" not in await pane(hands)


@of("more")
async def more_scrolls_and_begins_again(hands: Hands, key: str) -> None:
    await hands.pilot.resize_terminal(80, 14)
    await hands.settle()
    await pane(hands)
    lines = screen(hands).pane
    tops = []
    for _ in range(lines.row_count):
        await hands.press(key)
        tops.append(lines.top)
    assert max(tops) + lines.size.height == lines.row_count
    assert 0 in tops


@of("next-row", "previous-row")
async def rows_are_stepped_over_in_the_same_part(hands: Hands, key: str) -> None:
    await hands.press("b", *"wave", "enter", "down", "ctrl+down")
    assert at(hands)[:2] == ("P02", "W02")
    if key == "ctrl+up":
        await hands.press(key, key)
        assert at(hands)[:2] == ("P01", "W02")


@of("rows")
async def rows_are_picked(hands: Hands, key: str) -> None:
    await hands.press(key)
    await pick(hands, "wave")
    assert (shown(hands).row_kind, shown(hands).rows) == ("wave", ("W01", "W02"))


@of("columns")
async def columns_turn(hands: Hands, key: str) -> None:
    await hands.press("b", *"wave", "enter", key)
    assert shown(hands).columns == ("W01", "W02")
    assert shown(hands).by is None
    await hands.press("+")
    assert "press c for codes" in hands.told[-1]
    await hands.press(key)
    assert shown(hands).columns == ("stigma", "zorg", "werk")


@of("split")
async def rows_are_split(hands: Hands, key: str) -> None:
    await hands.press(key)
    await pick(hands, "role")
    assert shown(hands).by == "role"
    await hands.press(key)
    await pick(hands, "lockd")
    assert screen(hands).asked.period_set == "lockdowns-nl"
    await hands.press(key)
    await pick(hands, "nothing")
    assert shown(hands).by is None


@of("cell")
async def cells_are_picked(hands: Hands, key: str) -> None:
    await hands.press(key)
    await pick(hands, "share")
    assert shown(hands).cell == "share"
    assert "%" in line(hands, 1)


@of("layer")
async def codings_are_of_somebody_else(hands: Hands, key: str) -> None:
    await hands.press(key)
    await pick(hands, "Bram")
    assert shown(hands).layer == "Bram"
    await hands.press(key)
    await pick(hands, "consensus")
    assert "There is no consensus yet." in hands.told[-1]
    assert screen(hands).asked.layer_name == "Bram"


@of("deeper", "shallower")
async def levels_are_more_or_less(hands: Hands, key: str) -> None:
    await hands.press("=" if key == "-" else key)
    assert "stigma/zelf" in shown(hands).columns
    assert line(hands, 0).split() == ["│", "stigma", "zorg"]
    await hands.press("-")
    assert shown(hands).columns == ("stigma", "zorg", "werk")
    await hands.press("-")
    assert "no more levels" in hands.told[-1]


@of("branch")
async def a_branch_is_left_with_the_cursor_on_it(hands: Hands, key: str) -> None:
    await hands.press("right", key, "enter")
    assert shown(hands).columns == ("zorg", "zorg/integratie")
    await hands.press(key)
    await pick(hands, "all codes")
    assert shown(hands).columns == ("stigma", "zorg", "werk")


@of("condition")
async def a_condition_is_mended_where_it_is_typed(hands: Hands, key: str) -> None:
    await hands.press(key, *"case = P07", "enter")
    form = hands.app.screen
    assert isinstance(form, Form)
    assert "P07" in str(form.query_one("#wrong").render())
    await hands.press("backspace", "2", "enter")
    assert shown(hands).rows == ("P02",)
    await hands.press(key, *["backspace"] * 12, *"case = P01 and wave = W05", "enter")
    await hands.press(*["backspace"] * 3, *"W02", "enter", key)
    await hands.press(*["backspace"] * 40, "enter")
    assert shown(hands).rows == ("P01", "P02")


@of("speakers")
async def the_interviewer_counts(hands: Hands, key: str) -> None:
    before = line(hands, 1).split()
    await hands.press(key)
    assert line(hands, 1).split() != before
    await hands.press(key)
    assert line(hands, 1).split() == before


@of("export")
async def a_file_is_written_and_not_over_another(hands: Hands, key: str) -> None:
    folder = Path(str(hands.app.path)).parent
    await hands.press(key, *["backspace"] * 20, *f"{folder}/out.txt", "enter")
    form = hands.app.screen
    assert isinstance(form, Form)
    assert "out.txt" in str(form.query_one("#wrong").render())
    await hands.press(*["backspace"] * 3, *"csv", "enter")
    text = (folder / "out.csv").read_text(encoding="utf-8")
    assert text.splitlines()[0] == "case,stigma,zorg,werk"
    (folder / "out.csv").write_text("mine", encoding="utf-8")
    await hands.press(key, *["backspace"] * 20, *f"{folder}/out.csv", "enter", "escape", "escape")
    assert (folder / "out.csv").read_text(encoding="utf-8") == "mine"
    await hands.press(key, *["backspace"] * 20, *f"{folder}/out.csv", "enter", "enter")
    assert (folder / "out.csv").read_text(encoding="utf-8") == text
    assert screen(hands)


@of("form")
async def a_workbook_is_written(hands: Hands, key: str) -> None:
    path = Path(str(hands.app.path)).parent / "form.xlsx"
    await hands.press(key, *["backspace"] * 20, *str(path), "enter")
    assert path.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(("name", "key"), keys_of(MATRIX))
async def test_an_action_does_what_it_says(start: Start, name: str, key: str) -> None:
    async with start() as hands:
        await hands.press("6")
        await CHECKS[name](hands, key)


# What is shown


async def test_it_opens_with_counts_of_cases_and_the_topmost_codes(start: Start) -> None:
    async with start() as hands:
        await hands.press("6")
        assert line(hands, 0).split() == ["case", "│", "stigma", "zorg", "werk"]
        assert line(hands, 1).split() == ["P01", "│", "1", "1", "1"]
        assert line(hands, 2).split() == ["P02", "│", "1", "?", "?"]
        told = await pane(hands)
        assert told.startswith("P01 · stigma\n1 coding")
        assert "[W01 t4]  P01\n  «Ze kijken wel eens raar. Ik schaamde me kapot.»" in told
        legend = str(screen(hands).query_one("#legend").render())
        assert legend.startswith("– not mentioned, × not asked, ? not (fully) coded, blank:")
        assert "Of no case, and so left out: FG1." in legend
        asked = str(screen(hands).query_one("#asked").render())
        assert "r rows case   c columns code   b by –   v cells count" in asked
        assert "+ - levels 1 of 2" in asked


async def test_the_cursor_goes_everywhere_and_stays_inside(start: Start) -> None:
    async with start() as hands:
        await hands.press("6", "b", *"wave", "enter", "+")
        for key, goal in (
            ("ctrl+end", ("P02", "W02", "werk")),
            ("down", ("P02", "W02", "werk")),
            ("home", ("P02", "W02", "stigma")),
            ("pageup", ("P01", "W01", "stigma")),
            ("end", ("P01", "W01", "werk")),
            ("left", ("P01", "W01", "zorg/integratie")),
            ("pagedown", ("P02", "W02", "zorg/integratie")),
            ("ctrl+home", ("P01", "W01", "stigma")),
            ("up", ("P01", "W01", "stigma")),
        ):
            await hands.press(key)
            assert at(hands) == goal, key


async def test_the_cursor_stays_on_its_cell_when_something_else_is_asked(start: Start) -> None:
    async with start() as hands:
        await hands.press("6", "down", "end", "+")
        assert at(hands) == ("P02", None, "werk")
        await hands.press("u", "b", *"wave", "enter")
        assert at(hands) == ("P02", "W01", "werk")


async def test_a_change_by_a_script_shows(copied: Path, start: Start) -> None:
    async with start() as hands:
        await hands.press("6")
        with Study(copied, viewer="Anna") as study:
            summarise(study, "P01", "Van buitenaf.", code="stigma")
        screen(hands).reload()
        await hands.settle()
        assert "Van buitenaf." in await pane(hands)


async def test_a_branch_that_is_gone_does_not_hold_the_screen(copied: Path, start: Start) -> None:
    from qualcode.codebook.editing import rename

    async with start() as hands:
        await hands.press("6", "o", "enter")
        with Study(copied, viewer="Anna") as study:
            rename(study, "stigma", "beelden")
        screen(hands).reload()
        await hands.settle()
        assert shown(hands).columns == ("beelden", "zorg", "werk")


async def test_the_mouse_puts_the_cursor_and_opens(start: Start) -> None:
    async with start() as hands:
        await hands.press("6")
        x = line(hands, 1).rindex("1")
        await hands.pilot.click(Grid, offset=(x, 2))
        await hands.settle()
        assert at(hands) == ("P02", None, "werk")
        await hands.pilot.click(Grid, offset=(x, 1))
        where: list[Goal] = []
        with patch.object(hands.app, "go", where.append):
            await hands.pilot.click(Grid, offset=(x, 1))
            await hands.settle()
        assert [goal.screen for goal in where] == ["passages"]


async def test_summaries_stand_in_cells_of_three_rows(copied: Path, start: Start) -> None:
    long = "Werkt bij de bakker op de hoek en wil daar blijven zolang het goed gaat. " * 4
    with Study(copied, viewer="Bram") as study:
        summarise(study, "P01", long, code="werk", wave="W01")
    async with start() as hands:
        await hands.press("6", "r", *"wave", "enter", "v", *"summary", "enter")
        assert shown(hands).row_kind == "case"
        await hands.press("b", *"wave", "enter")
        drawn = [line(hands, row) for row in range(1, 4)]
        assert "Werkt bij de bakker" in drawn[0]
        assert drawn[2].endswith("…")
        assert "●" in drawn[0]


async def test_nobody_named_reads_and_is_told_when_writing(start: Start) -> None:
    async with start(coder=None) as hands:
        await hands.press("6", "s", *"tekst", "ctrl+s")
        dialog = hands.app.screen
        assert isinstance(dialog, Summarising)
        assert "Not saved" in str(dialog.query_one("#hint").render())
        assert dialog.text == "tekst"


async def test_blind_is_said_and_hides_what_others_coded(copied: Path, start: Start) -> None:
    with Study(copied) as study:
        assign(study, ["P02-W01"], "Anna", blind=True)
    async with start() as hands:
        await hands.press("6")
        told = str(screen(hands).query_one("Heading").render())
        assert "BLIND ROUND" in told and "no others in 1 document" in told
        assert line(hands, 2).split() == ["P02", "│", "?", "?", "?"]


async def test_summaries_are_only_of_cases(start: Start) -> None:
    async with start() as hands:
        await hands.press("6", "r", *"wave", "enter", "s")
        assert "Summaries are of cases" in hands.told[-1]


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (("/", *"wave = W02 and case = P02", "enter"), "nothing of which this is true"),
        ((), "There are no codes yet"),
    ],
)
async def test_an_empty_matrix_says_why(
    tmp_path: Path, start: Start, keys: tuple[str, ...], told: str
) -> None:
    if keys:
        async with start() as hands:
            await hands.press("6", *keys)
            assert told in str(screen(hands).query_one("#empty").render())
            for key in ("enter", "s", "space", "down", "ctrl+down", "+", "x", "escape"):
                await hands.press(key)
            await hands.press("enter")
            assert hands.told == ["There is no cell here."]
        return
    from qualcode.codebook.loading import start as make

    make(tmp_path / "empty.qualcode")
    app = Workbench(tmp_path / "empty.qualcode", "Anna")
    async with app.run_test() as pilot:
        hands = Hands(app, pilot)
        await hands.press("6")
        assert told in str(screen(hands).query_one("#empty").render())


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (250, 70)])
async def test_it_fits_in_terminals_of_all_sizes(start: Start, size: tuple[int, int]) -> None:
    async with start(size=size) as hands:
        await hands.press("6", "+", "b", *"wave", "enter", "ctrl+end")
        grid = screen(hands).grid
        assert at(hands) == ("P02", "W02", "werk")
        seen_there = [line(hands, grid.top + y) for y in range(grid.size.height)]
        assert any("P02  W01" in row for row in seen_there)
        assert any(row.split() == ["W02", "│"] for row in seen_there)
        assert screen(hands).pane.size.height >= 3
        assert screen(hands).query_one("Keys").region.bottom == size[1]


async def test_a_move_draws_two_lines_and_the_heads(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    render = Grid.render_line

    def counting(self: Grid, y: int) -> Any:
        drawn.append(y)
        return render(self, y)

    monkeypatch.setattr(Grid, "render_line", counting)
    async with start() as hands:
        await hands.press("6", "b", *"wave", "enter")
        await pane(hands)
        for key, most in (("down", 3), ("right", 2)):
            drawn.clear()
            await hands.press(key)
            assert 1 <= len(set(drawn)) <= most, key


async def test_numbers_are_counted_where_the_screen_is_opened() -> None:
    import subprocess
    import sys

    told = "import sys, qualcode.tui.app; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


# Pure


def test_the_five_states_are_told_apart_by_their_signs(study: Study) -> None:
    signs = [ENGLISH.marks[state] for state in ENGLISH.states]
    assert len(set(signs)) == 5
    found = matrix(study)
    told = {state_of(found, Cell("P01", "werk", None, state, None)) for state in get_args(State)}
    assert len(told) == 5


def test_lines_and_columns_are_the_cells_of_the_matrix(study: Study) -> None:
    found = matrix(study, by="wave", cell="count")
    sheet = Sheet(found)
    assert sheet.lines * sheet.columns == len(found.cells)
    for index, cell in enumerate(found.cells):
        place = divmod(index, sheet.columns)
        assert sheet.cell(*place) == cell
        assert sheet.find(cell) == place
        assert sheet.label(place[0]) == (cell.row, cell.by)


@given(st.lists(st.text("abcdé漢字-", min_size=1, max_size=24), min_size=1), st.integers(1, 200))
def test_columns_that_fit_are_all_seen_and_the_cursor_always(names: list[str], room: int) -> None:
    for widths in (number_widths(names, room), text_widths(len(names), room)):
        assert len(widths) == len(names)
        left = 0
        for column in (*range(len(names)), *range(len(names) - 1, -1, -1)):
            left = scrolled(widths, left, column, room)
            at = seen(widths, left, room)
            assert column in at
            assert len(at) == 1 or sum(widths[n] + GAP for n in at) <= room
    for name, width in zip(names, number_widths(names, room), strict=True):
        assert [width_of(row) for row in head(name, width)] == [width, width]


@given(st.text(max_size=200), st.integers(4, 40), st.integers(1, 4))
def test_a_text_fills_its_cell_and_no_more(words: str, width: int, high: int) -> None:
    rows = folded(words, width, high)
    assert [width_of(row) for row in rows] == [width] * high
    assert width_of(to_the_right(words, width)) == width


def test_heads_go_over_two_rows_in_halves() -> None:
    assert head("stigma", 8) == (" " * 8, "  stigma")
    assert head("functioneren", 8) == ("functi  ", "oneren  ")
    assert head("samenwerkingsimpuls", 6) == ("samenw", "erkin…")


def test_a_branch_stands_once_above_its_columns() -> None:
    columns, widths = ("a", "b/c", "b/d", "e/f", "b/g"), (5, 6, 7, 8, 9)
    assert list(branches(columns, widths, range(1, 5))) == [("b", 17), ("e", 10), ("b", 11)]
    assert list(branches(columns, widths, range(0))) == []


@pytest.mark.parametrize(
    ("document", "turn", "place", "cited"),
    [
        ("P01-W03", 8, Place("P01", "werk", "W03"), "[t8]"),
        ("P03-W05-2", 34, Place("P03", None, "W05"), "[W05-2 t34]"),
        ("P01-W03", 8, Place("P01", "werk", None), "[W03 t8]"),
        ("FG1", 5, Place("P01", "werk", "W03"), "[FG1 t5]"),
        ("P01-W03", 8, None, "[P01-W03 t8]"),
        ("notes", None, None, "[notes]"),
    ],
)
def test_passages_are_cited_as_summaries_do(
    document: str, turn: int | None, place: Place | None, cited: str
) -> None:
    assert reference(Quoted("x", document, turn, "P01", "ja", False), place) == cited


def test_where_a_summary_stands() -> None:
    cell = Cell("P01", "werk", "W02", "value", 1)
    assert place_of(Asked(by="wave"), cell) == Place("P01", "werk", "W02")
    turned = Cell("P01", "W02", None, "value", 1)
    assert place_of(Asked(columns="wave", code="zorg"), turned) == Place("P01", "zorg", "W02")
    assert str(place_of(Asked(columns="wave"), turned)) == "P01 W02 (portrait)"
    assert place_of(Asked(rows="role"), cell) is None
    assert place_of(Asked(rows="wave", by="case"), Cell("W02", "werk", "P01", "value", 1)) == Place(
        "P01", "werk", "W02"
    )


def test_levels_go_down_and_up_within_the_branch() -> None:
    asked = Asked()
    assert [asked.depth, *((asked := deeper(asked, 3)).depth for _ in range(3))] == [
        1,
        2,
        None,
        None,
    ]
    assert [(asked := shallower(asked, 3)).depth for _ in range(3)] == [2, 1, 1]


def test_what_is_asked_stays_what_can_be_shown() -> None:
    turned = across(Asked(rows="wave", by="wave"))
    assert (turned.rows, turned.by, turned.columns) == ("case", None, "wave")
    told = with_cell(Asked(rows="role", by="period"), "summary")
    assert (told.rows, told.by) == ("case", None)


def test_whatever_can_be_chosen_can_be_shown(study: Study) -> None:
    now = crossed(study, Asked())
    options = [*choosing.rows(now), *choosing.parts(now), *choosing.cells(now),
               *choosing.branches(now, "stigma")]  # fmt: skip
    assert len(options) > 20
    for option in options:
        assert crossed(study, option.asked).asked == option.asked


def test_pieces_stay_whole_in_their_lines() -> None:
    pieces = [("r", "rows", "case"), ("c", "columns", "code"), ("b", "by", "wave")]
    assert packed(pieces, 200) == [pieces]
    assert packed(pieces, 31) == [pieces[:2], pieces[2:]]
    assert packed(pieces, 5) == [[piece] for piece in pieces]


def test_of_many_left_out_some_are_named(study: Study) -> None:
    from dataclasses import replace

    found = replace(matrix(study), left_out=(LeftOut("wave", tuple("abcdefgh")),), unplaced=3)
    first, second = left_out(found)
    assert first == "Of no wave, and so left out: a, b, c, d, e, f and 2 more."
    assert "3 codings" in second


@pytest.mark.parametrize("theme", ["dark", "light", "high contrast"])
@pytest.mark.parametrize("cells", ["count", "quotes"])
def test_it_looks_as_it_did(snap_compare: Any, copied: Path, theme: str, cells: str) -> None:
    app = Workbench(copied, "Anna")
    app.theme = theme

    async def cross(pilot: Any) -> None:
        hands = Hands(app, pilot)
        await hands.settle()
        await hands.press("6", "b", *"wave", "enter", "+", "v", *cells, "enter")
        await pane(hands)
        await hands.settle()

    assert snap_compare(app, terminal_size=(110, 32), run_before=cross)
