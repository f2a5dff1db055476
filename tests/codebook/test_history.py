"""The codebook's own log, and differences: with a file, and with itself earlier."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from qualcode.codebook import past
from qualcode.codebook.editing import Description, add, edit, move, rename
from qualcode.codebook.history import Step, diff, history
from qualcode.codebook.reshaping import merge, remove, split
from qualcode.codebook.saving import save
from qualcode.codebook.stored import codebook
from qualcode.errors import InputError, UnknownName
from qualcode.study.file import STUDY, Study
from qualcode.study.fold import Fields, Write, fold_row
from qualcode.study.undo import redo, undo


def told(step: Step) -> list[tuple[str, str, list[str]]]:
    return [(c.code, c.what, [field.field for field in c.fields]) for c in step.changes]


def test_each_step_tells_what_it_changed(study: Study) -> None:
    edit(study, "werk", Description(definition="Anders.", hotkey="q"))
    rename(study, "werk", "baan")
    move(study, "baan", under="zorg")
    move(study, "baan", before="integratie")
    split(study, "zelf", ["schaamte"])
    merge(study, ["integratie"], "baan")
    remove(study, "schaamte")
    begun, *steps = history(study)
    assert {change.what for change in begun.changes} == {"added"}
    assert [told(step) for step in steps] == [
        [("werk", "changed", ["definition", "hotkey"])],
        [("baan", "changed", ["code"])],
        [("zorg/baan", "changed", ["code"])],
        [("zorg/baan", "changed", ["place"])],
        [("stigma/zelf", "changed", ["split_into"]), ("stigma/zelf/schaamte", "added", [])],
        [("zorg/integratie", "merged", ["merged_into"])],
        [("stigma/zelf/schaamte", "removed", [])],
    ]
    assert [step.material for step in steps] == [True, False, False, False, True, False, False]
    assert {step.coder for step in steps} == {STUDY}


def test_undo_and_redo_are_steps_of_their_own(study: Study) -> None:
    edit(study, "werk", Description(definition="Anders."))
    with Study(study.path, viewer=STUDY) as nobody:
        undo(nobody)
        redo(nobody)
    kinds = [(step.kind, step.changes[0].fields[0].new) for step in history(study)[-3:]]
    assert kinds == [("codebook", "Anders."), ("undo", "Betaald werk."), ("redo", "Anders.")]


def test_the_history_of_one_code(study: Study) -> None:
    edit(study, "werk", Description(definition="Anders."))
    edit(study, "zorg", Description(definition="Anders ook."))
    rename(study, "werk", "baan")
    assert [step.label.split()[0] for step in history(study, "baan")[1:]] == ["edited", "renamed"]
    assert [step.label for step in history(study, last=1)] == ["renamed werk to baan"]


def test_a_saved_file_differs_in_nothing_and_then_in_what_was_changed(study: Study) -> None:
    for name in ("boek.yaml", "boek.csv"):
        file = study.path.with_name(name)
        save(study, file)
        assert diff(study, file).changes == ()
    edit(study, "werk", Description(definition="Anders."))
    add(study, "covid")
    remove(study, "integratie", codings="keep")
    found = diff(study, study.path.with_name("boek.yaml"))
    # The file is the new side: what a load would bring.
    assert [(c.code, c.what) for c in found.changes] == [
        ("zorg/integratie", "added"),
        ("werk", "changed"),
        ("covid", "removed"),
    ]
    (field,) = found.changes[1].fields
    assert (field.old, field.new) == ("Anders.", "Betaald werk.")


def test_since_a_day_or_an_event(study: Study) -> None:
    before = history(study)[-1]
    edit(study, "werk", Description(definition="Anders."))
    for since in (before.id[:8], before.id, "2021-01-01"):
        (change,) = diff(study, since=since).changes
        assert change.code == "werk"
    assert diff(study, since=history(study)[-1].id).changes == ()
    assert {c.what for c in diff(study, since="1999-01-01").changes} == {"added"}


@pytest.mark.parametrize("since", ["gisteren", "2021-13-45", "", "zz"])
def test_an_odd_time_is_refused(study: Study, since: str) -> None:
    with pytest.raises(InputError):
        diff(study, since=since)


def test_nothing_or_two_things_to_compare_with_are_refused(study: Study) -> None:
    with pytest.raises(InputError, match="one way"):
        diff(study)
    with pytest.raises(InputError, match="one way"):
        diff(study, Path("x.yaml"), "2021-01-01")
    with pytest.raises(UnknownName):
        diff(study, since="ffffffff")


def test_a_long_history_costs_no_more_per_event_than_a_short_one(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted, not timed: how many writes are folded anew for each event."""
    folded = []

    def counting(writes: Sequence[Write]) -> Fields | None:
        folded.append(len(writes))
        return fold_row(writes)

    monkeypatch.setattr(past, "fold_row", counting)
    for n in range(30):
        edit(study, "werk", Description(definition=f"d{n}"))
    list(past.moments(study))
    list(past.became(study))
    assert folded == [1] * 2 * len(codebook(study))  # each code when it was made, and no more
