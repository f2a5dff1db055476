"""A codebook file in YAML cut into pieces, so that what doesn't change keeps its lines.

The pieces go by the lines that the parser knows: what stands before each code, and each of
its fields, with the remarks and blank lines between them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ruamel.yaml.comments import CommentedMap, CommentedSeq


class OddLayout(Exception):
    """The file is laid out in a way that can't be kept piece by piece."""


@dataclass(slots=True)
class Piece:
    """The lines of one key, and the remarks and blank lines behind it."""

    lines: list[str]
    after: list[str]


@dataclass(slots=True)
class Item:
    """One code as it stands in the file: its pieces, in order, and the codes under it."""

    path: str
    column: int
    lead: list[str]
    lines: list[str]
    pieces: dict[str, Piece] = field(default_factory=dict)
    below: "list[Item]" = field(default_factory=list)
    tail: list[str] = field(default_factory=list)
    is_flow: bool = False


def cut(
    codes: object, lines: list[str], start: int, end: int, above: str
) -> tuple[list[Item], list[str]]:
    """The codes of one list that fills the lines from `start` to `end`, and what is left."""
    if not isinstance(codes, CommentedSeq) or codes.fa.flow_style():
        raise OddLayout
    if not codes:
        raise OddLayout
    starts = [codes.lc.item(n)[0] for n in range(len(codes))]
    column = indent(lines[starts[0]])
    if any(not lines[at].lstrip(" ").startswith("-") for at in starts):
        raise OddLayout
    found, lead = [], lines[start : starts[0]]
    for at, until, item in zip(starts, [*starts[1:], end], codes, strict=True):
        own, after = _without_remarks(lines, at, until, column)
        path = f"{above}{str(item['code']).strip()}"
        made = Item(path, column, lead, own)
        found.append(_item(item, lines, start=at, end=at + len(own), made=made))
        lead = after
    return found, lead


def _item(item: CommentedMap, lines: list[str], *, start: int, end: int, made: Item) -> Item:
    if item.fa.flow_style() or item.merge:
        made.is_flow = True
        return made
    keys = sorted(item, key=lambda key: item.lc.key(key)[0])
    starts = [item.lc.key(key)[0] for key in keys]
    if starts[0] != start or len(set(starts)) < len(starts):
        raise OddLayout
    inner = item.lc.key(keys[0])[1]
    for key, at, until in zip(keys, starts, [*starts[1:], end], strict=True):
        own, after = _without_remarks(lines, at, until, inner)
        if at == start:  # the dash is put back in front of whatever comes first
            own[0] = own[0].replace("-", " ", 1)
        if key == "codes" and item[key] and not item[key].fa.flow_style():
            made.below, made.tail = cut(item[key], lines, at + 1, at + len(own), f"{made.path}/")
            own = own[:1]
        elif key == "codes" and item[key]:
            raise OddLayout
        made.pieces[key] = Piece(own, after)
    return made


def _without_remarks(
    lines: list[str], start: int, end: int, column: int
) -> tuple[list[str], list[str]]:
    """The lines of something, and the blank ones and remarks behind it that aren't deeper."""
    last = end
    while last > start + 1:
        line = lines[last - 1]
        if line.strip() and not (line.lstrip().startswith("#") and indent(line) <= column):
            break
        last -= 1
    return lines[start:last], lines[last:end]


def indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def shifted(lines: Sequence[str], by: int) -> list[str]:
    if by == 0:
        return list(lines)
    if by > 0:
        return [" " * by + line if line.strip() else line for line in lines]
    return [line[min(-by, indent(line)) :] if line.strip() else line for line in lines]
