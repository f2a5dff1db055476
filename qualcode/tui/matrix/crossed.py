"""What the screen shows, as values that the desk makes: a matrix, and what is behind a cell."""

from dataclasses import dataclass

from qualcode.cases.attributes import attributes
from qualcode.cases.periods import all_periods
from qualcode.codebook.stored import codebook
from qualcode.coding.coders import coder_names
from qualcode.coding.retrieval import Where, blind_documents
from qualcode.coding.writing.summaries import Summary
from qualcode.coding.writing.summaries import cell as summaries_of
from qualcode.matrix.behind import passages_of, where_of
from qualcode.matrix.cells import Cell, Matrix, Quoted
from qualcode.matrix.crossing import matrix
from qualcode.names import fold_name
from qualcode.study.file import Study
from qualcode.tui.matrix.asked import Asked, Place, place_of


@dataclass(frozen=True, slots=True)
class Crossed:
    """A matrix, and what else it could be asked: of which codes, attributes, coders, periods.

    `levels` says how many levels of codes there are in the branch that is shown.
    """

    asked: Asked
    matrix: Matrix
    levels: int
    codes: tuple[str, ...]
    attributes: tuple[str, ...]
    coders: tuple[str, ...]
    period_sets: tuple[str, ...]
    blind: int


@dataclass(frozen=True, slots=True)
class Behind:
    """What a cell rests on, and what coders have written about it.

    `place` is what a summary would be of; None where the cell is of no case.
    """

    cell: Cell
    passages: tuple[Quoted, ...]
    place: Place | None
    summaries: tuple[Summary, ...]

    def own(self, viewer: str | None) -> str:
        """What the viewer has written there."""
        mine = (each for each in self.summaries if fold_name(each.coder) == fold_name(viewer or ""))
        return next((each.text for each in mine), "")


def crossed(study: Study, asked: Asked) -> Crossed:
    """The matrix that is asked for, and what else could be."""
    with study.reading():
        book = codebook(study)
        branch = book.codes if asked.code is None else book.branch(book.find(asked.code))
        top = min((code.depth for code in branch), default=0)
        owners = [*attributes(study, "case_").values(), *attributes(study, "document").values()]
        named = {fold_name(name): name for known in owners for name in known}
        return Crossed(
            asked=asked,
            matrix=matrix(study, **asked.how),
            levels=max((code.depth - top + 1 for code in branch), default=1),
            codes=tuple(dict.fromkeys(code.code for code in book)),
            attributes=tuple(named[name] for name in sorted(named)),
            coders=tuple(coder_names(study).values()),
            period_sets=tuple(each.name for each in all_periods(study) if each.by == "date"),
            blind=len(blind_documents(study)),
        )


def behind(study: Study, asked: Asked, cell: Cell) -> Behind:
    """The passages of a cell, and the summaries that stand exactly there."""
    with study.reading():
        place = place_of(asked, cell)
        return Behind(
            cell=cell,
            passages=passages_of(study, cell, **asked.how),
            place=place,
            summaries=()
            if place is None
            else tuple(summaries_of(study, place.case, code=place.code, wave=place.wave)),
        )


def leading_to(study: Study, asked: Asked, cell: Cell) -> Where | None:
    """The filter that lists the passages of a cell; None where there are none."""
    with study.reading():
        if not passages_of(study, cell, **asked.how):
            return None
        return where_of(study, cell, **asked.how)
