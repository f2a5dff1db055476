"""Done: a coder says that a document is fully coded, against the codebook as it stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.codebook.stored import codebook
from qualcode.coding import queries
from qualcode.coding.documents import Named, find_document
from qualcode.coding.recoding import waiting_of
from qualcode.study import ids
from qualcode.study.conflicts import contested
from qualcode.study.file import Study
from qualcode.study.fold import to_json
from qualcode.study.journal import Patch, acting, write


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

    An assignment is made where there was none. It names the codebook version, that is what
    each code meant at this moment: the codings of this coder up to this event are the
    frozen set, and a code changed since counts as not yet coded there.
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
        told = ", ".join(place.name for place in places)
        if patches:
            write(study, "done", [kept, *patches], label=f"done with {told}", by=by)
        left = waiting_of(study, by)
        return Done(
            done=tuple(place.name for place in places),
            waiting=tuple(StillWaiting(p.name, left[p.id]) for p in places if left[p.id]),
        )


def _assignments(study: Study, document: Named, by: str, codebook_version: str) -> list[Patch]:
    """What makes the coder done there; nothing where that was said already.

    Two copies of a study of an older program may each have made an assignment: both are done.
    """
    state = {
        "state": "done",
        "codebook_version_id": codebook_version,
        "version_id": document.version_id,
    }
    asked = {"document": document.id, "coder": by}
    mine = study.db.execute(queries.MY_ASSIGNMENTS, asked).fetchall()
    if not mine:
        row_id = ids.natural(study.id, "assignment", document.id, by, "")  # of no round
        vals = {"removed": 0, "document_id": document.id, "coder_id": by, **state}
        return [Patch("assignment", row_id, vals)]
    rivals = {row_id for row_id, _ in contested(study, [row[0] for row in mine])}
    said = tuple(state.values())
    return [
        Patch("assignment", row[0], state) for row in mine if row[1:] != said or row[0] in rivals
    ]
