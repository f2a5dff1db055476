"""The way in: a path → a `Draft`, through the reader its suffix asks for."""

from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, cast

from qualcode.errors import UnreadableFile
from qualcode.sources.conventions import Convention, own_convention
from qualcode.sources.draft import Draft

LARGEST = 50 * 1024 * 1024
MOST_TURNS = 50_000  # a day of talk has some ten thousand
_BEGINNING = 64 * 1024

# Modules by name, so that a format's library is loaded only when such a file is read.
_READERS = MappingProxyType(
    {
        ".txt": "plain",
        ".text": "plain",
        ".md": "plain",
        ".markdown": "plain",
        ".vtt": "vtt",
        ".srt": "srt",
        ".docx": "word",
        ".docm": "word",
        ".json": "whisper",
        ".csv": "rows",
        ".tsv": "rows",
    }
)
SUFFIXES: tuple[str, ...] = tuple(_READERS)


# Suffixes of files that may well hold something else than a talk.
_OF_ANYTHING = frozenset((".csv", ".tsv", ".json"))


class _Reader(Protocol):
    """What every format's module offers; `could_be_talk` only those of `_OF_ANYTHING`."""

    def could_be_talk(self, beginning: bytes) -> bool:
        """Whether a file that begins so is meant as a transcript."""

    def read(self, data: bytes, name: str, own: Convention | None) -> Draft:
        """A file's bytes and name, and perhaps the caller's own convention → its draft."""


def readable(path: Path) -> bool:
    """True where a reader exists for files with this suffix.

    A csv or json that is there is looked into: beside transcripts lie lists of cases, manifests
    and settings, which nobody means as talk.
    """
    suffix = path.suffix.lower()
    if suffix not in _OF_ANYTHING:
        return suffix in _READERS
    try:
        with path.open("rb") as file:
            return _reader(suffix).could_be_talk(file.read(_BEGINNING))
    except (OSError, ValueError):
        return True  # `read` says what is the matter


def _reader(suffix: str) -> _Reader:
    return cast(_Reader, import_module(f"qualcode.sources.{_READERS[suffix]}"))


def read(path: Path, *, speaker_pattern: str | None = None) -> Draft:
    """The transcript in `path` as turns, with notes on how it was understood.

    `speaker_pattern`, a regular expression with the named groups `speaker` and `words`
    (and perhaps `time`), takes the place of finding out how speakers are marked.
    Raises UnreadableFile for what can't be read, InputError for a pattern that can't serve.
    """
    own = own_convention(speaker_pattern) if speaker_pattern is not None else None
    suffix = path.suffix.lower()
    if suffix not in _READERS and not _is_folder(path):
        raise UnreadableFile(
            f"{path.name} is of a kind that can't be read.",
            f"Save it as one of {', '.join(SUFFIXES)}.",
        )
    data = _bytes(path)
    draft = _reader(suffix).read(data, path.name, own)
    if not draft.turns:
        raise UnreadableFile(f"{path.name} holds no words.", "Check that it is the right file.")
    if len(draft.turns) > MOST_TURNS:
        raise UnreadableFile(
            f"{path.name} holds {len(draft.turns):,} turns; the limit is {MOST_TURNS:,}.",
            "The longest talk has a few thousand: check that it is the right file.",
        )
    return draft


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _bytes(path: Path) -> bytes:
    """The file's bytes, or a refusal that says why there are none to read."""
    try:
        if path.is_dir():
            raise UnreadableFile(
                f"{path} is a folder that holds no transcript.", "Name files, or their folder."
            )
        size = path.stat().st_size
        if size > LARGEST:
            raise UnreadableFile(
                f"{path.name} is {size / 1024 / 1024:.0f} MB; the limit is 50 MB.",
                "A transcript is rarely over 1 MB: check that this isn't the recording.",
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile(f"There is no file {path}.", "Check the name and folder.") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or "the system refuses"
        raise UnreadableFile(
            f"{path.name} can't be opened: {reason}.", "Check its permissions."
        ) from None
    if not data:
        raise UnreadableFile(f"{path.name} is empty.", "Check that it was saved or copied whole.")
    return data
