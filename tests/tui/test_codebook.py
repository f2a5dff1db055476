"""Every action of the Codebook does what the help says of it, by each of its keys."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from qualcode.codebook.editing import Description, edit
from qualcode.codebook.reshaping import merge, split
from qualcode.codebook.stored import codebook
from qualcode.codebook.tree import Code
from qualcode.coding.retrieval import Where, codings
from qualcode.coding.rounds.assigning import assign
from qualcode.study.file import Study
from qualcode.tui.app import Workbench
from qualcode.tui.codebook.panes import Details
from qualcode.tui.codebook.screen import CodebookScreen
from qualcode.tui.goals import Goal
from qualcode.tui.keys.action import CODEBOOK, PASSAGES
from qualcode.tui.page.wrapping import cells
from qualcode.tui.widgets.asking import Confirming
from qualcode.tui.widgets.form import Form
from qualcode.tui.widgets.listing import Lines
from qualcode.tui.widgets.picker import Picker
from qualcode.tui.widgets.writing import Writing

from .conftest import Hands, Start, keys_of

Check = Callable[[Hands, str], Awaitable[None]]
CHECKS: dict[str, Check] = {}
ALL = ["stigma", "stigma/publiek", "stigma/zelf", "zorg", "zorg/integratie", "werk"]


def of(*names: str) -> Callable[[Check], Check]:
    """Says which actions a check is for."""

    def put_down(check: Check) -> Check:
        CHECKS.update(dict.fromkeys(names, check))
        return check

    return put_down


def place(hands: Hands) -> CodebookScreen:
    """The Codebook, whatever lies over it."""
    screen = next(each for each in hands.app.screen_stack if isinstance(each, CodebookScreen))
    assert isinstance(screen, CodebookScreen)
    return screen


def paths(hands: Hands) -> list[str]:
    """The rows that are seen."""
    return [row.code.code for row in place(hands).tree_.rows]


def at(hands: Hands) -> str:
    """The code under the cursor."""
    code = place(hands).tree_.code
    assert code is not None
    return code.code


def stands(hands: Hands, name: str) -> Code:
    """A code as it stands in the file."""
    path = hands.app.path
    assert path is not None
    with Study(path) as study:
        return codebook(study).find(name)


def told(hands: Hands) -> str:
    """What was said last."""
    return hands.told[-1] if hands.told else ""


def refused(hands: Hands) -> str:
    """What the form says is wrong."""
    assert isinstance(hands.app.screen, Form)
    return str(hands.app.screen.query_one("#wrong").render())


def lines(pane: Lines) -> list[str]:
    return ["".join(text for text, _ in pane.line(row)) for row in range(pane.row_count)]


def heading(hands: Hands) -> str:
    return str(place(hands).query_one("Heading").render())


async def rest(hands: Hands) -> None:
    """Waits until the screen has asked what is known of the codes, and shows it."""
    while place(hands)._resting is not None:
        await hands.pilot.pause()
    await hands.settle()


async def go(hands: Hands, code: str = "stigma") -> None:
    hands.app.go(Goal(CODEBOOK, code=code))
    await hands.settle()
    assert at(hands) == code


async def type_anew(hands: Hands, text: str) -> None:
    """Types a line in the place of the one that stands there."""
    await hands.press("end", "ctrl+u", *text, "enter")


@of("new")
async def new_makes_one_beside(hands: Hands, key: str) -> None:
    await go(hands, "stigma/publiek")
    await hands.press(key, *"angst", "enter")
    assert isinstance(hands.app.screen, Confirming)  # two documents were done without it
    await hands.press("enter")
    assert at(hands) == "stigma/angst"
    assert told(hands) == "added stigma/angst; 2 documents that were done need another look."


@of("new-below")
async def new_below_makes_one_under_it(hands: Hands, key: str) -> None:
    await go(hands, "werk")
    await hands.press(key, "enter")
    assert "has no name yet" in refused(hands)
    await hands.press(*"uren", "down", *"Hoeveel.", "down", "s", "enter")
    assert "«s» can't be a hotkey" in refused(hands)
    await type_anew(hands, "h")
    await hands.press("enter")
    code = stands(hands, "werk/uren")
    assert (at(hands), code.definition, code.hotkey) == ("werk/uren", "Hoeveel.", "h")


@of("edit")
async def edit_offers_each_field(hands: Hands, key: str) -> None:
    await go(hands, "stigma/zelf")
    for letters in ("when not", "keyw", "exam"):
        await hands.press(key, *letters, "enter")
        assert isinstance(hands.app.screen, Writing)
        await hands.press(*"een", "enter", *"twee", "ctrl+s")
        if letters == "when not":
            await hands.press("enter")
    await hands.press(key, *"names", "enter", *"nl: Zelf", "ctrl+s")
    code = stands(hands, "stigma/zelf")
    assert code.not_when == "een twee"
    assert code.keywords == code.examples == ("een", "twee")
    assert code.names == {"nl": "Zelf"}
    for field, where in (("colour", Picker), ("hotkey", Form), ("name in", Form)):
        await hands.press(key, *field, "enter")
        assert isinstance(hands.app.screen, where)
        await hands.press("escape")
    await hands.press(key, *"domain", "enter")
    assert stands(hands, "stigma/zelf").domain


@of("definition")
async def definition_is_written_once_its_reach_is_seen(hands: Hands, key: str) -> None:
    await go(hands, "stigma/zelf")
    await hands.press(key, *" Echt.", "ctrl+s")
    assert isinstance(hands.app.screen, Confirming)
    await hands.press("escape")  # what was written stands there again
    assert isinstance(hands.app.screen, Writing) and hands.app.screen.text.endswith(" Echt.")
    assert stands(hands, "stigma/zelf").definition == "Wat iemand van zichzelf denkt."
    await hands.press("ctrl+s", "enter")
    assert stands(hands, "stigma/zelf").definition == "Wat iemand van zichzelf denkt. Echt."
    await rest(hands)
    assert any("definition (material)" in line for line in lines(place(hands).query_one(Details)))


@of("rename")
async def rename_keeps_the_cursor(hands: Hands, key: str) -> None:
    await go(hands, "stigma/zelf")
    await hands.press(key)
    await type_anew(hands, "publiek")
    assert "There is a code stigma/publiek already" in refused(hands)
    await type_anew(hands, "zelfbeeld")
    assert at(hands) == "stigma/zelfbeeld"
    assert told(hands) == "stigma/zelf is stigma/zelfbeeld now."


@of("colour")
async def colour_is_picked_typed_or_none(hands: Hands, key: str) -> None:
    await go(hands, "werk")
    await hands.press(key, *"sky", "enter")
    assert stands(hands, "werk").colour == "#56b4e9"
    await hands.press(key, *"another", "enter")
    await type_anew(hands, "rood")
    assert "«rood» is not a colour" in refused(hands)
    await type_anew(hands, "#B5495B")
    assert stands(hands, "werk").colour == "#b5495b"
    await hands.press(key, *"none", "enter")
    assert stands(hands, "werk").colour is None


@of("hotkey")
async def hotkey_is_given_where_it_is_free(hands: Hands, key: str) -> None:
    await go(hands, "werk")
    await hands.press(key)
    for wrong in ("g", "s", "7", "ab"):  # stigma's; the program's own; two characters
        await type_anew(hands, wrong)
        assert f"«{wrong}»" in refused(hands)
    await type_anew(hands, "w")
    assert stands(hands, "werk").hotkey == "w"
    await hands.press(key)
    await type_anew(hands, "")
    assert stands(hands, "werk").hotkey is None


@of("domain")
async def domain_is_said_and_unsaid(hands: Hands, key: str) -> None:
    await go(hands, "stigma")
    await hands.press(key)
    assert stands(hands, "stigma").domain
    await hands.press(key)
    assert not stands(hands, "stigma").domain


@of("move")
async def move_goes_under_another_or_to_the_top(hands: Hands, key: str) -> None:
    await go(hands, "stigma/zelf")
    await hands.press(key, *"zorg", "enter")
    assert "2 codings in 1 document (Anna 2)" in str(hands.app.screen.query_one("Static").render())
    await hands.press("enter")
    assert at(hands) == "zorg/zelf"
    await hands.press(key, *"at the top", "enter", "enter")
    assert at(hands) == "zelf"


@of("move-up", "move-down", "move-in", "move-out")
async def steps_move_it_and_the_cursor_stays_on_it(hands: Hands, key: str) -> None:
    name = hands.app.keymap.by_key(CODEBOOK)[key]
    begin, end = {
        "move-up": ("werk", "werk"),
        "move-down": ("stigma", "stigma"),
        "move-in": ("werk", "zorg/werk"),
        "move-out": ("stigma/zelf", "zelf"),
    }[name]
    await go(hands, begin)
    await hands.press(key)
    if isinstance(hands.app.screen, Confirming):
        await hands.press("enter")
    assert at(hands) == end
    if name in ("move-up", "move-down"):
        assert [path for path in paths(hands) if "/" not in path] == {
            "move-up": ["stigma", "werk", "zorg"],
            "move-down": ["zorg", "stigma", "werk"],
        }[name]
        await hands.press(key, key)
        assert "can't go further that way" in told(hands)


@of("merge")
async def merge_takes_the_marked_or_the_one(hands: Hands, key: str) -> None:
    await go(hands, "stigma/publiek")
    await hands.press("space", "space")
    assert "2 marked" in heading(hands)
    await hands.press(key, *"werk", "enter")
    assert "count for werk from then on" in str(hands.app.screen.query_one("Static").render())
    await hands.press("enter")
    assert at(hands) == "werk" and "marked" not in heading(hands)
    assert paths(hands) == ["stigma", "zorg", "zorg/integratie", "werk"]
    await go(hands, "zorg/integratie")
    await hands.press(key, *"werk", "enter", "enter")
    assert "zorg/integratie" not in paths(hands)


@of("split")
async def split_says_what_waits(hands: Hands, key: str) -> None:
    await go(hands, "stigma/zelf")
    await hands.press(key, *"schaamte, schuld", "enter")
    assert isinstance(hands.app.screen, Confirming)
    await hands.press("escape")
    assert isinstance(hands.app.screen, Form)
    await hands.press("enter", "enter")
    assert at(hands) == "stigma/zelf" and "q shows what waits" in told(hands)
    assert paths(hands)[3:5] == ["stigma/zelf/schaamte", "stigma/zelf/schuld"]
    await rest(hands)
    assert "  2 codings of before the split wait in the queue (q)." in [
        line.removeprefix(" ") for line in lines(place(hands).query_one(Details))
    ]


@of("remove")
async def remove_asks_what_becomes_of_codings(hands: Hands, key: str) -> None:
    await go(hands, "zorg")
    await hands.press(key)
    assert isinstance(hands.app.screen, Picker)
    await hands.press(*"move", "enter", *"werk", "enter")
    assert isinstance(hands.app.screen, Confirming)
    await hands.press("enter")
    assert paths(hands) == ["stigma", "stigma/publiek", "stigma/zelf", "werk"]
    await go(hands, "stigma/zelf")
    await hands.press(key, *"remove", "enter", "enter")
    await go(hands, "stigma")
    await hands.press(key, *"keep", "enter", "escape")
    assert "stigma" in paths(hands)
    assert hands.app.path is not None
    with Study(hands.app.path, viewer="Anna") as study:
        assert {each.code for each in codings(study, Where(coder="Anna"))} == {
            "werk",
            "stigma/publiek",
        }
    await hands.press("u")
    assert "stigma/zelf" in paths(hands)


@of("load")
async def load_shows_first_what_would_change(hands: Hands, key: str) -> None:
    assert hands.app.path is not None
    file = hands.app.path.with_name("more.yaml")
    file.write_text("codes:\n- code: vriendschap\n  definition: Vrienden.\n", encoding="utf-8")
    await hands.press(key, *str(file.with_name("mor.yaml")), "enter")
    assert "mor.yaml" in refused(hands)
    await type_anew(hands, str(file))
    assert "+ vriendschap" in str(hands.app.screen.query_one("Static").render())
    await hands.press("enter")
    assert "vriendschap" in paths(hands)


@of("save")
async def save_writes_a_file(hands: Hands, key: str) -> None:
    assert hands.app.path is not None
    await hands.press(key)
    await type_anew(hands, str(hands.app.path.with_name("out.docx")))
    assert "can't be saved like this" in refused(hands)
    await type_anew(hands, str(hands.app.path.with_name("out.yaml")))
    assert told(hands).startswith("Saved 6 codes in ")
    assert "stigma" in hands.app.path.with_name("out.yaml").read_text(encoding="utf-8")
    await hands.press(key, "enter")
    assert hands.app.path.with_name("small-codebook.yaml").is_file()


@of("check")
async def check_leads_to_the_code(hands: Hands, key: str) -> None:
    await go(hands, "werk")
    await hands.press("left", "z", key)
    assert isinstance(hands.app.screen, Picker)
    await hands.press(*"zorg/integratie has no example", "enter")
    assert at(hands) == "zorg/integratie"


@of("show-passages")
async def passages_goes_there(hands: Hands, key: str) -> None:
    asked = goals(hands)
    await go(hands, "stigma/zelf")
    await hands.press(key)
    await hands.press("tab", key)  # from the description, too
    assert asked == [Goal(PASSAGES, where=Where(code="stigma/zelf"))] * 2


@of("queue")
async def queue_goes_there(hands: Hands, key: str) -> None:
    asked = goals(hands)
    await hands.press(key)
    assert asked == [Goal(PASSAGES, queue=True)]


def goals(hands: Hands) -> list[Goal]:
    """Where the screen wants to go from now on, in place of going there."""
    asked: list[Goal] = []
    go_on = hands.app.go

    def note(goal: Goal) -> None:
        if goal.screen == PASSAGES:
            asked.append(goal)
        else:
            go_on(goal)

    hands.app.go = note  # type: ignore[method-assign]  # the other screen has tests of its own
    return asked


@of("filter")
async def filter_shows_what_is_asked(hands: Hands, key: str) -> None:
    await hands.press(key, *"zelf", "enter")
    assert paths(hands) == ["stigma", "stigma/zelf"] and at(hands) == "stigma/zelf"
    assert "1 with «zelf»" in heading(hands)
    await hands.press(key)
    await type_anew(hands, "xqj")
    assert any("No code has «xqj»" in line for line in lines(place(hands).query_one(Details)))
    await hands.press("e", "space", "enter", "left", "right", "escape")
    assert paths(hands) == ALL


@of("fold", "unfold", "fold-all")
async def branches_fold_and_unfold(hands: Hands, key: str) -> None:
    await go(hands, "stigma/zelf")
    await hands.press("left")  # to the code above
    assert at(hands) == "stigma"
    await hands.press("left")
    assert paths(hands) == ["stigma", "zorg", "zorg/integratie", "werk"]
    await hands.press("right")
    assert paths(hands) == ALL and at(hands) == "stigma"
    await hands.press("right")
    assert at(hands) == "stigma/publiek"
    await hands.press("z")
    assert paths(hands) == ["stigma", "zorg", "werk"] and at(hands) == "stigma"
    await hands.press("z")
    assert paths(hands) == ALL
    assert key in ("left", "right", "z")


@of("gone")
async def gone_ones_are_shown(hands: Hands, key: str) -> None:
    assert hands.app.path is not None
    with Study(hands.app.path) as study:
        merge(study, ["werk"], "zorg")
    await go(hands)
    assert "werk" not in paths(hands)
    await hands.press(key, "end")
    assert at(hands) == "werk"
    assert "with removed and merged ones" in heading(hands)
    await hands.press("r")
    assert told(hands) == "werk isn't in use any more."
    await hands.press(key)
    assert "werk" not in paths(hands)


@of("mark")
async def mark_goes_on_to_the_next(hands: Hands, key: str) -> None:
    await hands.press(key, key, "up", key)
    assert place(hands).marks == {stands(hands, "stigma").id}
    assert at(hands) == "stigma/zelf"
    await hands.press("escape")
    assert not place(hands).marks


@of("other-pane")
async def other_pane_scrolls(hands: Hands, key: str) -> None:
    await rest(hands)
    await hands.pilot.resize_terminal(100, 12)
    await hands.press(key, "down", "down")
    details = place(hands).query_one(Details)
    assert details.has_focus and details.top == 2
    await hands.press("end", "pageup", "home", "pagedown", "up", key)
    assert place(hands).tree_.has_focus
    await hands.press("down")
    assert details.top == 0


@pytest.mark.parametrize(("name", "key"), keys_of(CODEBOOK))
async def test_an_action_does_what_it_says(start: Start, name: str, key: str) -> None:
    async with start() as hands:
        await go(hands)
        await CHECKS[name](hands, key)


async def test_what_was_done_here_goes_back_at_once_and_comes_again(start: Start) -> None:
    async with start() as hands:
        await go(hands, "stigma")
        await hands.press("o", "u")
        assert not stands(hands, "stigma").domain
        assert told(hands).startswith("Taken back: edited stigma.")
        await hands.press("U")
        assert stands(hands, "stigma").domain
        assert told(hands).startswith("Done again: edited stigma.")


async def test_what_others_did_goes_back_only_when_it_was_seen(copied: Path, start: Start) -> None:
    with Study(copied) as study:
        edit(study, "werk", Description(hotkey="w"))
    async with start() as hands:
        await go(hands)
        await hands.press("u")
        assert isinstance(hands.app.screen, Confirming)
        await hands.press("escape")
        assert stands(hands, "werk").hotkey == "w"
        await hands.press("u", "enter")
        assert stands(hands, "werk").hotkey is None


async def test_quick_steps_are_all_taken(start: Start) -> None:
    async with start() as hands:
        await go(hands, "werk")
        for _ in range(2):
            await hands.pilot.press("K")
        await hands.settle()
        assert paths(hands)[0] == "werk" == at(hands)


async def test_a_change_by_a_script_leaves_cursor_filter_and_folds(
    copied: Path, start: Start
) -> None:
    async with start() as hands:
        await go(hands, "zorg")
        await hands.press("left")
        with Study(copied) as study:
            split(study, "stigma/publiek", ["pers"])
        place(hands).reload()
        await hands.settle()
        assert at(hands) == "zorg" and "zorg/integratie" not in paths(hands)
        assert "stigma/publiek/pers" in paths(hands)


async def test_a_new_code_is_seen_though_its_branch_is_folded_and_filtered(start: Start) -> None:
    async with start() as hands:
        await go(hands, "zorg")
        await hands.press("left", "N", *"huisarts", "enter", "enter")
        assert at(hands) == "zorg/huisarts"
        await hands.press("/", *"stigma", "enter", "n", *"vooroordeel", "enter", "enter")
        assert at(hands) == "vooroordeel" and "zorg" in paths(hands)


async def test_a_blind_coder_sees_the_codebook_as_it_was_and_changes_nothing(
    copied: Path, start: Start
) -> None:
    with Study(copied) as study:
        assign(study, ["P02-W01"], "Anna", blind=True)
        edit(study, "werk", Description(definition="Anders."))
    async with start() as hands:
        await go(hands, "werk")
        assert heading(hands).startswith("BLIND ROUND · Codebook as of its beginning, read only")
        assert "   Betaald werk." in lines(place(hands).query_one(Details))
        for key in ("n", "e", "D", "K", "l"):
            await hands.press(key)
            assert isinstance(hands.app.screen, CodebookScreen) and "holds still" in told(hands)
        await hands.press("u")
        assert "holds still" in told(hands)
        await hands.press("/", *"werk", "enter")  # looking around goes on
        assert paths(hands) == ["zorg", "zorg/integratie", "werk"]


async def test_a_change_that_fails_is_told_and_what_was_written_stays(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    def locked(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database is locked")

    async with start() as hands:
        await go(hands, "werk")
        monkeypatch.setattr("qualcode.tui.codebook.describing.edit", locked)
        await hands.press("d", *" Meer.", "ctrl+s")
        assert isinstance(hands.app.screen, Writing) and hands.app.screen.text.endswith(" Meer.")
        assert "Not saved:" in str(hands.app.screen.query_one("#hint").render())


async def test_an_empty_codebook_says_what_to_do(tmp_path: Path) -> None:
    from qualcode.codebook.loading import start as make

    make(tmp_path / "empty.qualcode")
    app = Workbench(tmp_path / "empty.qualcode", "Anna")
    async with app.run_test(notifications=True) as pilot:
        hands = Hands(app, pilot)
        await hands.settle()
        app.go(Goal(CODEBOOK))
        await hands.settle()
        assert any("n makes one" in line for line in lines(place(hands).query_one(Details)))
        for key in ("enter", "e", "m", "M", "x", "D", "space", "left", "right", "z", "K", "N", "k"):
            await hands.press(key)
            assert isinstance(app.screen, CodebookScreen), key
        await hands.press("n", *"zorg", "enter")
        assert at(hands) == "zorg"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (250, 70)])
async def test_it_fits_in_terminals_of_all_sizes(start: Start, size: tuple[int, int]) -> None:
    async with start(size=size) as hands:
        await go(hands, "stigma/publiek")
        screen = place(hands)
        assert screen.tree_.size.width >= 36 and screen.query_one(Details).size.width >= 40
        footer = str(screen.query_one("Keys").render())
        assert cells(footer) <= min(size[0], 120) - 2
        assert any("publiek" in line for line in lines(screen.tree_))


async def test_a_move_of_the_cursor_reads_nothing(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as hands:
        await go(hands)
        await rest(hands)
        asked: list[object] = []
        monkeypatch.setattr(CodebookScreen, "ask", lambda _, *question: asked.append(question))
        for key in ("down", "down", "end", "up", "home", "pagedown"):
            await hands.press(key)
        assert asked == [] and at(hands) == "werk"


@pytest.mark.parametrize("theme", ["dark", "light", "high contrast"])
def test_it_looks_as_it_did(snap_compare: Any, copied: Path, theme: str) -> None:
    with Study(copied, clock=lambda: 1_600_100_000_000) as study:
        said = Description(keywords=("schaamte",), hotkey="z", colour="#b5495b")
        edit(study, "stigma/zelf", said)
        edit(study, "zorg", Description(domain=True))
        split(study, "stigma/zelf", ["schuld", "schaamte"])
        merge(study, ["werk"], "zorg")
    app = Workbench(copied, "Anna")
    app.theme = theme

    async def open_codebook(pilot: Any) -> None:
        hands = Hands(app, pilot)
        await hands.settle()
        app.go(Goal(CODEBOOK, code="stigma/zelf"))
        await hands.settle()
        await hands.press("v", "space", "up")
        await rest(hands)

    assert snap_compare(app, terminal_size=(100, 30), run_before=open_codebook)
