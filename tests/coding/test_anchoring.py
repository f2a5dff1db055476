"""A quoted passage is found where it stands, or refused; never silently somewhere else."""

import re
import string
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qualcode.coding.anchoring import anchor
from qualcode.errors import InputError
from qualcode.spans import Span

TEXT = (
    "Hoe gaat het met het werk?\n"
    "Goed, ik werk nu bij de bakker op de hoek.\n"
    "Ze kijken wel eens raar. Ik schaamde me kapot.\n"
    "Café Zoë was anders 😀, daar zei niemand wat. 漢字です。"
)


def words_at(quote: str, text: str = TEXT) -> tuple[str, bool]:
    """The words that `quote` is anchored to, and whether to the letter."""
    found = anchor(text, quote, "P01-W01")
    return text[found.span.start : found.span.end], found.likeness == 100


@given(st.data())
def test_any_passage_that_stands_once_is_found_exactly(data: st.DataObject) -> None:
    drawn = data.draw(st.text(alphabet="abAB é😀.\n漢\u0301", min_size=1, max_size=60))
    text = unicodedata.normalize("NFC", drawn)  # as every text in a study is
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    assume(unicodedata.is_normalized("NFC", quote))
    places = re.findall(f"(?=({re.escape(quote)}))", text, re.IGNORECASE)
    assume(quote.strip() and len(places) == 1)
    assert anchor(text, quote, "D") == anchor(text, quote, "D")
    assert anchor(text, quote, "D").span == Span(start, end)


@given(st.data())
def test_a_passage_with_a_typo_is_found_in_whole_words_or_refused(data: st.DataObject) -> None:
    words = data.draw(
        st.lists(
            st.text(string.ascii_lowercase, min_size=3, max_size=9),
            min_size=8,
            max_size=25,
            unique=True,
        )
    )
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 5))
    last = data.draw(st.integers(first + 5, len(words)))
    quote = " ".join(words[first:last])
    at = data.draw(st.integers(1, len(quote) - 2))
    typo = quote[:at] + data.draw(st.sampled_from(["", "#", "##"])) + quote[at + 1 :]
    assume(typo not in text)
    start = text.index(quote)
    try:
        found = anchor(text, typo, "D")
    except InputError:
        return
    span = found.span
    assert found.likeness < 100
    assert span.start < start + len(quote) and span.end > start
    assert span.start == 0 or text[span.start - 1] == " "
    assert span.end == len(text) or text[span.end] == " "


@pytest.mark.parametrize(
    "quote",
    ["ik werk nu bij", "Café Zoë", "😀", "漢字", "kapot.\nCafé", "het met het", "hoek."],
)
def test_words_to_the_letter(quote: str) -> None:
    assert words_at(quote) == (quote, True)


def test_case_and_white_space_make_no_difference_where_it_is_clear() -> None:
    assert words_at("IK WERK  nu\nbij") == ("ik werk nu bij", True)
    assert words_at("op de hoek. Ze kijken") == ("op de hoek.\nZe kijken", True)


def test_words_in_another_case_are_the_same_words() -> None:
    with pytest.raises(InputError, match=r"stands 2 times in P01-W01 \(at 0:3, 9:12\)"):
        words_at("Hij", "hij zei: Hij komt.")


CURLY = "Zij zei: “Dat is m’n baas”, en toen ‘nou ja’. D’r zus “lachte er wel om”."


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("m'n baas", "m’n baas"),
        ('"Dat is m\'n baas"', "“Dat is m’n baas”"),
        ("'nou ja'", "‘nou ja’"),
        ("D`r zus", "D’r zus"),
    ],
)
def test_the_kind_of_quotation_marks_makes_no_difference(quote: str, found: str) -> None:
    assert words_at(quote, CURLY) == (found, True)


@pytest.mark.parametrize("quote", ['"Dat is mn baas"', '"lachte er wel am"'])
def test_a_quotation_that_is_only_alike_keeps_its_marks(quote: str) -> None:
    words, exact = words_at(quote, CURLY)
    assert (words[0], words[-1], exact) == ("“", "”", False)


def test_small_differences_are_bridged_and_told() -> None:
    assert words_at("ik werk nou bij de baker op de hoek") == (
        "ik werk nu bij de bakker op de hoek",
        False,
    )


@pytest.mark.parametrize("quote", ["", " ", "\n\t"])
def test_an_empty_quote_is_refused(quote: str) -> None:
    with pytest.raises(InputError, match="empty"):
        words_at(quote)


@pytest.mark.parametrize("quote", ["olifant in de porseleinkast", "\0", "#", "(", "[a-z]+", "\\"])
def test_words_that_do_not_stand_there_are_refused(quote: str) -> None:
    with pytest.raises(InputError, match="doesn't stand in P01-W01"):
        words_at(quote)


def test_words_that_stand_there_more_often_are_refused_with_their_places() -> None:
    with pytest.raises(InputError, match=r"stands 2 times in P01-W01 \(at 9:12, 17:20\)"):
        words_at("het")


def test_two_passages_that_are_alike_are_refused_with_their_places() -> None:
    text = "ik schaamde me kapot. Nee. ik schaamde me kapot!"
    with pytest.raises(InputError, match="Two passages"):
        words_at("ik schamde mij kapot", text)


def test_repeats_that_overlap_count_as_more_than_once() -> None:
    with pytest.raises(InputError, match="2 times"):
        words_at("ha ha", "Nou ha ha ha.")


def test_a_quote_longer_than_the_text_is_not_taken_for_all_of_it() -> None:
    with pytest.raises(InputError, match="doesn't stand"):
        words_at("Ja. En toen ging ik naar huis met de bus.", "Ja.")


def test_an_accent_typed_as_a_mark_of_its_own_is_the_same_letter() -> None:
    assert words_at("Cafe\u0301 Zoe\u0308") == ("Café Zoë", True)


def test_an_occurrence_chooses_among_the_places() -> None:
    text = "Het was het huis, zei het meisje."
    assert anchor(text, "het", "P01-W01", 3).span == Span(22, 25)
    assert anchor(text, "huis", "P01-W01", 1).span == Span(12, 16)
    with pytest.raises(InputError, match="«het» stands 3 times in P01-W01, not 4 times"):
        anchor(text, "het", "P01-W01", 4)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Ik ben daar nie bang voor geweest.", "Ik ben daar bang voor geweest."),
        ("Well, I don't know that man at all. He came.", "I do know that man at all."),
        ("Dat ging zonder enige begeleiding van hen.", "Dat ging met enige begeleiding van hen."),
    ],
)
def test_the_opposite_is_not_alike_in_dialect_or_english_either(text: str, quote: str) -> None:
    with pytest.raises(InputError, match="doesn't stand"):
        words_at(quote, text)


@pytest.mark.parametrize("length", [12, 40, 200])
def test_a_word_too_many_in_the_quote_brings_in_no_word_that_is_not_meant(length: int) -> None:
    words = [f"woord{n}x{n * 7919 % 1000}" for n in range(600)]
    meant = words[200 : 200 + length]
    quote = [*meant[: length // 2], "foutje", *meant[length // 2 :]]
    assert words_at(" ".join(quote), " ".join(words)) == (" ".join(meant), False)


def test_a_quote_too_long_to_look_for_by_likeness_is_refused() -> None:
    text = "ab " * 5000
    with pytest.raises(InputError, match="too many"):
        words_at("ab " * 1000 + "q" + " ab" * 1000, text)
