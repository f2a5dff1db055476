"""The pure functions behind every table: rows, the code tree, and who wrote over whom."""

from typing import Any

import pytest

from qualcode.study import fold
from qualcode.study.file import Study
from qualcode.study.fold import SkippedMove, Write, fold_all, fold_row, fold_tree, row_heads
from qualcode.study.undo import undo

from . import histories as h


def wrote(
    event: str,
    vals: dict[str, Any],
    *,
    over: dict[str, list[str]] | None = None,
    row: str = "r",
    tbl: str = "code",
    off: bool = False,
) -> Write:
    """A write of the event "e1", "e2" …; its number is its place in the order."""
    return Write(tbl, row, event, int(event[1:]), f"day {event[1:]}", off, vals, over or {})


def born(event: str, row: str = "r", *, off: bool = False, **vals: Any) -> Write:
    return wrote(event, {"removed": 0, **vals}, row=row, off=off)


def heads_of(*writes: Write) -> dict[str, list[str]]:
    return {name: [w.event_id for w in found] for name, found in row_heads(writes).items()}


# Rows


def test_a_row_has_the_fields_of_its_birth_and_when_it_was_born() -> None:
    assert fold_row([born("e3", name="stigma")]) == {
        "name": "stigma",
        "removed": 0,
        "born": 3,
        "made": "day 3",
    }


def test_the_last_write_wins_field_by_field() -> None:
    row = fold_row(
        [
            born("e1", name="stigma", definition="a", colour="red"),
            wrote("e2", {"name": "shame", "definition": "b"}),
            wrote("e3", {"name": "stigma"}),
        ]
    )
    assert row == {
        "name": "stigma",
        "definition": "b",
        "colour": "red",
        "removed": 0,
        "born": 1,
        "made": "day 1",
    }


def test_within_one_event_the_last_patch_wins() -> None:
    row = fold_row([born("e1", name="a"), wrote("e2", {"name": "b"}), wrote("e2", {"name": "c"})])
    assert row is not None
    assert row["name"] == "c"


def test_what_was_never_born_is_no_row() -> None:
    assert fold_row([]) is None
    assert fold_row([wrote("e1", {"name": "stigma"})]) is None
    assert fold_row([wrote("e1", {"removed": 1})]) is None


def test_an_undone_write_counts_for_nothing() -> None:
    row = fold_row([born("e1", name="a"), wrote("e2", {"name": "b"}, off=True)])
    assert row == {"name": "a", "removed": 0, "born": 1, "made": "day 1"}


def test_a_row_whose_birth_is_undone_is_removed_but_keeps_its_name() -> None:
    row = fold_row([born("e1", name="a", off=True)])
    assert row == {"name": "a", "removed": 1, "born": 1, "made": "day 1"}


def test_edits_show_on_a_row_whose_birth_is_undone_and_do_not_bring_it_back() -> None:
    row = fold_row([born("e1", name="a", off=True), wrote("e2", {"name": "b"})])
    assert row == {"name": "b", "removed": 1, "born": 1, "made": "day 1"}


def test_the_birth_somebody_else_gave_keeps_the_row_when_one_is_undone() -> None:
    row = fold_row([born("e1", name="a", off=True), born("e2", name="A")])
    assert row == {"name": "A", "removed": 0, "born": 1, "made": "day 1"}
    row = fold_row([born("e1", name="a"), born("e2", name="A", off=True)])
    assert row == {"name": "a", "removed": 0, "born": 1, "made": "day 1"}


def test_an_undone_birth_lies_under_an_edit_that_came_before_it() -> None:
    row = fold_row([born("e1", name="a"), wrote("e2", {"name": "b"}), born("e3", off=True)])
    assert row == {"name": "b", "removed": 0, "born": 1, "made": "day 1"}


