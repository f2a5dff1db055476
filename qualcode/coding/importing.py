"""Importing: from files to documents, each file an action of its own."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date as calendar
from pathlib import Path

from qualcode.cases.design import mention_case, mention_wave
from qualcode.coding import queries
from qualcode.errors import InputError
from qualcode.names import find, fold_name, unknown
from qualcode.sources.draft import Draft
from qualcode.sources.labels import role_of
from qualcode.sources.reading import read, readable
from qualcode.study import ids
from qualcode.study.file import Study
from qualcode.study.journal import Patch, write
from qualcode.study.versions import NewTurn, new_version, text_hash
from qualcode.transcripts.units import count_words

KINDS = ("interview", "expert", "focus-group", "notes", "report")


@dataclass(frozen=True, slots=True)
class About:
    """What a person says of the files that they import; a case or wave unknown is made."""

    kind: str = "interview"
    case: str | None = None
    wave: str | None = None
    date: str | None = None
    title: str | None = None
    interviewers: tuple[str, ...] = ()
    speaker_pattern: str | None = None


@dataclass(frozen=True, slots=True)
class SpeakerFound:
    """A speaker as the file labels them, and the role that the label tells."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Imported:
    """One file as it came in (or would): the document, and what the reader found."""

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


@dataclass(frozen=True, slots=True)
class Import:
    """What became of each file of a batch."""

    documents: tuple[Imported, ...]
    skipped: tuple[Skipped, ...]
    refused: tuple[Refused, ...]
    unread: tuple[str, ...]


NOTHING_KNOWN = About()


def import_files(
    study: Study,
    paths: Sequence[Path],
    about: About = NOTHING_KNOWN,
    *,
    dry_run: bool = False,
    told: Callable[[Imported | Skipped | Refused], None] = lambda _: None,
) -> Import:
    """Brings in files, and the readable files of folders; `dry_run` tells and writes nothing.

    Each file comes in whole or not at all, and a bad one never stops the others; a lone bad
    file raises. `told` hears of each as it is done. Raises InputError for an unknown kind or
    date, before anything is read.
    """
    _check(about)
    files = list(_files(paths))
    outcomes: list[Imported | Skipped | Refused] = []
    with study.rehearsing() if dry_run else nullcontext():
        for file in files:
            try:
                outcomes.append(_import(study, file, about))
            except InputError as error:
                if len(files) == 1:
                    raise
                outcomes.append(Refused(shown(str(file)), str(error)))
            told(outcomes[-1])
    return Import(
        documents=tuple(each for each in outcomes if isinstance(each, Imported)),
        skipped=tuple(each for each in outcomes if isinstance(each, Skipped)),
        refused=tuple(each for each in outcomes if isinstance(each, Refused)),
        unread=tuple(_unread(paths)),
    )


def _check(about: About) -> None:
    if about.kind not in KINDS:
        raise unknown(about.kind, KINDS, "kind of document")
    if about.date is not None:
        try:
            is_date = calendar.fromisoformat(about.date).isoformat() == about.date
        except ValueError:
            is_date = False
        if not is_date:
            raise InputError(f"«{about.date}» is not a date.", "Write it like 2020-05-04.")


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        inside = [file for file in _inside(path) if readable(file)]
        yield from inside or [path]


def _unread(paths: Iterable[Path]) -> Iterable[str]:
    """What lies in the folders and no reader knows."""
    return (str(file) for path in paths for file in _inside(path) if not readable(file))


def _inside(path: Path) -> list[Path]:
    """The files of a folder, but for what is hidden, about it, or the program's own."""
    try:
        if not path.is_dir():
            return []
    except (OSError, ValueError):  # a name too long, or with a zero in it: the reader tells
        return []
    files = (file for file in path.rglob("*") if file.is_file())
    return sorted(file for file in files if not _is_aside(file.relative_to(path)))


