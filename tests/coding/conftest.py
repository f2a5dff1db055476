"""The small study of coding/material.py, for the tests in this folder."""

from .material import built, copied, files, numbered, study

__all__ = ["built", "copied", "files", "numbered", "study"]
