"""The coders of a study, and how far they are."""

from collections import Counter
from dataclasses import dataclass

from qualcode.coding import queries
from qualcode.coding.rounds.listing import DOING, DONE, TODO, assignments
from qualcode.names import find, fold_name
from qualcode.study.file import RESERVED, Study


@dataclass(frozen=True, slots=True)
class Coder:
    """A coder: in how many documents they coded, with how many codings.

    `todo`, `doing` and `done` count what they were given, or said they were done with. Counts
    hold what the viewer may see.
    """

    coder: str
    documents: int
    codings: int
    todo: int
    doing: int
    done: int


def coders(study: Study) -> list[Coder]:
    """Everybody who codes, by name."""
    with study.reading():
        coded = Counter(who for _, who, _ in study.db.execute(queries.FIRST_CODINGS))
        codings: dict[str, int] = dict(study.db.execute(queries.CODINGS_PER_CODER).fetchall())
        given = Counter((each.coder, each.state) for each in assignments(study))
        return [
            Coder(
                coder=name,
                documents=coded[row_id],
                codings=codings.get(name, 0),
                todo=given[name, TODO],
                doing=given[name, DOING],
                done=given[name, DONE],
            )
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
