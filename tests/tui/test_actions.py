"""Every action does what the help says of it, by each of its keys."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from coding.material import FILES

from qualcode.coding.documents import documents
from qualcode.coding.marking import Passage, code
from qualcode.coding.retrieval import Where, codings
from qualcode.study.file import Study
from qualcode.tui.coding.code_picker import CodePicker
from qualcode.tui.coding.notes_pane import NotesPane
from qualcode.tui.coding.screen import CodingScreen
from qualcode.tui.keys.action import CODING, EVERYWHERE, TRANSCRIPT
from qualcode.tui.keys.help import Help
from qualcode.tui.library.screen import LibraryScreen
from qualcode.tui.widgets.asking import Asking
from qualcode.tui.widgets.bars import Heading
from qualcode.tui.widgets.writing import Writing
from qualcode.tui.workplace import Workplace

from .conftest import Hands, Start, keys_of

ROOT = Path(__file__).parents[2]
Check = Callable[[Hands, str], Awaitable[None]]
CHECKS: dict[str, Check] = {}


def of(*names: str) -> Callable[[Check], Check]:
    """Says which actions a check is for."""

    def put_down(check: Check) -> Check:
        CHECKS.update(dict.fromkeys(names, check))
        return check

    return put_down


async def notes_told(hands: Hands) -> list[str]:
    """What stands under the title of the notes, once the keys rest."""
    while hands.coding._resting is not None:
        await hands.pilot.pause(0.02)
    _, *lines = hands.coding.query_one(NotesPane).lines
    return ["".join(words for words, _ in line).strip() for line in lines]


@of("help")
async def help_shows(hands: Hands, key: str) -> None:
    await hands.press(key)
    assert isinstance(hands.app.screen, Help)
    await hands.press("escape")
    assert isinstance(hands.app.screen, CodingScreen)


@of("palette")
async def palette_opens(hands: Hands, key: str) -> None:
    await hands.press(key)
    assert type(hands.app.screen).__name__ == "CommandPalette"
    await hands.press(*"next sentence")
    await hands.pilot.pause(0.5)
    await hands.press("enter")
    await hands.pilot.pause(0.2)
    assert hands.selected == "Hoe gaat het met het werk?"


@of("undo", "redo")
async def undo_takes_back(hands: Hands, key: str) -> None:
    await hands.press("tab", "g")
    coded = hands.codes
    await hands.press("u")
    assert hands.codes == coded[1:]
    if key != "u":
        await hands.press(key)
        assert hands.codes == coded


@of("back")
async def back_takes_the_selection_away_and_then_goes_back(hands: Hands, key: str) -> None:
    await hands.press("tab", key)
    assert hands.selected == ""
    await hands.press(key)
    assert isinstance(hands.app.screen, LibraryScreen)


@of("studies", "library", "case", "passages", "matrix", "codebook")
async def a_digit_shows_its_screen(hands: Hands, key: str) -> None:
    await hands.press(key)
    assert isinstance(hands.app.screen, Workplace)
    assert hands.app.screen.places[0] == hands.app.keymap.by_key(EVERYWHERE)[key]
    await hands.press("escape" if key != "2" else "3")
    assert isinstance(hands.app.screen, CodingScreen)


@of("timeline", "agreement", "classification")
async def what_is_not_built_says_what_it_will_show(hands: Hands, key: str) -> None:
    await a_digit_shows_its_screen(hands, key)
    await hands.press(key)
    assert "It will show" in str(hands.app.screen.query_one("VerticalScroll Static").render())


@of("coding")
async def coding_comes_back_to_the_same_place(hands: Hands, key: str) -> None:
    await hands.press("ctrl+down", "2", key)
    assert hands.page.turn is not None and hands.page.turn.n == 2


@of("theme")
async def colours_change_and_come_round(hands: Hands, key: str) -> None:
    seen = []
    for _ in range(4):
        await hands.press(key)
        seen.append(hands.app.theme)
    assert seen == ["light", "high contrast", "sixteen colours", "dark"]


@of("quit")
async def quit_ends(hands: Hands, key: str) -> None:
    await hands.pilot.press(key)
    assert not hands.app.is_running or hands.app._exit


@of("pick")
async def pick_finds_a_code_by_some_letters(hands: Hands, key: str) -> None:
    await hands.press("tab", key)
    assert isinstance(hands.app.screen, CodePicker)
    await hands.press(*"integr", "enter")
    assert "zorg/integratie" in hands.codes
    await hands.press("tab", key, "escape")
    assert hands.selected


@of("again")
async def again_puts_the_same_code(hands: Hands, key: str) -> None:
    await hands.press("tab", key)
    assert hands.told == ["No code was put on anything yet."]
    await hands.press("g", "tab", key)
    assert hands.codes.count("stigma") == 2


@of("in-vivo")
async def selected_words_become_a_code(hands: Hands, key: str) -> None:
    await hands.press(*["tab"] * 5, key, "enter", "enter")  # Ik schaamde me kapot.
    assert "Ik schaamde me kapot" in hands.codes
    (made,) = [m for m in hands.page.marks.all if m.code == "Ik schaamde me kapot"]
    assert hands.page.text[made.start : made.end] == "Ik schaamde me kapot."
    await hands.press("u")
    assert made.code not in hands.codes
    assert hands.coding.shown is not None  # the codebook is nobody's: the code stays in it
    assert made.code in {code.code for code in hands.coding.shown.book}


@of("remove")
async def remove_takes_off_what_is_mine(hands: Hands, key: str) -> None:
    await hands.press("ctrl+down", key)
    assert "werk" not in hands.codes
    await hands.press("ctrl+home", key)
    assert "There is no coding of yours under the cursor." in hands.told


@of("boundaries")
async def a_coding_gets_the_selected_words(hands: Hands, key: str) -> None:
    await hands.press(key)
    assert any("Select the words" in told for told in hands.told)
    await hands.press("ctrl+down", "space", key)
    (mark,) = [mark for mark in hands.page.marks.all if mark.code == "werk"]
    assert hands.page.text[mark.start : mark.end] == "Goed"
    await hands.press("u")
    (mark,) = [mark for mark in hands.page.marks.all if mark.code == "werk"]
    assert hands.page.text[mark.start : mark.end].startswith("Goed, ik werk")


@of("about")
async def a_coding_is_about_a_time(hands: Hands, key: str) -> None:
    await hands.press("ctrl+down", key, *"2019-13", "enter")
    assert isinstance(hands.app.screen, Asking), "it is no date, and can be mended"
    await hands.press("backspace", "backspace", *"3", "enter")
    assert [mark.about for mark in hands.coding.under_cursor] == ["2019-03"]


@of("memo")
async def a_memo_is_written_where_the_cursor_is(hands: Hands, key: str) -> None:
    await hands.press("ctrl+down", key, *"refl", "enter", *"Hmm.", "ctrl+s")
    assert await notes_told(hands) == ["✎ reflexive · Anna (you)", "Hmm."]
    await hands.press("u")
    assert await notes_told(hands) == ["none here"]


@of("star")
async def a_coding_is_chosen_as_a_quote_and_again_not(hands: Hands, key: str) -> None:
    await hands.press("ctrl+down", key)
    assert await notes_told(hands) == ["★ quote · Anna (you)"]
    await hands.press(key)
    assert await notes_told(hands) == ["none here"]


@of("edited-form")
async def a_quote_gets_an_edited_form(hands: Hands, key: str) -> None:
    await hands.press("ctrl+down", key, "x", "ctrl+s")
    assert "Not saved" in str(hands.app.screen.query_one("#hint").render())
    await hands.press("backspace", "backspace", *"!", "ctrl+s")
    assert await notes_told(hands) == [
        "★ quote · Anna (you)", "Goed, ik werk nu bij de", "bakker op de hoek!"
    ]  # fmt: skip


@of("flag")
async def the_team_is_asked_and_has_answered(hands: Hands, key: str) -> None:
    await hands.press("ctrl+down", key, *"Echt?", "ctrl+s")
    assert await notes_told(hands) == ["⚑ question · Anna (you)", "Echt?"]
    await hands.press(key, "down", "enter", *"Ja.", "ctrl+s")
    assert await notes_told(hands) == ["✎ decision · Anna (you)", "Ja."]


@of("summary")
async def a_case_is_summarised_on_the_code_under_the_cursor(hands: Hands, key: str) -> None:
    await hands.press("ctrl+down", key, *"Werkt.", "ctrl+s")
    assert hands.told[-1] == "What P01 says of werk in W01: written."
    await hands.press(key)
    assert isinstance(hands.app.screen, Writing) and hands.app.screen.text == "Werkt."


@of("next-coding", "previous-coding")
async def codings_are_jumped_to(hands: Hands, key: str) -> None:
    starts = sorted({mark.start for mark in hands.page.marks.all})
    forward = key in ("ctrl+n", ">")
    if not forward:
        await hands.press("ctrl+end")
    seen = []
    for _ in starts:
        await hands.press(key)
        seen.append(hands.page.cursor)
    assert seen == (starts if forward else starts[::-1])


@of("next-uncoded", "previous-uncoded")
async def uncoded_turns_are_jumped_to(hands: Hands, key: str) -> None:
    if key in ("ctrl+y", "{"):
        await hands.press("ctrl+end")
    await hands.press(key)
    assert hands.page.turn is not None and hands.page.turn.n == 3


@of("next-of-speaker", "previous-of-speaker")
async def turns_of_one_speaker_are_jumped_to(hands: Hands, key: str) -> None:
    on = key in ("ctrl+e", "]")
    await hands.press("ctrl+down" if on else "ctrl+end", key)
    assert hands.page.turn is not None and hands.page.turn.n == 4
    await hands.press(key, key)
    assert "There is no further turn of this speaker that way." in hands.told


@of("turn")
async def a_turn_is_gone_to_by_its_number(hands: Hands, key: str) -> None:
    await hands.press(key, *"50", "enter")
    assert "numbered 1 to 6" in str(hands.app.screen.query_one("#wrong").render())
    await hands.press("backspace", "backspace", "5", "enter")
    assert hands.page.turn is not None and hands.page.turn.n == 5


@of("find")
async def words_are_found(hands: Hands, key: str) -> None:
    await hands.press(key, *"schaam*", "enter")
    assert hands.selected == "schaamde"
    assert hands.told[-1] == "«schaam*»: 1 of 2"
    await hands.press(key, *["backspace"] * 7, *"koe", "enter")
    assert hands.told[-1] == "«koe» doesn't stand in P01-W01."


@of("next-find", "previous-find")
async def finds_are_gone_to_one_by_one_and_round(hands: Hands, key: str) -> None:
    await hands.press(key, *"schaam*", "enter")  # asks where nothing was asked yet
    seen = [hands.page.cursor]
    for _ in range(2):
        await hands.press(key)
        seen.append(hands.page.cursor)
    assert seen[0] == seen[2] != seen[1]


@of("show-only")
async def only_some_codings_are_shown(hands: Hands, key: str) -> None:
    everything = hands.codes
    await hands.press(key, *"only zelf", "enter")
    assert set(hands.codes) == {"stigma/zelf"}
    told = str(hands.coding.query_one(Heading).render())
    assert f"only stigma/zelf: {len(hands.codes)} of {len(everything)} codings" in told
    await hands.press(key, "enter")
    assert hands.codes == everything


@of("done")
async def done_is_said_and_taken_back(hands: Hands, key: str) -> None:
    await hands.press("tab", "g", key)
    assert hands.coding.shown is not None and hands.coding.shown.state == "done"
    assert "Done with P01-W01." in hands.told


@of("tree")
async def the_tree_puts_its_code_on(hands: Hands, key: str) -> None:
    await hands.press("tab", key, "down", "enter")
    assert "stigma/publiek" in hands.codes
    await hands.press(key, key, "right")
    assert hands.page.has_focus


@of("grow", "shrink")
async def selection_grows_and_shrinks(hands: Hands, _key: str) -> None:
    await hands.press("ctrl+end", "ctrl+up", "ctrl+right")
    seen = []
    for _ in range(3):
        await hands.press("space")
        seen.append(hands.selected)
    turn = FILES["P01-W01"].splitlines()[5].removeprefix("P01: ")
    assert seen == ["Café", turn.removeprefix("Ja. "), turn]
    await hands.press("backspace")
    assert hands.selected == seen[1]


@of("sentence-next", "sentence-previous")
async def sentences_are_selected_one_by_one(hands: Hands, key: str) -> None:
    await hands.press("tab", "tab", "tab", "tab")
    assert hands.selected == "Ze kijken wel eens raar."
    await hands.press("shift+tab" if key == "shift+tab" else "tab")
    other = "En wat vinden ze daar van u?" if key == "shift+tab" else "Ik schaamde me kapot."
    assert hands.selected == other


@of("sentence-next-extend", "sentence-previous-extend")
async def selection_stretches_by_sentences(hands: Hands, key: str) -> None:
    await hands.press("ctrl+down", "ctrl+down", "ctrl+down", "tab")
    await hands.press(")" if key == ")" else "ctrl+f")
    assert hands.selected == "Ze kijken wel eens raar. Ik schaamde me kapot."
    if key in ("ctrl+o", "("):
        await hands.press(key)
        assert hands.selected == "Ze kijken wel eens raar. "


MOVES = {
    "character-next": (0, 1), "character-previous": (5, 4),
    "word-next": (0, 4), "word-previous": (6, 4),
    "turn-next": (0, 27), "turn-previous": (30, 27),
    "edge-next": (0, 26), "edge-previous": (9, 0),
    "row-next": (3, 30), "row-previous": (30, 3),
    "page-next": (0, None), "page-previous": (None, 0),
    "text-next": (0, None), "text-previous": (9, 0),
}  # fmt: skip


@of(*MOVES, *(f"{name}-extend" for name in MOVES))
async def cursor_goes_where_it_is_sent(hands: Hands, key: str) -> None:
    name = hands.app.keymap.by_key(TRANSCRIPT)[key]
    end = len(hands.page.text)
    start, goal = (end if at is None else at for at in MOVES[name.removesuffix("-extend")])
    hands.page.place(start)
    await hands.press(key)
    assert hands.page.cursor == goal
    text = hands.page.text[min(start, goal) : max(start, goal)]
    assert hands.selected == (text if name.endswith("-extend") else "")


@pytest.mark.parametrize(
    ("name", "key"),
    keys_of(EVERYWHERE, CODING, TRANSCRIPT),
)
async def test_an_action_does_what_it_says(start: Start, name: str, key: str) -> None:
    async with start("P01-W01") as hands:
        await CHECKS[name](hands, key)


async def test_a_hotkey_of_the_codebook_wins_over_an_action(copied: Path, start: Start) -> None:
    from qualcode.codebook.editing import Description, edit

    with Study(copied) as study:
        edit(study, "werk", Description(hotkey="D"))
    async with start("P01-W02") as hands:
        await hands.press("tab", "D")
        assert hands.codes[0] == "werk"
        await hands.press("ctrl+d")
        assert "Done with P01-W02." in hands.told


async def test_what_was_coded_is_in_the_file(copied: Path, start: Start) -> None:
    async with start("P02-W01") as hands:
        await hands.press("ctrl+down", "tab", "g")
    with Study(copied, viewer="Anna") as study:
        (made,) = codings(study, Where(doc="P02-W01", coder="Anna"))
        assert (made.code, made.quote) == ("stigma", "Ik zit thuis en wacht op de gemeente.")
        assert {each.name: each.state for each in documents(study)}["P02-W01"] == "doing"


async def test_a_write_that_fails_is_told_and_the_selection_stays(start: Start) -> None:
    async with start("P01-W01", coder=None) as hands:
        await hands.press("tab", "g")
        assert any("No coder is named for this." in told for told in hands.told)
        assert hands.selected == "Hoe gaat het met het werk?"


async def test_a_study_that_is_locked_is_told(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    def locked(*_: object) -> None:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr("qualcode.tui.coding.screen.code", locked)
    async with start("P01-W01") as hands:
        before = hands.codes
        await hands.press("tab", "g")
        assert any("Another program is writing to the study." in told for told in hands.told)
        assert hands.selected == "Hoe gaat het met het werk?"
        assert hands.codes == before


async def test_what_a_script_changes_meanwhile_appears(copied: Path, start: Start) -> None:
    async with start("P01-W02") as hands:
        hands.app._look()
        await hands.settle()
        with Study(copied, viewer="Anna") as other:
            code(other, "P01-W02", ["werk"], Passage(turn=2))
        hands.app._look()
        await hands.settle()
        assert "werk" in hands.codes
