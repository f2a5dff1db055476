"""Manifests: a csv that says of each file what it is, and which interviews were not held."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qualcode.cases.attributes import check_attribute
from qualcode.cases.sheets import Sheet, SheetRow, read_sheet
from qualcode.coding.arriving.about import TOLD
from qualcode.errors import InputError, UnreadableFile
from qualcode.names import fold_name
from qualcode.sources.draft import normalise

REASON = "reason"
COLUMNS = ("file", *TOLD, REASON)


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of a manifest: where it stands, its file (None: not held), and what it says."""

    at: str
    name: str
    file: Path | None
    said: Mapping[str, str]
    reason: str
    error: str | None = None


def read_manifest(path: Path) -> list[Listed]:
    """The rows of a manifest, in order; a row that can't serve says why in its `error`.

    Files lie relative to the manifest. Raises UnreadableFile for a sheet that can't be read.
    """
    sheet = read_sheet(path, COLUMNS, "file")
    if not sheet.rows:
        raise UnreadableFile(f"{path.name} lists no files.", "Below its heads comes a row a file.")
    for head in set(sheet.heads) - set(COLUMNS):
        try:
            check_attribute(head)
        except InputError as wrong:
            raise UnreadableFile(f"{path.name}: {wrong.what}", wrong.hint) from None
    first: dict[Path, int] = {}
    absent: dict[tuple[str, str], int] = {}
    listed = []
    for row in sheet.rows:
        file = _file(path.parent, row.cells["file"])
        error = None if file else _lacking(row)
        if file and first.setdefault(_real(file), row.line) != row.line:
            error = f"{row.cells['file']} stands on line {first[_real(file)]} already."
        if not file and error is None:
            case, wave = normalise(row.cells["case"]), normalise(row.cells["wave"])
            line = absent.setdefault((fold_name(case), fold_name(wave)), row.line)
            if line != row.line:
                error = f"{case} in {wave} stands on line {line} already."
        listed.append(_listed(sheet, row, file, error))
    return listed


def _listed(sheet: Sheet, row: SheetRow, file: Path | None, error: str | None) -> Listed:
    return Listed(
        at=sheet.at(row),
        name=row.cells["file"] or f"{sheet.name}, line {row.line}",
        file=file,
        said={name: cell for name, cell in row.cells.items() if name not in ("file", REASON)},
        reason=row.cells.get(REASON, ""),
        error=error,
    )


def _lacking(row: SheetRow) -> str | None:
    if row.cells.get("case") and row.cells.get("wave"):
        return None
    return "this row names no file. For an interview that was not held give its case and wave."


def _file(folder: Path, name: str) -> Path | None:
    """The file of that name; a path as Windows writes it is found elsewhere too."""
    if not name:
        return None
    file = folder / name
    turned = folder / name.replace("\\", "/")
    return turned if not _exists(file) and _exists(turned) else file


def _exists(file: Path) -> bool:
    try:
        return file.exists()
    except (OSError, ValueError):  # a name too long, or with a zero in it: the reader tells
        return False


def _real(file: Path) -> Path:
    try:
        return file.resolve()
    except (OSError, ValueError):
        return file
