"""Codes one by one: each change is one action, ids stay, and what can't be is refused."""

from collections.abc import Callable

import pytest
from coding.material import contents

from qualcode.codebook.editing import Description, add, edit, move, rename
from qualcode.codebook.stored import codebook
from qualcode.coding.retrieval import Where, codings
from qualcode.errors import InputError, UnknownName
from qualcode.study.file import STUDY, Study
from qualcode.study.log import log
from qualcode.study.undo import undo


def paths(study: Study) -> list[str]:
    return [code.code for code in codebook(study)]


def take_back(study: Study) -> None:
    with Study(study.path, viewer=STUDY) as nobody:
        undo(nobody)


def test_a_code_is_added_last_under_its_parent_with_what_is_said(study: Study) -> None:
    said = Description(
        names={"nl": "Nazorg"},
        definition="Wat na\n de  behandeling komt.",
        keywords=("nazorg", "controle"),
        examples=("Om de drie maanden belt ze nog.",),
        colour="#ABCDEF",
        hotkey="q",
        domain=True,
    )
    add(study, "zorg/nazorg", said)
    code = codebook(study).find("nazorg")
    assert code.definition == "Wat na de behandeling komt."
    assert (code.names, code.keywords) == ({"nl": "Nazorg"}, ("nazorg", "controle"))
    assert (code.colour, code.hotkey, code.domain) == ("#abcdef", "q", True)
    zorg = [path for path in paths(study) if path.startswith("zorg/")]
    assert zorg == ["zorg/integratie", "zorg/nazorg"]


def test_an_edit_sets_what_is_named_and_tells_old_and_new(study: Study) -> None:
    done = edit(study, "stigma", Description(definition="Anders.", keywords=("etiket",)))
    (change,) = done.changes
    told = {field.field: (field.old, field.new, field.material) for field in change.fields}
    assert told == {
        "definition": ("Beelden over mensen met een aandoening.", "Anders.", True),
        "keywords": ([], ["etiket"], False),
    }
    assert done.stale == 2
    code = codebook(study).find("stigma")
    assert (code.hotkey, code.names["en"]) == ("g", "Stigma")


def test_lists_grow_and_shrink_a_word_at_a_time(study: Study) -> None:
    edit(study, "werk", Description(keywords=("baan", "loon", "baan")))
    edit(study, "werk", Description(keywords=("baas",), dropped_keywords=("loon",)))
    assert codebook(study).find("werk").keywords == ("baan", "baas")
    with pytest.raises(InputError, match="«loon» is not among its keywords"):
        edit(study, "werk", Description(dropped_keywords=("loon",)))


def test_an_empty_text_takes_a_field_away_and_a_name_its_language(study: Study) -> None:
    edit(study, "stigma", Description(hotkey="", definition="", names={"en": ""}))
    code = codebook(study).find("stigma")
    assert (code.hotkey, code.definition, code.names) == (None, "", {"nl": "Stigma"})


def test_what_is_so_already_is_no_event(study: Study) -> None:
    before = contents(study.path)
    assert edit(study, "werk", Description(definition="Betaald  werk.")).changes == ()
    assert rename(study, "werk", "werk").changes == ()
    assert move(study, "werk", top=True).changes == ()
    assert contents(study.path) == before


def test_a_rename_keeps_the_id_the_codings_and_what_lies_below(study: Study) -> None:
    old = codebook(study).find("stigma")
    before = [coding.id for coding in codings(study, Where(code="stigma"))]
    done = rename(study, "stigma", "beeldvorming")
    assert codebook(study).find("beeldvorming").id == old.id
    assert codebook(study).find("zelf").code == "beeldvorming/zelf"
    assert [coding.id for coding in codings(study, Where(code="beeldvorming"))] == before
    # Only the code itself is told, though the paths below it changed too.
    assert [(c.code, c.material) for c in done.changes] == [("beeldvorming", False)]
    assert done.stale == 0


