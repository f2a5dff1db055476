"""Lines and cues → turns."""

from qualcode.sources.conventions import own_convention
from qualcode.sources.cues import Cue, name_cues
from qualcode.sources.draft import DraftTurn
from qualcode.sources.speakers import Line
from qualcode.sources.turns import join, numbers, shorten


def cue(start: float, end: float, *words: str, voice: str | None = None, line: int = 1) -> Cue:
    rows = tuple(Line(text, line + 1 + nth) for nth, text in enumerate(words))
    return Cue(rows, start, end, line, voice)


def test_neighbours_of_one_name_are_one_turn() -> None:
    joined = join(
        [
            DraftTurn("een", "Anna", 0, 9, 1),
            DraftTurn("twee", "Anna", 2, 5, 4),
            DraftTurn("drie", "Bert", 5, 6, 7),
            DraftTurn("vier", "Anna", 6, None, 9),
        ]
    )
    assert joined == (
        DraftTurn("een twee", "Anna", 0, 9, 1),
        DraftTurn("drie", "Bert", 5, 6, 7),
        DraftTurn("vier", "Anna", 6, None, 9),
    )


def test_the_unnamed_stay_apart() -> None:
    turns = (DraftTurn("een"), DraftTurn("twee"))
    assert join(turns) == turns


def test_cues_with_labels_in_their_words() -> None:
    talk = name_cues(
        [
            cue(0, 1, "Karin Smit: Hoi,", "hoe is het?", line=1),
            cue(1, 2, "Karin Smit: Ja?", line=5),
            cue(2, 3, "Anna: Ik zei: goed.", "Karin Smit: Mooi.", line=8),
        ],
        None,
        "x.vtt",
    )
    assert talk.convention == "Name: words"
    assert talk.turns == (
        DraftTurn("Hoi, hoe is het? Ja?", "Karin Smit", 0, 2, 1),
        DraftTurn("Ik zei: goed.", "Anna", 2, 3, 8),
        DraftTurn("Mooi.", "Karin Smit", 2, 3, 8),
    )


def test_cues_without_a_name_among_named_ones_are_told() -> None:
    talk = name_cues(
        [cue(0, 1, "dag", voice="Anna"), cue(1, 2, "(stilte)", line=4), cue(2, 3, line=7)],
        None,
        "x",
    )
    assert [turn.speaker for turn in talk.turns] == ["Anna", None]
    assert talk.notes == (
        "Skipped, as without words: line 7.",
        "No speaker is named in 1 of 2 cues (line 4).",
    )


def test_a_pattern_of_ones_own_outranks_voices() -> None:
    own = own_convention(r"(?P<speaker>\w+)> (?P<words>.*)")
    talk = name_cues([cue(0, 1, "anna> dag: ja", voice="Kanaal 1")], own, "x.vtt")
    assert talk.turns == (DraftTurn("dag: ja", "anna", 0, 1, 1),)


def test_shorten_cuts_at_a_word() -> None:
    assert shorten("een twee  drie", 8) == "een twee …"
    assert shorten("een twee", 8) == "een twee"


def test_numbers_in_words() -> None:
    assert numbers([4, 9], "row") == "rows 4, 9"
    assert numbers([4]) == "line 4"
    assert numbers([4, 9]) == "lines 4, 9"
    assert numbers(list(range(1, 9))) == "lines 1, 2, 3, 4, 5 and 3 more"
