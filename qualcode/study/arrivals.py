"""Looks at what came in from another copy before anything is made of it.

A copy may be broken, or made to do harm. Whatever this program itself could not have
written is refused here, so that folding never meets it.
"""

import json
import sqlite3
from collections.abc import Callable

from qualcode.study import fold, ids, versions
from qualcode.study.rounds import KINDS

LATEST = 253_402_300_799_999  # the end of the year 9999, in ms
ARRIVED = "(SELECT id FROM arrived)"


def _words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def _names(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(name, str) for name in value.values())


def _name(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


# What is read again as more than text or a number.
SHAPES: dict[str, dict[str, Callable[[object], bool]]] = {
    "code": {
        "name": lambda value: _name(value) and "/" not in str(value),
        "names": _names,
        "examples": _words,
        "keywords": _words,
        "split_into": _words,
        "position": lambda value: isinstance(value, int),
    },
    "codebook_version": {"codes": _names},
    "coder": {"name": _name},
    "case_": {"name": _name},
    "wave": {"name": _name, "ordinal": lambda value: isinstance(value, int)},
    "document": {"name": _name, "kind": _name},
    "speaker": {"name": lambda value: isinstance(value, str)},
    "round": {"name": _name, "kind": lambda value: value in KINDS},
    "assignment": {"frozen": lambda value: value is None or _words(value)},
    "adjudication": {"codings": _words, "outcome": _words},
    "coding": {"quote": lambda value: isinstance(value, str)},
}


class Improper(ValueError):
    """Something no version of this program writes."""


def check(db: sqlite3.Connection, study_id: str) -> None:
    """Raises Improper where an event, patch, text or version of table `arrived` can't be right."""
    try:
        _events(db)
        _patches(db)
        _versions(db, study_id)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise Improper(str(error) or type(error).__name__) from error


def _events(db: sqlite3.Connection) -> None:
    wrong = db.execute(
        f"SELECT id FROM event WHERE id IN {ARRIVED} AND (typeof(hlc) <> 'integer'"
        " OR hlc NOT BETWEEN 0 AND :latest OR typeof(label) <> 'text' OR typeof(kind) <> 'text'"
        " OR (kind IN ('undo', 'redo') AND target_id IS NULL))",
        {"latest": LATEST},
    ).fetchone()
    if wrong:
        raise Improper(f"event {wrong[0]} has no time, words or target")


def _patches(db: sqlite3.Connection) -> None:
    known = fold.projections(db)
    references = {
        tbl: {name for name in names if name.endswith("_id") or name in fold.TREE}
        for tbl, names in known.items()
    }
    arrived = db.execute(f"SELECT tbl, vals, over FROM patch WHERE event_id IN {ARRIVED}")
    for tbl, vals, over in arrived.fetchall():
        fields = json.loads(vals)
        unknown = fields.keys() - known.get(tbl, frozenset())
        if unknown or tbl not in known:
            raise Improper(f"a patch sets {tbl}.{min(unknown, default='')}")
        for name, shape in SHAPES.get(tbl, {}).items():
            if name in fields and not shape(fields[name]):
                raise Improper(f"{tbl}.{name} can't be {str(fields[name])[:40]!r}")
        for name in references[tbl] & fields.keys():
            if not isinstance(fields[name], str | None):
                raise Improper(f"{name} names no row")
        for heads in json.loads(over).values() if over != "{}" else ():
            if not isinstance(heads, list) or not all(isinstance(head, str) for head in heads):
                raise Improper("a patch wrote over no event")


def _versions(db: sqlite3.Connection, study_id: str) -> None:
    arrived = db.execute(
        "SELECT v.id, v.document_id, v.text_hash, v.speakers, v.turns, x.text"
        " FROM version v LEFT JOIN text x ON x.hash = v.text_hash"
        " WHERE NOT EXISTS (SELECT 1 FROM turn t WHERE t.version_id = v.id)"
    ).fetchall()
    for version_id, document_id, text_hash, speakers, turns, text in arrived:
        if text is None or versions.text_hash(text) != text_hash:
            raise Improper(f"version {version_id} has not its text")
        named = ids.natural(study_id, "version", document_id, text_hash, speakers, turns)
        if named != version_id:
            raise Improper(f"version {version_id} is not what its id says")
        versions.cut(len(text), speakers, turns)
