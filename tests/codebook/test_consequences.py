"""What a change of the codebook asks of coders: documents that are stale, and the queue."""

import pytest
from coding.material import contents, twin

from qualcode.codebook.editing import Description, add, edit, rename
from qualcode.codebook.reshaping import merge, remove, split
from qualcode.codebook.stored import codebook
from qualcode.coding.carrying import OfOthers
from qualcode.coding.marking import Passage, code, uncode
from qualcode.coding.recoding import Answer, Waiting, queue, recode, review
from qualcode.coding.retrieval import Where, codings
from qualcode.coding.rounds.finishing import done
from qualcode.coding.staleness import stale
from qualcode.coding.writing.memos import memos, write_memo
from qualcode.coding.writing.quoting import quote, quotes
from qualcode.errors import InputError, UnknownName
from qualcode.study.doctor import examine
from qualcode.study.file import Study
from qualcode.study.merge import merge as merge_copies
from qualcode.study.undo import undo

DONE = {"P01-W01", "P01-W02"}  # by Anna


def told(study: Study) -> set[tuple[str, str, str, int]]:
    return {(one.code, one.document, one.why, one.codings) for one in stale(study)}


def test_nothing_is_stale_where_nothing_changed_or_nothing_that_is_meant(study: Study) -> None:
    assert stale(study) == []
    edit(study, "zelf", Description(keywords=("schaamte",), colour="#112233"))
    rename(study, "zelf", "zelfbeeld")
    assert stale(study) == []


def test_a_new_code_a_definition_and_a_split_each_make_done_documents_stale(study: Study) -> None:
    add(study, "covid")
    edit(study, "werk", Description(not_when="Vrijwilligerswerk."))
    split(study, "zelf", ["schaamte"])
    assert told(study) == {
        ("stigma/zelf", "P01-W01", "split", 2),
        ("stigma/zelf", "P01-W02", "split", 0),
        ("stigma/zelf/schaamte", "P01-W01", "new", 0),
        ("stigma/zelf/schaamte", "P01-W02", "new", 0),
        ("werk", "P01-W01", "definition", 1),
        ("werk", "P01-W02", "definition", 0),
        ("covid", "P01-W01", "new", 0),
        ("covid", "P01-W02", "new", 0),
    }
    assert {one.coder for one in stale(study)} == {"Anna"}
    done(study, ["P01-W01"])
    assert {document for _, document, *_ in told(study)} == {"P01-W02"}


def test_it_is_stale_since_the_first_change_after_it_was_done(study: Study) -> None:
    edit(study, "werk", Description(definition="Een."))
    first = {one.since for one in stale(study)}
    ticks = iter(range(2_000_000_000_000, 2_100_000_000_000, 86_400_000))
    study.clock = lambda: next(ticks)
    edit(study, "werk", Description(definition="Twee."))
    assert {one.since for one in stale(study)} == first
    done(study, ["P01-W01", "P01-W02"])
    edit(study, "werk", Description(definition="Een."))
    assert min(one.since for one in stale(study)) > max(first)


def test_a_change_that_is_undone_or_set_back_is_none(study: Study) -> None:
    edit(study, "werk", Description(definition="Anders."))
    edit(study, "werk", Description(definition="Betaald werk."))
    assert stale(study) == []


def test_only_done_work_of_the_layer_is_stale(study: Study) -> None:
    add(study, "covid")
    assert stale(study, "Bram") == []
    assert {one.document for one in stale(study, "Anna")} == DONE
    with pytest.raises(UnknownName, match="Did you mean Bram"):
        stale(study, "Brem")


def waiting(study: Study) -> list[tuple[str, str]]:
    return [(one.document, one.coder) for one in queue(study)]


def test_codings_of_a_split_code_wait_and_new_ones_do_not(study: Study) -> None:
    assert queue(study) == []
    split(study, "stigma", ["gevreesd", "werk/werkvloer"])
    split(study, "zelf", ["schaamte"])
    assert waiting(study) == [("P01-W01", "Anna"), ("P01-W01", "Anna"), ("P02-W01", "Bram")]
    (bram,) = queue(study, "stigma")
    assert bram.choices == ("stigma/gevreesd", "werk/werkvloer")
    assert bram.quote == "Een jaar. Ze denken dat ik niks kan."
    code(study, "P02-W01", ["stigma"], Passage(turn=2))
    assert len(queue(study, "stigma")) == 1
    with pytest.raises(UnknownName):
        queue(study, "stigmaa")