@pytest.mark.parametrize(
    ("how", "order"),
    [
        ({"before": "stigma"}, ["werk", "stigma", "zorg"]),
        ({"after": "stigma"}, ["stigma", "werk", "zorg"]),
        ({"top": True, "before": "zorg"}, ["stigma", "werk", "zorg"]),
        ({"after": "zorg"}, ["stigma", "zorg", "werk"]),
    ],
)
def test_a_move_among_siblings(study: Study, how: dict[str, str | bool], order: list[str]) -> None:
    before = codebook(study)
    move(study, "werk", **how)  # type: ignore[arg-type]
    assert [path for path in paths(study) if "/" not in path] == order
    assert {code.id for code in codebook(study)} == {code.id for code in before}


def test_a_move_under_another_takes_the_branch_along(study: Study) -> None:
    move(study, "stigma", under="zorg", before="integratie")
    zorg = [path for path in paths(study) if path.count("/") == 1]
    assert zorg == ["zorg/stigma", "zorg/integratie"]
    assert codebook(study).find("zelf").code == "zorg/stigma/zelf"
    take_back(study)
    assert codebook(study).find("zelf").code == "stigma/zelf"


Act = Callable[[Study], object]
REFUSED: list[tuple[Act, str]] = [
    (lambda s: add(s, "werk"), "There is a code werk already"),
    (lambda s: add(s, "WERK"), "There is a code werk already"),
    (lambda s: add(s, "zorgg/x"), "Did you mean zorg"),
    (lambda s: add(s, ""), "can't name a code"),
    (lambda s: add(s, "zorg/ x"), "can't name a code"),
    (lambda s: add(s, "x", Description(hotkey="u")), "can't be a hotkey"),
    (lambda s: add(s, "x", Description(hotkey="g")), "The hotkey «g» is stigma's"),
    (lambda s: add(s, "x", Description(colour="rood")), "is not a colour"),
    (lambda s: add(s, "x", Description(definition="\udcff")), "broken characters"),
    (lambda s: edit(s, "werk", Description()), "Nothing is given"),
    (lambda s: edit(s, "werk", Description(hotkey="g")), "is stigma's"),
    (lambda s: rename(s, "werk", "zorg"), "There is a code zorg already"),
    (lambda s: rename(s, "werk", "a/b"), "can't name a code"),
    (lambda s: rename(s, "zelf", "publiek"), "stigma/publiek already"),
    (lambda s: move(s, "stigma", under="zelf"), "Move stigma/zelf out of it first"),
    (lambda s: move(s, "stigma", under="stigma"), "itself"),
    (lambda s: move(s, "werk"), "Say where to"),
    (lambda s: move(s, "werk", under="zorg", top=True), "one way"),
    (lambda s: move(s, "werk", before="zorg", after="zorg"), "one way"),
    (lambda s: move(s, "werk", before="werk"), "beside itself"),
    (lambda s: move(s, "werk", under="zorg", before="zelf"), "stigma/zelf doesn't lie under zorg"),
    (lambda s: move(s, "werk", under="zork"), "Did you mean zorg"),
]


@pytest.mark.parametrize(("act", "told"), REFUSED, ids=[told for _, told in REFUSED])
def test_what_cannot_be_is_refused_and_nothing_is_written(
    study: Study, act: Act, told: str
) -> None:
    before = contents(study.path)
    with pytest.raises(InputError, match=told.replace("(", r"\(")):
        act(study)
    assert contents(study.path) == before


def test_a_path_that_another_has_is_taken_where_a_code_moves_to(study: Study) -> None:
    add(study, "zorg/werk")
    with pytest.raises(InputError, match="zorg/werk already"):
        move(study, "/werk", under="zorg")
    with pytest.raises(UnknownName):
        move(study, "zorg/werkk", top=True)


def test_each_change_is_one_action_of_the_study_that_undo_takes_back(study: Study) -> None:
    acts: list[Act] = [
        lambda s: add(s, "zorg/nazorg", Description(definition="Na.")),
        lambda s: edit(s, "werk", Description(definition="Anders.")),
        lambda s: rename(s, "werk", "baan"),
        lambda s: move(s, "werk", before="stigma"),
    ]
    for act in acts:
        before, events = codebook(study).codes, len(log(study))
        act(study)
        assert [event.coder for event in log(study)[events:]] == [STUDY]
        take_back(study)
        assert codebook(study).codes == before
