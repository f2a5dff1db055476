"""Cells that hold words: what was said, and what a researcher wrote about it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.coding.carrying import agreed_on, recoded
from qualcode.coding.writing.summaries import summaries
from qualcode.errors import InputError
from qualcode.matrix import queries
from qualcode.matrix.axes import NO_AXIS, Axis
from qualcode.matrix.cells import Quoted, Value
from qualcode.matrix.counting import Layout
from qualcode.names import fold_name
from qualcode.study.file import Study

Place = tuple[int, int, int]  # row, split, column


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in cells that aren't numbers, and what in those where nothing was said."""

    at: Mapping[Place, Value]
    nothing: Value


def quotes_of(study: Study, layout: Layout, shape: tuple[int, ...]) -> Filled:
    """The coded passages of each cell in reading order, starred ones first."""
    _, splits, waves = shape
    passages = layout.passages()
    wanted = sorted({pk for found in passages.values() for pk in found})
    starred = _starred(study)
    known = {
        pk: Quoted(row_id, document, turn, speaker, quote, row_id in starred)
        for pk, row_id, document, turn, speaker, quote in study.db.execute(
            queries.QUOTED, {"codings": json.dumps(wanted)}
        )
    }
    reading = {pk: n for n, pk in enumerate(layout.found.coding_pk[layout.found.reading].tolist())}
    at: dict[Place, Value] = {}
    for (code, group), found in passages.items():
        rest, wave = divmod(group, waves)
        row, split = divmod(rest, splits)
        found.sort(key=lambda pk: (not known[pk].starred, reading[pk]))
        at[row, split, code * waves + wave] = tuple(known[pk] for pk in found)
    return Filled(at, ())


def _starred(study: Study) -> set[str]:
    """The ids of codings that somebody starred.

    A star on a coding that was recoded since is on the one in its place, where its coder
    hasn't said anything about that one; and also on what was agreed on in its place.
    """
    moved, agreed = recoded(study), agreed_on(study)
    own: dict[tuple[str, str], int] = {}
    former: dict[tuple[str, str], int] = {}
    for row_id, coder, starred in study.db.execute(queries.QUOTES):
        (former if row_id in moved else own)[moved.get(row_id, row_id), coder] = starred
    stars = former | own
    along: dict[tuple[str, str], int] = {}
    for (row_id, coder), starred in stars.items():
        if row_id in agreed:
            key = agreed[row_id].id, coder
            along[key] = max(starred, along.get(key, 0))
    return {row_id for (row_id, _), starred in (along | stars).items() if starred}


def summaries_of(
    study: Study,
    rows: Axis,
    splits: Axis,
    columns: Sequence[str],
    *,
    layer_name: str,
    waves_of: str | None = None,
    columns_are_waves: bool = False,
) -> Filled:
    """The summaries of cases, by wave where the rows are split by it.

    Where the columns are waves, the summaries are those of the code `waves_of` (None: the
    portraits). Where several coders wrote one, each is given under its coder's name.
    Raises InputError where the rows aren't cases, or are split by something else.
    """
    if rows.kind != "case" or splits.kind not in (NO_AXIS, "wave"):
        raise InputError(
            "Summaries are written about cases.", "Use --rows case, and --by wave or nothing."
        )
    number = [{fold_name(x): n for n, x in enumerate(y)} for y in (rows.labels, splits.labels)]
    column = {fold_name(label): n for n, label in enumerate(columns)}
    told: dict[Place, list[tuple[str, str]]] = {}
    for each in summaries(study, layer_name=layer_name):
        code, wave = fold_name(each.code or ""), fold_name(each.wave or "")
        if columns_are_waves:
            if code != fold_name(waves_of or ""):
                continue
            code, wave = wave, ""
        row, split = number[0].get(fold_name(each.case)), number[1].get(wave)
        at = column.get(code)
        if row is not None and split is not None and at is not None:
            told.setdefault((row, split, at), []).append((each.coder, each.text))
    return Filled({place: _joined(found) for place, found in told.items()}, None)


def _joined(found: list[tuple[str, str]]) -> str:
    if len(found) == 1:
        return found[0][1]
    return "\n".join(f"{coder}: {text}" for coder, text in found)
