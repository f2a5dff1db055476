"""Which convention a file keeps to, and which labels are speakers."""

import pytest

from qualcode.sources.conventions import NAMED, TIMED
from qualcode.sources.speakers import Line, Reading, choose, doubts, fold


def lines_of(text: str) -> list[Line]:
    lines, opens = [], True
    for number, row in enumerate(text.split("\n"), start=1):
        if row.strip():
            lines.append(Line(fold(row), number, opens))
        opens = not row.strip()
    return lines


def reading_of(text: str) -> Reading | None:
    return choose(lines_of(text), NAMED)


def speakers_of(text: str) -> list[str | None]:
    reading = reading_of(text)
    return [label.speaker for label in reading.labels.values()] if reading else []


def test_labels_that_repeat_are_speakers() -> None:
    assert speakers_of("Anna: ja\nBert: nee\nAnna: ja") == ["Anna", "Bert", "Anna"]


@pytest.mark.parametrize("text", ["P: alleen dit", "Anna: dag.\nBert: hoi.", "S1: dag"])
def test_little_is_enough_where_it_is_the_whole_file(text: str) -> None:
    assert len(speakers_of(text)) == text.count(":")


@pytest.mark.parametrize(
    "text",
    [
        "Ik zei: nee.\nHij zei: ja.\nOm 12:30 uur gingen we.\nDus: zo ging het.",
        "Sfeer: goed\nIndruk: prima\nVervolg: later\nPlaats: thuis",
        "Gesproken met Anna.\nAnna: haar woord.\nDe sfeer was goed.\nDaarna koffie.\nTot ziens.",
        "Ja\nhet was goed\n\nNee\nniet zo\n\nJa\ntoch wel",
        "Een verhaal.\n\nNog een alinea.",
    ],
)
def test_what_does_not_explain_the_file_is_not_taken(text: str) -> None:
    assert reading_of(text) is None


def test_the_beginning_of_a_sentence_is_not_a_speaker() -> None:
    text = "I: vraag\nP: ja\nLet op: dit\nI: vraag\nIk zei: nee\nP: ja\nom 12:30 uur\nI: ok\nP: ok"
    reading = reading_of(text)
    assert reading is not None
    assert set(speakers_of(text)) == {"I", "P"}
    assert [(label.speaker, line.number) for line, label in reading.refused] == [
        ("Let op", 3),
        ("Ik zei", 5),
    ]


def test_a_broken_line_before_a_colon_is_not_a_speaker() -> None:
    text = "I: vraag over\nwerk: hoe gaat dat\nP: goed\nI: mooi\nP: ja"
    assert set(speakers_of(text)) == {"I", "P"}


def test_someone_who_speaks_once_is_a_speaker() -> None:
    text = "Karin: vraag\nAnna: ja\n" * 10 + "Moeder: ik ook!\nKarin: dag\nAnna: dag"
    assert set(speakers_of(text)) == {"Karin", "Anna", "Moeder"}


@pytest.mark.parametrize(
    "heading",
    [
        "Interviewer: Karin de Vries\nRespondent: P03\n\n",
        "Datum: 12 maart\nModerator: Karin\n\n",
        "Interview\nDatum: 12 maart\nLocatie: Utrecht\n",
        "I: interviewer\nP: participant\n\n",
    ],
)
def test_a_heading_is_not_talk(heading: str) -> None:
    talk = "I: Hoe gaat het?\nP: Goed.\nI: Mooi.\nP: Ja."
    assert speakers_of(heading + talk) == ["I", "P", "I", "P"]


TALK = "Interviewer: Hoe gaat het?\nAnna: Goed.\nInterviewer: Mooi.\nAnna: Ja hoor.\n"


@pytest.mark.parametrize(
    "heading",
    [
        "Interviewer: Karin\n\n",
        "Interviewer: Karin\nRespondent: Anna\n\n",
        "Interviewer: Karin de Vries\n\n",
        "Datum: 12 maart\nInterviewer: Karin\n\n",
    ],
)
def test_a_heading_with_the_labels_of_the_talk_is_not_talk(heading: str) -> None:
    assert speakers_of(heading + TALK) == ["Interviewer", "Anna"] * 2


@pytest.mark.parametrize(
    "opening",
    [
        "Interviewer: Goedemorgen.\n\n",  # a sentence
        "Interviewer: Karin\n",  # no empty line: the words of a turn
        "Interviewer: Ja\n\n",  # no name
        "Anna: Karin\n\n",  # no role, so nothing to explain
    ],
)
def test_a_first_turn_that_looks_like_a_heading_is_talk(opening: str) -> None:
    assert len(speakers_of(opening + TALK)) == 5


def test_without_sentences_only_a_full_name_makes_a_heading() -> None:
    talk = TALK.replace(".", "").replace("?", "")
    assert len(speakers_of("Interviewer: Karin\n\n" + talk)) == 5
    assert len(speakers_of("Interviewer: Karin de Vries\n\n" + talk)) == 4


@pytest.mark.parametrize("heading", ["", "Datum: 12 maart\n"])
def test_an_opening_by_someone_else_is_talk(heading: str) -> None:
    text = heading + "Moderator: Welkom allemaal.\nP1: dag\nP2: hoi\nP1: ja\nP2: nee"
    assert speakers_of(text)[0] == "Moderator"


def test_a_fact_above_a_short_talk() -> None:
    assert speakers_of("Datum: nu\nI: Dag\nP: Dag") == ["I", "P"]


def test_long_answers_of_many_paragraphs() -> None:
    answer = "\n\n".join(f"Alinea {number}, zonder label." for number in range(30))
    assert speakers_of(f"I: vraag?\n\nP: {answer}\n\nI: nog iets?\n\nP: nee") == ["I", "P"] * 2


def test_one_name_with_a_time_on_its_own_line() -> None:
    reading = reading_of("Anna  0:03\nDag, ik zei: nee.\n\nBert  0:12\nHoi.\n\nAnna  1:00\nJa.")
    assert reading is not None
    assert reading.name == "Name 00:01:02 on a line of its own"
    assert [label.start for label in reading.labels.values()] == [3.0, 12.0, 60.0]


def test_short_timed_lines_are_words_not_names() -> None:
    lines = lines_of("[00:01] Hallo daar\n[00:02] Ja\n[00:03] Tot ziens")
    assert choose(lines, NAMED) is None
    assert choose(lines, (TIMED,)) is not None


def test_slips_of_the_pen() -> None:
    counts = {"Interviewer": 40, "Intervewer": 1, "Anna": 38, "anna": 2, "P1": 9, "P2": 1}
    assert doubts(counts) == (
        "Intervewer (1 turn) may be Interviewer.",
        "anna (2 turns) may be Anna.",
    )


def test_people_with_numbers_are_not_slips() -> None:
    assert doubts({"Spreker 1": 30, "Spreker 2": 1, "Deelnemer 11": 1, "Deelnemer 1": 9}) == ()


def test_fold_keeps_a_tab() -> None:
    assert fold("  a  b \t\t c\u00a0 d ") == "a b\tc d"
