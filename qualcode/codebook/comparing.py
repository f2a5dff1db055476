"""A codebook file as a codebook value, so that it can stand beside the one in a study."""

from collections.abc import Iterable
from typing import Any

from qualcode.codebook.fields import FIELDS, NEW_CODE, code_of, value_of
from qualcode.codebook.reading import Entry
from qualcode.codebook.tree import Code, Codebook, grow
from qualcode.names import fold_name

NOTHING = Codebook(())


def by_path(book: Codebook) -> dict[str, Code]:
    """The codes in use by their folded path."""
    return {fold_name(code.code): code for code in book}


def fields_of(entry: Entry, present: Code | None, language: str) -> dict[str, Any]:
    """The fields that an entry sets: a name without a language is one in the study's."""
    if "names" not in entry.fields:
        return dict(entry.fields)
    names = {tag or language: name for tag, name in entry.fields["names"].items()}
    if entry.adds_names and present is not None:
        names = {**present.names, **names}
    return {**entry.fields, "names": names}


def as_codebook(
    entries: Iterable[Entry], language: str, beside: Codebook = NOTHING, *, partly: bool = False
) -> Codebook:
    """The codebook that a file tells of. A path that `beside` has too gets its id there.

    With `partly` (files that can't hold every field) what the file leaves out is as there.
    """
    present = by_path(beside)
    ids: dict[str, str] = {}
    rows: list[Code] = []
    for entry in entries:
        path = fold_name(entry.path)
        above, _, own = entry.path.rpartition("/")
        same = present.get(path)
        ids[path] = same.id if same else f"line {entry.line} {path}"
        row: dict[str, Any] = NEW_CODE | {"id": ids[path], "name": own}
        if same is not None:
            # Files don't tell of splits.
            row = row | {"split_into": same.split_into, "name": same.last_part}
            if partly:
                row = row | {field: value_of(same, field) for field in FIELDS}
        parent = ids[fold_name(above)] if above else None
        fields = fields_of(entry, same, language)
        rows.append(code_of(row | {"parent_id": parent} | fields))
    return grow(rows)
