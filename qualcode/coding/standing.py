"""Status: where a coder was, what is open, and what came in since."""

from dataclasses import dataclass

from qualcode.cases.design import absences, cases, waves
from qualcode.coding import queries
from qualcode.coding.coders import coder_names
from qualcode.coding.documents import Document, documents
from qualcode.coding.recoding import queue
from qualcode.coding.retrieval import Where, codings
from qualcode.coding.rounds.listing import DONE, Assignment, assignments
from qualcode.coding.staleness import stale
from qualcode.coding.writing.memos import Memo, memos
from qualcode.study.conflicts import Conflict, conflicts
from qualcode.study.file import Study


@dataclass(frozen=True, slots=True)
class LastCoded:
    """The passage that a coder coded last."""

    document: str
    turn: int | None
    code: str
    quote: str
    at: str


@dataclass(frozen=True, slots=True)
class Progress:
    """The names of the documents that are still to do, begun, and done."""

    todo: tuple[str, ...]
    doing: tuple[str, ...]
    done: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missed:
    """An interview that was planned and not held."""

    case: str
    wave: str
    reason: str


@dataclass(frozen=True, slots=True)
class Changed:
    """How many actions of one kind somebody else did."""

    coder: str
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How a study stands for a coder; for nobody in particular where none is named.

    `assignments` are what the coder was given and isn't done with (everybody's, where nobody
    is named). `stale` counts the documents × codes that need another look, `queue` the codings
    of split codes that wait for a choice: the coder's own, else everybody's. `open` are
    interviews in no wave. `changed` is what others did since the coder's own last action.
    """

    coder: str | None
    last: LastCoded | None
    documents: Progress
    assignments: tuple[Assignment, ...]
    stale: int
    queue: int
    todos: tuple[Memo, ...]
    open: tuple[str, ...]
    missed: tuple[Missed, ...]
    changed: tuple[Changed, ...]
    conflicts: tuple[Conflict, ...]


def status(study: Study) -> Standing:
    """How the study stands for the coder at work, as far as they may see."""
    with study.reading():
        listed = documents(study)
        return Standing(
            coder=study.viewer,
            last=last_coded(study),
            documents=Progress(*(_in(listed, state) for state in ("todo", "doing", "done"))),
            assignments=tuple(_open_assignments(study)),
            stale=_stale(study),
            queue=sum(study.viewer_id in (None, study.coder_id(w.coder)) for w in queue(study)),
            todos=tuple(memos(study, todo=True)),
            open=tuple(d.name for d in listed if d.kind == "interview" and d.wave is None),
            missed=tuple(_missed(study)),
            changed=_changed(study),
            conflicts=tuple(conflicts(study.db)),
        )


def _open_assignments(study: Study) -> list[Assignment]:
    return [each for each in assignments(study, study.viewer_id) if each.state != DONE]


def _stale(study: Study) -> int:
    """Pairs of the coder's own documents; of the final layer where nobody is named."""
    if study.viewer is None:
        return len(stale(study))
    return len(stale(study, study.viewer)) if study.viewer_id in coder_names(study) else 0


def _in(listed: list[Document], state: str) -> tuple[str, ...]:
    return tuple(document.name for document in listed if document.state == state)


def last_coded(study: Study) -> LastCoded | None:
    """Where the coder at work coded last; None where they coded nothing yet."""
    row = study.db.execute(queries.LAST_CODING).fetchone()
    if row is None:
        return None
    (coding,) = codings(study, Where(ids=(row[0],)))
    return LastCoded(coding.document, coding.turn, coding.code, coding.quote, coding.created_at)


def _missed(study: Study) -> list[Missed]:
    names = {case.id: case.name for case in cases(study)}
    rounds = {wave.id: (wave.ordinal, wave.name) for wave in waves(study)}
    gaps = [gap for gap in absences(study) if gap.case_id in names and gap.wave_id in rounds]
    gaps.sort(key=lambda gap: (names[gap.case_id], rounds[gap.wave_id]))
    return [Missed(names[gap.case_id], rounds[gap.wave_id][1], gap.reason) for gap in gaps]


def _changed(study: Study) -> tuple[Changed, ...]:
    if study.viewer_id is None:
        return ()
    rows = study.db.execute(queries.CHANGES_BY_OTHERS, {"coder": study.viewer_id})
    return tuple(Changed(*row) for row in rows)
