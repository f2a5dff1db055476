"""Drives real study files through random histories: three coders, each with their own copy."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from qualcode.errors import OutcomeError
from qualcode.study import fold, ids
from qualcode.study.file import STUDY, Study
from qualcode.study.journal import Event, Patch, ensure_coder, write
from qualcode.study.merge import Merged, merge
from qualcode.study.undo import redo, undo
from qualcode.study.versions import NewTurn, NewVersion, new_version

CODERS = ("Anna", "Bram", "Chris")
CODE_NAMES = ("stigma", "werk", "hoop", "zorg")
DOCUMENT_NAMES = ("P01-W01", "P02-W01", "P03-W01")
TEXTS = (
    "Hoe gaat het nu?\nIk slaap slecht en ik werk weer.",
    "Hoe gaat het nu?\nIk slaap slécht 🙂 en ik werk wéér.\nFijn.",
    "Wat doet u?\nNiets.",
)
START = 1_700_000_000_000
SPACE = UUID("12345678-1234-5678-1234-567812345678")
STUDY_ID = str(UUID(int=7))

Row = tuple[Any, ...]
Snapshot = dict[str, list[Row]]


# Making and opening


def ids_from(seed: object) -> Callable[[], str]:
    """Ids that look drawn by chance and are the same at every run."""
    made = iter(range(10**9))
    return lambda: str(uuid5(SPACE, f"{seed}:{next(made)}"))


def make_base(path: Path) -> Path:
    """A study with the three coders, one document and three codes, one under another."""
    from qualcode.study.making import make  # heavy, and processes that only write don't need it

    first = iter([STUDY_ID])
    drawn = ids_from("base")
    make(path, "nl", _fill, clock=lambda: START, fresh_id=lambda: next(first, None) or drawn())
    return path


def _fill(study: Study) -> None:
    for name in CODERS:
        ensure_coder(study, name)
    import_document(study, DOCUMENT_NAMES[0], TEXTS[0])
    for name, parent in (("stigma", None), ("werk", None), ("zelfstigma", "stigma")):
        create_code(study, name, parent and ids.natural(study.id, "code", parent))


@dataclass
class Clock:
    """A wall clock that moves on by `pace` ms every time it is read."""

    now: int
    pace: int

    def __call__(self) -> int:
        self.now += self.pace
        return self.now


def open_copy(
    path: Path, coder: str | None = None, *, skew: int = 0, pace: int = 1, salt: object = 0
) -> Study:
    """The study at `path`, quick to write, with a clock and ids of its own."""
    study = Study(
        path,
        viewer=coder,
        clock=Clock(START + 1000 + skew, pace),
        fresh_id=ids_from(f"{coder}:{path.name}:{salt}"),
    )
    study.db.execute("PRAGMA synchronous = OFF")
    return study


@contextmanager
def copies_of(
    base: Path, folder: Path, clocks: Sequence[tuple[int, int]] = ((0, 1),) * 3, salt: object = 0
) -> Iterator[list[Study]]:
    """Three open copies of `base`, one a coder; `clocks` are their (skew, pace)."""
    folder.mkdir()
    studies = []
    try:
        for name, (skew, pace) in zip(CODERS, clocks, strict=True):
            path = folder / f"{name}.qualcode"
            shutil.copy(base, path)
            studies.append(open_copy(path, name, skew=skew, pace=pace, salt=salt))
        yield studies
    finally:
        for study in studies:
            study.close()
        shutil.rmtree(folder)


@contextmanager
def seen_by(study: Study, name: str) -> Iterator[None]:
    """Lets another coder work in the same copy for a moment."""
    before, study.viewer = study.viewer, name
    try:
        yield
    finally:
        study.viewer = before


def me(study: Study) -> str:
    return study.coder_id(study.viewer or STUDY)


# What people do


def create_code(study: Study, name: str, parent_id: str | None = None, **fields: Any) -> str:
    row_id = study.claim_id("code", name)
    vals = {"removed": 0, "name": name, "parent_id": parent_id, **fields}
    write(study, "code-add", [Patch("code", row_id, vals)], label=f"new {name}", by=me(study))
    return row_id


def set_fields(
    study: Study, tbl: str, row_id: str, *, by: str | None = None, **fields: Any
) -> Event:
    return write(study, "edit", [Patch(tbl, row_id, fields)], label="edit", by=by or me(study))


def version_of(study: Study, document: str, text: str) -> NewVersion:
    """A version of one line a turn, spoken in turn by two people."""
    document_id = ids.natural(study.id, "document", document)
    people = [ids.natural(study.id, "speaker", document_id, name) for name in ("I", "P")]
    turns, start = [], 0
    for n, line in enumerate(text.split("\n")):
        end = start + len(line)
        turns.append(NewTurn(people[n % 2], start, end, None, None, len(line.split())))
        start = end + 1
    return new_version(study, document_id, text, turns, source=f"{document}.txt")


def import_document(study: Study, name: str, text: str) -> str:
    """Imports a document, or another text for the document of that name."""
    version = version_of(study, name, text)
    known = study.db.execute(
        "SELECT 1 FROM document WHERE id = ? AND removed = 0", (version.document_id,)
    ).fetchone()
    patches = [Patch("document", version.document_id, {"version_id": version.id})]
    if not known:
        birth = {"removed": 0, "name": name, "kind": "interview", "version_id": version.id}
        patches = [Patch("document", version.document_id, birth)]
        for who, role in (("I", "interviewer"), ("P", "participant")):
            vals = {"removed": 0, "document_id": version.document_id, "name": who, "role": role}
            speaker = ids.natural(study.id, "speaker", version.document_id, who)
            patches.append(Patch("speaker", speaker, vals))
    write(study, "import", patches, label=f"import {name}", by=me(study), new_versions=[version])
    return version.document_id


def coding(study: Study, document_id: str, code_id: str, start: int, end: int) -> Patch:
    """A new coding by the coder at work, on the current version of the document."""
    version_id, text = study.db.execute(
        "SELECT v.id, x.text FROM document d JOIN version v ON v.id = d.version_id"
        " JOIN text x ON x.hash = v.text_hash WHERE d.id = ?",
        (document_id,),
    ).fetchone()
    vals = {
        "removed": 0,
        "document_id": document_id,
        "version_id": version_id,
        "code_id": code_id,
        "coder_id": me(study),
        "start": start,
        "end": end,
        "quote": text[start:end],
    }
    return Patch("coding", study.fresh_id(), vals)


def code_passage(
    study: Study, document_id: str, code_id: str, start: int = 0, end: int = 3, **fields: Any
) -> str:
    patch = coding(study, document_id, code_id, start, end)
    patch = Patch(patch.tbl, patch.row_id, {**patch.vals, **fields})
    write(study, "code", [patch], label=f"code {patch.vals['quote']}", by=me(study))
    return patch.row_id


# Random histories


@dataclass(frozen=True)
class Step:
    """Something somebody does; the numbers choose among what their copy holds at that moment."""

    who: int
    act: str
    a: int = 0
    b: int = 0
    as_study: bool = False


def do(copies: Sequence[Study], step: Step) -> None:
    """Does one step; where the copy holds nothing to do it with, nothing happens."""
    study = copies[step.who]
    with seen_by(study, STUDY if step.as_study else CODERS[step.who]):
        if step.act == "merge":
            merge(study, copies[(step.who + 1 + step.a % 2) % 3].path)
        else:
            ACTS[step.act](study, step)


def _pick(study: Study, sql: str, n: int, *values: Any) -> Row | None:
    found = study.db.execute(sql, values).fetchall()
    return found[n % len(found)] if found else None


def _a_code(study: Study, n: int, removed: int = 0) -> str | None:
    row = _pick(study, "SELECT id FROM code WHERE removed = ? ORDER BY id", n, removed)
    return row and row[0]


def _own_coding(study: Study, n: int, removed: int = 0) -> str | None:
    row = _pick(
        study,
        "SELECT id FROM coding WHERE removed = ? AND coder_id = ? ORDER BY id",
        n,
        removed,
        me(study),
    )
    return row and row[0]


def _code(study: Study, step: Step) -> None:
    document = _pick(study, "SELECT id FROM document WHERE removed = 0 ORDER BY id", step.a)
    code = _a_code(study, step.b)
    if document and code:
        patches = [coding(study, document[0], code, step.a, step.a + 1 + step.b % 5)]
        if step.b % 4 == 0:
            patches.append(coding(study, document[0], code, 0, 2))
        write(study, "code", patches, label="code", by=me(study))


def _uncode(study: Study, step: Step) -> None:
    if row := _own_coding(study, step.a):
        set_fields(study, "coding", row, removed=1)


def _recode(study: Study, step: Step) -> None:
    if row := _own_coding(study, step.a, removed=1):
        set_fields(study, "coding", row, removed=0)


def _memo(study: Study, step: Step) -> None:
    if row := _own_coding(study, step.a):
        set_fields(study, "coding", row, memo=f"memo {step.b}")


def _remark(study: Study, step: Step) -> None:
    """A memo on anybody's coding: the one way in which two people write one coding."""
    if row := _pick(study, "SELECT id FROM coding ORDER BY id", step.a):
        set_fields(study, "coding", row[0], weight=step.b / 2)


