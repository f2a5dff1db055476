"""The coders of a study, and how far they are."""

from collections import Counter
from dataclasses import dataclass

from qualcode.coding import queries
from qualcode.names import find, fold_name
from qualcode.study.file import RESERVED, Study


@dataclass(frozen=True, slots=True)
class Coder:
    """A coder: in how many documents they coded, with how many codings, how many are done.

    Counts hold what the viewer may see.
    """

    coder: str
    documents: int
    codings: int
    done: int


def coders(study: Study) -> list[Coder]:
    """Everybody who codes, by name."""
    with study.reading():
        coded = Counter(who for _, who, _ in study.db.execute(queries.FIRST_CODINGS))
        codings: dict[str, int] = dict(study.db.execute(queries.CODINGS_PER_CODER).fetchall())
        hidden = {document for (document,) in study.db.execute(queries.BLIND_IDS)}
        done = Counter(
            who
            for document, who, _, state, *_ in study.db.execute(queries.ASSIGNMENTS)
            if state == "done" and (document not in hidden or who == study.viewer_id)
        )
        return [
            Coder(name, coded[row_id], codings.get(name, 0), done[row_id])
            for row_id, name in coder_names(study).items()
        ]


def coder_names(study: Study) -> dict[str, str]:
    """The names of the people who code, by id."""
    rows = study.db.execute(queries.CODERS)
    return {row_id: name for row_id, name in rows if fold_name(name) not in RESERVED}


def find_coder(study: Study, name: str) -> str:
    """The id of the coder of that name; raises UnknownName."""
    known: dict[str, str] = {coder: row for row, coder in study.db.execute(queries.CODERS)}
    return find(name, known, "coder")
