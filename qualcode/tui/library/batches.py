"""What a person says of transcripts before they come in: which files, and of what."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qualcode.coding.arriving.about import KINDS, About
from qualcode.errors import InputError
from qualcode.sources.reading import SUFFIXES
from qualcode.tui.library.shown import Library
from qualcode.tui.widgets.completing import named_files, one_of, paths
from qualcode.tui.widgets.form import Field, Form

PATTERN = "{case}_{wave}_{date}"


@dataclass(frozen=True, slots=True)
class Batch:
    """Files to bring in, and what is said of them."""

    paths: tuple[Path, ...]
    about: About
    manifest: Path | None
    pattern: str | None


def asking(found: Library, done: Callable[[Form], None]) -> Form:
    """Asks for files, and what is said of all of them."""
    return Form(
        "Bring in transcripts (shown before anything is written)",
        [
            Field("files", "Files", "", "A file, a folder, or several by a pattern like data/*.txt",
                  paths(*SUFFIXES)),
            Field("kind", "Kind", KINDS[0], ", ".join(KINDS), one_of(KINDS)),
            Field("case", "Case", "", "Of all of them; a new name makes a case.",
                  one_of(found.cases)),
            Field("wave", "Wave", "", "Of all of them; else the date places an interview.",
                  one_of(found.waves)),
            Field("date", "Date", "", "When it was held, like 2020-09-01 or 1-9-2020."),
            Field("title", "Title", "", "Else the file's own."),
            Field("interviewer", "Interviewers", "", "Who asks; several with commas between."),
            Field("pattern", "Names tell", "", f"What the files' names tell, like {PATTERN}"),
            Field("manifest", "Manifest", "", "A csv that lists the files and says what each is.",
                  paths(".csv")),
            Field("speakers", "Speakers by", "",
                  "If they aren't recognised: (?P<speaker>…) and (?P<words>…)"),
        ],
        done,
        does="shows what would come in",
    )  # fmt: skip


def batch(values: dict[str, str]) -> Batch:
    """What was asked for; raises InputError where no file is named."""
    files, manifest = named_files(values["files"]), values["manifest"]
    if not files and not manifest:
        raise InputError("No file is named.", "Name a file, a folder, or a manifest.")
    named = (name.strip() for name in values["interviewer"].split(","))
    about = About(
        kind=values["kind"] or KINDS[0],
        case=values["case"] or None,
        wave=values["wave"] or None,
        date=values["date"] or None,
        title=values["title"] or None,
        interviewers=tuple(name for name in named if name),
        speaker_pattern=values["speakers"] or None,
    )
    sheet = Path(manifest).expanduser() if manifest else None
    return Batch(tuple(files), about, sheet, values["pattern"] or None)
