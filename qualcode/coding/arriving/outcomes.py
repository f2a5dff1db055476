"""What becomes of the files of an import."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SpeakerFound:
    """A speaker as the file labels them, and the role that the label or the file tells."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Imported:
    """One file as it came in (or would): the document, and what the reader found.

    `placed` tells which wave a date alone led to, or why to none; None where that wasn't asked.
    """

    file: str
    name: str
    kind: str
    case: str | None
    wave: str | None
    date: str | None
    title: str | None
    turns: int
    words: int
    speakers: tuple[SpeakerFound, ...]
    format: str
    encoding: str
    convention: str
    notes: tuple[str, ...]
    made: tuple[str, ...]
    placed: str | None = None
    comments: int = 0


@dataclass(frozen=True, slots=True)
class NotHeld:
    """An interview that a manifest says was not held."""

    case: str
    wave: str
    reason: str
    made: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file whose words the study holds already."""

    file: str
    same_as: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that could not come in, and why."""

    file: str
    error: str


Outcome = Imported | NotHeld | Skipped | Refused


@dataclass(frozen=True, slots=True)
class Import:
    """What became of each file of a batch; `unheard` are interviewers whom no file names."""

    documents: tuple[Imported, ...]
    not_held: tuple[NotHeld, ...]
    skipped: tuple[Skipped, ...]
    refused: tuple[Refused, ...]
    unread: tuple[str, ...]
    unheard: tuple[str, ...] = ()
