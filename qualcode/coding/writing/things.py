"""What a memo can be on: anything in a study that has a name or an id."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from qualcode.cases.design import cases, waves
from qualcode.codebook.stored import codebook
from qualcode.coding.coders import coder_names
from qualcode.coding.documents import find_document
from qualcode.coding.queries import NAMES
from qualcode.coding.writing import queries
from qualcode.errors import InputError, UnknownName
from qualcode.names import find, find_id, fold_name, unknown
from qualcode.study.file import Study

NAMED = ("document", "case", "wave", "code", "coder")
BY_ID = ("coding", "memo")


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing: of which kind ("document", "case" …), its id and name, the document it is in."""

    kind: str
    id: str
    name: str
    document_id: str | None = None


def find_thing(study: Study, wanted: str) -> Thing:
    """The thing called `wanted`, by its name or the beginning of its id.

    "case:P01" says of which kind it is, and must where several kinds know the name.
    Raises UnknownName with near misses, InputError where it is not one thing.
    """
    kind, colon, rest = wanted.partition(":")
    if colon and fold_name(kind.strip()) in (*NAMED, *BY_ID):
        return _of_kind(study, fold_name(kind.strip()), rest.strip())
    known = _names(study)
    found = []
    for kind in NAMED:
        with suppress(UnknownName):
            found.append(_named(study, kind, wanted, known[kind]))
    for kind in BY_ID if not found else ():
        with suppress(UnknownName):
            found.append(_by_id(study, kind, wanted))
    if len(found) > 1:
        kinds = " and a ".join(thing.kind for thing in found)
        choices = " or ".join(_prefixed(thing) for thing in found)
        raise InputError(f"«{wanted}» is a {kinds}.", f"Say which: {choices}.")
    if not found:
        names = [name for kind in NAMED for name in known[kind]]
        raise unknown(wanted, names, "document, case, wave, code or coder")
    return found[0]


def _prefixed(thing: Thing) -> str:
    return f"{thing.kind}:{thing.id[:8] if thing.kind in BY_ID else thing.name}"


def _of_kind(study: Study, kind: str, wanted: str) -> Thing:
    if kind in NAMED:
        return _named(study, kind, wanted, _names(study)[kind])
    return _by_id(study, kind, wanted)


def _names(study: Study) -> dict[str, Mapping[str, str]]:
    """Per kind the names with their ids."""
    return {
        "document": {name: row_id for row_id, name, _ in study.db.execute(NAMES)},
        "case": {case.name: case.id for case in cases(study)},
        "wave": {wave.name: wave.id for wave in waves(study)},
        "code": {code.code: code.id for code in codebook(study)},
        "coder": {name: row_id for row_id, name in coder_names(study).items()},
    }


def _named(study: Study, kind: str, wanted: str, known: Mapping[str, str]) -> Thing:
    if kind == "document":
        document = find_document(study, wanted)
        return Thing(kind, document.id, document.name, document.id)
    if kind == "code":
        code = codebook(study).find(wanted)
        return Thing(kind, code.id, code.code)
    name, row_id = find(wanted, {name: (name, row_id) for name, row_id in known.items()}, kind)
    return Thing(kind, row_id, name)


def _by_id(study: Study, kind: str, wanted: str) -> Thing:
    """The coding or memo whose id begins so; raises where there is none, or more than one."""
    query = {"coding": queries.CODINGS_BY_ID, "memo": queries.MEMOS_BY_ID}[kind]
    near = dict(study.db.execute(query, {"prefix": wanted.lower()}).fetchall())
    row_id = find_id(wanted, near, kind)
    return Thing(kind, row_id, row_id, near[row_id])
