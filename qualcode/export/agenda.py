"""The agenda: what a team has to talk about, gathered from the whole study."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeVar

from qualcode.agreement.disagreements import Disagreement, disagreements
from qualcode.coding.documents import find_document, text_of
from qualcode.coding.recoding import Waiting, queue
from qualcode.coding.rounds.listing import DONE, Assignment, assignments
from qualcode.coding.staleness import Stale, stale
from qualcode.coding.writing.decisions import Decision, decisions
from qualcode.coding.writing.flags import Flag, flags
from qualcode.coding.writing.memos import Memo, memos
from qualcode.spans import Span
from qualcode.study.file import Study
from qualcode.transcripts.units import whole_words

MOST = 20  # disagreements that a meeting gets round to
Quoted = TypeVar("Quoted", Disagreement, Flag)
WORST_FIRST = ("codes", "missed", "boundaries")  # kinds of disagreement


@dataclass(frozen=True, slots=True)
class ChangedCode:
    """A code that is new, or changed what it means, and the documents done before that.

    `why` is new, definition or split; `since` when that happened.
    """

    code: str
    why: str
    since: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Queued:
    """How many codings of a split code wait, whose, and what they can become."""

    code: str
    choices: tuple[str, ...]
    codings: int
    coders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StillToDo:
    """The documents that a coder still has to do in a round."""

    coder: str
    round: str | None
    todo: tuple[str, ...]
    doing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forced:
    """A document that was revealed by force, and who wasn't done with it."""

    document: str
    coders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """What there is to talk about, as far as the viewer may see.

    `flags` are the open ones. `disagreements` are the worst of the open ones, and `further`
    how many more there are; `not_ready` counts documents of several coders of whom not all
    are done, or where a blind round is open. `decisions` are newest first. Quotes stand in whole
    words, also where a passage begins within one.
    """

    flags: tuple[Flag, ...]
    disagreements: tuple[Disagreement, ...]
    further: int
    not_ready: int
    codes: tuple[ChangedCode, ...]
    queue: tuple[Queued, ...]
    decisions: tuple[Decision, ...]
    rounds: tuple[StillToDo, ...]
    forced: tuple[Forced, ...]
    todos: tuple[Memo, ...]


def agenda(study: Study) -> Agenda:
    """What the team has to talk about; same study, same agenda."""
    with study.reading():
        given = assignments(study)
        compared = disagreements(study)
        found = _worst_first(compared.disagreements)
        return Agenda(
            flags=tuple(_in_whole_words(study, one) for one in flags(study)),
            disagreements=tuple(_in_whole_words(study, one) for one in found[:MOST]),
            further=len(found[MOST:]),
            not_ready=len(compared.not_ready),
            codes=tuple(_changed(stale(study))),
            queue=tuple(_queued(queue(study))),
            decisions=tuple(decisions(study)),
            rounds=tuple(_still_to_do(given)),
            forced=tuple(_forced(given)),
            todos=tuple(memos(study, todo=True)),
        )


def _in_whole_words(study: Study, found: Quoted) -> Quoted:
    """The same, where a passage begins or ends within a word with the whole of that word."""
    if found.document is None or found.start is None or found.end is None:
        return found
    text = text_of(study, find_document(study, found.document))
    span = whole_words(text, Span(found.start, found.end))
    return replace(found, quote=text[span.start : span.end])


def _worst_first(found: Iterable[Disagreement]) -> list[Disagreement]:
    """Equals stay in reading order."""
    return sorted(
        found, key=lambda one: (WORST_FIRST.index(one.kind), (one.start or 0) - (one.end or 0))
    )


def _changed(found: Iterable[Stale]) -> Iterable[ChangedCode]:
    for (code, why, since), same in groupby(found, key=lambda one: (one.code, one.why, one.since)):
        yield ChangedCode(code, why, since, tuple(one.document for one in same))


def _queued(found: Iterable[Waiting]) -> Iterable[Queued]:
    per_code: dict[str, list[Waiting]] = defaultdict(list)
    for one in found:
        per_code[one.code].append(one)
    for code, waiting in per_code.items():
        coders = tuple(sorted({one.coder for one in waiting}))
        yield Queued(code, waiting[0].choices, len(waiting), coders)


def _still_to_do(given: Iterable[Assignment]) -> Iterable[StillToDo]:
    open_ones: dict[tuple[str, str | None], list[Assignment]] = defaultdict(list)
    for one in given:
        if one.state != DONE:
            open_ones[one.coder, one.round].append(one)
    for (coder, name), of_one in sorted(open_ones.items(), key=lambda i: (i[0][0], i[0][1] or "")):
        yield StillToDo(
            coder=coder,
            round=name,
            todo=tuple(one.document for one in of_one if one.state == "todo"),
            doing=tuple(one.document for one in of_one if one.state == "doing"),
        )


def _forced(given: Iterable[Assignment]) -> Iterable[Forced]:
    late: dict[str, dict[str, None]] = defaultdict(dict)
    for one in given:
        if one.forced:
            late[one.document][one.coder] = None
    return [Forced(document, tuple(coders)) for document, coders in late.items()]
