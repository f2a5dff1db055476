"""Codebook: the codes are made, described, moved, merged, split and removed; files come and go."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from qualcode.codebook.checking import Checked, check
from qualcode.codebook.loading import Loaded, load
from qualcode.study.file import Study
from qualcode.tui.codebook import words
from qualcode.tui.codebook.changing import Plan
from qualcode.tui.codebook.describing import Describing
from qualcode.tui.codebook.reshaping import Reshaping
from qualcode.tui.widgets.completing import paths
from qualcode.tui.widgets.form import Field, Form
from qualcode.tui.widgets.picker import Choice, Picker
from qualcode.written import counted

SUFFIXES = (".yaml", ".yml", ".csv")


class CodebookScreen(Describing, Reshaping):
    """Everything that is done to a codebook; here, as a whole."""

    def do_load(self) -> None:
        self.fill_in(
            "Load which codebook?",
            [Field("file", "file", hint=".yaml or .csv", offers=paths(*SUFFIXES))],
            lambda typed: Plan(
                f"Load {typed['file']}?",
                lambda study: load(study, _path(typed["file"])),
                note="Codes that the file doesn't name stay as they are.",
                told=_loaded,
                always=True,
            ),
            "shows what would change",
        )

    def do_save(self) -> None:
        path = self.bench.path
        if path is None:
            return
        name = str(path.with_name(f"{path.stem}-codebook.yaml"))
        hint = ".yaml or .csv; one that is there keeps its comments and order"
        field = Field("file", "file", name, hint, paths(*SUFFIXES))
        self.app.push_screen(
            Form("The codebook into a file", [field], self._save, does="writes it")
        )

    def _save(self, form: Form) -> None:
        path = _path(form.values["file"])

        def saved(told: str) -> None:
            form.close()
            self.say(told)

        self.ask(lambda study: _saved(study, path), saved, form.refuse)

    def do_check(self) -> None:
        self.ask(check, self._checked)

    def _checked(self, found: Checked) -> None:
        advice = len(found.remarks) - found.problems
        total = f"{counted(found.problems, 'problem')}, {advice} to weigh"
        if not found.remarks:
            self.say(f"{counted(found.codes, 'code')}: nothing is wrong, nothing to weigh.")
            return
        choices = [
            Choice(str(n), f"{'!' if each.severity == 'problem' else ' '} {each.code} {each.text}")
            for n, each in enumerate(found.remarks)
        ]
        codes = [each.code for each in found.remarks]
        self.app.push_screen(
            Picker(f"{total}. Enter goes to the code", choices), partial(self._see, codes)
        )

    def _see(self, codes: Sequence[str], picked: str | None) -> None:
        if picked is not None:
            self.go_to(codes[int(picked)])


def _path(line: str) -> Path:
    return Path(line.strip()).expanduser()


def _loaded(outcome: Loaded) -> str:
    ignored = f" Nothing was read from {', '.join(outcome.passed_over)}."
    return words.done(outcome) + (ignored if outcome.passed_over else "")


def _saved(study: Study, path: Path) -> str:
    from qualcode.codebook.saving import save  # noqa: PLC0415  (brings ruamel)

    saved = save(study, path)
    said = "" if saved.changed else ", which told all of it already"
    return f"Saved {counted(saved.codes, 'code')} in {saved.file}{said}."
