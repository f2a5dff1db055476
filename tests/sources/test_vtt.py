"""WebVTT."""

import pytest

from qualcode.errors import UnreadableFile
from qualcode.sources.draft import Draft, DraftTurn
from qualcode.sources.vtt import read


def captions(text: str) -> Draft:
    return read(text.encode(), "p03.vtt", None)


def cue(words: str, start: str = "00:00:01.000", end: str = "00:00:02.000") -> str:
    return f"{start} --> {end}\n{words}\n\n"


def test_voices_as_teams_writes_them() -> None:
    draft = captions(
        "WEBVTT\n\n"
        "5f1e/12-0\n00:00:01.500 --> 00:00:02.250\n<v Karin Smit>Dag,\nwelkom.</v>\n\n"
        "5f1e/13-0\n00:00:02.250 --> 00:00:03.000\n<v Karin Smit>Ja?</v>\n\n"
        "5f1e/14-0\n00:00:03.000 --> 00:00:04.000\n<v.luid Zoë &amp; Bo>Hoi &lt;lacht&gt;</v>\n"
    )
    assert draft.turns == (
        DraftTurn("Dag, welkom. Ja?", "Karin Smit", 1.5, 3.0, 4),
        DraftTurn("Hoi <lacht>", "Zoë & Bo", 3.0, 4.0, 13),
    )
    assert draft.convention == "<v Name> words (voice tags)"


def test_names_as_zoom_writes_them() -> None:
    draft = captions("WEBVTT\n\n1\n" + cue("Karin: Dag.") + "2\n" + cue("Anna: Ik zei: hoi."))
    assert [(turn.speaker, turn.words) for turn in draft.turns] == [
        ("Karin", "Dag."),
        ("Anna", "Ik zei: hoi."),
    ]


def test_two_voices_in_one_cue() -> None:
    draft = captions("WEBVTT\n\n" + cue("<v Anna>Ja.</v> <v Bert>Nee.</v>\ntoch"))
    assert [(turn.speaker, turn.words, turn.start) for turn in draft.turns] == [
        ("Anna", "Ja.", 1.0),
        ("Bert", "Nee. toch", 1.0),
    ]


def test_tags_go_and_what_people_wrote_in_angles_stays() -> None:
    draft = captions("WEBVTT\n\n" + cue("<c.geel>Ja</c> <00:00:01.500><i>hoor</i> <lacht> 3 < 4"))
    assert draft.turns[0].words == "Ja hoor <lacht> 3 < 4"


def test_headers_and_notes_are_told() -> None:
    draft = captions(
        "\ufeffWEBVTT - Gesprek 3\nLanguage: nl\n\nNOTE Gemaakt door\neen programma\n\n"
        "STYLE\n::cue {color: red}\n\n" + cue("ja") + "NOTE Confidence: 0.9\n\n" + cue("nee")
    )
    assert draft.title == "Gesprek 3"
    assert draft.encoding == "utf-8-sig"
    assert draft.notes == (
        "Header: Language: nl",
        "NOTE: Gemaakt door een programma",
        "NOTE on line 13: Confidence: 0.9",
    )


def test_times_without_hours_and_crlf() -> None:
    draft = captions("WEBVTT\r\n\r\n01:02.500 --> 01:03.000 align:start\r\nja\r\n")
    assert draft.turns == (DraftTurn("ja", None, 62.5, 63.0, 3),)


def test_cues_without_words_are_skipped_and_told() -> None:
    draft = captions(
        "WEBVTT\n\n" + cue("ja") + "00:00:01.000 --> 00:00:03.000\n\n" + cue("<i></i>")
    )
    assert [turn.words for turn in draft.turns] == ["ja"]
    assert draft.notes == ("Skipped, as without words: lines 6, 8.",)


def test_overlap_is_fine_and_disorder_is_told() -> None:
    overlap = cue("a", "00:01.000", "00:09.000") + cue("b", "00:02.000", "00:04.000")
    assert captions("WEBVTT\n\n" + overlap).notes == ()
    draft = captions("WEBVTT\n\n" + overlap + cue("c", "00:01.500", "00:03.000"))
    assert [turn.words for turn in draft.turns] == ["a", "b", "c"]
    assert draft.notes == ("Out of order, kept as in the file: the cue on line 9.",)


def test_a_speaker_marked_as_overlapping_keeps_a_turn_apart() -> None:
    draft = captions(
        "WEBVTT\n\n" + cue("<v S00>Ja.") + cue("<v //S00>Nee. //S00: ja//") + cue("<v S00>Dag.")
    )
    assert [(turn.speaker, turn.words) for turn in draft.turns] == [
        ("S00", "Ja."),
        ("S00", "Nee. //S00: ja//"),
        ("S00", "Dag."),
    ]
    assert draft.notes == (
        "The speaker is marked as overlapping (//) in the cue on line 6: check who.",
    )


def test_an_end_before_the_start_is_refused() -> None:
    backwards = cue("ja", "00:00:05.000", "00:00:02.000")
    for text in (backwards, backwards + cue("nee"), cue("nee") + backwards + cue("nee")):
        with pytest.raises(UnreadableFile, match=r"line \d+ of p03\.vtt ends before") as refusal:
            captions("WEBVTT\n\n" + text)
        assert refusal.value.hint


def test_a_last_end_that_was_cut_off_is_left_open() -> None:
    draft = captions(
        "WEBVTT\n\n" + cue("ja", "00:01.000", "00:02.000") + cue("nee", "00:05.000", "00:04.000")
    )
    assert (draft.turns[1].start, draft.turns[1].end) == (5.0, None)
    assert draft.notes == ("The last cue (line 6) ends before it starts: end left open.",)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            "WEBVTT\n\n00:xx --> 00:09.000\nja\n",
            "Line 3 of p03.vtt doesn't hold two times: 00:xx --> 00:09.000.",
        ),
        ("WEBVTT\n\n00:00:75.000 --> 00:01:20.000\nja\n", "Line 3 of"),
        ("WEBVTT\n\n00:01.000 -->\nja\n", "Line 3 of"),
        (
            "WEBVTT\n\n" + cue("ja") + "2\nzonder tijd\n\n" + cue("nee"),
            "line 6 of p03.vtt has no time",
        ),
        ("WEBVTT\n\nNOTE niets\n", "p03.vtt holds no cues"),
        ("WEBVTT\n", "holds no cues"),
    ],
)
def test_what_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(UnreadableFile, match=complaint) as refusal:
        captions(text)
    assert refusal.value.hint
