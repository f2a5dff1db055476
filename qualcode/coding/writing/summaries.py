"""Summaries: a framework-matrix cell in words; without a code, the portrait of a case."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.cases.design import cases, find_case, find_wave, waves
from qualcode.codebook.stored import codebook
from qualcode.coding.coders import find_coder
from qualcode.coding.documents import documents
from qualcode.coding.layers import CONSENSUS, FINAL
from qualcode.coding.writing import queries
from qualcode.names import find, fold_name
from qualcode.study import ids
from qualcode.study.conflicts import contested
from qualcode.study.file import Study
from qualcode.study.journal import Patch, acting, write, write_run

Place = tuple[str, str | None, str | None]  # a cell: the ids of case, code and wave


@dataclass(frozen=True, slots=True)
class Summary:
    """What one coder wrote of a case: on a code (or None), in a wave (or over all of them)."""

    id: str
    case: str
    code: str | None
    wave: str | None
    coder: str
    text: str
    created_at: str


@dataclass(frozen=True, slots=True)
class _Stored:
    """A summary with the ids of what it is about; `code_id` is of the code in use."""

    summary: Summary
    case_id: str
    code_id: str | None
    wave_id: str | None
    coder_id: str
    place: tuple[int, int]

    @property
    def cell(self) -> Place:
        return self.case_id, self.code_id, self.wave_id


def summarise(
    study: Study, case: str, text: str, *, code: str | None = None, wave: str | None = None
) -> Summary | None:
    """Sets what the coder at work says in one cell; an empty text takes it away.

    What they said there before is replaced, also where it stood under a code that was merged
    into this one. Answers None where nothing is left.
    """
    with study.writing():
        place, label = _Cells(study).find(case, code, wave)
        by = acting(study)
        row_id, patches = _Own(study, by).setting(place, text)
        if patches:
            write(study, "summary", patches, label=f"summary of {label}", by=by)
        found = [known.summary for known in _stored(study) if known.summary.id == row_id]
        return found[0] if found else None


def summarise_cells(
    study: Study, texts: Mapping[tuple[str, str | None, str | None], str], label: str
) -> None:
    """Sets what the coder at work says in many cells (case, code, wave) as one action.

    As `summarise` does it for one; `label` says in the log what was done, of each case.
    """
    with study.writing():
        by = acting(study)
        cells, own = _Cells(study), _Own(study, by)
        patches: dict[str, list[Patch]] = defaultdict(list)
        for (case, code, wave), text in texts.items():
            place, _ = cells.find(case, code, wave)
            patches[case] += own.setting(place, text)[1]
        parts = [(f"{label}, {case}: {len(of)}", of) for case, of in patches.items() if of]
        write_run(study, "summary", parts, by=by)


def is_held(study: Study, case: str, wave: str) -> bool:
    """Whether there is any document of the case in the wave; both by their names."""
    return any(each.case == case and each.wave == wave for each in documents(study))


def cell(
    study: Study, case: str, *, code: str | None = None, wave: str | None = None
) -> list[Summary]:
    """What stands in exactly that cell, of every coder the viewer may see, the oldest first."""
    with study.reading():
        place, _ = _Cells(study).find(case, code, wave)
        return [known.summary for known in _stored(study) if known.cell == place]


def summaries(
    study: Study,
    *,
    case: str | None = None,
    code: str | None = None,
    wave: str | None = None,
    layer_name: str | None = None,
) -> list[Summary]:
    """The summaries that the viewer may see, by case, wave and code.

    What is said over all waves comes before the waves, and a portrait before the codes. A
    code includes those under it. `layer_name` is a coder's name for theirs alone; in "final"
    and "consensus" stand those of all coders, in one cell the oldest first.
    """
    with study.reading():
        found = _stored(study)
        if case is not None:
            case_id = find_case(study, case).id
            found = [known for known in found if known.case_id == case_id]
        if wave is not None:
            wave_id = find_wave(study, wave).id
            found = [known for known in found if known.wave_id == wave_id]
        if code is not None:
            book = codebook(study)
            under = book.under(book.find(code))
            found = [known for known in found if known.code_id in under]
        if layer_name is not None and fold_name(layer_name) not in (FINAL, CONSENSUS):
            coder_id = find_coder(study, layer_name)
            found = [known for known in found if known.coder_id == coder_id]
        return [known.summary for known in found]


class _Own:
    """What one coder says in each cell, and what makes them say something else."""

    def __init__(self, study: Study, by: str) -> None:
        self.study = study
        self.by = by
        self.in_cell: dict[Place, list[Summary]] = defaultdict(list)
        for known in _stored(study):
            if known.coder_id == by:
                self.in_cell[known.cell].append(known.summary)
        mine = [summary.id for found in self.in_cell.values() for summary in found]
        self.rivals = {row_id for row_id, _ in contested(study, mine)}

    def setting(self, place: Place, text: str) -> tuple[str, list[Patch]]:
        """The id of the summary of a cell, and the patches that make it say `text`."""
        case_id, code_id, wave_id = place
        key = (case_id, code_id or "", wave_id or "", self.by)
        row_id = ids.natural(self.study.id, "summary", *key)
        text = text.strip()
        mine = self.in_cell.get(place, [])
        gone = [each for each in mine if not text or each.id != row_id]
        patches = [Patch("summary", each.id, {"removed": 1}) for each in gone]
        same = any(each.id == row_id and each.text == text for each in mine)
        if text and (not same or row_id in self.rivals):
            vals = {
                "removed": 0,
                "case_id": case_id,
                "code_id": code_id,
                "wave_id": wave_id,
                "coder_id": self.by,
                "text": text,
            }
            patches.append(Patch("summary", row_id, vals))
        return row_id, patches


class _Cells:
    """The cells of a study by what people call them."""

    def __init__(self, study: Study) -> None:
        self.cases = {case.name: case for case in cases(study)}
        self.waves = {wave.name: wave for wave in waves(study)}
        self.book = codebook(study)

    def find(self, case: str, code: str | None, wave: str | None) -> tuple[Place, str]:
        """The ids of a cell, and its name for people; raises UnknownName."""
        chosen = find(case, self.cases, "case")
        on = self.book.find(code) if code is not None else None
        at = find(wave, self.waves, "wave") if wave is not None else None
        label = " ".join(
            part for part in (chosen.name, at.name if at else "", on.code if on else "") if part
        )
        return (chosen.id, on.id if on else None, at.id if at else None), label


def _stored(study: Study) -> list[_Stored]:
    """All that the viewer may see, in order."""
    book = codebook(study)
    places = {code.id: n for n, code in enumerate(book.all_codes, start=1)}
    found = []
    cells: dict[tuple[str, str | None], int] = {}
    for (
        row_id, case, code_id, wave, coder, text, made, case_id, wave_id, coder_id
    ) in study.db.execute(queries.SUMMARIES):  # fmt: skip
        on = book.resolve(code_id) if code_id is not None else None
        summary = Summary(row_id, case, on.code if on else None, wave, coder, text, made)
        before = cells.setdefault((case_id, wave_id), len(cells))
        place = before, places[on.id] if on else 0
        found.append(_Stored(summary, case_id, on.id if on else None, wave_id, coder_id, place))
    return sorted(found, key=lambda known: known.place)
