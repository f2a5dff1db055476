"""Settling disagreements: what it makes, what it refuses, and that it can be taken back."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from qualcode.agreement.adjudicating import adjudicate
from qualcode.agreement.disagreements import Disagreement, disagreements
from qualcode.codebook.editing import Description, add
from qualcode.codebook.reshaping import merge as merge_codes
from qualcode.codebook.stored import codebook
from qualcode.coding.coders import coders
from qualcode.coding.layers import layer
from qualcode.coding.marking import Passage, code, uncode
from qualcode.coding.recoding import queue
from qualcode.coding.retrieval import Coding, Where, codings
from qualcode.coding.rounds.assigning import assign
from qualcode.coding.rounds.finishing import done
from qualcode.coding.rounds.revealing import reveal
from qualcode.coding.search.searching import search
from qualcode.coding.staleness import stale
from qualcode.coding.writing.memos import memos, write_memo
from qualcode.coding.writing.quoting import quote, quotes
from qualcode.errors import InputError, OutcomeError, UnknownName
from qualcode.export.appendix import appendix
from qualcode.export.as_markdown import as_markdown
from qualcode.export.lists import write_codings
from qualcode.matrix.crossing import matrix
from qualcode.spans import Span
from qualcode.study.conflicts import conflicts
from qualcode.study.doctor import examine
from qualcode.study.file import Study
from qualcode.study.handout import hand_out
from qualcode.study.log import log
from qualcode.study.merge import merge
from qualcode.study.undo import redo, undo

DOC = "P01-W01"
SHAME = "Ik schaamde me kapot"
STARE = "Ze kijken wel eens raar."


def as_(study: Study, name: str) -> Study:
    return Study(study.path, viewer=name, clock=study.clock, fresh_id=study.fresh_id)


@pytest.fixture
def double(study: Study) -> Iterator[Study]:
    """Anna and Bram both coded P01-W01; there is one disagreement of each kind.

    Anna has werk on turn 2 and stigma/zelf on turns 4 and 5; Bram also werk on turn 2, but
    less of it, stigma/publiek on turn 4, and zorg on turn 6.
    """
    with as_(study, "Bram") as bram:
        code(bram, DOC, ["werk"], Passage(quote="ik werk nu bij de bakker op de hoek."))
        code(bram, DOC, ["zorg"], Passage(turn=6))
        done(bram, [DOC])
    yield study


def of_kind(study: Study, kind: str) -> Disagreement:
    found = [one for one in disagreements(study, [DOC]).disagreements if one.kind == kind]
    return found[0]


def settle(study: Study, who: str, kind: str, **how: Any) -> str:
    row_id = of_kind(study, kind).id
    adjudicate(study, [DOC], accept=[(who, row_id[:8])], **how)
    return row_id


def told(found: list[Coding]) -> list[tuple[str, str, str]]:
    return [(coding.code, coding.quote, coding.coder) for coding in found]


def final(study: Study, name: str = "final") -> list[tuple[str, str, str]]:
    return told(codings(study, Where(doc=DOC, layer=name)))


def tables(study: Study) -> dict[str, list[object]]:
    """The rows of the tables that a disagreement touches, without this file's own numbering."""
    found = {}
    for tbl in ("adjudication", "coding", "coder", "quote", "event", "patch"):
        names = study.db.execute(f"SELECT name FROM pragma_table_info('{tbl}') WHERE name <> 'pk'")
        columns = ", ".join(f'"{name}"' for (name,) in names)
        found[tbl] = sorted(study.db.execute(f"SELECT {columns} FROM {tbl}").fetchall(), key=repr)
    return found


# Listing


