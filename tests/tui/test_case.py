"""The Case screen: every action by each of its keys, and what a reader of cases relies on."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from coding.test_reading_cases import plan

from qualcode.coding.arriving.speaking import set_speakers
from qualcode.coding.marking import Passage, code
from qualcode.coding.retrieval import Where, codings
from qualcode.coding.rounds.assigning import assign
from qualcode.coding.writing.summaries import cell, summarise
from qualcode.spans import Span
from qualcode.study.file import Study
from qualcode.tui.app import Workbench
from qualcode.tui.case.screen import CaseScreen
from qualcode.tui.coding.screen import CodingScreen
from qualcode.tui.goals import Goal
from qualcode.tui.keys.action import CASE
from qualcode.tui.page.transcript import Transcript
from qualcode.tui.widgets.picker import Picker
from qualcode.tui.widgets.writing import Writing

from .conftest import Hands, Start, keys_of

Check = Callable[[Hands, str], Awaitable[None]]
CHECKS: dict[str, Check] = {}


def of(*names: str) -> Callable[[Check], Check]:
    """Says which actions a check is for."""

    def put_down(check: Check) -> Check:
        CHECKS.update(dict.fromkeys(names, check))
        return check

    return put_down


@pytest.fixture(autouse=True)
def longer(copied: Path) -> None:
    """P01 missed W03, hasn't come to W04, and speaks in the group; somebody wrote of them."""
    with Study(copied, viewer="Anna") as study:
        plan(study)
        set_speakers(study, "FG1", cases=["TB2=P01"])
        summarise(study, "P01", "Bakker, later gestopt.")
        summarise(study, "P01", "Schaamte overheerst.", code="stigma", wave="W01")


def case(hands: Hands) -> CaseScreen:
    assert isinstance(hands.app.screen, CaseScreen)
    return hands.app.screen


def selected(hands: Hands) -> str:
    page = case(hands).page
    chosen = page.selection
    return page.text[chosen.start : chosen.end] if chosen else ""


def label(hands: Hands) -> str:
    """The wave that the cursor is in."""
    way = case(hands).way
    return way.stops[way.at].label


def seen(hands: Hands, selector: str) -> str:
    """What a widget shows."""
    widget = hands.app.screen.query_one(selector)
    return "\n".join(strip.text for strip in widget.render_lines(widget.size.region))


def heading(hands: Hands) -> str:
    return str(hands.app.screen.query_one("Heading").render())


async def by_code(hands: Hands, name: str) -> None:
    await hands.press("f4", *name, "enter")


@of("open")
async def open_shows_the_sentence_in_its_document(hands: Hands, key: str) -> None:
    await hands.press("]", key)
    assert hands.coding.document == "P01-W02"
    assert hands.selected == "We spreken elkaar weer."
    await hands.press("escape", "escape")
    assert label(hands) == "W02"
    page = case(hands).page
    at = page.text.index("gestopt")
    page.choose(Span(at, at + 8))
    await hands.press(key)
    assert hands.selected == "gestopt "


@of("pick")
async def pick_codes_the_selection(hands: Hands, key: str) -> None:
    await hands.press(key)
    assert any("Select a passage first" in told for told in hands.told)
    await hands.press("]", "tab", key, *"integr", "enter")
    (made,) = [m for m in case(hands).page.marks.all if m.end - m.start == 23]
    assert made.code == "zorg/integratie"
    with Study(hands.app.path or Path(), viewer="Anna") as study:
        found = codings(study, Where(doc="P01-W02", code="zorg/integratie"))
    assert found[0].quote == "We spreken elkaar weer."


@of("again")
async def again_puts_the_same_code(hands: Hands, key: str) -> None:
    await hands.press("tab", key)
    assert hands.told == ["No code was put on anything yet."]
    await hands.press("g", "tab", key)
    assert [m.code for m in case(hands).page.marks.all].count("stigma") == 2


@of("remove")
async def remove_takes_off_what_is_mine(hands: Hands, key: str) -> None:
    await hands.press(key)
    assert hands.told == ["There is no coding of yours under the cursor."]
    await hands.press("ctrl+n", key)
    assert hands.told == ["Taken off: werk."]
    assert "werk" not in [m.code for m in case(hands).page.marks.all]