def test_choices_follow_merges_and_removals(study: Study) -> None:
    split(study, "stigma", ["a", "b", "c"])
    merge(study, ["stigma/a"], "stigma/b")
    remove(study, "stigma/c")
    assert queue(study, "stigma")[0].choices == ("stigma/b",)


def test_recoding_puts_the_same_words_under_another_code(study: Study) -> None:
    split(study, "zelf", ["schaamte", "schuld"])
    old = codings(study, Where(code="zelf"))[0]
    assert old.coder == "Anna"
    write_memo(study, "Waarom kapot?", on=f"coding:{old.id}")
    quote(study, old.id, edited=None)
    found = recode(study, [old.id], ["schaamte", "schuld"])
    made = {new.code: new for new in found.codings}
    assert set(made) == {"stigma/zelf/schaamte", "stigma/zelf/schuld"}
    for new in found.codings:
        assert (new.start, new.end, new.quote, new.origin) == (
            old.start, old.end, old.quote, old.origin,
        )  # fmt: skip
    assert not codings(study, Where(ids=(old.id,)))
    first = made["stigma/zelf/schaamte"]
    assert [memo.text for memo in memos(study, on=f"coding:{first.id}")] == ["Waarom kapot?"]
    assert quote(study, first.id).starred
    assert len(queue(study)) == 1
    assert examine(study).sound


def test_recoding_is_one_action_that_undo_takes_back(study: Study) -> None:
    split(study, "zelf", ["schaamte"])
    before, wait = codings(study), queue(study)
    recode(study, [one.id for one in wait], ["schaamte"])
    assert queue(study) == []
    undo(study)
    assert (codings(study), queue(study)) == (before, wait)


def test_a_coding_that_is_kept_goes_from_the_queue_and_stays(study: Study) -> None:
    split(study, "zelf", ["schaamte"])
    before = codings(study)
    first, second = queue(study)
    assert [one.id for one in recode(study, [first.id], keep=True).kept] == [first.id]
    found = recode(study, [second.id], ["zelf", "schaamte"])
    assert [one.id for one in found.kept] == [second.id]
    assert queue(study) == []
    assert {one.id for one in codings(study)} == {one.id for one in before} | {
        one.id for one in found.codings
    }


def test_what_lies_there_already_is_not_made_twice(study: Study) -> None:
    split(study, "zelf", ["schaamte"])
    first, _ = queue(study)
    (there,) = code(study, "P01-W01", ["schaamte"], Passage(turn=4)).ids
    recode(study, [first.id], ["schaamte"])
    assert [one.id for one in codings(study, Where(code="schaamte"))] == [there]


def test_only_ones_own_and_only_in_one_way(study: Study) -> None:
    split(study, "stigma", ["gevreesd"])
    (bram,) = queue(study, "stigma")
    mine = codings(study, Where(coder="Anna"))[0]
    before = contents(study.path)
    for ids, to, keep, said in (
        ([bram.id], ["gevreesd"], False, "Only Bram can recode it"),
        ([mine.id], [], False, "one way"),
        ([mine.id], ["werk"], True, "one way"),
        ([mine.id], ["werkt"], False, "Did you mean werk"),
        (["zz"], ["werk"], False, "no coding zz"),
        ([], ["werk"], False, "No coding is named"),
    ):
        with pytest.raises(InputError, match=said):
            recode(study, ids, to, keep=keep)
    assert contents(study.path) == before


def test_a_review_asks_of_ones_own_alone(study: Study) -> None:
    split(study, "stigma", ["gevreesd"])
    split(study, "zelf", ["schaamte"])
    asked: list[Waiting] = []
    answers = iter([Answer(to=("stigma/zelf/schaamte",)), Answer(stop=True)])

    def ask(one: Waiting) -> Answer:
        asked.append(one)
        return next(answers)

    found = review(study, None, ask)
    assert (found.recoded, found.kept, found.left) == (1, 0, 1)
    assert {one.coder for one in asked} == {"Anna"}
    assert (review(study, None, lambda _: Answer(keep=True)).kept, waiting(study)) == (
        1,
        [("P02-W01", "Bram")],
    )