def test_who_only_mentions_a_row_keeps_it_with_the_name_its_undone_birth_gave() -> None:
    row = fold_row([born("e1", name="a", off=True), born("e2")])
    assert row == {"name": "a", "removed": 0, "born": 1, "made": "day 1"}


def test_a_birth_that_sets_every_field_leaves_nothing_of_the_undone_one() -> None:
    row = fold_row(
        [born("e1", name="a", definition="x", off=True), born("e2", name="a", definition="")]
    )
    assert row == {"name": "a", "definition": "", "removed": 0, "born": 1, "made": "day 1"}


def test_removing_and_bringing_back_keeps_the_other_fields() -> None:
    birth, removal, back = born("e1", name="a"), wrote("e2", {"removed": 1}), born("e3")
    assert fold_row([birth, removal]) == {"name": "a", "removed": 1, "born": 1, "made": "day 1"}
    assert fold_row([birth, removal, back]) == {
        "name": "a",
        "removed": 0,
        "born": 1,
        "made": "day 1",
    }


def test_a_removal_outlives_the_undoing_of_a_later_bringing_back() -> None:
    row = fold_row([born("e1", name="a"), wrote("e2", {"removed": 1}), born("e3", off=True)])
    assert row == {"name": "a", "removed": 1, "born": 1, "made": "day 1"}


# The tree


def moved(
    event: str, code: str, to: str | None, name: str = "parent_id", *, off: bool = False
) -> Write:
    return wrote(event, {name: to}, row=code, off=off)


def parents(*writes: Write) -> dict[str, str | None]:
    edges, _ = fold_tree(writes)
    return {code: target for (code, name), target in edges.items() if name == "parent_id"}


def test_the_last_move_of_a_code_wins() -> None:
    assert parents(moved("e1", "a", "b"), moved("e2", "a", "c")) == {"a": "c"}


def test_a_move_that_would_close_a_ring_is_skipped_and_listed() -> None:
    writes = [moved("e1", "a", "b"), moved("e2", "b", "c"), moved("e3", "c", "a")]
    edges, skipped = fold_tree(writes)
    assert edges["c", "parent_id"] is None
    assert skipped == [SkippedMove("e3", "c", "parent_id", "a")]


def test_a_code_cannot_be_its_own_parent_or_merge_into_itself() -> None:
    for name in fold.TREE:
        edges, skipped = fold_tree([moved("e1", "a", "a", name)])
        assert edges == {("a", name): None}
        assert len(skipped) == 1


def test_a_skipped_move_leaves_the_code_where_it_was() -> None:
    writes = [moved("e1", "a", "b"), moved("e2", "b", "x"), moved("e3", "b", "a")]
    assert parents(*writes) == {"a": "b", "b": "x"}


def test_a_ring_through_a_parent_and_a_merge_is_one_too() -> None:
    writes = [moved("e1", "a", "b"), moved("e2", "b", "a", "merged_into")]
    edges, skipped = fold_tree(writes)
    assert edges == {("a", "parent_id"): "b", ("b", "merged_into"): None}
    assert [move.field for move in skipped] == ["merged_into"]


def test_a_code_may_lie_under_one_and_be_merged_into_another() -> None:
    edges, skipped = fold_tree([moved("e1", "a", "b"), moved("e2", "a", "b", "merged_into")])
    assert edges == {("a", "parent_id"): "b", ("a", "merged_into"): "b"}
    assert skipped == []


def test_the_moves_of_one_event_count_at_once() -> None:
    """A parent and its child change places: neither is a ring while both move."""
    writes = [moved("e1", "child", "parent")]
    exchange = [moved("e2", "parent", "child"), moved("e2", "child", None)]
    assert parents(*writes, *exchange) == {"child": None, "parent": "child"}
    assert parents(*writes, *exchange[::-1]) == {"child": None, "parent": "child"}


