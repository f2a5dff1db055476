"""Codebooks into a study: the first one when it is made, and each load after."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.codebook import queries
from qualcode.codebook.changing import change
from qualcode.codebook.comparing import by_path, fields_of
from qualcode.codebook.differing import CodeChange
from qualcode.codebook.fields import NEW_CODE, value_of
from qualcode.codebook.reading import Entry, passed_over, read_codebook
from qualcode.codebook.stored import codebook
from qualcode.codebook.tree import Codebook
from qualcode.errors import InputError, OutcomeError, UnknownName
from qualcode.names import fold_name, unknown
from qualcode.shipped import shipped
from qualcode.study.conflicts import contested
from qualcode.study.file import Study, fresh_id, milliseconds
from qualcode.study.journal import Patch

BLANK = "blank"
NO_ENTRY = Entry("", 0)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did to the codebook: paths of codes, in the order of the file.

    `changes` tells it field by field, `stale` is the number of done documents that need
    another look for it, and `written` is false where it was only shown.
    `passed_over` are columns of a CSV file that are none of a codebook's.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    changes: tuple[CodeChange, ...]
    stale: int
    written: bool
    passed_over: tuple[str, ...] = ()


def templates() -> list[str]:
    """The names of what a new study can begin with."""
    return [*_shipped(), BLANK]


def template(name: str) -> Path | None:
    """The codebook a new study begins with: a shipped one by name, a file, or none ("blank")."""
    if name == BLANK:
        return None
    known = _shipped()
    if name in known:
        return known[name]
    if Path(name).is_file():
        return Path(name)
    near: UnknownName = unknown(name, [*known, BLANK], "template")
    raise UnknownName(near.what, near.hint + " Or name a YAML or CSV file.")


def _shipped() -> dict[str, Path]:
    return {path.stem: path for path in sorted(shipped("codebooks").glob("*.yaml"))}


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
    return replace(loaded[0], passed_over=passed_over(chosen) if chosen else ())


def load(
    study: Study,
    path: Path,
    *,
    dry_run: bool = False,
    agreed: Callable[[Loaded], bool] | None = None,
) -> Loaded:
    """Adds the codes of a file that the study lacks and changes those that differ.

    Codes that the file doesn't name stay as they are. One event, which undo takes back.
    `agreed` sees what would come of it first, and says whether to go on; meanwhile nothing
    is locked. Raises OutcomeError where the codebook has changed while it was asked.
    """
    entries = read_codebook(path)
    ignored = passed_over(path)
    shown = None
    if dry_run or agreed is not None:
        with study.rehearsing():
            shown = _load(study, entries, path.name, written=False)
        shown = replace(shown, passed_over=ignored)
        if agreed is None or not (shown.changes and agreed(shown)):
            return shown
    with study.writing():
        loaded = _load(study, entries, path.name)
        if shown is not None and loaded.changes != shown.changes:
            raise OutcomeError(
                "Somebody changed the codebook meanwhile; nothing was loaded.", "Load it again."
            )
        return replace(loaded, passed_over=ignored)


def _load(study: Study, entries: list[Entry], source: str, *, written: bool = True) -> Loaded:
    book = codebook(study)
    _check_hotkeys(book, entries, source)
    contests = contested(study, [code.id for code in book])
    present = by_path(book)
    (last,) = study.db.execute(queries.LAST_POSITION).fetchone()
    known_ids: dict[str, str] = {path: code.id for path, code in present.items()}
    added, changed, unchanged, patches = [], [], [], []
    for position, entry in enumerate(entries, last + 1):
        path = fold_name(entry.path)
        above, _, own = entry.path.rpartition("/")
        before = book.find(entry.path) if path in present else None
        fields = fields_of(entry, before, study.language)
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
            if v != value_of(before, k) or (before.id, k) in contests
        }:
            patches.append(Patch("code", before.id, different))
            changed.append(before.code)
        else:
            unchanged.append(before.code)
    done = change(study, patches, f"codebook {source}")
    return Loaded(
        added=tuple(added),
        changed=tuple(changed),
        unchanged=tuple(unchanged),
        changes=done.changes,
        stale=done.stale,
        written=written and bool(patches),
    )


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
