"""Undo and redo: each takes back their own, names what was done, and passes over what can't be."""

import pytest

from qualcode.errors import InputError, OutcomeError
from qualcode.study import doctor
from qualcode.study.file import STUDY, Study
from qualcode.study.journal import Patch, write
from qualcode.study.log import log
from qualcode.study.merge import merge
from qualcode.study.undo import IRREVERSIBLE, redo, undo

from . import histories as h


def a_passage(study: Study, **fields: object) -> str:
    return h.code_passage(study, *(min(h.by_id(study, t)) for t in ("document", "code")), **fields)


def live(study: Study) -> set[str]:
    return {row for row, fields in h.by_id(study, "coding").items() if not fields["removed"]}


def test_undo_takes_back_the_last_action_and_says_which(study: Study) -> None:
    first, second = a_passage(study), a_passage(study)
    (undone,) = undo(study)
    assert (undone.kind, undone.label) == ("code", "code Hoe")
    assert live(study) == {first}
    assert second in h.by_id(study, "coding")
    undo(study)
    assert live(study) == set()


def test_undo_of_several_goes_back_latest_first(study: Study) -> None:
    code = h.create_code(study, "een")
    for name in ("twee", "drie"):
        h.set_fields(study, "code", code, name=name)
    told = undo(study, 2)
    assert [one.at for one in told] == sorted((one.at for one in told), reverse=True)
    assert h.by_id(study, "code")[code]["name"] == "een"


def test_redo_goes_forward_again_in_the_order_of_doing(study: Study) -> None:
    code = h.create_code(study, "een")
    for name in ("twee", "drie"):
        h.set_fields(study, "code", code, name=name)
    undo(study, 3)
    names = []
    for _ in range(3):
        redo(study)
        row = h.by_id(study, "code")[code]
        names.append((row["removed"], row["name"]))
    assert names == [(0, "een"), (0, "twee"), (0, "drie")]
    with pytest.raises(OutcomeError, match="nothing to redo"):
        redo(study)


def test_undo_after_redo_takes_back_the_same_again(study: Study) -> None:
    coding = a_passage(study)
    for _ in range(3):
        undo(study)
        assert live(study) == set()
        redo(study)
        assert live(study) == {coding}


def test_nothing_to_undo_is_said_and_changes_nothing(study: Study) -> None:
    before = h.everything(study)
    with pytest.raises(OutcomeError, match="Anna has nothing to undo"):
        undo(study)
    assert h.everything(study) == before


def test_a_coder_new_to_the_study_who_undoes_nothing_is_not_written_into_it(study: Study) -> None:
    study.viewer = "Nieuw"
    before = h.everything(study)
    with pytest.raises(OutcomeError):
        undo(study)
    assert h.everything(study) == before


def test_undoing_more_than_there_is_takes_nothing_back(study: Study) -> None:
    a_passage(study)
    before = h.everything(study)
    with pytest.raises(OutcomeError):
        undo(study, 2)
    assert h.everything(study) == before


def test_redoing_more_than_was_undone_does_nothing_again(study: Study) -> None:
    a_passage(study)
    undo(study)
    before = h.everything(study)
    with pytest.raises(OutcomeError):
        redo(study, 2)
    assert h.everything(study) == before


def test_redo_is_refused_once_something_else_was_done(study: Study) -> None:
    a_passage(study)
    undo(study)
    a_passage(study)
    with pytest.raises(OutcomeError, match="nothing to redo"):
        redo(study)


def test_what_others_do_meanwhile_does_not_stand_in_the_way_of_redo(study: Study) -> None:
    coding = a_passage(study)
    undo(study)
    with h.seen_by(study, "Bram"):
        other = a_passage(study)
    redo(study)
    assert live(study) == {coding, other}


def test_undo_passes_by_what_others_did_since(study: Study) -> None:
    coding = a_passage(study)
    with h.seen_by(study, "Bram"):
        other = a_passage(study)
    undo(study)
    assert live(study) == {other}
    with h.seen_by(study, "Bram"):
        undo(study)
    assert live(study) == set()
    redo(study)
    assert live(study) == {coding}


def test_undoing_a_code_others_edited_takes_it_away_and_redo_brings_their_edits_back(
    study: Study,
) -> None:
    code = h.create_code(study, "nieuw")
    with h.seen_by(study, "Bram"):
        h.set_fields(study, "code", code, definition="van Bram")
    undo(study)
    assert h.by_id(study, "code")[code]["removed"] == 1
    redo(study)
    row = h.by_id(study, "code")[code]
    assert (row["removed"], row["definition"]) == (0, "van Bram")


def test_an_overwritten_value_stays_when_what_it_wrote_over_is_undone(study: Study) -> None:
    code = h.create_code(study, "een")
    h.set_fields(study, "code", code, name="twee")
    with h.seen_by(study, "Bram"):
        h.set_fields(study, "code", code, name="drie")
    undo(study)
    assert h.by_id(study, "code")[code]["name"] == "drie"
    with h.seen_by(study, "Bram"):
        undo(study)
    assert h.by_id(study, "code")[code]["name"] == "een"


def test_undo_takes_back_all_of_an_event(study: Study) -> None:
    code = min(h.by_id(study, "code"))
    patches = [h.coding(study, min(h.by_id(study, "document")), code, n, n + 2) for n in range(5)]
    patches.append(Patch("code", code, {"definition": "nieuw"}))
    write(study, "code", patches, label="vijf en een", by=h.me(study))
    undo(study)
    assert live(study) == set()
    assert h.by_id(study, "code")[code]["definition"] == ""


