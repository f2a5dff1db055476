"""What a matrix is counted from, as arrays: voices, their turns, and pieces of codings.

A *voice* is one speaker in one document (or whoever has no name there): every row and every
split of a matrix is a property of voices. A *piece* is the part of a coding that lies in one
turn, so that it has one voice. Positions in all documents stand on one line: a document's
number, and behind it the code point.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualcode.codebook.stored import codebook
from qualcode.codebook.tree import Codebook
from qualcode.matrix import queries
from qualcode.matrix.words import word_places
from qualcode.study.file import Study

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
INTERVIEWER = "interviewer"
TALKS = ("interview", "expert", "focus-group")
NOBODY = -1
SHIFT = 32  # a document's text is shorter than 2**32


@dataclass(frozen=True, slots=True)
class Source:
    """A document that cells can rest on."""

    pk: int
    id: str
    name: str
    kind: str
    date: str | None
    case: str | None
    wave: str | None


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker in a document; `case` is their own where they are one, else the document's."""

    document: int
    name: str
    role: str
    case: str | None


@dataclass(frozen=True)
class Labels:
    """What voices are called in some respect: the names there are, and per voice its number.

    The last name is None, for voices that have none.
    """

    names: tuple[str | None, ...]
    number: Ints


def labelled(names: Iterable[str | None]) -> Labels:
    """The labels of voices, given one by one ("" counts as none)."""
    number: dict[str | None, int] = {}
    numbers = [NOBODY if not name else number.setdefault(name, len(number)) for name in names]
    return Labels((*number, None), np.array(numbers, np.int64))


@dataclass(frozen=True)
class Made:
    """Whose codings are, per coding: the document's number and the coder's row.

    `agreed` is true for what was agreed on where coders disagreed, `aside` for what that was
    about.
    """

    document: Ints
    coder: Ints
    agreed: Bools
    aside: Bools


@dataclass(frozen=True)
class Facts:
    """All that the viewer may see; which of it counts is decided when it is laid out.

    `sources` and `voices` are what the numbers in the arrays stand for. Turns are in order.
    Of each coding its row, code (a number in `book.all_codes`, -1 for none) and `made`; of one
    made on another version of the text only `unplaced`. Pieces are in the order of their codings.
    """

    book: Codebook
    sources: tuple[Source, ...]
    voices: tuple[Voice, ...]
    versions: tuple[str, ...]
    turn_start: Ints
    turn_end: Ints
    turn_words: Ints
    turn_voice: Ints
    coding_pk: Ints
    coding_code: Ints
    coding_start: Ints
    made: Made
    unplaced: Made
    piece_coding: Ints
    piece_voice: Ints
    piece_start: Ints
    piece_end: Ints

    @cached_property
    def document_of_voice(self) -> Ints:
        return np.array([voice.document for voice in self.voices], dtype=np.int64)

    @cached_property
    def cases(self) -> Labels:
        return labelled(voice.case for voice in self.voices)

    @cached_property
    def waves(self) -> Labels:
        return labelled(self.sources[voice.document].wave for voice in self.voices)

    @cached_property
    def names(self) -> Labels:
        """What speakers are called; "P" here and "P" there are two people, and told apart."""
        return labelled(self._called(voice) for voice in self.voices)

    def _called(self, voice: Voice) -> str:
        of = voice.case or self.sources[voice.document].name
        return f"{voice.name} ({of})" if voice.name and voice.name != of else voice.name

    @cached_property
    def roles(self) -> Labels:
        """The roles of those who say something."""
        speaks = np.bincount(self.turn_voice, minlength=len(self.voices)) > 0
        voices = zip(self.voices, speaks, strict=True)
        return labelled(voice.role if said else None for voice, said in voices)

    @cached_property
    def is_talk(self) -> NDArray[np.bool_]:
        """Per document whether somebody was talked with: notes and reports are no talk."""
        return np.array([source.kind in TALKS for source in self.sources], bool)

    @cached_property
    def reading(self) -> Ints:
        """The numbers of the codings in reading order."""
        return np.lexsort((self.coding_pk, self.coding_start, self.made.document))

    @cached_property
    def asks(self) -> NDArray[np.bool_]:
        """Per voice whether it is an interviewer's."""
        return np.array([voice.role == INTERVIEWER for voice in self.voices], bool)

    @cached_property
    def is_part(self) -> NDArray[np.bool_]:
        """Per piece whether its coding has others; few do."""
        return np.bincount(self.piece_coding, minlength=len(self.coding_pk))[self.piece_coding] > 1


# What the facts are made of, and so whatever counts in their order.
TABLES = (
    "coding", "document", "speaker", "case_", "wave", "code", "coder", "assignment",
    "adjudication",
)  # fmt: skip


def facts(study: Study) -> Facts:
    """The facts of a study, read anew only when it has changed."""
    return study.remembered(_read, *TABLES)


