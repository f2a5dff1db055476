"""The Coding screen as it is worked with: codes picked, made, moved; notes; finds; places."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codebook.editing import Description, edit
from qualcode.codebook.stored import codebook
from qualcode.coding.marking import Passage, code
from qualcode.coding.retrieval import Where, codings
from qualcode.coding.rounds.assigning import assign
from qualcode.coding.writing.flags import flag
from qualcode.coding.writing.memos import memos, write_memo
from qualcode.coding.writing.quoting import quote, quotes
from qualcode.coding.writing.summaries import summaries, summarise
from qualcode.spans import Span
from qualcode.study.file import Study
from qualcode.study.log import log
from qualcode.tui.app import Workbench
from qualcode.tui.coding.choosing import proposed, wrong_with
from qualcode.tui.coding.code_picker import NEW, CodePicker, code_choices, names_a_code
from qualcode.tui.coding.filtering import CODE, CODER, MINE, Only, filters, only_of
from qualcode.tui.coding.jumping import find_from, numbered, same_speaker, uncoded_turn
from qualcode.tui.coding.notes import Note, notes_on
from qualcode.tui.coding.notes_pane import HereLine, NotesPane, lines, one_line
from qualcode.tui.goals import Goal
from qualcode.tui.keys.action import CODING
from qualcode.tui.page.marks import Mark, Marks
from qualcode.tui.page.wrapping import Said, cells
from qualcode.tui.remembered import Remembered
from qualcode.tui.widgets.bars import Heading
from qualcode.tui.widgets.picker import Choice, Picker, likeliest
from qualcode.tui.widgets.writing import Writing

from .conftest import Hands, Start
from .test_actions import notes_told

# The picker


async def test_several_codes_are_put_on_in_one_action(copied: Path, start: Start) -> None:
    async with start("P02-W01") as hands:
        await hands.press("tab", "enter", *"integ", "tab", *"publ", "tab", *"werk", "tab", "enter")
        assert {"zorg/integratie", "stigma/publiek", "werk"} <= set(hands.codes)
        await hands.press("tab", "ctrl+g")
        assert hands.codes.count("werk") == 2, "again puts all of them"
    with Study(copied, viewer="Anna") as study:
        assert [each.kind for each in log(study)[-2:]] == ["code", "code"]


async def test_a_mark_is_taken_away_again(start: Start) -> None:
    async with start("P02-W01") as hands:
        await hands.press("tab", "enter", *"werk", "tab", *"werk", "tab", *"integ", "enter")
        assert set(hands.codes) == {"stigma", "zorg/integratie"}


async def test_codes_used_last_come_first(start: Start) -> None:
    async with start("P02-W01") as hands:
        await hands.press("tab", "enter", *"werk", "enter", "tab", "g", "tab", "enter")
        picker = hands.app.screen
        assert isinstance(picker, CodePicker)
        assert [each.id for each in picker.offered[:3]] == ["stigma", "werk", "stigma/publiek"]
        assert "used g" in picker.offered[0].aside
        assert "Beelden over mensen" in str(picker.query_one("#foot").render())


async def test_codes_used_in_the_document_before_come_first_when_it_is_opened(
    start: Start,
) -> None:
    async with start("P01-W01") as hands:
        await hands.press("tab", "enter")
        picker = hands.app.screen
        assert isinstance(picker, CodePicker)
        assert [each.id for each in picker.offered[:2]] == ["stigma/zelf", "werk"]


async def test_a_code_is_made_where_it_is_typed(copied: Path, start: Start) -> None:
    async with start("P02-W01") as hands:
        await hands.press("tab", "enter", *"zorg/wachttijd", "ctrl+n")
        assert "zorg/wachttijd" in hands.codes
        assert "The new code zorg/wachttijd is in the codebook, and on these words." in hands.told
    with Study(copied, viewer="Anna") as study:
        assert "zorg/wachttijd" in {each.code for each in codebook(study)}


async def test_where_a_new_code_lies_is_asked(start: Start) -> None:
    async with start("P02-W01") as hands:
        await hands.press("tab", "enter", *"qqq", "enter")
        assert isinstance(hands.app.screen, Picker)
        await hands.press(*"zorg", "enter")
        assert "zorg/qqq" in hands.codes
        await hands.press("tab", "enter", *"xxyy", "up", "enter", "enter")
        assert "xxyy" in hands.codes


async def test_a_code_that_cannot_be_is_said_before_anything_is_made(
    copied: Path, start: Start
) -> None:
    async with start("P02-W01") as hands:
        await hands.press("tab", "enter", *"nergens/zo", "ctrl+n")
        assert any("no code «nergens»" in told for told in hands.told)
        assert hands.selected
    with Study(copied) as study:
        assert len(codebook(study)) == 6


async def test_the_codebook_holds_still_in_a_blind_round(copied: Path, start: Start) -> None:
    with Study(copied) as study:
        assign(study, ["P02-W01"], "Anna", blind=True)
    async with start("P02-W01") as hands:
        await hands.press("tab", "enter", *"zorg/nieuw", "ctrl+n")
        assert any("holds still" in told for told in hands.told)
        assert hands.codes == []


def test_what_is_typed_in_parts_is_found_first() -> None:
    names = ("cmd-epa/zorgduur", "zorg", "zorg/integratie", "werk", "werkwens")
    choices = [Choice(name, name) for name in names]
    for asked, first in (
        ("zorg", "zorg"), ("zo int", "zorg/integratie"), ("werk", "werk"), ("duur", names[0]),
    ):  # fmt: skip
        assert likeliest(asked, choices)[0].id == first


def test_a_name_is_proposed_for_a_code_of_words() -> None:
    assert proposed("«Ik schaamde me kapot.»") == "Ik schaamde me kapot"
    assert proposed("heen/weer\ngaan") == "heen weer gaan"
    long = proposed("wachten " * 30)
    assert len(long) <= 60 and long.endswith("wachten")
    assert proposed("...") == ""


@given(st.text(max_size=200))
def test_a_proposed_name_can_name_a_code_or_is_empty(words: str) -> None:
    from qualcode.codebook.tree import Codebook

    name = proposed(words)
    assert name == "" or wrong_with(Codebook(()), name) is None


def test_names_of_new_codes_are_looked_at(copied: Path) -> None:
    with Study(copied) as study:
        book = codebook(study)
    assert wrong_with(book, "zorg/wachttijd") is None
    assert wrong_with(book, "integratie/keten") is None, "a code goes by its last part"
    assert "is a code zorg/Integratie already" in (wrong_with(book, "Zorg/Integratie") or "")
    assert "no code «zorgg»" in (wrong_with(book, "zorgg/x") or "")
    assert "can't name a code" in (wrong_with(book, "") or "")
    assert names_a_code("WERK", code_choices(book)) and not names_a_code("wer", code_choices(book))
    assert NEW not in {each.id for each in code_choices(book)}


# Changing codings


async def test_of_several_codings_one_gets_the_selected_words(copied: Path, start: Start) -> None:
    with Study(copied, viewer="Anna") as study:
        code(study, "P01-W01", ["zorg"], Passage(turn=2))
    async with start("P01-W01") as hands:
        await hands.press("ctrl+down", "space", "f3", *"zorg", "enter")
        kept = {m.code: hands.page.text[m.start : m.end] for m in hands.page.marks.all}
        assert kept["zorg"] == "Goed"
        assert kept["werk"].startswith("Goed, ik werk")
        assert hands.selected == "Goed"


async def test_boundaries_are_refused_where_the_same_code_lies(copied: Path, start: Start) -> None:
    with Study(copied, viewer="Anna") as study:
        code(study, "P01-W01", ["werk"], Passage(quote="Goed"))
    async with start("P01-W01") as hands:
        await hands.press("ctrl+down", "space", "f3")
        assert any("lies exactly there already" in told for told in hands.told)
        await hands.press("ctrl+end", "shift+left", "f3")
        assert "No coding of yours with other boundaries touches the selection." in hands.told


async def test_others_codings_are_not_changed(start: Start) -> None:
    async with start("P02-W01") as hands:  # Bram coded turn 4
        await hands.press(*["ctrl+down"] * 3, "f3", "delete", "ctrl+a", "space", "f3")
        assert hands.codes == ["stigma"]
        assert hands.told[-1] == "No coding of yours with other boundaries touches the selection."


async def test_coding_on_after_done_is_said(copied: Path, start: Start) -> None:
    async with start("P01-W01") as hands:
        assert "● done ·" in f"{hands.coding.query_one(Heading).render()} ·"
        await hands.press("tab", "g")
        assert "You had said done with P01-W01: say so again when this is all." in hands.told
        assert "● done, changed since" in str(hands.coding.query_one(Heading).render())
        hands.app.clear_notifications()
        await hands.press("tab", "g")
        assert hands.told == [], "once is enough"
        hands.app.go(Goal(CODING, document="P01-W02"))
        await hands.settle()
        assert "changed since" not in str(hands.coding.query_one(Heading).render())
        hands.app.go(Goal(CODING, document="P01-W01"))
        await hands.settle()
        assert "changed since" in str(hands.coding.query_one(Heading).render())
        await hands.press("ctrl+d")
        assert "changed since" not in str(hands.coding.query_one(Heading).render())
    with Study(copied, viewer="Anna") as study:
        assert len(codings(study, Where(doc="P01-W01", coder="Anna"))) == 5


async def test_what_is_answered_when_another_document_is_open_draws_nothing_in_it(
    start: Start,
) -> None:
    async with start("P02-W01") as hands:
        await hands.press("tab")
        hands.coding.put("werk")
        hands.coding.perform("done")
        hands.app.go(Goal(CODING, document="P01-W01"))
        hands.app.go(Goal(CODING, document="FG1"))
        await hands.settle()
        assert hands.codes == ["stigma/publiek"]
        assert hands.coding.shown is not None and hands.coding.shown.name == "FG1"


# Filters


def mark(start: int, end: int, name: str, coder: str = "A", **others: Any) -> Mark:
    return Mark(start, end, f"{start}{name}{coder}", name, coder, "#ffffff", coder == "A", **others)


def test_filters_let_through_what_they_say() -> None:
    marks = [mark(0, 4, "zorg"), mark(2, 3, "zorg/keten", "B"), mark(5, 6, "zorgduur", "B")]
    assert [Only().lets(each) for each in marks] == [True, True, True]
    assert [Only(MINE).lets(each) for each in marks] == [True, False, False]
    assert [Only(CODER, "B").lets(each) for each in marks] == [False, True, True]
    assert [Only(CODE, "zorg").lets(each) for each in marks] == [True, True, False]
    offered = list(filters(marks, ["zorg", "zorg/keten", "zorgduur", "werk"]))
    assert [(each.shown, each.aside) for each in offered] == [
        ("all codings", "3"), ("only yours", "1"), ("only A", "1"), ("only B", "2"),
        ("only zorg", "2"), ("only zorg/keten", "1"), ("only zorgduur", "1"),
    ]  # fmt: skip
    assert only_of(Only(CODE, "a:b").id) == Only(CODE, "a:b")


async def test_a_filter_holds_while_one_codes_on_and_goes_to_another_document(
    start: Start,
) -> None:
    async with start("P01-W01") as hands:
        everything = len(hands.codes)
        await hands.press("f7", *"only Bram", "enter")
        assert hands.codes == ["stigma/publiek"]
        await hands.press("tab", "g")
        assert hands.codes == ["stigma", "stigma/publiek"], "what is made is seen"
        assert len(hands.coding.all_marks) == everything + 1
        hands.app.go(Goal(CODING, document="P02-W01"))
        await hands.settle()
        assert hands.codes == ["stigma"]
        assert "only Bram: 1 of 1" in str(hands.coding.query_one(Heading).render())
        hands.app.go(Goal(CODING, document="P01-W01"))
        await hands.settle()
        await hands.press("f7", "enter")
        assert len(hands.codes) == everything + 1


# Jumps

TURNS = tuple(Said(n, n * 10, n * 10 + 9, who, "") for n, who in enumerate("IPIPP", start=1))


def test_jumps_go_to_the_next_one_that_way() -> None:
    marks = Marks([mark(21, 25, "zorg"), mark(40, 45, "zorg")])
    ons = [uncoded_turn(TURNS, marks, at, 1) for at in (10, 25, 50)]
    assert [each and each.n for each in ons] == [3, 3, None]
    backs = [uncoded_turn(TURNS, marks, at, -1) for at in (55, 35, 12)]
    assert [each and each.n for each in backs] == [3, 1, None]
    same = [same_speaker(TURNS, at, step) for at, step in ((12, 1), (22, 1), (45, -1), (33, 1))]
    assert [each and each.n for each in same] == [3, 4, 2, None]
    assert same_speaker((), 0, 1) is None
    assert numbered(TURNS, " 4 ") == TURNS[3]
    assert numbered(TURNS, "x") is None


@given(st.lists(st.integers(0, 100), min_size=1, unique=True).map(sorted), st.integers(-1, 101))
def test_finds_are_gone_round(starts: list[int], position: int) -> None:
    finds = [Span(start, start + 1) for start in starts]
    on, back = find_from(finds, position, 1), find_from(finds, position, -1)
    assert starts[on] > position or (on == 0 and starts[-1] <= position)
    assert starts[back] < position or (back == len(starts) - 1 and starts[0] >= position)
    if starts[on] > position:
        assert all(start <= position for start in starts[:on])


async def test_the_same_words_are_sought_in_the_next_document(start: Start) -> None:
    async with start("P01-W01") as hands:
        await hands.press("/", *"bakker", "enter")
        assert hands.selected == "bakker"
        hands.app.go(Goal(CODING, document="P01-W02"))
        await hands.settle()
        await hands.press("ctrl+l")
        assert hands.selected == "bakker"
        assert hands.told[-1] == "«bakker»: 1 of 1"
        hands.app.go(Goal(CODING, document="P02-W01"))
        await hands.settle()
        await hands.press("ctrl+l")
        assert hands.told[-1] == "«bakker» doesn't stand in P02-W01."


# The place in each document


async def test_the_place_in_each_document_is_kept_also_for_the_next_time(
    copied: Path, tmp_path: Path
) -> None:
    for n in range(2):
        kept = Remembered(tmp_path / "places.json")
        app = Workbench(copied, "Anna", remembered=kept)
        async with app.run_test() as pilot:
            hands = Hands(app, pilot)
            await hands.settle()
            if n == 0:
                for name, keys in (("P01-W01", 3), ("FG1", 1)):
                    app.go(Goal(CODING, document=name))
                    await hands.settle()
                    await hands.press(*["ctrl+down"] * keys)
            for name, turn in (("P01-W01", 4), ("FG1", 2)):
                app.go(Goal(CODING, document=name))
                await hands.settle()
                assert hands.page.turn is not None and hands.page.turn.n == turn
            app.go(Goal(CODING, document="P01-W01", span=Span(0, 3)))
            await hands.settle()
            assert hands.selected == "Hoe"
            hands.page.place(hands.page.turns[3].start)
        kept.close()


# Notes


async def test_notes_of_all_kinds_show_where_they_are(copied: Path, start: Start) -> None:
    with Study(copied, viewer="Bram") as bram:
        (mine,) = codings(bram, Where(doc="P02-W01", coder="Bram"))
        quote(bram, mine.id, edited="(…) Ze denken dat ik niks kan.")
        write_memo(bram, "Over de gemeente.", on="P02-W01", passage=Passage(turn=2), kind="method")
        write_memo(bram, "Over alles.", on="document:P02-W01")
        flag(bram, f"coding:{mine.id}", "Zelfstigma?")
    async with start("P02-W01") as hands:
        whole = ["", "on the whole document", "✎ analytic · Bram", "Over alles."]
        assert await notes_told(hands) == ["none here", *whole]
        await hands.press("ctrl+down")
        assert await notes_told(hands) == ["✎ method · Bram", "Over de gemeente.", *whole]
        await hands.press("ctrl+down", "ctrl+down")
        assert await notes_told(hands) == [
            "★ quote · Bram", "(…) Ze denken dat ik niks", "kan.",
            "⚑ question · Bram", "Zelfstigma?", *whole,
        ]  # fmt: skip


async def test_a_blind_coder_sees_no_notes_of_others(copied: Path, start: Start) -> None:
    with Study(copied, viewer="Bram") as bram:
        write_memo(bram, "Geheim.", on="document:P02-W01")
        assign(bram, ["P02-W01"], "Anna", blind=True)
    async with start("P02-W01") as hands:
        assert await notes_told(hands) == ["none here"]


async def test_a_memo_is_changed_and_taken_away(copied: Path, start: Start) -> None:
    with Study(copied, viewer="Anna") as study:
        write_memo(study, "Eerst.", on="P02-W01", passage=Passage(turn=2))
    async with start("P02-W01") as hands:
        await hands.press("ctrl+down", "f8", *"change", "enter")
        await hands.press(*" Dan.", "ctrl+s")
        assert await notes_told(hands) == ["✎ analytic · Anna (you)", "Eerst. Dan."]
        await hands.press("f8", *"change", "enter", "ctrl+a", *["delete"] * 20)
        writing = hands.app.screen
        assert isinstance(writing, Writing)
        writing.query_one("TextArea").load_text("")  # type: ignore[attr-defined]
        await hands.press("ctrl+s")
        assert await notes_told(hands) == ["none here"]


async def test_the_note_of_a_coding_is_written(copied: Path, start: Start) -> None:
    async with start("P01-W02") as hands:
        await hands.press(*["ctrl+down"] * 3, "f8", *"note", "enter", *"Keten.", "ctrl+s")
        assert [each.memo for each in hands.coding.under_cursor] == ["Keten."]
    with Study(copied, viewer="Anna") as study:
        assert [each.memo for each in codings(study, Where(doc="P01-W02"))] == ["Keten."]
        assert memos(study, on="document:P01-W02") == []


async def test_selected_words_get_a_memo_of_their_own(copied: Path, start: Start) -> None:
    async with start("P01-W01") as hands:
        await hands.press("ctrl+down", "space", "f8")  # the passage comes before its coding
        await hands.press("enter", "enter", *"Kort.", "ctrl+s")
    with Study(copied, viewer="Anna") as study:
        (memo,) = memos(study, on="document:P01-W01")
        assert (memo.on, memo.quote, memo.text) == ("passage", "Goed", "Kort.")


async def test_a_write_that_fails_keeps_what_was_typed(start: Start) -> None:
    async with start("P01-W01", coder=None) as hands:
        await hands.press("f8", "enter", *"Kwijt?", "ctrl+s")
        writing = hands.app.screen
        assert isinstance(writing, Writing)
        assert writing.text == "Kwijt?"
        assert "No coder is named" in str(writing.query_one("#hint").render())


async def test_a_star_needs_a_coding(start: Start) -> None:
    async with start("P02-W01") as hands:
        await hands.press("f9")
        assert "There is no coding under the cursor: code the passage first." in hands.told


async def test_a_colleagues_coding_is_quoted(copied: Path, start: Start) -> None:
    async with start("P02-W01") as hands:
        await hands.press(*["ctrl+down"] * 3, "f9")
    with Study(copied, viewer="Anna") as study:
        assert [(each.coder, each.quoted_by) for each in quotes(study)] == [("Bram", "Anna")]


def test_notes_touch_what_they_overlap() -> None:
    def note(coding: str | None, start: int | None, end: int | None) -> Note:
        return Note("✎", "analytic", f"{coding}{start}", coding, start, end, "", "A", True)

    on_coding, on_passage, on_all = note("c", 5, 9), note(None, 5, 9), note(None, None, None)
    found = (on_coding, on_passage, on_all)
    assert notes_on(found, {"c"}, 0, 1) == [on_coding]
    assert notes_on(found, (), 8, 8) == [on_passage]
    assert notes_on(found, (), 9, 9) == []
    assert notes_on(found, (), 0, 5) == []


@given(st.text(max_size=80), st.integers(8, 40))
def test_lines_of_notes_fit_and_say_nothing_to_the_terminal(words: str, room: int) -> None:
    note = Note("✎", "analytic", "1", None, 0, 1, words, "A", False)
    for line in list(lines([note], [], room))[2:]:
        told = "".join(part for part, _ in line)
        assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in told)
        assert cells(told.rstrip()) <= room


def test_one_line_tells_codings_and_notes_as_far_as_there_is_room() -> None:
    note = Note("★", "quote", "1", "x", 0, 4, "", "A", False)
    marks = [mark(0, 4, "zorg"), mark(2, 8, "stigma/zelf")]

    def told(room: int) -> str:
        return "".join(words for words, _ in one_line(marks, [note], room))

    assert told(80).split() == ["■", "zorg", "■", "stigma/zelf", "★", "quote"]
    assert told(12) == " ■ zorg  ■ …"
    assert "no coding" in one_line([], [], 80)[0][0]
    for room in range(4, 40):
        assert cells(told(room)) <= room + 2  # what hangs over is cut by the widget


async def test_where_there_is_no_inspector_a_line_tells_what_is_here(start: Start) -> None:
    async with start("P01-W02", size=(80, 24)) as hands:
        await hands.press(*["ctrl+down"] * 3, "f9")
        await notes_told(hands)
        (line,) = hands.coding.query_one(HereLine).lines
        assert "".join(words for words, _ in line).split() == ["■", "zorg/integratie", "★", "quote"]
        assert hands.coding.query_one(HereLine).display


# Summaries


async def test_a_summary_is_of_the_code_a_person_chooses(copied: Path, start: Start) -> None:
    with Study(copied, viewer="Bram") as bram:
        summarise(bram, "P02", "Van Bram.", code="zorg", wave="W01")
    async with start("P02-W01") as hands:
        await hands.press("s", *"zorg", "enter")
        writing = hands.app.screen
        assert isinstance(writing, Writing) and writing.text == ""
        await hands.press(*"Zorg.", "ctrl+s", "s", *"portrait", "enter", *"Wie.", "ctrl+s")
        await hands.press("f6", "s", *"S.", "ctrl+s")
    with Study(copied, viewer="Anna") as study:
        told = {(each.code, each.text) for each in summaries(study, layer_name="Anna")}
        assert told == {("zorg", "Zorg."), (None, "Wie."), ("stigma", "S.")}


async def test_a_group_has_no_case_to_summarise(start: Start) -> None:
    async with start("FG1") as hands:
        await hands.press("s")
        assert "FG1 is of no case that could be summarised." in hands.told


async def test_without_a_document_keys_say_where_one_is_chosen(start: Start) -> None:
    async with start() as hands:
        await hands.press("3", "enter", "f8", "/", "s")
        assert set(hands.told) == {"No document is open: choose one in the Library (2)."}


async def test_a_key_that_is_a_hotkey_leaves_the_action_its_first_key(
    copied: Path, start: Start
) -> None:
    with Study(copied) as study:
        edit(study, "werk", Description(hotkey="m"))
    async with start("P02-W01") as hands:
        await hands.press("tab", "m")
        assert "werk" in hands.codes
        await hands.press("f8")
        assert isinstance(hands.app.screen, Picker)


@pytest.mark.parametrize("picker", [False, True])
def test_coding_with_notes_looks_as_it_did(snap_compare: Any, copied: Path, picker: bool) -> None:
    with Study(copied, viewer="Bram") as bram:
        (mine,) = codings(bram, Where(doc="P02-W01", coder="Bram"))
        quote(bram, mine.id, edited="(…) Ze denken dat ik niks kan.")
        flag(bram, f"coding:{mine.id}", "Is dit zelfstigma?")
        write_memo(bram, "Wacht op de gemeente.", on="document:P02-W01", kind="method")
    app = Workbench(copied, "Anna")
    app.theme = "dark"

    async def work(pilot: Any) -> None:
        hands = Hands(app, pilot)
        await hands.settle()
        app.go(Goal(CODING, document="P02-W01"))
        await hands.settle()
        await hands.press(*["ctrl+down"] * 3)
        await notes_told(hands)
        if picker:
            await hands.press("tab", "enter", *"werk", "tab", *"stig")
            app.screen.query_one("Input").cursor_blink = False  # type: ignore[attr-defined]
        assert picker or app.screen.query_one(NotesPane).lines

    assert snap_compare(app, terminal_size=(120, 30), run_before=work)
