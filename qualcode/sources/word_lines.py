"""A Word document's paragraphs → lines, and their comments' ranges."""

import re
from collections.abc import Iterable, Sequence

from qualcode.sources.comments import Inked, Remark, ink
from qualcode.sources.conventions import BOLD, NAMED
from qualcode.sources.labels import LONGEST, is_known
from qualcode.sources.speakers import Line, choose, fold
from qualcode.sources.times import is_stamp
from qualcode.sources.word_comments import Comment
from qualcode.sources.word_text import Paragraph

_COLON = re.compile(r":\*\*|\*\*\s*:")


class Ink:
    """How much ink stands before each paragraph, in the order of the document."""

    def __init__(self, paragraphs: Iterable[Paragraph]) -> None:
        self._before: dict[int, int] = {}
        self._places: dict[tuple[str, str], int] = {}
        total = 0
        for paragraph in paragraphs:
            self._before[paragraph.number] = total
            for mark in paragraph.marks:
                place = total + ink(paragraph.text[: mark.at])
                self._places.setdefault((mark.comment, mark.kind), place)
            total += ink(paragraph.text) + 1

    def lines(self, paragraph: Paragraph) -> list[Inked]:
        """The paragraph's lines, parted where it has soft line breaks; empty ones too."""
        before, made = self._before[paragraph.number], []
        for text in paragraph.text.split("\n"):
            made.append(Inked(text, before))
            before += ink(text) + 1
        return made

    def remark(self, comment: Comment) -> Remark:
        """The comment with its range; its parent's where a reply has none of its own."""
        for key in (comment.id, *comment.replies_to):
            sign = self._places.get((key, "commentReference"))
            begin = self._places.get((key, "commentRangeStart"), sign)
            if begin is not None:
                end = self._places.get((key, "commentRangeEnd"), begin)
                return Remark(comment.text, begin, end, comment.author, comment.date)
        return Remark(comment.text, -1, -1, comment.author, comment.date)


def lines_of(paragraphs: Sequence[Paragraph], inks: Ink) -> tuple[list[Line], list[Inked]]:
    """The lines with words on them, with where they stand in the document.

    A line after an empty paragraph opens a block; where there are none, every paragraph does.
    Bold names get Markdown's asterisks where that explains the document better.
    """
    spaced = any(not each.text.strip() for each in paragraphs[:-1])
    lines: list[Line] = []
    bold: list[Line] = []
    inked: list[Inked] = []
    opens = True
    for paragraph in paragraphs:
        opens = opens or not spaced
        named = _with_asterisks(paragraph).split("\n")
        for line, marked in zip(inks.lines(paragraph), named, strict=True):
            text = fold(line.text)
            if text:
                inked.append(line)
                lines.append(Line(text, paragraph.number, opens))
                bold.append(Line(fold(marked), paragraph.number, opens))
                opens = False
        opens = opens or not paragraph.text.strip()
    return _named(bold, lines), inked


def _with_asterisks(paragraph: Paragraph) -> str:
    """The paragraph's text, with asterisks about a bold beginning that is short as a name."""
    begin, end = paragraph.bold
    text = paragraph.text
    name = text[begin:end].strip()
    before = text[:begin].strip()
    if not name or len(name) > LONGEST or "\n" in name or (before and not is_stamp(before)):
        return text
    at = text.index(name, begin)
    return f"{text[:at]}**{name}**{text[at + len(name) :]}"


def _named(bold: Sequence[Line], plain: Sequence[Line]) -> list[Line]:
    """The plain lines, or where bold names explain more of them, with those names marked.

    Bold words that tell no role have to come back, as people do and emphasis doesn't.
    """
    marked = [one.text for one, other in zip(bold, plain, strict=True) if one != other]
    if all(_COLON.search(text) for text in marked):
        return list(plain)  # the colons tell as much
    reading = choose(bold, (BOLD,))
    if reading is None:
        return list(plain)
    usual = choose(plain, NAMED)
    speakers = [label.speaker for label in reading.labels.values()]
    people = any(map(is_known, speakers)) or len(set(speakers)) < len(speakers)
    if not people or len(speakers) <= (len(usual.labels) if usual else 0):
        return list(plain)
    return [bold[at] if at in reading.labels else line for at, line in enumerate(plain)]