def test_undoing_a_move_makes_room_for_the_one_it_stood_in_the_way_of(study: Study) -> None:
    one, two = h.create_code(study, "een"), h.create_code(study, "twee")
    h.set_fields(study, "code", one, parent_id=two)
    with h.seen_by(study, "Bram"):
        h.set_fields(study, "code", two, parent_id=one)
    assert h.by_id(study, "code")[two]["parent_id"] is None
    undo(study)
    assert h.by_id(study, "code")[two]["parent_id"] == one
    redo(study)
    assert h.by_id(study, "code")[two]["parent_id"] is None


def test_undoing_an_import_removes_the_document_and_importing_again_brings_it_back(
    study: Study,
) -> None:
    text = "Wat doet u?\nNiets."
    document = h.import_document(study, "P05-W01", text)
    undo(study)
    assert h.by_id(study, "document")[document]["removed"] == 1
    assert doctor.examine(study).sound
    assert h.import_document(study, "P05-W01", text) == document
    assert h.by_id(study, "document")[document]["removed"] == 0
    assert doctor.examine(study).sound


@pytest.mark.parametrize("kind", IRREVERSIBLE)
def test_what_cannot_be_undone_is_refused_and_nothing_before_it_either(
    study: Study, kind: str
) -> None:
    a_passage(study)
    write(study, kind, label=f"een {kind}", by=h.me(study))
    before = h.everything(study)
    with pytest.raises(OutcomeError, match=f"een {kind}.* can't be undone"):
        undo(study)
    assert h.everything(study) == before
    a_passage(study)
    undo(study)
    with pytest.raises(OutcomeError, match="can't be undone"):
        undo(study)


def test_undo_over_an_irreversible_action_takes_back_nothing_at_all(study: Study) -> None:
    write(study, "reveal", label="reveal", by=h.me(study))
    a_passage(study)
    before = h.everything(study)
    with pytest.raises(OutcomeError):
        undo(study, 2)
    assert h.everything(study) == before


def test_undo_without_a_coder_is_refused(study: Study) -> None:
    study.viewer = None
    for act in (undo, redo):
        with pytest.raises(InputError, match="No coder"):
            act(study)


def test_the_hint_says_whose_the_last_action_was_and_the_study_can_undo_it(study: Study) -> None:
    before = len([row for row in h.by_id(study, "code").values() if not row["removed"]])
    with pytest.raises(OutcomeError, match=f"new zelfstigma.*--as {STUDY}"):
        undo(study)
    with h.seen_by(study, STUDY):
        undo(study)
    left = [row for row in h.by_id(study, "code").values() if not row["removed"]]
    assert len(left) == before - 1


def test_the_studys_own_beginnings_are_never_undone(study: Study) -> None:
    with h.seen_by(study, STUDY):
        while True:
            try:
                undo(study)
            except OutcomeError:
                break
    names = {row["name"] for row in h.by_id(study, "coder").values() if not row["removed"]}
    assert names == {STUDY, *h.CODERS}
    assert all(row["removed"] for row in h.by_id(study, "document").values())
    assert doctor.examine(study).sound


def test_undo_after_a_merge_takes_back_ones_own(copies: list[Study]) -> None:
    anna, bram = copies[:2]
    own, other = a_passage(anna), a_passage(bram)
    merge(anna, bram.path)
    undo(anna)
    assert live(anna) == {other}
    merge(bram, anna.path)
    assert live(bram) == {other}
    assert own in h.by_id(bram, "coding")


def test_an_undo_and_an_edit_made_without_knowing_of_each_other_keep_the_edit(
    copies: list[Study],
) -> None:
    anna, bram = copies[:2]
    code = h.create_code(anna, "een")
    h.set_fields(anna, "code", code, definition="van Anna")
    merge(bram, anna.path)
    h.set_fields(bram, "code", code, definition="van Bram")
    undo(anna)
    for study, other in ((anna, bram), (bram, anna)):
        merge(study, other.path)
        assert h.by_id(study, "code")[code]["definition"] == "van Bram"


def test_of_an_undo_in_one_copy_and_a_redo_in_another_the_later_counts(
    copies: list[Study],
) -> None:
    """Anna works on her laptop and on the one at the office."""
    laptop, office, _ = copies
    office.viewer = "Anna"
    coding = a_passage(laptop)
    undo(laptop)
    merge(office, laptop.path)
    redo(office)
    undo(office)
    redo(office)
    redone = max(hlc for (hlc,) in office.db.execute("SELECT hlc FROM event"))
    laptop.clock = lambda: redone + 1000
    redo(laptop)
    undo(laptop)
    for study, other in ((laptop, office), (office, laptop)):
        merge(study, other.path)
        assert live(study) == set()
    redo(laptop)
    assert live(laptop) == {coding}


def test_the_log_marks_what_is_undone_and_no_longer_what_is_redone(study: Study) -> None:
    a_passage(study)
    undo(study)
    assert [(one.kind, one.undone) for one in log(study, 2)] == [("code", True), ("undo", False)]
    redo(study)
    assert [(one.kind, one.undone) for one in log(study, 3)] == [
        ("code", False),
        ("undo", False),
        ("redo", False),
    ]


def test_what_was_remembered_of_a_table_is_made_anew_after_an_undo(study: Study) -> None:
    coding = a_passage(study)
    assert study.remembered(live, "coding") == {coding}
    undo(study)
    assert study.remembered(live, "coding") == set()
    redo(study)
    assert study.remembered(live, "coding") == {coding}
