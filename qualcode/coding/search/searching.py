"""Searching: where words stand in the transcripts, in coded passages, or in memos."""

import json
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from operator import attrgetter, itemgetter
from typing import Literal, get_args

from qualcode.codebook.stored import codebook
from qualcode.coding.queries import NAMES, TURNS
from qualcode.coding.retrieval import EVERYTHING, Where, clause, resolved, view_of
from qualcode.coding.search import queries
from qualcode.coding.search.forms import inflected, misspelt, vocabulary
from qualcode.coding.search.patterns import pattern_places
from qualcode.coding.search.reach import Reach, codings_within, memos_within, turns_within
from qualcode.coding.search.words import Match, Term, for_index, places, terms
from qualcode.errors import InputError
from qualcode.names import unknown
from qualcode.spans import Span
from qualcode.study.file import Study
from qualcode.transcripts.units import surroundings

Manner = Literal["words", "fuzzy", "lemma", "regex"]
Within = Literal["transcripts", "codings", "memos"]
Finds = Iterator[tuple[Reach, Match]]


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where something was found: the words, and the sentence they stand in.

    `start` and `end` lie in the document's current text; for a memo in the memo's. `quote`
    begins at `quote_at` in `context`. `codes` are those that lie on the words already. `score`
    says how like the words are to what was asked (per cent), where likeness counts. `coding`,
    `code` and `coder` say in whose coding or memo it was found, `memo` in which memo.
    """

    document: str | None
    case: str | None
    wave: str | None
    date: str | None
    kind: str | None
    turn: int | None
    speaker: str | None
    role: str | None
    start: int | None
    end: int | None
    quote: str
    context: str
    quote_at: int
    codes: tuple[str, ...]
    score: float | None
    coding: str | None
    code: str | None
    coder: str | None
    memo: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: how many hits there are, and those that were asked for."""

    count: int
    hits: tuple[Hit, ...]


def search(
    study: Study,
    text: str,
    *,
    manner: Manner = "words",
    within: str = "transcripts",
    where: Where = EVERYTHING,
    limit: int | None = None,
) -> Found:
    """Where `text` stands, in reading order; memos oldest first. Nothing found is no error.

    "words": all of them in one turn (coding, memo), "quoted" ones as a phrase, begin* for all
    words that begin so; "fuzzy" and "lemma": the same with nearby spellings, or other forms of
    the words; "regex": a regular expression over each whole text. `limit` keeps the first.
    `where`'s coder and layer say whose codings, or memos, are searched; in transcripts whose
    codes are told of, as in codings.
    Raises InputError for an empty text, a filter that doesn't go with `within`, or a pattern
    that is none or takes too long; UnknownName for a name that the study doesn't hold.
    """
    asked = unicodedata.normalize("NFC", text)  # as the texts are; keyboards differ
    if not asked.strip():
        raise InputError("There is nothing to search for.", "Give a word.")
    if within not in get_args(Within):
        raise unknown(within, get_args(Within), "place to search")
    _check_filters(where, within)
    with study.reading():
        if within == "transcripts":
            said = replace(where, coder=None, layer=None)
            found = list(_in_turns(study, asked, manner, said))
        else:
            reached = (memos_within if within == "memos" else codings_within)(study, where)
            found = list(_in_each(study, asked, manner, reached))
        shown = found[:limit]
        codes = _codes_on(study, shown, where) if within != "memos" else [()] * len(shown)
        return Found(len(found), tuple(_hits(study, shown, codes, scored=manner == "fuzzy")))


# The filters that mean something only in some places.
ONLY_IN = {
    "code": ("codings", "memos"),
    "layer": ("transcripts", "codings"),
    "ids": ("codings",),
    "speaker": ("transcripts", "codings"),
    "role": ("transcripts", "codings"),
    "without_role": ("transcripts", "codings"),
}


def _check_filters(where: Where, within: str) -> None:
    for name, ways in ONLY_IN.items():
        if getattr(where, name) is not None and within not in ways:
            option = name.replace("_", "-")
            choices = " or ".join(f"--in {way}" for way in ways)
            raise InputError(
                f"--{option} doesn't go with a search in {within}.",
                f"Leave it out, or search with {choices}.",
            )


def _in_turns(study: Study, text: str, manner: Manner, where: Where) -> Finds:
    if manner == "regex":
        return _over_turns(text, turns_within(study, where))
    wanted = terms(text)
    if manner != "words":
        versions = [version for _, _, version in study.db.execute(NAMES)]
        wanted = _widened(study, wanted, manner, map(study.text, versions))
    return _places(wanted, turns_within(study, where, for_index(wanted)))


def _in_each(study: Study, text: str, manner: Manner, reached: Sequence[Reach]) -> Finds:
    if manner == "regex":
        return _one_by_one(text, reached)
    texts = (reach.text for reach in reached)
    return _places(_widened(study, terms(text), manner, texts), reached)


