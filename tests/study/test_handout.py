"""A copy handed out: what a blind round keeps from its receiver isn't in the file at all."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import permutations
from pathlib import Path
from threading import Event, Thread

import pytest

from qualcode.study import doctor
from qualcode.study.file import STUDY, Study
from qualcode.study.handout import hand_out
from qualcode.study.journal import Patch, write
from qualcode.study.log import log
from qualcode.study.merge import merge
from qualcode.study.undo import redo, undo

from . import histories as h

BLIND, OPEN = "P01-W01", "P02-W01"
SECRET = "geheim"
CASE = "P01"


def put(study: Study, tbl: str, **fields: object) -> str:
    """A new row by the coder at work, in an event of its own with a telling label."""
    row = study.fresh_id()
    vals = {"removed": 0, "coder_id": h.me(study), **fields}
    word = SECRET if h.me(study) != study.coder_id("Bram") else "eigen"
    write(study, tbl, [Patch(tbl, row, vals)], label=f"{tbl} {word}", by=h.me(study))
    return row


def document(study: Study, name: str) -> str:
    return h.ids.natural(study.id, "document", name)


def code(study: Study, name: str = "stigma") -> str:
    return h.ids.natural(study.id, "code", name)


def assign(study: Study, coder: str, name: str = BLIND, **fields: object) -> str:
    """An assignment as `assign` writes it: the study's own event, of one coder."""
    row = h.ids.natural(study.id, "assignment", document(study, name), coder)
    given = {"removed": 0, "blind": 1, "revealed": 0, "state": "todo", **fields}
    vals = {"document_id": document(study, name), "coder_id": study.coder_id(coder), **given}
    write(study, "assign", [Patch("assignment", row, vals)], label=f"{name} to {coder}")
    return row


def all_sorts(study: Study, name: str, word: str) -> dict[str, str]:
    """One of everything that a coder can make on a document or its case: table → id."""
    on = {"document_id": document(study, name)}
    version = h.by_id(study, "document")[on["document_id"]]["version_id"]
    span = {"version_id": version, "start": 17, "end": 22}
    coding = h.code_passage(
        study, on["document_id"], code(study), 17, 22, memo=f"{word} note", about=f"{word} about"
    )
    case = h.ids.natural(study.id, "case_", CASE)
    made = {
        "coding": coding,
        "memo": put(study, "memo", kind="todo", text=f"{word} memo", **on),
        "passage": put(study, "memo", kind="todo", text=f"{word} here", **on, **span),
        "memo on it": put(study, "memo", kind="method", text=f"{word} on it",
            target_tbl="coding", target_id=coding, **on,
        ),
        "quote": put(study, "quote", coding_id=coding, edited=f"{word} edited",
            translations={"en": f"{word} English"}, **on,
        ),
        "placement": put(study, "placement", coding_id=coding, **on, **span),
        "response": put(study, "response", suggestion_id="s", code_id=code(study), quote=word,
            answer="rejected", **on, **span,
        ),
        "flag": put(study, "flag", target_tbl="coding", target_id=coding, text=f"{word} flag", **on
        ),
        "adjudication": put(study, "adjudication", disagreement="d", decision="both",
            because=f"{word} because", codings=[coding], outcome=[], **on,
        ),
        "summary": put(study, "summary", case_id=case, text=f"{word} summary"),
        "finding": put(study, "finding", case_id=case, aspect="a", value=f'"{word}"',
            evidence=[coding],
        ),
        "claim": put(study, "claim", case_id=case, criterion="c", value=f'"{word} claim"',
            evidence=[coding], **on,
        ),
        "verdict": put(study, "verdict", case_id=case, verdict="CMD", because=f"{word} verdict"
        ),
        "rating": put(
            study, "rating", instrument="i", item="1", subject=CASE, because=f"{word} rate"
        ),
    }  # fmt: skip
    made["case memo"] = put(study, "memo", kind="method", text=f"{word} case", target_tbl="case_",
        target_id=case,
    )  # fmt: skip
    made["answer"] = put(study, "memo", kind="method", text=f"{word} answer", target_tbl="memo",
        target_id=made["case memo"],
    )  # fmt: skip
    made["case flag"] = put(
        study, "flag", target_tbl="case_", target_id=case, text=f"{word} case flag"
    )
    return made