def test_disagreements_are_told_in_reading_order_with_each_side(double: Study) -> None:
    found = disagreements(double, [DOC])
    kinds = [(one.kind, one.codes, one.turn) for one in found.disagreements]
    assert kinds == [
        ("boundaries", ("werk",), 2),
        ("codes", ("stigma/publiek", "stigma/zelf"), 4),
        ("missed", ("stigma/zelf",), 5),
        ("missed", ("zorg",), 6),
    ]
    first = found.disagreements[0]
    assert first.quote == "Goed, ik werk nu bij de bakker op de hoek."
    assert [(side.coder, [said.quote for said in side.codings]) for side in first.sides] == [
        ("Anna", ["Goed, ik werk nu bij de bakker op de hoek."]),
        ("Bram", ["ik werk nu bij de bakker op de hoek."]),
    ]
    missed = found.disagreements[3]
    assert [(side.coder, len(side.codings)) for side in missed.sides] == [("Anna", 0), ("Bram", 1)]
    (document,) = found.documents
    assert (document.coders, document.agreed, document.open) == (("Anna", "Bram"), 0, 4)


def test_the_ids_are_the_same_for_whoever_looks_and_in_every_copy(double: Study) -> None:
    here = [one.id for one in disagreements(double, [DOC]).disagreements]
    with as_(double, "Karin") as karin:
        assert [one.id for one in disagreements(karin, [DOC]).disagreements] == here
        copy = hand_out(karin, double.path.with_name("copy.qualcode"), "Karin")
    with Study(copy) as other:
        assert [one.id for one in disagreements(other, [DOC]).disagreements] == here


def test_who_codes_alone_has_nothing_to_settle(study: Study) -> None:
    found = disagreements(study, ["P01-W02"])
    assert (found.disagreements, found.documents[0].coders) == ((), ("Anna",))


def test_who_was_never_asked_is_compared_by_what_they_have_now(double: Study) -> None:
    with as_(double, "Cor") as cor:
        code(cor, DOC, ["werk"], Passage(turn=2))
        # Anna and Bram are done, and nobody asked Cor.
        assert disagreements(cor, [DOC]).documents[0].coders == ("Anna", "Bram")
        made = code(cor, "P01-W02", ["werk"], Passage(turn=2)).ids
        found = disagreements(cor, ["P01-W02"])
        assert found.documents[0].coders == ("Anna", "Cor")
        assert made[0] in {said.id for one in found.disagreements for said in one.sides[1].codings}


def test_who_is_done_is_compared_by_what_they_had_then(double: Study) -> None:
    before = disagreements(double, [DOC])
    own = codings(double, Where(doc=DOC, coder="Anna"))
    uncode(double, [own[0].id])
    code(double, DOC, ["zorg"], Passage(turn=6))
    assert disagreements(double, [DOC]).disagreements == before.disagreements


def test_codes_that_were_merged_are_one(double: Study) -> None:
    merge_codes(double, ["stigma/publiek"], "stigma/zelf")
    kinds = [one.kind for one in disagreements(double, [DOC]).disagreements]
    assert kinds == ["boundaries", "missed", "missed"]
    assert disagreements(double, [DOC]).documents[0].agreed == 1


def test_a_document_with_which_somebody_is_not_done_is_refused(double: Study) -> None:
    assign(double, [DOC], "Cor")
    with pytest.raises(OutcomeError, match="Cor isn't done with P01-W01"):
        disagreements(double, [DOC])


@pytest.mark.parametrize("viewer", [None, "Anna", "Cor", "Karin"])
def test_nothing_is_told_while_a_blind_round_is_open(double: Study, viewer: str | None) -> None:
    row_id = of_kind(double, "codes").id
    assign(double, [DOC], "Cor", blind=True)
    double.viewer = viewer
    for accept in ((), [("Anna", row_id)]):
        if viewer or not accept:
            with pytest.raises(OutcomeError) as refused:
                adjudicate(double, [DOC], accept=accept)
            assert str(refused.value).startswith("A blind round is open on P01-W01.")
            assert "reveal" in refused.value.hint
    assert "adjudicate" not in {one.kind for one in log(double)}


def test_after_the_reveal_the_blind_coder_is_compared(study: Study) -> None:
    assign(study, [DOC], "Cor", blind=True)
    with as_(study, "Cor") as cor:
        code(cor, DOC, ["werk"], Passage(turn=2))
        done(cor, [DOC])
    reveal(study, [DOC])
    found = disagreements(study, [DOC]).documents[0]
    assert (found.coders, found.agreed) == (("Anna", "Cor"), 1)


