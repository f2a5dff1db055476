"""Assigning: who codes which documents, in which round, and whether blind."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qualcode.coding.documents import Document, Named, documents, find_document
from qualcode.coding.retrieval import blind_documents
from qualcode.coding.rounds.listing import TODO, Assignment
from qualcode.coding.rounds.sampling import draw, size_of
from qualcode.errors import InputError, OutcomeError
from qualcode.names import check_name, find, fold_name
from qualcode.study import ids
from qualcode.study.conflicts import is_contested
from qualcode.study.file import Study, check_coder
from qualcode.study.hiding import Task, assigned_to, coded_by, was_revealed
from qualcode.study.journal import Patch, ensure_coder, write
from qualcode.study.rounds import KINDS, RELIABILITY, STABILITY

SPREAD = ("case", "wave", "kind")


@dataclass(frozen=True, slots=True)
class Assigned:
    """What is new to the coder, in the order it was asked for.

    `known` are documents that the coder had already in this round; `coded_before` those that
    they coded before the round, so that they aren't new to them. Of a sample, `drawn_from`
    is how many documents it was drawn from. `withdrawn` are those that were taken back.
    """

    assignments: tuple[Assignment, ...] = ()
    known: tuple[str, ...] = ()
    coded_before: tuple[str, ...] = ()
    drawn_from: int | None = None
    withdrawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Round:
    id: str
    name: str
    kind: str


def assign(
    study: Study,
    names: Sequence[str],
    to: str,
    *,
    round_name: str = RELIABILITY,
    blind: bool = False,
) -> Assigned:
    """Gives documents to the coder `to`, in the round `round_name`: one event.

    A round is called by its kind, training, reliability or stability, perhaps with more behind
    a hyphen ("training-2"). Stability, the same coder again, is always blind, also to what
    they coded there before. Blind coding goes by the codebook of this moment; assigning again
    what isn't begun yet makes it that of the new moment. Raises InputError where somebody
    can't code so, where a document is revealed in this round, or is begun with open eyes.
    Where it was taken back in one copy and gone on with in another, it is there again as it was.
    """
    with study.writing():
        places = _places(study, names)
        of_round = _round(study, round_name)
        check_coder(to)
        by = ensure_coder(study, to)
        blind = blind or of_round.kind == STABILITY
        coded = coded_by(study, by)
        known = []
        kept = []
        for place in places:
            there = _given(study, place, by, of_round)
            is_torn = _is_torn(study, place, by, of_round)
            if of_round.kind == STABILITY and place.id not in coded:
                raise InputError(
                    f"{to} has not coded {place.name} before.",
                    "Stability is the same coder, coding the same document again.",
                )
            is_new = there is None and not is_torn
            if is_new and was_revealed(study, _row_id(study, place, by, of_round)):
                raise InputError(
                    f"{place.name} was revealed to {to} in the round {of_round.name}.",
                    f"Use another round: --round {of_round.kind}-2.",
                )
            is_renewed = there is not None and _is_renewed(there, place, of_round, blind=blind)
            if not is_new and not is_renewed:
                known.append(place.name)
            if is_torn:
                kept.append(
                    Patch("assignment", _row_id(study, place, by, of_round), {"removed": 0})
                )
        new = [place for place in places if place.name not in known]
        written = None
        if new or kept:
            born = {"removed": 0, "name": of_round.name, "kind": of_round.kind}
            told = ", ".join(place.name for place in (new or places))
            label = f"{told} to {to}, {'blind, ' if blind else ''}{of_round.name}"
            patches = [_patch(study, place, by, of_round, blind=blind) for place in new] + kept
            written = write(
                study, "assign", [Patch("round", of_round.id, born), *patches], label=label
            )
        return Assigned(
            assignments=tuple(
                Assignment(
                    document=place.name,
                    coder=to,
                    round=of_round.name,
                    kind=of_round.kind,
                    blind=blind,
                    state=TODO,
                    revealed=False,
                    forced=False,
                    codings=0,
                    assigned_at=written.at if written else "",
                )
                for place in new
            ),
            known=tuple(known),
            coded_before=tuple(
                place.name for place in new if place.id in coded and of_round.kind != STABILITY
            ),
        )


def sample(
    study: Study,
    share: str,
    to: str,
    *,
    by: Sequence[str] = SPREAD,
    seed: int = 1,
    names: Sequence[str] = (),
    round_name: str = RELIABILITY,
    blind: bool = False,
) -> Assigned:
    """Draws documents by chance, spread evenly over `by` (case, wave, kind), and assigns them.

    `share` is "20%" or a number; drawn from `names`, or else from all, without those that the
    coder has coded or been given already (in a stability round: out of those that they coded).
    The same seed draws the same. Raises InputError where there are too few.
    """
    unknown_keys = [key for key in by if key not in SPREAD]
    if unknown_keys:
        raise InputError(
            f"A sample can't be spread by «{unknown_keys[0]}».", f"By {', '.join(SPREAD)}."
        )
    with study.writing():
        pool = _pool(study, names, to, _round(study, round_name))
        units = {d.name: tuple(getattr(d, key) for key in by) for d in pool}
        drawn = draw(units, size_of(share, len(units)), seed)
        found = assign(study, drawn, to, round_name=round_name, blind=blind)
        return replace(found, drawn_from=len(units))


def withdraw(
    study: Study, names: Sequence[str], to: str, *, round_name: str = RELIABILITY
) -> tuple[str, ...]:
    """Takes documents back that a coder was given in a round; answers their names.

    Raises InputError where they weren't given, and OutcomeError where blind coding has begun:
    taking it back would show the coder what the others did.
    """
    with study.writing():
        places = _places(study, names)
        of_round = _round(study, round_name)
        coder_id = study.coder_id(to)
        for place in places:
            there = _given(study, place, coder_id, of_round)
            if there is None and not _is_torn(study, place, coder_id, of_round):
                raise InputError(
                    f"{place.name} isn't given to {to} in the round {of_round.name}.",
                    "See `qualcode assignments`.",
                )
            if there is not None and there.is_open and (there.is_done or there.is_begun):
                raise OutcomeError(
                    f"{to} has begun to code {place.name} blind.",
                    "Wait until it is done, and `qualcode reveal` it.",
                )
        rows = [_row_id(study, place, coder_id, of_round) for place in places]
        told = tuple(place.name for place in places)
        label = f"{', '.join(told)} taken back from {to}, {of_round.name}"
        write(study, "assign", [Patch("assignment", row, {"removed": 1}) for row in rows],
              label=label)  # fmt: skip
        return told


def _round(study: Study, name: str) -> _Round:
    check_name(name, "round")
    kind = find(name.partition("-")[0], {each: each for each in KINDS}, "kind of round")
    whole = fold_name(name)
    return _Round(ids.natural(study.id, "round", whole), whole, kind)


def _row_id(study: Study, place: Named, coder_id: str, of_round: _Round) -> str:
    return ids.natural(study.id, "assignment", place.id, coder_id, of_round.name)


def _places(study: Study, names: Sequence[str]) -> list[Named]:
    """The documents of these names, each once; raises where the viewer has no say over one."""
    places = list(dict.fromkeys(find_document(study, name) for name in names))
    if not places:
        raise InputError("No document is named.", "Name documents, or draw a --sample.")
    blind = _blind_to(study)
    for place in places:
        if place.name in blind:
            raise OutcomeError(
                f"{study.viewer} codes {place.name} blind, and can't see who else does.",
                "Let somebody else assign it.",
            )
    return places


def _blind_to(study: Study) -> list[str]:
    """The documents that a named viewer codes blind."""
    return blind_documents(study) if study.viewer is not None else []


def _given(study: Study, place: Named, coder_id: str, of_round: _Round) -> Task | None:
    row_id = _row_id(study, place, coder_id, of_round)
    return next((task for task in assigned_to(study, place.id) if task.id == row_id), None)


def _is_torn(study: Study, place: Named, coder_id: str, of_round: _Round) -> bool:
    """Whether it was taken back in one copy, and gone on with in another."""
    return is_contested(study, _row_id(study, place, coder_id, of_round), "removed")


def _is_renewed(there: Task, place: Named, of_round: _Round, *, blind: bool) -> bool:
    """Whether giving the coder again what they have in this round changes anything."""
    another = f"Use another round: --round {of_round.kind}-2."
    if there.revealed and not there.is_done and blind:
        raise InputError(f"{place.name} is revealed in the round {of_round.name}.", another)
    is_begun = there.is_done or there.is_begun
    if blind and not there.blind and is_begun:
        raise InputError(f"{there.coder} has begun {place.name} with open eyes.", another)
    return blind and not is_begun


def _patch(study: Study, place: Named, coder_id: str, of_round: _Round, *, blind: bool) -> Patch:
    if _given(study, place, coder_id, of_round) is not None:
        # Anything more could undo what somebody did meanwhile in another copy.
        return Patch("assignment", _row_id(study, place, coder_id, of_round), {"blind": int(blind)})
    vals = {
        "removed": 0,
        "document_id": place.id,
        "coder_id": coder_id,
        "round_id": of_round.id,
        "blind": int(blind),
        "revealed": 0,
        "state": TODO,
        "version_id": place.version_id,
        "frozen": None,
        "frozen_under": None,
        "forced": 0,
    }
    return Patch("assignment", _row_id(study, place, coder_id, of_round), vals)


def _pool(study: Study, names: Sequence[str], to: str, of_round: _Round) -> list[Document]:
    """What a sample for a coder is drawn from, in the order of the documents."""
    coder_id = study.coder_id(to)
    named = {find_document(study, name).id for name in names}
    coded, blind = coded_by(study, coder_id), _blind_to(study)
    again = of_round.kind == STABILITY
    found = []
    for document in documents(study):
        place = find_document(study, document.name)
        given = assigned_to(study, place.id)
        is_free = not any(
            task.coder_id == coder_id and not (again and task.is_done) for task in given
        )
        is_asked = not named or place.id in named
        if is_asked and is_free and (place.id in coded) == again and document.name not in blind:
            found.append(document)
    return found