def _is_aside(file: Path) -> bool:
    folders = file.parts[:-1]
    return (
        any(part.startswith(".") for part in file.parts)
        or any(part == "exports" or part.endswith(".backups") for part in folders)
        or file.stem.casefold() == "readme"
        or file.suffix in (".qualcode", ".qualcode-wal", ".qualcode-shm")
    )


def _import(study: Study, file: Path, about: About) -> Imported | Skipped:
    return bring_in(study, file, read(file, speaker_pattern=about.speaker_pattern), about)


def bring_in(study: Study, file: Path, draft: Draft, about: About) -> Imported | Skipped:
    """Writes a draft as a document, unless the study holds its very words already."""
    text = draft.text
    with study.writing():
        same = study.db.execute(queries.SAME_TEXT, {"hash": text_hash(text)}).fetchone()
        if same:
            return Skipped(shown(str(file)), same[0])
        return _write(study, file, draft, text, about)


def _write(study: Study, file: Path, draft: Draft, text: str, about: About) -> Imported:
    case = mention_case(study, about.case) if about.case else None
    wave = mention_wave(study, about.wave) if about.wave else None
    wanted = f"{case.name}-{wave.name}" if case and wave else shown(file.stem)
    name = _free_name(study, wanted)
    row_id = study.claim_id("document", name)
    speakers = {label: ids.natural(study.id, "speaker", row_id, label) for label in draft.speakers}
    roles = _roles(draft, about)
    turns = _turns(draft, speakers)
    version = new_version(study, row_id, text, turns, source=shown(file.name))
    title = about.title or draft.title
    document = {
        "removed": 0,
        "name": name,
        "kind": about.kind,
        "case_id": case.id if case else None,
        "wave_id": wave.id if wave else None,
        "date": about.date,
        "title": title,
        "version_id": version.id,
    }
    mentions = [mention for mention in (case, wave) if mention]
    patches = [
        *(mention.patch for mention in mentions),
        Patch("document", row_id, document),
        *(
            Patch(
                "speaker",
                speaker_id,
                {"removed": 0, "document_id": row_id, "name": label, "role": roles[label]},
            )
            for label, speaker_id in speakers.items()
        ),
    ]
    write(study, "import", patches, label=f"{name} from {shown(file.name)}", new_versions=[version])
    return Imported(
        file=shown(str(file)),
        name=name,
        kind=about.kind,
        case=case.name if case else None,
        wave=wave.name if wave else None,
        date=about.date,
        title=title,
        turns=len(draft.turns),
        words=sum(turn.words for turn in turns),
        speakers=tuple(SpeakerFound(*each) for each in roles.items()),
        format=draft.format,
        encoding=draft.encoding,
        convention=draft.convention,
        notes=draft.notes,
        made=tuple(mention.name for mention in mentions if mention.is_new),
    )


def _roles(draft: Draft, about: About) -> dict[str, str]:
    """The role of each speaker; raises UnknownName for an interviewer who doesn't speak."""
    asking = {find(name, {s: s for s in draft.speakers}, "speaker") for name in about.interviewers}
    return {s: "interviewer" if s in asking else role_of(s) for s in draft.speakers}


def _turns(draft: Draft, speakers: dict[str, str]) -> list[NewTurn]:
    return [
        NewTurn(
            speaker_id=speakers.get(turn.speaker or ""),
            start=start,
            end=start + len(turn.words),
            starts_at=turn.start,
            ends_at=turn.end,
            words=count_words(turn.words),
        )
        for start, turn in zip(draft.starts, draft.turns, strict=True)
    ]


def shown(name: str) -> str:
    """A file's name as text that can be kept and printed, whatever bytes it is made of."""
    text = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())
    return "".join(char if char.isprintable() else "_" for char in text)


def _free_name(study: Study, wanted: str) -> str:
    """`wanted`, or with -2, -3 … where that is taken: a second interview in one window."""
    taken = {fold_name(name) for _, name, _ in study.db.execute(queries.NAMES)}
    names = (wanted if n == 1 else f"{wanted}-{n}" for n in range(1, len(taken) + 2))
    return next(name for name in names if fold_name(name) not in taken)
