"""Texts and their versions: insert-only, and the turns and search index made from them."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from qualcode.errors import InputError
from qualcode.study import ids
from qualcode.study.file import Study


@dataclass(frozen=True, slots=True)
class NewTurn:
    """A turn's place in the text, its speaker's id, its times in seconds, its number of words."""

    speaker_id: str | None
    start: int
    end: int
    starts_at: float | None
    ends_at: float | None
    words: int


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A text for a document and how it is cut into turns, as the file keeps it.

    `id` is made from what it holds, so that two people who import one file have one version.
    """

    id: str
    document_id: str
    parent_id: str | None
    text_hash: str
    text: str
    speakers: str
    turns: str
    source: str


def new_version(
    study: Study,
    document_id: str,
    text: str,
    turns: Sequence[NewTurn],
    *,
    source: str,
    parent_id: str | None = None,
) -> NewVersion:
    """A version to hand to the journal; `source` is the name of the file it came from.

    Raises InputError for a text with a zero character, at which SQLite would stop reading.
    """
    if "\0" in text:
        raise InputError(f"{source} holds a zero character.", "Take it out and try again.")
    speakers = list(dict.fromkeys(turn.speaker_id for turn in turns if turn.speaker_id))
    number: dict[str | None, int] = {speaker: n for n, speaker in enumerate(speakers)}
    places = [
        [number.get(t.speaker_id), t.start, t.end, t.starts_at, t.ends_at, t.words] for t in turns
    ]
    who, how = json.dumps(speakers), json.dumps(places, separators=(",", ":"))
    content = text_hash(text)
    version_id = ids.natural(study.id, "version", document_id, content, who, how)
    return NewVersion(version_id, document_id, parent_id, content, text, who, how, source)


def text_hash(text: str) -> str:
    """SHA-256 of the text in UTF-8: how the same content is recognised."""
    return hashlib.sha256(text.encode()).hexdigest()


def add(study: Study, version: NewVersion) -> None:
    """Writes a version with its text, turns and search entries, unless it is there already."""
    db = study.db
    if db.execute("SELECT 1 FROM version WHERE id = ?", (version.id,)).fetchone():
        return
    db.execute("INSERT OR IGNORE INTO text VALUES (?, ?)", (version.text_hash, version.text))
    db.execute(
        "INSERT INTO version (id, document_id, parent_id, text_hash, speakers, turns, source)"
        " VALUES (:id, :document_id, :parent_id, :text_hash, :speakers, :turns, :source)",
        {name: getattr(version, name) for name in version.__slots__ if name != "text"},
    )
    index(db, version.id, version.text, version.speakers, version.turns)


def index(db: sqlite3.Connection, version_id: str, text: str, speakers: str, turns: str) -> None:
    """Makes the turns of a version and what full-text search finds them by."""
    made = cut(len(text), speakers, turns)
    (before,) = db.execute("SELECT coalesce(max(pk), 0) FROM turn").fetchone()
    fields = attrgetter(*NewTurn.__slots__)
    db.executemany(
        "INSERT INTO turn (pk, version_id, n, speaker_id, start, end, starts_at, ends_at, words)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((before + n, version_id, n, *fields(turn)) for n, turn in enumerate(made, 1)),
    )
    db.executemany(
        "INSERT INTO turn_fts (rowid, words) VALUES (?, ?)",
        ((before + n, text[t.start : t.end]) for n, t in enumerate(made, 1)),
    )


def cut(length: int, speakers: str, turns: str) -> list[NewTurn]:
    """The turns that a version's two columns tell of, in a text of `length` code points.

    Raises ValueError, TypeError or LookupError for what `new_version` would not write.
    """
    who = json.loads(speakers)
    made = []
    for index, start, end, starts_at, ends_at, words in json.loads(turns):
        speaker = None if index is None else who[index]
        if not 0 <= start <= end <= length or words < 0:
            raise ValueError(f"a turn from {start} to {end} in {length} characters")
        if not isinstance(speaker, str | None):
            raise TypeError("a speaker who is no id")
        made.append(NewTurn(speaker, int(start), int(end), starts_at, ends_at, int(words)))
    return made


def index_missing(db: sqlite3.Connection) -> None:
    """Makes the turns of every version that has none yet: after a merge, and in repair."""
    for row in _missing(db):
        index(db, *row)


def _missing(db: sqlite3.Connection) -> Iterable[tuple[str, str, str, str]]:
    return db.execute(
        "SELECT v.id, t.text, v.speakers, v.turns"
        " FROM version v JOIN text t ON t.hash = v.text_hash"
        " WHERE NOT EXISTS (SELECT 1 FROM turn WHERE version_id = v.id) ORDER BY v.id"
    ).fetchall()


def unindex(db: sqlite3.Connection, version_ids: Iterable[str]) -> None:
    """Takes the turns of these versions out of the search index and the file."""
    for version_id in version_ids:
        db.execute(
            "INSERT INTO turn_fts (turn_fts, rowid, words)"
            " SELECT 'delete', t.pk, t.words FROM turn_text t JOIN turn USING (pk)"
            " WHERE turn.version_id = ?",
            (version_id,),
        )
        db.execute("DELETE FROM turn WHERE version_id = ?", (version_id,))
