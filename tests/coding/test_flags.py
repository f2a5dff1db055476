"""Flags: questions for the team on anything, open until anybody settles them."""

import sqlite3
from collections.abc import Iterator

import pytest

from qualcode.codebook.editing import Description, add
from qualcode.codebook.reshaping import merge as merge_codes
from qualcode.codebook.reshaping import split
from qualcode.coding.arriving.importing import About, import_files
from qualcode.coding.documents import find_document
from qualcode.coding.marking import Passage, uncode
from qualcode.coding.recoding import recode
from qualcode.coding.retrieval import Where, codings
from qualcode.coding.rounds.assigning import assign
from qualcode.coding.rounds.finishing import done
from qualcode.coding.rounds.revealing import reveal
from qualcode.coding.writing.decisions import decisions
from qualcode.coding.writing.flags import Flag, flag, flags, settle_flag
from qualcode.coding.writing.memos import GONE, OTHER_TEXT, memos, remove_memo, write_memo
from qualcode.errors import InputError, UnknownName
from qualcode.spans import Span
from qualcode.study.conflicts import conflicts
from qualcode.study.doctor import examine
from qualcode.study.file import Study
from qualcode.study.handout import hand_out
from qualcode.study.journal import Patch, write
from qualcode.study.log import log
from qualcode.study.merge import merge
from qualcode.study.undo import redo, undo

from .material import contents, twin

SECRET = "geheim"


def told(found: list[Flag]) -> list[str]:
    return [one.text for one in found]


@pytest.mark.parametrize(
    ("wanted", "on", "target"),
    [
        ("p01-w01", "document", "P01-W01"),
        ("P01", "case", "P01"),
        ("W02", "wave", "W02"),
        ("zelf", "code", "stigma/zelf"),
        ("CODE:werk", "code", "werk"),
    ],
)
def test_a_flag_is_on_anything_that_has_a_name(
    study: Study, wanted: str, on: str, target: str
) -> None:
    made = flag(study, wanted, "  Hoe doen we dit?\n")
    assert (made.on, made.target, made.coder, made.text) == (on, target, "Anna", "Hoe doen we dit?")
    assert (made.settled, made.quote, made.reason) == (False, None, None)
    assert flags(study) == [made]
    assert examine(study).sound


def test_a_flag_is_on_a_coding_or_a_memo_by_its_id(study: Study) -> None:
    coding = codings(study, Where(code="zelf"))[0]
    made = flag(study, coding.id[:8], "Is dit zelf?")
    assert (made.on, made.target, made.quote) == ("coding", coding.id, coding.quote)
    assert (made.document, made.turn, made.start, made.end) == (
        coding.document,
        coding.turn,
        coding.start,
        coding.end,
    )
    memo = write_memo(study, "Vreemd.", on="P01-W01")
    made = flag(study, f"memo:{memo.id[:8]}", "Mee eens?")
    assert (made.on, made.target, made.document) == ("memo", memo.id, "P01-W01")
    remove_memo(study, memo.id)
    assert [one.reason for one in flags(study)] == [None, GONE]


@pytest.mark.parametrize(
    "passage", [Passage(turn=4), Passage(quote="ik schaamde me kapot"), Passage(Span(3, 9))]
)
def test_a_flag_on_a_passage_shows_its_words(study: Study, passage: Passage) -> None:
    made = flag(study, "P01-W01", "Wie zijn ze?", passage=passage)
    text = study.text(find_document(study, "P01-W01").version_id)
    assert (made.on, made.target) == ("passage", "P01-W01")
    assert made.start is not None
    assert made.quote == text[made.start : made.end]


def test_on_another_text_a_passage_has_no_place_but_its_words(study: Study) -> None:
    made = flag(study, "P01-W01", "Wie zijn ze?", passage=Passage(turn=4))
    file = study.path.parent / "x.txt"
    file.write_text("I: Iets heel anders?\nP01: Ja, heel anders.\n", encoding="utf-8")
    import_files(study, [file], About(case="P01"))
    version = find_document(study, "x").version_id
    patch = Patch("document", find_document(study, "P01-W01").id, {"version_id": version})
    write(study, "amend", [patch], label="another text")
    (now,) = flags(study)
    assert (now.start, now.end, now.turn, now.reason) == (None, None, None, OTHER_TEXT)
    assert now.quote == made.quote == "Ze kijken wel eens raar. Ik schaamde me kapot."


def test_a_flag_is_one_event_that_undo_takes_back(study: Study) -> None:
    before = len(log(study))
    made = flag(study, "stigma", "Te breed?")
    assert len(log(study)) == before + 1
    assert (log(study, 1)[0].kind, log(study, 1)[0].label) == ("flag", "on code stigma")
    undo(study)
    assert flags(study, settled=True) == []
    redo(study)
    assert flags(study) == [made]


