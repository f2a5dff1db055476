"""The documents of a study: what there is, and what one of them says."""

from collections import defaultdict
from dataclasses import dataclass

from qualcode.coding import queries
from qualcode.errors import InputError
from qualcode.names import find
from qualcode.spans import Span
from qualcode.study.file import Study
from qualcode.study.rounds import STABILITY


@dataclass(frozen=True, slots=True)
class Document:
    """One transcript. `state` is how far the coder at work (else anyone) is: todo, doing, done."""

    name: str
    kind: str
    case: str | None
    wave: str | None
    sequence: int | None
    date: str | None
    title: str | None
    turns: int
    words: int
    state: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A speaker's stretch: its number as researchers cite it, its place, its times in seconds."""

    n: int
    speaker: str | None
    role: str
    start: int
    end: int
    starts_at: float | None
    ends_at: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Named:
    """A document that was found by name: what is needed to read or code it."""

    id: str
    name: str
    version_id: str


def documents(study: Study) -> list[Document]:
    """All documents, by case, wave and date; those of no case last."""
    states = _states(study)
    return [
        Document(*(*row[1:], states.get(row[0], "todo")))
        for row in study.db.execute(queries.DOCUMENTS)
    ]


def _states(study: Study) -> dict[str, str]:
    """Per document (id) how far the viewer is there; where nobody is named, anyone.

    Who has an assignment open there isn't done, whatever they finished in an earlier round.
    """
    nobody = study.viewer_id is None
    begun = {
        document
        for document, coder_id, _ in study.db.execute(queries.FIRST_CODINGS)
        if nobody or coder_id == study.viewer_id
    }
    said: dict[str, set[str]] = defaultdict(set)
    for document, coder_id, state, _, kind, *_ in study.db.execute(queries.ASSIGNMENTS):
        if coder_id == study.viewer_id or (nobody and kind != STABILITY):
            said[document].add(state)
    states = dict.fromkeys(begun, "doing")
    for document, known in said.items():
        if known == {"done"} or (nobody and "done" in known):
            states[document] = "done"
    return states


def find_document(study: Study, name: str) -> Named:
    """The document of that name; raises UnknownName with near misses."""
    return find(name, study.remembered(_named, "document"), "document")


def _named(study: Study) -> dict[str, Named]:
    return {row[1]: Named(*row) for row in study.db.execute(queries.NAMES)}


def text_of(study: Study, document: Named) -> str:
    """The current text of a document."""
    return study.text(document.version_id)


def turns(study: Study, name: str, part: str | None = None) -> list[Turn]:
    """The turns of a document, all or those of `part` ("3:10": from 3 to 10, both included)."""
    document = find_document(study, name)
    text = text_of(study, document)
    rows = study.db.execute(queries.TURNS, {"version": document.version_id})
    found = [Turn(*(*row, text[row[3] : row[4]])) for row in rows]
    if part is None:
        return found
    first, last = _numbers(part)
    chosen = [turn for turn in found if first <= turn.n <= last]
    if not chosen:
        raise InputError(f"{document.name} has no turns {part}.", f"It has {len(found)} turns.")
    return chosen


def words_of(study: Study, document: Named, span: Span) -> str:
    """The words of `span`; raises InputError where it lies outside the text."""
    text = text_of(study, document)
    if span.end > len(text):
        raise InputError(
            f"{document.name} has {len(text)} characters; {span} lies outside.",
            "See `qualcode show` for the positions of its turns.",
        )
    return text[span.start : span.end]


def _numbers(part: str) -> tuple[int, int]:
    first, colon, last = part.partition(":")
    try:
        asked = int(first), int(last) if colon else int(first)
    except ValueError:
        asked = 0, 0
    if not 1 <= asked[0] <= asked[1]:
        raise InputError(f"«{part}» names no turns.", "Write --turns 3:10.")
    return asked
