"""The screens: what they show, how little they draw, and what a blind coder doesn't see."""

from pathlib import Path
from typing import Any

import pytest
from textual.geometry import Offset

from qualcode.cases.held import miss
from qualcode.coding.rounds.assigning import assign
from qualcode.study.file import Study
from qualcode.tui.app import Workbench
from qualcode.tui.goals import Goal
from qualcode.tui.keys.action import CODING
from qualcode.tui.library.screen import LibraryScreen
from qualcode.tui.library.shown import library
from qualcode.tui.page.drawing import GUTTER
from qualcode.tui.page.transcript import Transcript
from qualcode.tui.widgets.bars import fitting
from qualcode.tui.widgets.picker import Choice, likeliest

from .conftest import Start


async def test_a_move_of_the_cursor_draws_two_rows_at_most(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    render = Transcript.render_line

    def counting(self: Transcript, y: int) -> Any:
        drawn.append(y)
        return render(self, y)

    monkeypatch.setattr(Transcript, "render_line", counting)
    async with start("P01-W01") as hands:
        for key in ("right", "down", "shift+right", "shift+down", "ctrl+right", "ctrl+down", "up"):
            drawn.clear()
            await hands.press(key)
            assert 1 <= len(drawn) <= 2, key


async def test_the_column_is_kept_over_shorter_rows(start: Start) -> None:
    async with start("P01-W01", size=(200, 40)) as hands:
        hands.page.place(hands.page.turns[3].start + 24)
        for key, turn in (("down", 4), ("down", 5), ("up", 4), ("up", 3)):
            await hands.press(key)
            assert hands.page.turn == hands.page.turns[turn]
        assert hands.page.cursor == hands.page.turns[3].start + 24


async def test_the_mouse_selects(start: Start) -> None:
    async with start("P01-W01") as hands:
        await hands.pilot.mouse_down(Transcript, offset=Offset(GUTTER, 0))
        await hands.pilot.hover(Transcript, offset=Offset(GUTTER + 3, 0))
        await hands.pilot.mouse_up(Transcript, offset=Offset(GUTTER + 3, 0))
        assert hands.selected == "Hoe"
        await hands.pilot.double_click(Transcript, offset=Offset(GUTTER + 5, 0))
        assert hands.selected == "gaat"
        await hands.pilot.triple_click(Transcript, offset=Offset(GUTTER + 5, 0))
        assert hands.selected == "Hoe gaat het met het werk?"


async def test_a_code_is_put_on_from_the_codebook_with_the_mouse(start: Start) -> None:
    async with start("P01-W01") as hands:
        await hands.press("tab")
        await hands.pilot.click("CodebookPane", offset=Offset(5, 1))
        await hands.settle()
        assert "stigma/publiek" in hands.codes


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (250, 70)])
async def test_it_fits_in_terminals_of_all_sizes(start: Start, size: tuple[int, int]) -> None:
    async with start("P01-W01", size=size) as hands:
        assert hands.page.size.width >= 45
        await hands.press("tab", "g", "ctrl+end", "pageup")
        assert "stigma" in hands.codes


async def test_another_width_keeps_cursor_and_selection(start: Start) -> None:
    async with start("P01-W01") as hands:
        await hands.press("tab", "tab")
        before = hands.selected
        await hands.pilot.resize_terminal(70, 20)
        await hands.settle()
        assert hands.selected == before
        assert hands.page.rows.width < 60


async def test_of_several_codings_under_the_cursor_one_is_chosen(start: Start) -> None:
    async with start("P01-W01") as hands:
        await hands.press("ctrl+down", "space", "space", "space", "g", "ctrl+up", "delete")
        await hands.press(*"werk", "enter")
        assert "werk" not in hands.codes
        assert "stigma" in hands.codes