def _widened(
    study: Study, wanted: tuple[Term, ...], manner: Manner, texts: Iterator[str]
) -> tuple[Term, ...]:
    if manner == "fuzzy":
        return misspelt(wanted, vocabulary(texts))
    if manner == "lemma":
        return inflected(wanted, vocabulary(texts), study.language)
    return wanted


def _places(wanted: Sequence[Term], reached: Sequence[Reach]) -> Finds:
    for reach in reached:
        for match in places(wanted, reach.text):
            yield reach, _moved(match, reach.start)


def _one_by_one(pattern: str, reached: Sequence[Reach]) -> Finds:
    found = pattern_places(pattern, [reach.text for reach in reached])
    for reach, matches in zip(reached, found, strict=True):
        for match in matches:
            yield reach, _moved(match, reach.start)


def _over_turns(pattern: str, turns: Sequence[Reach]) -> Finds:
    """Over whole texts, so that a match may run over turns; it belongs to where it begins."""
    documents = [list(group) for _, group in groupby(turns, attrgetter("document_id"))]
    found = pattern_places(pattern, [group[0].whole for group in documents])
    for group, matches in zip(documents, found, strict=True):
        starts = [turn.start for turn in group]
        for match in matches:
            n = bisect_right(starts, match.start) - 1
            if n >= 0 and match.start <= group[n].end:
                yield group[n], match


def _moved(match: Match, by: int) -> Match:
    return Match(match.start + by, match.end + by, match.likeness)


def _hits(
    study: Study,
    found: Sequence[tuple[Reach, Match]],
    codes: Sequence[tuple[str, ...]],
    *,
    scored: bool,
) -> Iterator[Hit]:
    turns = _Turns(study)
    for (reach, match), lying_there in zip(found, codes, strict=True):
        turn = (reach.turn, reach.speaker, reach.role)
        if reach.coding is not None and reach.version_id is not None:
            turn = turns.at(reach.version_id, match.start)  # a coding may run over several
        words = Span(match.start - reach.start, match.end - reach.start)
        shown = surroundings(reach.text, words)
        has_place = reach.reason is None
        yield Hit(
            document=reach.document,
            case=reach.case,
            wave=reach.wave,
            date=reach.date,
            kind=reach.kind,
            turn=turn[0],
            speaker=turn[1],
            role=turn[2],
            start=match.start if has_place else None,
            end=match.end if has_place else None,
            quote=reach.whole[match.start : match.end],
            context=reach.whole[reach.start + shown.start : reach.start + shown.end],
            quote_at=words.start - shown.start,
            codes=lying_there,
            score=round(match.likeness, 1) if scored else None,
            coding=reach.coding,
            code=reach.code,
            coder=reach.coder,
            memo=reach.memo,
            reason=reach.reason,
        )


class _Turns:
    """Who speaks where, read once for each text."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.known: dict[str, tuple[list[int], list[tuple[int, str | None, str]]]] = {}

    def at(self, version_id: str, place: int) -> tuple[int | None, str | None, str | None]:
        """The turn, speaker and role at a place in a text."""
        if version_id not in self.known:
            rows = self.study.db.execute(TURNS, {"version": version_id}).fetchall()
            self.known[version_id] = [row[3] for row in rows], [row[:3] for row in rows]
        starts, turns = self.known[version_id]
        n = bisect_right(starts, place) - 1
        return turns[n] if n >= 0 else (None, None, None)


def _codes_on(
    study: Study, found: Sequence[tuple[Reach, Match]], where: Where
) -> list[tuple[str, ...]]:
    """Per hit the codes that overlap it, each once, in the order in which they begin.

    Of the coder or layer of `where` alone, if it names one.
    """
    asked = resolved(study, Where(coder=where.coder, layer=where.layer))
    documents = sorted({reach.document_id for reach, _ in found if reach.document_id is not None})
    asked |= {"documents": json.dumps(documents), "placed": 1}
    sql = queries.CODED_IN.format(
        codings=view_of(where), where=clause(queries.SHOWN_FILTERS, asked)
    )
    rows = study.db.execute(sql, asked)
    coded = {document: _Coded(list(there)) for document, there in groupby(rows, itemgetter(0))}
    book = codebook(study)
    codes = []
    for reach, match in found:
        there = coded.get(reach.document_id or "")
        on_it = there.over(match) if there else ()
        codes.append(tuple(dict.fromkeys(book.resolve(code).code for code in on_it)))
    return codes


class _Coded:
    """The codings of one document, by where they begin, to be asked what lies over a match."""

    def __init__(self, rows: Sequence[tuple[str, int, int, str]]) -> None:
        self.rows = rows
        self.starts = [start for _, start, _, _ in rows]
        self.farthest = list(accumulate((end for _, _, end, _ in rows), max))

    def over(self, match: Match) -> Iterator[str]:
        """The ids of the codes, in the order in which their codings begin."""
        first = bisect_right(self.farthest, match.start)  # all before have ended by then
        last = bisect_left(self.starts, match.end)
        return (code for _, _, end, code in self.rows[first:last] if end > match.start)