def test_who_is_blind_elsewhere_waits_where_codes_are_newer_than_their_round(
    double: Study,
) -> None:
    assign(double, ["FG1"], "Cor", blind=True)
    with as_(double, "Cor") as cor:
        assert len(disagreements(cor, [DOC]).disagreements) == 4
        add(double, "nieuw", Description())
        code(double, "P01-W02", ["nieuw"], Passage(turn=2))
        done(double, ["P01-W02"])
        with pytest.raises(OutcomeError, match="newer than your blind round") as refused:
            disagreements(cor, ["P01-W02"])
        assert "nieuw" not in str(refused.value).partition("newer")[0]


# Settling


def test_what_is_accepted_stands_in_the_place_of_what_it_was_about(double: Study) -> None:
    settle(double, "Bram", "codes", because="het gaat\nover anderen")
    assert final(double) == [
        ("werk", "Goed, ik werk nu bij de bakker op de hoek.", "Anna"),
        ("stigma/publiek", f"{STARE} {SHAME}.", "consensus"),
        ("stigma/zelf", "U schaamde zich.", "Anna"),
    ]
    assert final(double, "consensus") == final(double)
    found = disagreements(double, [DOC])
    (one,) = found.settled
    assert (one.decision, one.because, one.settled_by, one.kind) == (
        "Bram", "het gaat over anderen", "Anna", "codes",
    )  # fmt: skip
    assert [(side.coder, side.codings[0].code) for side in one.sides] == [
        ("Anna", "stigma/zelf"),
        ("Bram", "stigma/publiek"),
    ]
    assert [said.code for said in one.outcome] == ["stigma/publiek"]
    assert not one.changed
    assert (found.documents[0].open, found.documents[0].settled) == (3, 1)
    assert one.id not in {each.id for each in found.disagreements}
    assert examine(double).sound


@pytest.mark.parametrize(
    ("who", "codes", "decision"),
    [
        ("A", ["stigma/zelf"], "Anna"),
        ("b", ["stigma/publiek"], "Bram"),
        ("anna", ["stigma/zelf"], "Anna"),
        ("BOTH", ["stigma/publiek", "stigma/zelf"], "both"),
        ("none", [], "none"),
    ],
)
def test_a_side_is_a_coder_or_their_letter_or_both_or_none(
    double: Study, who: str, codes: list[str], decision: str
) -> None:
    settle(double, who, "codes")
    (one,) = disagreements(double, [DOC]).settled
    assert (sorted(said.code for said in one.outcome), one.decision) == (codes, decision)


def test_a_coder_who_is_called_by_a_letter_is_meant_by_it(study: Study) -> None:
    with as_(study, "A") as another, as_(study, "B") as last:
        for each, name in ((another, "werk"), (last, "zorg")):
            code(each, "P02-W01", [name], Passage(turn=2))
        found = disagreements(last, ["P02-W01"])
        assert [side.coder for side in found.disagreements[0].sides] == ["A", "B", "Bram"]
        (one,) = [each for each in found.disagreements if each.kind == "codes"]
        settled = adjudicate(last, ["P02-W01"], accept=[("B", one.id)]).settled[0]
        assert (settled.decision, settled.outcome[0].code) == ("B", "zorg")


def test_accepting_who_has_nothing_there_leaves_nothing(double: Study) -> None:
    row_id = next(one.id for one in disagreements(double, [DOC]).disagreements if one.turn == 5)
    adjudicate(double, [DOC], accept=[("Bram", row_id)])
    assert "U schaamde zich." not in [words for _, words, _ in final(double)]