@of("next-coding", "previous-coding")
async def codings_are_jumped_to_through_all_interviews(hands: Hands, key: str) -> None:
    page = case(hands).page
    starts = sorted({mark.start for mark in page.marks.all})
    forward = key in ("ctrl+n", ">")
    if not forward:
        await hands.press("ctrl+end")
    came = []
    for _ in starts:
        await hands.press(key)
        came.append(page.cursor)
    assert came == (starts if forward else starts[::-1])
    await hands.press(key)
    assert hands.told == ["There is no further coding that way."]


@of("next-wave")
async def next_wave_passes_over_gaps(hands: Hands, key: str) -> None:
    await hands.press(key)
    assert label(hands) == "W02"
    await hands.press(key)
    assert label(hands) == "in a group"
    await hands.press(key)
    assert hands.told == ["There is no further interview that way."]


@of("previous-wave")
async def previous_wave_begins_with_this_one(hands: Hands, key: str) -> None:
    await hands.press("ctrl+end", key)
    assert label(hands) == "in a group"
    await hands.press(key, "ctrl+down", key)
    page = case(hands).page
    assert (label(hands), page.cursor) == ("W02", page.stops[1].start)
    await hands.press(key)
    assert page.cursor == 0


@of("pick-wave")
async def a_wave_is_picked(hands: Hands, key: str) -> None:
    await hands.press(key, *"ziek", "enter")
    assert label(hands) == "W03"


@of("next-case", "previous-case")
async def the_next_case_and_back_to_the_same_place(hands: Hands, key: str) -> None:
    if key in ("f7", "{"):
        await hands.press("f8", "ctrl+down", "ctrl+down")
    else:
        await hands.press("]")
    page = case(hands).page
    page.place(page.cursor + 70)
    before = page.cursor
    await hands.press(key)
    assert case(hands).case == ("P01" if key in ("f7", "{") else "P02")
    await hands.press(key)
    assert hands.told == ["There is no further case that way."]
    await hands.press("f8" if key in ("f7", "{") else "f7")
    assert case(hands).page.cursor == before


@of("pick-case")
async def a_case_is_picked(hands: Hands, key: str) -> None:
    await hands.press(key, *"p02", "enter")
    assert case(hands).case == "P02"
    assert "W02\n" in case(hands).page.text or "· not yet" in case(hands).page.text


@of("by-code")
async def the_code_under_the_cursor_is_offered_first(hands: Hands, key: str) -> None:
    await hands.press("]", "ctrl+n", key)
    assert isinstance(hands.app.screen, Picker)
    await hands.press("enter")
    side = case(hands).side
    assert case(hands).code == "zorg/integratie"
    assert side.has_focus and side.display and not case(hands).page.display
    assert side.column is not None and side.column.label == "W02"


@of("switch")
async def between_the_passages_and_the_text(hands: Hands, key: str) -> None:
    await hands.press(key, *"zelf", "enter")
    await hands.press("down", key)
    assert case(hands).page.has_focus
    assert selected(hands) == "U schaamde zich."
    assert "U schaamde zich." in seen(hands, "CasePage")
    await hands.press("]", key)
    assert label(hands) == "W02"
    await hands.press("right", key)
    assert (label(hands), case(hands).by_code) == ("W03", False)


@of("beside")
async def the_portrait_is_gone_to_and_left(hands: Hands, key: str) -> None:
    focused = []
    for _ in range(3):
        await hands.press(key)
        focused.append(hands.app.focused and hands.app.focused.id)
    assert focused == ["who", "here", None]
    assert case(hands).page.has_focus
    await hands.press(key, "escape")
    assert case(hands).page.has_focus


@of("summary")
async def the_portrait_is_written_on(hands: Hands, key: str) -> None:
    await hands.press(key)
    assert isinstance(hands.app.screen, Writing)
    assert hands.app.screen.text == "Bakker, later gestopt."
    await hands.press(*" Moe.", "ctrl+s")
    assert "gestopt. Moe." in seen(hands, "#who").replace("\n", " ").replace("  ", "")
    with Study(hands.app.path or Path()) as study:
        assert cell(study, "P01")[0].text == "Bakker, later gestopt. Moe."


