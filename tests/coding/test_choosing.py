"""Many quotes chosen in one event, and what there is to retrieve codings by."""

from qualcode.agreement.adjudicating import adjudicate
from qualcode.agreement.disagreements import disagreements
from qualcode.coding.layers import has_consensus
from qualcode.coding.recoding import recode
from qualcode.coding.retrieval import Where, codings, known
from qualcode.coding.rounds.finishing import done
from qualcode.coding.writing.quoting import quote, quotes, star, starred
from qualcode.study.doctor import examine
from qualcode.study.file import Study
from qualcode.study.log import log
from qualcode.study.undo import undo


def chosen(study: Study) -> list[str]:
    return [each.code for each in quotes(study)]


def test_many_are_chosen_in_one_event_and_left_out_in_another(study: Study) -> None:
    ids = [each.id for each in codings(study, Where(doc="P01-W01"))]
    before = len(log(study))
    assert star(study, [*ids, ids[0][:10]]) == 4
    assert len(log(study)) == before + 1
    assert chosen(study) == ["werk", "stigma/zelf", "stigma/publiek", "stigma/zelf"]
    assert star(study, ids) == 0 and len(log(study)) == before + 1
    assert star(study, ids[1:], starred=False) == 3
    assert chosen(study) == ["werk"]
    undo(study)
    assert len(chosen(study)) == 4
    assert examine(study).sound


def test_what_nobody_chose_is_left_alone(study: Study) -> None:
    first, second, *_ = codings(study)
    quote(study, first.id, edited="Goed, ik werk nu (…) op de hoek.")
    assert star(study, [first.id, second.id], starred=False) == 1
    assert starred(study) == {}
    assert star(study, [first.id]) == 1
    assert quotes(study)[0].edited == "Goed, ik werk nu (…) op de hoek."


def test_who_chose_what_is_told_also_after_recoding(study: Study) -> None:
    first, *_ = codings(study)
    with Study(study.path, viewer="Bram") as bram:
        star(bram, [first.id])
    star(study, [first.id])
    assert starred(study) == {first.id: ("Bram", "Anna")}
    (now,) = recode(study, [first.id], ["zorg"]).codings
    assert set(starred(study)[now.id]) == {"Anna", "Bram"}


def test_what_there_is_to_retrieve_by_lets_something_through(study: Study) -> None:
    there = known(study)
    assert there.documents == ("P01-W01", "P01-W02", "P02-W01", "FG1")
    assert there.layers == ("final", "Anna", "Bram")
    assert there.codes[:2] == ("stigma", "stigma/publiek")
    asked = {
        "doc": there.documents, "case": there.cases, "wave": there.waves, "code": there.codes,
        "coder": there.coders, "speaker": there.speakers, "role": there.roles,
        "kind": there.kinds, "layer": there.layers,
    }  # fmt: skip
    for name, values in asked.items():
        assert any(codings(study, Where(**{name: value})) for value in values), name


def test_the_consensus_is_a_layer_once_there_is_one(study: Study) -> None:
    assert not has_consensus(study)
    with Study(study.path, viewer="Bram") as bram:
        done(bram, ["P01-W01"])
    (first, *_) = disagreements(study, ["P01-W01"]).disagreements
    adjudicate(study, ["P01-W01"], accept=[("Anna", first.id)])
    assert known(study).layers == ("final", "consensus", "Anna", "Bram")