def _new_code(study: Study, step: Step) -> None:
    name = CODE_NAMES[step.a % len(CODE_NAMES)]
    known = study.db.execute("SELECT 1 FROM code WHERE name = ? AND removed = 0", (name,))
    if not known.fetchone():
        more = {"definition": f"what {step.b}"} if step.b % 2 else {}
        create_code(study, name, _a_code(study, step.b) if step.b % 3 else None, **more)


def _set_code(study: Study, step: Step, **fields: Any) -> None:
    if row := _a_code(study, step.a):
        set_fields(study, "code", row, **fields)


def _move(study: Study, step: Step) -> None:
    _set_code(study, step, parent_id=_a_code(study, step.b) if step.b else None)


def _exchange(study: Study, step: Step) -> None:
    """Two moves in one event, at worst a ring by themselves."""
    one, two = _a_code(study, step.a), _a_code(study, step.b)
    if one and two and one != two:
        moves = [Patch("code", one, {"parent_id": two}), Patch("code", two, {"parent_id": None})]
        if step.a % 3 == 0:
            moves[1] = Patch("code", two, {"parent_id": one})
        write(study, "code-move", moves, label="exchange", by=me(study))


def _merge_codes(study: Study, step: Step) -> None:
    _set_code(study, step, merged_into=_a_code(study, step.b) if step.b else None)


