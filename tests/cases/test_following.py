"""Held, missed and not yet: what a case's strip shows, whatever happens in between."""

import tempfile
from pathlib import Path

import pytest
from coding.material import contents
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.cases.attributes import attributes
from qualcode.cases.design import absences
from qualcode.cases.held import miss, not_missed
from qualcode.cases.planning import import_plan, plan
from qualcode.cases.rostering import Followed, import_cases, roster
from qualcode.codebook.loading import start
from qualcode.coding.arriving.describing import Said, describe
from qualcode.coding.arriving.importing import About, import_files
from qualcode.errors import InputError, QualcodeError, UnknownName
from qualcode.study.conflicts import conflicts
from qualcode.study.doctor import examine
from qualcode.study.file import STUDY, Study
from qualcode.study.handout import hand_out
from qualcode.study.log import log
from qualcode.study.merge import merge
from qualcode.study.undo import redo, undo


def sheet(study: Study, text: str) -> Path:
    path = study.path.parent / "cases.csv"
    path.write_text(text, encoding="utf-8")
    return path


def interview(study: Study, name: str) -> Path:
    path = study.path.parent / f"{name}.txt"
    path.write_text(f"I: Hoe gaat het?\nP: Goed. ({name})\n", encoding="utf-8")
    return path


def one(study: Study, name: str) -> Followed:
    return next(case for case in roster(study).cases if case.case == name)


def test_a_missed_wave_is_said_with_its_reason_and_taken_back(study: Study) -> None:
    assert one(study, "P02").not_yet == ("W02",)
    miss(study, "p02", "w02", "  ziek,\n thuis ")
    assert [(m.wave, m.reason) for m in one(study, "P02").missed] == [("W02", "ziek, thuis")]
    assert one(study, "P02").not_yet == ()
    events = len(log(study))
    miss(study, "P02", "W02", "ziek, thuis")
    assert len(log(study)) == events
    miss(study, "P02", "W02", "op vakantie")
    assert one(study, "P02").missed[0].reason == "op vakantie"
    not_missed(study, "P02", "W02")
    assert (one(study, "P02").missed, one(study, "P02").not_yet) == ((), ("W02",))
    with pytest.raises(InputError, match="Nobody said"):
        not_missed(study, "P02", "W02")
    miss(study, "P02", "W02")
    assert one(study, "P02").missed[0].reason == ""
    assert examine(study).sound


def test_a_wave_that_was_held_cannot_be_missed(study: Study) -> None:
    before = contents(study.path)
    with pytest.raises(InputError, match=r"P01 was interviewed in W02: P01-W02\."):
        miss(study, "P01", "W02")
    with pytest.raises(UnknownName, match="Did you mean W02"):
        miss(study, "P01", "W022")
    with pytest.raises(UnknownName, match="P01"):
        miss(study, "P011", "W02")
    assert contents(study.path) == before


def test_an_interview_that_comes_in_later_outranks_what_was_said(study: Study) -> None:
    miss(study, "P02", "W02", "ziek")
    import_files(study, [interview(study, "a")], About(case="P02", wave="W02"))
    assert (one(study, "P02").missed, absences(study)) == ((), [])
    assert [i.wave for i in one(study, "P02").interviews] == ["W01", "W02"]
    describe(study, "P02-W02", Said(kind="notes"))  # then it isn't an interview
    assert [gone.reason for gone in absences(study)] == ["ziek"]
    assert [wave.missed for wave in plan(study).waves] == [(), ("P02",)]


def test_two_interviews_in_one_window_are_both_shown(study: Study) -> None:
    import_files(study, [interview(study, "a")], About(case="P01", wave="W02", date="2020-06-20"))
    found = one(study, "P01").interviews
    assert [(i.document, i.wave, i.sequence) for i in found] == [
        ("P01-W01", "W01", 1),
        ("P01-W02", "W02", 2),
        ("P01-W02-2", "W02", 3),
    ]


def test_a_case_is_listed_with_all_that_is_known(study: Study) -> None:
    import_cases(study, sheet(study, "case;IPS start;werk\nP01;2020-03-04;bakker\n"))
    import_files(study, [interview(study, "los")], About(case="P01", date="2021-06-04"))
    found = one(study, "P01")
    assert found.attributes == {"IPS start": "2020-03-04", "werk": "bakker"}
    assert [
        (i.document, i.months_since_start, i.months_since_first, i.period)
        for i in (found.interviews)
    ] == [
        ("P01-W01", 2, 0, "first lockdown"),
        ("P01-W02", 3.13, 1.13, "after the first"),
        ("los", 15, 13, "after the second"),
    ]
    assert (found.open, found.missed, found.not_yet) == (("los",), (), ())