def test_both_boundaries_are_the_passage_of_both(double: Study) -> None:
    settle(double, "both", "boundaries")
    werk = [words for name, words, _ in final(double) if name == "werk"]
    assert werk == [disagreements(double, [DOC]).settled[0].quote]
    span = Span(30, 60)
    row_id = disagreements(double, [DOC]).settled[0].id
    adjudicate(double, [DOC], accept=[("both", row_id)], span=span)
    assert [said.quote for said in disagreements(double, [DOC]).settled[0].outcome] == [
        double.text(double.db.execute("SELECT version_id FROM document WHERE name = 'P01-W01'")
                    .fetchone()[0])[30:60]
    ]  # fmt: skip
    assert disagreements(double, [DOC]).settled[0].decision == "both 30:60"


def test_a_batch_is_one_event_each_and_all_or_nothing(double: Study) -> None:
    ids = [one.id for one in disagreements(double, [DOC]).disagreements]
    before = tables(double)
    with pytest.raises(UnknownName, match="no disagreement ffffffff"):
        adjudicate(double, [DOC], accept=[("Anna", ids[0]), ("Anna", "ffffffff")])
    assert tables(double) == before
    found = adjudicate(double, [DOC], accept=[("Anna", row_id) for row_id in ids])
    assert found.accepted == tuple(ids)
    assert (found.disagreements, len(found.settled)) == ((), 4)
    assert [one.kind for one in log(double)].count("adjudicate") == 4


@pytest.mark.parametrize(
    ("who", "span", "match"),
    [
        ("none", Span(30, 40), "no coding is left"),
        ("Anna", Span(30, 9999), "lies outside"),
        ("Anna", Span(200, 210), "has nothing of the passage"),
        ("Karin", None, "no side «Karin»"),
        ("", None, "no side"),
    ],
)
def test_what_cannot_be_settled_so_is_refused(
    double: Study, who: str, span: Span | None, match: str
) -> None:
    before = tables(double)
    with pytest.raises(InputError, match=match):
        settle(double, who, "boundaries", span=span)
    assert tables(double) == before


def test_two_sides_of_one_disagreement_and_two_spans_are_refused(double: Study) -> None:
    one, two = [each.id for each in disagreements(double, [DOC]).disagreements][:2]
    with pytest.raises(InputError, match="in two ways"):
        adjudicate(double, [DOC], accept=[("Anna", one), ("Bram", one)])
    with pytest.raises(InputError, match="of one passage"):
        adjudicate(double, [DOC], accept=[("Anna", one), ("Anna", two)], span=Span(30, 40))
    with pytest.raises(InputError, match="Nothing is settled"):
        adjudicate(double, [DOC], because="zomaar")
    double.viewer = None
    with pytest.raises(InputError, match="No coder"):
        adjudicate(double, [DOC], accept=[("Anna", one)])


def test_without_names_all_that_is_done_by_several_is_compared(double: Study) -> None:
    one = disagreements(double, [DOC])
    found = disagreements(double)
    assert found.disagreements == one.disagreements
    assert [each.document for each in found.documents] == [DOC]
    settled = adjudicate(double, accept=[("none", found.disagreements[0].id)])
    assert len(settled.settled) == 1


def test_settling_again_replaces_what_came_of_it(double: Study) -> None:
    row_id = settle(double, "Anna", "codes", because="eerst zo")
    (former,) = disagreements(double, [DOC]).settled[0].outcome
    with as_(double, "Karin") as karin:
        adjudicate(karin, [DOC], accept=[("B", row_id)])
        (one,) = disagreements(karin, [DOC]).settled
    assert (one.decision, one.because, one.settled_by) == ("Bram", "", "Karin")
    gone = "SELECT removed FROM coding WHERE id = ?"
    assert double.db.execute(gone, (former.id,)).fetchone() == (1,)
    assert [name for name, *_ in final(double)] == ["werk", "stigma/publiek", "stigma/zelf"]
    with as_(double, "Karin") as karin:
        undo(karin)
    (one,) = disagreements(double, [DOC]).settled
    assert (one.decision, one.because, one.settled_by) == ("Anna", "eerst zo", "Anna")
    assert one.outcome == (former,)


def test_saying_the_same_again_writes_nothing(double: Study) -> None:
    row_id = settle(double, "Anna", "codes")
    before = tables(double)
    adjudicate(double, [DOC], accept=[("A", row_id)])
    assert tables(double) == before


