"""An open study: a connection, the eyes that look through it, and the hand that writes."""

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar, cast
from uuid import uuid4

from qualcode.errors import InputError
from qualcode.names import check_name, fold_name
from qualcode.study import ids, sight
from qualcode.study.connection import SCHEMA, connect, damaged, schema_of

STUDY = "study"  # the reserved coder who does what belongs to nobody
TEXTS_AT_HAND = 128
RESERVED = (STUDY, "consensus", "final")
NO_NAMES = (*RESERVED, "both", "none")  # nor may a person be called what says whose side is right

T = TypeVar("T")


def milliseconds() -> int:
    """The wall clock, in ms since 1970 (UTC)."""
    return time.time_ns() // 1_000_000


def fresh_id() -> str:
    return str(uuid4())


class Study:
    """One open study file, seen by one coder (or by nobody in particular).

    `clock` and `fresh_id` are where time and chance come in; the demonstration study gives
    its own, so that it is the same file every time.
    """

    def __init__(
        self,
        path: Path,
        *,
        viewer: str | None = None,
        clock: Callable[[], int] = milliseconds,
        fresh_id: Callable[[], str] = fresh_id,
    ) -> None:
        self.path = path
        self.clock = clock
        self.fresh_id = fresh_id
        self.revisions: Counter[str] = Counter()
        self._remembered: dict[Callable[..., Any], tuple[object, object]] = {}
        self._data_version: int | None = None
        self.text = lru_cache(TEXTS_AT_HAND)(self._read_text)
        self.db = _current(path)
        try:
            row = self.db.execute("SELECT id, language FROM study").fetchone()
            if row is None:
                raise damaged(path, ValueError("it doesn't say which study it is"))
            self.id, self.language = row
            sight.make_views(self.db)
            self.viewer = viewer
        except sqlite3.DatabaseError as error:
            self.db.close()
            raise damaged(path, error) from error
        except BaseException:
            self.db.close()
            raise

    def __enter__(self) -> "Study":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self.db.close()

    def _read_text(self, version_id: str) -> str:
        """The text of a version. Versions never change, so `text` keeps the last ones at hand."""
        (text,) = self.db.execute(
            "SELECT x.text FROM version v JOIN text x ON x.hash = v.text_hash WHERE v.id = ?",
            (version_id,),
        ).fetchone()
        return str(text)

    @property
    def viewer(self) -> str | None:
        """The name of the coder whose eyes look, and whose hand writes."""
        return self._viewer

    @viewer.setter
    def viewer(self, name: str | None) -> None:
        self._viewer = name
        self.viewer_id = name and self.coder_id(name)
        sight.look_as(self.db, self.viewer_id)
        self._remembered.clear()  # other eyes see other things

    @property
    def study_coder(self) -> str:
        return ids.natural(self.id, "coder", STUDY)

    def coder_id(self, name: str) -> str:
        """The id of the coder called `name`, whether or not they are in the study yet."""
        return self.coders().get(fold_name(name)) or ids.natural(self.id, "coder", name)

    def coders(self) -> dict[str, str]:
        """The ids of the coders in the study, by folded name."""
        return self.remembered(_coders, "coder")

    def claim_id(self, tbl: str, *key: str) -> str:
        """The id for a new thing of this key; the caller knows that nothing bears its name now.

        Made from the key, unless that id belongs to something else since (renamed, moved,
        merged) or was erased. A thing that was taken back and is made again is the same thing.
        """
        row_id = ids.natural(self.id, tbl, *key)
        erased = "SELECT 1 FROM tombstone WHERE id = :id"
        alive = f"SELECT 1 FROM {tbl} WHERE id = :id AND removed = 0"
        taken = any(self.db.execute(query, {"id": row_id}).fetchone() for query in (erased, alive))
        return self.fresh_id() if taken else row_id

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction: all of it is in the file when the block ends, or none of it.

        What a journey reads inside its block nobody else can change under it. Blocks nest;
        where an inner one fails, what it did is taken back even if the outer one goes on.
        """
        if self.db.in_transaction:
            with self._within():
                yield
            return
        self.db.execute("BEGIN IMMEDIATE")
        self._data_version = self._read_data_version()  # nobody else can write from here on
        try:
            yield
            self.db.execute("COMMIT")
        except BaseException:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            self._remembered.clear()
            raise
        finally:
            self._data_version = None

    def _read_data_version(self) -> int:
        (version,) = self.db.execute("PRAGMA data_version").fetchone()
        return int(version)

    @contextmanager
    def _within(self) -> Iterator[None]:
        self.db.execute("SAVEPOINT inner")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK TO inner")
            self._remembered.clear()
            raise
        finally:
            self.db.execute("RELEASE inner")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One state of the study for all that the block reads, whoever writes meanwhile."""
        if self.db.in_transaction:
            yield
            return
        self.db.execute("BEGIN")
        try:
            yield
        finally:
            self.db.execute("COMMIT")

    @contextmanager
    def rehearsing(self) -> Iterator[None]:
        """A transaction that is always taken back: to see what would come of it."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            self.db.execute("ROLLBACK")
            self._remembered.clear()

    def remembered(self, load: "Callable[[Study], T]", *tables: str) -> T:
        """What `load` made of this study, made again only when one of `tables` has changed."""
        version = self._data_version or self._read_data_version()
        state = (version, *(self.revisions[table] for table in tables))
        known = self._remembered.get(load)
        if known is not None and known[0] == state:
            return cast(T, known[1])
        value = load(self)
        self._remembered[load] = (state, value)
        return value


def _current(path: Path) -> sqlite3.Connection:
    """A connection to the study at `path`, migrated first where it is of an older schema."""
    db = connect(path)
    if schema_of(db) < SCHEMA:
        db.close()
        # SQLAlchemy and Alembic are heavy, and hardly any opening needs them.
        from qualcode.study.migrate import migrate  # noqa: PLC0415

        migrate(path)
        db = connect(path)
    return db


def _coders(study: Study) -> dict[str, str]:
    rows = study.db.execute("SELECT name, id FROM coder WHERE removed = 0")
    return {fold_name(name): row_id for name, row_id in rows}


def require_coder(study: Study) -> str:
    """The name of the coder at work; raises InputError where none is named."""
    if study.viewer is None:
        raise InputError(
            "No coder is named for this.",
            "Say who you are: --as NAME, or set QUALCODE_CODER.",
        )
    return study.viewer


def check_coder(name: str) -> None:
    """Raises InputError where a person can't be called so."""
    check_name(name, "coder")
    if fold_name(name) in NO_NAMES:
        raise InputError(
            f"«{name}» can't be a coder's name: qualcode keeps it for itself.", "Choose another."
        )
