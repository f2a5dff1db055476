"""A house style as people have it: a Word document or template, looked at before it is trusted."""

import io
import zipfile
from pathlib import Path

from qualcode.errors import InputError, UnreadableFile
from qualcode.sources.package import Package

TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}.main+xml"
DOCUMENT, TEMPLATE = _MAIN.format(kind="document"), _MAIN.format(kind="template")
XML = (".xml", ".rels")


def read_template(path: Path) -> bytes:
    """A .docx or .dotx as the bytes of a .docx that can be opened without fear.

    Raises InputError for a file that isn't there, isn't one, has a password or macros, or
    unpacks to more than any document.
    """
    try:
        data = path.read_bytes()
    except OSError:
        raise InputError(f"{path} can't be read.", "Name a .docx with your styles.") from None
    return checked(data, path.name)


def checked(data: bytes, name: str) -> bytes:
    package = Package(data, name)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = [each for each in file.namelist() if not each.endswith("/")]
    parts: dict[str, bytes] = {}
    for part in names:
        if part.lower().endswith(XML):
            package.tree(part)  # whole, and without entities of its own
        parts[part] = package.read(part) or b""
    types = parts.get(TYPES, b"").decode("utf-8", errors="replace")
    if "macroEnabled" in types:
        raise UnreadableFile(
            f"{name} may hold macros.", "Save it in Word as .docx, and give that as the template."
        )
    if DOCUMENT not in types and TEMPLATE not in types:
        raise UnreadableFile(f"{name} isn't a Word document.", "Give a .docx with your styles.")
    parts[TYPES] = types.replace(TEMPLATE, DOCUMENT).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for part, content in parts.items():
            file.writestr(part, content)
    return out.getvalue()
