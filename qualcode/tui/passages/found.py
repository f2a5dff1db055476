"""What Passages shows, as values that the desk makes: a list of passages, or of what is stale."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from qualcode.codebook.stored import codebook
from qualcode.codebook.tree import Codebook
from qualcode.coding.coders import coder_names
from qualcode.coding.documents import Turn, documents, find_document, text_of, turns
from qualcode.coding.layers import FINAL
from qualcode.coding.recoding import queue
from qualcode.coding.retrieval import Coding, Where, blind_documents, codings
from qualcode.coding.staleness import Stale, stale
from qualcode.coding.writing.memos import Memo, memos
from qualcode.coding.writing.quoting import Quote, quotes, starred
from qualcode.names import fold_name
from qualcode.spans import Span
from qualcode.study.file import Study
from qualcode.tui.page.wrapping import Said

LIST, QUEUE, STALE = "passages", "queue", "stale"
MODES = (LIST, QUEUE, STALE)


@dataclass(frozen=True, slots=True)
class Found:
    """A list: its rows, what each is known by, and the words it is looked through for.

    In the queue `choices` says per coding (id) what it can go to, and `of_others` how many
    wait for somebody else. `starred` says who chose a coding as a quote, `noted` which codings
    have memos. `layer` is the one in which documents were done, in the list of what is stale.
    """

    mode: str
    where: Where  # what was asked
    book: Codebook
    blind: tuple[str, ...]
    passages: tuple[Coding, ...] = ()
    stale: tuple[Stale, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    of_others: int = 0
    starred: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    noted: frozenset[str] = frozenset()
    layer: str | None = None
    ids: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """A passage with the turn before and the one after it, and what is said of it.

    `span` is its place in `text`, None where it was made on another version; `over` are the
    other codings that lie on it.
    """

    coding: Coding
    text: str
    turns: tuple[Said, ...]
    span: Span | None
    over: tuple[Coding, ...]
    memos: tuple[Memo, ...]
    quotes: tuple[Quote, ...]


def found(study: Study, mode: str, where: Where) -> Found:
    """The rows of a list that `where` lets through; raises where that can't be read."""
    with study.reading():
        book, blind = codebook(study), tuple(blind_documents(study))
        if mode == STALE:
            return _stale(study, where, book, blind)
        choices: dict[str, tuple[str, ...]] = {}
        among = where
        if mode == QUEUE:
            choices = {each.id: each.choices for each in queue(study)}
            ids = choices if where.ids is None else set(where.ids) & choices.keys()
            among = replace(where, ids=tuple(ids))
        asked = passages = codings(study, among)
        if mode == QUEUE and where.coder is None:
            passages = [each for each in asked if _is_mine(study, each)]
        return Found(
            mode=mode,
            where=where,
            book=book,
            blind=blind,
            passages=tuple(passages),
            choices=choices,
            of_others=len(asked) - len(passages),
            starred=starred(study),
            noted=frozenset(
                each.target for each in memos(study) if each.on == "coding" and each.target
            ),
            ids=tuple(each.id for each in passages),
            words=tuple(map(_words, passages)),
        )


def _is_mine(study: Study, coding: Coding) -> bool:
    return study.viewer is None or fold_name(coding.coder) == fold_name(study.viewer)


def _words(coding: Coding) -> str:
    told = (coding.quote, coding.code, coding.document, coding.speaker or "", coding.memo)
    return fold_name("\n".join(told))


def _stale(study: Study, where: Where, book: Codebook, blind: tuple[str, ...]) -> Found:
    """By the layer that is asked for, else what the viewer was done with."""
    is_coder = study.viewer is not None and study.viewer_id in coder_names(study)
    layer = where.layer or (study.viewer if is_coder else None) or FINAL
    place = {document.name: n for n, document in enumerate(documents(study))}
    rows = tuple(sorted(stale(study, layer), key=lambda row: place[row.document]))
    return Found(
        mode=STALE,
        where=where,
        book=book,
        blind=blind,
        stale=rows,
        layer=layer,
        ids=tuple(f"{each.document}\n{each.code}" for each in rows),
        words=tuple(fold_name(f"{each.document}\n{each.code}\n{each.coder}") for each in rows),
    )


def around(study: Study, coding: Coding) -> Around:
    """The passage as one reads it: in its place, with what else lies and is written there."""
    with study.reading():
        near = _near(turns(study, coding.document), coding)
        text, span = "", None
        if near and coding.start is not None and coding.end is not None:
            first, last = near[0].start, near[-1].end
            text = text_of(study, find_document(study, coding.document))[first:last]
            span = Span(coding.start - first, coding.end - first)
        over = [
            each
            for each in codings(study, Where(doc=coding.document))
            if each.id != coding.id and _touch(each, coding)
        ]
        return Around(
            coding=coding,
            text=text or coding.quote,
            turns=tuple(
                Said(turn.n, turn.start - near[0].start, turn.end - near[0].start, _who(turn), "")
                for turn in near
            ),
            span=span,
            over=tuple(over),
            memos=tuple(memos(study, on=f"coding:{coding.id}")),
            quotes=tuple(quotes(study, Where(ids=(coding.id,)))),
        )


def _near(spoken: list[Turn], coding: Coding) -> list[Turn]:
    """The turns that the passage lies in, with one before and one after."""
    if coding.start is None or coding.end is None:
        return []
    inside = [n for n, t in enumerate(spoken) if t.start < coding.end and t.end > coding.start]
    return spoken[max(0, inside[0] - 1) : inside[-1] + 2] if inside else []


def _touch(one: Coding, other: Coding) -> bool:
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return one.start < other.end and one.end > other.start


def _who(turn: Turn) -> str:
    return turn.speaker or "–"


def first_of(study: Study, row: Stale) -> Coding | None:
    """The first passage of the code in the document, where its coder put it there."""
    asked = Where(doc=row.document, code=row.code, coder=row.coder)
    return next((each for each in codings(study, asked) if each.start is not None), None)
