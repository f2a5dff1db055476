"""Finds what comes with the program: codebooks and the demonstration transcripts."""

from pathlib import Path

from qualcode.errors import QualcodeError

PACKAGE = Path(__file__).parent


def shipped(folder: str) -> Path:
    """The folder of that name ("codebooks", "transcripts") that came with the program.

    An installed package carries it inside; a checkout has it beside the package.
    """
    for place in (PACKAGE / "data" / folder, PACKAGE.parent / folder):
        if place.is_dir():
            return place
    raise QualcodeError(f"This qualcode came without its {folder}.", "Install it again.")
