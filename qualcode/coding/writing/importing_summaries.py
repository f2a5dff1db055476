"""Takes back summaries that people wrote in a workbook, and writes over nobody's newer words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.cases.design import cases, waves
from qualcode.codebook.stored import codebook
from qualcode.coding.writing.summaries import Summary, summaries, summarise_cells
from qualcode.coding.writing.summary_sheets import Place, Written, fingerprint, read
from qualcode.errors import InputError, UnreadableFile
from qualcode.names import fold_name
from qualcode.study.file import Study, require_coder
from qualcode.transcripts.fitting import MOST, fitting, units

LARGEST_FILE = 50 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class SummaryConflict:
    """A cell that wasn't taken: its text in the workbook and in the study, and why."""

    case: str
    code: str
    wave: str | None
    text: str
    study_text: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class ImportedSummaries:
    """How many cells were taken, were the same, or were emptied and left; and the conflicts."""

    imported: int
    unchanged: int
    emptied: int
    conflicts: tuple[SummaryConflict, ...]
    notes: tuple[str, ...]


def import_summaries(
    study: Study,
    path: Path,
    *,
    clear: bool = False,
    force: bool = False,
    dry_run: bool = False,
) -> ImportedSummaries:
    """Takes the cells of the workbook `path` that were changed, as summaries of the coder at work.

    A cell whose text in the study is another than when it was exported is a conflict, and
    stays as it is unless `force`. An emptied cell takes the coder's own summary away only
    with `clear`. All of it is one action; with `dry_run` nothing is written.
    Raises UnreadableFile for a file that isn't such a workbook, InputError for one of another
    study or where no coder is named.
    """
    require_coder(study)
    filled = read(_bytes(path), path.name)
    if filled.keys.study != study.id:
        raise InputError(f"{path.name} was made from another study.", "Open that one: --study.")
    with study.writing():
        now = _Now(study, filled.keys.texts)
        changes: dict[Place, str] = {}
        conflicts = []
        emptied = 0
        for place, written in filled.cells.items():
            changed = now.changed(place, written)
            if not changed:
                continue
            if not clear and not any(each.text for each in changed):
                emptied += 1
                continue
            reason = now.against(place, changed, is_forced=force)
            if reason is not None:
                conflicts.append(now.conflict(place, changed, reason))
            else:
                changes[place] = changed[0].text
        if changes and not dry_run:
            texts: dict[tuple[str, str | None, str | None], str] = {
                now.names(place): text for place, text in changes.items()
            }
            summarise_cells(study, texts, label=f"summaries from {path.name}")
    return ImportedSummaries(
        imported=len(changes),
        unchanged=len(filled.cells) - len(changes) - len(conflicts) - emptied,
        emptied=emptied,
        conflicts=tuple(conflicts),
        notes=tuple(filled.notes),
    )


def own_first(study: Study) -> dict[Place, Summary]:
    """The summary that stands for each cell: the viewer's own, else the oldest."""
    book = codebook(study)
    case_ids = {case.name: case.id for case in cases(study)}
    wave_ids = {wave.name: wave.id for wave in waves(study)}
    code_ids = {code.code: code.id for code in book}
    viewer = fold_name(study.viewer or "")
    found: dict[Place, Summary] = {}
    for summary in summaries(study):
        if summary.code not in code_ids:
            continue
        wave = wave_ids[summary.wave] if summary.wave is not None else None
        place = (case_ids[summary.case], code_ids[summary.code], wave)
        if place not in found or fold_name(summary.coder) == viewer:
            found[place] = summary
    return found


class _Now:
    """The study as it stands now, beside the texts (fingerprints) that were exported."""

    def __init__(self, study: Study, exported: Mapping[Place, str]) -> None:
        self.exported = exported
        self.viewer = fold_name(study.viewer or "")
        self.standing = own_first(study)
        self.cases = {case.id: case.name for case in cases(study)}
        self.codes = {code.id: code.code for code in codebook(study)}
        self.waves: dict[str | None, str | None] = {wave.id: wave.name for wave in waves(study)}
        self.waves[None] = None

    def names(self, place: Place) -> tuple[str, str, str | None]:
        """What case, code and wave are called now, or their ids where they are gone."""
        case, code, wave = place
        return self.cases.get(case, case), self.codes.get(code, code), self.waves.get(wave, wave)

    def changed(self, place: Place, written: Sequence[Written]) -> list[Written]:
        """What was written there that is neither what was exported nor what stands there."""
        standing = self.standing.get(place)
        known = {self.exported.get(place, ""), fingerprint(standing.text if standing else "")}
        new = {fingerprint(each.text): each for each in written}
        return [each for told, each in new.items() if told not in known]

    def against(self, place: Place, changed: Sequence[Written], *, is_forced: bool) -> str | None:
        """Why a change can't be taken, or None."""
        case, code, wave = place
        standing = self.standing.get(place)
        text = standing.text if standing else ""
        if case not in self.cases or code not in self.codes or wave not in self.waves:
            return "the case, code or wave is no longer in the study"
        if len(changed) > 1:
            return f"it stands in several places: {' and '.join(c.where for c in changed)}"
        if units(fitting(text)) > MOST:
            return "the text in the study is longer than a cell can hold"
        if fingerprint(text) != self.exported.get(place, "") and not is_forced:
            return "it was changed in the study since the export"
        if standing and not changed[0].text and fold_name(standing.coder) != self.viewer:
            return f"only {standing.coder} can take it away"
        return None

    def conflict(self, place: Place, changed: Sequence[Written], reason: str) -> SummaryConflict:
        standing = self.standing.get(place)
        text = " / ".join(each.text for each in changed)
        return SummaryConflict(
            *self.names(place), text, standing.text if standing else None, reason
        )


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableFile(
                f"{path.name} is larger than {LARGEST_FILE // 2**20} MB.", "Export it anew."
            )
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path}: {error.strerror}.", "Name a file that is there.") from None
