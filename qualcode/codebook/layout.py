"""A codebook as YAML text. What doesn't change in a file keeps its lines as they are.

A file is cut into pieces (pieces.py). Those that still say what the codebook says are put
back untouched, remarks, quotes and line ends included; only the others are written anew.
"""

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ruamel.yaml.comments import CommentedMap

from qualcode.codebook.fields import FIELDS, value_of
from qualcode.codebook.pieces import Item, cut, indent, shifted
from qualcode.codebook.reading import KEYS, Entry
from qualcode.codebook.tree import Code
from qualcode.names import fold_name

WIDTH = 90
PLAIN = re.compile(r"[^\W\d_][\w .;()/+€%’'…-]*(?:, ?[\w .;()/+€%’'…-]+)*")
PLAIN_IN_LIST = re.compile(r"[^\W\d_][\w .;()/+€%’'…-]*")
NOT_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
KEY = {"names": "name"}  # field → key in the file, where they differ
FIELD = {key: field for field, key in KEY.items()}


@dataclass(frozen=True, slots=True)
class Branch:
    """A code to be written, with those under it."""

    code: Code
    below: "tuple[Branch, ...]"


def new_text(branches: Sequence[Branch], language: str, first_lines: Sequence[str]) -> str:
    """A codebook file from nothing."""
    head = [*first_lines, f"language: {scalar(language)}\n"]
    return "".join([*head, *_Writer("\n", language, {}, {}).codes(branches, 0)])


def kept_text(
    text: str, document: object, entries: Sequence[Entry], branches: Sequence[Branch], language: str
) -> str:
    """The file's `text` with what `branches` say, as little of it changed as can be.

    `entries` are what it said; without them all its codes are written anew.
    Raises OddLayout where it is laid out in a way that can't be cut into pieces.
    """
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    newline = "\r\n" if "\r\n" in text else "\n"
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += newline
    assert isinstance(document, CommentedMap)
    codes, (first, _) = document["codes"], document.lc.key("codes")
    later = [document.lc.key(key)[0] for key in document if document.lc.key(key)[0] > first]
    end = min(later, default=len(lines))
    items, tail = cut(codes, lines, first + 1, end, "") if entries else ([], [])
    found = {fold_name(item.path): item for item in _all(items)}
    has = {fold_name(entry.path): _fields(entry, language) for entry in entries}
    _follow_renames(found, has, branches)
    writer = _Writer(newline, language, found, has)
    if items and branches:
        told = [lines[first], *writer.siblings(branches, items, items[0].column)]
    else:
        told = writer.codes(branches, 0)
    return "".join([*lines[:first], *told, *tail, *lines[end:]])


def _fields(entry: Entry, language: str) -> dict[str, Any]:
    fields = dict(entry.fields)
    if "names" in fields:
        fields["names"] = {tag or language: name for tag, name in fields["names"].items()}
    return fields


def _follow_renames(
    found: dict[str, Item], has: dict[str, dict[str, Any]], branches: Sequence[Branch]
) -> None:
    """A code that only its path tells from one in the file is that one, renamed or moved."""
    codes = [branch.code for branch in _every(branches)]
    lost = set(found) - {fold_name(code.code) for code in codes}
    for code in codes:
        path = fold_name(code.code)
        fields = {name: value for name in FIELDS if (value := value_of(code, name))}
        if path in found or not fields:
            continue
        for old in sorted(lost):
            if {name: value for name, value in has[old].items() if value} == fields:
                found[path], has[path] = found.pop(old), has[old]
                lost.remove(old)
                break


def _every(branches: Sequence[Branch]) -> list[Branch]:
    return [each for branch in branches for each in (branch, *_every(branch.below))]


def _all(items: Sequence[Item]) -> list[Item]:
    return [each for item in items for each in (item, *_all(item.below))]


# Writing


