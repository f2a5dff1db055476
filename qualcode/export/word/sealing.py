"""Packs a document anew, so that the same contents are the same bytes."""

import io
import zipfile

FIRST = "[Content_Types].xml"
DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip can tell


def sealed(data: bytes) -> bytes:
    """A zip with its members in order and without times or compression.

    What compression makes of the same bytes differs between machines.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != FIRST, name)):
            info = zipfile.ZipInfo(name, DAY)
            info.create_system = 0
            new.writestr(info, old.read(name))
    return out.getvalue()
