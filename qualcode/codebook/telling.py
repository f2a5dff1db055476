"""Changes of a codebook as people read them: what went with a «-», what came with a «+»."""

from collections.abc import Iterable, Iterator
from typing import Any

from qualcode.codebook.differing import CodeChange, FieldChange

SIGNS = {"added": "+", "changed": "~", "removed": "-", "merged": ">"}


def change_lines(changes: Iterable[CodeChange]) -> Iterator[str]:
    """A line a code, and below it its fields."""
    for change in changes:
        if change.what == "merged":
            yield f"> {change.code} into {change.fields[0].new}"
            continue
        yield f"{SIGNS[change.what]} {change.code}"
        for field in change.fields if change.what == "changed" else ():
            yield from (f"    {line}" for line in field_lines(field))


def field_lines(field: FieldChange) -> Iterator[str]:
    """What a field is called, and what it lost and got."""
    yield f"{field.field} (material)" if field.material else field.field
    old, new = _parts(field.old), _parts(field.new)
    if field.field == "place":
        old, new = ([f"behind {part}" for part in side] or ["first"] for side in (old, new))
    yield from (f"  - {part}" for part in old if part not in new)
    yield from (f"  + {part}" for part in new if part not in old)


def _parts(value: Any) -> list[str]:
    """A value as lines: of a list its members, of names one a language; none where it is empty."""
    if value is None or value == "":
        return []
    if isinstance(value, dict):
        return [f"{tag}: {name}" for tag, name in sorted(value.items())]
    if isinstance(value, bool):
        return ["true"] if value else []
    return list(map(str, value)) if isinstance(value, list | tuple) else [str(value)]
