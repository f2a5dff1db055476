"""Undo and redo for the codebook alone: what belongs to nobody, taken back by whoever is there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from qualcode.codebook.changing import compared, refuse_while_held
from qualcode.codebook.differing import CodeChange
from qualcode.codebook.stored import codebook
from qualcode.errors import OutcomeError
from qualcode.study.file import STUDY, Study
from qualcode.study.undo import Undone, redo, undo


@dataclass(frozen=True, slots=True)
class Turned:
    """A change of the codebook that was taken back or done again, and what came of that."""

    label: str
    changes: tuple[CodeChange, ...]
    stale: int


def take_back(study: Study) -> Turned:
    """Takes back the last change of the codebook, with the codings that it took off.

    Raises OutcomeError where the last thing that was done to the study itself is another one,
    or the viewer is in an open blind round.
    """
    return _turn(study, undo)


def do_again(study: Study) -> Turned:
    """Does again the change of the codebook that was taken back last. Raises as `take_back`."""
    return _turn(study, redo)


def _turn(study: Study, how: Callable[[Study], list[Undone]]) -> Turned:
    with study.writing():
        refuse_while_held(study)
        before = codebook(study)
        with _as_the_study(study):
            events = how(study)
        label = next((each.label for each in events if each.kind == "codebook"), None)
        if label is None:
            raise OutcomeError(
                f"The last thing done to the study itself is «{events[0].label}»"
                f" ({events[0].kind}), not a change of the codebook.",
                f"`qualcode undo --as {STUDY}` takes it back.",
            )
        done = compared(study, before)
        return Turned(label, done.changes, done.stale)


@contextmanager
def _as_the_study(study: Study) -> Iterator[None]:
    viewer = study.viewer
    study.viewer = STUDY
    try:
        yield
    finally:
        study.viewer = viewer