def test_of_two_moves_of_one_event_that_close_a_ring_the_second_is_skipped() -> None:
    edges, skipped = fold_tree([moved("e1", "a", "b"), moved("e1", "b", "a")])
    assert edges == {("a", "parent_id"): "b", ("b", "parent_id"): None}
    assert [(move.code_id, move.target_id) for move in skipped] == [("b", "a")]


def test_a_code_goes_nowhere_when_its_former_place_would_close_a_ring_as_well() -> None:
    writes = [
        moved("e1", "b", "a"),
        moved("e2", "a", "c"),
        moved("e2", "a", "b"),  # the last of this event, were b not under a
        moved("e2", "b", "b"),
    ]
    edges, _ = fold_tree(writes)
    assert not (edges["a", "parent_id"] == "b" and edges["b", "parent_id"] == "a")
    assert edges["b", "parent_id"] != "b"


def test_a_move_becomes_possible_when_the_one_in_its_way_is_undone() -> None:
    one, two = moved("e1", "a", "b"), moved("e2", "b", "a")
    assert parents(one, two) == {"a": "b", "b": None}
    assert parents(moved("e1", "a", "b", off=True), two) == {"b": "a"}


def test_a_code_whose_birth_is_undone_keeps_its_place_unless_that_is_taken() -> None:
    birth = born("e2", "a", parent_id="b", off=True)
    assert parents(birth) == {"a": "b"}
    assert parents(birth, moved("e1", "b", "a")) == {"a": "b", "b": None}


def test_moving_to_the_top_is_never_a_ring() -> None:
    assert parents(moved("e1", "a", "b"), moved("e2", "a", None)) == {"a": None}


def test_skipped_moves_are_told_beside_the_rows_and_rows_show_the_tree() -> None:
    rows, skipped = fold_all(
        [
            born("e1", "a", parent_id=None),
            born("e2", "b", parent_id="a"),
            wrote("e3", {"parent_id": "b", "name": "A"}, row="a"),
        ]
    )
    assert rows["code", "a"] == {
        "parent_id": None,
        "name": "A",
        "removed": 0,
        "born": 1,
        "made": "day 1",
    }
    assert rows["code", "b"]["parent_id"] == "a"
    assert len(skipped) == 1


def test_a_parent_of_something_that_is_no_code_is_left_alone() -> None:
    """`parent_id` in another table is a field like any other."""
    rows, skipped = fold_all(
        [wrote("e1", {"removed": 0, "parent_id": "m"}, row="m", tbl="memo")],
    )
    assert rows["memo", "m"]["parent_id"] == "m"
    assert skipped == []


# Heads


def test_one_write_is_the_head_of_its_fields() -> None:
    assert heads_of(born("e1", name="a")) == {"removed": ["e1"], "name": ["e1"]}


def test_a_write_covers_what_it_wrote_over_in_that_field_only() -> None:
    writes = [
        born("e1", name="a", definition="d"),
        wrote("e2", {"name": "b"}, over={"name": ["e1"]}),
    ]
    assert heads_of(*writes) == {"removed": ["e1"], "name": ["e2"], "definition": ["e1"]}


def test_two_who_did_not_know_of_each_other_are_two_heads_latest_first() -> None:
    writes = [
        born("e1", name="a"),
        wrote("e2", {"name": "b"}, over={"name": ["e1"]}),
        wrote("e3", {"name": "c"}, over={"name": ["e1"]}),
    ]
    assert heads_of(*writes)["name"] == ["e3", "e2"]


def test_writing_over_both_heads_settles_it() -> None:
    writes = [
        wrote("e2", {"name": "b"}),
        wrote("e3", {"name": "c"}),
        wrote("e4", {"name": "b"}, over={"name": ["e2", "e3"]}),
    ]
    assert heads_of(*writes) == {"name": ["e4"]}


def test_undoing_what_settled_it_opens_it_again() -> None:
    writes = [
        wrote("e2", {"name": "b"}),
        wrote("e3", {"name": "c"}),
        wrote("e4", {"name": "b"}, over={"name": ["e2", "e3"]}, off=True),
    ]
    assert heads_of(*writes) == {"name": ["e3", "e2"]}


