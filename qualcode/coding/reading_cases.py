"""Reading a case: one participant through all waves in order, the gaps shown."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from qualcode.cases.attributes import attributes
from qualcode.cases.clocks import Clock, clocks
from qualcode.cases.design import Wave, absences, find_case, waves
from qualcode.codebook.stored import codebook
from qualcode.codebook.tree import Code, Codebook
from qualcode.coding import queries
from qualcode.coding.documents import Document, documents, find_document, turns
from qualcode.coding.layers import NOT_FINISHED, layer
from qualcode.coding.recoding import open_queue
from qualcode.coding.retrieval import Coding, Where, codings
from qualcode.coding.writing.summaries import Summary, summaries
from qualcode.study.file import Study

OPENING = 160  # characters of an interview's beginning
NO_CLOCK = Clock()


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How many codings a code has somewhere."""

    code: str
    codings: int


@dataclass(frozen=True, slots=True)
class Interview:
    """A document of the case: when and how long, how it begins, the codings that were asked.

    `of_code` says what there is of the code that was asked for: value, not_mentioned, not_asked
    or not_coded, as in a matrix of the final layer; None where none was asked for.
    """

    document: str
    kind: str
    sequence: int | None
    date: str | None
    months_since_start: float | None
    turns: int
    words: int
    state: str
    opening: str
    codes: tuple[CodeCount, ...]
    codings: tuple[Coding, ...]
    of_code: str | None = None


@dataclass(frozen=True, slots=True)
class WaveOfCase:
    """One wave, and what was written of it.

    `state` is held; missed, with the reason where told; not_held, where nobody put that down
    but a later wave was held; or not_yet.
    """

    wave: str
    state: str
    reason: str | None
    summaries: tuple[Summary, ...]
    interviews: tuple[Interview, ...]


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """A turn of the case's own speaker in a group."""

    n: int
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class InGroup:
    """What the case says in a conversation of several people, and the codings on that."""

    document: str
    kind: str
    date: str | None
    turns: tuple[SpokenTurn, ...]
    codings: tuple[Coding, ...]


@dataclass(frozen=True, slots=True)
class CaseRead:
    """A case in order: portrait and other words over all waves, the waves, what is in none."""

    case: str
    code: str | None
    attributes: Mapping[str, str]
    portrait: tuple[Summary, ...]
    summaries: tuple[Summary, ...]
    waves: tuple[WaveOfCase, ...]
    open: tuple[Interview, ...]
    groups: tuple[InGroup, ...]


def read_case(study: Study, name: str, *, code: str | None = None) -> CaseRead:
    """A case through all the waves of the study.

    With `code` come the passages of that code and of those under it, and the summaries on it;
    without, how often each code was used. `open` are documents of the case in no wave.
    Raises UnknownName.
    """
    with study.reading():
        case = find_case(study, name)
        asked = codebook(study).find(code) if code is not None else None
        chosen = asked.code if asked is not None else None
        written = summaries(study, case=case.name)
        if chosen is not None:
            on_code = summaries(study, case=case.name, code=chosen)
            written = [s for s in written if s.code is None] + on_code
        coded = _by_document(codings(study, Where(case=case.name, code=chosen)))
        own = [document for document in documents(study) if document.case == case.name]
        told = _interviews(study, own, coded, asked)
        by_wave: dict[str | None, list[Interview]] = defaultdict(list)
        for document, interview in zip(own, told, strict=True):
            by_wave[document.wave].append(interview)
        planned = waves(study)
        missed = {gap.wave_id: gap.reason for gap in absences(study) if gap.case_id == case.id}
        return CaseRead(
            case=case.name,
            code=chosen,
            attributes=dict(attributes(study, "case_").get(case.id, {})),
            portrait=tuple(s for s in written if s.wave is None and s.code is None),
            summaries=tuple(s for s in written if s.wave is None and s.code is not None),
            waves=tuple(
                WaveOfCase(
                    wave.name,
                    *_state(by_wave, planned[n:], missed),
                    tuple(s for s in written if s.wave == wave.name),
                    tuple(by_wave[wave.name]),
                )
                for n, wave in enumerate(planned)
            ),
            open=tuple(by_wave[None]),
            groups=tuple(_groups(study, case.id, coded, only_coded=chosen is not None)),
        )


def _by_document(found: Iterable[Coding]) -> dict[str, list[Coding]]:
    by_document: dict[str, list[Coding]] = defaultdict(list)
    for coding in found:
        by_document[coding.document].append(coding)
    return by_document


