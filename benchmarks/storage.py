"""How fast the study file is, beside plain sqlite3 that writes the same rows.

    python benchmarks/storage.py [--codings 10000] [--documents 100] [--words 8000]

Each line gives the program's time, the alternative's in the same run, and their ratio or
bound. The two take turns, so that a slow moment of the machine hits both. Needs room for
some 200 MB where the temporary folder is.
"""

import argparse
import random
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from _timing import Watch, report

from qualcode.codebook.loading import start
from qualcode.coding.arriving.importing import About, bring_in
from qualcode.coding.documents import documents
from qualcode.coding.marking import Passage, code
from qualcode.coding.retrieval import Where, codings
from qualcode.coding.rounds.assigning import assign
from qualcode.sources.draft import Draft, DraftTurn
from qualcode.spans import Span
from qualcode.study import backup
from qualcode.study.connection import connect
from qualcode.study.file import Study
from qualcode.study.handout import hand_out
from qualcode.study.merge import merge

CHUNK = 500
SEED = 7


def marks(db: sqlite3.Connection, tables: list[str]) -> dict[str, int]:
    return {t: db.execute(f"SELECT coalesce(max(rowid), 0) FROM {t}").fetchone()[0] for t in tables}


def new_rows(
    db: sqlite3.Connection, before: dict[str, int]
) -> dict[str, tuple[str, list[tuple[object, ...]]]]:
    """Per table the INSERT and the rows that came since `before`."""
    found = {}
    for table, last in before.items():
        cursor = db.execute(f"SELECT * FROM {table} WHERE rowid > ? ORDER BY rowid", (last,))
        names = [column[0] for column in cursor.description]
        quoted = ", ".join(f'"{name}"' for name in names)
        insert = f"INSERT INTO {table} ({quoted}) VALUES ({', '.join('?' * len(names))})"
        found[table] = (insert, cursor.fetchall())
    return found


def drafts(documents: int, words: int) -> Iterator[Draft]:
    """Transcripts of invented words in turns of 20 to 60, two speakers in turn."""
    draw = random.Random(SEED)
    lexicon = [
        "".join(draw.choices("abdeghiklmnoprstuvwz", k=draw.randint(2, 10))) for _ in range(6000)
    ]
    for _ in range(documents):
        turns, left = [], words
        while left > 0:
            size = min(left, draw.randint(20, 60))
            said = " ".join(draw.choices(lexicon, k=size))
            turns.append(
                DraftTurn(said, "I" if len(turns) % 2 == 0 else "P", len(turns), len(turns) + 1)
            )
            left -= size
        yield Draft(tuple(turns), "txt", "utf-8", "Name: words")


def codebook_of(folder: Path, codes: int) -> Path:
    path = folder / "codes.yaml"
    path.write_text("codes:\n" + "".join(f"- code: c{n:02}\n" for n in range(codes)))
    return path


def importing(folder: Path, documents: int, words: int) -> Path:
    """Writes drafts with their turns and search entries; beside it the same rows by hand."""
    path, twin = folder / "study.qualcode", folder / "twin.qualcode"
    codebook = codebook_of(folder, 60)
    start(path, template_name=str(codebook))
    with Study(path) as study:
        hand_out(study, twin, "B")
    tables = ["text", "version", "turn", "event", "patch", "document", "speaker"]
    ours, theirs = Watch(), Watch()
    plain = connect(twin)
    with Study(path) as study:
        for n, draft in enumerate(drafts(documents, words)):
            before = marks(study.db, tables)
            with ours.running():
                bring_in(study, Path(f"d{n:03}.txt"), draft, About())
            rows = new_rows(study.db, before)
            spoken = [
                (row[0], turn.words) for row, turn in zip(rows["turn"][1], draft.turns, strict=True)
            ]
            with theirs.running():
                plain.execute("BEGIN IMMEDIATE")
                for insert, values in rows.values():
                    plain.executemany(insert, values)
                plain.executemany("INSERT INTO turn_fts (rowid, words) VALUES (?, ?)", spoken)
                plain.execute("COMMIT")
    plain.close()
    report(
        f"import {documents} × {words} words, database part",
        ours.seconds,
        "plain sqlite3",
        theirs.seconds,
        "≤ 1.5",
    )
    return path


