"""JSON of Whisper and its like."""

import json

import pytest

from qualcode.errors import UnreadableFile
from qualcode.sources.conventions import own_convention
from qualcode.sources.draft import Draft, DraftTurn
from qualcode.sources.whisper import read


def transcript(content: object, pattern: str | None = None) -> Draft:
    text = content if isinstance(content, str) else json.dumps(content)
    return read(text.encode(), "p03.json", own_convention(pattern) if pattern else None)


def segment(start: object, end: object, text: str, **more: object) -> dict[str, object]:
    return {"start": start, "end": end, "text": text, **more}


def test_whisper_names_nobody_so_every_segment_is_a_turn() -> None:
    words = [{"word": " Hoe", "start": 0, "end": 1, "probability": 0.9}]
    draft = transcript(
        {
            "text": "Hoe gaat het? Goed.",
            "language": "nl",
            "segments": [
                segment(0, 2.5, " Hoe gaat  het?", words=words),
                segment(2.5, 4, " Goed."),
            ],
        }
    )
    assert draft.turns == (
        DraftTurn("Hoe gaat het?", None, 0.0, 2.5, 1),
        DraftTurn("Goed.", None, 2.5, 4.0, 2),
    )
    assert (draft.format, draft.convention) == ("json", "no speakers: each segment is a turn")
    assert draft.notes == ()


def test_whisperx_joins_neighbours_of_one_speaker() -> None:
    draft = transcript(
        {
            "segments": [
                segment(0, 1, "Dag.", speaker="SPEAKER_00"),
                segment(1, 2, "Welkom.", speaker="SPEAKER_00"),
                segment(3, 4, "Hoi.", speaker="SPEAKER_01"),
                segment(5, 6, "(stilte)"),
                segment(6, 7, " "),
            ]
        }
    )
    assert draft.turns == (
        DraftTurn("Dag. Welkom.", "SPEAKER_00", 0.0, 2.0, 1),
        DraftTurn("Hoi.", "SPEAKER_01", 3.0, 4.0, 3),
        DraftTurn("(stilte)", None, 5.0, 6.0, 4),
    )
    assert draft.convention == "the speaker of each segment"
    assert draft.notes == (
        "Skipped, as without words: segment 5.",
        "No speaker is named in 1 of 4 segments (segment 4).",
    )


def test_words_that_name_another_speaker_part_a_segment() -> None:
    words = [
        {"word": "Ja", "start": 1.0, "end": 1.2, "speaker": "A"},
        {"word": "3"},
        {"word": "hè?", "start": 1.4, "end": 1.9, "speaker": "A"},
        {"word": "Nee.", "start": 2.0, "end": 2.4, "speaker": "B"},
    ]
    draft = transcript({"segments": [segment(1, 3, "Ja 3 hè? Nee.", speaker="A", words=words)]})
    assert draft.turns == (
        DraftTurn("Ja 3 hè?", "A", 1.0, 1.9, 1),
        DraftTurn("Nee.", "B", 2.0, 2.4, 1),
    )


def test_words_that_agree_leave_the_segment_whole() -> None:
    words = [{"word": "Ja", "speaker": "A"}, {"word": "hoor", "speaker": "A"}]
    draft = transcript({"segments": [segment(1, 3, "Ja, hoor.", words=words)]})
    assert draft.turns == (DraftTurn("Ja, hoor.", "A", 1.0, 3.0, 1),)


@pytest.mark.parametrize(
    "content",
    [
        {"transcription": [{"offsets": {"from": 1500, "to": 2500}, "text": " Dag."}]},
        {"chunks": [{"timestamp": [1.5, 2.5], "text": " Dag."}]},
        [{"start": 1.5, "end": 2.5, "text": "Dag."}],
        {"segments": [{"start": 1.5, "end": 2.5, "words": [{"word": "Dag."}]}]},
    ],
)
def test_the_like_of_whisper(content: object) -> None:
    assert transcript(content).turns == (DraftTurn("Dag.", None, 1.5, 2.5, 1),)


def test_labels_in_the_words_of_segments() -> None:
    draft = transcript([segment(0, 1, "I: Dag."), segment(1, 2, "P: Hoi."), segment(2, 3, "Ja.")])
    assert [(turn.speaker, turn.words) for turn in draft.turns] == [
        ("I", "Dag."),
        ("P", "Hoi."),
        (None, "Ja."),
    ]


def test_a_pattern_of_ones_own_outranks_the_speakers() -> None:
    content = [segment(0, 1, "anna> dag", speaker="S0")]
    draft = transcript(content, r"(?P<speaker>\w+)> (?P<words>.*)")
    assert draft.turns == (DraftTurn("dag", "anna", 0.0, 1.0, 1),)


def test_escapes_bring_in_nothing_that_cannot_be_kept() -> None:
    draft = transcript(
        '[{"start": 0, "text": "d\\u0000ag \\ud83d\\ude00 \\udc00", "speaker": "A\\ud800"}]'
    )
    assert draft.turns == (DraftTurn("dag 😀 \ufffd", "A\ufffd", 0.0, None, 1),)


def test_text_without_segments() -> None:
    draft = transcript({"text": "I: Dag.\nP: Hoi."})
    assert [(turn.speaker, turn.words) for turn in draft.turns] == [("I", "Dag."), ("P", "Hoi.")]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ('{"segments": [\n {"start": 0,, }]}', "isn't whole JSON: line 2, column"),
        ('{"segments": [', "isn't whole JSON: line 1, column 15"),
        ("[" * 100_000 + "]" * 100_000, "nested too deeply"),
        ('{"segments": [{"start": ' + "9" * 5000 + ', "text": "x"}]}', "number too long"),
        ('{"segments": [{"start": NaN, "text": "x"}]}', "Segment 1 of p03.json holds no time"),
        ('{"segments": [{"start": Infinity, "text": "x"}]}', "Segment 1 of p03.json holds no time"),
        ([segment(0, 1, "ja"), segment(-1, 2, "x")], "Segment 2 of p03.json holds no time"),
        ([segment(0, 1e12, "x")], "Segment 1 of p03.json holds no time"),
        ([segment("00:01", 2, "x")], "Segment 1 of p03.json holds no time: 00:01"),
        ([segment(True, 2, "x")], "Segment 1 of p03.json holds no time: True"),
        ([segment(3, 2, "x")], "Segment 1 of p03.json ends before it starts"),
        ([segment(None, 2, "x")], "Segment 1 of p03.json has no start"),
        ([{"start": 1, "end": 2, "text": 5}], "Segment 1 of p03.json has no text"),
        ({"segments": []}, "isn't a transcript"),
        ({"segments": ["x"]}, "isn't a transcript"),
        ({"name": "package", "version": 1}, "isn't a transcript"),
        ([1, 2], "isn't a transcript"),
        ("3", "isn't a transcript"),
        ("null", "isn't a transcript"),
    ],
)
def test_what_is_refused(content: object, complaint: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        transcript(content)
    assert complaint in refusal.value.what
    assert "p03.json" in refusal.value.what
    assert refusal.value.hint
    assert len(str(refusal.value)) < 300
