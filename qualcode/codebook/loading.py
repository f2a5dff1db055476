"""Codebooks into a study: the first one when it is made, and each load after."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualcode.codebook import queries
from qualcode.codebook.reading import Entry, read_codebook
from qualcode.codebook.stored import codebook
from qualcode.codebook.tree import Code, Codebook
from qualcode.errors import InputError, UnknownName
from qualcode.names import fold_name, unknown
from qualcode.shipped import shipped
from qualcode.study.conflicts import conflicts
from qualcode.study.file import Study, fresh_id, milliseconds
from qualcode.study.journal import Patch, write

BLANK = "blank"
NO_ENTRY = Entry("", 0)
NEW_CODE: dict[str, Any] = {
    "removed": 0,
    "merged_into": None,
    "names": {},
    "definition": "",
    "use_when": "",
    "not_when": "",
    "examples": [],
    "keywords": [],
    "colour": None,
    "hotkey": None,
    "domain": 0,
    "split_into": [],
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did to the codebook: paths of codes, in the order of the file."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]


def template(name: str) -> Path | None:
    """The codebook a new study begins with: a shipped one by name, a file, or none ("blank")."""
    if name == BLANK:
        return None
    known = {path.stem: path for path in sorted(shipped("codebooks").glob("*.yaml"))}
    if name in known:
        return known[name]
    if Path(name).is_file():
        return Path(name)
    near: UnknownName = unknown(name, [*known, BLANK], "template")
    raise UnknownName(near.what, near.hint + " Or name a YAML file.")


def start(
    path: Path,
    *,
    template_name: str = BLANK,
    language: str = "nl",
    clock: Callable[[], int] = milliseconds,
    fresh_id: Callable[[], str] = fresh_id,
) -> Loaded:
    """Makes a study at `path` with the codes of a template; either both are there or neither."""
    from qualcode.study.making import make  # noqa: PLC0415  (brings SQLAlchemy)

    chosen = template(template_name)
    entries = read_codebook(chosen) if chosen else []
    loaded: list[Loaded] = []
    make(
        path,
        language,
        lambda study: loaded.append(_load(study, entries, chosen.name if chosen else BLANK)),
        clock=clock,
        fresh_id=fresh_id,
    )
    return loaded[0]


def load(study: Study, path: Path, *, dry_run: bool = False) -> Loaded:
    """Adds the codes of a YAML file that the study lacks and changes those that differ.

    Codes that the file doesn't name stay as they are. One event, which undo takes back.
    """
    entries = read_codebook(path)
    with study.rehearsing() if dry_run else study.writing():
        return _load(study, entries, path.name)


def _load(study: Study, entries: list[Entry], source: str) -> Loaded:
    book = codebook(study)
    _check_hotkeys(book, entries, source)
    open_fields = {(c.row_id, c.field) for c in conflicts(study.db, [code.id for code in book])}
    present = {fold_name(code.code): code for code in book}
    (last,) = study.db.execute(queries.LAST_POSITION).fetchone()
    known_ids: dict[str, str] = {path: code.id for path, code in present.items()}
    added, changed, unchanged, patches = [], [], [], []
    for position, entry in enumerate(entries, last + 1):
        path = fold_name(entry.path)
        above, _, own = entry.path.rpartition("/")
        before = present.get(path)
        fields = _with_language(entry.fields, study.language)
        if before is None:
            known_ids[path] = study.claim_id("code", entry.path)
            parent = known_ids[fold_name(above)] if above else None
            birth = {"name": own, "parent_id": parent, "position": position}
            patches.append(Patch("code", known_ids[path], NEW_CODE | birth | fields))
            added.append(entry.path)
        elif different := {
            k: v
            for k, v in fields.items()
            # What is said again where two values stand settles it.
            if v != _present(before, k) or (before.id, k) in open_fields
        }:
            patches.append(Patch("code", before.id, different))
            changed.append(before.code)
        else:
            unchanged.append(before.code)
    if patches:
        write(study, "codebook", patches, label=f"codebook {source}")
    return Loaded(tuple(added), tuple(changed), tuple(unchanged))


def _check_hotkeys(book: Codebook, entries: list[Entry], source: str) -> None:
    """Refuses a key that a code has which the file doesn't name, or leaves with its key."""
    ours = {fold_name(entry.path): entry for entry in entries}
    kept = {
        code.hotkey: code
        for code in book
        if code.hotkey and not ours.get(fold_name(code.code), NO_ENTRY).fields.get("hotkey")
    }
    for entry in entries:
        owner = kept.get(entry.fields.get("hotkey", ""))
        if owner is not None and fold_name(owner.code) != fold_name(entry.path):
            raise InputError(
                f"{source}, line {entry.line}: the hotkey «{owner.hotkey}» is {owner.code}'s.",
                "Choose another key, or name that code in the file with a new one.",
            )


def _with_language(fields: Any, language: str) -> dict[str, Any]:
    """A name without a language is one in the study's language."""
    names = fields.get("names", {})
    if "" not in names:
        return dict(fields)
    return {**fields, "names": {language: names[""]}}


def _present(code: Code, field: str) -> object:
    value = getattr(code, field)
    return list(value) if isinstance(value, tuple) else value
