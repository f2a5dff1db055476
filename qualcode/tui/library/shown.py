"""What the Library shows, as one value that the desk makes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.cases.periods import periods
from qualcode.cases.rostering import Followed, roster
from qualcode.coding.coders import coder_names
from qualcode.coding.documents import Document, documents
from qualcode.coding.retrieval import blind_documents
from qualcode.coding.rounds.listing import DONE, Assignment, assignments
from qualcode.study.file import Study

HELD, MISSED, NOT_HELD, NOT_YET = "held", "missed", "not held", "not yet"


@dataclass(frozen=True, slots=True)
class Place:
    """A case in a wave: the interviews that were held, or why there are none."""

    case: str
    wave: str
    state: str
    documents: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A document, when it was held as periods and months tell it, and whether it is coded blind."""

    document: Document
    period: str | None
    months: float | None
    blind: bool


@dataclass(frozen=True, slots=True)
class Library:
    """All documents: a grid of cases and waves, those that have no place in it, one's own work.

    `rows` has a tuple of places for each of `cases`, one for each of `waves`. `own` are the
    viewer's assignments, those that are open first. `known` names who codes.
    """

    waves: tuple[str, ...]
    cases: tuple[str, ...]
    rows: tuple[tuple[Place, ...], ...]
    others: tuple[str, ...]
    documents: dict[str, Listed]
    own: tuple[Assignment, ...]
    coders: tuple[str, ...]

    @property
    def blind(self) -> int:
        """On how many documents nobody else's codings are shown."""
        return sum(each.blind for each in self.documents.values())

    @property
    def states(self) -> Counter[str]:
        """How many documents are to do, begun, done."""
        return Counter(each.document.state for each in self.documents.values())

    @property
    def waiting(self) -> list[str]:
        """The documents to work on, in order: what one was given, else all that isn't done."""
        given = {each.document for each in self.own if each.state != DONE}
        open_ = {name for name, each in self.documents.items() if each.document.state != DONE}
        return [name for name in self._in_order() if name in (given or open_)]

    def _in_order(self) -> Iterator[str]:
        for row in self.rows:
            for place in row:
                yield from place.documents[:1]
        yield from self.others


def library(study: Study) -> Library:
    """Everything that the Library shows."""
    with study.reading():
        known, followed, times = documents(study), roster(study), periods(study)
        blind = set(blind_documents(study))
        own = assignments(study, study.viewer_id) if study.viewer_id else []
        coders = tuple(coder_names(study).values())
    months = {each.document: each.months_since_start for case in followed.cases
              for each in case.interviews}  # fmt: skip
    rows = tuple(tuple(_places(case, followed.waves)) for case in followed.cases)
    placed = {name for row in rows for place in row for name in place.documents[:1]}
    given = [each for each in own if each.round is not None]
    return Library(
        waves=followed.waves,
        cases=tuple(case.case for case in followed.cases),
        rows=rows,
        others=tuple(each.name for each in known if each.name not in placed),
        documents={
            each.name: Listed(
                each, times.of(each.date, None), months.get(each.name), each.name in blind
            )
            for each in known
        },
        own=tuple(sorted(given, key=lambda each: each.state == DONE)),
        coders=coders,
    )


def _places(case: Followed, waves: tuple[str, ...]) -> Iterator[Place]:
    gone = {each.wave: each.reason for each in case.missed}
    for wave in waves:
        here = tuple(each.document for each in case.interviews if each.wave == wave)
        if here:
            yield Place(case.case, wave, HELD, here)
        elif wave in gone:
            yield Place(case.case, wave, MISSED, reason=gone[wave])
        else:
            yield Place(case.case, wave, NOT_HELD if wave in case.not_held else NOT_YET)
