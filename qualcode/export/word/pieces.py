"""Pieces of a Word document as XML text: runs, paragraphs, fields, bookmarks."""

import unicodedata
from html import escape

from docx.oxml.ns import nsdecls

from qualcode.transcripts.fitting import fitting

NAMESPACES = nsdecls("w", "r", "wp", "a", "pic")
TWIPS, EMU = 20, 12_700  # in a point
BREAK, TAB = "<w:br/>", "<w:tab/>"


def run(text: str, look: str = "") -> str:
    """`text` as it is, new lines and tabs too; `look` holds properties of the run."""
    rows = []
    for line in fitting(text).split("\n"):
        words = (
            f'<w:t xml:space="preserve">{safe(w)}</w:t>' if w else "" for w in line.split("\t")
        )
        rows.append(TAB.join(words))
    return raw_run(BREAK.join(rows), look)


def raw_run(content: str, look: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{content}</w:r>"


def paragraph(style: str, content: str, look: str = "") -> str:
    """A paragraph in a style (by its id); `look` holds its own properties."""
    return f'<w:p><w:pPr><w:pStyle w:val="{safe(style)}"/>{look}</w:pPr>{content}</w:p>'


def written(style: str, text: str, *, kept: str = "", look: str = "", letters: str = "") -> str:
    """A paragraph of one text; one that begins from right to left runs that way.

    Its own properties are `kept` (what it stays on a page with), `look`, and for its `letters`.
    """
    if reads_right_to_left(text):
        return paragraph(style, run(text, letters + "<w:rtl/>"), f"{kept}<w:bidi/>{look}")
    return paragraph(style, run(text, letters), kept + look)


def reads_right_to_left(text: str) -> bool:
    """True where the first letter that has a direction is read from right to left."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def field(instruction: str, shown: str, look: str = "") -> str:
    """What Word works out itself, and what stands there until it does."""
    return begun(instruction, look) + (run(shown, look) if shown else "") + ended(look)


def begun(instruction: str, look: str = "") -> str:
    """The beginning of a field that holds more than one run."""
    return (
        raw_run('<w:fldChar w:fldCharType="begin"/>', look)
        + raw_run(f'<w:instrText xml:space="preserve"> {safe(instruction)} </w:instrText>', look)
        + raw_run('<w:fldChar w:fldCharType="separate"/>', look)
    )


def ended(look: str = "") -> str:
    return raw_run('<w:fldChar w:fldCharType="end"/>', look)


def bookmarked(number: int, name: str, content: str) -> str:
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def safe(text: str) -> str:
    """`text` as XML shows it, also between quotation marks."""
    return escape(fitting(text))


def twips(points: float) -> int:
    return round(points * TWIPS)
