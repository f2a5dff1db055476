"""Word: paragraphs or tables as turns, comments beside them, changes as if accepted."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from qualcode.errors import UnreadableFile
from qualcode.sources.comments import Inked, anchored
from qualcode.sources.conventions import NAME_ALONE, NAMED, TAB, Convention
from qualcode.sources.draft import Draft, normalise
from qualcode.sources.package import Package
from qualcode.sources.speakers import Line, fold
from qualcode.sources.turns import Talk, divide, kept_out, shorten, title_of
from qualcode.sources.word_comments import comment_notes, comments_of
from qualcode.sources.word_lines import Ink, lines_of
from qualcode.sources.word_tables import talk_of_tables
from qualcode.sources.word_text import Body, Paragraph, Table
from qualcode.sources.word_xml import child, local, styles_of

_HEADING = re.compile(r"title|heading [1-9]", re.IGNORECASE)
_LABELLED = tuple(way for way in NAMED if way not in (NAME_ALONE, TAB))
_NO_TITLE = re.compile(
    r"microsoft word.*|(?:word )?document ?[0-9]*|.*\.(?:docx?|docm|dotx?|rtf)|untitled|naamloos",
    re.IGNORECASE,
)


def read(data: bytes, name: str, own: Convention | None) -> Draft:
    """A Word document → its draft: speakers by label or by a table's column, comments kept."""
    package = Package(data, name)
    top = package.related("")
    main = top.get("officeDocument", "word/document.xml")
    root = package.tree(main)
    content = child(root, "body") if root is not None and local(root) == "document" else None
    if content is None:
        raise UnreadableFile(
            f"{name} is a zip file, but no Word document.", "Save the transcript as .docx."
        )
    related = package.related(main)
    body = Body(cache(lambda: styles_of(package.tree(related.get("styles", "")))))
    blocks = body.read(content)
    inks = Ink(each for block in blocks for each in _flat(block))
    comments = comments_of(package, related)
    talk, lines, title = _talk(blocks, own, inks, name)
    return Draft(
        turns=talk.turns,
        format="docx",
        encoding="utf-8",
        convention=talk.convention,
        title=title or talk.title or _core_title(package, top),
        notes=(
            *talk.notes,
            *_left_out(body),
            *_heads_and_feet(package, main),
            *comment_notes(comments),
        ),
        comments=anchored([inks.remark(each) for each in comments], lines, talk),
    )


def _flat(block: Paragraph | Table) -> Sequence[Paragraph]:
    if isinstance(block, Paragraph):
        return (block,)
    return [each for row in block.rows for cell in row for each in cell.paragraphs]


def _talk(
    blocks: Sequence[Paragraph | Table], own: Convention | None, inks: Ink, name: str
) -> tuple[Talk, list[Inked], str | None]:
    """The turns, the lines that they are made of, and a title that the document shows.

    Tables are the talk where they hold most of the words; else what stands around them is.
    """
    tables = [block for block in blocks if isinstance(block, Table)]
    loose = [block for block in blocks if isinstance(block, Paragraph)]
    tabled = sum(len(each.text) for table in tables for each in _flat(table))
    title = next((normalise(each.text) for each in loose if _is_title(each)), None)
    if tabled > sum(len(each.text) for each in loose):
        read_from = talk_of_tables(tables, own, inks, name)
        if read_from:
            talk, lines = read_from
            around = _plain_lines(loose)
            notes = (*kept_out("around the table", around, "paragraph"), *talk.notes)
            title = title or talk.title or title_of(around)
            return replace(talk, notes=notes), lines, title
        loose, tables = [each for block in blocks for each in _flat(block)], []
    headings = _headings(loose)
    apart = {each.number for each in headings}
    aside = [each for table in tables for each in _flat(table)]
    kept = [Paragraph(each.number, "") if each.number in apart else each for each in loose]
    lines_, inked = lines_of(kept, inks)
    talk = divide(lines_, own, name, are_paragraphs=True)
    notes = (
        *kept_out("as headings", _plain_lines(headings), "paragraph"),
        *kept_out("as a table beside the talk", _plain_lines(aside), "paragraph"),
        *talk.notes,
    )
    first = next((normalise(each.text) for each in headings[:1]), None)
    return replace(talk, notes=notes), inked, title or first


def _plain_lines(paragraphs: Sequence[Paragraph]) -> list[Line]:
    return [
        Line(text, each.number)
        for each in paragraphs
        if (text := fold(each.text.replace("\n", " ")))
    ]


def _is_title(paragraph: Paragraph) -> bool:
    return paragraph.style.casefold() == "title" and 0 < len(paragraph.text.strip()) <= 120


def _headings(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The headings that are nobody's words: no label, no question, and only once there."""
    written = Counter(fold(each.text) for each in paragraphs)
    found = []
    for each in paragraphs:
        text = fold(each.text)
        if not text or not _HEADING.fullmatch(each.style) or text.endswith("?"):
            continue
        if written[text] == 1 and not any(way.find(text) for way in _LABELLED):
            found.append(each)
    return found


def _core_title(package: Package, related: Mapping[str, str]) -> str | None:
    """The title among the document's properties, unless a program made it up."""
    root = package.tree(related.get("core-properties", "docProps/core.xml"))
    title = child(root, "title")
    text = normalise(title.text or "") if title is not None else ""
    return text if text and len(text) <= 120 and not _NO_TITLE.fullmatch(text) else None


def _left_out(body: Body) -> tuple[str, ...]:
    notes = []
    if body.changes:
        notes.append("Changes were tracked: read as if all were accepted.")
    if body.left_out:
        told = ", ".join(f"{what} ({many} ×)" for what, many in sorted(body.left_out.items()))
        notes.append(f"Left out: {told}.")
    if body.boxes:
        notes.append(f"Left out, as text boxes: {shorten(' / '.join(body.boxes))}")
    return tuple(notes)


def _heads_and_feet(package: Package, main: str) -> tuple[str, ...]:
    """A note on what stands above and below the pages, unless it is bare numbers."""
    parts = [part for kind, part in package.relations(main) if kind in ("header", "footer")]
    trees = [tree for part in parts if (tree := package.tree(part)) is not None]
    blocks = [block for tree in trees for block in Body().read(tree)]
    texts = dict.fromkeys(fold(each.text) for block in blocks for each in _flat(block))
    told = " / ".join(text for text in texts if any(map(str.isalpha, text)))
    return (f"Left out, as running heads and feet: {shorten(told)}",) if told else ()
