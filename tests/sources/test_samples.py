"""Transcripts as other programs really wrote them; they aren't part of the project.

The folder is named by QUALCODE_SAMPLES, or lies beside the checkout. Counts were taken by eye.
"""

import os
from collections import Counter
from pathlib import Path

import pytest

from qualcode.errors import UnreadableFile
from qualcode.sources import Draft, read, readable

BESIDE = Path(__file__).parents[2].parent / "shared" / "samples"
SAMPLES = Path(os.environ.get("QUALCODE_SAMPLES", BESIDE)) / "transcripts"

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="no samples on this computer")


def sample(name: str) -> Draft:
    return read(SAMPLES / name)


def shares(draft: Draft) -> dict[str | None, int]:
    return dict(Counter(turn.speaker for turn in draft.turns))


def test_noscribe_text() -> None:
    draft = sample("noscribe_interview.txt")
    assert draft.convention == "Name: [00:01:02] words"
    assert shares(draft) == {"S01": 28, "S00": 26, "S02": 1}
    first, last = draft.turns[0], draft.turns[-1]
    assert (first.line, first.speaker, first.start, first.end) == (11, "S01", 12.0, None)
    assert (last.line, last.speaker, last.start) == (119, "S01", 726.0)
    assert first.words.startswith("Guten Tag")
    assert last.words.endswith("(..) Ja.")
    assert draft.turns[1].words == "Ja."
    assert "//S02: Ja," in draft.turns[5].words
    assert draft.title
    assert draft.title.startswith("Ein Gespräch")
    assert "noScribe" in draft.notes[0]


def test_noscribe_captions() -> None:
    draft = sample("noscribe_interview.vtt")
    # Two cues carry //S02 and //S00; they keep to themselves, so that every cue is a turn.
    assert shares(draft) == {None: 1, "S01": 26, "S00": 27, "S02": 2}
    times = [(turn.start, turn.end) for turn in draft.turns]
    assert times[:2] == [(0.0, 12.14), (34.57, 35.79)]
    assert times[-2:] == [(724.66, 726.16), (737.141, None)]
    assert "//S02: Ja," in draft.turns[6].words
    assert draft.title
    assert draft.title.startswith("Ein Gespräch")
    told = " ".join(draft.notes)
    assert "noScribe" in told
    assert "lines 83, 163" in told
    assert "line 227" in told


def test_a_conversation_in_chat_as_text() -> None:
    draft = sample("sasta_nl_STAP_02.txt")
    assert draft.title == "STAP_02"
    assert draft.convention == "*MOT:<TAB>words (CHAT)"
    assert shares(draft) == {"CHI": 39, "INV": 36, "MOT": 14}
    first, last = draft.turns[0], draft.turns[-1]
    assert (first.line, first.speaker, first.words) == (8, "CHI", "dees NAAM.")
    assert draft.turns[1].words.startswith("nee dat was")
    assert draft.turns[1].words.endswith("wat doen ze?")
    assert (last.speaker, last.words[-5:]) == ("CHI", "meer.")
    assert not any("%com" in turn.words or "KIND knikt" in turn.words for turn in draft.turns)
    assert any("KIND wijst" in note and "44 more" in note for note in draft.notes)


def test_the_same_conversation_in_word() -> None:
    draft, text = sample("sasta_nl_STAP_02.docx"), sample("sasta_nl_STAP_02.txt")
    assert [(turn.speaker, turn.words) for turn in draft.turns] == [
        (turn.speaker, turn.words) for turn in text.turns
    ]
    assert (draft.title, draft.convention) == (text.title, text.convention)
    assert shares(draft) == {"CHI": 39, "INV": 36, "MOT": 14}
    assert (draft.turns[0].line, draft.turns[-1].line) == (7, 263)
    assert draft.comments == ()


def test_a_monologue_in_word() -> None:
    draft = sample("qualcoder_ID1.docx")
    assert [turn.line for turn in draft.turns] == [1, 2, 3]
    assert draft.speakers == ()
    assert draft.turns[0].words.startswith("I really like learning")
    assert draft.turns[0].words.endswith("have been really good.")
    assert "but its like a duck to water for me - no problem" in draft.turns[1].words
    assert draft.turns[2].words.endswith("happy to pay €200.")
    assert (draft.title, draft.notes, draft.comments) == (None, (), ())


def test_labels_in_brackets() -> None:
    draft = sample("qualcoder_transcript.txt")
    speakers = [turn.speaker for turn in draft.turns]
    assert speakers == ["id1", "id2", "id3", "id1", "id3", "id1", "id2"]
    assert [turn.line for turn in draft.turns] == [1, 3, 5, 7, 9, 11, 13]
    assert draft.turns[0].words.startswith("hello, I")
    assert draft.turns[-1].words.endswith("struggling.")
    assert draft.notes == ()


@pytest.mark.parametrize(
    ("name", "encoding", "turns", "last"),
    [
        ("webvtt_sample.vtt", "utf-8", 16, (61.35, 64.3)),
        ("webvtt_bom.vtt", "utf-8-sig", 4, (16.32, 21.58)),
        ("webvtt_cue_tags.vtt", "utf-8", 3, (20.5, 21.5)),
        ("srt_sample.srt", "utf-8", 5, (21.58, 23.88)),
    ],
)
def test_captions_without_names(
    name: str, encoding: str, turns: int, last: tuple[float, float]
) -> None:
    draft = sample(name)
    assert (draft.encoding, len(draft.turns), draft.speakers) == (encoding, turns, ())
    assert (draft.turns[-1].start, draft.turns[-1].end) == last
    assert draft.notes == ()


def test_tags_inside_cues() -> None:
    assert [turn.words.split()[-1] for turn in sample("webvtt_cue_tags.vtt").turns] == [
        "eye",
        "pie",
        "amore",
    ]


def test_a_cue_without_its_times_is_refused() -> None:
    with pytest.raises(UnreadableFile, match=r"line 5 of srt_broken_missing_timeframe\.srt"):
        sample("srt_broken_missing_timeframe.srt")


def test_no_sample_of_ours_is_left_out() -> None:
    seen = {path.name for path in SAMPLES.iterdir() if readable(path)}
    told = Path(__file__).read_text(encoding="utf-8")
    assert {name for name in seen if name not in told} == set()