@pytest.fixture
def shared(study: Study) -> Study:
    """Anna's copy: she, Bram and Chris have done all there is on one document, others on two."""
    case = h.ids.natural(study.id, "case_", CASE)
    write(study, "case", [Patch("case_", case, {"removed": 0, "name": CASE})], label="case")
    h.import_document(study, OPEN, h.TEXTS[1])
    h.set_fields(study, "document", document(study, BLIND), case_id=case, by=study.study_coder)
    return study


@pytest.fixture
def hidden(shared: Study) -> dict[str, str]:
    """What Anna and Chris did on the document that Bram codes blind from here on."""
    found = {}
    for name in ("Anna", "Chris"):
        with h.seen_by(shared, name):
            made = all_sorts(shared, BLIND, SECRET)
            found |= {f"{name} {kind}": row for kind, row in made.items()}
        found[f"{name} assignment"] = row = assign(shared, name)
        done = Patch("assignment", row, {"state": "done", "frozen": [made["coding"]]})
        write(shared, "done", [done], label=f"{SECRET} done", by=shared.coder_id(name))
    with h.seen_by(shared, "Bram"):
        all_sorts(shared, BLIND, "eigen")
        all_sorts(shared, OPEN, "elders")
    h.code_passage(shared, document(shared, OPEN), code(shared), 0, 3, memo="elders")
    assign(shared, "Bram")
    return found


def handed(study: Study, to: str = "Bram") -> Path:
    """A copy for `to`, whose file is all there is of it."""
    target = study.path.with_name(f"{study.fresh_id()}.qualcode")
    hand_out(study, target, to)
    assert not list(target.parent.glob(f"{target.name}?*"))
    return target


