"""A study at a glance."""

from dataclasses import dataclass

from qualcode.cases.design import cases, waves
from qualcode.codebook.stored import codebook
from qualcode.coding import queries
from qualcode.coding.documents import documents
from qualcode.study.backup import backups
from qualcode.study.conflicts import Conflict, conflicts
from qualcode.study.connection import SCHEMA
from qualcode.study.file import Study


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of what the viewer may see, and the coders who have coded."""

    study: str
    id: str
    language: str
    schema: int
    documents: int
    words: int
    cases: int
    waves: int
    codes: int
    codings: int
    coders: tuple[str, ...]
    backups: int
    conflicts: tuple[Conflict, ...]


def overview(study: Study) -> Overview:
    """What a study holds."""
    with study.reading():
        listed = documents(study)
        coders = study.db.execute(queries.CODINGS_PER_CODER).fetchall()
        return Overview(
            study=study.path.name,
            id=study.id,
            language=study.language,
            schema=SCHEMA,
            documents=len(listed),
            words=sum(document.words for document in listed),
            cases=len(cases(study)),
            waves=len(waves(study)),
            codes=len(codebook(study)),
            codings=sum(number for _, number in coders),
            coders=tuple(name for name, _ in coders),
            backups=len(backups(study.path)),
            conflicts=tuple(conflicts(study.db)),
        )
