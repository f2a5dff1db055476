"""Bytes → text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import UnreadableFile
from qualcode.sources.encodings import decode

DUTCH = (
    "I: Wat zei de cliënt?\n"
    "P: ‘Ik heb één vraag’, zei ze… over € 50 – de coördinator was naïef. Hè, zo’n café!\n"
    "I: En de ideeën van Zoë? “Reünie”, crème, geïnd."
)
GERMAN = "I: Schöne Grüße!\nP: „Ich weiß“, sagte er – für Äpfel und Übung."
FRENCH = "I: Où êtes-vous allés cet été?\nP: À l’hôtel, çà et là, «voilà» le garçon."


@pytest.mark.parametrize("text", [DUTCH, GERMAN, FRENCH])
@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "utf-8", "utf-8-sig"])
def test_each_encoding_comes_out_right(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "p03.txt") == (text, encoding)


@pytest.mark.parametrize(
    "word",
    [
        "één",
        "cliënt",
        "geïnd",
        "‘ja’",
        "“ja”",
        "zo’n",
        "Nou… ja",
        "€ 50",
        "€50",
        "ja – nee",
        "CAFÉ",
        "Één",
        "ça va",
        "naïef",
        "straße",
        "hè",
        "Zoë: ja",
        "’s avonds",
        "«oui»",
        "à 5",
    ],
)
@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman"])
def test_one_telling_word_is_enough(word: str, encoding: str) -> None:
    text = f"P: en toen {word} zei ik"
    assert decode(text.encode(encoding), "p03.txt") == (text, encoding)


def test_the_euro_of_latin_9() -> None:
    assert decode("Het kost € 50.".encode("iso8859-15"), "x")[0] == "Het kost € 50."


def test_other_alphabets_are_not_taken_for_western() -> None:
    russian = "Я не знаю, что делать. Мы были дома, он сказал нет, и всё кончилось.\n" * 3
    assert decode(russian.encode("cp1251"), "x") == (russian, "cp1251")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("één".encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + "één".encode("utf-16-be"), "utf-16"),
        ("één keer".encode("utf-16-le"), "utf-16-le"),
        ("één keer".encode("utf-16-be"), "utf-16-be"),
        ("één".encode("utf-32"), "utf-32"),
    ],
)
def test_wide_encodings_with_and_without_a_mark(data: bytes, encoding: str) -> None:
    text, found = decode(data, "x")
    assert (text.split()[0], found) == ("één", encoding)


def test_newlines_of_every_kind_become_one() -> None:
    assert decode(b"a\r\nb\rc\n\nd", "x")[0] == "a\nb\nc\n\nd"


def test_control_characters_and_marks_inside_are_dropped() -> None:
    text = "a\x01b\ufeffc\td\u200be\x7f\x0cf"
    assert decode(text.encode() + b"." * 100, "x")[0].rstrip(".") == "abc\td\u200be\x7f f"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04..", "zip"),
        (b"\x89PNG\r\n", "picture"),
        (b"{\\rtf1", "RTF"),
    ],
)
def test_other_kinds_of_file_are_named(data: bytes, kind: str) -> None:
    with pytest.raises(UnreadableFile, match=kind) as refusal:
        decode(data, "p03.txt")
    assert "p03.txt" in refusal.value.what
    assert refusal.value.hint


@pytest.mark.parametrize("data", [b"a\0b" * 50, bytes(range(32)) * 9, b"\0" * 10, b"\xff\xfea"])
def test_what_is_not_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"p03\.txt"):
        decode(data, "p03.txt")


def test_damaged_utf8_is_refused_with_its_line() -> None:
    data = "I: één, ideeën, cliënt\nP: crème ".encode() + b"\xe9\n"
    with pytest.raises(UnreadableFile, match="line 2"):
        decode(data, "p03.txt")


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text, encoding = decode(data, "x.txt")
    except UnreadableFile as refusal:
        assert "x.txt" in refusal.what
    else:
        assert encoding
        assert "\r" not in text
        assert "\0" not in text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff")))
def test_utf8_is_kept_to_the_letter(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode(), "x") == (text, "utf-8-sig")


def test_a_file_cut_off_within_a_character_is_refused() -> None:
    whole = "I: Hoi Zoë.\nP: Ja, één".encode()
    with pytest.raises(UnreadableFile, match="cut off"):
        decode(whole[:-2], "half.txt")
    assert decode("P: café".encode("cp1252"), "oud.txt") == ("P: café", "cp1252")
