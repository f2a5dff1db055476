"""A report is a list of blocks that know nothing of the format they are written in."""

from dataclasses import dataclass

from qualcode.export.table import Table


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the report's title."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage word for word (a turn a line), and where it comes from."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing, as SVG and as PNG; `alt` says in words what it shows."""

    name: str  # of its file, without a suffix
    svg: str
    png: bytes
    caption: str
    alt: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents, of headings down to a level."""

    title: str
    depth: int = 3


@dataclass(frozen=True, slots=True)
class Listed:
    """Points of a list, one a line."""

    points: tuple[str, ...]


Block = Heading | Paragraph | Quotation | Table | Figure | Contents | Listed