def coding(path: Path, number: int) -> None:
    """Single durable codings through the journey that a key press takes."""
    twin = path.with_name("twin-codings.qualcode")
    with Study(path) as study:
        hand_out(study, twin, "B")
    draw = random.Random(SEED)
    ours, theirs = Watch(), Watch()
    plain = connect(twin)
    with Study(path, viewer="A") as study:
        code(study, "d000", ["c00"], Passage(Span(0, 10)))
        rows = new_rows(study.db, marks(plain, ["coder", "event", "patch", "coding"]))
        for insert, values in rows.values():
            plain.executemany(insert, values)
        for _ in range(number // CHUNK):
            before = marks(study.db, ["event", "patch", "coding"])
            wanted = [
                (
                    f"d{draw.randrange(100) % 100:03}",
                    f"c{draw.randrange(60):02}",
                    draw.randrange(40_000),
                )
                for _ in range(CHUNK)
            ]
            with ours.running():
                for document, name, at in wanted:
                    code(study, document, [name], Passage(Span(at, at + 80)))
            rows = new_rows(study.db, before)
            singles = zip(
                *([(insert, row) for row in values] for insert, values in rows.values()),
                strict=True,
            )
            with theirs.running():
                for single in singles:
                    plain.execute("BEGIN IMMEDIATE")
                    for insert, row in single:
                        plain.execute(insert, row)
                    plain.execute("COMMIT")
    plain.close()
    report(
        f"{number} single durable codings", ours.seconds, "plain sqlite3", theirs.seconds, "≤ 1.5"
    )


def retrieving(path: Path) -> None:
    """All passages of one code, as `codings --code` reads them."""
    ours, theirs = Watch(), Watch()
    rounds = 50
    with Study(path) as study:
        found = codings(study, Where(code="c07"))
        for _ in range(rounds):
            with ours.running():
                codings(study, Where(code="c07"))
            with theirs.running():
                study.db.execute(
                    "SELECT * FROM coding WHERE removed = 0 AND code_id ="
                    " (SELECT id FROM code WHERE name = 'c07')"
                ).fetchall()
    report(
        f"one code's {len(found)} passages",
        ours.seconds / rounds,
        "plain sqlite3",
        theirs.seconds / rounds,
        "≤ 3 ms",
    )


def merging(path: Path, number: int) -> None:
    """Two copies with as many codings each that the other lacks."""
    other = path.with_name("other.qualcode")
    with Study(path) as study:
        hand_out(study, other, "B")
    draw = random.Random(SEED + 1)
    for copy, coder in ((path, "A"), (other, "B")):
        with Study(copy, viewer=coder) as study, study.writing():
            for _ in range(number):
                at = draw.randrange(40_000)
                name = f"d{draw.randrange(100):03}"
                code(study, name, [f"c{draw.randrange(60):02}"], Passage(Span(at, at + 60)))
    ours, theirs = Watch(), Watch()
    with Study(path) as study:
        with theirs.running():
            plain = sqlite3.connect(":memory:")
            connect(other).backup(plain)
            plain.close()
        with ours.running():
            found = merge(study, other)
    report(
        f"merge of {found.codings} codings",
        ours.seconds,
        "copying the file",
        theirs.seconds,
        "≤ 1 s",
    )


def vacuum(db: sqlite3.Connection) -> None:
    """What any file needs from which something was taken out, down to the last byte."""
    db.execute("VACUUM")


def handing_out(path: Path, rounds: int = 3) -> None:
    """A copy for a coder who codes all but a few documents blind, after others coded them."""
    with Study(path) as study:
        names = [row.name for row in documents(study)[5:]]
        assign(study, names, "B", blind=True)
        ours, theirs = Watch(), Watch()
        for n in range(rounds):
            with theirs.running():
                backup.copy(study.db, path.with_name(f"whole-{n}.qualcode"), vacuum)
            with ours.running():
                hand_out(study, path.with_name(f"handed-{n}.qualcode"), "B")
        (left,) = study.db.execute("SELECT count(*) FROM coding").fetchone()
    report(
        f"handing out {len(names)} blind documents of {left} codings",
        ours.seconds / rounds,
        "a whole copy, vacuumed",
        theirs.seconds / rounds,
        "≤ 2",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--codings", type=int, default=10_000)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--words", type=int, default=8_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = importing(Path(folder), max(asked.documents, 100), asked.words)
        coding(path, asked.codings)
        retrieving(path)
        merging(path, asked.codings)
        handing_out(path)


if __name__ == "__main__":
    main()
