"""What the Case screen shows, as one value that the desk makes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qualcode.cases.attributes import attributes
from qualcode.cases.design import cases
from qualcode.codebook.stored import codebook
from qualcode.codebook.tree import Codebook
from qualcode.coding.documents import documents, find_document, text_of, turns
from qualcode.coding.reading_cases import CaseRead, InGroup, Interview, read_case
from qualcode.coding.retrieval import Where, blind_documents, codings
from qualcode.coding.standing import last_coded
from qualcode.study.file import Study
from qualcode.tui.case.joined import Joined, Part, joined
from qualcode.tui.case.telling import (
    IN_GROUPS,
    IN_NO_WAVE,
    gap_words,
    group_words,
    interview_words,
)
from qualcode.tui.coding.opened import STATES, clock, marks
from qualcode.tui.page.marks import Mark
from qualcode.tui.page.wrapping import Said


@dataclass(frozen=True, slots=True)
class Known:
    """A case to choose: its name, and what is known of it."""

    case: str
    attributes: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A case: its interviews as one text, the viewer's sight of the codings, what was written.

    `by_code` is the case read for one code, where one was asked for.
    """

    read: CaseRead
    joined: Joined
    marks: tuple[Mark, ...]
    without_place: int  # codings that were made on another version of a text
    book: Codebook
    cases: tuple[Known, ...]
    blind: tuple[str, ...]
    by_code: CaseRead | None

    def state_of(self, document: str) -> str | None:
        """How far the viewer is with a document of the case's own."""
        own = [each for wave in self.read.waves for each in wave.interviews]
        states = {each.document: each.state for each in (*own, *self.read.open)}
        return states.get(document)


def opened(
    study: Study, case: str | None = None, code: str | None = None, *, document: str | None = None
) -> Opened | None:
    """Everything that the Case screen shows; None where the study holds no case.

    Without `case` that of `document`, else that of the document last coded, else the first.
    """
    with study.reading():
        known = attributes(study, "case_")
        choices = tuple(Known(each.name, _told(known.get(each.id, {}))) for each in cases(study))
        if not choices:
            return None
        read = read_case(study, case or _case_of(study, document) or choices[0].case)
        one = joined(list(_parts(study, read)))
        book = codebook(study)
        found = codings(study, Where(case=read.case))
        where = {each.id: each.document for each in found}
        drawn = marks(found, book, study.viewer)
        shifted = (one.shifted(where[mark.id], mark) for mark in drawn)
        return Opened(
            read=read,
            joined=one,
            marks=tuple(mark for mark in shifted if mark is not None),
            without_place=sum(each.start is None for each in found),
            book=book,
            cases=choices,
            blind=tuple(name for name in blind_documents(study) if one.stretch_of(name)),
            by_code=read_case(study, read.case, code=code) if code else None,
        )


def _told(known: Mapping[str, str]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in known.items())


def _case_of(study: Study, document: str | None) -> str | None:
    if document is None:
        last = last_coded(study)
        document = last.document if last else None
    return next((each.case for each in documents(study) if each.name == document), None)


def _parts(study: Study, read: CaseRead) -> Iterator[Part]:
    """The interviews in order of the waves, the gaps, what is in no wave, and the groups."""
    for wave in read.waves:
        if wave.state != "held":
            yield Part(wave.wave, gap_words(wave), wave=wave.wave)
        for interview in wave.interviews:
            yield _interview(study, interview, wave.wave, wave.wave)
    for interview in read.open:
        yield _interview(study, interview, IN_NO_WAVE, None)
    for group in read.groups:
        yield _group(study, group, read.case)


def _interview(study: Study, interview: Interview, label: str, wave: str | None) -> Part:
    name = interview.document
    text = text_of(study, find_document(study, name))
    words, state = interview_words(interview), STATES[interview.state]
    return Part(label, words, state, wave, name, text, _said(study, name))


def _group(study: Study, group: InGroup, case: str) -> Part:
    name, own = group.document, {turn.n for turn in group.turns}
    text = text_of(study, find_document(study, name))
    said = tuple(turn for turn in _said(study, name) if turn.n in own)
    words = group_words(group, case)
    return Part(IN_GROUPS, words, "", None, name, text, said, whole=False)


def _said(study: Study, document: str) -> tuple[Said, ...]:
    return tuple(
        Said(each.n, each.start, each.end, each.speaker or "–", clock(each.starts_at))
        for each in turns(study, document)
    )
