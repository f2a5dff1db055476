"""Lines to fill in: what completes them, which files they name, what stays in them."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Input

from qualcode.tui.app import Workbench
from qualcode.tui.widgets.completing import completed, folders, named_files, one_of, paths
from qualcode.tui.widgets.form import Field, Form

from .conftest import Hands

NAMES = st.lists(st.text("abAB", max_size=5), min_size=1, max_size=5)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    inside = tmp_path / "work"
    (inside / "talks" / "deep").mkdir(parents=True)
    for name in ("Study.qualcode", "study-2.qualcode", "notes.txt", ".hidden.qualcode"):
        (inside / name).touch()
    for name in ("P01 W01.txt", "P01 W02.docx", "P02 W01.txt"):
        (inside / "talks" / name).touch()
    monkeypatch.chdir(inside)
    monkeypatch.setenv("HOME", str(inside))
    return inside


def test_names_of_files_are_offered(folder: Path) -> None:
    offers = paths(".qualcode")
    assert list(offers("")) == ["study-2.qualcode", "Study.qualcode", "talks/"]
    assert list(offers("STUDY-")) == ["study-2.qualcode"]
    assert list(offers(".h")) == [".hidden.qualcode"]
    assert list(paths()("talks/P01")) == ["talks/P01 W01.txt", "talks/P01 W02.docx"]
    assert list(paths(".txt")(f"{folder}/no")) == [f"{folder}/notes.txt"]
    assert list(paths()("~/ta")) == ["~/talks/"]
    assert list(paths()("no such/")) == []
    assert list(folders("talks/")) == ["talks/deep/"]


@pytest.mark.usefixtures("folder")
def test_a_line_names_files_in_the_ways_people_write_them() -> None:
    def names(typed: str) -> list[str]:
        return [each.name for each in named_files(typed)]

    assert names("talks/P01 W01.txt") == ["P01 W01.txt"]  # blanks need no quotes
    assert names("talks/*.txt") == ["P01 W01.txt", "P02 W01.txt"]
    assert names("'talks/P01 W01.txt' talks/P02\\ W01.txt") == ["P01 W01.txt", "P02 W01.txt"]
    assert names("~/talks") == ["talks"]
    assert names("**/P02*") == ["P02 W01.txt"]
    assert names("no such.txt") == ["no such.txt"]  # which the reader then tells
    assert names("it's here.txt") == ["it's here.txt"]
    assert names("x" * 5000) == ["x" * 5000]
    assert names("  ") == []


@given(st.text("ab", max_size=4), NAMES)
def test_what_completes_a_line_is_the_beginning_of_all_that_is_offered(
    typed: str, names: list[str]
) -> None:
    offered = list(one_of(names)(typed))
    longer = completed(typed, offered)
    assert len(longer) >= len(typed)
    for each in offered:
        assert each.casefold().startswith(longer.casefold())
    if len(offered) > 1:
        assert {each[: len(longer) + 1].casefold() for each in offered} != {
            offered[0][: len(longer) + 1].casefold()
        } or len(set(map(str.casefold, offered))) == 1


def form(done: list[dict[str, str]], refuse: str = "") -> Form:
    def take(shown: Form) -> None:
        done.append(shown.values)
        if refuse:
            shown.refuse(refuse)
        else:
            shown.close()

    fields: Sequence[Field] = (
        Field("path", "Path", "", "A file.", paths()),
        Field("wave", "Wave", "W0", "A wave.", one_of(("W01", "W02"))),
        Field("title", "Title", "", "Anything."),
    )
    return Form("What?", fields, take, does="saves it")


@pytest.mark.usefixtures("folder")
async def test_tab_completes_and_then_goes_on() -> None:
    done: list[dict[str, str]] = []
    app = Workbench(None, "Anna")
    async with app.run_test() as pilot:
        hands = Hands(app, pilot)
        await hands.settle()
        shown = form(done)
        app.push_screen(shown)
        await hands.settle()
        await hands.press("n", "tab")
        assert shown.values["path"] == "notes.txt"
        await hands.press("tab", "tab")  # on to the wave, of which there are two
        assert shown.query_one("#wave", Input).has_focus
        assert "W01  W02" in str(shown.query_one("#offered").render())
        assert "A wave." in str(shown.query_one("#hint").render())
        await hands.press("2", "tab", "x", "down", "up", "up", "enter")
        assert done == [{"path": "notes.txt", "wave": "W02", "title": "x"}]
        assert app.screen is not shown


@pytest.mark.usefixtures("folder")
async def test_what_is_refused_stays_as_it_was_typed() -> None:
    done: list[dict[str, str]] = []
    app = Workbench(None, "Anna")
    async with app.run_test() as pilot:
        hands = Hands(app, pilot)
        await hands.settle()
        shown = form(done, refuse="There is no such file.")
        app.push_screen(shown)
        await hands.settle()
        await hands.press("q", "enter")
        assert "There is no such file." in str(shown.query_one("#wrong").render())
        assert shown.values["path"] == "q"
        await hands.press("x")
        assert "Enter saves it" in str(shown.query_one("#wrong").render())
        await hands.press("escape")
        assert app.screen is not shown
        shown.tell("nobody reads this")  # who has left isn't held up
        shown.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_offers_nothing(folder: Path) -> None:
    (folder / "talks").chmod(0)
    try:
        assert list(paths()("talks/")) == []
    finally:
        (folder / "talks").chmod(0o700)
