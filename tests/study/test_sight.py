"""Who sees whose codings while a document is assigned blind."""

from collections.abc import Callable

import pytest

from qualcode.study.file import Study
from qualcode.study.journal import Patch, write
from qualcode.study.log import log
from qualcode.study.merge import merge

from . import histories as h

Seen = Callable[[str | None], set[str]]


@pytest.fixture
def coded(study: Study) -> Study:
    """Anna and Bram have coded one passage each in two documents."""
    h.import_document(study, "P07-W01", h.TEXTS[0])
    code = min(h.by_id(study, "code"))
    for document in documents(study):
        for name in ("Anna", "Bram"):
            with h.seen_by(study, name):
                h.code_passage(study, document, code)
    return study


@pytest.fixture
def seen(coded: Study) -> Seen:
    """Whose codings a viewer sees, as "Anna P01-W01"."""

    def look(viewer: str | None) -> set[str]:
        with Study(coded.path, viewer=viewer) as study:
            return {
                f"{coder} {document}"
                for coder, document in study.db.execute(
                    "SELECT c.name, d.name FROM seen_coding s JOIN coder c ON c.id = s.coder_id"
                    " JOIN document d ON d.id = s.document_id"
                )
            }

    return look


def documents(study: Study) -> list[str]:
    """The ids of the two documents, by name."""
    rows = sorted(h.by_id(study, "document").values(), key=lambda row: row["name"])
    return [row["id"] for row in rows]


def assign(study: Study, coder: str, *, row: str | None = None, **fields: object) -> str:
    """Assigns the first document to `coder`; blind, unless said otherwise."""
    row = row or study.fresh_id()
    given = {"blind": 1, "revealed": 0, "state": "todo", "removed": 0, **fields}
    vals = {"document_id": documents(study)[0], "coder_id": study.coder_id(coder), **given}
    write(study, "assign", [Patch("assignment", row, vals)], label="assign")
    return row


ONE = {"Anna P01-W01", "Bram P01-W01"}
TWO = {"Anna P07-W01", "Bram P07-W01"}


@pytest.mark.parametrize("viewer", ["Anna", "Bram", "Chris", "Niemand", None])
def test_without_blind_assignments_everybody_sees_everything(
    coded: Study, seen: Seen, viewer: str | None
) -> None:
    assign(coded, "Anna", blind=0)
    assert seen(viewer) == ONE | TWO


def test_a_blind_coder_sees_only_their_own_on_that_document(coded: Study, seen: Seen) -> None:
    assign(coded, "Bram")
    assert seen("Bram") == {"Bram P01-W01"} | TWO
    assert seen("bram") == {"Bram P01-W01"} | TWO


def test_a_blind_coder_who_has_not_coded_yet_sees_none(coded: Study, seen: Seen) -> None:
    assign(coded, "Chris")
    assert seen("Chris") == TWO


def test_who_is_not_blind_sees_the_blind_ones_work(coded: Study, seen: Seen) -> None:
    assign(coded, "Bram")
    assert seen("Anna") == ONE | TWO


def test_where_nobody_looks_a_blind_document_shows_nobodys_work(coded: Study, seen: Seen) -> None:
    assign(coded, "Bram")
    assert seen(None) == TWO


def test_two_who_are_blind_to_each_other_each_see_their_own(coded: Study, seen: Seen) -> None:
    assign(coded, "Anna")
    assign(coded, "Bram")
    assert seen("Anna") == {"Anna P01-W01"} | TWO
    assert seen("Bram") == {"Bram P01-W01"} | TWO


@pytest.mark.parametrize("state", ["todo", "doing", "done"])
def test_blindness_lasts_until_it_is_revealed_whatever_the_state(
    coded: Study, seen: Seen, state: str
) -> None:
    row = assign(coded, "Bram", state=state)
    assert seen("Bram") == {"Bram P01-W01"} | TWO
    assert seen(None) == TWO
    h.set_fields(coded, "assignment", row, revealed=1)
    assert seen("Bram") == ONE | TWO
    assert seen(None) == ONE | TWO


def test_one_open_blind_assignment_is_enough(coded: Study, seen: Seen) -> None:
    """Revealed in the first round, blind again in the second."""
    assign(coded, "Bram", revealed=1)
    assert seen("Bram") == ONE | TWO
    assign(coded, "Bram")
    assert seen("Bram") == {"Bram P01-W01"} | TWO


def test_an_assignment_that_was_taken_back_blinds_nobody(coded: Study, seen: Seen) -> None:
    row = assign(coded, "Bram")
    h.set_fields(coded, "assignment", row, removed=1)
    assert seen("Bram") == ONE | TWO


def test_removed_codings_and_those_on_removed_documents_are_not_seen(
    coded: Study, seen: Seen
) -> None:
    mine = [r for r, v in h.by_id(coded, "coding").items() if v["coder_id"] == h.me(coded)]
    for row in mine:
        h.set_fields(coded, "coding", row, removed=1)
    assert seen("Anna") == {"Bram P01-W01", "Bram P07-W01"}
    h.set_fields(coded, "document", documents(coded)[0], removed=1)
    assert seen("Anna") == {"Bram P07-W01"}