def test_attributes_come_from_a_sheet_and_change_only_where_it_says_so(study: Study) -> None:
    first = import_cases(study, sheet(study, "Case,Leeftijd,baan\nP01,24,bakker\nP09,51,\n"))
    assert (first.added, first.changed) == (("P09",), ("P01",))
    second = import_cases(study, sheet(study, "case,leeftijd,baan\nP01,25,\nP09,51,-\n"))
    assert (second.added, second.changed) == ((), ("P01",))
    assert one(study, "P01").attributes == {"Leeftijd": "25", "baan": "bakker"}
    assert one(study, "P09").attributes == {"Leeftijd": "51"}
    third = import_cases(study, sheet(study, "case,LEEFTIJD,baan\nP01,-,-\n"))
    assert (third.changed, one(study, "P01").attributes) == (("P01",), {})
    fourth = import_cases(study, sheet(study, "case,leeftijd\nP01,26\n"))
    assert one(study, "P01").attributes == {"leeftijd": "26"}
    assert fourth.changed == ("P01",)
    with Study(study.path, viewer=STUDY) as nobody:
        undo(nobody, 4)
        assert (one(nobody, "P01").attributes, len(roster(nobody).cases)) == ({}, 2)
        redo(nobody, 4)
        assert one(nobody, "P01").attributes == {"leeftijd": "26"}
        assert examine(nobody).sound


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("case;ips_start\nP01;2020-01-06\nP02;6 januari\n", "cases.csv, line 3: «6 januari»"),
        ("case;IPS-start\nP01;06-13-2020\n", "line 2: «06-13-2020» is not a date"),
        ("case;a\nP01;1\n;2\n", "line 3: this row names no case"),
        ("case;a\nP01;1\np01;2\n", "line 3: P01 stands here twice (line 2)"),
        ("case;wave\nP01;W01\n", "«wave», which belongs to interviews"),
        ("case;Verdict\nP01;CMD\n", "line 2: «Verdict» can't be an attribute"),
        ("case;a/b\nP01;1\n", "line 2: «a/b» can't name"),
        ("case;a\nP/01;1\n", "line 2: «P/01» can't name a case"),
        ("casus;a\nP01;1\n", "there is no column «case»"),
    ],
)
def test_a_sheet_of_cases_with_a_mistake_changes_nothing(
    study: Study, text: str, told: str
) -> None:
    before = contents(study.path)
    with pytest.raises(InputError) as error:
        import_cases(study, sheet(study, text))
    assert told in str(error.value)
    assert contents(study.path) == before


def test_attributes_of_cases_and_of_documents_are_kept_apart(study: Study) -> None:
    import_cases(study, sheet(study, "case;plek\nP01;thuis\n"))
    about = About(case="P01", wave="W03", attributes=(("plek", "kantoor"),))
    import_files(study, [interview(study, "a")], about)
    assert list(attributes(study, "case_").values()) == [{"plek": "thuis"}]
    assert list(attributes(study, "document").values()) == [{"plek": "kantoor"}]


WAVES = ("W01", "W02", "W03")
DEEDS = st.one_of(
    st.tuples(st.just("miss"), st.sampled_from(WAVES)),
    st.tuples(st.just("not missed"), st.sampled_from(WAVES)),
    st.tuples(st.just("import"), st.sampled_from(WAVES)),
    st.tuples(st.just("move"), st.sampled_from((*WAVES, "-"))),
    st.tuples(st.sampled_from(["undo", "redo"]), st.just("")),
)


@settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(deeds=st.lists(DEEDS, min_size=1, max_size=12))
def test_a_wave_is_held_or_missed_or_not_yet_and_never_two(
    memory: Path, deeds: list[tuple[str, str]]
) -> None:
    folder = Path(tempfile.mkdtemp(dir=memory))
    start(folder / "s.qualcode")
    with Study(folder / "s.qualcode", viewer=STUDY) as study:
        (folder / "waves.csv").write_text("wave,month\nW01,0\nW02,1\nW03,2\n")
        import_plan(study, str(folder / "waves.csv"))
        import_cases(study, sheet(study, "case\nP01\n"))
        for n, (deed, wave) in enumerate(deeds):
            _do(study, deed, wave, n)
            _look(study)
        assert examine(study).sound


def _do(study: Study, deed: str, wave: str, n: int) -> None:
    documents = [i.document for case in roster(study).cases for i in case.interviews]
    try:
        if deed == "miss":
            miss(study, "P01", wave)
        elif deed == "not missed":
            not_missed(study, "P01", wave)
        elif deed == "import":
            import_files(study, [interview(study, f"{n}")], About(case="P01", wave=wave))
        elif deed == "move" and documents:
            describe(study, documents[0], Said(wave=wave))
        elif deed in ("undo", "redo"):
            (undo if deed == "undo" else redo)(study)
    except QualcodeError:
        return  # refused, and nothing was written


def _look(study: Study) -> None:
    names = [wave.wave for wave in plan(study).waves]
    for case in roster(study).cases:
        held = {interview.wave for interview in case.interviews} - {None}
        missed = {miss.wave for miss in case.missed}
        not_yet = set(case.not_yet)
        silent = set(case.not_held)
        assert held | missed | silent | not_yet == set(names)
        assert len(held) + len(missed) + len(silent) + len(not_yet) == len(names)
        assert all(max(held) > wave for wave in silent)
        assert all(max(held, default="") < wave for wave in not_yet)
        for wave in plan(study).waves:
            assert (case.case in wave.held) == (wave.wave in held)
            assert (case.case in wave.missed) == (wave.wave in missed)


def test_what_two_copies_say_differently_is_settled_by_saying_it_again(study: Study) -> None:
    def say(opened: Study, month: int, job: str, title: str) -> None:
        plan_file = opened.path.parent / "waves.csv"
        plan_file.write_text(f"wave,month\nW01,{month}\n")
        import_plan(opened, str(plan_file))
        import_cases(opened, sheet(opened, f"case,werk\nP01,{job}\n"))
        describe(opened, "FG1", Said(title=title))

    say(study, 0, "bakker", "Eerste")
    other = study.path.with_name("other.qualcode")
    hand_out(study, other, "Bram")
    say(study, 1, "kapper", "Tweede")
    with Study(other, viewer="Bram") as theirs:
        say(theirs, 2, "kok", "Derde")
    merge(study, other)
    fields = {(conflict.table, conflict.field) for conflict in conflicts(study.db)}
    assert fields == {("wave", "month"), ("attribute", "value"), ("document", "title")}
    say(study, 2, "kok", "Derde")  # what shows already
    assert conflicts(study.db) == []
    events = len(log(study))
    say(study, 2, "kok", "Derde")
    assert len(log(study)) == events