@of("summary-other")
async def a_wave_is_summarised(hands: Hands, key: str) -> None:
    await hands.press("]", key, *"Gestopt.", "ctrl+s")
    assert "Gestopt." in seen(hands, "#here")
    with Study(hands.app.path or Path()) as study:
        assert [each.text for each in cell(study, "P01", wave="W02")] == ["Gestopt."]
    await hands.press("]", key)
    assert hands.told == ["This is in no wave: s writes the portrait."]


@pytest.mark.parametrize(("name", "key"), keys_of(CASE))
async def test_an_action_does_what_it_says(start: Start, name: str, key: str) -> None:
    async with start() as hands:
        await hands.press("4")
        await CHECKS[name](hands, key)


async def test_all_waves_are_read_in_order_with_their_gaps(start: Start) -> None:
    async with start() as hands:
        await hands.press("4")
        told = [(each.label, each.words) for each in case(hands).page.stops]
        assert told == [
            ("W01", "P01-W01 · 2020-05-04 · month 1.0 · interview 1 · 45 words"),
            ("W02", "P01-W02 · 2020-06-08 · month 2.1 · interview 2 · 28 words"),
            ("W03", "✗ missed: ziek"),
            ("W04", "· not yet"),
            ("in a group", "FG1 · 2020-11-12 · focus-group · 1 turn of P01"),
        ]
        text = case(hands).page.text
        assert "ze het een keer willen proberen" in text
        assert "bang zijn voor gedoe" not in text
        shown = seen(hands, "CasePage")
        assert "━━ W01 ● done" in shown
        assert "── W03" in shown


async def test_the_keys_of_a_text_work_and_no_heading_is_selected(start: Start) -> None:
    async with start() as hands:
        await hands.press("4", "tab")
        assert selected(hands) == "Hoe gaat het met het werk?"
        page = case(hands).page
        page.place(page.stops[1].start - 3)
        await hands.press("tab", "tab")
        assert selected(hands) == "We spreken elkaar weer."
        await hands.press("space")
        assert selected(hands) == "We spreken elkaar weer."


async def test_a_code_goes_to_the_document_it_is_selected_in(copied: Path, start: Start) -> None:
    async with start() as hands:
        await hands.press("4", "]", "]", "tab", "g")
        (made,) = [m for m in case(hands).page.marks.all if m.code == "stigma"]
        words = "En dat ze het een keer willen proberen."
        assert case(hands).page.text[made.start : made.end] == words
        with Study(copied, viewer="Anna") as study:
            (coding,) = [c for c in codings(study, Where(doc="FG1")) if c.code == "stigma"]
        assert (coding.quote, coding.turn) == (words, 3)
        await hands.press("u")
        assert "stigma" not in [m.code for m in case(hands).page.marks.all]
        assert label(hands) == "in a group"


async def test_a_selection_over_two_documents_is_refused(start: Start) -> None:
    async with start() as hands:
        await hands.press("4", "tab", *["ctrl+shift+down"] * 8, "g")
        assert any("A passage lies in one document" in told for told in hands.told)
        assert selected(hands)


async def test_a_first_coding_makes_the_heading_say_begun(start: Start) -> None:
    async with start() as hands:
        await hands.press("4", "f8", "tab")
        assert "W01 ○ to do" in seen(hands, "CasePage")
        await hands.press("g")
        assert "W01 ◐ begun" in seen(hands, "CasePage")
        await hands.press("tab")
        assert selected(hands) == "Ik zit thuis en wacht op de gemeente."


async def test_waves_stand_side_by_side_with_why_there_is_nothing(start: Start) -> None:
    async with start(size=(200, 40)) as hands:
        await hands.press("4")
        await by_code(hands, "stigma")
        columns = case(hands).side.columns
        assert [(each.label, each.told) for each in columns] == [
            ("W01", ""), ("W02", "not mentioned"), ("W03", "✗ missed: ziek"), ("W04", "· not yet"),
        ]  # fmt: skip
        shown = seen(hands, "SideBySide")
        for words in ("■ publiek · Bram", "■ zelf · Anna", "t5 · I", "Schaamte overheerst.",
                      "not mentioned", "✗ missed: ziek"):  # fmt: skip
            assert words in shown
        assert "stigma, passage 1 of 2" in heading(hands)