def test_anybody_settles_and_the_answer_is_a_decision_on_the_same_thing(study: Study) -> None:
    made = flag(study, "P01-W01", "Wie zijn ze?", passage=Passage(turn=4))
    with Study(study.path, viewer="Bram") as bram:
        now = settle_flag(bram, made.id[:8], " Klanten. ")
        assert (now.id, now.coder, now.settled) == (made.id, "Anna", True)
        assert flags(bram) == []
        assert flags(bram, settled=True) == [now]
        (memo,) = memos(bram, kind="decision")
        assert (memo.coder, memo.text, memo.on, memo.target) == (
            "Bram",
            "Klanten.",
            "passage",
            "P01-W01",
        )
        assert (memo.quote, memo.start, memo.end, memo.turn) == (
            made.quote,
            made.start,
            made.end,
            made.turn,
        )
        assert [(each.kind, each.coder) for each in log(bram, 2)] == [("flag", "Bram")] * 2
        undo(bram)
        assert memos(bram, kind="decision") == []
        assert flags(bram) == []
        undo(bram)
        assert flags(bram) == [made]
        assert examine(bram).sound


def test_no_event_holds_the_rows_of_two_coders(study: Study) -> None:
    made = flag(study, "stigma", "Te breed?")
    own = flag(study, "werk", "Ook vrijwilligers?")
    with Study(study.path, viewer="Bram") as bram:
        settle_flag(bram, made.id, "Nee.")
    settle_flag(study, own.id, "Ja.")
    rows = study.db.execute(
        "SELECT p.event_id, count(DISTINCT coalesce(f.coder_id, m.coder_id)) FROM patch p"
        " LEFT JOIN flag f ON f.id = p.row_id LEFT JOIN memo m ON m.id = p.row_id"
        " WHERE p.tbl IN ('flag', 'memo') GROUP BY p.event_id"
    ).fetchall()
    assert len(rows) == 5
    assert {number for _, number in rows} == {1}


def test_settling_ones_own_with_an_answer_is_one_event(study: Study) -> None:
    made = flag(study, "werk", "Ook vrijwilligers?")
    before = len(log(study))
    settle_flag(study, made.id, "Ja.")
    assert len(log(study)) == before + 1
    assert [memo.target for memo in memos(study, kind="decision")] == ["werk"]
    undo(study)
    assert memos(study, kind="decision") == []
    assert flags(study) == [made]


def test_settling_twice_writes_nothing_more_and_a_later_answer_is_kept(study: Study) -> None:
    made = flag(study, "werk", "Ook vrijwilligers?")
    settle_flag(study, made.id)
    before = contents(study.path)
    assert settle_flag(study, made.id).settled
    assert contents(study.path) == before
    settle_flag(study, made.id, "Ja.")
    assert [memo.text for memo in memos(study)] == ["Ja."]


@pytest.mark.parametrize(
    ("on", "text", "passage", "said"),
    [
        ("stigma", " \n", None, "The flag is empty"),
        ("stigme", "x", None, "Did you mean stigma"),
        ("case:P01", "x", Passage(turn=1), "A passage lies in a document"),
        ("P01-W01", "x", Passage(turn=99), "has no turn 99"),
        ("P01-W01", "x", Passage(Span(0, 99_999)), "lies outside"),
        ("P01-W01", "x", Passage(turn=1, quote="werk"), "in one way"),
        ("coder:Bram", "x", None, "is a person"),
        ("memo:0", "x", None, "There is no memo"),
    ],
)
def test_refusals_write_nothing(
    study: Study, on: str, text: str, passage: Passage | None, said: str
) -> None:
    before = contents(study.path)
    with pytest.raises(InputError, match=said):
        flag(study, on, text, passage=passage)
    assert contents(study.path) == before


def test_settling_is_refused_where_there_is_nothing_to_settle(study: Study) -> None:
    made = flag(study, "werk", "Ook vrijwilligers?")
    before = contents(study.path)
    for prefix in ("zz", ""):
        with pytest.raises(UnknownName, match="There is no flag"):
            settle_flag(study, prefix)
    with pytest.raises(InputError, match="The answer is empty"):
        settle_flag(study, made.id, " ")
    study.viewer = None
    for act in (lambda: flag(study, "werk", "x"), lambda: settle_flag(study, made.id)):
        with pytest.raises(InputError, match="No coder is named"):
            act()
    assert contents(study.path) == before


