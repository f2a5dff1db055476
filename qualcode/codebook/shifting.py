"""A code one step from where it stands: among its siblings, under the one above it, and out."""

from qualcode.codebook.changing import Changed
from qualcode.codebook.editing import move
from qualcode.codebook.stored import codebook
from qualcode.errors import InputError, OutcomeError
from qualcode.study.file import Study

UP, DOWN, IN, OUT = "up", "down", "in", "out"


def shift(study: Study, code_id: str, way: str) -> Changed:
    """Moves a code, and all under it, a step: up, down, in (under the one above it), or out.

    Raises OutcomeError where there is nowhere to go that way, InputError for another word.
    """
    with study.writing():
        book = codebook(study)
        code = next((each for each in book if each.id == code_id), None)
        if code is None:
            raise OutcomeError("That code is in use no more.", "Look at the codebook again.")
        parent = None if code.parent_id is None else book.resolve(code.parent_id)
        beside = book.children[parent.id if parent else None]
        at = beside.index(code)
        if way == UP and at:
            return move(study, code.code, before=beside[at - 1].code)
        if way == DOWN and at + 1 < len(beside):
            return move(study, code.code, after=beside[at + 1].code)
        if way == IN and at:
            return move(study, code.code, under=beside[at - 1].code)
        if way == OUT and parent is not None:
            return move(study, code.code, after=parent.code)
        if way not in (UP, DOWN, IN, OUT):
            raise InputError(f"«{way}» is no way to go.", "Say up, down, in or out.")
        raise OutcomeError(f"{code.code} can't go further that way.")
