"""Coding and uncoding: the three ways to name a passage, one action at a time."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.codebook.reshaping import merge
from qualcode.coding.documents import turns
from qualcode.coding.marking import Passage, code, uncode
from qualcode.coding.retrieval import Coding, Where, codings
from qualcode.errors import InputError, UnknownName
from qualcode.spans import Span
from qualcode.study.doctor import examine
from qualcode.study.file import Study
from qualcode.study.log import log
from qualcode.study.undo import redo, undo

from .material import contents


def told(study: Study, ids: tuple[str, ...]) -> list[Coding]:
    return codings(study, Where(ids=ids))


def test_span_turn_and_quote_name_the_same_passage(study: Study) -> None:
    (turn,) = turns(study, "P02-W01", "2")
    (first,) = code(study, "P02-W01", ["werk"], Passage(turn=2)).ids
    for passage in (Passage(Span(turn.start, turn.end)), Passage(quote=turn.text)):
        marked = code(study, "P02-W01", ["werk"], passage)
        assert (marked.ids, marked.already) == ((), (first,))
    (coding,) = told(study, (first,))
    assert (coding.start, coding.end, coding.quote) == (turn.start, turn.end, turn.text)
    assert (coding.turn, coding.speaker, coding.role) == (2, "P02", "participant")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.data())
def test_a_coding_quotes_the_code_points_of_its_span(study: Study, data: st.DataObject) -> None:
    text = "\n".join(turn.text for turn in turns(study, "P01-W01"))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    marked = code(study, "P01-W01", ["werk"], Passage(Span(start, end)))
    (coding,) = told(study, marked.ids or marked.already)
    assert coding.quote == text[start:end]
    assert coding.turn == text[: start + 1].rstrip("\n").count("\n") + 1


def test_positions_count_emoji_and_accents_as_one(study: Study) -> None:
    (coding,) = told(study, code(study, "P01-W01", ["werk"], Passage(quote="😀")).ids)
    assert coding.end is not None and coding.start is not None
    assert coding.end - coding.start == 1
    (other,) = told(
        study, code(study, "P01-W01", ["werk"], Passage(Span(coding.start, coding.end + 5))).ids
    )
    assert other.quote == "😀, daa"[:6]


def test_a_coding_is_not_made_twice_by_one_coder_but_by_another(study: Study) -> None:
    before = len(codings(study))
    (old,) = code(study, "P01-W01", ["zelf"], Passage(turn=4)).already
    assert len(codings(study)) == before
    with Study(study.path, viewer="Bram") as bram:
        (new,) = code(bram, "P01-W01", ["zelf"], Passage(turn=4)).ids
    assert new != old
    assert len(codings(study)) == before + 1


def test_a_code_named_twice_is_put_on_once(study: Study) -> None:
    marked = code(study, "P02-W01", ["zelf", "stigma/zelf", "ZELF"], Passage(turn=4))
    assert len(marked.ids) == 1


def test_several_codes_are_one_action_with_one_undo(study: Study) -> None:
    before = codings(study)
    code(study, "P02-W01", ["werk", "zelf", "integratie"], Passage(turn=2))
    after = codings(study)
    assert len(after) == len(before) + 3
    undo(study)
    assert codings(study) == before
    redo(study)
    assert codings(study) == after


def test_a_memo_stays_with_the_coding(study: Study) -> None:
    marked = code(
        study, "P02-W01", ["werk"], Passage(turn=2), memo="denk na\n\U0001f914", about="2"
    )
    (coding,) = told(study, marked.ids)
    assert coding.memo == "denk na\n\U0001f914"


def test_one_unknown_code_keeps_the_others_off_too(study: Study) -> None:
    before = contents(study.path)
    with pytest.raises(UnknownName, match="Did you mean werk"):
        code(study, "P02-W01", ["zelf", "werkt"], Passage(turn=2))
    assert contents(study.path) == before


@pytest.mark.parametrize(
    "passage",
    [
        Passage(),
        Passage(Span(0, 2), turn=1),
        Passage(turn=1, quote="I"),
        Passage(Span(0, 5), quote="x"),
        Passage(turn=0),
        Passage(turn=-1),
        Passage(turn=5),
        Passage(Span(0, 10_000)),
        Passage(Span(9_999, 10_000)),
        Passage(quote="staat hier niet bij"),
        Passage(quote="e"),
        Passage(quote=""),
    ],
)
def test_a_passage_that_is_not_there_is_refused_and_nothing_is_written(
    study: Study, passage: Passage
) -> None:
    study.viewer = "Nieuw"
    before = contents(study.path)
    with pytest.raises(InputError):
        code(study, "P02-W01", ["werk"], passage)
    assert contents(study.path) == before


def test_the_last_character_can_be_coded_and_the_next_cannot(study: Study) -> None:
    length = turns(study, "P02-W01")[-1].end
    assert code(study, "P02-W01", ["werk"], Passage(Span(length - 1, length))).ids
    with pytest.raises(InputError, match=f"has {length} characters; {length}:{length + 1}"):
        code(study, "P02-W01", ["werk"], Passage(Span(length, length + 1)))


@pytest.mark.parametrize("viewer", [None, "study", "Study", "FINAL", "consensus"])
def test_nobody_and_reserved_names_cannot_code(study: Study, viewer: str | None) -> None:
    study.viewer = viewer
    before = contents(study.path)
    with pytest.raises(InputError, match=r"No coder is named|keeps it for itself"):
        code(study, "P02-W01", ["werk"], Passage(turn=2))
    assert contents(study.path) == before


@pytest.mark.parametrize("viewer", ["", " ", "\t", "a\nb", "\x1b[31mrood"])
def test_a_blank_or_unprintable_name_cannot_code(study: Study, viewer: str) -> None:
    study.viewer = viewer
    with pytest.raises(InputError):
        code(study, "P02-W01", ["werk"], Passage(turn=2))


def test_a_coder_is_one_however_they_write_their_name(copied: Path) -> None:
    for name in ("anna", "ANNA"):
        with Study(copied, viewer=name) as study:
            assert code(study, "P01-W01", ["werk"], Passage(turn=2)).already


def test_uncode_takes_off_by_a_prefix_and_undo_puts_it_back(study: Study) -> None:
    before = codings(study)
    mine = next(coding for coding in before if coding.coder == "Anna")
    prefix = mine.id.rstrip("0-").split("-")[0].upper()
    (gone,) = uncode(study, [prefix, mine.id])
    assert gone == mine
    assert codings(study) == [coding for coding in before if coding.id != mine.id]
    undo(study)
    assert codings(study) == before


def test_uncode_of_several_with_one_bad_takes_off_none(study: Study) -> None:
    mine = [coding.id for coding in codings(study, Where(coder="Anna"))]
    theirs = codings(study, Where(coder="Bram"))[0].id
    before = contents(study.path)
    with pytest.raises(InputError, match=r"is Bram's\. Only Bram can take it off"):
        uncode(study, [*mine, theirs])
    with pytest.raises(UnknownName, match="no coding zz"):
        uncode(study, [*mine, "zz"])
    with pytest.raises(InputError, match=r"\d+ codings begin with 0"):
        uncode(study, ["0"])
    with pytest.raises(InputError):
        uncode(study, [])
    assert contents(study.path) == before


@pytest.mark.parametrize("prefix", ["", "%", "_", "' OR 1", "g", "-", "é", "\0"])
def test_an_odd_id_is_unknown(study: Study, prefix: str) -> None:
    with pytest.raises(InputError):
        uncode(study, [prefix])


def test_a_coding_taken_off_can_be_made_again(study: Study) -> None:
    (first,) = code(study, "P02-W01", ["werk"], Passage(turn=2)).ids
    uncode(study, [first])
    marked = code(study, "P02-W01", ["werk"], Passage(turn=2))
    assert marked.ids and not marked.already
    assert examine(study).sound


def test_the_log_tells_what_was_coded_where(study: Study) -> None:
    code(study, "P02-W01", ["zelf", "werk"], Passage(turn=2))
    last = log(study)[-1]
    assert (last.coder, last.kind) == ("Anna", "code")
    assert "stigma/zelf, werk on P02-W01 16:53" in last.label


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2019", "2019"),
        ("2019-3", "2019-03"),
        (" 2019-03-05 ", "2019-03-05"),
        ("before  the IPS start", "before the IPS start"),
        ("", None),
    ],
)
def test_the_time_a_passage_is_about(study: Study, written: str, kept: str | None) -> None:
    marked = code(study, "P02-W01", ["werk"], Passage(turn=2), about=written)
    assert told(study, marked.ids)[0].about == kept


@pytest.mark.parametrize("written", ["2019-13", "2019-02-30", "2019-0", "0000"])
def test_a_date_that_is_none_is_refused(study: Study, written: str) -> None:
    before = contents(study.path)
    with pytest.raises(InputError, match=f"«{written}» is no date"):
        code(study, "P02-W01", ["werk"], Passage(turn=2), about=written)
    assert contents(study.path) == before


def test_a_coding_on_a_merged_code_is_the_same_coding(study: Study) -> None:
    (first,) = code(study, "P02-W01", ["werk"], Passage(turn=2)).ids
    merge(study, ["werk"], "zorg")
    marked = code(study, "P02-W01", ["zorg"], Passage(turn=2), memo="toch")
    assert (marked.ids, marked.already) == ((), (first,))
    assert [c.memo for c in told(study, (first,))] == ["toch"]
