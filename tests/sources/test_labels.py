"""Labels and the roles they tell."""

import pytest

from qualcode.sources.labels import can_be_label, is_code, like_heading, like_sentence
from qualcode.sources.speakers import role_of


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        ("interviewer", "I|i|I1|Int.|INT|Interviewer|Interviewer 2|interviewster|Onderzoeker|INV"),
        ("interviewer", "Moderator|Gespreksleider|Interviewer (Karin)"),
        ("participant", "P|P01|P-01|R|R2|Resp.|Respondent|Deelnemer 3|Cliënt|Geïnterviewde"),
        ("employment specialist", "TB|Trajectbegeleider|Job coach|jobcoach|IPS-er|IPS-coach"),
        ("employment specialist", "IPS-trajectbegeleider|Employment specialist"),
        ("unknown", "S01|id1|MOT|CHI|Anna|Ingrid|Peter|P. van der Berg|I & P|Moeder P01|"),
    ],
)
def test_role_of(role: str, labels: str) -> None:
    assert {label: role_of(label) for label in labels.split("|")} == dict.fromkeys(
        labels.split("|"), role
    )


def test_nobody_has_no_role() -> None:
    assert role_of(None) == "unknown"


def test_a_decomposed_label_tells_the_same_role() -> None:
    assert role_of("Clie\u0308nt") == "participant"


def test_what_can_be_a_label() -> None:
    names = ["I", "Mevr. van der Berg", "P1 (vrouw)", "S01", "Int.", "Anna-Marie"]
    words = [
        "",
        "12",
        "Ja, dat",
        "Toen zei ze. Nee",
        "wat?",
        "een hele lange zin met woorden",
        "x" * 41,
    ]
    assert [name for name in names if not can_be_label(name)] == []
    assert [word for word in words if can_be_label(word)] == []


def test_sentences_and_headings_are_told_from_names() -> None:
    assert all(map(like_sentence, ["Let op", "Ik zei", "Ze zei nog", "Mijn vraag", "Dus", "Ja"]))
    assert not any(map(like_sentence, ["Anna de Vries", "I", "A", "U", "S01", "Moeder"]))
    assert all(map(like_heading, ["Datum", "Duur opname", "Titel", "NB"]))
    assert not any(map(like_heading, ["Interviewer", "Anna"]))


def test_codes() -> None:
    assert all(map(is_code, ["S01", "P2", "id1", "MOT", "I"]))
    assert not any(map(is_code, ["Anna", "Let op", "Spreker 1"]))