async def test_the_same_words_coded_twice_are_one_passage(start: Start) -> None:
    async with start() as hands:
        await hands.press("4")
        await by_code(hands, "stigma")
        first, second = case(hands).side.columns[0].passages
        assert [(c.code, c.coder) for c in first.codings] == [
            ("stigma/publiek", "Bram"), ("stigma/zelf", "Anna")
        ]  # fmt: skip
        assert [c.code for c in second.codings] == ["stigma/zelf"]


async def test_the_cursor_goes_over_waves_and_passages(start: Start) -> None:
    async with start() as hands:
        await hands.press("4")
        await by_code(hands, "stigma")
        side = case(hands).side
        await hands.press("down", "down")
        assert side.told == "passage 2 of 2"
        await hands.press("right")
        assert (side.at, side.told) == (1, "no passage")
        await hands.press("end", "home")
        assert (side.at, side.told) == (0, "passage 2 of 2")
        await hands.press("up", "enter")
        assert hands.coding.document == "P01-W01"
        assert hands.selected == "Ze kijken wel eens raar. Ik schaamde me kapot."
        await hands.press("escape", "escape")
        assert (case(hands).by_code, side.at) == (True, 0)
        await hands.press("right", "enter")
        assert hands.coding.document == "P01-W02"
        await hands.press("escape", "]", "right", "enter")
        assert hands.told == ["There is no interview here to open."]
        await hands.press("tab")
        assert hands.told == ["That is for the text: t goes there."]


async def test_a_passage_among_others_gets_and_loses_a_code(copied: Path, start: Start) -> None:
    async with start() as hands:
        await hands.press("4")
        await by_code(hands, "stigma")
        await hands.press("down", "g")
        card = case(hands).side.card
        assert card is not None and [c.code for c in card.codings] == ["stigma/zelf"]
        await hands.press("c", *"stigma", "enter")
        card = case(hands).side.card
        assert card is not None
        assert [c.code for c in card.codings] == ["stigma", "stigma/zelf"]
        await hands.press("delete", *"stigma/zelf", "enter")
        card = case(hands).side.card
        assert card is not None and [c.code for c in card.codings] == ["stigma"]
        await hands.press("u", "u")
        assert case(hands).side.told == "passage 2 of 2"
    with Study(copied, viewer="Anna") as study:
        assert not [c for c in codings(study, Where(case="P01")) if c.code == "stigma"]


async def test_a_code_is_summarised_for_the_wave_under_the_cursor(
    copied: Path, start: Start
) -> None:
    async with start() as hands:
        await hands.press("4")
        await by_code(hands, "stigma")
        await hands.press("s")
        assert isinstance(hands.app.screen, Writing)
        assert hands.app.screen.text == "Schaamte overheerst."
        await hands.press("escape", "right", "s", *"Niets meer.", "ctrl+s")
        assert "Niets meer." in seen(hands, "SideBySide")
        await hands.press("S", *"Verdwijnt.", "ctrl+s")
    with Study(copied) as study:
        assert cell(study, "P01", code="stigma", wave="W02")[0].text == "Niets meer."
        assert cell(study, "P01", code="stigma")[0].text == "Verdwijnt."


async def test_the_next_case_is_read_for_the_same_code(start: Start) -> None:
    async with start() as hands:
        await hands.press("4")
        await by_code(hands, "stigma")
        await hands.press("}")
        assert (case(hands).case, case(hands).by_code) == ("P02", True)
        assert "stigma, passage 1 of 1" in heading(hands)
        await hands.press("escape", "{")
        assert (case(hands).case, case(hands).by_code) == ("P01", False)


