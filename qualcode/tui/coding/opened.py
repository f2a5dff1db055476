"""What a screen shows, as one value that the desk makes: a library, a document to code."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.cases.rostering import roster
from qualcode.codebook.stored import codebook
from qualcode.codebook.tree import Codebook
from qualcode.coding.documents import Document, documents, find_document, text_of, turns
from qualcode.coding.retrieval import Coding, Where, blind_documents, codings
from qualcode.names import fold_name
from qualcode.study.file import Study
from qualcode.tui.page.marks import Mark
from qualcode.tui.page.wrapping import Said
from qualcode.tui.themes import colour_of

STATES = {"todo": "○ to do", "doing": "◐ begun", "done": "● done"}


@dataclass(frozen=True, slots=True)
class Place:
    """A case in a wave: what stands in the grid, and the document that it opens, if any."""

    told: str
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Library:
    """All documents: a grid of cases and waves, and those that have no place in it."""

    waves: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Place, ...]], ...]
    others: tuple[Document, ...]
    documents: dict[str, Document]
    blind: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A document as it is coded: text, turns, the viewer's sight of its codings, the codebook."""

    name: str
    state: str
    text: str
    turns: tuple[Said, ...]
    marks: tuple[Mark, ...]
    without_place: int  # codings that were made on another version of the text
    book: Codebook
    blind: bool


def library(study: Study) -> Library:
    """Everything that the Library shows."""
    with study.reading():
        known, followed = documents(study), roster(study)
        blind = tuple(blind_documents(study))
    by_place: dict[tuple[str | None, str | None], list[Document]] = {}
    for document in known:
        if document.kind == "interview":
            by_place.setdefault((document.case, document.wave), []).append(document)
    rows, shown = [], set[str]()
    for case in followed.cases:
        gone = {each.wave: each.reason for each in case.missed}
        places = []
        for wave in followed.waves:
            here = by_place.get((case.case, wave), [])
            if here:
                shown.add(here[0].name)
                places.append(Place(_told(here, blind), here[0].name))
            elif wave in gone:
                places.append(Place("✗ missed"))
            else:
                places.append(Place("– not held" if wave in case.not_held else "· not yet"))
        rows.append((case.case, tuple(places)))
    others = tuple(document for document in known if document.name not in shown)
    names = {document.name: document for document in known}
    return Library(followed.waves, tuple(rows), others, names, blind)


def _told(here: list[Document], blind: Iterable[str]) -> str:
    told = STATES[here[0].state]
    told += " blind" if here[0].name in blind else ""
    return f"{told} +{len(here) - 1}" if len(here) > 1 else told


def opened(study: Study, name: str) -> Opened:
    """Everything that the Coding screen shows of a document."""
    with study.reading():
        document = find_document(study, name)
        found = codings(study, Where(doc=document.name))
        book = codebook(study)
        states = {each.name: each.state for each in documents(study)}
        said = tuple(
            Said(each.n, each.start, each.end, each.speaker or "–", clock(each.starts_at))
            for each in turns(study, document.name)
        )
        return Opened(
            name=document.name,
            state=states[document.name],
            text=text_of(study, document),
            turns=said,
            marks=tuple(marks(found, book, study.viewer)),
            without_place=sum(coding.start is None for coding in found),
            book=book,
            blind=document.name in blind_documents(study),
        )


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