class _Writer:
    """Writes codes, with the pieces of the file where they still hold."""

    def __init__(
        self,
        newline: str,
        language: str,
        found: Mapping[str, Item],
        has: Mapping[str, Mapping[str, Any]],
    ) -> None:
        self.language = language
        self.newline = newline
        self.found = found
        self.has = has

    def codes(self, branches: Sequence[Branch], column: int) -> list[str]:
        """The key `codes` and its list, at `column`."""
        if not branches:
            return [] if column else [f"codes: []{self.newline}"]
        told = [line for branch in branches for line in self.branch(branch, column)]
        return [f"{' ' * column}codes:{self.newline}", *told]

    def siblings(self, branches: Sequence[Branch], items: Sequence[Item], column: int) -> list[str]:
        """The codes of a list that stood in the file; titles above codes that went stay."""
        used = {id(self.found.get(fold_name(branch.code.code))) for branch in branches}
        titles: list[str] = []
        for item in items:
            if id(item) in used:
                item.lead, titles = titles + item.lead, []
            else:  # what a blank line parts from it isn't about this code alone
                blank = [n for n, line in enumerate(item.lead) if not line.strip()]
                title = item.lead[: blank[-1] + 1] if blank else []
                titles += title if any(line.strip() for line in title) else []
        return [line for branch in branches for line in self.branch(branch, column)] + titles

    def branch(self, branch: Branch, column: int) -> list[str]:
        item = self.found.get(fold_name(branch.code.code))
        if item is None:
            return self._fresh(branch, column)
        shift = column - item.column
        lead = shifted(item.lead, shift)
        has = self.has[fold_name(branch.code.code)]
        if item.is_flow:
            is_same = not branch.below and self._holds(branch.code, item, has)
            return lead + (shifted(item.lines, shift) if is_same else self._fresh(branch, column))
        return lead + self._patched(branch, item, has, column)

    def _holds(self, code: Code, item: Item, has: Mapping[str, Any]) -> bool:
        is_same = item.path.rpartition("/")[2] == code.last_part
        return is_same and all((value_of(code, f) or None) == (has.get(f) or None) for f in FIELDS)

    def _fresh(self, branch: Branch, column: int) -> list[str]:
        inner = column + 2
        told = [f"{' ' * inner}code: {scalar(branch.code.last_part)}{self.newline}"]
        for name in FIELDS:
            told += self._field(name, value_of(branch.code, name), inner)
        return _with_dash([*told, *self.codes(branch.below, inner)], column)

    def _patched(
        self, branch: Branch, item: Item, has: Mapping[str, Any], column: int
    ) -> list[str]:
        shift = column - item.column
        inner = indent(next(iter(item.pieces.values())).lines[0]) + shift
        told: dict[str, list[str]] = {}
        for key, piece in item.pieces.items():
            raw = shifted(piece.lines, shift)
            if key == "code" and item.path.rpartition("/")[2] != branch.code.last_part:
                name = f"{' ' * inner}code: {scalar(branch.code.last_part)}"
                raw = [name + _remark(raw) + self.newline]
            elif key == "codes":
                raw = self._below(branch, item, raw, inner)
            elif key != "code":
                name = FIELD.get(key, key)
                value = value_of(branch.code, name)
                if (value or None) != (has.get(name) or None):
                    raw = self._field(name, value, inner, _remark(raw) if len(raw) == 1 else "")
            told[key] = raw + shifted(piece.after, shift)
        for name in FIELDS:
            key = KEY.get(name, name)
            if key not in told:
                told = _put(told, key, self._field(name, value_of(branch.code, name), inner))
        if "codes" not in told:
            told["codes"] = self.codes(branch.below, inner)
        return _with_dash([line for part in told.values() for line in part], column)

    def _below(self, branch: Branch, item: Item, head: list[str], column: int) -> list[str]:
        """The key `codes` of a code that had it."""
        if branch.below and item.below:
            shift = column - indent(item.pieces["codes"].lines[0])
            deeper = item.below[0].column + shift
            return [
                *head,
                *self.siblings(branch.below, item.below, deeper),
                *shifted(item.tail, shift),
            ]
        if branch.below or item.below:
            return self.codes(branch.below, column)
        return head

    def _field(self, name: str, value: Any, column: int, remark: str = "") -> list[str]:
        """The lines of one field; none where it says nothing."""
        if not value:
            return []
        key = f"{' ' * column}{KEY.get(name, name)}:"
        if name == "names":
            told = ", ".join(
                f"{scalar(tag, in_list=True)}: {scalar(text, in_list=True)}"
                for tag, text in sorted(value.items(), key=self._own_language_first)
            )
            return [f"{key} {{{told}}}{remark}{self.newline}"]
        if name == "keywords":
            return self._keywords(key, value, column)
        if name == "examples":
            return [f"{key}{self.newline}"] + [
                f"{' ' * column}- {scalar(each)}{self.newline}" for each in value
            ]
        if name == "domain":
            return [f"{key} true{remark}{self.newline}"]
        if len(key) + len(value) > WIDTH and value.isprintable():
            folded = textwrap.wrap(
                value, WIDTH - column, break_long_words=False, break_on_hyphens=False
            )
            space = " " * (column + 2)
            return [f"{key} >-{self.newline}", *(f"{space}{x}{self.newline}" for x in folded)]
        return [f"{key} {scalar(value)}{remark}{self.newline}"]

    def _own_language_first(self, name: tuple[str, str]) -> tuple[bool, str]:
        return name[0] != self.language, name[0]

    def _keywords(self, key: str, words: Sequence[str], column: int) -> list[str]:
        lines, line = [], f"{key} ["
        for n, word in enumerate(words):
            told = scalar(word, in_list=True) + ("," if n < len(words) - 1 else "]")
            if len(line) + len(told) > WIDTH and n:
                lines.append(line.rstrip() + self.newline)
                line = " " * (column + 2)
            line += f"{told} "
        return [*lines, line.rstrip() + self.newline]


def scalar(text: str, *, in_list: bool = False) -> str:
    """A text as one YAML scalar: plain where that is safe, else in double quotes."""
    plain = PLAIN_IN_LIST if in_list else PLAIN
    if plain.fullmatch(text) and not text.endswith(" ") and text.casefold() not in NOT_WORDS:
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char.isprintable():
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def _remark(lines: Sequence[str]) -> str:
    """The remark at the end of a line, with the space before it."""
    found = re.search(r"\s+#[^\"']*$", lines[0].rstrip()) if lines else None
    return found[0] if found else ""


def _put(told: dict[str, list[str]], key: str, lines: list[str]) -> dict[str, list[str]]:
    """`told` with the lines of a new key where codebooks have it."""
    place = KEYS.index(key)
    before = [each for each in told if each in KEYS and KEYS.index(each) < place]
    keys = list(told)
    at = keys.index(before[-1]) + 1 if before else 0
    return {**{k: told[k] for k in keys[:at]}, key: lines, **{k: told[k] for k in keys[at:]}}


def _with_dash(lines: list[str], column: int) -> list[str]:
    first = lines[0]
    return [f"{first[:column]}-{first[column + 1 :]}", *lines[1:]]
