"""Undo and redo of what was said of documents: it belongs to nobody, whoever is at work."""

from collections.abc import Callable

from qualcode.errors import OutcomeError
from qualcode.study.file import STUDY, Study
from qualcode.study.undo import Undone, redo, undo

KINDS = ("import", "describe", "speakers", "missed")


def take_back(study: Study) -> list[Undone]:
    """Takes back the last import, description, speakers or missed interview.

    Raises OutcomeError where the last thing that was done to the study itself is another one.
    """
    return _turn(study, undo)


def do_again(study: Study) -> list[Undone]:
    """Does again what `take_back` took back. Raises as it does."""
    return _turn(study, redo)


def _turn(study: Study, how: Callable[[Study], list[Undone]]) -> list[Undone]:
    viewer, study.viewer = study.viewer, STUDY
    try:
        with study.writing():
            events = how(study)
            if events[0].kind not in KINDS:
                raise OutcomeError(
                    f"The last thing done to the study itself is «{events[0].label}»"
                    f" ({events[0].kind}), which has nothing to do with its documents.",
                    f"`qualcode undo --as {STUDY}` takes it back.",
                )
            return events
    finally:
        study.viewer = viewer
