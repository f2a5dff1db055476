"""A copy of the study for another coder."""

from pathlib import Path

from qualcode.errors import InputError
from qualcode.study.backup import copy
from qualcode.study.file import Study, check_coder
from qualcode.study.journal import ensure_coder, write


def hand_out(study: Study, target: Path, to: str) -> Path:
    """A copy of the study for the coder `to`; that it was given stands in the log of both."""
    if target.exists():
        raise InputError(
            f"{target} exists already.", "Choose another name; a study is never replaced."
        )
    if not target.parent.is_dir():
        raise InputError(f"There is no folder {target.parent}.", "Make it first.")
    check_coder(to)
    with study.writing():
        ensure_coder(study, to)
        write(study, "handout", label=f"a copy for {to}: {target.name}")
    copy(study.db, target)
    return target
