"""A codebook as one value: codes in a tree, found by name, resolved through merges."""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from qualcode.errors import InputError
from qualcode.names import fold_name, unknown

ID_START = re.compile(r"[0-9a-fA-F-]{4,36}")


@dataclass(frozen=True, slots=True)
class Code:
    """One code. `code` is its path ("zorg/integratie"), `names` the names shown per language."""

    id: str
    code: str
    names: Mapping[str, str]
    definition: str
    use_when: str
    not_when: str
    examples: tuple[str, ...]
    keywords: tuple[str, ...]
    colour: str | None
    hotkey: str | None
    domain: bool
    parent_id: str | None
    merged_into: str | None
    removed: bool
    split_into: tuple[str, ...] = ()

    @property
    def last_part(self) -> str:
        return self.code.rpartition("/")[2]

    @property
    def depth(self) -> int:
        """0 for a code at the top."""
        return self.code.count("/")

    @property
    def material(self) -> str:
        """A hash of what the code means: when it changes, earlier coding needs another look."""
        meaning = [self.definition, self.use_when, self.not_when]
        if self.split_into:  # what was the code's is now partly that of others
            meaning += sorted(self.split_into)
        told = json.dumps(meaning, ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Codebook:
    """All codes of a study, removed and merged ones too, parents before their children."""

    all_codes: tuple[Code, ...]

    @cached_property
    def codes(self) -> tuple[Code, ...]:
        """The codes in use: neither removed nor merged into another."""
        return tuple(c for c in self.all_codes if not c.removed and c.merged_into is None)

    @cached_property
    def _by_id(self) -> dict[str, Code]:
        return {code.id: code for code in self.all_codes}

    @cached_property
    def _by_path(self) -> dict[str, list[Code]]:
        found: dict[str, list[Code]] = defaultdict(list)
        for code in self.codes:
            found[fold_name(code.code)].append(code)
        return found

    @cached_property
    def _by_last_part(self) -> dict[str, list[Code]]:
        found: dict[str, list[Code]] = defaultdict(list)
        for code in self.codes:
            found[fold_name(code.last_part)].append(code)
        return found

    @cached_property
    def _absorbed(self) -> dict[str, set[str]]:
        """Per code in use the ids of all codes that count as it, its own included."""
        found: dict[str, set[str]] = defaultdict(set)
        for code in self.all_codes:
            found[self.resolve(code.id).id].add(code.id)
        return found

    @cached_property
    def children(self) -> Mapping[str | None, list[Code]]:
        """The codes in use right under each, in order; None: those at the top."""
        found: dict[str | None, list[Code]] = {}
        for code in self.codes:
            parent = None if code.parent_id is None else self.resolve(code.parent_id).id
            found.setdefault(parent, []).append(code)
        return found

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __len__(self) -> int:
        return len(self.codes)

    def knows(self, code_id: str) -> bool:
        """Whether the code of this id is in the codebook, be it removed or merged."""
        return code_id in self._by_id

    def resolve(self, code_id: str) -> Code:
        """The code that a coding with `code_id` counts for: itself, or what it was merged into."""
        code = self._by_id[code_id]
        while code.merged_into is not None:
            code = self._by_id[code.merged_into]
        return code

    def lineage(self, code_id: str) -> list[Code]:
        """The code that `code_id` counts for, and all above it, lowest first."""
        code = self.resolve(code_id)
        found = [code]
        while code.parent_id is not None:
            code = self.resolve(code.parent_id)
            found.append(code)
        return found

    def find(self, name: str) -> Code:
        """The code called `name`: by its full path, else by its last part where that is one code.

        Raises UnknownName with near misses, InputError where several codes share the last part,
        or the path, which happens when two copies are merged.
        """
        wanted = fold_name(name.strip("/"))
        if wanted in self._by_path:
            first, *others = self._by_path[wanted]
            if others:
                raise InputError(
                    f"{len(others) + 1} codes have the path {first.code}.",
                    f"Rename one by its id first: `qualcode codebook rename {others[0].id[:8]} NEW`"
                    f" (or {first.id[:8]}).",
                )
            return first
        found = self._by_last_part.get(wanted, [])
        if len(found) == 1:
            return found[0]
        if found:
            paths = ", ".join(code.code for code in found)
            raise InputError(f"Several codes are called «{name}».", f"Give the path: {paths}.")
        raise unknown(name, self._names_for_hints(), "code")

    def find_or_id(self, name: str) -> Code:
        """As `find`; a code that shares its path with another goes by the start of its id."""
        if fold_name(name.strip("/")) not in self._by_path and ID_START.fullmatch(name):
            found = [code for code in self.codes if code.id.startswith(name.lower())]
            if len(found) == 1:
                return found[0]
        return self.find(name)

    def _names_for_hints(self) -> Iterable[str]:
        paths = [code.code for code in self.codes]
        return paths + [c.last_part for c in self.codes if c.depth and self._is_alone(c)]

    def _is_alone(self, code: Code) -> bool:
        return len(self._by_last_part[fold_name(code.last_part)]) == 1

    def branch(self, code: Code) -> tuple[Code, ...]:
        """The codes in use at `code` and under it."""
        prefix = code.code + "/"
        return tuple(c for c in self.codes if c.id == code.id or c.code.startswith(prefix))

    def under(self, code: Code) -> set[str]:
        """The ids that count as `code` or lie under it.

        Codes merged into these are included, and removed ones, on which codings may still lie.
        """
        prefix = code.code + "/"
        inside = [c for c in self.all_codes if c.id == code.id or c.code.startswith(prefix)]
        return set().union({code.id}, *(self._absorbed.get(c.id, ()) for c in inside))

    def meaning(self) -> dict[str, str]:
        """Code id → hash of its material fields, for the codes in use."""
        return {code.id: code.material for code in self.codes}


Grown = dict[str, tuple[Code, Code]]


def grow(rows: Iterable[Code], grown: Grown | None = None) -> Codebook:
    """Puts codes whose `code` is only their own name into tree order, with full paths.

    Codes come in order of position. A code under a removed one keeps its path; one under a
    code that was merged into another stands under that other. `grown` keeps, for the next
    time, what became of each row: one that is the same gives the same code.
    """
    rows = list(rows)
    grown = {} if grown is None else grown
    merged_into = {row.id: row.merged_into for row in rows if row.merged_into is not None}
    children: dict[str | None, list[Code]] = defaultdict(list)
    for row in rows:
        parent = row.parent_id
        while parent in merged_into:
            parent = merged_into[parent]
        children[parent].append(row)
    found: list[Code] = []

    def add(row: Code, path: str) -> None:
        former = grown.get(row.id)
        if former is None or former[0] is not row or former[1].code != path:
            former = grown[row.id] = (row, replace(row, code=path))
        found.append(former[1])
        for child in children.get(row.id, ()):
            add(child, f"{path}/{child.code}")

    for row in children[None]:
        add(row, row.code)
    return Codebook(tuple(found))