async def test_blind_is_said_and_hides_others(copied: Path, start: Start) -> None:
    with Study(copied) as study:
        assign(study, ["P02-W01"], "Anna", blind=True)
    async with start() as hands:
        assert "BLIND ROUND" in str(hands.app.screen.query_one("Heading").render())
        hands.app.go(Goal(CODING, document="P02-W01"))
        await hands.settle()
        assert hands.codes == []
        assert "BLIND ROUND" in str(hands.coding.query_one("Heading").render())
        assert "only your own codings" in str(hands.coding.query_one("Heading").render())


async def test_a_hole_in_the_grid_opens_nothing(copied: Path, start: Start) -> None:
    with Study(copied) as study:
        miss(study, "P02", "W02", "ziek")
        place = library(study).rows[1][1]
        assert (place.wave, place.state, place.reason) == ("W02", "missed", "ziek")
    async with start() as hands:
        await hands.press("down", "right", "enter")
        assert isinstance(hands.app.screen, LibraryScreen)
        assert "There is no document here to open." in hands.told


async def test_an_empty_study_says_what_to_do(tmp_path: Path) -> None:
    from qualcode.codebook.loading import start as make

    make(tmp_path / "empty.qualcode")
    app = Workbench(tmp_path / "empty.qualcode", "Anna")
    async with app.run_test() as pilot:
        while app.unanswered:
            await pilot.pause()
        await pilot.press("enter")
        assert "qualcode import" in str(app.screen.query_one("#told").render())
        await pilot.press("3")
        assert "choose one in the Library" in str(app.screen.query_one("Heading").render())


def test_a_footer_that_is_too_long_loses_whole_entries_and_none_that_help() -> None:
    told = "Enter code  . again  Del off  ? keys  u undo  Ctrl+Q quit"
    assert fitting(told, 100) == told
    assert fitting(told, 40) == "Enter code  ? keys  u undo  Ctrl+Q quit"
    assert fitting(told, 20) == "u undo  Ctrl+Q quit"


def test_the_likeliest_code_comes_first() -> None:
    names = ("stigma", "stigma/zelf", "zorg", "zorg/integratie", "werk")
    choices = [Choice(name, name) for name in names]
    assert [each.id for each in likeliest("", choices)] == list(names)
    for asked, first in (("zelf", "stigma/zelf"), ("intgratie", "zorg/integratie"), ("we", "werk")):
        assert likeliest(asked, choices)[0].id == first
    assert likeliest("xqj", choices) == []


async def test_no_colour_is_needed(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with start("P01-W01") as hands:
        await hands.press("ctrl+down")
        bars = [strip.text for strip in hands.page.render_lines(hands.page.size.region)]
        assert any("╺" in bar or "┏" in bar for bar in bars)


@pytest.mark.parametrize("theme", ["dark", "light", "high contrast"])
def test_the_library_looks_as_it_did(snap_compare: Any, copied: Path, theme: str) -> None:
    with Study(copied) as study:
        miss(study, "P02", "W02", "ziek")
    app = Workbench(copied, "Anna")
    app.theme = theme
    assert snap_compare(app, terminal_size=(100, 24), run_before=_settle)


@pytest.mark.parametrize("theme", ["dark", "light", "high contrast"])
def test_coding_looks_as_it_did(snap_compare: Any, copied: Path, theme: str) -> None:
    app = Workbench(copied, "Anna")
    app.theme = theme

    async def open_and_select(pilot: Any) -> None:
        await _settle(pilot)
        app.go(Goal(CODING, document="P01-W01"))
        await _settle(pilot)
        await pilot.press(*["ctrl+down"] * 3, "tab", "shift+right")
        await pilot.pause(0.3)
        await _settle(pilot)

    assert snap_compare(app, terminal_size=(120, 30), run_before=open_and_select)


async def _settle(pilot: Any) -> None:
    await pilot.pause()
    while pilot.app.unanswered:
        await pilot.pause()
    for _ in range(5):  # the tables say by message what is under their cursor
        await pilot.pause(0.1)