def test_undo_takes_it_back_and_redo_does_it_again(double: Study) -> None:
    before = final(double)
    settle(double, "Bram", "codes")
    after = final(double)
    undo(double)
    assert final(double) == before
    assert disagreements(double, [DOC]).settled == ()
    redo(double)
    assert final(double) == after
    assert examine(double).sound


def test_the_time_a_passage_is_about_stays_where_all_say_the_same(double: Study) -> None:
    own = {coding.coder: coding for coding in codings(double, Where(doc=DOC, code="werk"))}
    said = own["Anna"]
    code(double, DOC, ["werk"], Passage(span=Span(said.start or 0, said.end or 0)), about="2019")
    row_id = settle(double, "Anna", "boundaries")
    about = [c.about for c in codings(double, Where(doc=DOC, layer="final", code="werk"))]
    assert about == ["2019"]
    adjudicate(double, [DOC], accept=[("both", row_id)], span=Span(31, 60))
    about = [c.about for c in codings(double, Where(doc=DOC, layer="final", code="werk"))]
    assert about == [None]


# When codings change after it was settled


def test_how_it_stood_is_kept_when_codings_change_since(study: Study) -> None:
    with as_(study, "Cor") as cor:
        made = code(cor, "P02-W01", ["werk"], Passage(turn=4)).ids
        (one,) = disagreements(cor, ["P02-W01"]).disagreements
        assert one.kind == "codes"
        adjudicate(cor, ["P02-W01"], accept=[("Cor", one.id)])
        uncode(cor, made)
        (now,) = disagreements(cor, ["P02-W01"]).settled
    assert (now.changed, now.sides, now.quote) == (True, one.sides, one.quote)
    assert [each.code for each in now.outcome] == ["werk"]
    assert disagreements(study, ["P02-W01"]).disagreements == ()


def test_settling_what_grew_since_replaces_the_former_decision(study: Study) -> None:
    with as_(study, "Cor") as cor:
        code(cor, "P02-W01", ["stigma"], Passage(quote="Een jaar."))
        (one,) = disagreements(cor, ["P02-W01"]).disagreements
        adjudicate(cor, ["P02-W01"], accept=[("Bram", one.id)])
        code(cor, "P02-W01", ["stigma"], Passage(quote="dat ik niks kan."))
        (grown,) = disagreements(cor, ["P02-W01"]).disagreements
        assert grown.id != one.id
        found = adjudicate(cor, ["P02-W01"], accept=[("Cor", grown.id)])
    assert [each.id for each in found.settled] == [grown.id]
    final = codings(study, Where(doc="P02-W01", layer="final"))
    assert [coding.quote for coding in final] == ["Een jaar.", "dat ik niks kan."]


# What is seen of it elsewhere


def test_nobody_seems_to_have_made_what_was_agreed_on(double: Study) -> None:
    def seen() -> object:
        return (
            codings(double), coders(double), queue(double), stale(double),
            search(double, "schaamde", within="codings").hits,
            list(matrix(double, cell="coders").cells),
            list(matrix(double, layer_name="Anna").cells),
            [len(codings(double, Where(code=each.code))) for each in codebook(double)],
        )  # fmt: skip

    before = seen()
    settle(double, "both", "codes")
    settle(double, "Bram", "boundaries")
    assert seen() == before
    assert codings(double, Where(coder="consensus")) == []
    out = double.path.with_name("out.csv")
    write_codings(double, out, Where())
    assert "consensus" not in out.read_text(encoding="utf-8")
    write_codings(double, out, Where(layer="final"))
    assert out.read_text(encoding="utf-8").count(",consensus,") == 2 * 3


