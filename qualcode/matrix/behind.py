"""What stands behind a cell: its passages, and the filter that lists them elsewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from qualcode.coding.coders import coder_names
from qualcode.coding.layers import FINAL
from qualcode.coding.retrieval import Where, codings
from qualcode.matrix.cells import Cell, Quoted
from qualcode.matrix.crossing import matrix
from qualcode.study.file import Study

FIELDS = {"case": "case", "wave": "wave", "code": "code", "document": "doc", "role": "role"}
NAMELESS = ("speaker", "period", "phase")  # what no filter has a word for
TYPOGRAPHIC = frozenset("“”„‘")  # which a condition reads as quotation marks


def passages_of(study: Study, at: Cell, /, **how: Any) -> tuple[Quoted, ...]:
    """The passages that a cell of `matrix(study, **how)` counts, those with a star first.

    Coders are counted over all that they coded, where no layer is asked for.
    """
    branch = {"code": at.column, "depth": 1} if how.get("columns", "code") == "code" else {}
    with study.reading():
        layers = [how.get("layer_name")]
        if how.get("cell") == "coders" and layers == [None]:
            layers = list(coder_names(study).values())
        found: list[Quoted] = []
        for name in layers:
            asked = how | branch | {"cell": "quotes", "layer_name": name}
            laid_out = matrix(study, **asked).cells
            here = (each for each in laid_out if _place(each) == _place(at))
            found += next((each.value for each in here if isinstance(each.value, tuple)), ())
    return tuple(sorted(found, key=lambda quoted: not quoted.starred))


def where_of(study: Study, at: Cell, /, **how: Any) -> Where:
    """The filter that lets through the codings that a cell counts, and no others.

    It has the names of the cell's row, part and column. Where these would let more through,
    or no filter knows them, it has the ids of the codings, too.
    """
    with study.reading():
        ids = {passage.id for passage in passages_of(study, at, **how)}
        named = _named(at, how)
        found = {coding.id for coding in codings(study, named)}
        if found == ids:
            return named
        exactly = tuple(sorted(ids))
        return replace(named, ids=exactly) if found > ids else Where(ids=exactly)


def _place(cell: Cell) -> tuple[str, str | None, str]:
    return cell.row, cell.by, cell.column


def _named(cell: Cell, how: Mapping[str, Any]) -> Where:
    """What the cell's labels say, as a filter."""
    rows, columns = how.get("rows") or "case", how.get("columns") or "code"
    labels = {rows: cell.row, columns: cell.column}
    if how.get("by") is not None and cell.by is not None:
        labels[how["by"]] = cell.by
    everybody = how.get("cell") == "coders"
    asked: dict[str, Any] = {
        "layer": how.get("layer_name") or (None if everybody else FINAL),
        "code": how.get("code"),
        "without_role": None if how.get("all_speakers") else "interviewer",
    }
    asked |= {field: labels[kind] for kind, field in FIELDS.items() if kind in labels}
    conditions = list(_conditions(labels, how.get("where")))
    if len(conditions) > 1:
        conditions = [f"({each})" for each in conditions]
    return Where(**asked, where=" and ".join(conditions) or None)


def _conditions(labels: Mapping[str, str], where: str | None) -> Iterator[str]:
    if where is not None:
        yield where
    for name, value in labels.items():
        if name not in FIELDS and name not in NAMELESS:
            mark = '"' if '"' not in name + value else "'"
            if mark not in name + value and TYPOGRAPHIC.isdisjoint(name + value):
                yield f"{mark}{name}{mark} = {mark}{value}{mark}"
