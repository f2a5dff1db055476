"""Done: a coder says that a document is fully coded, against the codebook as it stands."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.codebook.stored import codebook
from qualcode.coding.documents import Named, find_document
from qualcode.coding.recoding import waiting_of
from qualcode.coding.rounds import queries
from qualcode.coding.rounds.listing import DONE
from qualcode.study import ids
from qualcode.study.conflicts import contested
from qualcode.study.file import Study
from qualcode.study.fold import to_json
from qualcode.study.journal import Patch, acting, write

MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class StillWaiting:
    """A document that is done, and how many of the coder's codings there wait in the queue."""

    document: str
    codings: int


@dataclass(frozen=True, slots=True)
class Done:
    """The names of the documents that are done, and those where codings still wait."""

    done: tuple[str, ...]
    waiting: tuple[StillWaiting, ...]


def done(study: Study, names: Sequence[str]) -> Done:
    """Marks documents as done by the coder at work, who may still have codings in the queue.

    An assignment is made where there was none. It keeps which codings the coder has there now,
    the frozen set that agreement is measured on, and the codebook version, that is what each
    code means at this moment: a code changed since counts as not yet coded there. Saying it
    again freezes anew until the document is revealed; from then on only the version is new.
    """
    with study.writing():
        places = list(dict.fromkeys(find_document(study, name) for name in names))
        by = acting(study)
        meaning = codebook(study).meaning()
        version_id = ids.natural(study.id, "codebook_version", to_json(meaning))
        kept = Patch("codebook_version", version_id, {"removed": 0, "codes": meaning})
        patches = [
            patch for place in places for patch in _assignments(study, place, by, version_id)
        ]
        told = ", ".join(place.name for place in places[:MOST_TOLD])
        if len(places) > MOST_TOLD:
            told += f" and {len(places) - MOST_TOLD} more"
        if patches:
            write(study, "done", [kept, *patches], label=f"done with {told}", by=by)
        left = waiting_of(study, by)
        return Done(
            done=tuple(place.name for place in places),
            waiting=tuple(StillWaiting(p.name, left[p.id]) for p in places if left[p.id]),
        )


def _assignments(study: Study, document: Named, by: str, codebook_version: str) -> list[Patch]:
    """What makes the coder done there; nothing where that was said already.

    Whoever codes it a second time is done with that; else with all they were given there.
    """
    asked = {"document": document.id, "coder": by}
    mine = [_Mine(*row) for row in study.db.execute(queries.MY_ASSIGNMENTS, asked)]
    again = [each for each in mine if each.is_stability and each.state != DONE]
    first = [each for each in mine if not each.is_stability]
    codings = [row for (row,) in study.db.execute(queries.MY_CODINGS, {"document": document.id})]
    said: dict[str, object] = {
        "state": DONE,
        "codebook_version_id": codebook_version,
        "version_id": document.version_id,
    }
    frozen: dict[str, object] = {"frozen": codings, "frozen_under": codebook_version}
    if not again and not first:
        row_id = ids.natural(study.id, "assignment", document.id, by, "")  # of no round
        vals = {"removed": 0, "document_id": document.id, "coder_id": by, **said, **frozen}
        return [Patch("assignment", row_id, vals)]
    rivals = {row_id for row_id, _ in contested(study, [each.id for each in mine])}
    patches = []
    for each in again or first:
        vals = said | (frozen if each.may_freeze else {})
        if each.is_stability:  # there is nobody whose work it could still colour
            vals |= {"revealed": 1}
        if each.id in rivals or any(each.told(name) != vals[name] for name in vals):
            patches.append(Patch("assignment", each.id, vals))
    return patches


@dataclass(frozen=True, slots=True)
class _Mine:
    """An assignment of the coder's own, as it stands."""

    id: str
    state: str
    codebook_version_id: str | None
    version_id: str | None
    round_kind: str
    revealed: int
    frozen: str | None
    frozen_under: str | None

    @property
    def is_stability(self) -> bool:
        return self.round_kind == "stability"

    @property
    def may_freeze(self) -> bool:
        """Whether what agreement is measured on may still become something else."""
        return not self.revealed or self.frozen is None

    def told(self, name: str) -> object:
        value = getattr(self, name)
        return json.loads(value) if name == "frozen" and value else value