def test_the_matrix_counts_what_was_agreed_on(double: Study) -> None:
    def counts(layer_name: str, cell: str = "count") -> dict[str, object]:
        found = matrix(double, layer_name=layer_name, rows="document", cell=cell)
        return {
            c.column: c.value for c in found.cells if c.row == DOC and c.column.startswith("stigma")
        }

    before = counts("final")
    assert before == {"stigma": 1, "stigma/publiek": 0, "stigma/zelf": 1}
    settle(double, "Bram", "codes")
    assert counts("final") == {"stigma": 1, "stigma/publiek": 1, "stigma/zelf": 0}
    assert counts("consensus") == counts("final")
    assert counts("Anna") == before
    settle(double, "both", "boundaries")
    assert max(int(str(n)) for n in counts("final", "coders").values()) == 1


def test_there_is_no_consensus_before_anything_is_settled(double: Study) -> None:
    with pytest.raises(OutcomeError, match="no consensus yet"):
        layer(double, "consensus")
    settle(double, "Anna", "codes")
    assert len(layer(double, "consensus").coder) == 1
    undo(double)
    with pytest.raises(OutcomeError, match="no consensus yet"):
        layer(double, "consensus")


# What was hung on codings


def test_a_star_shows_on_what_was_agreed_on_and_in_the_appendix(double: Study) -> None:
    (own,) = codings(double, Where(doc=DOC, coder="Anna", code="zelf"))[:1]
    quote(double, own.id, edited="(…) Ik schaamde me kapot.")
    settle(double, "Anna", "codes")
    (chosen,) = quotes(double, Where(layer="final"))
    assert (chosen.id == own.id, chosen.origin, chosen.edited) == (
        False, "consensus", "(…) Ik schaamde me kapot.",
    )  # fmt: skip
    assert [one.id for one in quotes(double)] == [own.id]
    text = as_markdown(appendix(double, language="nl"))
    assert "(…) Ik schaamde me kapot." in text
    assert "consensus" not in text.partition("##")[0]
    found = matrix(double, layer_name="final", cell="quotes", rows="document")
    (cell,) = [c for c in found.cells if c.row == DOC and c.column == "stigma/zelf"]
    assert [(q.id, q.starred) for q in cell.value] == [(chosen.id, True)]


def test_an_edited_form_that_does_not_fit_new_boundaries_is_left(double: Study) -> None:
    (own,) = codings(double, Where(doc=DOC, coder="Anna", code="zelf"))[:1]
    quote(double, own.id, edited="(…) Ik schaamde me kapot.", translations={"en": "So ashamed."})
    at = own.start or 0
    settle(double, "Anna", "codes", span=Span(at, at + len(STARE)))
    (chosen,) = quotes(double, Where(layer="final"))
    assert (chosen.quote, chosen.edited, chosen.translations) == (STARE, None, {})


def test_the_star_of_a_second_coder_shows_where_their_side_was_right(double: Study) -> None:
    with as_(double, "Bram") as bram:
        (own,) = codings(bram, Where(doc=DOC, coder="Bram", code="publiek"))
        quote(bram, own.id, edited="Ze kijken (…) raar. (…)")
    assert quotes(double, Where(layer="final")) == []
    settle(double, "Bram", "codes")
    assert [one.quoted_by for one in quotes(double, Where(layer="final"))] == ["Bram"]
    assert "Ze kijken (…) raar. (…)" in as_markdown(appendix(double))


def test_a_star_can_be_taken_off_what_was_agreed_on(double: Study) -> None:
    (own,) = codings(double, Where(doc=DOC, coder="Anna", code="zelf"))[:1]
    quote(double, own.id)
    settle(double, "Anna", "codes")
    (chosen,) = quotes(double, Where(layer="final"))
    quote(double, chosen.id, starred=False)
    assert quotes(double, Where(layer="final")) == []
    assert [one.id for one in quotes(double)] == [own.id]


def test_a_memo_keeps_its_place(double: Study) -> None:
    (own,) = codings(double, Where(doc=DOC, coder="Anna", code="zelf"))[:1]
    write_memo(double, "let op", on=own.id)
    settle(double, "Anna", "codes")
    (agreed,) = codings(double, Where(doc=DOC, layer="final", code="zelf"))[:1]
    assert [memo.target for memo in memos(double, on=agreed.id)] == [own.id]
    uncode(double, [own.id])
    (memo,) = memos(double)
    assert (memo.target, memo.quote, memo.reason) == (agreed.id, own.quote, None)


