"""A copy of the study for another coder."""

from pathlib import Path

from qualcode.errors import InputError
from qualcode.study.backup import check_free, copy
from qualcode.study.file import Study, check_coder
from qualcode.study.journal import ensure_coder, write


def hand_out(study: Study, target: Path, to: str) -> Path:
    """A copy of the study for the coder `to`; that it was given stands in the log of both."""
    check_free(target)
    check_coder(to)
    with study.writing():
        ensure_coder(study, to)
        handed = write(study, "handout", label=f"a copy for {to}: {target.name}")
    try:
        copy(study.db, target)
    except InputError:
        write(study, "undo", label="", target=handed.id)  # it was not handed out
        raise
    return target
