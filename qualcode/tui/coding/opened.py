"""What the Coding screen shows, as one value that the desk makes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.codebook.stored import codebook
from qualcode.codebook.tree import Codebook
from qualcode.coding.documents import documents, find_document, text_of, turns
from qualcode.coding.retrieval import Coding, Where, blind_documents, codings
from qualcode.coding.rounds.finishing import changed_since_done
from qualcode.names import fold_name
from qualcode.study.file import Study
from qualcode.tui.coding.notes import Note, notes
from qualcode.tui.page.marks import Mark
from qualcode.tui.page.wrapping import Said
from qualcode.tui.themes import colour_of

STATES = {"todo": "○ to do", "doing": "◐ begun", "done": "● done"}


@dataclass(frozen=True, slots=True)
class Opened:
    """A document as it is coded: text, turns, the viewer's sight of its codings, the codebook.

    `changed` where the viewer coded on since they said done, `recent` the codes they used last.
    """

    study_id: str
    id: str
    name: str
    case: str | None
    wave: str | None
    state: str
    text: str
    turns: tuple[Said, ...]
    marks: tuple[Mark, ...]
    notes: tuple[Note, ...]
    without_place: int  # codings that were made on another version of the text
    book: Codebook
    blind: bool
    changed: bool
    recent: tuple[str, ...]


def opened(study: Study, name: str) -> Opened:
    """Everything that the Coding screen shows of a document."""
    with study.reading():
        document = find_document(study, name)
        found = codings(study, Where(doc=document.name))
        book = codebook(study)
        known = {each.name: each for each in documents(study)}[document.name]
        said = tuple(
            Said(each.n, each.start, each.end, each.speaker or "–", clock(each.starts_at))
            for each in turns(study, document.name)
        )
        return Opened(
            study_id=study.id,
            id=document.id,
            name=document.name,
            case=known.case,
            wave=known.wave,
            state=known.state,
            text=text_of(study, document),
            turns=said,
            marks=tuple(marks(found, book, study.viewer)),
            notes=notes(study, document.name),
            without_place=sum(coding.start is None for coding in found),
            book=book,
            blind=document.name in blind_documents(study),
            changed=changed_since_done(study, document.name),
            recent=_used_last(found, study.viewer),
        )


def heading(found: Opened, who: str, shown: int, only: str, unshown: int) -> str:
    """What is coded by whom, and how far it is; `only` says in words which codings are shown."""
    many = f"{shown} coding{'' if shown == 1 else 's'}"
    parts = (
        "Coding",
        found.name,
        who,
        f"{only}: {shown} of {shown + unshown} codings" if only else many,
        STATES[found.state] + (", changed since" if found.changed else ""),
        "you see only your own codings here" if found.blind else "",
    )
    return " · ".join(filter(None, parts))


def _used_last(found: Iterable[Coding], viewer: str | None) -> tuple[str, ...]:
    """The codes of the viewer's codings, the last one first."""
    me = viewer and fold_name(viewer)
    mine = [each for each in found if fold_name(each.coder) == me]
    mine.sort(key=lambda each: each.created_at, reverse=True)
    return tuple(dict.fromkeys(each.code for each in mine))


def marks(found: Iterable[Coding], book: Codebook, viewer: str | None) -> Iterable[Mark]:
    """The codings that have a place in the text, as they are drawn."""
    colours = colours_of(book)
    me = viewer and fold_name(viewer)
    for each in found:
        if each.start is not None and each.end is not None:
            yield Mark(
                each.start,
                each.end,
                each.id,
                each.code,
                each.coder,
                colours.get(each.code, colour_of(0)),
                fold_name(each.coder) == me,
                each.memo,
                each.about or "",
                each.origin,
            )


def colours_of(book: Codebook) -> dict[str, str]:
    """Path → colour: the code's own, else that of the branch it stands in."""
    tops = [code.code for code in book.children.get(None, [])]
    number = {top: colour_of(n) for n, top in enumerate(tops)}
    found: dict[str, str] = {}
    for code in book:
        above = code.code.rpartition("/")[0]
        found[code.code] = code.colour or found.get(above) or number.get(code.code, colour_of(0))
    return found


def counts(found: Iterable[Mark]) -> Counter[str]:
    """Path → how many codings lie on it or under it."""
    told = Counter[str]()
    for code, number in Counter(mark.code for mark in found).items():
        path = code
        while path:
            told[path] += number
            path = path.rpartition("/")[0]
    return told


def clock(seconds: float | None) -> str:
    """A time in the recording, as hours, minutes and seconds."""
    if seconds is None:
        return ""
    whole = int(seconds)
    return f"{whole // 3600:d}:{whole % 3600 // 60:02d}:{whole % 60:02d}"
