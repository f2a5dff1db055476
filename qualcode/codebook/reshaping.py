"""What has consequences for codings: splitting, merging and removing codes.

A coding is never rewritten by these. One on a code that was merged counts for the other;
one on a split code waits in a queue (coding/recoding) until its coder says where it belongs.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.codebook import queries
from qualcode.codebook.changing import Changed, change
from qualcode.codebook.comparing import by_path
from qualcode.codebook.differing import CodeChange
from qualcode.codebook.editing import born
from qualcode.codebook.fields import check_path
from qualcode.codebook.stored import codebook
from qualcode.codebook.tree import Code, Codebook
from qualcode.errors import InputError, OutcomeError
from qualcode.names import fold_name
from qualcode.study.file import Study
from qualcode.study.journal import Patch, write


@dataclass(frozen=True, slots=True)
class Removed:
    """What a removal did: as `Changed`, how many codings it was about, in how many events."""

    changes: tuple[CodeChange, ...]
    stale: int
    codings: int
    events: int


def split(study: Study, name: str, into: Sequence[str]) -> Changed:
    """Says that a code is now told apart into others, which are made where they aren't there.

    A name in `into` is one of a code under the split one; with a «/» in it, a whole path.
    Raises InputError where one can't be, or is the code itself or one that it lies under.
    """
    with study.writing():
        book = codebook(study)
        code = book.find(name)
        patches: list[Patch] = []
        chosen: list[str] = []
        for part in into:
            own = "/".join(check_path(part))
            path = own if "/" in part else f"{code.code}/{own}"
            there = by_path(book).get(fold_name(path))
            if there is not None and there in book.lineage(code.id):
                raise InputError(
                    f"{code.code} can't be split into {there.code}.",
                    "Name codes under it, or beside it.",
                )
            if there is None:
                patches.append(born(study, book, path, len(patches)))
            chosen.append(there.id if there else patches[-1].row_id)
        if not chosen or len(set(chosen)) < len(chosen):
            raise InputError(
                "Name each code that it is split into, once.", "Write --into one,another."
            )
        whole = list(dict.fromkeys([*code.split_into, *chosen]))
        if whole != list(code.split_into):
            patches.append(Patch("code", code.id, {"split_into": whole}))
        return change(study, patches, f"split {code.code} into {', '.join(into)}")


def merge(study: Study, names: Sequence[str], to: str) -> Changed:
    """Lets codes count as another from here on; what lies under them comes under it.

    Raises InputError where `to` is among them or under one of them, or where two codes
    would get one path.
    """
    with study.writing():
        book = codebook(study)
        target = book.find(to)
        codes = list({code.id: code for code in map(book.find, names)}.values())
        if not codes:
            raise InputError("No code is named to merge.", "Name one or more before --into.")
        for code in codes:
            if code in book.lineage(target.id):
                what = "is that code" if code.id == target.id else f"lies under {code.code}"
                raise InputError(
                    f"{code.code} can't be merged into {target.code}, which {what}.",
                    "Merge the other way round, or move it out first.",
                )
        _check_paths(book, codes, target)
        patches = [Patch("code", code.id, {"merged_into": target.id}) for code in codes]
        told = ", ".join(code.code for code in codes)
        return change(study, patches, f"merged {told} into {target.code}")


def remove(study: Study, name: str, *, codings: str | None = None, branch: bool = False) -> Removed:
    """Takes a code out of the codebook; with `branch` all that lies under it too.

    `codings` says what becomes of codings on them: "keep" (they stay where they are, and
    count for what the code lay under), "remove" (they are taken off, in an event per coder
    before the codebook's own), or "move:CODE" (they count for that code, as with `merge`).
    Raises OutcomeError where there are codings or codes below and nothing is said of them.
    """
    with study.writing():
        book = codebook(study)
        code = book.find(name)
        gone = [*book.branch(code)] if branch else [code]
        below = [each for each in book.branch(code) if each.id != code.id]
        if below and not branch:
            shown = ", ".join(each.code for each in below[:5]) + (" …" if len(below) > 5 else "")
            raise OutcomeError(
                f"{code.code} has codes under it: {shown}.",
                "Move or remove them first, or take them along with --branch.",
            )
        rule, _, to = (codings or "").partition(":")
        if rule not in ("", "keep", "remove", "move") or (rule == "move") != bool(to):
            raise InputError(
                f"«{codings}» says not what becomes of codings.",
                "Write keep, remove, or move:CODE.",
            )
        held = json.dumps(sorted(set().union(*(_absorbed(book, each) for each in gone))))
        rows = study.db.execute(queries.CODINGS_ON, {"codes": held}).fetchall()
        if rows and not rule:
            number = "1 coding lies" if len(rows) == 1 else f"{len(rows)} codings lie"
            raise OutcomeError(
                f"{number} on {code.code}{' or under it' if branch and below else ''}.",
                "Say what becomes of them: --codings keep, remove, or move:CODE.",
            )
        events = _take_off(study, code, rows) if rule == "remove" else 0
        fields: dict[str, object] = {"removed": 1}
        if rule == "move":
            target = book.find(to)
            if target in gone:
                raise InputError(f"{target.code} is removed itself.", "Name another code.")
            fields = {"merged_into": target.id}
        patches = [Patch("code", each.id, dict(fields)) for each in gone]
        done = change(study, patches, f"removed {code.code}")
        return Removed(done.changes, done.stale, len(rows), events + 1)


def _absorbed(book: Codebook, code: Code) -> set[str]:
    return {each.id for each in book.all_codes if book.resolve(each.id).id == code.id}


def _take_off(study: Study, code: Code, rows: list[tuple[str, str]]) -> int:
    """Takes codings off, an event a coder: events of several coders can't be kept apart later."""
    by_coder: dict[str, list[str]] = defaultdict(list)
    for row_id, coder in rows:
        by_coder[coder].append(row_id)
    for ids in by_coder.values():
        patches = [Patch("coding", row_id, {"removed": 1}) for row_id in ids]
        write(study, "uncode", patches, label=f"codings off {code.code}, which is removed")
    return len(by_coder)


def _check_paths(book: Codebook, codes: list[Code], target: Code) -> None:
    """Raises where a code that comes under `target` has the name of another there."""
    going = {code.id for code in codes}
    taken: dict[str, str] = {}
    for one in (target, *codes):
        for child in book:
            if child.id in going or child.parent_id is None:
                continue
            if book.resolve(child.parent_id).id != one.id:
                continue
            other = taken.setdefault(fold_name(child.last_part), child.code)
            if other != child.code:
                raise InputError(
                    f"{child.code} and {other} would both lie under {target.code}.",
                    "Merge or rename one of them first.",
                )