def test_an_assignment_made_while_somebody_has_the_study_open_counts_at_once(
    coded: Study,
) -> None:
    with Study(coded.path, viewer="Bram") as bram:
        count = "SELECT count(*) FROM seen_coding"
        assert bram.db.execute(count).fetchone() == (4,)
        assign(coded, "Bram")
        assert bram.db.execute(count).fetchone() == (3,)


def test_a_blind_coder_becomes_blind_by_a_merge_too(copies: list[Study]) -> None:
    anna, bram = copies[:2]
    h.code_passage(anna, documents(anna)[0], min(h.by_id(anna, "code")))
    assign(anna, "Bram")
    merge(bram, anna.path)
    assert bram.db.execute("SELECT count(*) FROM seen_coding").fetchone() == (0,)


def test_codings_on_an_older_version_of_a_document_are_told_apart(coded: Study) -> None:
    h.import_document(coded, "P07-W01", h.TEXTS[1])
    placed = coded.db.execute(
        "SELECT d.name, s.placed FROM seen_coding s JOIN seen_document d ON d.id = s.document_id"
    )
    assert set(placed) == {("P01-W01", 1), ("P07-W01", 0)}


def test_the_log_tells_a_blind_coder_nothing_of_what_others_coded_there(coded: Study) -> None:
    """Blind means blind: the label of an event tells the passage and the code."""
    assign(coded, "Bram")
    with Study(coded.path, viewer="Bram") as bram:
        theirs = [one for one in log(bram) if one.kind == "code" and one.coder == "Anna"]
    assert len(theirs) == 1  # the one on the other document


def test_the_log_tells_of_a_reveal_where_the_next_round_is_blind_again(coded: Study) -> None:
    """A reveal touches everybody's assignments, and is everybody's."""
    rows = [assign(coded, name) for name in ("Anna", "Bram")]
    write(
        coded, "reveal", [Patch("assignment", row, {"revealed": 1}) for row in rows], label="reveal"
    )
    assign(coded, "Bram")
    with Study(coded.path, viewer="Bram") as bram:
        assert "reveal" in {one.kind for one in log(bram)}


def test_saying_that_a_document_is_of_another_case_opens_no_eyes(coded: Study) -> None:
    cases = [coded.fresh_id() for _ in range(2)]
    for row in cases:
        write(coded, "case", [Patch("case_", row, {"removed": 0, "name": row[:4]})], label="case")
    h.set_fields(coded, "document", documents(coded)[0], case_id=cases[0])
    vals = {"removed": 0, "case_id": cases[0], "coder_id": h.me(coded), "text": "geheim"}
    write(coded, "summary", [Patch("summary", coded.fresh_id(), vals)], label="x", by=h.me(coded))
    assign(coded, "Bram")
    for case in (cases[0], cases[1], None):
        h.set_fields(coded, "document", documents(coded)[0], case_id=case)
        with Study(coded.path, viewer="Bram") as bram:
            assert bram.db.execute("SELECT count(*) FROM seen_summary").fetchone() == (0,)
            assert "summary" not in {one.kind for one in log(bram)}


def test_work_on_codes_made_since_the_round_began_is_not_told(coded: Study) -> None:
    """Elsewhere too: the log would tell the code's name."""
    assign(coded, "Bram")
    new = h.create_code(coded, "nieuw")
    coding = h.code_passage(coded, documents(coded)[1], new)
    row = {"coder_id": h.me(coded), "removed": 0, "text": "geheim", "target_tbl": "code"}
    flag = Patch("flag", coded.fresh_id(), row | {"target_id": new})
    write(coded, "flag", [flag], label="on code nieuw", by=h.me(coded))
    with Study(coded.path, viewer="Bram") as bram:
        codings = {row for (row,) in bram.db.execute("SELECT id FROM seen_coding")}
        assert coding not in codings
        assert bram.db.execute("SELECT count(*) FROM seen_flag").fetchone() == (0,)
        assert "flag" not in {one.kind for one in log(bram)}
        assert len([one for one in log(bram) if one.kind == "code"]) == 3


def test_a_merge_names_no_move_of_codes_to_whom_the_codebook_holds_still(
    copies: list[Study],
) -> None:
    anna, bram = copies[:2]
    code, other = (h.ids.natural(anna.id, "code", name) for name in ("stigma", "werk"))
    assign(anna, "Bram")
    merge(bram, anna.path)
    h.set_fields(anna, "code", code, parent_id=other)
    h.set_fields(bram, "code", other, parent_id=code)
    assert merge(bram, anna.path).skipped_moves == ()
    bram.viewer = "Chris"
    assert len(merge(anna, bram.path).skipped_moves) == 1
