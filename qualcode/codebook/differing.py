"""Two states of a codebook side by side: what was added, changed, merged and removed."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from qualcode.codebook.fields import FIELDS, TEXTS, value_of
from qualcode.codebook.tree import Code, Codebook


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs. `material` where it is part of what the code means.

    `field` is the code's `code` (its path), `place` (the sibling it stands behind, None for
    the first), `merged_into`, `split_into` (paths) or a field of a codebook file.
    """

    field: str
    old: Any
    new: Any
    material: bool


@dataclass(frozen=True, slots=True)
class CodeChange:
    """One code that differs; `what` is added, changed, merged or removed.

    `id` is its id in the study, or stands for its line where only a file has it.
    """

    id: str
    code: str
    what: str
    material: bool
    fields: tuple[FieldChange, ...] = ()


def compare(before: Codebook, after: Codebook) -> tuple[CodeChange, ...]:
    """What makes `after` of `before`, code by code (by id), in the order of `after`.

    A code whose path changes only because one above it was renamed or moved isn't told.
    """
    old = {code.id: code for code in before}
    in_use = {code.id for code in after}
    moved = _moved(before, after)
    found = []
    for code in after:
        if code.id not in old:
            fields = _first_fields(code)
            found.append(CodeChange(code.id, code.code, "added", material=True, fields=fields))
        elif (code is not old[code.id] or code.id in moved) and (
            fields := _fields(before, old[code.id], after, code, moved)
        ):
            is_material = any(field.material for field in fields)
            found.append(CodeChange(code.id, code.code, "changed", is_material, fields))
    every = {code.id: code for code in after.all_codes}
    for code in before:
        if code.id in in_use:
            continue
        if code.id in every and every[code.id].merged_into is not None:
            into = FieldChange("merged_into", None, after.resolve(code.id).code, material=False)
            found.append(CodeChange(code.id, code.code, "merged", material=False, fields=(into,)))
        else:
            found.append(CodeChange(code.id, code.code, "removed", material=False))
    return tuple(found)


def _first_fields(code: Code) -> tuple[FieldChange, ...]:
    """What is said of a code that is new."""
    said = [(name, value) for name in FIELDS if (value := value_of(code, name))]
    said = [(name, bool(value) if name == "domain" else value) for name, value in said]
    return tuple(
        FieldChange("name" if name == "names" else name, None, value, material=name in TEXTS)
        for name, value in said
    )


def _fields(
    before: Codebook, old: Code, after: Codebook, new: Code, moved: dict[str, FieldChange]
) -> tuple[FieldChange, ...]:
    found = []
    is_elsewhere = _parent(before, old) != _parent(after, new)
    if old.last_part != new.last_part or is_elsewhere:
        found.append(FieldChange("code", old.code, new.code, material=False))
    if new.id in moved and not is_elsewhere:
        found.append(moved[new.id])
    for name in FIELDS:
        one, other = value_of(old, name), value_of(new, name)
        if one != other:
            shown = "name" if name == "names" else name
            if name == "domain":
                one, other = bool(one), bool(other)
            found.append(FieldChange(shown, one, other, material=name in TEXTS))
    if sorted(old.split_into) != sorted(new.split_into):
        was, now = _paths(before, old.split_into), _paths(after, new.split_into)
        found.append(FieldChange("split_into", was, now, material=True))
    return tuple(found)


def _parent(book: Codebook, code: Code) -> str | None:
    return None if code.parent_id is None else book.resolve(code.parent_id).id


def _paths(book: Codebook, ids: tuple[str, ...]) -> list[str]:
    known = {code.id for code in book.all_codes}
    return [book.resolve(one).code for one in ids if one in known]


def _moved(before: Codebook, after: Codebook) -> dict[str, FieldChange]:
    """Codes that stand elsewhere among the siblings they had and still have."""
    was, now = before.children, after.children
    found = {}
    for parent in was.keys() & now.keys():
        here = [code.id for code in now[parent]]
        there = [code.id for code in was[parent]]
        if here == there:
            continue
        both = set(here) & set(there)
        one = [each for each in there if each in both]
        other = [each for each in here if each in both]
        if one == other:
            continue
        blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
        kept = {each for block in blocks for each in other[block.b : block.b + block.size]}
        for each in other:
            if each not in kept:
                old, new = _behind(was[parent], each), _behind(now[parent], each)
                found[each] = FieldChange("place", old, new, material=False)
    return found


def _behind(siblings: list[Code], code_id: str) -> str | None:
    n = [code.id for code in siblings].index(code_id)
    return siblings[n - 1].code if n else None