async def test_who_came_for_a_code_goes_straight_back(start: Start) -> None:
    async with start("P01-W01") as hands:
        hands.app.go(Goal(CASE, case="P02", code="stigma"))
        await hands.settle()
        assert (case(hands).case, case(hands).code) == ("P02", "stigma")
        await hands.press("escape")
        assert isinstance(hands.app.screen, CodingScreen)
        await hands.press("4")
        assert case(hands).by_code
        hands.app.go(Goal(CASE, case="P01"))
        await hands.settle()
        assert not case(hands).by_code
        assert case(hands).case == "P01"


async def test_a_goal_with_a_document_goes_to_that_place(start: Start) -> None:
    async with start() as hands:
        hands.app.go(Goal(CASE, document="P01-W02", span=Span(25, 30)))
        await hands.settle()
        assert (label(hands), case(hands).page.turn) == ("W02", case(hands).page.turns[9])


async def test_without_a_goal_it_is_the_case_coded_last(copied: Path, start: Start) -> None:
    with Study(copied, viewer="Anna") as study:
        code(study, "P02-W01", ["werk"], Passage(turn=2))
    async with start() as hands:
        await hands.press("4")
        assert case(hands).case == "P02"


async def test_what_is_not_there_is_told_and_the_case_stays(start: Start) -> None:
    async with start() as hands:
        await hands.press("4")
        for goal in (Goal(CASE, case="P99"), Goal(CASE, case="P01", code="zzz")):
            hands.app.go(goal)
            await hands.settle()
            assert case(hands).case == "P01"
            assert not case(hands).by_code
        assert any("no case «P99»" in told for told in hands.told)


async def test_a_code_that_a_script_removes_leaves_the_text(copied: Path, start: Start) -> None:
    from qualcode.codebook.reshaping import remove

    async with start() as hands:
        await hands.press("4")
        await by_code(hands, "integratie")
        with Study(copied, viewer="Anna") as study:
            (coding,) = codings(study, Where(code="zorg/integratie"))
            from qualcode.coding.marking import uncode

            uncode(study, [coding.id])
            remove(study, "zorg/integratie")
        case(hands).reload()
        await hands.settle()
        assert not case(hands).by_code
        assert case(hands).page.has_focus


async def test_a_change_by_a_script_keeps_the_cursor(copied: Path, start: Start) -> None:
    async with start() as hands:
        await hands.press("4", "]", "tab")
        with Study(copied, viewer="Anna") as study:
            summarise(study, "P01", "Nieuw portret.")
            code(study, "P01-W02", ["werk"], Passage(turn=2))
        case(hands).reload()
        await hands.settle()
        assert selected(hands) == "We spreken elkaar weer."
        assert "Nieuw portret." in seen(hands, "#who")
        assert "werk" in [m.code for m in case(hands).page.marks.all if m.start > 200]


async def test_blind_is_said_and_hides_others(copied: Path, start: Start) -> None:
    with Study(copied) as study:
        assign(study, ["P01-W01"], "Anna", blind=True)
    async with start() as hands:
        await hands.press("4")
        assert "BLIND ROUND" in heading(hands)
        assert "only your own codings in 1 document" in heading(hands)
        assert {m.coder for m in case(hands).page.marks.all} == {"Anna"}
        await by_code(hands, "stigma")
        assert "Bram" not in seen(hands, "SideBySide")


async def test_the_text_is_seen_where_it_was_left_after_the_passages(start: Start) -> None:
    async with start(size=(120, 12)) as hands:
        await hands.press("4", "ctrl+end", "up")
        page = case(hands).page
        before = page.top
        await by_code(hands, "stigma")
        await hands.press("escape")
        assert (page.top, label(hands)) == (before, "in a group")
        await by_code(hands, "zelf")
        await hands.press("home", "t")
        await hands.settle()
        assert selected(hands) in seen(hands, "CasePage")


async def test_nobody_named_reads_and_is_told_on_writing(start: Start) -> None:
    async with start(coder=None) as hands:
        await hands.press("4", "tab", "g")
        assert any("No coder is named for this." in told for told in hands.told)
        assert selected(hands)
        await hands.press("s", *"x", "ctrl+s")
        assert isinstance(hands.app.screen, Writing)
        assert "Not saved: No coder is named" in str(hands.app.screen.query_one("#hint").render())


