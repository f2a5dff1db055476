"""A study's codebook into a file, which it replaces at once and changes as little as can be."""

from dataclasses import dataclass
from pathlib import Path

from qualcode.codebook import layout
from qualcode.codebook.comparing import as_codebook
from qualcode.codebook.fields import FIELDS, value_of
from qualcode.codebook.layout import Branch
from qualcode.codebook.pieces import OddLayout
from qualcode.codebook.reading import SPREADSHEETS, Entry, read_codebook, read_yaml
from qualcode.codebook.spreadsheet import read_csv, write_csv
from qualcode.codebook.stored import codebook
from qualcode.codebook.tree import Code, Codebook
from qualcode.errors import InputError, QualcodeError, UnreadableFile
from qualcode.names import fold_name
from qualcode.shipped import shipped
from qualcode.study.connection import is_database
from qualcode.study.file import Study
from qualcode.yaml_text import parse_yaml

SUFFIXES = (".yaml", ".yml", *SPREADSHEETS)
SCHEMA = "codebook.schema.json"
MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Saved:
    """The file, how many codes it holds, and whether that made a difference.

    `schema` is the JSON Schema that came with the program, where the file is a new one in
    YAML with none beside it.
    """

    file: Path
    codes: int
    changed: bool
    schema: Path | None


def save(study: Study, path: Path) -> Saved:
    """Writes the codebook to `path`, as YAML or CSV by its suffix.

    A YAML file that stands there keeps its comments, order and layout wherever it says what
    the study says; one that says all of it is left as it is. Raises InputError for another
    kind of file, a study or a folder, UnreadableFile where a broken codebook stands there.
    """
    _check_target(path)
    book = codebook(study)
    codes = _worth_saving(book)
    before = path.read_bytes() if path.exists() else None
    known = read_codebook(path) if before else None
    schema = None
    if known is not None and _tells(known, codes, study.language, path):
        return Saved(path, len(codes), changed=False, schema=None)
    if path.suffix.lower() in SPREADSHEETS:
        data = write_csv(codes, study.language, before or None)
        told = read_csv(data, path.name)
    else:
        data = _yaml(path, before, known, codes, study.language)
        told = read_yaml(data.decode("utf-8-sig"), path.name)
        is_new = before is None and not path.with_name(SCHEMA).exists()
        schema = shipped("codebooks") / SCHEMA if is_new else None
    if not _tells(told, codes, study.language, path):
        raise QualcodeError(f"{path} would not say what the study says; it is left as it is.")
    _put(path, data)
    return Saved(path, len(codes), changed=True, schema=schema)


def _worth_saving(book: Codebook) -> list[Code]:
    """The codes in use, and those removed ones that some of them lie under."""
    used = {fold_name(code.code) for code in book}
    found: dict[str, Code] = {}
    for code in book.all_codes:
        path = fold_name(code.code)
        is_bridge = code.removed and any(each.startswith(f"{path}/") for each in used)
        if code.removed and (not is_bridge or path in used or path in found):
            continue
        if code.merged_into is None:
            if path in found:
                raise InputError(
                    f"Two codes are called {code.code}.", "Rename or merge one of them first."
                )
            found[path] = code
    return list(found.values())


def _yaml(
    path: Path, before: bytes | None, known: list[Entry] | None, codes: list[Code], language: str
) -> bytes:
    branches = _branches(codes)
    if before and known is not None:
        text = before.decode("utf-8-sig")
        mark = MARK if before.startswith(MARK.encode()) else ""
        document = parse_yaml(text, path.name)
        for entries in (known, []):  # with none its codes are written anew, and the rest stays
            try:
                kept = layout.kept_text(text, document, entries, branches, language)
                if _tells(read_yaml(kept, path.name), codes, language, path):
                    return (mark + kept).encode()
            except (OddLayout, UnreadableFile, LookupError):
                continue  # laid out too oddly; an alias has no place of its own, for one
    first = []
    if path.with_name(SCHEMA).exists():
        first.append(f"# yaml-language-server: $schema={SCHEMA}\n")
    return layout.new_text(branches, language, first).encode()


def _branches(codes: list[Code]) -> list[Branch]:
    below: dict[str, list[Code]] = {}
    for code in codes:
        below.setdefault(fold_name(code.code).rpartition("/")[0], []).append(code)

    def grown(path: str) -> list[Branch]:
        return [Branch(code, tuple(grown(fold_name(code.code)))) for code in below.get(path, [])]

    return grown("")


def _tells(entries: list[Entry], codes: list[Code], language: str, path: Path) -> bool:
    """True where a file tells of just these codes, in this order, all that it can."""
    fields: tuple[str, ...] = FIELDS
    if path.suffix.lower() in SPREADSHEETS:
        fields = tuple(name for name in FIELDS if name not in ("examples", "domain"))
    told = as_codebook(entries, language)

    def shape(found: list[Code]) -> list[tuple[object, ...]]:
        return [(code.code, *(value_of(code, name) or None for name in fields)) for code in found]

    return shape(list(told)) == shape(codes)


def _check_target(path: Path) -> None:
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(
            f"{path.name}: a codebook can't be saved like this.", f"Use {' or '.join(SUFFIXES)}."
        )
    if path.is_dir():
        raise InputError(f"{path} is a folder.", "Name a file in it.")
    if not path.parent.is_dir():
        raise InputError(f"There is no folder {path.parent}.", "Make it first.")
    if is_database(path):
        raise InputError(f"{path} is a study or database.", "Choose another name.")


def _put(path: Path, data: bytes) -> None:
    """Replaces the file at once: what stands there is the old one or the new one."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