def _split(study: Study, step: Step) -> None:
    if part := _a_code(study, step.b):
        _set_code(study, step, split_into=[part])


def _bring_back_code(study: Study, step: Step) -> None:
    if row := _a_code(study, step.a, removed=1):
        set_fields(study, "code", row, removed=0)


def _import(study: Study, step: Step) -> None:
    import_document(study, DOCUMENT_NAMES[step.a % 3], TEXTS[step.b % 3])


def _undo(study: Study, step: Step) -> None:
    with suppress(OutcomeError):
        undo(study, 1 + step.a % 3)


def _redo(study: Study, step: Step) -> None:
    with suppress(OutcomeError):
        redo(study, 1 + step.a % 2)


def _document(study: Study, n: int) -> str | None:
    row = _pick(study, "SELECT id FROM document WHERE removed = 0 ORDER BY id", n)
    return row and row[0]


def _assign(study: Study, step: Step) -> None:
    """An assignment as the study writes it: of one coder, in a round of its own."""
    if document := _document(study, step.a):
        coder = CODERS[step.b % 3]
        round_id = ids.natural(study.id, "round", f"reliability-{step.b % 2}")
        vals = {"removed": 0, "document_id": document, "coder_id": study.coder_id(coder),
                "round_id": round_id, "blind": int(step.b % 4 > 0), "revealed": 0,
                "state": "todo"}  # fmt: skip
        birth = {"removed": 0, "name": f"reliability-{step.b % 2}", "kind": "reliability"}
        row = assignment_id(study, document, coder, round_id)
        patches = [Patch("round", round_id, birth), Patch("assignment", row, vals)]
        write(study, "assign", patches, label=f"to {coder}")


def assignment_id(study: Study, document: str, coder: str, round_id: str) -> str:
    return ids.natural(study.id, "assignment", document, study.coder_id(coder), round_id)


def _assignment(study: Study, n: int, whose: str = "") -> str | None:
    mine = f"AND coder_id = '{whose}'" if whose else ""
    row = _pick(study, f"SELECT id FROM assignment WHERE removed = 0 {mine} ORDER BY id", n)
    return row and row[0]


def _withdraw(study: Study, step: Step) -> None:
    if row := _assignment(study, step.a):
        set_fields(study, "assignment", row, by=study.study_coder, removed=1)


def _done(study: Study, step: Step) -> None:
    if row := _assignment(study, step.a, me(study)):
        mine = "SELECT id FROM coding WHERE coder_id = ? AND removed = 0 ORDER BY id"
        frozen = [coding for (coding,) in study.db.execute(mine, (me(study),))]
        set_fields(study, "assignment", row, state="done", frozen=frozen)


def _reveal(study: Study, step: Step) -> None:
    """By force, everybody's at once: the one event that touches several coders' rows."""
    document = _document(study, step.a)
    rows = study.db.execute("SELECT id FROM assignment WHERE document_id = ?", (document,))
    patches = [Patch("assignment", row, {"revealed": 1, "forced": 1}) for (row,) in rows]
    if patches:
        write(study, "reveal", patches, label="revealed")


