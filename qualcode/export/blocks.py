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


Block = Heading | Paragraph | Quotation | Table
