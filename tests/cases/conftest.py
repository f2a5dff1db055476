"""The small study of coding/material.py, for the tests in this folder."""

from coding.material import built, copied, files, study

__all__ = ["built", "copied", "files", "study"]
