"""Revealing: the end of a blind round, when coders may see each other's work."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.coding.documents import find_document
from qualcode.coding.retrieval import blind_documents
from qualcode.errors import InputError, OutcomeError
from qualcode.study.file import Study
from qualcode.study.hiding import assigned_to, at_work
from qualcode.study.journal import Patch, write


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A coder who wasn't done with a document."""

    document: str
    coder: str


@dataclass(frozen=True, slots=True)
class Revealed:
    """The documents that are revealed now, and who wasn't done where that was forced."""

    revealed: tuple[str, ...]
    forced: tuple[Unfinished, ...]


def reveal(study: Study, names: Sequence[str], *, force: bool = False) -> Revealed:
    """Ends the blind rounds on these documents: one event, which can't be undone.

    What each coder had when they said done stays what agreement is measured on. Raises
    OutcomeError while an assigned coder isn't done, or where only one coder's work is in this
    file, as in a copy that was handed out; with `force` it is done all the same, and
    the assignment and the log say so. Raises InputError where no blind round is open.
    """
    with study.writing():
        places = list(dict.fromkeys(find_document(study, name) for name in names))
        if not places:
            raise InputError("No document is named.", "Name one or more.")
        patches: list[Patch] = []
        unfinished: list[Unfinished] = []
        for place in places:
            given = assigned_to(study, place.id)
            there = [each for each in given if not each.is_again]
            if not any(each.is_open for each in there):
                raise InputError(
                    f"No blind round is open on {place.name}.",
                    "It is coded again, which ends with `qualcode done`."
                    if any(each.is_open for each in given)
                    else "See `qualcode assignments`.",
                )
            for each in there:
                if not each.is_done:
                    unfinished.append(Unfinished(place.name, each.coder))
                if not each.revealed:
                    vals = {"revealed": 1} | ({} if each.is_done else {"forced": 1})
                    patches.append(Patch("assignment", each.id, vals))
        told = ", ".join(place.name for place in places)
        waits = ", ".join(f"{each.coder} ({each.document})" for each in unfinished)
        if unfinished and not force:
            # How far the others are is nothing that a blind coder should know.
            is_blind = study.viewer is not None and not {*blind_documents(study)}.isdisjoint(
                place.name for place in places
            )
            raise OutcomeError(
                f"Not everybody is done{'' if is_blind else f': {waits}'}.",
                "Wait for them, or use --force, which the reports tell.",
            )
        alone = [place.name for place in places if len(at_work(study, place.id)) < 2]
        if alone and not force:
            raise OutcomeError(
                f"Nobody else's work on {', '.join(alone)} is in this file.",
                "Reveal it where the copies come together.",
            )
        who = f", said by {study.viewer}" if study.viewer else ""
        label = f"{told} by force, before {waits} was done{who}" if unfinished else f"{told}{who}"
        write(study, "reveal", patches, label=label)
        return Revealed(tuple(place.name for place in places), tuple(unfinished))
