"""An import from the Library: asked for, shown before anything is written, done beside the desk."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from qualcode.coding.arriving.importing import import_files
from qualcode.coding.arriving.outcomes import Import, Outcome
from qualcode.errors import InputError
from qualcode.study.file import Study
from qualcode.tui.library.arrivals import Arrivals, summary
from qualcode.tui.library.batches import Batch, asking, batch
from qualcode.tui.library.shown import Library
from qualcode.tui.widgets.form import Form
from qualcode.tui.workplace import Workplace

Told = Callable[[str], None]
WOULD, DID = "would come", "came"
PREVIEW = "Enter brings them in · ↑ ↓ one by one · Esc goes back, to say it otherwise"


class Importing:
    """Asks, previews and brings in. `going` hears how far it is, `done` what came in, how many."""

    def __init__(self, screen: Workplace, going: Told, done: Callable[[str, int], None]) -> None:
        self._screen, self._going, self._done = screen, going, done
        self._busy = False

    def ask(self, found: Library) -> None:
        """Asks which files, and what they are."""
        if self._busy:
            self._screen.say("An import is under way; it tells when it is done.")
        else:
            self._screen.app.push_screen(asking(found, self._preview))

    def _preview(self, form: Form) -> None:
        try:
            wanted = batch(form.values)
        except InputError as error:
            form.refuse(str(error))
            return
        if not self._busy:
            heard = partial(self._counted, "Reading", form.tell)
            self._run(wanted, heard, partial(self._show, form, wanted), form.refuse, dry_run=True)

    def _show(self, form: Form, wanted: Batch, found: Import) -> None:
        self._busy = False
        if not form.is_current:  # left meanwhile
            return
        form.tell("")
        comes = bool(found.documents or found.not_held)
        keys = PREVIEW if comes else "Nothing would come in · Esc goes back"

        def answered(agreed: bool | None) -> None:
            if agreed and comes:
                form.close()
                self._bring_in(wanted, len(found.documents) + len(found.refused))

        title = "What would come in; nothing is written yet"
        self._screen.app.push_screen(Arrivals(title, found, WOULD, keys), answered)

    def _bring_in(self, wanted: Batch, total: int) -> None:
        heard = partial(self._counted, f"Bringing in {total} files:", self._going)
        self._run(wanted, heard, self._arrived, self._failed, dry_run=False)

    def _arrived(self, found: Import) -> None:
        self._busy = False
        self._going("")
        self._done(summary(found, DID), len(found.documents) + len(found.not_held))
        if found.refused and self._screen.is_current:
            title = "These could not come in; mend them and bring them in again"
            self._screen.app.push_screen(Arrivals(title, found, DID, "Esc closes this"))

    def _failed(self, why: str) -> None:
        self._busy = False
        self._going("")
        self._screen.bench.tell_error(why)

    def _run(
        self,
        wanted: Batch,
        heard: Callable[[int], None],
        answer: Callable[[Import], None],
        failed: Told,
        *,
        dry_run: bool,
    ) -> None:
        bench, screen = self._screen.bench, self._screen
        path, viewer = bench.path, bench.viewer
        assert path is not None
        self._busy = True

        def work() -> Import:
            count = 0

            def told(_outcome: Outcome) -> None:
                nonlocal count
                count += 1
                screen.call_later(heard, count)

            return bring_in(path, viewer, wanted, told, dry_run=dry_run)

        def refused(why: str) -> None:
            self._busy = False
            failed(why)

        heard(0)
        bench.do_aside(work, answer, refused)

    def _counted(self, what: str, tell: Told, count: int) -> None:
        if self._busy:
            tell(f"{what} … {count or ''}".rstrip())


def bring_in(
    path: Path,
    viewer: str | None,
    wanted: Batch,
    told: Callable[[Outcome], None],
    *,
    dry_run: bool,
) -> Import:
    """Brings files into the study at `path`, or tells what would come in.

    It has the study open beside the desk, so that the screens go on meanwhile.
    """
    with Study(path, viewer=viewer) as study:
        return import_files(
            study,
            wanted.paths,
            wanted.about,
            manifest=wanted.manifest,
            pattern=wanted.pattern,
            dry_run=dry_run,
            told=told,
        )
