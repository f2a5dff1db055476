"""What the matrix is asked, and how a key asks something else. Pure."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from qualcode.matrix.cells import Cell

KINDS = {
    "presence": "whether a code was used at all",
    "count": "how many codings",
    "coders": "how many coders used a code",
    "words": "how many words the codings cover",
    "share": "these words as a part of all that was said",
    "quotes": "the passages themselves",
    "summary": "what was written about them",
}
IN_WORDS = ("quotes", "summary")
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to `matrix.crossing.matrix`, in its words."""

    rows: str = "case"
    columns: str = "code"
    by: str | None = None
    cell: str = "count"
    where: str | None = None
    code: str | None = None
    depth: int | None = 1
    layer_name: str | None = None
    all_speakers: bool = False
    period_set: str | None = None

    @property
    def how(self) -> dict[str, Any]:
        """As that function, and all that go on from it, are called."""
        return asdict(self)

    @property
    def form(self) -> dict[str, Any]:
        """As the workbook of summaries is asked for."""
        return self.how | {"cell": "summary"}


def deeper(asked: Asked, levels: int) -> Asked:
    """One more level of codes; None stands for all there are."""
    depth = (asked.depth or levels) + 1
    return replace(asked, depth=None if depth >= levels else depth)


def shallower(asked: Asked, levels: int) -> Asked:
    """One level of codes less, down to the topmost."""
    return replace(asked, depth=max(1, min(asked.depth or levels, levels) - 1))


def within(asked: Asked, code: str | None) -> Asked:
    """Only the branch of a code, which is seen with what stands right under it; or all (None)."""
    return replace(asked, code=code, depth=1 if code is None else 2)


def across(asked: Asked) -> Asked:
    """Waves as columns, or codes again; waves as columns are neither rows nor parts as well."""
    if asked.columns == "wave":
        return replace(asked, columns="code")
    rows = "case" if asked.rows == "wave" else asked.rows
    return replace(asked, columns="wave", rows=rows, by=None if asked.by == "wave" else asked.by)


def in_rows(asked: Asked, rows: str) -> Asked:
    """Other rows; what split them so far can't be the same."""
    return replace(asked, rows=rows, by=None if asked.by == rows else asked.by)


def split_by(asked: Asked, part: str | None, period_set: str | None = None) -> Asked:
    """Rows split by something else, or by nothing; `period_set` names the periods."""
    return replace(asked, by=part, period_set=period_set)


def with_cell(asked: Asked, cell: str) -> Asked:
    """Another kind of cell. Summaries are of cases, so the rows become cases for them."""
    if cell != "summary":
        return replace(asked, cell=cell)
    by = "wave" if asked.by == "wave" else None
    return replace(asked, cell=cell, rows="case", by=by)


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of the framework matrix that a summary is of: without a code it is a portrait."""

    case: str
    code: str | None
    wave: str | None

    def __str__(self) -> str:
        over = "" if self.wave else ", over all waves"
        return " ".join(filter(None, [self.case, self.wave, self.code or "(portrait)"])) + over


def place_of(asked: Asked, cell: Cell) -> Place | None:
    """Where the summary of a cell stands; None where the cell is of no case."""
    labels = {asked.rows: cell.row, asked.columns: cell.column}
    if asked.by is not None and cell.by is not None:
        labels[asked.by] = cell.by
    if "case" not in labels:
        return None
    return Place(labels["case"], labels.get("code", asked.code), labels.get("wave"))


Said = tuple[str, str, str]  # the action that changes it, what it is, and what it is now


def said(asked: Asked, layer: str, levels: int) -> Iterator[Said]:
    """All that is asked, in the words of the screen."""
    yield "rows", "rows", asked.rows
    yield "columns", "columns", asked.columns
    part = f"{asked.by} ({asked.period_set})" if asked.period_set else asked.by
    yield "split", "by", part or NOTHING
    yield "cell", "cells", asked.cell
    yield "layer", "codings of", "everybody" if layer == "all" else layer
    if asked.columns == "code":
        depth = levels if asked.depth is None else min(asked.depth, levels)
        yield "depth", "levels", f"{depth} of {levels}"
    yield "branch", "only", asked.code or NOTHING
    yield "condition", "where", asked.where or NOTHING
    yield "speakers", "interviewer", "counts" if asked.all_speakers else "left out"
