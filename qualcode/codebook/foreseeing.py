"""What a change of the codebook would touch, known before it is made."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from qualcode.codebook import queries
from qualcode.codebook.differing import CodeChange
from qualcode.codebook.stored import codebook
from qualcode.codebook.tree import Codebook
from qualcode.study.file import Study
from qualcode.study.hiding import hides_work_on


class Outcome(Protocol):
    """What any change of the codebook says that it did."""

    @property
    def changes(self) -> tuple[CodeChange, ...]: ...
    @property
    def stale(self) -> int: ...


Act = Callable[[Study], Outcome]


@dataclass(frozen=True, slots=True)
class Work:
    """What lies on some codes; `is_hidden` where more does that a blind round hides.

    `coders` says how many codings are whose, the busiest first.
    """

    codings: int
    summaries: int
    documents: int
    coders: tuple[tuple[str, int], ...]
    is_hidden: bool

    def __bool__(self) -> bool:
        return bool(self.codings or self.summaries or self.is_hidden)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a change would do; `work` lies on the codes whose meaning or place it touches."""

    changes: tuple[CodeChange, ...]
    stale: int
    work: Work

    @property
    def weighs(self) -> bool:
        """False where it touches nobody's work, so that nobody need be asked."""
        is_gone = any(change.what in ("merged", "removed") for change in self.changes)
        return is_gone or bool(self.stale or self.work)


def foresee(study: Study, act: Act) -> Foreseen:
    """What would come of `act`, which is tried and taken back. Raises what it would raise."""
    with study.rehearsing():
        done = act(study)
    with study.reading():
        book = codebook(study)
        touched = {code_id for change in done.changes for code_id in _touched(book, change)}
        return Foreseen(done.changes, done.stale, work_on(study, touched))


def carefully(study: Study, act: Act, *, always: bool = False) -> tuple[Foreseen, Outcome | None]:
    """Does `act` where it touches nobody's work; else says only what it would do.

    With `always` it is only said whenever anything would change.
    """
    foreseen = foresee(study, act)
    asks = foreseen.weighs or (always and foreseen.changes)
    return foreseen, None if asks else act(study)


def work_on(study: Study, code_ids: Iterable[str]) -> Work:
    """What lies on these codes, and on those that count as them."""
    with study.reading():
        book = codebook(study)
        wanted = {book.resolve(each).id for each in code_ids}
        held = {each.id for each in book.all_codes if book.resolve(each.id).id in wanted}
        rows = study.db.execute(queries.LYING_ON, {"codes": json.dumps(sorted(held))}).fetchall()
        is_hidden = hides_work_on(study, held)
    coders: Counter[str] = Counter()
    for tbl, coder, _, number in rows:
        if tbl == "coding":
            coders[coder] += number
    return Work(
        codings=coders.total(),
        summaries=sum(number for tbl, *_, number in rows if tbl == "summary"),
        documents=len({document for tbl, _, document, _ in rows if tbl == "coding"}),
        coders=tuple(coders.most_common()),
        is_hidden=is_hidden,
    )


def _touched(book: Codebook, change: CodeChange) -> set[str]:
    """The codes on which work means, or counts for, something else than before."""
    if not book.knows(change.id) or change.what == "added":
        return set()
    code = book.resolve(change.id)
    moved = any(field.field == "code" and _above(field.old) != _above(field.new)
                for field in change.fields)  # fmt: skip
    if moved or change.what == "merged":
        return {each.id for each in book.branch(code)}
    return {code.id} if change.material or change.what == "removed" else set()


def _above(path: str) -> str:
    return path.rpartition("/")[0]
