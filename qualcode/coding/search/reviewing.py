"""Reviewing: what a search found, turned into codings one by one by a person who reads it."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import Literal

from qualcode.codebook.stored import codebook
from qualcode.coding.documents import find_document, text_of
from qualcode.coding.marking import Passage, code
from qualcode.coding.queries import TURN
from qualcode.coding.retrieval import EVERYTHING, Coding, Where, codings
from qualcode.coding.search.searching import Hit, Manner, search
from qualcode.spans import Span
from qualcode.study.file import Study, require_coder
from qualcode.transcripts.units import surroundings

Width = Literal["words", "sentence", "turn"]
Reply = Literal["yes", "no", "widen", "stop"]


@dataclass(frozen=True, slots=True)
class Question:
    """One hit put to a person: the passage that would be coded, with its turn around it.

    `number` of `count` counts the hits; `width` says what the passage is now.
    """

    number: int
    count: int
    code: str
    hit: Hit
    width: Width
    span: Span
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class HitsReviewed:
    """What came of it: the new codings, and how many hits were skipped, had the code already,
    or were not come to."""

    codings: tuple[Coding, ...]
    skipped: int
    already: int
    left: int


def review_hits(
    study: Study,
    text: str,
    code_name: str,
    ask: Callable[[Question], Reply],
    *,
    manner: Manner = "words",
    where: Where = EVERYTHING,
    limit: int | None = None,
) -> HitsReviewed:
    """Searches the transcripts for `text` and asks of every hit whether it gets the code.

    Every yes is an action of its own by the coder at work. A hit that overlaps a coding they
    made with the code, or one under it, is passed over. `ask` may widen the passage to its
    sentence, its turn, and back to the words. Raises as `search` and `coding.marking.code` do.
    """
    require_coder(study)
    wanted = codebook(study).find(code_name)
    hits = search(study, text, manner=manner, where=where, limit=limit).hits
    coded: dict[str, list[Span]] = defaultdict(list)
    for coding in codings(study, Where(code=wanted.code)):
        if study.coder_id(coding.coder) == study.viewer_id and coding.start is not None:
            coded[coding.document].append(Span(coding.start, coding.end or 0))
    made: list[str] = []
    skipped = already = left = 0
    for number, hit in enumerate(hits, 1):
        document = hit.document or ""
        if any(_overlap(span, hit) for span in coded[document]):
            already += 1
            continue
        for question in _questions(study, hit, wanted.code, number=number, count=len(hits)):
            answer = ask(question)
            if answer != "widen":
                break
        if answer == "yes":
            made += code(study, document, [wanted.code], Passage(question.span)).ids
            coded[document].append(question.span)
        elif answer == "no":
            skipped += 1
        else:
            left = len(hits) - number + 1
            break
    told = codings(study, Where(ids=tuple(made))) if made else []
    return HitsReviewed(tuple(told), skipped, already, left)


def _questions(
    study: Study, hit: Hit, code_name: str, *, number: int, count: int
) -> Iterator[Question]:
    """The same question over and over, of an ever wider passage and then of the words again."""
    place = find_document(study, hit.document or "")
    text = text_of(study, place)
    asked = {"version": place.version_id, "n": hit.turn}
    turn = Span(*study.db.execute(TURN, asked).fetchone())
    for width, span in cycle(_widths(hit, text, turn)):
        yield Question(
            number=number,
            count=count,
            code=code_name,
            hit=hit,
            width=width,
            span=span,
            before=text[turn.start : span.start],
            words=text[span.start : span.end],
            after=text[span.end : turn.end],
        )


def _widths(hit: Hit, text: str, turn: Span) -> list[tuple[Width, Span]]:
    words = Span(hit.start or 0, hit.end or 0)
    within = Span(words.start - turn.start, words.end - turn.start)
    said = surroundings(text[turn.start : turn.end], within, longest=len(text))
    sentence = Span(said.start + turn.start, said.end + turn.start)
    whole = Span(turn.start, max(turn.end, words.end))
    found: list[tuple[Width, Span]] = [("words", words)]
    if sentence != words:
        found.append(("sentence", sentence))
    if whole not in (words, sentence):
        found.append(("turn", whole))
    return found


def _overlap(span: Span, hit: Hit) -> bool:
    return span.start < (hit.end or 0) and span.end > (hit.start or 0)