def raw(path: Path) -> str:
    """All that is in a file, read by SQLite and as bytes, also what deleting might have left."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        dump = "\n".join(db.iterdump())
    return dump + path.read_bytes().decode("latin-1")


def test_nothing_of_others_on_a_blind_document_is_in_the_file(
    shared: Study, hidden: dict[str, str]
) -> None:
    path = handed(shared)
    for told in (raw(path), _after_opening(path)):
        assert SECRET not in told
        kinds = [kind for kind, row in hidden.items() if row in told]
        assert kinds == ["Anna assignment", "Chris assignment"]  # that they are to code it too


def _after_opening(path: Path) -> str:
    with h.open_copy(path, "Bram", salt=1) as opened:
        assert doctor.examine(opened).sound
        h.code_passage(opened, document(opened, BLIND), code(opened), 0, 3)
    return raw(path)


def test_the_own_work_all_texts_and_what_lies_elsewhere_are_there(
    shared: Study, hidden: dict[str, str]
) -> None:
    with h.open_copy(handed(shared), "Bram") as copy:
        assert h.texts(copy) == h.texts(shared)
        bram = shared.coder_id("Bram")
        for tbl in h.tables(shared):
            there = h.by_id(shared, tbl)
            kept = {row: v for row, v in there.items() if row not in set(hidden.values())}
            if tbl == "assignment":  # that others are to code it, and not how far they are
                kept = {row: v | {"state": "todo", "frozen": None} for row, v in there.items()}
            assert h.by_id(copy, tbl) == kept, tbl
        assert any(row["coder_id"] == bram for row in h.by_id(copy, "coding").values())
        assert h.found(copy, "slaap")
        undo(copy)
        redo(copy)
        assert doctor.examine(copy).sound


@pytest.mark.parametrize("to", ["Dirk", "Bram", "Anna"])
def test_without_blind_assignments_it_is_a_full_copy(shared: Study, to: str) -> None:
    all_sorts(shared, BLIND, SECRET)
    assign(shared, "Bram", blind=0)
    assign(shared, "Chris")
    with h.open_copy(handed(shared, to)) as copy:
        assert h.everything(copy) == h.everything(shared)


def test_who_is_handed_a_copy_that_is_not_blind_gets_the_blind_ones_work(
    shared: Study, hidden: dict[str, str]
) -> None:
    path = handed(shared, "Dirk")
    assert SECRET in raw(path)
    assert all(row in raw(path) for row in hidden.values())


@pytest.mark.usefixtures("hidden")
def test_taking_back_and_doing_again_stay_behind_with_what_they_are_about(shared: Study) -> None:
    with h.seen_by(shared, "Anna"):
        coding = h.code_passage(shared, document(shared, BLIND), code(shared), 0, 3)
        undo(shared)
        redo(shared)
        undo(shared, 2)
        redo(shared)
    path = handed(shared)
    assert coding not in raw(path)
    with h.open_copy(path, "Bram") as copy:
        events = set(h.by_id(copy, "event"))
        assert {row["target_id"] for row in h.by_id(copy, "event").values()} - {None} <= events
        merge(copy, shared.path)
        assert h.everything(copy) == h.everything(shared)


def test_an_event_over_several_documents_stays_behind_as_a_whole(shared: Study) -> None:
    """As a csv with codings is: an event is all or nothing, and merging brings it."""
    patches = [
        h.coding(shared, document(shared, name), code(shared), 0, 3) for name in (BLIND, OPEN)
    ]
    write(shared, "import-codings", patches, label=f"{SECRET}.csv", by=h.me(shared))
    assign(shared, "Bram")
    path = handed(shared)
    assert SECRET not in raw(path)
    assert not [patch.row_id for patch in patches if patch.row_id in raw(path)]
    with h.open_copy(path, "Bram") as copy:
        assert doctor.examine(copy).sound
        merge(copy, shared.path)
        assert h.everything(copy) == h.everything(shared)


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.usefixtures("hidden")
def test_merging_the_copy_back_either_way_gives_the_study_as_it_was(
    shared: Study, times: int
) -> None:
    paths = [handed(shared) for _ in range(times)]
    before = h.everything(shared)
    for path in paths:
        merge(shared, path)
        assert h.everything(shared) == before
    for path in paths:
        with h.open_copy(path, "Bram") as copy:
            for _ in range(2):
                merge(copy, shared.path)
                assert h.everything(copy) == before
            assert doctor.examine(copy).sound


@pytest.mark.usefixtures("hidden")
def test_what_everybody_did_meanwhile_comes_together_in_any_order(shared: Study) -> None:
    bram, chris = handed(shared), handed(shared, "Chris")
    for path, name in ((bram, "Bram"), (chris, "Chris")):
        with h.open_copy(path, name, salt=2) as copy:
            all_sorts(copy, BLIND, f"meanwhile {name}")
            undo(copy, 2)
    all_sorts(shared, BLIND, SECRET)
    shared.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    found = []
    for order in permutations((shared.path, bram, chris)):
        first = Path(shutil.copy(order[0], shared.path.with_name("first.copy")))
        with h.open_copy(first) as study:
            for other in order[1:]:
                merge(study, other)
            found.append(h.everything(study))
        first.unlink()
    assert all(each == found[0] for each in found)


@pytest.mark.usefixtures("hidden")
def test_merging_a_whole_copy_into_a_blind_one_tells_nothing(shared: Study) -> None:
    with h.open_copy(handed(shared), "Bram") as copy:
        told = merge(copy, shared.path)
        assert (told.events, told.codings, told.conflicts) == (0, 0, ())
        assert SECRET not in repr(log(copy))


@pytest.mark.usefixtures("hidden")
def test_a_revealed_round_hands_out_everything_again(shared: Study) -> None:
    rows = [row for row, v in h.by_id(shared, "assignment").items() if not v["revealed"]]
    write(
        shared, "reveal", [Patch("assignment", row, {"revealed": 1}) for row in rows],
        label="revealed",
    )  # fmt: skip
    with h.open_copy(handed(shared)) as copy:
        assert h.everything(copy) == h.everything(shared)


@pytest.mark.usefixtures("hidden")
def test_a_round_that_was_revealed_stays_so_where_the_next_is_blind_again(shared: Study) -> None:
    """A reveal touches everybody's assignments, on several documents perhaps."""
    first = list(h.by_id(shared, "assignment"))
    elsewhere = assign(shared, "Bram", OPEN)
    write(
        shared,
        "reveal",
        [Patch("assignment", row, {"revealed": 1}) for row in (*first, elsewhere)],
        label="revealed",
    )
    again = shared.fresh_id()
    vals = h.by_id(shared, "assignment")[elsewhere] | {"document_id": document(shared, BLIND)}
    vals = {n: v for n, v in vals.items() if n not in ("id", "born", "made", "revealed")}
    write(shared, "assign", [Patch("assignment", again, vals)], label="again")
    path = handed(shared)
    assert SECRET not in raw(path)
    with h.open_copy(path, "Bram") as copy:
        assert h.by_id(copy, "assignment")[elsewhere]["revealed"] == 1
        assert copy.db.execute("SELECT document_id FROM seen_blind_document").fetchall() == [
            (document(shared, BLIND),)
        ]
        assert log(copy)[-1].kind == "handout"
        with h.seen_by(shared, "Bram"):
            assert [one.id for one in log(copy)] == [one.id for one in log(shared)]


