"""One line at a time: what each convention finds on it."""

import pytest

from qualcode.errors import InputError
from qualcode.sources.conventions import (
    BOLD,
    BRACKETS,
    CHAT,
    COLON,
    NAME_AND_TIME,
    TAB,
    TIME_AND_NAME,
    TIMED,
    Convention,
    own_convention,
)


@pytest.mark.parametrize(
    ("convention", "line", "expected"),
    [
        (COLON, "I: Hoe gaat het?", ("I", None, "Hoe gaat het?", "Name: words")),
        (COLON, "P:Goed", ("P", None, "Goed", "Name: words")),
        (COLON, "[00:01:02] S1: Dag", ("S1", 62.0, "Dag", "[00:01:02] Name: words")),
        (COLON, "(00:01:02) Anna: Dag", ("Anna", 62.0, "Dag", "(00:01:02) Name: words")),
        (COLON, "00:01:02 Anna: Dag", ("Anna", 62.0, "Dag", "00:01:02 Name: words")),
        (COLON, "S01: [00:00:12] Dag", ("S01", 12.0, "Dag", "Name: [00:01:02] words")),
        (COLON, "Anna (00:12): Dag", ("Anna", 12.0, "Dag", "Name (00:01:02): words")),
        (BRACKETS, "[id1] hallo", ("id1", None, "hallo", "[name] words")),
        (BOLD, "**Anna:** Dag", ("Anna", None, "Dag", "**Name:** words")),
        (BOLD, "- **Anna**: Dag", ("Anna", None, "Dag", "**Name:** words")),
        (TAB, "Anna\tDag: ja", ("Anna", None, "Dag: ja", "Name<TAB>words")),
        (TAB, "00:12\tAnna\tDag", ("Anna", 12.0, "Dag", "00:01:02 Name<TAB>words")),
        (CHAT, "*MOT:\tdag .", ("MOT", None, "dag .", "*MOT:<TAB>words (CHAT)")),
        (CHAT, "12 | CHI:\tdag .", ("CHI", None, "dag .", "*MOT:<TAB>words (CHAT)")),
        (CHAT, "10 | *CHI:\tdag .", ("CHI", None, "dag .", "*MOT:<TAB>words (CHAT)")),
        (NAME_AND_TIME, "Anna 0:12", ("Anna", 12.0, "", "Name 00:01:02 on a line of its own")),
        (TIME_AND_NAME, "[0:12] Anna", ("Anna", 12.0, "", "[00:01:02] Name on a line of its own")),
        (TIMED, "[00:12] Dag", (None, 12.0, "Dag", "[00:01:02] words")),
    ],
)
def test_what_is_found(
    convention: Convention, line: str, expected: tuple[str | None, float | None, str, str]
) -> None:
    label = convention.find(line)
    assert label is not None
    assert (label.speaker, label.start, label.words, label.shape) == expected


def test_a_stamp_may_hold_the_end_too() -> None:
    label = TIMED.find("[00:00.000 --> 00:04.500] Dag")
    assert label is not None
    assert (label.start, label.end) == (0.0, 4.5)


@pytest.mark.parametrize(
    "line",
    [
        "om 12:30 uur gingen we weg",
        "https://voorbeeld.nl is een adres",
        "12:30 uur",
        "Ja, dat zei hij: nee",
        "Toen was het. Nee: toch niet",
        "[00:75] P: geen tijd",
        "een veel te lange aanloop voor iemands naam: ja",
        "1: een opsomming",
        ": niemand",
    ],
)
def test_colons_in_running_text(line: str) -> None:
    assert COLON.find(line) is None


def test_a_time_in_brackets_is_nobody() -> None:
    assert BRACKETS.find("[00:01:02] dag") is None
    assert BRACKETS.find("[00:00.000 --> 00:04.000] dag") is None


def test_a_pattern_of_ones_own() -> None:
    own = own_convention(r"(?P<time>[\d:]+)? ?(?P<speaker>\w+)> (?P<words>.*)")
    label = own.find("00:12 anna> dag")
    assert label is not None
    assert (label.speaker, label.start, label.words) == ("anna", 12.0, "dag")
    assert own.find("dag") is None


@pytest.mark.parametrize(
    ("pattern", "complaint"),
    [
        ("(", "isn't a regular expression"),
        ("(?P<speaker>a)", "no group words"),
        ("a", "no group speaker or words"),
    ],
)
def test_a_pattern_that_cannot_serve(pattern: str, complaint: str) -> None:
    with pytest.raises(InputError, match=complaint) as refusal:
        own_convention(pattern)
    assert "(?P<speaker>" in refusal.value.hint
