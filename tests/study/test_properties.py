"""What must hold after any history: three coders, three copies, merged at any moment.

`HYPOTHESIS_PROFILE=thorough` tries ten times as many histories.
"""

import json
import shutil
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import OutcomeError
from qualcode.study import doctor, fold, tombstones
from qualcode.study.conflicts import Conflict, conflicts
from qualcode.study.file import STUDY, Study
from qualcode.study.handout import hand_out
from qualcode.study.merge import merge
from qualcode.study.naming import POINTED_AT, named
from qualcode.study.sight import HIDDEN_WORK
from qualcode.study.undo import redo, undo

from . import histories as h
from .histories import CODERS, EVERYTHING, ROUNDS, TREE_ACTS, Step, do

Clocks = tuple[tuple[int, int], ...]
Copying = Callable[..., AbstractContextManager[list[Study]]]


def examples(number: int) -> settings:
    return settings(max_examples=number * settings().max_examples // 100)


def steps(acts: Iterable[str], most: int = 24) -> st.SearchStrategy[list[Step]]:
    """Histories of at most so many steps of these kinds."""
    return st.lists(
        st.builds(
            Step,
            who=st.integers(0, 2),
            act=st.sampled_from(list(acts)),
            a=st.integers(0, 11),
            b=st.integers(0, 11),
            as_study=st.booleans(),
        ),
        max_size=most,
    )


CLOCKS = st.tuples(*[st.tuples(st.sampled_from([0, 0, -5000, 3]), st.sampled_from([0, 1, 7]))] * 3)


def merged_anew(copies: list[Study], order: tuple[int, ...]) -> h.Snapshot:
    """All that a copy of the first holds once the others, in this order, are merged into it."""
    first, *others = (copies[n] for n in order)
    first.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    folder = first.path.parent / "merged"
    folder.mkdir()
    path = folder / "merged.qualcode"
    shutil.copy(first.path, path)
    with h.open_copy(path) as study:
        for other in (*others, others[0]):
            merge(study, other.path)
        snapshot = h.everything(study)
    shutil.rmtree(folder)
    return snapshot


@examples(30)
@given(history=steps(EVERYTHING), clocks=CLOCKS, salt=st.integers(0, 3))
def test_merging_in_any_order_and_twice_gives_the_same_study(
    history: list[Step], clocks: Clocks, salt: int, copying: Copying
) -> None:
    with copying(clocks, salt) as copies:
        for step in history:
            do(copies, step)
        orders = permutations(range(3))
        first = merged_anew(copies, next(orders))
        for order in orders:
            assert merged_anew(copies, order) == first


@examples(80)
@given(history=steps(EVERYTHING), clocks=CLOCKS, salt=st.integers(0, 3))
def test_the_tables_are_the_fold_of_the_events_after_every_step(
    history: list[Step], clocks: Clocks, salt: int, copying: Copying
) -> None:
    with copying(clocks, salt) as copies:
        for step in history:
            do(copies, step)
            assert doctor.examine(copies[step.who]).sound, doctor.examine(copies[step.who])


@examples(60)
@given(history=steps(EVERYTHING), clocks=CLOCKS, salt=st.integers(0, 3))
def test_what_was_written_bit_by_bit_is_what_making_all_anew_gives(
    history: list[Step], clocks: Clocks, salt: int, copying: Copying
) -> None:
    """Also the columns that no event sets, which must have their defaults."""
    with copying(clocks, salt) as copies:
        for step in history:
            do(copies, step)
        for study in copies:
            before = h.everything(study)
            assert doctor.repair(study).sound
            assert h.everything(study) == before


@examples(70)
@given(history=steps(TREE_ACTS, most=30), clocks=CLOCKS, salt=st.integers(0, 3))
def test_the_code_tree_never_holds_a_ring(
    history: list[Step], clocks: Clocks, salt: int, copying: Copying
) -> None:
    with copying(clocks, salt) as copies:
        for step in history:
            do(copies, step)
            assert not h.has_ring(copies[step.who])
        h.everything_merged(copies)
        for study in copies:
            assert not h.has_ring(study)


@examples(100)
@given(
    history=steps(EVERYTHING),
    clocks=CLOCKS,
    undoing=st.tuples(st.integers(0, 2), st.sampled_from([*CODERS, STUDY]), st.integers(1, 4)),
)
def test_undo_then_redo_changes_nothing(
    history: list[Step], clocks: Clocks, undoing: tuple[int, str, int], copying: Copying
) -> None:
    who, name, times = undoing
    with copying(clocks) as copies:
        for step in history:
            do(copies, step)
        study = copies[who]
        before = h.tables(study) | h.texts(study)
        with h.seen_by(study, name):
            try:
                undone = undo(study, times)
                assert redo(study, times) == undone[::-1]
            except OutcomeError as nothing_left:
                assert "undo" in str(nothing_left)
        assert h.tables(study) | h.texts(study) == before


@examples(100)
@given(
    history=steps(EVERYTHING),
    clocks=CLOCKS,
    who=st.integers(0, 2),
    times=st.integers(1, 3),
)
def test_undo_takes_back_no_field_that_somebody_else_set_last(
    history: list[Step], clocks: Clocks, who: int, times: int, copying: Copying
) -> None:
    with copying(clocks) as copies:
        for step in history:
            do(copies, step)
        study, coder = copies[who], copies[who].coder_id(CODERS[who])
        theirs = shown_by_others(study, coder)
        before = {tbl: h.by_id(study, tbl) for tbl in {tbl for tbl, *_ in theirs}}
        try:
            undo(study, times)
        except OutcomeError:
            return
        after = {tbl: h.by_id(study, tbl) for tbl in before}
        for tbl, row_id, name in theirs:
            assert after[tbl][row_id][name] == before[tbl][row_id][name], (tbl, name)


def shown_by_others(study: Study, coder_id: str) -> set[tuple[str, str, str]]:
    """The fields whose latest active write is not this coder's (but for the tree, where one
    move can stand in the way of another)."""
    whose = dict(study.db.execute("SELECT id, coder_id FROM event").fetchall())
    latest = {}
    for write in fold.history(study.db):
        if not write.off:
            latest |= {(write.tbl, write.row_id, name): write.event_id for name in write.vals}
    return {
        key
        for key, event in latest.items()
        if whose[event] != coder_id and key[2] not in fold.TREE and key[0] != "coder"
    }


@examples(50)
@given(history=steps(EVERYTHING), clocks=CLOCKS)
def test_merging_what_is_known_already_changes_nothing(
    history: list[Step], clocks: Clocks, copying: Copying
) -> None:
    with copying(clocks) as copies:
        for step in history:
            do(copies, step)
        study, other = copies[:2]
        merge(study, other.path)
        before = [list(study.db.iterdump()), h.everything(study)]
        told = merge(study, other.path)
        assert (told.events, told.documents, told.codings) == (0, 0, 0)
        assert [list(study.db.iterdump()), h.everything(study)] == before


def as_stored(study: Study, field: str, told: Any) -> Any:
    """What a conflict tells as the study holds it: what an id points at is told by its name."""
    tbl = "version" if field == "version_id" else POINTED_AT.get(field)
    if tbl is None or told is None:
        return told
    rows = study.db.execute(f"SELECT id FROM {tbl}").fetchall()
    return {named(study.db, field, row): row for (row,) in rows}[told]


def of_fields(study: Study) -> list[Conflict]:
    """The conflicts, without codes that only happen to have one path."""
    return [rivals for rivals in conflicts(study.db) if rivals.field != "path"]


@examples(40)
@given(history=steps(EVERYTHING), clocks=CLOCKS)
def test_everybody_sees_the_same_conflicts_and_setting_the_field_again_settles_them(
    history: list[Step], clocks: Clocks, copying: Copying
) -> None:
    with copying(clocks) as copies:
        for step in history:
            do(copies, step)
        h.everything_merged(copies)
        h.everything_merged(copies)
        for each in copies:
            each.viewer = None  # to who is in a blind round the codebook holds still
        first, *others = copies
        listed = conflicts(first.db)
        for other in others:
            assert conflicts(other.db) == listed
        for rivals in of_fields(first):
            assert len({json.dumps(value) for value in rivals.values}) > 1
            tbl = "case_" if rivals.table == "case" else rivals.table
            value = as_stored(first, rivals.field, rivals.values[-1])
            h.set_fields(first, tbl, rivals.row_id, **{rivals.field: value})
        assert of_fields(first) == []
        for other in others:
            merge(other, first.path)
            assert of_fields(other) == []


@examples(50)
@given(history=steps(EVERYTHING), clocks=CLOCKS)
def test_a_conflict_shows_its_latest_value(
    history: list[Step], clocks: Clocks, copying: Copying
) -> None:
    """But for moves in the tree, of which the latest may be the one that is skipped."""
    with copying(clocks) as copies:
        for step in history:
            do(copies, step)
        h.everything_merged(copies)
        for rivals in of_fields(copies[0]):
            if rivals.field not in fold.TREE:
                row = h.by_id(copies[0], rivals.table)[rivals.row_id]
                value = as_stored(copies[0], rivals.field, rivals.values[0])
                assert row[rivals.field] == fold.stored(value)


# Copies that were handed out


@examples(30)
@given(
    before=steps(ROUNDS, most=16),
    after=steps((*ROUNDS, "merge"), most=14),
    clocks=CLOCKS,
    who=st.tuples(st.integers(0, 2), st.permutations(range(3))),
)
def test_handing_out_loses_nothing_whatever_all_do_before_they_merge(
    before: list[Step],
    after: list[Step],
    clocks: Clocks,
    who: tuple[int, list[int]],
    copying: Copying,
) -> None:
    """What a copy lacks comes with the next merge, as if all had worked in whole copies."""
    to, order = who
    with copying(clocks) as copies:
        for step in before:
            do(copies, step)
        h.everything_merged(copies)
        h.everything_merged(copies)
        giver, name = copies[(to + 1) % 3], CODERS[to]
        whole = h.everything(giver)
        handed = handed_out(giver, copies[to], name)
        copies[to] = handed
        try:
            assert doctor.examine(handed).sound
            assert of_others(handed) == set()
            assert set(whole["text"]) == set(h.everything(handed)["text"])
            assert whole["version"] == h.everything(handed)["version"]
            mine = {row: v for row, v in h.by_id(handed, "coding").items()
                    if v["coder_id"] == handed.viewer_id}  # fmt: skip
            with h.seen_by(giver, name):
                seen = {row for (row,) in giver.db.execute("SELECT id FROM seen_own_coding")}
            assert seen <= mine.keys()
            known = set(h.by_id(giver, "event"))
            for step in after:
                do(copies, step)
            one, two, three = (copies[n] for n in order)
            for study, other in ((one, two), (two, three), (three, one), (one, three), (two, one)):
                merge(study, other.path)
            for study in copies:
                assert known <= set(h.by_id(study, "event"))
                assert h.everything(study) == h.everything(one)
                assert doctor.examine(study).sound
        finally:
            handed.close()


def handed_out(giver: Study, before: Study, name: str) -> Study:
    """The copy of `giver` for a coder, open in the place of the one they had."""
    path = giver.path.with_name(f"handed-{name}.qualcode")
    hand_out(giver, path, name)
    return h.open_copy(path, name, skew=before.clock() - h.START - 1000, salt="handed")


def of_others(study: Study) -> set[str]:
    """What others made on documents where the viewer is blind, as far as the file knows.

    Not that they are to code them too: a copy must know who else is blind.
    """
    given = set(h.by_id(study, "assignment"))
    return {row for (row,) in study.db.execute(HIDDEN_WORK)} - given


@examples(20)
@given(before=steps(ROUNDS, most=16), clocks=CLOCKS, to=st.integers(0, 2), times=st.integers(1, 2))
def test_merging_a_handed_out_copy_back_changes_nothing(
    before: list[Step], clocks: Clocks, to: int, times: int, copying: Copying
) -> None:
    with copying(clocks) as copies:
        for step in before:
            do(copies, step)
        giver = copies[to]
        handed = handed_out(giver, copies[to], CODERS[to])
        whole = h.everything(giver)
        try:
            for _ in range(times):
                merge(giver, handed.path)
                assert h.everything(giver) == whole
            for _ in range(times):
                merge(handed, giver.path)
                assert h.everything(handed) == whole
        finally:
            handed.close()


# What was erased


def bury(study: Study, ids: set[str]) -> None:
    with study.writing():
        tombstones.bury(study.db, ids)


def told(study: Study) -> str:
    """Everything the file says, but the list of what was erased."""
    return repr({tbl: rows for tbl, rows in h.everything(study).items() if tbl != "tombstone"})


@examples(25)
@given(
    before=steps(EVERYTHING, most=12),
    after=steps(EVERYTHING, most=8),
    clocks=CLOCKS,
    choice=st.tuples(st.integers(0, 30), st.permutations(range(3))),
)
def test_an_erased_coding_is_nowhere_after_merging_in_any_order(
    before: list[Step],
    after: list[Step],
    clocks: Clocks,
    choice: tuple[int, list[int]],
    copying: Copying,
) -> None:
    with copying(clocks) as copies:
        h.code_passage(copies[0], document(copies[0]), a_code(copies[0]))
        for step in before:
            do(copies, step)
        for other in copies[1:]:
            merge(other, copies[0].path)
        known = sorted(h.by_id(copies[0], "coding"))
        victim = known[choice[0] % len(known)]
        bury(copies[0], {victim})
        h.set_fields(copies[1], "coding", victim, weight=0.5)
        for step in after:
            do(copies, step)
        one, two, three = (copies[n] for n in choice[1])
        for study, other in ((one, two), (two, three), (three, one), (one, three), (two, one)):
            merge(study, other.path)
        for study in copies:
            assert victim not in told(study)
            assert h.everything(study) == h.everything(one)
            assert doctor.examine(study).sound


@examples(25)
@given(
    before=steps(EVERYTHING, most=10),
    meanwhile=steps(("code", "memo", "import", "undo", "uncode"), most=8),
    clocks=CLOCKS,
    order=st.permutations(range(3)),
)
def test_an_erased_document_is_nowhere_whatever_others_did_with_it_meanwhile(
    before: list[Step],
    meanwhile: list[Step],
    clocks: Clocks,
    order: list[int],
    copying: Copying,
) -> None:
    with copying(clocks) as copies:
        victim = h.import_document(copies[0], "P09-W01", "Mijn naam is Geheimwoord.\nDag.")
        for other in copies[1:]:
            merge(other, copies[0].path)
        h.code_passage(copies[0], victim, a_code(copies[0]), 13, 24)
        for step in (*before, *meanwhile):
            do(copies, step)
        h.code_passage(copies[1], victim, a_code(copies[1]), 13, 24)
        bury(copies[0], everything_of(copies[0], victim))
        one, two, three = (copies[n] for n in order)
        for study, other in ((one, two), (two, three), (three, one), (one, three), (two, one)):
            merge(study, other.path)
        for study in copies:
            assert victim not in told(study)
            assert "Geheimwoord" not in told(study)
            assert h.found(study, "Geheimwoord") == []
            assert h.everything(study) == h.everything(one)
            assert doctor.examine(study).sound


def everything_of(study: Study, document_id: str) -> set[str]:
    """The ids that erasing a document takes along, as far as this copy knows them."""
    ids = {document_id}
    for tbl in ("version", "speaker", "coding"):
        found = study.db.execute(f"SELECT id FROM {tbl} WHERE document_id = ?", (document_id,))
        ids |= {row for (row,) in found}
    return ids


def document(study: Study) -> str:
    return min(h.by_id(study, "document"))


def a_code(study: Study) -> str:
    return min(h.by_id(study, "code"))


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_text_buried_in_one_copy_is_found_in_none(copies: list[Study], order: list[int]) -> None:
    victim = h.import_document(copies[0], "P09-W01", "Mijn naam is Geheimwoord.")
    for other in copies[1:]:
        merge(other, copies[0].path)
        assert h.found(other, "geheimwoord")
    bury(copies[0], everything_of(copies[0], victim))
    one, two, three = (copies[n] for n in order)
    for study, other in ((one, two), (two, three), (three, one), (one, three), (two, one)):
        merge(study, other.path)
    for study in copies:
        assert h.found(study, "geheimwoord") == []
        assert "Geheimwoord" not in told(study)
        assert victim not in told(study)
        assert doctor.examine(study).sound
