"""The fold: tables as a function of the set of events.

A row's fields are the patches of the events that are not undone, laid over each other in
the order (hlc, id, n), the last one winning field by field. Births, patches that set
`removed` to 0, are laid underneath even when undone: undoing takes a row away but never
leaves one that still has a name without it. A row whose every birth is undone is removed.

Lists that only grow hold what all of those patches say, whoever wrote first or last.

The code tree is folded as a whole: moves and merges are replayed in order, and one that
would close a ring is skipped and listed.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, groupby
from operator import attrgetter
from typing import Any, NamedTuple

# An event is off when the latest undo or redo that names it is an undo.
OFF = """
SELECT u.target_id FROM event u
WHERE u.kind = 'undo' AND u.target_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM event v WHERE v.target_id = u.target_id AND v.kind IN ('undo', 'redo')
  AND (v.hlc, v.id) > (u.hlc, u.id))
"""
# Rows made on a text that isn't there, and was not erased either.
ASTRAY = """
SELECT id FROM (SELECT id, version_id FROM document UNION ALL SELECT id, version_id FROM coding)
WHERE version_id NOT IN (SELECT id FROM version) AND version_id NOT IN (SELECT id FROM tombstone)
"""
TREE = ("parent_id", "merged_into")
GATHERED = ("split_into",)  # two people who split one code both said something of it
WHOLE = (*TREE, *GATHERED)  # what can't be set field by field

Fields = dict[str, Any]
COMPOUND = (list, tuple, dict)
ENCODER = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False
)
NOTHING: Mapping[str, Sequence[str]] = {}


class Write(NamedTuple):
    """One patch in the order of everything, with what is known of its event."""

    tbl: str
    row_id: str
    event_id: str
    hlc: int
    at: str
    off: bool
    vals: Mapping[str, Any]
    over: Mapping[str, Sequence[str]]

    @property
    def is_birth(self) -> bool:
        return self.vals.get("removed") == 0


@dataclass(frozen=True, slots=True)
class SkippedMove:
    """A move or merge of a code that would have closed a ring."""

    event_id: str
    code_id: str
    field: str
    target_id: str


def fold_row(writes: Sequence[Write]) -> Fields | None:
    """The fields of one row from all its writes in order, or None where it was never born."""
    if len(writes) == 1 and writes[0].is_birth and not writes[0].off:
        # As nearly all rows are.
        return {**writes[0].vals, "born": writes[0].hlc, "made": writes[0].at}
    births = [write for write in writes if write.is_birth]
    if not births:
        return None
    fields: Fields = {}
    for write in births:
        fields.update(write.vals)
    fields["removed"] = 1
    for write in writes:
        if not write.off:
            fields.update(write.vals)
    for name in GATHERED:
        lists = [w.vals[name] for w in writes if name in w.vals and (w.is_birth or not w.off)]
        if len(lists) > 1:
            fields[name] = list(dict.fromkeys(chain.from_iterable(lists)))
    fields["born"], fields["made"] = births[0].hlc, births[0].at
    return fields


Move = tuple[str, str, str | None]  # code, field of TREE, where to


class Tree:
    """The moves and merges of all codes as they are replayed, and what was skipped.

    `edges` are (code id, field) → target.
    """

    def __init__(self) -> None:
        self.edges: dict[tuple[str, str], str | None] = {}
        self.skipped: list[SkippedMove] = []

    def play(self, event_id: str, moves: Sequence[Move]) -> None:
        """The settings of one event count as made at once: all are cleared, then tried."""
        before = {(code, name): self.edges.get((code, name)) for code, name, _ in moves}
        for code, name, _ in moves:
            self.edges[code, name] = None
        for code, name, target in moves:
            if target is None or not self._reaches(target, code):
                self.edges[code, name] = target
                continue
            self.skipped.append(SkippedMove(event_id, code, name, target))
            former = before[code, name]
            if former is not None and not self._reaches(former, code):
                self.edges[code, name] = former

    def _reaches(self, start: str, goal: str) -> bool:
        seen, todo = {start}, [start]
        while todo:
            here = todo.pop()
            if here == goal:
                return True
            for name in TREE:
                there = self.edges.get((here, name))
                if there is not None and there not in seen:
                    seen.add(there)
                    todo.append(there)
        return False


def moves_of(writes: Iterable[Write]) -> list[Move]:
    """What these writes set of the tree."""
    return [(w.row_id, name, w.vals[name]) for w in writes for name in TREE if name in w.vals]


def replay(writes: Sequence[Write]) -> Tree:
    """The tree after all writes on the code table, given in order; a write that is undone
    counts only where it makes a row, and then before all others.
    """
    tree = Tree()
    underneath = [write for write in writes if write.off and write.is_birth]
    on_top = [write for write in writes if not write.off]
    for event_id, of_event in groupby(underneath + on_top, key=attrgetter("event_id")):
        tree.play(event_id, moves_of(of_event))
    return tree


def fold_tree(
    writes: Sequence[Write],
) -> tuple[dict[tuple[str, str], str | None], list[SkippedMove]]:
    """Where `replay` leaves all codes, (code id, field) → target, and what was skipped."""
    tree = replay(writes)
    return tree.edges, tree.skipped


def fold_all(writes: Iterable[Write]) -> tuple[dict[tuple[str, str], Fields], list[SkippedMove]]:
    """All rows as (table, id) → fields, and the tree moves that were skipped."""
    by_row: dict[tuple[str, str], list[Write]] = defaultdict(list)
    of_codes: list[Write] = []
    for write in writes:
        by_row[write.tbl, write.row_id].append(write)
        if write.tbl == "code":
            of_codes.append(write)
    rows = {key: fields for key, own in by_row.items() if (fields := fold_row(own)) is not None}
    edges, skipped = fold_tree(of_codes)
    for (code_id, name), target in edges.items():
        if ("code", code_id) in rows:
            rows["code", code_id][name] = target
    return rows, skipped


def row_heads(writes: Sequence[Write]) -> dict[str, list[Write]]:
    """Per field of one row the writes that nothing active wrote over, latest first.

    A write is covered by any later active one whose chain of `over` leads to it, also
    through events that are undone.
    """
    heads: dict[str, list[Write]] = defaultdict(list)
    covered: dict[str, set[str]] = defaultdict(set)
    for write in reversed(writes):
        for name in write.vals:
            is_covered = write.event_id in covered[name]
            if not write.off and not is_covered:
                heads[name].append(write)
            if not write.off or is_covered:
                covered[name].update(write.over.get(name, ()))
    return heads


def history(db: sqlite3.Connection, row_ids: Iterable[str] | None = None) -> Iterator[Write]:
    """All writes, or those on some rows, in the order of everything."""
    off = {target for (target,) in db.execute(OFF)}
    some = ""
    if row_ids is not None:
        _touch(db, row_ids)
        some = "WHERE p.row_id IN (SELECT row_id FROM touched)"
    cursor = db.execute(
        "SELECT p.tbl, p.row_id, e.id, e.hlc, e.at, p.vals, p.over"
        f" FROM patch p JOIN event e ON e.id = p.event_id {some} ORDER BY e.hlc, e.id, p.n"
    )
    for tbl, row_id, event_id, hlc, at, vals, over in cursor:
        yield Write(tbl, row_id, event_id, hlc, at, event_id in off, json.loads(vals), _over(over))


def _over(text: str) -> Mapping[str, Sequence[str]]:
    # Most writes make a row and write over nothing; reading "{}" each time would show.
    found: Mapping[str, Sequence[str]] = NOTHING if text == "{}" else json.loads(text)
    return found


def _touch(db: sqlite3.Connection, row_ids: Iterable[str]) -> None:
    db.execute("CREATE TEMP TABLE IF NOT EXISTS touched (row_id TEXT PRIMARY KEY)")
    db.execute("DELETE FROM touched")
    db.executemany("INSERT OR IGNORE INTO touched VALUES (?)", ((row,) for row in row_ids))


def heads(db: sqlite3.Connection, row_id: str) -> dict[str, list[str]] | None:
    """Per field of one row the ids of its heads; None for a row that nothing has written."""
    if not db.execute("SELECT 1 FROM patch WHERE row_id = ? LIMIT 1", (row_id,)).fetchone():
        return None
    rows = db.execute(
        "SELECT p.tbl, p.row_id, e.id, e.hlc, e.at, p.vals, p.over"
        f", e.id IN ({OFF} AND u.target_id = e.id)"
        " FROM patch p JOIN event e ON e.id = p.event_id WHERE p.row_id = ?"
        " ORDER BY e.hlc, e.id, p.n",
        (row_id,),
    ).fetchall()
    writes = [
        Write(tbl, row, event_id, hlc, at, bool(off), json.loads(vals), _over(over))
        for tbl, row, event_id, hlc, at, vals, over, off in rows
    ]
    return {
        name: sorted({write.event_id for write in found})
        for name, found in row_heads(writes).items()
    }


def skipped_moves(db: sqlite3.Connection) -> set[SkippedMove]:
    """The moves and merges of codes that are skipped as things stand."""
    codes = [row for (row,) in db.execute("SELECT DISTINCT row_id FROM patch WHERE tbl = 'code'")]
    return set(fold_tree(list(history(db, codes)))[1])


def refold(db: sqlite3.Connection, row_ids: Iterable[str]) -> None:
    """Makes these rows anew from their patches; a code among them makes the whole tree anew."""
    rows = set(row_ids)
    writes = list(history(db, rows))
    if any(write.tbl == "code" for write in writes):
        rows |= {row for (row,) in db.execute("SELECT row_id FROM patch WHERE tbl = 'code'")}
        writes = list(history(db, rows))
    folded, _ = fold_all(writes)
    for tbl in {tbl for tbl, _ in folded}:
        db.execute(f"DELETE FROM {tbl} WHERE id IN (SELECT row_id FROM touched)")
    _insert(db, folded)


def refold_all(db: sqlite3.Connection) -> None:
    """Empties every projection and makes it anew from the events."""
    folded, _ = fold_all(history(db))
    for tbl in projections(db):
        db.execute(f"DELETE FROM {tbl}")
    _insert(db, folded)


def projections(db: sqlite3.Connection) -> dict[str, frozenset[str]]:
    """The tables that are folds of patches, with their columns."""
    found = db.execute(
        "SELECT m.name, c.name FROM main.sqlite_master m, pragma_table_info(m.name) c"
        " WHERE m.type = 'table' ORDER BY m.name, c.cid"
    )
    columns: dict[str, set[str]] = defaultdict(set)
    for tbl, column in found:
        columns[tbl].add(column)
    return {tbl: frozenset(names) for tbl, names in columns.items() if {"born", "removed"} <= names}


def _insert(db: sqlite3.Connection, rows: Mapping[tuple[str, str], Fields]) -> None:
    batches: dict[tuple[str, tuple[str, ...]], list[list[Any]]] = defaultdict(list)
    for (tbl, row_id), fields in rows.items():
        names = tuple(sorted(fields))
        batches[tbl, names].append([row_id, *map(stored, map(fields.__getitem__, names))])
    for (tbl, names), values in batches.items():
        db.executemany(insert_sql(tbl, ("id", *names)), values)


@cache
def insert_sql(tbl: str, fields: tuple[str, ...]) -> str:
    names = ", ".join(f'"{name}"' for name in fields)
    return f"INSERT INTO {tbl} ({names}) VALUES ({', '.join('?' * len(fields))})"


def stored(value: Any) -> Any:
    """A field's value as its column holds it: lists and mappings as JSON, all else as it is."""
    return to_json(value) if isinstance(value, COMPOUND) else value


def to_json(value: object) -> str:
    """JSON as the file keeps it: compact, readable, the same for the same value."""
    return ENCODER.encode(value)