@pytest.mark.usefixtures("hidden")
def test_a_handout_while_somebody_writes_is_one_moment_of_the_study(shared: Study) -> None:
    begun, over = Event(), Event()

    def go_on() -> None:
        with h.open_copy(shared.path, "Chris", salt=3) as chris:
            while not over.is_set():
                coding = h.code_passage(chris, document(chris, BLIND), code(chris), 0, 3)
                put(chris, "quote", coding_id=coding, document_id=document(chris, BLIND))
                begun.set()

    shared.db.execute("PRAGMA busy_timeout = 20000")
    writer = Thread(target=go_on)
    writer.start()
    try:
        assert begun.wait(20)
        paths = [handed(shared) for _ in range(3)]
    finally:
        over.set()
        writer.join()
    for path in paths:
        assert SECRET not in raw(path)
        with h.open_copy(path, "Bram") as copy:
            assert doctor.examine(copy).sound
            merge(copy, shared.path)
            assert h.everything(copy) == h.everything(shared)


def test_a_copy_of_a_copy_holds_as_little(shared: Study, hidden: dict[str, str]) -> None:
    with h.open_copy(handed(shared), "Bram") as copy:
        path = handed(copy, "Bram")
    told = raw(path)
    assert SECRET not in told
    kinds = [kind for kind, row in hidden.items() if row in told]
    assert kinds == ["Anna assignment", "Chris assignment"]
    with h.open_copy(path) as again:
        assert doctor.examine(again).sound
        merge(shared, path)
        merge(again, shared.path)
        assert h.everything(again) == h.everything(shared)


@pytest.mark.usefixtures("hidden")
def test_codes_that_others_made_for_it_are_there_and_what_they_wrote_of_them_is_not(
    shared: Study,
) -> None:
    """Their codings elsewhere need the code; a memo on a code made since tells of the round."""
    with h.seen_by(shared, STUDY):
        new = h.create_code(shared, "nieuw")
    memo = put(shared, "memo", kind="method", text=f"{SECRET} code", target_tbl="code",
        target_id=new,
    )  # fmt: skip
    flag = put(shared, "flag", target_tbl="code", target_id=new, text=f"{SECRET} flag")
    path = handed(shared)
    assert memo not in raw(path)
    assert flag not in raw(path)
    with h.open_copy(path, "Bram") as copy:
        assert new in h.by_id(copy, "code")
        merge(copy, shared.path)
        assert h.everything(copy) == h.everything(shared)


@pytest.mark.usefixtures("hidden")
def test_every_patch_in_a_copy_has_its_event(shared: Study) -> None:
    with h.open_copy(handed(shared), "Bram") as copy:
        events = set(h.by_id(copy, "event"))
        for event, over in copy.db.execute("SELECT event_id, over FROM patch"):
            assert event in events
            json.loads(over)


@pytest.fixture(autouse=True)
def _whole(study: Study) -> Iterator[None]:
    """Whatever a test hands out, the study itself stays sound."""
    yield
    assert doctor.examine(study).sound
