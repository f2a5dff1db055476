"""How much each code is used, as far as the viewer may see."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.codebook import queries
from qualcode.codebook.stored import codebook
from qualcode.study.file import Study


@dataclass(frozen=True, slots=True)
class Use:
    """The codings that count for a code or for one under it; `own` are those on itself.

    `coders` says how many are whose, the busiest first.
    """

    own: int
    codings: int
    documents: int
    coders: tuple[tuple[str, int], ...]


NO_USE = Use(0, 0, 0, ())


def uses(study: Study) -> Mapping[str, Use]:
    """Code id → how much it is used; codes that nobody used have no entry."""
    with study.reading():
        book = codebook(study)
        rows = study.db.execute(queries.USES).fetchall()
    own: Counter[str] = Counter()
    documents: dict[str, set[str]] = defaultdict(set)
    coders: dict[str, Counter[str]] = defaultdict(Counter)
    for code_id, document, coder, number in rows:
        above = book.lineage(code_id)
        own[above[0].id] += number
        for each in above:
            documents[each.id].add(document)
            coders[each.id][coder] += number
    return {
        code_id: Use(
            own=own[code_id],
            codings=by.total(),
            documents=len(documents[code_id]),
            coders=tuple(by.most_common()),
        )
        for code_id, by in coders.items()
    }
