"""What has consequences for codings: splitting, merging and removing codes.

A coding is never rewritten by these. One on a code that was merged counts for the other;
one on a split code waits in a queue (coding/recoding) until its coder says where it belongs.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
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
from qualcode.study.hiding import hides_work_on
from qualcode.study.journal import Patch, write


@dataclass(frozen=True, slots=True)
class Removed:
    """What a removal did: as `Changed`, how many codings and summaries it was about.

    `events` is how many events it took. One undo takes them all back.
    """

    changes: tuple[CodeChange, ...]
    stale: int
    codings: int
    summaries: int
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

    `codings` says what becomes of codings and summaries on them: "keep" (they stay where they
    are, and codings count for what the code lay under), "remove" (they are taken off, in
    events of their own before the codebook's), or "move:CODE" (they count for that code, as
    with `merge`). Raises OutcomeError where there are any, be they hidden by a blind round, or
    codes below, and nothing is said of them; and where hidden ones would have to be taken off.
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
        held = set().union(*(_absorbed(book, each) for each in gone))
        rows = study.db.execute(queries.WORK_ON, {"codes": json.dumps(sorted(held))}).fetchall()
        counts = Counter(tbl for tbl, *_ in rows)
        where = f"{code.code}{' or under it' if branch and below else ''}"
        is_hidden = rule in ("", "remove") and hides_work_on(study, held)
        if not rule and (rows or is_hidden):
            raise OutcomeError(
                f"{_lying(counts, is_hidden)} on {where}.",
                "Say what becomes of them: --codings keep, remove, or move:CODE.",
            )
        if is_hidden:
            raise OutcomeError(
                f"Work that a blind round hides lies on {where}: it can't be taken off unseen.",
                "Write --codings keep or move:CODE, or wait until the round is revealed.",
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
        return Removed(
            changes=done.changes,
            stale=done.stale,
            codings=counts["coding"],
            summaries=counts["summary"],
            events=events + 1,
        )


def _lying(counts: Mapping[str, int], is_hidden: bool) -> str:
    """What lies on a code, in words."""
    kinds = (("coding", "coding", "codings"), ("summary", "summary", "summaries"))
    said = [f"{counts[tbl]} {one if counts[tbl] == 1 else more}"
            for tbl, one, more in kinds if counts[tbl]]  # fmt: skip
    if is_hidden:
        said.append("work that a blind round hides")
    verb = "lies" if len(said) == 1 and (is_hidden or sum(counts.values()) == 1) else "lie"
    return f"{' and '.join(said)} {verb}".capitalize()


def _absorbed(book: Codebook, code: Code) -> set[str]:
    return {each.id for each in book.all_codes if book.resolve(each.id).id == code.id}


def _take_off(study: Study, code: Code, rows: list[tuple[str, str, str, str]]) -> int:
    """Takes work off, an event for each coder in each document, or case where it is a summary:
    of one event a handout can't keep back the half."""
    found: dict[tuple[str, str], list[Patch]] = defaultdict(list)
    for tbl, row_id, coder, place in rows:
        found[coder, place].append(Patch(tbl, row_id, {"removed": 1}))
    for patches in found.values():
        write(study, "uncode", patches, label=f"codings off {code.code}, which is removed")
    return len(found)


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
