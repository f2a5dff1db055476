"""How fast a matrix is, beside plain sqlite3 that only fetches the rows it is counted from.

    python benchmarks/matrix.py [--codings 500000] [--cases 1000] [--waves 10] [--codes 200]

The study is laid down straight into the tables (no journey makes half a million codings in
a benchmark's time). The first line builds the cube from nothing and lays it out once; the
alternative fetches the same turns and codings into Python and does nothing with them. Then
the same facts are laid out in other ways, and a matrix of an ordinary study is made.
"""

import argparse
import json
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from _timing import report

from qualcode.codebook.loading import start
from qualcode.codebook.stored import codebook
from qualcode.matrix.cells import Matrix
from qualcode.matrix.crossing import matrix
from qualcode.matrix.facts import facts
from qualcode.study.file import Study
from qualcode.study.fold import insert_sql

TURNS, TURN_LENGTH, TOP_CODES = 30, 200, 10
SEED = 7
MADE = {"born": 1, "made": "2020-01-01T00:00:00+00:00", "removed": 0}
TURNS_FETCHED = """
SELECT d.pk, t.start, t."end", t.words, s.pk FROM document d
JOIN turn t ON t.version_id = d.version_id LEFT JOIN speaker s ON s.id = t.speaker_id
WHERE d.removed = 0
"""
CODINGS_FETCHED = """
SELECT c.pk, d.pk, k.pk, r.pk, c.start, c."end", c.version_id = d.version_id
FROM coding c JOIN document d
ON d.id = c.document_id LEFT JOIN code k ON k.id = c.code_id LEFT JOIN coder r ON r.id = c.coder_id
WHERE c.removed = 0 AND d.removed = 0
"""