async def test_an_empty_study_says_what_to_do(tmp_path: Path) -> None:
    from qualcode.codebook.loading import start as make

    make(tmp_path / "empty.qualcode")
    app = Workbench(tmp_path / "empty.qualcode", "Anna")
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        hands = Hands(app, pilot)
        await hands.settle()
        await hands.press("4")
        assert "There are no cases yet" in seen(hands, "CasePage")
        for _, key in keys_of(CASE):
            await hands.press(key)
            if not isinstance(app.screen, CaseScreen):
                await hands.press("escape")
        assert isinstance(app.screen, CaseScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (250, 70)])
async def test_it_fits_in_terminals_of_all_sizes(start: Start, size: tuple[int, int]) -> None:
    async with start(size=size) as hands:
        await hands.press("4")
        assert case(hands).page.size.width >= 45
        await hands.press("f6")
        assert "Bakker, later gestopt." in seen(hands, "#who")
        await hands.press("escape")
        await by_code(hands, "stigma")
        assert "Schaamte" in seen(hands, "SideBySide")
        await hands.pilot.resize_terminal(70, 20)
        await hands.settle()
        assert "Schaamte" in seen(hands, "SideBySide")


async def test_a_long_passage_is_read_to_its_end(copied: Path, start: Start) -> None:
    with Study(copied, viewer="Anna") as study:
        code(study, "P01-W01", ["zorg"], Passage(span=Span(0, 210)))
        code(study, "P01-W01", ["zorg"], Passage(turn=6))
    async with start(size=(80, 12)) as hands:
        await hands.press("4")
        await by_code(hands, "zorg")
        side = case(hands).side
        assert "Hoe gaat het" in seen(hands, "SideBySide")
        await hands.press("down")
        assert side.told == "passage 1 of 2"
        assert "Hoe gaat het" not in seen(hands, "SideBySide")
        await hands.press("pagedown", "pagedown")
        assert side.told == "passage 2 of 2"
        await hands.press(*["pageup"] * 4)
        assert "Hoe gaat het" in seen(hands, "SideBySide")


async def test_the_mouse_chooses_a_passage_and_opens_it(start: Start) -> None:
    async with start() as hands:
        await hands.press("4")
        await by_code(hands, "stigma")
        side = case(hands).side
        lines = seen(hands, "SideBySide").split("\n")
        y = next(n for n, line in enumerate(lines) if "U schaamde" in line)
        await hands.pilot.click("SideBySide", offset=(3, y))
        await hands.settle()
        assert side.told == "passage 2 of 2"
        await hands.pilot.double_click("SideBySide", offset=(3, y))
        await hands.settle()
        assert hands.selected == "U schaamde zich."


async def test_a_move_of_the_cursor_draws_two_rows_at_most(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    draw = Transcript._with_cursor

    def counting(self: Transcript, strip: Any, row: int) -> Any:
        drawn.append(row)
        return draw(self, strip, row)

    monkeypatch.setattr(Transcript, "_with_cursor", counting)
    async with start() as hands:
        await hands.press("4")
        for key in ("right", "down", "shift+right", "ctrl+down", "ctrl+right", "up"):
            drawn.clear()
            await hands.press(key)
            assert 1 <= len(set(drawn)) <= 2, key


async def _settle(pilot: Any) -> None:
    hands = Hands(pilot.app, pilot)
    for _ in range(3):
        await hands.settle()


@pytest.mark.parametrize("theme", ["dark", "light", "high contrast"])
@pytest.mark.parametrize("mode", ["text", "code"])
def test_it_looks_as_it_did(snap_compare: Any, copied: Path, theme: str, mode: str) -> None:
    app = Workbench(copied, "Anna")
    app.theme = theme

    async def read(pilot: Any) -> None:
        await _settle(pilot)
        app.go(Goal(CASE, case="P01", code="stigma" if mode == "code" else None))
        await _settle(pilot)
        if mode == "text":
            await pilot.press("tab", "ctrl+n")
            screen = app.screen
            assert isinstance(screen, CaseScreen)
            screen.tell()  # at once, not when the keys rest
        await _settle(pilot)

    assert snap_compare(app, terminal_size=(120, 30), run_before=read)
