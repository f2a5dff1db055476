"""Other forms in which a word may stand: misspelt, or inflected."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from qualcode.coding.search.words import EXACT, WORD, Term, folded
from qualcode.errors import InputError

# Per cent alike: a word of five letters may have one slip (a letter more, less, other, or two
# that changed places), one of ten two. Shorter words must stand there as they are: one letter
# makes another word of them.
NEAR = 80.0


def vocabulary(texts: Iterable[str]) -> set[str]:
    """The words of the texts, in lower case."""
    # Each piece between white space is taken apart once, however often it is said.
    pieces = set().union(*(text.lower().split() for text in texts))
    return {word for piece in pieces for word in WORD.findall(piece)}


def misspelt(wanted: Sequence[Term], words: Iterable[str]) -> tuple[Term, ...]:
    """The terms with every one of `words` that is nearly one of theirs."""
    plain: dict[str, list[str]] = {}
    for word in words:
        plain.setdefault(folded(word), []).append(word)

    def near(asked: str) -> Mapping[str, float]:
        found = process.extract_iter(
            folded(asked),
            plain.keys(),
            scorer=OSA.normalized_similarity,
            processor=None,
            score_cutoff=NEAR / 100,
        )
        return {
            word: round(likeness * 100, 1) for form, likeness, _ in found for word in plain[form]
        }

    return _widened(wanted, near)


def inflected(wanted: Sequence[Term], words: Iterable[str], language: str) -> tuple[Term, ...]:
    """The terms with every one of `words` that is a form of the same word as one of theirs.

    Raises InputError where the language's words are not known.
    """
    # The dictionary of a language takes half a second to load.
    from simplemma import lemmatize  # noqa: PLC0415

    def bases(word: str) -> set[str]:
        lemma = lemmatize(word, lang=language).replace("_", "")
        found = {word, lemma.lower()}
        if language == "nl":
            found |= {stem(form) for form in found}
        return found

    by_base: dict[str, set[str]] = {}
    try:
        for word in words:
            for base in bases(word):
                by_base.setdefault(base, set()).add(word)
    except ValueError:
        raise InputError(
            f"There is no list of words for the language «{language}».",
            "Search with --fuzzy, or for the beginning of a word: werk*.",
        ) from None

    def forms(asked: str) -> Mapping[str, float]:
        found = (by_base.get(base, ()) for base in bases(asked.lower()))
        return dict.fromkeys(sorted(set().union(*found)), EXACT)

    return _widened(wanted, forms)


def stem(word: str) -> str:
    """What is left of a Dutch infinitive in «ik …»: werken, werk; lopen, loop; leven, leef."""
    if len(word) < 5 or not word.endswith("en"):
        return word
    left, vowels = word[:-2], "aeiou"
    if left[-1] == left[-2] and left[-1] not in vowels:
        left = left[:-1]
    elif left[-2] in "aeou" and left[-3] not in vowels and left[-1] not in vowels:
        left = left[:-1] + left[-2:]
    return left[:-1] + {"v": "f", "z": "s"}.get(left[-1], left[-1])


def _widened(
    wanted: Sequence[Term], forms: Callable[[str], Mapping[str, float]]
) -> tuple[Term, ...]:
    return tuple(
        replace(
            term,
            words=tuple({**forms(asked), asked: EXACT} for word in term.words for asked in word),
        )
        if term.words and not term.is_open
        else term
        for term in wanted
    )