def test_a_flag_goes_along_when_its_code_is_merged_or_its_coding_recoded(study: Study) -> None:
    coding = codings(study, Where(doc="P01-W02"))[0]
    flag(study, coding.id, "Welke?")
    flag(study, "zelf", "Los van publiek?")
    split(study, "integratie", ["ips", "anders"])
    (made,) = recode(study, [coding.id], ["ips"]).codings
    merge_codes(study, ["zelf"], "publiek")
    assert [(one.target, one.reason) for one in flags(study)] == [
        (made.id, None),
        ("stigma/publiek", None),
    ]
    uncode(study, [made.id])
    assert flags(study)[0].reason == GONE


def test_a_flag_goes_where_its_document_goes(study: Study) -> None:
    flag(study, "P02-W01", "Hele interview?")
    row = find_document(study, "P02-W01").id
    write(study, "remove", [Patch("document", row, {"removed": 1})], label="gone")
    assert flags(study) == []


def test_two_who_settle_in_two_copies_agree(study: Study) -> None:
    made = flag(study, "werk", "Ook vrijwilligers?")
    other = twin(study)
    settle_flag(study, made.id, "Ja.")
    with Study(other, viewer="Bram") as bram:
        settle_flag(bram, made.id, "Nee.")
    merge(study, other)
    assert flags(study) == []
    assert sorted(memo.text for memo in memos(study)) == ["Ja.", "Nee."]
    assert conflicts(study.db) == []
    assert examine(study).sound


@pytest.fixture
def blind(study: Study) -> Iterator[Study]:
    """The study as Bram sees it, who codes P01-W01 blind, on which Anna asked all sorts."""
    assign(study, ["P01-W01"], "Bram", blind=True)
    coding = codings(study, Where(doc="P01-W01", coder="Anna"))[0]
    flag(study, "P01-W01", f"{SECRET} 1")
    flag(study, "P01-W01", f"{SECRET} 2", passage=Passage(turn=4))
    flag(study, coding.id, f"{SECRET} 3")
    flag(study, "case:P01", f"{SECRET} 4")
    memo = write_memo(study, f"{SECRET} memo", on="P01-W01")
    flag(study, f"memo:{memo.id}", f"{SECRET} 5")
    add(study, "nieuw", Description(definition="x"))
    flag(study, "nieuw", f"{SECRET} 6")
    settled = flag(study, "P01-W01", f"{SECRET} 7")
    settle_flag(study, settled.id, f"{SECRET} answer")
    flag(study, "P02-W01", "elders")
    with Study(study.path, viewer="Bram") as bram:
        yield bram


def test_a_blind_coder_sees_no_flag_of_others_there_and_all_after_the_reveal(
    blind: Study,
) -> None:
    own = flag(blind, "P01-W01", "van mij", passage=Passage(turn=2))
    assert told(flags(blind, settled=True)) == ["elders", "van mij"]
    assert SECRET not in repr((flags(blind, settled=True), decisions(blind), log(blind)))
    hidden = blind.db.execute("SELECT id FROM flag WHERE text LIKE ?", (f"{SECRET}%",)).fetchall()
    for (row,) in hidden:
        with pytest.raises(UnknownName, match="There is no flag"):
            settle_flag(blind, row)
    blind.viewer = None
    assert told(flags(blind)) == [f"{SECRET} 6", "elders"]  # the codebook is anybody's
    blind.viewer = "Anna"
    assert own.text in told(flags(blind))
    blind.viewer = "Bram"
    done(blind, ["P01-W01"])
    reveal(blind, ["P01-W01"])
    assert len(flags(blind, settled=True)) == 9


def test_a_handout_holds_no_word_of_them_and_merging_brings_them_back(blind: Study) -> None:
    with Study(blind.path, viewer="Anna") as anna:
        before = flags(anna, settled=True)
        copy = hand_out(anna, blind.path.with_name("b.study"), "Bram")
    assert SECRET.encode() not in copy.read_bytes()
    with Study(copy, viewer="Bram") as bram:
        assert told(flags(bram)) == ["elders"]
        own = flag(bram, "P01-W01", "van mij")
        settle_flag(bram, own.id, "zo")
        assert examine(bram).sound
    with Study(blind.path, viewer="Anna") as anna:
        merge(anna, copy)
        assert [one for one in flags(anna, settled=True) if one.coder == "Anna"] == before
        assert "van mij" in told(flags(anna, settled=True))
        assert examine(anna).sound


def test_an_answer_to_a_blind_coders_own_flag_stays_hidden_from_them(blind: Study) -> None:
    own = flag(blind, "P01-W01", "van mij")
    with Study(blind.path, viewer="Anna") as anna:
        settle_flag(anna, own.id, f"{SECRET} antwoord")
        copy = hand_out(anna, blind.path.with_name("c.study"), "Bram")
    assert SECRET.encode() not in copy.read_bytes()
    assert SECRET not in repr(memos(blind))
    with sqlite3.connect(copy) as db:
        assert db.execute("SELECT settled FROM flag WHERE id = ?", (own.id,)).fetchone() == (1,)
