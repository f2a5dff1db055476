"""The codebook as it stands in a study, for the viewer's eyes."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from qualcode.codebook import queries
from qualcode.codebook.fields import code_of
from qualcode.codebook.past import at_present
from qualcode.codebook.tree import Code, Codebook, grow
from qualcode.study.file import Study
from qualcode.transcripts.units import bare_words

JSON = ("names", "examples", "keywords", "split_into")
COLUMNS = (
    "id", "name", "names", "definition", "use_when", "not_when", "examples", "keywords",
    "colour", "hotkey", "domain", "parent_id", "merged_into", "removed", "split_into",
)  # fmt: skip


def codebook(study: Study) -> Codebook:
    """The codebook as it stands, read anew only when codes have changed.

    To a coder in an open blind round it is as it was when the round began, and without the
    examples that stand in a document of the round: those are somebody's reading of it.
    """
    return study.remembered(_read, "code", "assignment")


def is_held(study: Study) -> bool:
    """True while the viewer is in an open blind round, so that the codebook holds still."""
    return bool(study.db.execute(queries.ROUND_OPEN).fetchone()[0])


def _read(study: Study) -> Codebook:
    if is_held(study):
        return grow(_without_telling_examples(study, at_present(study)))
    rows = (dict(zip(COLUMNS, row, strict=True)) for row in study.db.execute(queries.CODES))
    return grow(code_of(row | {name: json.loads(row[name]) for name in JSON}) for row in rows)


def _without_telling_examples(study: Study, codes: Iterable[Code]) -> Iterator[Code]:
    versions = study.db.execute(queries.BLIND_VERSIONS).fetchall()
    told = [f" {bare_words(study.text(version))} " for (version,) in versions]
    for code in codes:
        kept = (one for one in code.examples if not any(f" {bare_words(one)} " in t for t in told))
        yield replace(code, examples=tuple(kept))
