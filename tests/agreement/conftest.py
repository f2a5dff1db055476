"""The small study of coding/material.py, and the program, for the tests in this folder."""

from cli.conftest import elsewhere, folder, process, qualcode, untouched
from coding.material import built, copied, files, study

__all__ = [
    "built", "copied", "elsewhere", "files", "folder", "process", "qualcode", "study", "untouched",
]  # fmt: skip
