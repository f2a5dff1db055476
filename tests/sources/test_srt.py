"""SubRip."""

import pytest

from qualcode.errors import UnreadableFile
from qualcode.sources.draft import Draft, DraftTurn
from qualcode.sources.srt import read


def captions(text: str) -> Draft:
    return read(text.encode(), "p03.srt", None)


def test_names_and_times() -> None:
    draft = captions(
        "1\n00:00:01,000 --> 00:00:02,500\nKarin: Dag,\nwelkom.\n\n"
        "2\n00:00:02,500 --> 00:00:03,500\nAnna: <i>Hoi</i> &amp; {\\an8}dag.\n\n"
        "3\n00:00:03.500 --> 00:00:04.500\nAnna: Ik zei: ja.\n"
    )
    assert draft.turns == (
        DraftTurn("Dag, welkom.", "Karin", 1.0, 2.5, 2),
        DraftTurn("Hoi & dag. Ik zei: ja.", "Anna", 2.5, 4.5, 7),
    )
    assert (draft.format, draft.convention) == ("srt", "Name: words")


def test_unnamed_cues_stay_one_each() -> None:
    draft = captions(
        "1\n00:00:01,000 --> 00:00:02,000\nja\n\n2\n00:00:02,000 --> 00:00:03,000\nja\n"
    )
    assert len(draft.turns) == 2
    assert draft.convention == "no speakers: each cue is a turn"


def test_numbers_and_empty_rows_among_the_words() -> None:
    draft = captions(
        "1\n00:00:01,000 --> 00:00:02,000\nhet was in\n\n1984\n\ndus\n\n"
        "2\n00:00:02,000 --> 00:00:03,000\nja\n"
    )
    assert [turn.words for turn in draft.turns] == ["het was in 1984 dus", "ja"]


def test_cues_without_counters_or_empty_rows_between() -> None:
    draft = captions("00:00:01,000 --> 00:00:02,000\nja\n00:00:02,000 --> 00:00:03,000\nnee")
    assert [turn.words for turn in draft.turns] == ["ja", "nee"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            "1\n00:00:01,000 --> 00:00:02,000\nja\n\n2\nnee\n\n3\n00:00:05,000 --> 00:00:06,000\nx",
            "line 5 of",
        ),
        ("1\n00:00:01,000 --> 00:00:02,000\nja\n\n2\nnee\n", "line 5 of p03.srt has no time line"),
        ("1\n00:00:05,000 --> 00:00:02,000\nja\n", "line 2 of p03.srt ends before it starts"),
        (
            "1\n00:00:01,000 --> 00:00:72,000\nja\n",
            "Line 2 of p03.srt doesn't hold two times: 00:00:01,000 --> 00:00:72,000.",
        ),
        ("1\nja\n\n2\n00:00:01,000 --> 00:00:02,000\nnee\n", "Line 2 of p03.srt stands above"),
        ("zomaar tekst\n", "p03.srt holds no cues"),
    ],
)
def test_what_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(UnreadableFile, match=complaint) as refusal:
        captions(text)
    assert refusal.value.hint
