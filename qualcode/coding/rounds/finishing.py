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
from qualcode.study.journal import Patch, acting, write_run
from qualcode.study.rounds import STABILITY

FROZEN = ("frozen", "frozen_under")  # what doesn't change any more once it is revealed


@dataclass(frozen=True, slots=True)
class StillWaiting:
    """A document that is done, and how many of the coder's codings there wait in the queue."""

    document: str
    codings: int


@dataclass(frozen=True, slots=True)
class Done:
    """The names of the documents that are done, and those where codings still wait.

    `fixed` are those where the coder has other codings now than agreement is measured on: they
    were revealed since the coder was done.
    """

    done: tuple[str, ...]
    waiting: tuple[StillWaiting, ...]
    fixed: tuple[str, ...] = ()


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
        parts, fixed = [], []
        for place in places:
            given, codings = _given(study, place, by), _codings(study, place)
            patches = _patches(study, place, by, given, _now(place, codings, version_id))
            if given and not any(each.holds(codings) for each in given):
                fixed.append(place.name)
            if patches:  # each event holds what its rows need, for a copy may lack the others
                parts.append((f"done with {place.name}", [kept, *patches]))
        write_run(study, "done", parts, by=by)
        left = waiting_of(study, by)
        return Done(
            done=tuple(place.name for place in places),
            waiting=tuple(StillWaiting(p.name, left[p.id]) for p in places if left[p.id]),
            fixed=tuple(fixed),
        )


def changed_since_done(study: Study, name: str) -> bool:
    """Whether the viewer's codings of a document are others than when they said done there.

    False where they haven't said so.
    """
    with study.reading():
        place = find_document(study, name)
        asked = {"document": place.id, "coder": study.viewer_id}
        mine = [_Mine(*row) for row in study.db.execute(queries.MY_ASSIGNMENTS, asked)]
        frozen = [json.loads(each.frozen) for each in mine if each.state == DONE and each.frozen]
        return bool(frozen) and set(frozen[-1]) != set(_codings(study, place))


def _given(study: Study, document: Named, by: str) -> "list[_Mine]":
    """The coder's assignments there that are done now.

    Whoever codes it a second time is done with that; else with all they were given there.
    """
    asked = {"document": document.id, "coder": by}
    mine = [_Mine(*row) for row in study.db.execute(queries.MY_ASSIGNMENTS, asked)]
    again = [each for each in mine if each.is_stability and each.state != DONE]
    return again or [each for each in mine if not each.is_stability]


def _codings(study: Study, document: Named) -> list[str]:
    rows = study.db.execute(queries.MY_CODINGS, {"document": document.id})
    return [row_id for (row_id,) in rows]


def _now(document: Named, codings: list[str], codebook_version: str) -> dict[str, object]:
    """What is said of a document that is done now: how it is coded, on what text, by what."""
    return {
        "state": DONE,
        "codebook_version_id": codebook_version,
        "version_id": document.version_id,
        "frozen": codings,
        "frozen_under": codebook_version,
    }


def _patches(
    study: Study, document: Named, by: str, given: "Sequence[_Mine]", now: dict[str, object]
) -> list[Patch]:
    """What makes the coder done there; nothing where that was said already."""
    if not given:
        row_id = ids.natural(study.id, "assignment", document.id, by, "")  # of no round
        vals = {"removed": 0, "document_id": document.id, "coder_id": by, **now}
        return [Patch("assignment", row_id, vals)]
    rivals = {row_id for row_id, _ in contested(study, [each.id for each in given])}
    patches = []
    for each in given:
        vals = {name: now[name] for name in now if each.may_freeze or name not in FROZEN}
        if each.is_stability:  # there is nobody whose work it could still colour
            vals |= {"revealed": 1}
        elif each.is_late:
            vals |= {"forced": 1}
        if each.id in rivals or any(each.told(name) != vals[name] for name in vals):
            # That it is there is said too, or taking it back in another copy would lose this
            # without a word; by itself, for what is undone of a birth stays underneath.
            there = Patch("assignment", each.id, {"removed": 0})
            patches += [there, Patch("assignment", each.id, vals)]
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
    forced: int

    @property
    def is_stability(self) -> bool:
        return self.round_kind == STABILITY

    @property
    def may_freeze(self) -> bool:
        """Whether what agreement is measured on may still become something else."""
        return not self.revealed or self.frozen is None

    def holds(self, codings: list[str]) -> bool:
        """Whether agreement is measured on these codings, once the coder says done."""
        return self.may_freeze or self.told("frozen") == codings

    @property
    def is_late(self) -> bool:
        """Whether others' work could be seen before anything was frozen."""
        return bool(self.revealed) and self.frozen is None

    def told(self, name: str) -> object:
        value = getattr(self, name)
        return json.loads(value) if name == "frozen" and value else value
