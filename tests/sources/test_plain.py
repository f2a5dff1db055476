"""Plain text and Markdown, one invented transcript for each convention."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import UnreadableFile
from qualcode.sources.conventions import own_convention
from qualcode.sources.draft import Draft, DraftTurn
from qualcode.sources.plain import read

KARIN, ANNA = "Hoe gaat het met u?", "Goed. Ik zei nog: kom maar."

WRITTEN = {
    "Name: words": "Karin: {}\nAnna: {}\nKarin: Mooi.",
    "Name : words": "Karin : {}\nAnna : {}\nKarin : Mooi.",
    "[00:01:02] Name: words": "[00:00:01] Karin: {}\n[00:00:02] Anna: {}\n[00:00:03] Karin: Mooi.",
    "(00:01:02) Name: words": "(00:00:01) Karin: {}\n(00:00:02) Anna: {}\n(00:00:03) Karin: Mooi.",
    "00:01:02 Name: words": "00:00:01 Karin: {}\n00:00:02 Anna: {}\n00:00:03 Karin: Mooi.",
    "Name: [00:01:02] words": "Karin: [00:00:01] {}\nAnna: [00:00:02] {}\nKarin: [00:00:03] Mooi.",
    "Name (00:01:02): words": "Karin (0:01): {}\nAnna (0:02): {}\nKarin (0:03): Mooi.",
    "[name] words": "[Karin] {}\n[Anna] {}\n[Karin] Mooi.",
    "Name<TAB>words": "Karin\t{}\nAnna\t{}\nKarin\tMooi.",
    "**Name:** words": "**Karin:** {}\n\n**Anna:** {}\n\n**Karin:** Mooi.",
    "*MOT:<TAB>words (CHAT)": "*Karin:\t{}\n*Anna:\t{}\n12 | Karin:\tMooi.",
    "Name 00:01:02 on a line of its own": "Karin  0:01\n{}\n\nAnna  0:02\n{}\n\nKarin  0:03\nMooi.",
    "[00:01:02] Name on a line of its own": (
        "[0:01] Karin\n{}\n\n[0:02] Anna\n{}\n\n[0:03] Karin\nMooi."
    ),
    "Name on a line of its own": "Karin\n{}\n\nAnna\n{}\n\nKarin\nMooi.",
}


def text_of(written: str, name: str = "p03.txt", pattern: str | None = None) -> Draft:
    own = own_convention(pattern) if pattern else None
    return read(written.encode(), name, own)


@pytest.mark.parametrize("convention", WRITTEN)
def test_each_convention(convention: str) -> None:
    draft = text_of(WRITTEN[convention].format(KARIN, ANNA))
    assert [(turn.speaker, turn.words) for turn in draft.turns] == [
        ("Karin", KARIN),
        ("Anna", ANNA),
        ("Karin", "Mooi."),
    ]
    assert draft.convention == convention.replace("Name :", "Name:")
    timed = "00:01:02" in convention
    assert [turn.start for turn in draft.turns] == ([1.0, 2.0, 3.0] if timed else [None] * 3)
    assert draft.notes == ()


def test_lines_without_a_label_belong_to_the_turn_before() -> None:
    draft = text_of("I: Hoe\ngaat het?\n\nEn verder?\nP: Goed.\nLet op: om 12:30 uur\nhttps://x.nl")
    assert draft.turns == (
        DraftTurn("Hoe gaat het? En verder?", "I", line=1),
        DraftTurn("Goed. Let op: om 12:30 uur https://x.nl", "P", line=5),
    )
    assert "Read as words rather than as a speaker: “Let op” (line 6)." in draft.notes


def test_what_stands_above_the_talk_is_kept_out_and_told() -> None:
    draft = text_of("Gesprek met Anna\nDatum: 12 maart\n\nI: Dag.\nP: Dag.\nI: Tot ziens.")
    assert draft.title == "Gesprek met Anna"
    assert draft.turns[0] == DraftTurn("Dag.", "I", line=4)
    assert draft.notes == (
        "Kept out before the first turn (lines 1, 2): Gesprek met Anna / Datum: 12 maart",
    )


def test_a_title_is_known_by_its_name() -> None:
    assert text_of("Datum: nu\nTitel: Gesprek 2\n\nI: Dag.\nP: Dag.").title == "Gesprek 2"
    assert text_of("Datum: nu\n\nI: Dag.\nP: Dag.").title is None


def test_comments_in_chat_are_nobodys_words() -> None:
    draft = text_of("@Begin\n*MOT:\tdag\n\ten verder .\n%com:\tlacht\n*CHI:\thoi\n@End")
    assert draft.turns == (
        DraftTurn("dag en verder .", "MOT", line=2),
        DraftTurn("hoi", "CHI", line=5),
    )
    assert draft.notes == (
        "Kept out before the first turn (line 1): @Begin",
        "Kept out, as nobody's words (lines 4, 6): %com: lacht / @End",
    )


def test_a_time_on_a_line_of_its_own() -> None:
    draft = text_of("Karin\n00:00:12\nDag.\n\nAnna\n00:00:15\nHoi.\n\nKarin\n00:01:00\nTot ziens.")
    assert [turn.start for turn in draft.turns] == [12.0, 15.0, 60.0]
    draft = text_of("[00:00:12]\nI: Dag.\n[00:05:00]\nP: Hoi.\nI: Tot\n[00:06:00]\nziens.")
    assert [turn.start for turn in draft.turns] == [12.0, 300.0, None]
    assert draft.turns[2].words == "Tot [00:06:00] ziens."


def test_times_without_names() -> None:
    draft = text_of("[00:00.000 --> 00:04.000]  Hallo daar.\n[00:04.000 --> 00:08.500]  Ja.")
    assert draft.turns == (
        DraftTurn("Hallo daar.", None, 0.0, 4.0, 1),
        DraftTurn("Ja.", None, 4.0, 8.5, 2),
    )
    assert draft.convention == "[00:01:02] words, no speakers"


def test_overlaps_stay_in_the_words() -> None:
    draft = text_of("S01: [00:00:12] Ja. //S02: nee // en toen\n\nS02: [00:00:14] Dag.")
    assert draft.turns[0].words == "Ja. //S02: nee // en toen"


def test_a_label_without_words_is_skipped_and_told() -> None:
    draft = text_of("I: Dag.\nP:\nI: Bent u daar?\nP: Ja.")
    assert [turn.speaker for turn in draft.turns] == ["I", "P"]
    assert draft.turns[0].words == "Dag. Bent u daar?"
    assert draft.notes == ("Skipped, as without words: line 2.",)


def test_a_footer_of_the_program_is_kept_out() -> None:
    draft = text_of("Anna  0:01\nDag.\n\nBert  0:03\nHoi.\n\nTranscribed by https://otter.ai")
    assert draft.turns[-1].words == "Hoi."
    assert "otter.ai" in draft.notes[0]


def test_a_slip_of_the_pen_is_kept_and_told() -> None:
    draft = text_of("Interviewer: Ja?\nAnna: Ja.\n" * 5 + "Intervewer: Nee?\nAnna: Nee.")
    assert draft.turns[-2].speaker == "Intervewer"
    assert draft.notes == ("Intervewer (1 turn) may be Interviewer.",)


def test_text_without_speakers_is_a_turn_a_paragraph() -> None:
    broken = (
        "Een regel die door een editor zelf is\nafgebroken op een vaste breedte, zodat hij\nloopt."
    )
    draft = text_of(f"Kort.\nNog een.\n\n{broken}\n\nEinde.")
    assert [(turn.line, turn.speaker) for turn in draft.turns] == [
        (1, None),
        (2, None),
        (4, None),
        (8, None),
    ]
    assert draft.turns[2].words == broken.replace("\n", " ")
    assert draft.convention == "no speakers: each paragraph is a turn"


def test_headings_in_markdown_are_kept_out() -> None:
    draft = text_of(
        "# Gesprek 1\n\n**I:** Dag.\n\n## Deel 2 ##\n\n---\n\n**P:** *Echt* waar.\n", "p03.md"
    )
    assert draft.format == "md"
    assert draft.title == "Gesprek 1"
    assert draft.turns == (DraftTurn("Dag.", "I", line=3), DraftTurn("*Echt* waar.", "P", line=9))
    assert draft.notes == ("Kept out, as headings: Gesprek 1 / Deel 2",)


def test_words_are_composed_and_folded() -> None:
    draft = text_of("I: een\u00a0 kop \t koffie\nClie\u0308nt: e\u0301e\u0301n")
    assert [(turn.speaker, turn.words) for turn in draft.turns] == [
        ("I", "een kop koffie"),
        ("Cliënt", "één"),
    ]


def test_a_pattern_of_ones_own() -> None:
    draft = text_of(
        "Kop\n12s karin> Dag: ja?\nverder\n14s anna> Hoi.",
        pattern=r"\d+s (?P<speaker>\w+)> (?P<words>.*)",
    )
    assert [(turn.speaker, turn.words) for turn in draft.turns] == [
        ("karin", "Dag: ja? verder"),
        ("anna", "Hoi."),
    ]
    assert draft.title == "Kop"
    with pytest.raises(UnreadableFile, match=r"no line of p03\.txt"):
        text_of("I: Dag.", pattern="(?P<speaker>x)(?P<words>y)")


WORDS = st.from_regex(r"[A-Za-zéëï’]{1,9}((, |: | )[A-Za-zéëï…?!]{1,9}){0,8}", fullmatch=True)
PAIRS = st.sampled_from([("I", "P"), ("Karin", "Anna de Vries"), ("S01", "S02"), ("Int.", "Resp.")])


@given(PAIRS, st.lists(WORDS, min_size=2, max_size=12))
def test_what_is_written_as_name_and_words_is_read_back(
    pair: tuple[str, str], words: list[str]
) -> None:
    said = [(pair[nth % 2], text) for nth, text in enumerate(words)]
    draft = text_of("\n".join(f"{name}: {text}" for name, text in said))
    assert [(turn.speaker, turn.words) for turn in draft.turns] == said


@given(
    st.lists(
        st.sampled_from(
            ["I: ja", "P: nee", "", "[00:12] S1: o", "# kop", "los", "Let op: x", "*A:\ty", "[a] b"]
        )
    )
)
def test_starts_point_at_the_words(rows: list[str]) -> None:
    draft = text_of("\n".join(rows), "p03.md")
    found = [
        draft.text[at : at + len(turn.words)]
        for at, turn in zip(draft.starts, draft.turns, strict=True)
    ]
    assert found == [turn.words for turn in draft.turns]
    assert all(found)


@pytest.mark.parametrize(
    "name",
    [
        "Boer, Karin de",
        "de Boer, K. (Karin)",
        "Karin de Boer - van den Berg | Universiteit Utrecht",
        "Karin de Boer [UMC]",
    ],
)
def test_a_name_as_an_account_has_it_is_a_label_above_its_words(name: str) -> None:
    written = f"{name}   0:03\nDag, hoe is het?\nP07   0:08\nGoed.\n{name}   0:15\nFijn!\n"
    assert [(turn.speaker, turn.words) for turn in text_of(written).turns] == [
        (name, "Dag, hoe is het?"),
        ("P07", "Goed."),
        (name, "Fijn!"),
    ]


def test_a_name_in_full_that_stands_once_is_believed_by_its_time() -> None:
    written = "P07 0:03\nEen.\nBoer, Karin de 0:08\nTwee.\nP07 0:15\nDrie.\n"
    assert text_of(written).speakers == ("P07", "Boer, Karin de")
    astray = text_of(written.replace("0:08", "9:30"))
    assert astray.speakers == ("P07",)
    assert "“Boer, Karin de 9:30”" in "".join(astray.notes)


def test_words_that_end_in_a_time_are_told_where_they_may_be_labels() -> None:
    draft = text_of("P07 0:03\nHallo.\nEn toen, denk ik, om 9:30\nP07 0:15\nDag.\n")
    assert draft.turns[0].words == "Hallo. En toen, denk ik, om 9:30 Dag."
    assert any("they end in a time as labels do: 1 line (line 3)" in note for note in draft.notes)


def test_a_name_in_full_before_a_colon_has_to_come_back() -> None:
    written = "de Boer, K. (Karin): Dag.\nP02: Goed.\n{}: Fijn.\nP02: Ja.\n"
    again = text_of(written.format("de Boer, K. (Karin)"))
    assert again.speakers == ("de Boer, K. (Karin)", "P02")
    running = "P02: Goed.\nIk zei, geloof ik: nee.\nIk zei, geloof ik: ja.\nP02: O."
    assert text_of(running).speakers == ("P02",)


@pytest.mark.parametrize("number", ["{} ", "{}. ", "{}) ", "[{}] "])
def test_running_numbers_are_no_part_of_a_name(number: str) -> None:
    lines = ["I: Hoe gaat het?", "P07: Goed.", "I: En thuis?", "P07: Ook goed."]
    written = "\n".join(number.format(n) + line for n, line in enumerate(lines, start=1))
    draft = text_of(written)
    assert draft.speakers == ("I", "P07")
    assert draft.notes == ("Taken off, as running numbers: 1 to 4.",)


def test_numbers_that_do_not_count_up_stay() -> None:
    assert text_of("1 Karin: Een.\n2 Piet: Twee.\n1 Karin: Drie.\n2 Piet: Vier.").speakers == (
        "1 Karin",
        "2 Piet",
    )
    assert text_of("1. Eerst dit\n2. Dan dat\n3. Tot slot").turns[0].words == "1. Eerst dit"


def test_f4_times_within_a_paragraph_are_no_words() -> None:
    draft = text_of("I: Hoe? #00:00:03-1#\nB: Goed. #00:00:05-1# Nou ja. #00:00:09-0#\nI: O.\n")
    assert draft.turns[1] == DraftTurn("Goed. Nou ja.", "B", 3.1, 9.0, 2)
    assert draft.notes == ("f4's times within the words were taken out: line 2.",)