def test_codings_of_a_merged_code_wait_with_those_of_the_other(study: Study) -> None:
    merge(study, ["werk"], "zelf")
    split(study, "zelf", ["schaamte"])
    assert len(queue(study)) == 3
    recode(study, [one.id for one in queue(study)], keep=True)
    assert queue(study) == []
    assert codebook(study).find("zelf").split_into


def test_uncode_takes_one_off_the_queue(study: Study) -> None:
    split(study, "zelf", ["schaamte"])
    uncode(study, [queue(study)[0].id])
    assert len(queue(study)) == 1


def test_two_codings_on_one_place_become_one(study: Study) -> None:
    (second,) = code(study, "P01-W01", ["publiek"], Passage(turn=4)).ids
    first = codings(study, Where(code="zelf", doc="P01-W01"))[0]
    merge(study, ["publiek"], "zelf")
    found = recode(study, [first.id, second], ["werk"])
    assert len({one.id for one in found.codings}) == len(codings(study, Where(code="werk"))) - 1
    assert len(found.codings) == 1
    assert examine(study).sound


def test_what_a_quote_has_is_kept_and_filled_in_where_another_comes_to_it(study: Study) -> None:
    old = codings(study, Where(code="zelf"))[0]
    passage = Passage(turn=old.turn)
    (there,) = code(study, old.document, ["werk"], passage, memo="daar").ids
    code(study, old.document, ["zelf"], passage, memo="hier", about="2019")
    quote(study, there, starred=False, edited="(…) Ik schaamde me kapot.")
    quote(study, old.id, edited="Ze kijken (…)", translations={"en": "They stare."})
    recode(study, [old.id], ["werk"])
    (kept,) = quotes(study)
    assert (kept.id, kept.edited, kept.starred) == (there, "(…) Ik schaamde me kapot.", True)
    assert kept.translations == {"en": "They stare."}
    assert (kept.memo, kept.about) == ("daar\nhier", "2019")
    undo(study)
    assert {one.edited for one in quotes(study)} == {"Ze kijken (…)"}


def test_what_a_colleague_hung_on_a_coding_is_told_and_shows_on_the_new_one(study: Study) -> None:
    old = codings(study, Where(code="zelf"))[0]
    with Study(study.path, viewer="Bram") as bram:
        write_memo(bram, "Mooi gezegd.", on=f"coding:{old.id}")
        quote(bram, old.id, edited="(…) Ik schaamde me kapot.")
    found = recode(study, [old.id], ["werk", "zorg"])
    assert found.others == (OfOthers("Bram", 1, 1),)
    with Study(study.path, viewer="Bram") as bram:
        (memo,) = memos(bram)
        (chosen,) = quotes(bram)
        assert (memo.target, memo.quote, memo.reason) == (chosen.id, old.quote, None)
        assert (chosen.code, chosen.edited) == ("werk", "(…) Ik schaamde me kapot.")
        assert [m.text for m in memos(bram, on=f"coding:{chosen.id}")] == ["Mooi gezegd."]
        said = quote(bram, chosen.id, translations={"en": "Ashamed."})
        assert (said.edited, said.translations) == (chosen.edited, {"en": "Ashamed."})
        assert len(quotes(bram)) == 1
    again = recode(study, [chosen.id], ["stigma"])
    assert again.others == (OfOthers("Bram", 1, 1),)
    assert [(q.code, q.translations) for q in quotes(study)] == [("stigma", {"en": "Ashamed."})]
    undo(study, 2)
    assert [(q.id, q.quoted_by) for q in quotes(study)] == [(old.id, "Bram")]
    assert examine(study).sound


def test_a_quote_made_elsewhere_meanwhile_follows_the_recoding(study: Study) -> None:
    other = twin(study)
    old = codings(study, Where(code="zelf"))[0]
    with Study(other, viewer="Bram") as bram:
        quote(bram, old.id)
    recode(study, [old.id], ["werk"])
    merge_copies(study, other)
    assert [(q.code, q.quoted_by) for q in quotes(study)] == [("werk", "Bram")]
    uncode(study, [quotes(study)[0].id])
    assert quotes(study) == []