def lay_down(path: Path, sizes: argparse.Namespace) -> None:
    """A study of that size: every case in every wave, coded and finished by one coder."""
    draw = random.Random(SEED)
    start(path)
    db = sqlite3.connect(path)
    add(db, "coder", ({"id": "r", "name": "Anna"} for _ in range(1)))
    codes = [f"k{n}" for n in range(sizes.codes)]
    above = [None if n < TOP_CODES else codes[n % TOP_CODES] for n in range(sizes.codes)]
    add(
        db,
        "code",
        (
            {"id": row, "name": row, "parent_id": parent, "position": n}
            for n, (row, parent) in enumerate(zip(codes, above, strict=True))
        ),
    )
    add(db, "case_", ({"id": f"c{n}", "name": f"P{n:04}"} for n in range(sizes.cases)))
    add(
        db,
        "wave",
        ({"id": f"w{n}", "name": f"W{n:02}", "ordinal": n} for n in range(sizes.waves)),
    )
    documents = [
        (f"d{c}-{w}", f"c{c}", f"w{w}") for c in range(sizes.cases) for w in range(sizes.waves)
    ]
    text = "\n".join(["woord " * (TURN_LENGTH // 6)] * TURNS)
    db.execute("INSERT INTO text VALUES ('t', ?)", (text,))
    for document, *_ in documents:
        db.execute(
            "INSERT INTO version (id, document_id, text_hash, speakers, turns, source)"
            " VALUES (?, ?, 't', '[]', '[]', '')",
            (f"v{document}", document),
        )
    add(
        db,
        "document",
        (
            {
                "id": row, "name": f"{case}-{wave}", "kind": "interview", "case_id": case,
                "wave_id": wave, "date": "2020-01-01", "version_id": f"v{row}",
            }
            for row, case, wave in documents
        ),
    )  # fmt: skip
    roles = ("interviewer", "participant")
    add(
        db,
        "speaker",
        (
            {"id": f"{row}{role[0]}", "document_id": row, "name": role[0], "role": role}
            for row, *_ in documents
            for role in roles
        ),
    )
    db.executemany(
        'INSERT INTO turn (version_id, n, speaker_id, start, "end", words)'
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            (
                f"v{row}",
                n + 1,
                f"{row}{roles[n % 2][0]}",
                n * TURN_LENGTH,
                (n + 1) * TURN_LENGTH - 1,
                33,
            )
            for row, *_ in documents
            for n in range(TURNS)
        ),
    )
    add(db, "coding", codings(draw, sizes.codings, documents, codes))
    db.commit()
    db.close()
    with Study(path, viewer="Anna") as study:
        meaning = json.dumps(codebook(study).meaning())
    db = sqlite3.connect(path)
    add(db, "codebook_version", [{"id": "b", "codes": meaning}])
    add(
        db,
        "assignment",
        (
            {
                "id": f"a{row}", "document_id": row, "coder_id": "r", "version_id": f"v{row}",
                "state": "done", "codebook_version_id": "b",
            }
            for row, *_ in documents
        ),
    )  # fmt: skip
    db.commit()
    db.close()


def codings(
    draw: random.Random, many: int, documents: list[tuple[str, str, str]], codes: list[str]
) -> Iterator[dict[str, object]]:
    for n in range(many):
        row = draw.choice(documents)[0]
        begin = draw.randrange(TURNS - 1) * TURN_LENGTH + draw.randrange(TURN_LENGTH - 50)
        # One in ten goes over into the answer.
        end = begin + (TURN_LENGTH if n % 10 == 0 else 40)
        yield {
            "id": f"q{n}", "document_id": row, "version_id": f"v{row}", "coder_id": "r",
            "code_id": draw.choice(codes), "start": begin, "end": end, "quote": "",
        }  # fmt: skip


def add(
    db: sqlite3.Connection, table: str, rows: Iterator[dict[str, object]] | list[dict[str, object]]
) -> None:
    rows = iter(rows)
    first = next(rows)
    sql = insert_sql(table, tuple(first | MADE))
    db.execute(sql, list((first | MADE).values()))
    db.executemany(sql, (list((row | MADE).values()) for row in rows))


def timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def best(work: Callable[[], object], times: int = 5) -> float:
    return min(timed(work) for _ in range(times))


def laid_out(**question: Any) -> Callable[[Study], Matrix]:
    """A matrix whose cells nobody has looked at yet."""
    return lambda study: matrix(study, **question)


SLICES = {
    "case × code by wave, count": laid_out(by="wave", cell="count"),
    "case × code, presence": laid_out(),
    "wave × code, count": laid_out(rows="wave", cell="count"),
    "role × code by wave, count": laid_out(rows="role", by="wave", cell="count"),
    "case × wave of a branch, coders": laid_out(columns="wave", code="k3", cell="coders"),
}


def fetch(path: Path) -> None:
    """The rows that a matrix is counted from, and nothing done with them."""
    db = sqlite3.connect(path)
    for query in (TURNS_FETCHED, CODINGS_FETCHED):
        db.execute(query).fetchall()
    db.close()


def from_nothing(path: Path) -> float:
    with Study(path) as study:
        return timed(lambda: laid_out(by="wave", cell="count")(study))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, size in (("codings", 500_000), ("cases", 1000), ("waves", 10), ("codes", 200)):
        parser.add_argument(f"--{name}", type=int, default=size)
    sizes = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cube.qualcode"
        lay_down(path, sizes)
        # In turns, so that a slow moment of the machine hits both.
        both = [(timed(lambda: fetch(path)), from_nothing(path)) for _ in range(3)]
        fetching, ours = (min(times) for times in zip(*both, strict=True))
        report(
            f"cube of {sizes.codings} codings, laid out once",
            ours,
            "fetching only",
            fetching,
            "≤ 1.5",
        )
        with Study(path) as study:
            facts(study)
            for what, slice_ in SLICES.items():
                took = best(partial(slice_, study))
                report(f"re-slice: {what}", took, "fetching only", fetching, "≤ 50 ms")
        small = Path(folder) / "small.qualcode"
        lay_down(small, argparse.Namespace(codings=20_000, cases=100, waves=10, codes=60))
        fetching = best(lambda: fetch(small))
        with Study(small) as study:
            facts(study)
            by_wave = laid_out(by="wave")
            report(
                "100 × 60 × 10 matrix",
                best(lambda: by_wave(study)),
                "fetching only",
                fetching,
                "≤ 25 ms",
            )
            took = best(lambda: list(by_wave(study).cells))
            report(
                "the same, all 60,000 cells looked at",
                took,
                "fetching only",
                fetching,
                "no promise",
            )


if __name__ == "__main__":
    main()
