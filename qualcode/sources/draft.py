"""What a reader makes of a file, before anything is written."""

import unicodedata
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class DraftTurn:
    """One stretch of talk as the reader understood it.

    `words` is never empty; `speaker` is the label as the file writes it, or None;
    `start` and `end` are seconds from the beginning of the recording, or None;
    `line` is the 1-based line (or row, or paragraph) of the file where the turn begins.
    `role` is the speaker's role where the file itself says it, else None.
    """

    words: str
    speaker: str | None = None
    start: float | None = None
    end: float | None = None
    line: int = 1
    role: str | None = None


@dataclass(frozen=True, slots=True)
class DraftComment:
    """A remark that somebody wrote beside the text.

    `turn` is the 0-based number of the turn it stands at (None: the whole document);
    `start` and `end` are code points within that turn's words, None for all of it.
    `date` is ISO 8601, as the file gives it.
    """

    text: str
    author: str | None = None
    date: str | None = None
    turn: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A transcript as read: its turns in order, and how the reader came to them.

    `format` is the reader's name ("vtt"), `encoding` the one found ("utf-8-sig"),
    `convention` how speakers were told apart, in words a researcher understands
    ("Name: words"), `notes` what is worth knowing (a header kept out, a cue skipped).
    """

    turns: tuple[DraftTurn, ...]
    format: str
    encoding: str
    convention: str
    title: str | None = None
    notes: tuple[str, ...] = ()
    comments: tuple[DraftComment, ...] = ()

    @property
    def text(self) -> str:
        """The document's text: the turns' words joined by newlines."""
        return "\n".join(turn.words for turn in self.turns)

    @property
    def starts(self) -> tuple[int, ...]:
        """Where each turn begins in `text`, in code points."""
        lengths = [len(turn.words) + 1 for turn in self.turns]
        return tuple(accumulate(lengths[:-1], initial=0)) if lengths else ()

    @property
    def speakers(self) -> tuple[str, ...]:
        """The labels heard, each once, in the order they first speak."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns if turn.speaker))


def normalise(words: str) -> str:
    """`words` in NFC with every run of white space as one space: how text enters a study."""
    return " ".join(unicodedata.normalize("NFC", words).split())