def _write_memo(study: Study, step: Step) -> None:
    """A memo on a document or on a memo: what a blind round hides with what it is on."""
    target = _pick(study, "SELECT 'memo', id FROM memo ORDER BY id", step.a) if step.b % 2 else None
    place = {"target_tbl": target[0], "target_id": target[1]} if target else {}
    document = None if target else _document(study, step.a)
    vals = {"removed": 0, "kind": "method", "coder_id": me(study), "text": f"memo {step.b}",
            "document_id": document, **place}  # fmt: skip
    patch = Patch("memo", study.fresh_id(), vals)
    write(study, "memo", [patch], label=f"memo {step.b}", by=me(study))


ROUND_ACTS: dict[str, Callable[[Study, Step], None]] = {
    "assign": _assign,
    "withdraw": _withdraw,
    "done": _done,
    "reveal": _reveal,
    "write memo": _write_memo,
}
ACTS: dict[str, Callable[[Study, Step], None]] = {
    "code": _code,
    "uncode": _uncode,
    "recode": _recode,
    "memo": _memo,
    "remark": _remark,
    "new code": _new_code,
    "rename": lambda study, step: _set_code(study, step, name=f"name {step.b % 3}"),
    "define": lambda study, step: _set_code(study, step, definition=f"meaning {step.b}"),
    "move": _move,
    "exchange": _exchange,
    "merge codes": _merge_codes,
    "split": _split,
    "remove code": lambda study, step: _set_code(study, step, removed=1),
    "bring back code": _bring_back_code,
    "import": _import,
    "undo": _undo,
    "redo": _redo,
    **ROUND_ACTS,
}
TREE_ACTS = ("new code", "move", "exchange", "merge codes", "remove code", "undo", "redo", "merge")
EVERYTHING = (*ACTS, "merge", "merge")
# What rounds are made of, often enough that blind ones are open when a copy is handed out.
ROUNDS = (*ROUND_ACTS, "assign", "code", "uncode", "memo", "import", "define", "undo", "redo")


# What can be seen of a file


def tables(study: Study) -> Snapshot:
    """All that the projections hold, without this file's own numbering."""
    return {tbl: _rows(study, tbl) for tbl in fold.projections(study.db)}


def texts(study: Study) -> Snapshot:
    return {tbl: _rows(study, tbl) for tbl in ("version", "text", "turn")}


def truth(study: Study) -> Snapshot:
    return {tbl: _rows(study, tbl) for tbl in ("event", "patch", "version", "text", "tombstone")}


def everything(study: Study) -> Snapshot:
    return tables(study) | texts(study) | truth(study)


def _rows(study: Study, tbl: str) -> list[Row]:
    found = study.db.execute(f"SELECT name FROM pragma_table_info('{tbl}') WHERE name <> 'pk'")
    columns = ", ".join(f'"{name}"' for (name,) in found)
    return sorted(study.db.execute(f"SELECT {columns} FROM {tbl}").fetchall(), key=repr)


def by_id(study: Study, tbl: str) -> dict[str, dict[str, Any]]:
    """The rows of one table as id → field → value."""
    cursor = study.db.execute(f"SELECT * FROM {tbl}")
    names = [name for name, *_ in cursor.description]
    rows = (dict(zip(names, row, strict=True)) for row in cursor.fetchall())
    return {row["id"]: {n: v for n, v in row.items() if n != "pk"} for row in rows}


def found(study: Study, word: str) -> list[str]:
    """The versions in which full-text search finds `word`."""
    hits = study.db.execute(
        "SELECT t.version_id FROM turn_fts f JOIN turn t ON t.pk = f.rowid"
        " WHERE turn_fts MATCH ? ORDER BY 1",
        (f'"{word}"',),
    )
    return [version for (version,) in hits]


def has_ring(study: Study) -> bool:
    """True where following parents and merges from some code leads back to it."""
    edges = {
        row: [there for there in targets if there]
        for row, *targets in study.db.execute("SELECT id, parent_id, merged_into FROM code")
    }

    def back(start: str) -> bool:
        seen: set[str] = set()
        todo = list(edges[start])
        while todo:
            here = todo.pop()
            if here == start:
                return True
            if here not in seen:
                seen.add(here)
                todo.extend(edges.get(here, ()))
        return False

    return any(back(code) for code in edges)


def everything_merged(copies: Sequence[Study]) -> list[Merged]:
    """Lets all copies take in all others, so that they hold one set of events."""
    first, *rest = copies
    told = [merge(first, other.path) for other in rest]
    told += [merge(other, first.path) for other in rest]
    return told


@dataclass
class Numbered:
    """Folder names that nothing else has."""

    folder: Path
    given: int = field(default=0)

    def __call__(self) -> Path:
        self.given += 1
        return self.folder / str(self.given)
