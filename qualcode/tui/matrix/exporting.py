"""The matrix into a file that a person names."""

from functools import partial
from pathlib import Path
from typing import Any

from qualcode.export.matrix_files import write_matrix
from qualcode.study.file import Study
from qualcode.tui.widgets.asking import Confirming
from qualcode.tui.widgets.completing import paths
from qualcode.tui.widgets.form import Field, Form
from qualcode.tui.workplace import Workplace

FILE = "file"


def matrix_form(screen: Workplace, how: dict[str, Any]) -> Form:
    """Asks to which file the matrix goes that `how` asks for."""
    offers = paths(".xlsx", ".csv", ".md", ".html")
    field = Field(FILE, "file", "matrix.xlsx", ".xlsx, .csv, .md or .html", offers)
    done = partial(_write, screen, how, is_form=False)
    return Form("The matrix into a file", [field], done, does="writes it")


def workbook_form(screen: Workplace, how: dict[str, Any]) -> Form:
    """Asks to which file a workbook goes in which summaries can be written."""
    hint = "an .xlsx; `qualcode import-summaries` takes it back"
    field = Field(FILE, "file", "summaries.xlsx", hint, paths(".xlsx"))
    done = partial(_write, screen, how, is_form=True)
    return Form("A workbook to fill summaries in", [field], done, does="writes it")


def _write(
    screen: Workplace, how: dict[str, Any], form: Form, *, is_form: bool, replacing: bool = False
) -> None:
    name = form.values[FILE]
    if not name:
        form.refuse("Give the file a name.")
        return
    path = Path(name).expanduser()

    def confirmed(shall: bool | None) -> None:
        if shall:
            _write(screen, how, form, is_form=is_form, replacing=True)

    def answer(where: Path | None) -> None:
        if where is not None:
            form.close()
            screen.say(f"Wrote {where}.")
        else:
            lines = ["What is in it goes, also summaries that were filled in and not taken in yet."]
            asked = Confirming(f"There is a {path} already.", lines, does="replace it")
            screen.app.push_screen(asked, confirmed)

    question = partial(_written, path=path, how=how, is_form=is_form, replacing=replacing)
    screen.ask(question, answer, form.refuse)


def _written(
    study: Study, *, path: Path, how: dict[str, Any], is_form: bool, replacing: bool
) -> Path | None:
    """Writes the file, and answers where it is; None where it may not replace what is there."""
    if path.is_file() and not replacing:
        return None
    write_matrix(study, path, is_form=is_form, **how)
    return path.resolve()
