"""Whatever is done to a codebook, in any order: the tree stays one, and nothing is lost."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.codebook.comparing import as_codebook
from qualcode.codebook.differing import compare
from qualcode.codebook.editing import Description, add, edit, move, rename
from qualcode.codebook.history import history
from qualcode.codebook.past import moments
from qualcode.codebook.reading import read_codebook
from qualcode.codebook.reshaping import merge, remove, split
from qualcode.codebook.saving import save
from qualcode.codebook.stored import codebook
from qualcode.coding.recoding import queue
from qualcode.coding.retrieval import codings
from qualcode.coding.staleness import stale
from qualcode.errors import QualcodeError
from qualcode.study.doctor import examine
from qualcode.study.file import STUDY, Study
from qualcode.study.log import log
from qualcode.study.undo import redo, undo

NAMES = ("zelf", "werk", "nieuw", "één", "no")
Step = tuple[str, int, int, str]

STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ("add", "edit", "rename", "under", "beside", "top", "split", "merge", "keep", "shift",
             "undo", "redo")
        ),
        st.integers(0, 40),
        st.integers(0, 40),
        st.sampled_from(NAMES),
    ),
    max_size=14,
)  # fmt: skip


def act(study: Study, step: Step) -> None:
    """Does a step, where the program allows it."""
    kind, n, m, name = step
    codes = codebook(study).codes
    if not codes or (kind == "undo" and not can_undo(study)):
        return
    one, other = codes[n % len(codes)].code, codes[m % len(codes)].code
    doing: dict[str, Callable[[], object]] = {
        "add": lambda: add(study, f"{one}/{name}"),
        "edit": lambda: edit(study, one, Description(definition=f"{name} {m}", hotkey="")),
        "rename": lambda: rename(study, one, name),
        "under": lambda: move(study, one, under=other),
        "beside": lambda: move(study, one, before=other),
        "top": lambda: move(study, one, top=True),
        "split": lambda: split(study, one, [name]),
        "merge": lambda: merge(study, [one], other),
        "keep": lambda: remove(study, one, codings="keep", branch=bool(m % 2)),
        "shift": lambda: remove(study, one, codings=f"move:{other}", branch=bool(m % 2)),
        "undo": lambda: undo(study),
        "redo": lambda: redo(study),
    }
    try:
        doing[kind]()
    except QualcodeError as error:
        assert error.exit_code in (1, 2)


def can_undo(study: Study) -> bool:
    """Whether the study's last action is on the codebook, and not its making."""
    done = [e for e in log(study) if e.coder == STUDY and not e.undone and e.kind == "codebook"]
    return len(done) > 1


@settings(max_examples=40)
@given(steps=STEPS)
def test_any_history_leaves_a_sound_codebook(built: Path, memory: Path, steps: list[Step]) -> None:
    folder = Path(tempfile.mkdtemp(dir=memory))
    with Study(Path(shutil.copy(built, folder / "s.qualcode")), viewer=STUDY) as study:
        study.db.execute("PRAGMA synchronous = OFF")
        before = {coding.id for coding in codings(study)}
        born = {code.id for code in codebook(study).all_codes}
        for step in steps:
            act(study, step)
            # Event laid upon event gives what the fold of all of them gives.
            *_, latest = moments(study)
            assert latest.book.all_codes == codebook(study).all_codes
        book = codebook(study)
        # Every code is in the tree once, and ids stay.
        everything = [code.id for code in book.all_codes]
        assert len(everything) == len(set(everything))
        assert born <= set(everything)
        for code in book:
            assert book.lineage(code.id)[-1].parent_id is None
        # Every coding is still there, and counts for a code.
        assert {coding.id for coding in codings(study)} == before
        assert {waiting.id for waiting in queue(study)} <= before
        # Each step of the history is a moment.
        assert len(history(study)) == len(list(moments(study)))
        stale(study)
        assert examine(study).sound
        # Saved and read again it is the same, unless two codes share a path.
        paths = [code.code.casefold() for code in book]
        if len(paths) == len(set(paths)) and any(not code.removed for code in book):
            save(study, folder / "boek.yaml")
            entries = read_codebook(folder / "boek.yaml")
            again = as_codebook(entries, study.language, book)
            told = [c for c in compare(book, again) if c.what != "added"]
            assert [(c.code, [f.field for f in c.fields]) for c in told] == []
    shutil.rmtree(folder)