# Copies


def copy_of(study: Study, name: str) -> Study:
    path = hand_out(study, study.path.with_name(f"{name}.qualcode"), name)
    return Study(path, viewer=name)


def test_two_people_settle_different_disagreements_in_two_copies(double: Study) -> None:
    with copy_of(double, "Karin") as karin, copy_of(double, "Wim") as wim:
        settle(karin, "Bram", "codes")
        settle(wim, "both", "boundaries")
        merge(karin, wim.path)
        merge(wim, karin.path)
        assert tables(karin) == tables(wim)
        assert final(karin) == final(wim)
        assert len(disagreements(wim, [DOC]).settled) == 2
        assert conflicts(karin.db) == []
        assert examine(karin).sound
        assert examine(wim).sound


def test_two_people_settle_the_same_disagreement_in_two_copies(double: Study) -> None:
    with copy_of(double, "Karin") as karin, copy_of(double, "Wim") as wim:
        row_id = settle(karin, "Bram", "codes")
        settle(wim, "both", "codes", because="allebei")
        merge(karin, wim.path)
        merge(wim, karin.path)
        assert tables(karin) == tables(wim)
        for each in (karin, wim):
            (one,) = disagreements(each, [DOC]).settled
            assert (one.decision, len(one.outcome), one.settled_by) == ("both", 2, "Wim")
            listed = [(c.field, c.values, c.coders) for c in conflicts(each.db)]
            assert listed == [
                ("because", ("allebei", ""), ("Wim", "Karin")),
                ("decision", ("both", "Bram"), ("Wim", "Karin")),
            ]
        adjudicate(karin, [DOC], accept=[("both", row_id)], because="allebei")
        assert conflicts(karin.db) == []
        undo(wim)
        (one,) = disagreements(wim, [DOC]).settled
        assert (one.decision, [said.code for said in one.outcome]) == ("Bram", ["stigma/publiek"])
        assert [name for name, *_ in final(wim)] == ["werk", "stigma/publiek", "stigma/zelf"]


def test_settled_again_in_two_copies_shows_one_decision_whole(double: Study) -> None:
    row_id = settle(double, "Anna", "codes")
    with copy_of(double, "Karin") as karin, copy_of(double, "Wim") as wim:
        adjudicate(karin, [DOC], accept=[("Bram", row_id)])
        adjudicate(wim, [DOC], accept=[("Anna", row_id)], because="toch")
        merge(karin, wim.path)
        merge(wim, karin.path)
        assert tables(karin) == tables(wim)
        assert final(karin) == final(wim)
        assert [name for name, *_ in final(wim)] == ["werk", "stigma/zelf", "stigma/zelf"]
        fields = {conflict.field for conflict in conflicts(wim.db)}
        assert fields == {"because", "decision"}


def test_two_copies_that_say_done_differently_are_told_by_numbers(study: Study) -> None:
    code(study, "FG1", ["werk"], Passage(turn=3))
    done(study, ["FG1"])
    with copy_of(study, "Anna") as other:
        code(other, "FG1", ["zorg"], Passage(turn=3))
        done(other, ["FG1"])
        uncode(study, [codings(study, Where(doc="FG1"))[0].id])
        done(study, ["FG1"])
        merge(study, other.path)
    listed = {conflict.field: set(conflict.values) for conflict in conflicts(study.db)}
    assert listed["frozen"] == {"1 coding", "3 codings"}
    assert "frozen_under" not in listed


def test_a_handed_out_copy_for_a_blind_round_holds_nothing_of_it(double: Study) -> None:
    settle(double, "Bram", "codes", because="geheim")
    assign(double, [DOC], "Cor", blind=True)
    copy = hand_out(double, double.path.with_name("cor.qualcode"), "Cor")
    assert b"geheim" not in copy.read_bytes()
    with Study(copy, viewer="Cor") as cor:
        assert json.dumps(tables(cor)["adjudication"]) == "[]"
        assert examine(cor).sound