def test_an_undone_write_covers_nothing_and_is_no_head() -> None:
    writes = [
        wrote("e1", {"name": "a"}),
        wrote("e2", {"name": "b"}, over={"name": ["e1"]}, off=True),
    ]
    assert heads_of(*writes) == {"name": ["e1"]}


def test_covering_goes_through_an_undone_write() -> None:
    """e3 knew of e2, and so of e1 under it, although e2 was undone elsewhere meanwhile."""
    writes = [
        wrote("e1", {"name": "a"}),
        wrote("e2", {"name": "b"}, over={"name": ["e1"]}, off=True),
        wrote("e3", {"name": "c"}, over={"name": ["e2"]}),
    ]
    assert heads_of(*writes) == {"name": ["e3"]}


def test_covering_goes_through_a_chain_of_undone_writes() -> None:
    writes = [
        wrote("e1", {"name": "a"}),
        wrote("e2", {"name": "b"}, over={"name": ["e1"]}, off=True),
        wrote("e3", {"name": "c"}, over={"name": ["e2"]}, off=True),
        wrote("e4", {"name": "d"}, over={"name": ["e3"]}),
    ]
    assert heads_of(*writes) == {"name": ["e4"]}
    writes[3] = wrote("e4", {"name": "d"}, over={"name": ["e3"]}, off=True)
    assert heads_of(*writes) == {"name": ["e1"]}


def test_heads_that_are_not_in_this_copy_are_tolerated() -> None:
    writes = [wrote("e2", {"name": "b"}, over={"name": ["unknown", "e1"]})]
    assert heads_of(*writes) == {"name": ["e2"]}


def test_two_patches_of_one_event_are_one_head() -> None:
    writes = [wrote("e2", {"name": "b"}), wrote("e2", {"name": "c"}, over={"name": ["e2"]})]
    assert [write.vals["name"] for write in row_heads(writes)["name"]] == ["c"]


# The same on a file


def test_a_later_event_of_the_same_millisecond_counts_as_later(study: Study) -> None:
    study.clock = lambda: h.START
    code = h.create_code(study, "nieuw")
    for name in ("a", "b", "c"):
        h.set_fields(study, "code", code, name=name)
    assert h.by_id(study, "code")[code]["name"] == "c"
    times = [hlc for (hlc,) in study.db.execute("SELECT hlc FROM event ORDER BY pk")]
    assert times == sorted(set(times))


def test_a_clock_that_is_set_back_does_not_put_an_event_in_the_past(study: Study) -> None:
    code = h.create_code(study, "nieuw")
    study.clock = lambda: 5
    h.set_fields(study, "code", code, name="later")
    assert fold.fold_all(fold.history(study.db))[0]["code", code]["name"] == "later"


def test_all_fields_of_all_rows_are_told_the_same_by_the_fold_and_the_tables(study: Study) -> None:
    h.code_passage(study, *(min(h.by_id(study, tbl)) for tbl in ("document", "code")), memo="x")
    undo(study)
    rows, skipped = fold.fold_all(fold.history(study.db))
    assert skipped == []
    for (tbl, row_id), fields in rows.items():
        row = h.by_id(study, tbl)[row_id]
        assert {name: row[name] for name in fields} == {
            n: fold.stored(v) for n, v in fields.items()
        }


@pytest.mark.parametrize(
    ("value", "held"),
    [
        (True, 1),
        (False, 0),
        ([1, "é"], '[1,"é"]'),
        ([], "[]"),
        ({"b": 1, "a": None}, '{"a":null,"b":1}'),
        ("tekst", "tekst"),
        (None, None),
        (0.5, 0.5),
    ],
)
def test_values_are_kept_as_columns_can_hold_them(value: object, held: object) -> None:
    assert fold.stored(value) == held
