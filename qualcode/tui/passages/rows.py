"""Which rows of a list are seen, where one is in it, and what is marked. Knows no widget."""

from collections.abc import Collection

from qualcode.coding.retrieval import Coding, Where
from qualcode.coding.staleness import Stale
from qualcode.names import fold_name
from qualcode.tui.passages.found import STALE, Found

Row = Coding | Stale


class Rows:
    """The rows of what was found last. Each mode remembers the row one was at."""

    def __init__(self) -> None:
        self.found: Found | None = None
        self.words = ""  # what a row must have in it to be seen
        self.marked: set[str] = set()
        self._most: dict[tuple[str, Where], int] = {}  # how many rows a list has had
        self.ids: list[str] = []  # what the rows that are seen are known by
        self._at: list[int] = []  # of the rows that are seen, their places in what was found
        self._leaving: set[str] = set()
        self._cursors: dict[str, tuple[str, int]] = {}

    def __len__(self) -> int:
        return len(self._at)

    @property
    def mode(self) -> str | None:
        """What is listed, if anything was found yet."""
        return self.found.mode if self.found else None

    @property
    def most(self) -> int:
        """How many rows there have been: of these, some were worked off."""
        return self._most[self.found.mode, self.found.where] if self.found else 0

    @property
    def looked_for(self) -> list[str]:
        """The words, as they are compared."""
        return fold_name(self.words).split()

    @property
    def passages(self) -> list[Coding]:
        """The passages that are seen; none in the list of what is stale."""
        if self.found is None or self.found.mode == STALE:
            return []
        return [self.found.passages[n] for n in self._at]

    def __getitem__(self, row: int) -> Row:
        assert self.found is not None
        rows = self.found.stale if self.found.mode == STALE else self.found.passages
        return rows[self._at[row]]

    def put(self, found: Found, *, follow: bool = False) -> None:
        """Lists what was found now; with `follow` the cursor goes to what is new among it."""
        before, self.found = self.found, found
        if before is None or before.mode != found.mode:
            self.marked.clear()
        elif follow:
            known = set(before.ids)
            came = next((row_id for row_id in found.ids if row_id not in known), None)
            if came is not None:
                self._cursors[found.mode] = came, 0
        asked = found.mode, found.where
        self._most[asked] = max(self._most.get(asked, 0), len(found.ids))
        self.narrow()

    def narrow(self) -> None:
        """Sees the rows that have the words in them and aren't on their way out."""
        if self.found is None:
            return
        ids, words = self.found.ids, self.found.words
        at = [n for n in range(len(ids)) if ids[n] not in self._leaving]
        for each in self.looked_for:
            at = [n for n in at if each in words[n]]
        self._at, self.ids = at, [ids[n] for n in at]
        self.marked.intersection_update(self.ids)

    def leave(self, ids: Collection[str]) -> None:
        """These rows are on their way out: that is being written."""
        self._leaving.update(ids)
        self.narrow()

    def stay(self, ids: Collection[str]) -> None:
        """These rows are no longer on their way out: they are gone, or stay after all."""
        self._leaving.difference_update(ids)

    # The cursor

    @property
    def cursor(self) -> int:
        """The row one was at; where that is gone, the one that has come to its place."""
        row_id, row = self._cursors.get(self.mode or "", ("", 0))
        if row < len(self.ids) and self.ids[row] == row_id:
            return row  # as nearly always
        return self.ids.index(row_id) if row_id in self.ids else min(row, max(0, len(self) - 1))

    @cursor.setter
    def cursor(self, row: int) -> None:
        if self.mode is not None and row < len(self._at):
            self._cursors[self.mode] = self.ids[row], row

    def to_first(self, mode: str) -> None:
        """Where the row one was at isn't seen any more, one comes to the first."""
        row_id, _ = self._cursors.get(mode, ("", 0))
        self._cursors[mode] = row_id, 0

    # Marks

    @property
    def marked_rows(self) -> list[int]:
        """The rows that are marked, in order."""
        return (
            [n for n, row_id in enumerate(self.ids) if row_id in self.marked] if self.marked else []
        )

    @property
    def targets(self) -> list[Row]:
        """What a key is about: the marked rows, else the one under the cursor."""
        if not self._at:
            return []
        return [self[row] for row in self.marked_rows or [self.cursor]]

    def mark_all(self) -> None:
        """Marks all that is seen; where all of it is marked, nothing."""
        ids = set(self.ids)
        self.marked = set() if self.marked == ids else ids
