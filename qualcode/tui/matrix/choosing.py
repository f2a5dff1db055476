"""What can be chosen instead of what is asked: rows, parts, cells, codings, codes. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qualcode.coding.layers import CONSENSUS, FINAL
from qualcode.tui.matrix.asked import KINDS, Asked, in_rows, split_by, with_cell, within
from qualcode.tui.matrix.crossed import Crossed

ROWS = ("case", "document", "wave", "speaker", "role")
PARTS = ("wave", "case", "role", "phase")


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose: how it is shown, and what is asked then."""

    shown: str
    asked: Asked


def rows(now: Crossed) -> Iterator[Option]:
    """What the rows can be."""
    for kind in ROWS:
        if kind != now.asked.columns:
            yield Option(kind, in_rows(now.asked, kind))
    for name in now.attributes:
        yield Option(f"{name}  (attribute)", in_rows(now.asked, name))


def parts(now: Crossed) -> Iterator[Option]:
    """What the rows can be split by."""
    asked = now.asked
    if asked.by is not None:
        yield Option("nothing: a line a row", split_by(asked, None))
    for kind in PARTS:
        if kind not in (asked.rows, asked.columns):
            yield Option(kind, split_by(asked, kind))
    for name in now.period_sets:
        yield Option(f"period of {name}", split_by(asked, "period", name))
    for name in now.attributes:
        if name != asked.rows:
            yield Option(f"{name}  (attribute)", split_by(asked, name))


def cells(now: Crossed) -> Iterator[Option]:
    """What can stand in the cells."""
    for kind, meaning in KINDS.items():
        yield Option(f"{kind}: {meaning}", with_cell(now.asked, kind))


def layers(now: Crossed) -> Iterator[Option]:
    """Whose codings can be read."""
    if now.asked.cell == "coders":
        yield Option("everybody's", replace(now.asked, layer_name=None))
    known = {
        FINAL: "the main coder's, with what was agreed on",
        CONSENSUS: "where a disagreement was settled",
    }
    for name, meaning in known.items():
        yield Option(f"{name}: {meaning}", replace(now.asked, layer_name=name))
    for name in now.coders:
        yield Option(name, replace(now.asked, layer_name=name))


def branches(now: Crossed, code: str | None) -> Iterator[Option]:
    """All codes or those of a branch; that of `code`, which is under the cursor, comes first."""
    if code is not None and code != now.asked.code:
        yield Option(f"{code}  (under the cursor)", within(now.asked, code))
    if now.asked.code is not None:
        yield Option("all codes", within(now.asked, None))
    for path in now.codes:
        if path != code:
            yield Option(path, within(now.asked, path))
