"""Who speaks in a document: in which role, and as which case where a group is talking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.cases.design import find_case
from qualcode.coding.arriving import queries
from qualcode.coding.arriving.roles import UNKNOWN, check_role
from qualcode.coding.documents import find_document
from qualcode.errors import InputError
from qualcode.names import find
from qualcode.study.file import Study
from qualcode.study.journal import Patch, write

AWAY = "-"  # takes a case away, or makes a role unknown


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker of a document. The turns that nobody is named for have no `speaker`."""

    document: str
    speaker: str | None
    role: str
    case: str | None
    turns: int
    words: int


def speakers(study: Study, document: str | None = None) -> list[Speaker]:
    """Who speaks, in one document or in all, in the order they first do."""
    found = find_document(study, document) if document is not None else None
    return [speaker for _, speaker in _spoken(study, found.id if found else None)]


def set_speakers(
    study: Study, document: str, roles: Sequence[str] = (), cases: Sequence[str] = ()
) -> list[Speaker]:
    """Says who is who in a document: `roles` like "Karin=interviewer", `cases` like "S2=P03".

    One event. Raises UnknownName for a speaker or case that isn't there, InputError for a
    role that looks like a slip in a known one.
    """
    with study.writing():
        found = find_document(study, document)
        there = {
            speaker.speaker: (row_id, speaker)
            for row_id, speaker in _spoken(study, found.id)
            if row_id and speaker.speaker
        }
        wanted: dict[str, dict[str, str | None]] = {}
        for name, role in map(_pair, roles):
            row_id, speaker = find(name, there, "speaker")
            new = UNKNOWN if role == AWAY else check_role(role)
            if new != speaker.role:
                wanted.setdefault(row_id, {})["role"] = new
        for name, case in map(_pair, cases):
            row_id, speaker = find(name, there, "speaker")
            chosen = None if case == AWAY else find_case(study, case)
            if (chosen.name if chosen else None) != speaker.case:
                wanted.setdefault(row_id, {})["case_id"] = chosen.id if chosen else None
        _write(study, found.name, wanted)
        return speakers(study, found.name)


def _write(study: Study, name: str, wanted: Mapping[str, dict[str, str | None]]) -> None:
    patches = [Patch("speaker", row_id, dict(vals)) for row_id, vals in wanted.items()]
    if patches:
        write(study, "speakers", patches, label=f"speakers of {name}")


def _spoken(study: Study, document_id: str | None) -> list[tuple[str | None, Speaker]]:
    rows = study.db.execute(queries.SPOKEN, {"document": document_id})
    return [(row[2], Speaker(row[1], *row[3:])) for row in rows]


def _pair(text: str) -> tuple[str, str]:
    """ "Name=what" → the two."""
    name, equals, what = text.rpartition("=")
    if not equals or not name.strip() or not what.strip():
        raise InputError(f"«{text}» says nothing of a speaker.", "Write it like Karin=interviewer.")
    return name.strip(), what.strip()
