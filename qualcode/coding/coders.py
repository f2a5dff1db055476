"""The coders of a study, and how far they are."""

from collections import Counter
from dataclasses import dataclass

from qualcode.coding import queries
from qualcode.coding.layers import coders as known_coders
from qualcode.study.file import Study


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
            for row_id, name in known_coders(study).items()
        ]