def _read(study: Study) -> Facts:
    book = codebook(study)
    sources = tuple(Source(*row) for row in study.db.execute(queries.SOURCES))
    document = _numbers(source.pk for source in sources)
    version_of = dict(study.db.execute(queries.VERSIONS).fetchall())
    # The first voices are those without a name, one a document.
    voices = [Voice(n, "", "unknown", source.case) for n, source in enumerate(sources)]
    voice_of_speaker: dict[int, int] = {0: -1}
    for pk, at, name, role, case in study.db.execute(queries.SPEAKERS):
        n = int(document[at])
        voice_of_speaker[pk] = len(voices)
        voices.append(Voice(n, name, role, case or sources[n].case))
    turns = _table(study.db.execute(queries.TURNS), 5)
    turn_start, turn_end, turn_words, turn_voice = _turns(turns, document, voice_of_speaker)
    rows = _table(study.db.execute(queries.CODINGS), 8)
    aside = [pk for (pk,) in study.db.execute(queries.SET_ASIDE)]
    unplaced, rows = rows[rows[:, 6] == 0], rows[rows[:, 6] == 1]
    base = document[rows[:, 1]] << SHIFT
    pieces = _pieces(base + rows[:, 4], base + rows[:, 5], turn_start, turn_end)
    return Facts(
        book=book,
        sources=sources,
        voices=tuple(voices),
        versions=tuple(version_of[source.pk] for source in sources),
        turn_start=turn_start,
        turn_end=turn_end,
        turn_words=turn_words,
        turn_voice=turn_voice,
        coding_pk=rows[:, 0],
        coding_code=_code_numbers(study, book)[rows[:, 2]],
        coding_start=rows[:, 4],
        made=_made(rows, document, aside),
        unplaced=_made(unplaced, document, aside),
        piece_coding=pieces[0],
        piece_voice=turn_voice[pieces[1]],
        piece_start=pieces[2],
        piece_end=pieces[3],
    )


def _made(rows: Ints, document: Ints, aside: list[int]) -> Made:
    return Made(document[rows[:, 1]], rows[:, 3], rows[:, 7] == 1, np.isin(rows[:, 0], aside))


def _table(rows: Iterable[tuple[Any, ...]], width: int) -> Ints:
    """Rows of integers as an array (0 × width where there are none)."""
    return np.fromiter(chain.from_iterable(rows), np.int64).reshape(-1, width)


def _numbers(keys: Iterable[int]) -> Ints:
    """An array that answers, at a row's own key, its number in the order given; else -1."""
    known = np.fromiter(keys, np.int64)
    numbers = np.full(int(known.max(initial=0)) + 1, -1, np.int64)
    numbers[known] = np.arange(len(known))
    return numbers


def _code_numbers(study: Study, book: Codebook) -> Ints:
    number = {code.id: n for n, code in enumerate(book.all_codes)}
    rows = study.db.execute(queries.CODES).fetchall()
    numbers = np.full(max((pk for pk, _ in rows), default=0) + 1, -1, np.int64)
    for pk, row_id in rows:
        numbers[pk] = number.get(row_id, -1)
    return numbers


def _turns(
    turns: Ints, document: Ints, voice_of_speaker: dict[int, int]
) -> tuple[Ints, Ints, Ints, Ints]:
    at = document[turns[:, 0]]
    speakers = np.zeros(max(voice_of_speaker) + 1, np.int64)
    speakers[list(voice_of_speaker)] = list(voice_of_speaker.values())
    voice = speakers[turns[:, 4]]
    voice = np.where(voice < 0, at, voice)
    start, end = (at << SHIFT) + turns[:, 1], (at << SHIFT) + turns[:, 2]
    order = np.argsort(start, kind="stable")
    return start[order], end[order], turns[order, 3], voice[order]


def _pieces(
    start: Ints, end: Ints, turn_start: Ints, turn_end: Ints
) -> tuple[Ints, Ints, Ints, Ints]:
    """Codings cut at the turns: (coding, turn, start, end) of each piece that isn't empty."""
    first = np.maximum(np.searchsorted(turn_start, start, "right") - 1, 0)
    behind = np.searchsorted(turn_start, end, "left")
    many = np.maximum(behind - first, 0)
    coding = np.repeat(np.arange(len(start)), many)
    within = np.arange(len(coding)) - np.repeat(np.cumsum(many) - many, many)
    turn = first[coding] + within
    start = np.maximum(start[coding], turn_start[turn])
    end = np.minimum(end[coding], turn_end[turn])
    # What begins on the break behind a turn has nothing in it; and never another document's.
    real = start < end
    return coding[real], turn[real], start[real], end[real]


@dataclass(frozen=True)
class WordFacts:
    """Where pieces lie, counted in words of all documents on one line."""

    start: Ints
    end: Ints


def words_of_pieces(study: Study, found: Facts) -> WordFacts:
    """The words that each piece touches, as half-open ranges on one line of all words."""
    start = np.zeros(len(found.piece_start), np.int64)
    end = start.copy()
    document = found.piece_start >> SHIFT
    order = np.argsort(document, kind="stable")
    numbers, first_of = np.unique(document[order], return_index=True)
    before = 0
    for n, here in zip(numbers, np.split(order, first_of[1:]), strict=False):
        word_start, word_end = word_places(study.text(found.versions[n]))
        base = int(n) << SHIFT
        first = np.searchsorted(word_end, found.piece_start[here] - base, "right")
        behind = np.searchsorted(word_start, found.piece_end[here] - base, "left")
        start[here], end[here] = before + first, before + behind
        before += len(word_start)
    return WordFacts(start, end)
