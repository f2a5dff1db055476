"""Codings from a csv: found by place or by their words, each coder's in one action."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.coding.codings_file import CodingsCame, import_codings
from qualcode.coding.documents import turns
from qualcode.coding.marking import Passage, code
from qualcode.coding.retrieval import Coding, Where, codings
from qualcode.errors import InputError, UnreadableFile
from qualcode.spans import Span
from qualcode.study.doctor import examine
from qualcode.study.file import Study
from qualcode.study.handout import hand_out
from qualcode.study.log import log
from qualcode.study.undo import undo

from .material import contents

Bring = Callable[..., CodingsCame]


@pytest.fixture
def bring(study: Study) -> Bring:
    """Writes a csv of these lines and brings it in."""

    def call(*lines: str, dry_run: bool = False) -> CodingsCame:
        file = study.path.parent / "codings.csv"
        file.write_text("\n".join(lines), encoding="utf-8")
        return import_codings(study, file, dry_run=dry_run)

    return call


def places(found: list[Coding]) -> set[tuple[object, ...]]:
    return {(c.document, c.code, c.coder, c.start, c.end, c.quote, c.memo, c.about) for c in found}


def test_places_and_words_come_in(study: Study, bring: Bring) -> None:
    (turn,) = turns(study, "P02-W01", "2")
    came = bring(
        "Document;CODE;coder;start;end;quote;occurrence;memo;elders",
        f"P02-W01;werk;Anna;{turn.start};{turn.end};;;letterlijk;1",
        "p02-w01;zelf;;;;ik niks kan;;;",
        "P01-W01;integratie;;;;daar;2;;",
    )
    assert (came.codings, came.known, came.coders, came.refused) == (3, 0, (), ())
    found = codings(study, Where(doc="P02-W01", coder="Anna"))
    assert [(c.code, c.quote, c.memo) for c in found] == [
        ("werk", turn.text, "letterlijk"),
        ("stigma/zelf", "ik niks kan", ""),
    ]
    (second,) = codings(study, Where(doc="P01-W01", code="integratie"))
    assert (second.quote, second.turn) == ("daar", 6)
    assert examine(study).sound


def test_each_coders_rows_are_one_action_of_theirs(study: Study, bring: Bring) -> None:
    before = len(log(study))
    came = bring(
        "document,code,coder,quote",
        "P02-W01,werk,Karin,ik niks kan",
        "P02-W01,werk,bram,ik niks kan",
        "P02-W01,zelf,KARIN,ik niks kan",
    )
    assert (came.codings, came.coders) == (3, ("Karin",))
    new = [(one.coder, one.kind) for one in log(study)[before:] if one.kind != "coder"]
    assert new == [("Karin", "code"), ("Bram", "code")]
    with Study(study.path, viewer="Karin") as karin:
        undo(karin)
        assert codings(karin, Where(coder="Karin")) == []
        assert len(codings(karin, Where(coder="Bram", code="werk"))) == 1


def test_a_second_time_makes_nothing_new(study: Study, bring: Bring) -> None:
    lines = (
        "document,code,quote,memo",
        "P02-W01,werk,ik niks kan,een",
        "P02-W01,werk,ik niks kan,",
    )
    assert (bring(*lines).codings, bring(*lines).known) == (1, 2)
    before = len(log(study))
    bring(*lines)
    assert len(log(study)) == before
    bring("document,code,quote,memo", "P02-W01,werk,ik niks kan,twee")
    assert [c.memo for c in codings(study, Where(doc="P02-W01", code="werk"))] == ["twee"]


def test_wrong_rows_are_told_by_line_and_the_others_come_in(bring: Bring) -> None:
    came = bring(
        "document,code,coder,start,end,quote,occurrence",
        "P02-W09,werk,,,,ik niks kan,",
        '"P02-W01",werkt,,,,"ik\nniks kan",',
        "P02-W01,werk,,5,99999,,",
        "P02-W01,werk,,9,5,,",
        "P02-W01,werk,,een,5,,",
        "P02-W01,werk,,5,,,",
        "P02-W01,werk,,,,,",
        "P02-W01,werk,,,,staat er echt niet,",
        "P01-W01,werk,,,,daar,",
        "P02-W01,werk,,,,ik niks kan,3",
        "P02-W01,werk,,,,ik niks kan,0",
        "P02-W01,werk,final,,,ik niks kan,",
        "P02-W01,werk,,,,ik niks kan,1",
    )
    assert came.codings == 1
    assert [(row.line, row.error.partition(": ")[2][:38]) for row in came.refused] == [
        (2, "There is no document «P02-W09». Did yo"),
        (3, "There is no code «werkt». Did you mean"),
        (5, "P02-W01 has 103 characters; 5:99999 li"),
        (6, "«9:5» is not a span. The start comes b"),
        (7, "start is «een», which is no number fro"),
        (8, "«5:» is not a span. The start comes be"),
        (9, "the row names no passage. Fill in star"),
        (10, "«staat er echt niet» doesn't stand in "),
        (11, "«daar» stands 2 times in P01-W01 (at 8"),
        (12, "«ik niks kan» stands once in P02-W01, "),
        (13, "occurrence is «0», which is no number "),
        (14, "«final» can't be a coder's name: qualc"),
    ]
    assert all(row.error.startswith(f"codings.csv, line {row.line}: ") for row in came.refused)


def test_a_slip_is_found_and_a_wrong_place_gives_way_to_the_words(
    study: Study, bring: Bring
) -> None:
    came = bring(
        "document,code,start,end,quote",
        "P02-W01,werk,,,Ik zit thuis en wach op de gemeente",
        "P02-W01,zelf,0,5,ik niks kan",
    )
    slip, moved = came.near
    assert (slip.line, slip.found) == (2, "Ik zit thuis en wacht op de gemeente")
    assert 88 <= slip.likeness < 100
    assert (moved.line, moved.found, moved.likeness) == (3, "ik niks kan", 100)
    assert {(c.start, c.end) for c in codings(study, Where(doc="P02-W01", coder="Anna"))} == {
        (slip.start, slip.end), (moved.start, moved.end)
    }  # fmt: skip


def test_a_dry_run_tells_the_same_and_writes_nothing(study: Study, bring: Bring) -> None:
    before = contents(study.path)
    lines = ("document,code,coder,quote", "P02-W01,werk,Karin,ik niks kan", "P02-W01,x,,y")
    told = bring(*lines, dry_run=True)
    assert contents(study.path) == before
    assert bring(*lines) == told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("code,quote\nwerk,x\n", "no column «document»"),
        ("document,quote\nP01-W01,x\n", "no column code"),
        ("document,code,start\nP01-W01,werk,1\n", r"no column quote \(or start and end\)"),
        ('document,code,quote\nP01-W01,werk,"open\n', "line 2"),
    ],
)
def test_a_file_that_is_no_such_csv(study: Study, bring: Bring, text: str, said: str) -> None:
    before = contents(study.path)
    with pytest.raises((UnreadableFile, InputError), match=said):
        bring(text)
    assert contents(study.path) == before


def test_without_a_coder_nobody_codes(study: Study, bring: Bring) -> None:
    study.viewer = None
    came = bring("document,code,coder,quote", "P02-W01,werk,,ik niks kan")
    assert "No coder is named" in came.refused[0].error
    assert bring("document,code,coder,quote", "P02-W01,werk,Karin,ik niks kan").codings == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(st.data())
def test_codings_as_json_come_in_again_from_a_csv(study: Study, data: st.DataObject) -> None:
    text = "\n".join(turn.text for turn in turns(study, "P01-W01"))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    memo = data.draw(st.sampled_from(["", 'Met "tekens", en;\nregels', "=1+1", "é😀"]))
    code(study, "P01-W01", ["werk"], Passage(Span(start, end)), memo=memo, about="2019-03")
    told = json.loads(json.dumps([_keys(coding) for coding in codings(study)]))
    file = write_csv(study.path.parent / "again.csv", told)
    fresh = study.path.parent / "fresh.copy"
    fresh.unlink(missing_ok=True)
    hand_out(study, fresh, "Anna")
    with Study(fresh, viewer="Anna") as other:
        before = places(codings(other))
        assert import_codings(other, file).codings == 0
        empty(other)
        assert codings(other) == []
        came = import_codings(other, file)
        assert (came.codings, came.refused, came.near) == (len(before), (), ())
        assert places(codings(other)) == before


def _keys(coding: Coding) -> dict[str, object]:
    return {name: getattr(coding, name) for name in Coding.__dataclass_fields__}


def write_csv(file: Path, rows: list[dict[str, object]]) -> Path:
    with file.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.DictWriter(handle, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return file


def empty(study: Study) -> None:
    """Undoes everybody's coding."""
    for coder in ("Anna", "Bram"):
        study.viewer = coder
        while codings(study, Where(coder=coder)):
            undo(study)
    study.viewer = "Anna"
