"""Studies: every action by each of its keys, what is told of files, and opening another."""

import shutil
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from qualcode.codebook.loading import start as make
from qualcode.codebook.stored import codebook
from qualcode.coding.retrieval import Where, codings
from qualcode.study.connection import SCHEMA
from qualcode.study.file import Study
from qualcode.tui.app import Workbench
from qualcode.tui.coding.screen import CodingScreen
from qualcode.tui.goals import Goal
from qualcode.tui.keys.action import CODING, STUDIES
from qualcode.tui.library.screen import LibraryScreen
from qualcode.tui.remembered import Recent, Remembered
from qualcode.tui.studies import shown
from qualcode.tui.studies.screen import StudiesScreen
from qualcode.tui.studies.shown import Known, Seen
from qualcode.tui.widgets.bars import Keys
from qualcode.tui.widgets.form import Form

from .conftest import Hands, keys_of

Check = Callable[[Hands, str], Awaitable[None]]
CHECKS: dict[str, Check] = {}


def of(*names: str) -> Callable[[Check], Check]:
    """Says which actions a check is for."""

    def put_down(check: Check) -> Check:
        CHECKS.update(dict.fromkeys(names, check))
        return check

    return put_down


@pytest.fixture
def folder(copied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with two studies in it."""
    here = tmp_path / "onderzoek"
    here.mkdir()
    shutil.copy(copied, here / "een.qualcode")
    make(here / "twee.qualcode")
    monkeypatch.chdir(here)
    monkeypatch.setenv("HOME", str(tmp_path))
    return here


class Opened:
    """The screens without a study, or with one."""

    def __init__(
        self, path: Path | None = None, coder: str | None = "Anna", kept: Remembered | None = None
    ) -> None:
        self.app = Workbench(path, coder, remembered=kept)
        self._test = self.app.run_test(size=(120, 40), notifications=True)

    async def __aenter__(self) -> Hands:
        hands = Hands(self.app, await self._test.__aenter__())
        await hands.settle()
        if self.app.path is not None:
            await hands.press("1")
        return hands

    async def __aexit__(self, *error: Any) -> None:
        await self._test.__aexit__(*error)


def said(hands: Hands, part: str = "#told") -> str:
    return str(hands.app.screen.query_one(part).render())


def studies(hands: Hands) -> StudiesScreen:
    assert isinstance(hands.app.screen, StudiesScreen)
    return hands.app.screen


async def write_in(hands: Hands, **values: str) -> None:
    """Fills in lines of the form that is shown, and presses Enter."""
    assert isinstance(hands.app.screen, Form)
    for name, value in values.items():
        hands.app.screen.query_one(f"#{name}").value = value  # type: ignore[attr-defined]
    await hands.press("enter")


@of("open")
async def open_shows_its_library(hands: Hands, key: str) -> None:
    await hands.press(key)
    assert isinstance(hands.app.screen, LibraryScreen)
    assert hands.app.study_name == "een.qualcode"
    assert "P01-W01" in said(hands)


@of("other")
async def other_opens_by_its_path(hands: Hands, key: str) -> None:
    await hands.press(key, "enter")
    assert "Write the path of a study." in said(hands, "#wrong")
    await write_in(hands, path="nergens.qualcode")
    assert "is no longer there" in said(hands, "#wrong")
    await write_in(hands, path="~/onderzoek/twee.qualcode")
    assert hands.app.study_name == "twee.qualcode"
    assert "No documents yet" in said(hands)


@of("new")
async def new_makes_a_study(hands: Hands, key: str) -> None:
    await hands.press(key)
    await write_in(hands, path="twee")
    assert "twee.qualcode" in said(hands, "#wrong")  # there is one already
    await write_in(hands, path="drie", template="ips-cmd", language="en")
    assert hands.app.study_name == "drie.qualcode"
    assert hands.app.path is not None
    with Study(hands.app.path) as study:
        assert study.language == "en"
        assert len(codebook(study)) > 20


@of("demo")
async def demo_is_built_and_opened(hands: Hands, key: str) -> None:
    await hands.press(key)
    await write_in(hands, folder="een map")
    assert hands.app.study_name == "demo.qualcode"
    assert isinstance(hands.app.screen, LibraryScreen)
    assert "P01-W01" in said(hands)


@of("who")
async def who_is_at_work_is_said(hands: Hands, key: str) -> None:
    await hands.press(key)
    await write_in(hands, coder="study")
    assert "qualcode keeps it for itself" in said(hands, "#wrong")
    await write_in(hands, coder="Carla")
    assert "Carla" in said(hands, "Heading")
    await hands.press("enter", "enter", "tab", "g")
    assert isinstance(hands.app.screen, CodingScreen)
    assert hands.app.path is not None
    with Study(hands.app.path) as study:
        assert [each.code for each in codings(study, Where(coder="Carla"))] == ["stigma"]


@of("forget")
async def forget_takes_it_off_the_list(hands: Hands, key: str) -> None:
    far = Path("/nowhere/far.qualcode")
    hands.app.remembered.opened(far)
    await hands.press("1", "home")
    assert "is no longer there" in said(hands)
    await hands.press(key)
    assert far not in [each.path for each in studies(hands).known]
    await hands.press(key)
    assert any("can't be taken off the list" in told for told in hands.told)


@pytest.mark.parametrize(("name", "key"), keys_of(STUDIES))
async def test_an_action_does_what_it_says(folder: Path, name: str, key: str) -> None:
    async with Opened() as hands:
        assert [each.path for each in studies(hands).known] == sorted(folder.glob("*"))
        await CHECKS[name](hands, key)


@pytest.mark.usefixtures("folder")
async def test_the_keys_fit_in_a_line() -> None:
    async with Opened() as hands:
        assert len(str(hands.app.screen.query_one(Keys).render())) <= 118


# What is told of files


def test_a_look_tells_what_is_there_and_what_is_wrong(folder: Path, copied: Path) -> None:
    assert shown.look(folder / "een.qualcode").told.startswith("4 documents · Anna, Bram · ")
    assert shown.look(folder / "twee.qualcode").told.startswith("0 documents · no coders yet · ")
    assert shown.look(folder / "weg.qualcode") == Seen("is no longer there", usable=False)
    (folder / "no.qualcode").write_text("no study", encoding="utf-8")
    assert shown.look(folder / "no.qualcode").told == "is not a qualcode study."
    newer = Path(shutil.copy(copied, folder / "newer.qualcode"))
    with closing(sqlite3.connect(newer)) as db:
        db.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    assert shown.look(newer).told.startswith("was made by a newer qualcode")


def test_a_locked_study_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualcode.study.connection.BUSY_SECONDS", 0)
    with closing(sqlite3.connect(folder / "een.qualcode", isolation_level=None)) as db:
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("BEGIN EXCLUSIVE")
        seen = shown.look(folder / "een.qualcode")
    assert seen == Seen("Another program is writing to the study.", usable=False)


def test_recent_ones_come_first_and_none_twice() -> None:
    recent = [Recent(Path("/x/b.qualcode"), "2020-05-05"), Recent(Path("/y/a.qualcode"), "2020")]
    found = shown.listed(recent, [Path("/x/a.qualcode"), Path("/x/b.qualcode")])
    assert [str(each.path) for each in found] == [
        "/x/b.qualcode", "/y/a.qualcode", "/x/a.qualcode",
    ]  # fmt: skip
    assert found[-1].opened is None


def test_when_is_told_as_people_say_it() -> None:
    def at(day: int) -> str:
        return datetime(2020, 5, day, 12, tzinfo=UTC).isoformat()

    today = date(2020, 5, 4)
    assert shown.when(at(4), today).startswith("today ")
    assert shown.when(at(3), today).startswith("yesterday ")
    assert shown.when(at(1), today) == "2020-05-01"
    assert shown.when(None, today) == "in this folder"
    assert shown.when("rubbish", today) == ""


@pytest.mark.parametrize("width", [78, 118, 248])
def test_a_row_fits_its_line(width: int) -> None:
    each = Known(Path("/a/very/long/folder/日本語/" + "x" * 90 + ".qualcode"), "2020-05-04")
    seen = Seen("12 documents · " + "y" * 300, usable=True)
    from qualcode.tui.page.wrapping import cells

    line = shown.row(each, seen, is_open=True, width=width, today=date(2020, 5, 5))
    assert cells("".join(words for words, _ in line)) <= width


# Opening another


async def test_what_is_wrong_is_told_and_the_old_study_stays_open(folder: Path) -> None:
    (folder / "stuk.qualcode").write_text("no study", encoding="utf-8")
    async with Opened(folder / "een.qualcode") as hands:
        before = hands.app.desk
        await hands.press("down", "enter")
        assert isinstance(hands.app.screen, StudiesScreen)
        assert any("is not a qualcode study" in told for told in hands.told)
        assert hands.app.desk is before
        await hands.press("2")
        assert "P01-W01" in said(hands)


async def test_another_study_begins_with_screens_of_its_own(folder: Path) -> None:
    async with Opened(folder / "een.qualcode") as hands:
        hands.app.go(Goal(CODING, document="P01-W01"))
        await hands.settle()
        old = hands.coding
        opened, answers = Event(), list[bool]()
        hands.app.ask(lambda _: opened.wait(20), answers.append)
        hands.app.open_study(folder / "twee.qualcode")
        while hands.app.study_name != "twee.qualcode":
            await hands.pilot.pause()
        opened.set()  # the desk of the old study answers only now, and nobody listens
        await hands.settle()
        assert answers == []
        assert "No documents yet" in said(hands)
        assert not old.is_running
        await hands.press("3")
        assert "choose one in the Library" in said(hands, "Heading")
        await hands.press("escape", "escape")
        assert isinstance(hands.app.screen, LibraryScreen)
        hands.app.open_study(folder / "een.qualcode")
        await hands.settle()
        assert "P01-W01" in said(hands)
        assert hands.app.unanswered == 0


async def test_a_study_that_was_opened_is_remembered(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "kept.json"
    kept = Remembered(file)
    async with Opened(kept=kept) as hands:
        await hands.press("down", "enter")
        assert hands.app.study_name == "twee.qualcode"
    kept.close()
    assert [each.path for each in Remembered(file).recent()] == [folder / "twee.qualcode"]


async def test_the_open_study_is_told_and_where_it_lies(folder: Path) -> None:
    async with Opened(folder / "een.qualcode") as hands:
        assert "open now · 4 documents" in said(hands)
        assert "een.qualcode" in said(hands, "Heading")
        before = hands.app.desk
        await hands.press("enter")
        assert isinstance(hands.app.screen, LibraryScreen)
        assert hands.app.desk is before  # it was open already


async def test_nothing_at_all_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "leeg"
    empty.mkdir()
    monkeypatch.chdir(empty)
    async with Opened(coder=None) as hands:
        assert "No study was opened here yet" in said(hands, "#none")
        assert "w says who you are" in said(hands, "Heading")
        await hands.press("enter", "delete", "u", "2")
        assert isinstance(hands.app.screen, LibraryScreen)
        assert any("No study is open" in told for told in hands.told)


@pytest.mark.parametrize("theme", ["dark", "light", "high contrast"])
def test_it_looks_as_it_did(
    snap_compare: Any, folder: Path, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "qualcode.tui.studies.screen.Path.cwd", classmethod(lambda _: Path("onderzoek"))
    )
    seen = Seen("4 documents · Anna, Bram · 0.3 MB", usable=True)
    looks = {"weg.qualcode": Seen("is no longer there", usable=False)}
    monkeypatch.setattr(shown, "look", lambda path: looks.get(path.name, seen))
    kept = Remembered(clock=lambda: "2020-05-04T12:00:00+00:00")
    kept.opened(Path("~/elders/weg.qualcode").expanduser())
    kept.opened(folder / "een.qualcode")
    app = Workbench(None, "Anna", remembered=kept)
    app.theme = theme

    async def settle(pilot: Any) -> None:
        await Hands(app, pilot).settle()
        await pilot.press("down")

    assert snap_compare(app, terminal_size=(120, 30), run_before=settle)
