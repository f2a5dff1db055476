"""Importing: from files to documents, each file an action of its own."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from qualcode.cases.design import mention_case, mention_wave
from qualcode.cases.held import miss_patches
from qualcode.coding.arriving.about import KINDS, About, checked
from qualcode.coding.arriving.batches import Item, items, unread
from qualcode.coding.arriving.bringing_in import bring_in, shown
from qualcode.coding.arriving.file_names import parse_pattern
from qualcode.coding.arriving.manifests import read_manifest
from qualcode.coding.arriving.outcomes import Import, Imported, NotHeld, Outcome, Refused, Skipped
from qualcode.errors import InputError
from qualcode.names import fold_name
from qualcode.sources.reading import read
from qualcode.study.file import Study
from qualcode.study.journal import write

__all__ = ["KINDS", "About", "Import", "Imported", "NotHeld", "Refused", "Skipped", "import_files"]

NOTHING_KNOWN = About()


def import_files(
    study: Study,
    paths: Sequence[Path],
    about: About = NOTHING_KNOWN,
    *,
    manifest: Path | None = None,
    pattern: str | None = None,
    dry_run: bool = False,
    told: Callable[[Outcome], None] = lambda _: None,
) -> Import:
    """Brings in files, and the readable files of folders; `dry_run` tells and writes nothing.

    A `manifest` (a csv) lists the files and says what each is; `paths` then choose among them,
    and may be none. A `pattern` reads the files' names. What the manifest says outranks the
    pattern, and the pattern outranks `about`.

    Interviewers named in `about` need not speak in every file of a batch, but in a lone one.
    Each file comes in whole or not at all, and a bad one never stops the others; a lone bad
    file raises. `told` hears of each as it is done. Raises InputError, before anything is
    read, for a manifest or pattern that can't serve, an unknown kind, a date that is none.
    """
    about = checked(about)
    if manifest is None and not paths:
        raise InputError("No file is named.", "Name files or folders, or a --manifest.")
    names = parse_pattern(pattern) if pattern is not None else None
    listed = read_manifest(manifest) if manifest is not None else None
    batch = list(items(paths, about, listed, names))
    outcomes: list[Outcome] = []
    heard: set[str] = set()
    with study.rehearsing() if dry_run else nullcontext():
        for item in batch:
            try:
                outcomes.append(_import(study, item, heard if len(batch) > 1 else None))
            except InputError as error:
                if len(batch) == 1 and not item.at:
                    raise
                what = f"{_where(item, error)}{error.what}"
                if len(batch) == 1:
                    raise InputError(what, error.hint) from error
                outcomes.append(Refused(shown(item.name), f"{what} {error.hint}".strip()))
            told(outcomes[-1])
    return Import(
        documents=tuple(each for each in outcomes if isinstance(each, Imported)),
        not_held=tuple(each for each in outcomes if isinstance(each, NotHeld)),
        skipped=tuple(each for each in outcomes if isinstance(each, Skipped)),
        refused=tuple(each for each in outcomes if isinstance(each, Refused)),
        unread=() if manifest else tuple(unread(paths)),
        unheard=tuple(
            name for name in about.interviewers if len(batch) > 1 and fold_name(name) not in heard
        ),
    )


def _where(item: Item, error: InputError) -> str:
    """What stands before a complaint, so that it tells which file it is about."""
    is_named = item.file is None or item.file.name in error.what
    return item.at or ("" if is_named else f"{shown(item.name)}: ")


def _import(study: Study, item: Item, heard: set[str] | None) -> Outcome:
    """Brings in one file; of a batch, adds who speaks to `heard` and passes over who doesn't."""
    if item.error:
        raise item.error
    if item.file is None:
        return _not_held(study, item)
    draft = read(item.file, speaker_pattern=item.about.speaker_pattern)
    about = item.about
    if heard is not None:
        here = {fold_name(speaker) for speaker in draft.speakers}
        heard |= here
        asking = tuple(name for name in about.interviewers if fold_name(name) in here)
        about = replace(about, interviewers=asking)
    return bring_in(study, item.file, draft, about)


def _not_held(study: Study, item: Item) -> NotHeld:
    """Puts down that an interview was not held, as a row of a manifest without a file says."""
    checked(item.about)
    reason = " ".join(item.reason.split())
    with study.writing():
        case = mention_case(study, item.about.case or "")
        wave = mention_wave(study, item.about.wave or "")
        made = [mention for mention in (case, wave) if mention.is_new]
        gone = miss_patches(study, (case.id, case.name), (wave.id, wave.name), reason)
        if gone:
            label = f"{case.name} missed {wave.name}"
            write(study, "missed", [case.patch, wave.patch, *gone], label=label)
        return NotHeld(case.name, wave.name, reason, tuple(mention.name for mention in made))
