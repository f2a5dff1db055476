"""The codebook's own history: how it stood after each event that touched it.

What an event wrote is laid on what was there, so that a long history takes no longer per
event than a short one. Only what is undone or redone is folded anew.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from qualcode.codebook import queries
from qualcode.codebook.fields import NEW_CODE, code_of
from qualcode.codebook.tree import Code, Codebook, Grown, grow
from qualcode.study.file import Study
from qualcode.study.fold import GATHERED, Fields, Tree, Write, fold_row, moves_of, replay

EMPTY = Codebook(())


@dataclass(frozen=True, slots=True)
class Moment:
    """An event on the codebook (undo and redo of one too), and the codebook right after it."""

    id: str
    at: str
    coder: str
    kind: str
    label: str
    book: Codebook


@dataclass(frozen=True, slots=True)
class _Event:
    id: str
    at: str
    coder: str
    kind: str
    label: str
    target: str | None


def moments(study: Study) -> Iterator[Moment]:
    """The codebook after each of its events, oldest first, in the order that all copies share."""
    past = _Past(study)
    grown: Grown = {}
    for event in past.events:
        past.play(event)
        book = grow(past.in_order(), grown)
        yield Moment(event.id, event.at, event.coder, event.kind, event.label, book)


def at_present(study: Study) -> list[Code]:
    """All codes after the last event that the viewer may know of, in their order.

    Their `code` is their own name, not a path.
    """
    past = _Past(study)
    for event in past.events:
        past.play(event)
    return past.in_order()


def became(study: Study) -> Iterator[tuple[str, Code]]:
    """Each code that an event touched as it stood right after, with the time of the event.

    Its `code` is its own name, not a path.
    """
    past = _Past(study)
    for event in past.events:
        for code_id in past.play(event):
            yield event.at, past.codes[code_id]


class _Past:
    """The codes as they stood after the events that were played so far."""

    def __init__(self, study: Study) -> None:
        self.events = [_Event(*row) for row in study.db.execute(queries.EVENTS).fetchall()]
        self.codes: dict[str, Code] = {}
        self.places: dict[str, tuple[int, str, str]] = {}
        self._written: dict[str, list[Write]] = defaultdict(list)
        for event_id, row_id, hlc, at, vals in study.db.execute(queries.WRITES):
            write = Write("code", row_id, event_id, hlc, at, False, json.loads(vals), {})
            self._written[event_id].append(write)
        self._so_far: list[Write] = []
        self._of_row: dict[str, list[Write]] = defaultdict(list)
        self._rows: dict[str, Fields] = {}
        self._tree = Tree()

    def play(self, event: _Event) -> list[str]:
        """Goes on to after `event`; the ids of the codes that may have become different."""
        if event.kind in ("undo", "redo"):
            touched = self._turn(str(event.target), off=event.kind == "undo")
        else:
            touched = self._lay(self._written[event.id])
        for row_id in touched:
            code = NEW_CODE | {"position": 0, "id": row_id} | self._rows[row_id]
            self.codes[row_id] = code_of(code)
            self.places[row_id] = (code["position"], code["name"], row_id)
        return touched + self._place(touched)

    def in_order(self) -> list[Code]:
        return [self.codes[row_id] for row_id in sorted(self.codes, key=self.places.__getitem__)]

    def _lay(self, writes: list[Write]) -> list[str]:
        for write in writes:
            self._of_row[write.row_id].append(write)
            before = self._rows.get(write.row_id)
            if before is not None:
                after = {**before, **write.vals}
                for name in GATHERED:
                    after[name] = [*before.get(name, ()), *write.vals.get(name, ())]
                    after[name] = list(dict.fromkeys(after[name]))
                self._rows[write.row_id] = after
            elif (fields := fold_row(self._of_row[write.row_id])) is not None:
                self._rows[write.row_id] = fields
        self._so_far += writes
        if moves := moves_of(writes):
            self._tree.play(writes[0].event_id, moves)
        return [row for row in dict.fromkeys(w.row_id for w in writes) if row in self._rows]

    def _turn(self, target: str, *, off: bool) -> list[str]:
        """Takes an event back, or does it again."""
        turned = {write.row_id for write in self._written[target]}
        for row_id in turned:
            own = [w._replace(off=off) if w.event_id == target else w for w in self._of_row[row_id]]
            self._of_row[row_id] = own
            if (fields := fold_row(own)) is not None:
                self._rows[row_id] = fields
        self._so_far = [w._replace(off=off) if w.event_id == target else w for w in self._so_far]
        if moves_of(self._written[target]):
            self._tree = replay(self._so_far)
        return sorted(turned & self._rows.keys())

    def _place(self, touched: list[str]) -> list[str]:
        """Puts each code where the tree has it; the ids of others that this moves."""
        others = []
        for row_id, code in self.codes.items():
            parent = self._tree.edges.get((row_id, "parent_id"))
            into = self._tree.edges.get((row_id, "merged_into"))
            if code.parent_id != parent or code.merged_into != into:
                self.codes[row_id] = replace(code, parent_id=parent, merged_into=into)
                others.append(row_id)
        return [row_id for row_id in others if row_id not in touched]