def _state(
    by_wave: Mapping[str | None, Sequence[Interview]],
    planned: Sequence[Wave],
    missed: Mapping[str, str],
) -> tuple[str, str | None]:
    """The state of the first of these waves, and why it was missed."""
    held = [
        any(interview.kind == "interview" for interview in by_wave.get(wave.name, ()))
        for wave in planned
    ]
    if held[0]:
        return "held", None
    if planned[0].id in missed:
        return "missed", missed[planned[0].id] or None
    return ("not_held" if any(held) else "not_yet"), None


def _interviews(
    study: Study,
    found: Sequence[Document],
    coded: Mapping[str, list[Coding]],
    asked: Code | None,
) -> list[Interview]:
    times = clocks(study)
    order = {code.code: n for n, code in enumerate(codebook(study))}
    told = []
    for document in found:
        marks = coded.get(document.name, [])
        counts = Counter(coding.code for coding in marks)
        clock = times.get(find_document(study, document.name).id, NO_CLOCK)
        told.append(
            Interview(
                document=document.name,
                kind=document.kind,
                sequence=document.sequence,
                date=document.date,
                months_since_start=clock.since_start,
                turns=document.turns,
                words=document.words,
                state=document.state,
                opening=_opening(study, document.name),
                codes=tuple(
                    CodeCount(name, counts[name])
                    for name in sorted(counts, key=lambda name: order.get(name, len(order)))
                ),
                codings=tuple(marks) if asked else (),
                of_code=_of_code(study, document, marks, asked) if asked else None,
            )
        )
    return told


def _of_code(study: Study, document: Document, marks: Sequence[Coding], code: Code) -> str:
    """What there is of the code in a document: its codings, or why there are none."""
    if marks:
        return "value"
    book = codebook(study)
    wave = next((wave for wave in waves(study) if wave.name == document.wave), None)
    topics = {book.resolve(row).id for row in (wave.topics if wave else ()) if book.knows(row)}
    over = {each.id for each in book.lineage(code.id)}
    under = any(code.id in {each.id for each in book.lineage(row)} for row in topics)
    if topics and over.isdisjoint(topics) and not under:
        return "not_asked"
    row_id = find_document(study, document.name).id
    finished = layer(study).finished.get(row_id, NOT_FINISHED)
    inside = book.branch(code)
    is_covered = all(finished.covers(each.id, each.material) for each in inside)
    waiting = open_queue(study).get(row_id, ())
    return "not_mentioned" if is_covered and not _may_get(waiting, inside, book) else "not_coded"


def _may_get(waiting: Collection[str], inside: Sequence[Code], book: Codebook) -> bool:
    """True where a coding that waits on one of the split codes could come to one of `inside`."""
    ids = {code.id for code in inside}
    split = [code for code in book if code.id in waiting]
    parts = {book.resolve(one).id for code in split for one in code.split_into if book.knows(one)}
    return not ids.isdisjoint(parts | {code.id for code in split})


def _opening(study: Study, document: str) -> str:
    """How the talk begins: the first words of who isn't the interviewer."""
    spoken = turns(study, document)
    first = next((turn for turn in spoken if turn.role != "interviewer"), None)
    text = " ".join(first.text.split()) if first else ""
    return text if len(text) <= OPENING else f"{text[:OPENING].rsplit(' ', 1)[0]} …"


def _groups(
    study: Study, case_id: str, coded: Mapping[str, list[Coding]], *, only_coded: bool
) -> Iterable[InGroup]:
    rows = study.db.execute(queries.TURNS_OF_CASE, {"case": case_id}).fetchall()
    for (document, kind, date, version_id), own in groupby(rows, key=lambda row: row[:4]):
        text = study.text(version_id)
        spoken = [(SpokenTurn(n, who, text[a:b]), a, b) for *_, n, who, a, b in own]
        marks = [
            coding
            for coding in coded.get(document, [])
            if any(_touches(coding, start, end) for _, start, end in spoken)
        ]
        if only_coded:
            spoken = [s for s in spoken if any(_touches(coding, *s[1:]) for coding in marks)]
        if spoken:
            yield InGroup(document, kind, date, tuple(turn for turn, *_ in spoken), tuple(marks))


def _touches(coding: Coding, start: int, end: int) -> bool:
    return coding.start is not None and coding.start < end and (coding.end or 0) > start
