"""Who is compared on a document, and by which of their codings."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from qualcode.agreement import queries
from qualcode.codebook.stored import codebook
from qualcode.coding.documents import Named
from qualcode.coding.rounds.listing import DONE
from qualcode.errors import OutcomeError
from qualcode.names import fold_name
from qualcode.study.file import Study
from qualcode.study.hiding import assigned_to
from qualcode.study.rounds import RELIABILITY, TRAINING

# Of several assignments of one coder the one in the best round counts, the latest of its kind.
BEST_LAST = ("", TRAINING, RELIABILITY)


@dataclass(frozen=True, slots=True)
class Held:
    """A coding as it is compared: `coder` is a name, `code` the id of what it counts for."""

    id: str
    coder: str
    code: str
    start: int
    end: int
    quote: str
    about: str | None


@dataclass(frozen=True, slots=True)
class Compared:
    """The coders who are compared on a document, by name, and their codings.

    `left_out` is how many were made on another version of the text.
    """

    coders: tuple[str, ...]
    codings: tuple[Held, ...]
    left_out: int


def by_name(coder: str) -> tuple[str, str]:
    """The order in which coders stand."""
    return fold_name(coder), coder


def check_open(study: Study, places: Iterable[Named]) -> None:
    """Raises OutcomeError where a blind round is open on one of these documents.

    Nobody sees disagreements there, for they tell how each side codes.
    """
    waits = [(place, task) for place in places for task in assigned_to(study, place.id)]
    blind = dict.fromkeys(place.name for place, task in waits if task.is_open)
    if blind:
        is_again = all(task.is_again for _, task in waits if task.is_open)
        raise OutcomeError(
            f"A blind round is open on {', '.join(blind)}.",
            "It ends when who codes that again says `qualcode done`."
            if is_again
            else "When everybody is done, `qualcode reveal` ends it.",
        )


def compared(study: Study, place: Named) -> Compared:
    """What is compared on a document where no blind round is open (see `check_open`).

    Of each coder who was given it, or is done with it, the codings that were there when they
    said done; where that are fewer than two, of others who coded it those that are there now.
    Whoever coded only another version of the text isn't compared. Raises OutcomeError where
    somebody isn't done, or a copy doesn't hold all that somebody had.
    """
    sets = _sets(study, place)
    whole = {who: [row[:-1] for row in rows if row[-1]] for who, rows in sets.items()}
    coders = [who for who, rows in sets.items() if whole[who] or not rows]
    codings = [held for who in coders for held in as_held(study, place, whole[who])]
    return Compared(
        coders=tuple(sorted(coders, key=by_name)),
        codings=tuple(codings),
        left_out=sum(not row[-1] for rows in sets.values() for row in rows),
    )


def as_held(study: Study, place: Named, rows: Iterable[tuple[Any, ...]]) -> list[Held]:
    """Codings as they are compared, by the codes that they count for now.

    Raises OutcomeError for codes that the viewer, who is in a blind round elsewhere, doesn't
    know yet: without them other things would seem to be in disagreement.
    """
    book = codebook(study)
    found = []
    for row_id, coder, code, *rest in rows:
        if not book.knows(code):
            raise OutcomeError(
                f"{place.name} is coded with codes that are newer than your blind round.",
                "Settle it when your round is over.",
            )
        found.append(Held(row_id, coder, book.resolve(code).id, *rest))
    return found


def _sets(study: Study, place: Named) -> dict[str, list[tuple[Any, ...]]]:
    """Per coder (name) the rows of their codings that are compared."""
    asked = {"document": place.id}
    chosen: dict[str, tuple[int, str, int | None]] = {}
    for row_id, who, state, kind, had in study.db.execute(queries.GIVEN, asked):
        if state != DONE:
            raise OutcomeError(
                f"{who} isn't done with {place.name}.", "Wait for them to say `qualcode done`."
            )
        rank = BEST_LAST.index(kind)
        if who not in chosen or rank >= chosen[who][0]:
            chosen[who] = rank, row_id, had
    present: dict[str, list[tuple[Any, ...]]] = {}
    for row in study.db.execute(queries.PRESENT, asked):
        present.setdefault(row[1], []).append(row)
    frozen: dict[str, list[tuple[Any, ...]]] = {}
    for who, (_, row_id, had) in chosen.items():
        # What earlier programs wrote down as done holds no codings.
        rows = study.db.execute(queries.FROZEN, {"assignment": row_id}).fetchall()
        frozen[who] = present.get(who, []) if had is None else rows
        if had is not None and len(rows) < had:
            raise OutcomeError(
                f"This copy doesn't hold all that {who} coded in {place.name}.",
                "Settle it where the copies come together, or merge that first.",
            )
    # Two who are done are compared; whoever put a code there beside them said nothing of it.
    return frozen if len(frozen) > 1 else present | frozen
