"""What a search asks for, and where it stands in a text: words, phrases, beginnings of words.

A word is what full-text search takes for one (SQLite's `unicode61`): letters and digits,
without regard to case or accents. The index only narrows where to look; what counts as a
find, and where it stands to the code point, is decided here.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean

ACCENTS = r"\u0300-\u0331"  # standing on their own behind a letter, they belong to it
ACCENT = re.compile(f"[{ACCENTS}]")
WORD = re.compile(rf"[^\W_](?:[^\W_]|[{ACCENTS}])*")
BEGINS, ENDS = rf"(?<![^\W_])(?<![{ACCENTS}])", rf"(?![^\W_]|[{ACCENTS}])"
BETWEEN = r"[\W_]+"
PIECE = re.compile(r'"([^"]*)"|(\S+)')
TYPOGRAPHIC = str.maketrans("“”„", '"""')  # what word processors make of quotation marks

EXACT = 100.0
NARROWED_BY = 8  # the words that narrow a search by the index; more would only cost
FORMS_AT_MOST = 200


class _Folded(dict[int, str]):
    """A letter without case and accents, as one code point: positions stay what they were."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        apart = unicodedata.normalize("NFD", char)
        base = apart[0]
        if not all(ACCENT.match(mark) for mark in apart[1:]):
            base = char  # a Korean syllable, or a sign of another script that changes the letter
        plain = next((low for low in (base.casefold(), base.lower()) if len(low) == 1), base)
        self[code] = plain
        return plain


FOLDED = _Folded()


def folded(text: str) -> str:
    """`text` without case and accents, each character where it was."""
    return text.translate(FOLDED)


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """Where in a text something was found, and how like it is to what was asked (per cent)."""

    start: int
    end: int
    likeness: float = EXACT


@dataclass(frozen=True)
class Term:
    """One thing to be found: words in a row, or signs that are no words.

    Each word is given as the forms it may have, with how like each is to what was asked. An
    open term stands for all words that begin as its last word does.
    """

    words: tuple[Mapping[str, float], ...]
    is_open: bool = False
    signs: str = ""

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        if self.signs:
            return re.compile(re.escape(folded(self.signs)))
        words = BETWEEN.join(map(_any_of, self.words))
        rest = rf"(?:[^\W_]|[{ACCENTS}])*" if self.is_open else ""
        return re.compile(f"{BEGINS}{words}{rest}{ENDS}")

    @cached_property
    def _likeness(self) -> list[dict[str, float]]:
        return [{folded(form): like for form, like in forms.items()} for forms in self.words]

    def places(self, plain: str) -> list[Match]:
        """Where the term stands in a folded text, also where it overlaps itself."""
        if len(self.words) == 1:  # which can't overlap itself
            return [Match(*m.span(), self._like(m[0])) for m in self._pattern.finditer(plain)]
        found, at = [], 0
        while match := self._pattern.search(plain, at):
            found.append(Match(*match.span(), self._like(match[0])))
            at = match.start() + 1
        return found

    @cached_property
    def _is_exact(self) -> bool:
        return all(like == EXACT for forms in self.words for like in forms.values())

    def _like(self, words: str) -> float:
        if self._is_exact:
            return EXACT
        pairs = zip(WORD.findall(words), self._likeness, strict=False)
        return fmean(forms.get(word, EXACT) for word, forms in pairs)

    @property
    def for_index(self) -> str | None:
        """The term as the index is asked for it; None where it can't narrow anything."""
        if self.signs or sum(map(len, self.words)) > FORMS_AT_MOST:
            return None
        if all(len(forms) == 1 for forms in self.words):
            phrase = " ".join(form for forms in self.words for form in forms)
            return f'"{phrase}"{"*" if self.is_open else ""}'
        asked = (" OR ".join(f'"{form}"' for form in forms) for forms in self.words)
        return " AND ".join(f"({forms})" for forms in asked)


def _any_of(forms: Iterable[str]) -> str:
    plain = sorted({folded(form) for form in forms}, key=len, reverse=True)
    spelt = ("".join(f"{re.escape(char)}[{ACCENTS}]*" for char in form) for form in plain)
    return f"(?:{'|'.join(spelt)})"


def terms(text: str) -> tuple[Term, ...]:
    """What a person writes: words, "a phrase", begin* . Any text is something to search for.

    Where a piece holds no letter or digit, its signs are looked for as they are. A word with
    signs in it ("op-en-top") is a phrase. Empty only where nothing shows.
    """
    found: dict[object, Term] = {}
    for phrase, bare in PIECE.findall(text.translate(TYPOGRAPHIC)):
        piece = phrase or bare
        words = WORD.findall(piece)
        is_open = bool(words) and not phrase and bare.endswith("*")
        signs = "" if words else piece.strip()
        if words or signs:
            forms = tuple({word: EXACT} for word in words)
            key = (folded(" ".join(words)), is_open, signs)
            found.setdefault(key, Term(forms, is_open, signs))
    return tuple(found.values())


def for_index(wanted: Sequence[Term]) -> str | None:
    """What narrows a search for all these terms; None where only reading everything helps."""
    parts = [part for term in wanted if (part := term.for_index) is not None]
    return " AND ".join(f"({part})" for part in parts[:NARROWED_BY]) or None


def places(wanted: Sequence[Term], text: str) -> list[Match]:
    """Where all of `wanted` stand together in `text`: the shortest stretches, one after another.

    Of one term these are the places where it stands; of several, stretches that hold each.
    """
    plain = folded(text)
    if len(wanted) == 1:
        return _apart(wanted[0].places(plain))
    found: list[tuple[Match, int]] = []
    for n, term in enumerate(wanted):
        there = term.places(plain)
        if not there:
            return []
        found += [(match, n) for match in there]
    stretches: list[Match] = []
    last: dict[int, Match] = {}
    done = 0
    for match, n in sorted(found, key=lambda pair: (pair[0].end, pair[0].start)):
        if match.start < done:
            continue
        last[n] = match
        if len(last) == len(wanted):
            done = max(each.end for each in last.values())
            likeness = sum(each.likeness for each in last.values()) / len(last)
            stretches.append(Match(min(m.start for m in last.values()), done, likeness))
            last = {}
    return stretches


def _apart(found: Iterable[Match]) -> list[Match]:
    """The matches, in reading order, without those that begin within the one before."""
    apart: list[Match] = []
    for match in found:
        if not apart or match.start >= apart[-1].end:
            apart.append(match)
    return apart
