"""What Studies asks for before a study is there: where it lies, what it begins with, who works."""

from collections.abc import Callable, Sequence
from pathlib import Path

from qualcode.codebook.loading import BLANK, start, templates
from qualcode.errors import InputError
from qualcode.tui.widgets.completing import folders, one_of, paths
from qualcode.tui.widgets.form import Field, Form

SUFFIX = ".qualcode"
LANGUAGES = ("nl", "en", "de", "fr")


def opening(done: Callable[[Form], None]) -> Form:
    """Asks for the path of a study."""
    hint = "A file that ends in .qualcode; ~ is your own folder."
    field = Field("path", "Path", "", hint, paths(SUFFIX))
    return Form("Open which study?", [field], done, does="opens it")


def making(done: Callable[[Form], None]) -> Form:
    """Asks what a new study shall be."""
    shipped = templates()
    own = paths(".yaml", ".yml", ".csv")
    template = Field(
        "template",
        "Codebook",
        BLANK,
        f"{', '.join(shipped)}, or a codebook file of your own (YAML, CSV).",
        lambda typed: [*one_of(shipped)(typed), *own(typed)],
    )
    return Form(
        "A new study",
        [
            Field("path", "Path", "", "Like interviews.qualcode; .qualcode is added.", paths()),
            template,
            Field("language", "Language", "nl", "The language of the talk.", one_of(LANGUAGES)),
        ],
        done,
        does="makes it",
    )


def make(values: dict[str, str]) -> Path:
    """Makes the study that was asked for; answers where it lies."""
    if not values["path"]:
        raise InputError("No path is given.", "Write where the study shall lie.")
    path = Path(values["path"]).expanduser()
    path = path if path.suffix else path.with_name(path.name + SUFFIX)
    template = values["template"] or BLANK
    known = template if template in templates() else str(Path(template).expanduser())
    start(path, template_name=known, language=values["language"] or "nl")
    return path.absolute()


def demonstrating(done: Callable[[Form], None]) -> Form:
    """Asks where the demonstration study shall be built."""
    hint = "A new folder, or one without a study in it."
    field = Field("folder", "Folder", "qualcode-demo", hint, folders)
    return Form(
        "Build the demonstration study (all invented) where?", [field], done, does="builds it"
    )


def naming(viewer: str | None, coders: Sequence[str], done: Callable[[Form], None]) -> Form:
    """Asks who is at work."""
    known = f"In this study: {', '.join(coders)}; or a new name" if coders else "A name"
    hint = f"{known}; none: you can only read."
    field = Field("coder", "Coder", viewer or "", hint, one_of(coders))
    return Form("Who is at work, until you quit?", [field], done, does="says so")
