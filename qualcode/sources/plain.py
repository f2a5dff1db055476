"""Plain text and Markdown: a line that begins with a label begins a turn."""

import re

from qualcode.sources.conventions import Convention
from qualcode.sources.draft import Draft
from qualcode.sources.encodings import decode
from qualcode.sources.speakers import Line, fold
from qualcode.sources.turns import divide, shorten

_HEADING = re.compile(r"#{1,6}\s+(?P<title>.*)$")
_RULE = re.compile(r"(?:[-*_=]\s*){3,}$")


def read(data: bytes, name: str, own: Convention | None) -> Draft:
    """A text or Markdown file → its draft; speakers by `own` or by the convention it keeps to."""
    text, encoding = decode(data, name)
    rows = list(enumerate(text.split("\n"), start=1))
    markdown = name.lower().endswith((".md", ".markdown"))
    rows, headings = _without_headings(rows) if markdown else (rows, [])
    talk = divide(_lines(rows), own, name)
    titles = [heading for _, heading in headings]
    notes = talk.notes
    if titles:
        notes = (f"Kept out, as headings: {shorten(' / '.join(titles))}", *notes)
    return Draft(
        turns=talk.turns,
        format="md" if markdown else "txt",
        encoding=encoding,
        convention=talk.convention,
        title=titles[0] if titles else talk.title,
        notes=notes,
    )


def _without_headings(
    rows: list[tuple[int, str]],
) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Markdown's rows with headings and rules blanked, and the headings with their numbers."""
    kept, headings = [], []
    for number, row in rows:
        heading = _HEADING.match(fold(row))
        if heading:
            headings.append((number, heading["title"].rstrip("# ")))
        kept.append((number, "" if heading or _RULE.match(row.strip()) else row))
    return kept, [heading for heading in headings if heading[1]]


def _lines(rows: list[tuple[int, str]]) -> list[Line]:
    """The rows with words on them; one after an empty row opens a block."""
    lines, opens = [], True
    for number, row in rows:
        text = fold(row)
        if text:
            lines.append(Line(text, number, opens))
        opens = not text
    return lines
