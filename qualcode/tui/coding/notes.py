"""What is written beside a document and its codings: memos, questions, stars."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from qualcode.coding.retrieval import Where
from qualcode.coding.writing.flags import Flag, flags
from qualcode.coding.writing.memos import Memo, memos
from qualcode.coding.writing.quoting import Quote, quotes
from qualcode.names import fold_name
from qualcode.study.file import Study

MEMO, FLAG, STAR = "✎", "⚑", "★"


@dataclass(frozen=True, slots=True)
class Note:
    """A memo, a question for the team, or a star, each with its sign.

    It lies on a coding (by its id), on a passage (`start` to `end`), or on all of the document.
    `kind` is that of a memo, else what it is.
    """

    sign: str
    kind: str
    id: str
    coding: str | None
    start: int | None
    end: int | None
    text: str
    coder: str
    mine: bool


def notes(study: Study, document: str) -> tuple[Note, ...]:
    """The notes of a document that the viewer may see; questions that were settled are over."""
    with study.reading():
        found = [
            *(_star(each) for each in quotes(study, Where(doc=document))),
            *(_flag(each) for each in flags(study) if each.document == document),
            *(_memo(each) for each in memos(study, on=f"document:{document}")),
        ]
    me = study.viewer and fold_name(study.viewer)
    return tuple(Note(*fields, mine=fold_name(fields[-1]) == me) for fields in found)


Fields = tuple[str, str, str, str | None, int | None, int | None, str, str]


def _star(each: Quote) -> Fields:
    return (
        STAR, "quote", each.id, each.id, each.start, each.end, each.edited or "", each.quoted_by
    )  # fmt: skip


def _flag(each: Flag) -> Fields:
    on = each.target if each.on == "coding" else None
    return FLAG, "question", each.id, on, each.start, each.end, each.text, each.coder


def _memo(each: Memo) -> Fields:
    on = each.target if each.on == "coding" else None
    kind = f"{each.kind}, settled" if each.settled else each.kind
    return MEMO, kind, each.id, on, each.start, each.end, each.text, each.coder


def notes_on(found: Sequence[Note], codings: Collection[str], start: int, end: int) -> list[Note]:
    """The notes on these codings, and those on passages that touch text[start:end]."""
    return [
        each
        for each in found
        if (each.coding in codings if each.coding is not None else _touches(each, start, end))
    ]


def _touches(note: Note, start: int, end: int) -> bool:
    if note.start is None or note.end is None:
        return False
    return note.start < max(end, start + 1) and note.end > start


def on_all_of_it(found: Sequence[Note]) -> Iterator[Note]:
    """The notes on the document as a whole."""
    return (each for each in found if each.coding is None and each.start is None)
