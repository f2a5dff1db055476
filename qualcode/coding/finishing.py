"""Done: a coder says that a document is fully coded, against the codebook as it stands."""

from collections.abc import Sequence

from qualcode.codebook.stored import codebook
from qualcode.coding import queries
from qualcode.coding.documents import Named, find_document
from qualcode.study import ids
from qualcode.study.file import Study
from qualcode.study.fold import to_json
from qualcode.study.journal import Patch, acting, write


def done(study: Study, names: Sequence[str]) -> list[str]:
    """Marks documents as done by the coder at work; answers their names.

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
        found = [_assignment(study, place, by, version_id) for place in places]
        patches = [patch for patch in found if patch is not None]
        told = ", ".join(place.name for place in places)
        if patches:
            write(study, "done", [kept, *patches], label=f"done with {told}", by=by)
        return [place.name for place in places]


def _assignment(study: Study, document: Named, by: str, codebook_version: str) -> Patch | None:
    """What makes the coder's assignment done; None where it says all that already."""
    asked = {"document": document.id, "coder": by}
    mine = study.db.execute(queries.MY_ASSIGNMENTS, asked).fetchall()
    state = {
        "state": "done",
        "codebook_version_id": codebook_version,
        "version_id": document.version_id,
    }
    if mine and mine[0][1:] == tuple(state.values()):
        return None
    if mine:
        return Patch("assignment", mine[0][0], state)
    return Patch(
        "assignment",
        study.fresh_id(),
        {"removed": 0, "document_id": document.id, "coder_id": by, **state},
    )
