"""Importing and describing: where a date places an interview, who speaks, what stood beside."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.cases.clocks import months_between
from qualcode.cases.design import find_case, waves
from qualcode.cases.placing import place
from qualcode.cases.planning import import_plan
from qualcode.cases.rostering import import_cases, roster
from qualcode.coding.arriving.bringing_in import bring_in
from qualcode.coding.arriving.describing import Said, describe
from qualcode.coding.arriving.importing import About, Imported, import_files
from qualcode.coding.arriving.roles import ROLES, check_role
from qualcode.coding.arriving.speaking import set_speakers, speakers
from qualcode.coding.documents import documents, find_document, text_of, turns
from qualcode.coding.writing.memos import memos
from qualcode.errors import InputError, UnknownName
from qualcode.sources.draft import Draft, DraftComment, DraftTurn
from qualcode.study.doctor import examine
from qualcode.study.file import STUDY, Study
from qualcode.study.log import log
from qualcode.study.undo import undo

from .material import contents

PLAN = "wave,month,window\nW01,0,\nW02,2,\nW03,4,\nW04,10,9:12\nW05,13,11:14\n"


@pytest.fixture
def planned(study: Study) -> Study:
    """The study with five planned waves, and the day on which P02 began."""
    folder = study.path.parent
    (folder / "waves.csv").write_text(PLAN)
    (folder / "cases.csv").write_text("case,ips_start\nP02,2020-05-01\n")
    import_plan(study, str(folder / "waves.csv"))
    import_cases(study, folder / "cases.csv")
    return study


def imported(study: Study, name: str, **about: str) -> Imported:
    file = study.path.parent / f"{name}.txt"
    file.write_text(f"I: Hoe gaat het?\nP: Goed. ({name})\n", encoding="utf-8")
    return import_files(study, [file], About(**about)).documents[0]


def test_a_date_alone_places_an_interview(planned: Study) -> None:
    found = imported(planned, "a", case="P02", date="2020-09-10")
    assert (found.name, found.wave) == ("P02-W03", "W03")
    assert found.placed == "placed in W03: 4.3 months since the start"
    again = imported(planned, "b", case="P02", date="2020-09-12")
    assert (again.name, again.wave) == ("P02-W03-2", "W03")


def test_without_a_start_a_dated_interview_in_a_planned_wave_tells_the_time(
    planned: Study,
) -> None:
    found = imported(planned, "a", case="P01", date="2020-07-10")  # W01 was on 4 May
    assert (found.wave, found.placed) == (
        "W02",
        "placed in W02: 2.2 months since the start, as P01-W01 dates it",
    )


@pytest.mark.parametrize(
    ("case", "date", "told"),
    [
        ("P02", "2021-04-10", "left open: 11.3 months since the start, which is in the windows of"
                              " W04 and W05"),
        ("P02", "2022-12-01", "left open: 31.0 months since the start, which is in no wave's"
                              " window"),
        ("P09", "2020-09-10", "left open: nothing says when P09 started (ips_start)"),
    ],
)  # fmt: skip
def test_what_cannot_be_placed_is_left_open_and_listed(
    planned: Study, case: str, date: str, told: str
) -> None:
    found = imported(planned, "open geval", case=case, date=date)
    assert (found.name, found.wave, found.placed) == ("open geval", None, told)
    assert {c.case: c.open for c in roster(planned).cases}[case] == ("open geval",)


def test_only_interviews_of_a_case_are_placed(planned: Study) -> None:
    assert imported(planned, "a", case="P02", date="2020-09-10", kind="notes").placed is None
    assert imported(planned, "b", date="2020-09-10").placed is None
    said = imported(planned, "c", case="P02", date="2020-09-10", wave="W01")
    assert (said.wave, said.placed) == ("W01", None)


def test_where_nothing_is_planned_nothing_is_placed(study: Study) -> None:
    found = imported(study, "a", case="P01", date="2020-09-10")
    assert (found.wave, found.placed) == (None, None)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.dates(date(2020, 1, 1), date(2021, 12, 31)))
def test_an_interview_is_placed_where_one_window_alone_holds_its_date(
    planned: Study, day: date
) -> None:
    months = months_between("2020-05-01", day.isoformat())
    holding = [w for w in waves(planned) if w.opens <= months <= w.closes]
    within = [w for w in holding if months < w.closes] or holding
    found = place(planned, find_case(planned, "P02").id, "P02", day.isoformat())
    assert found is not None
    assert found.wave == (within[0] if len(within) == 1 else None)
    assert f"{months:.1f} months" in found.told


def test_a_document_is_described_afterwards(planned: Study) -> None:
    imported(planned, "los", date="2020-09-10")
    events = len(log(planned))
    found = describe(planned, "los", Said(case="P02"))
    assert (found.document.name, found.document.wave) == ("los", "W03")
    assert found.placed == "placed in W03: 4.3 months since the start"
    moved = describe(planned, "los", Said(wave="W09", title="Tussendoor", kind="interview"))
    assert (moved.document.wave, moved.document.title, moved.made) == (
        "W09", "Tussendoor", ("W09",),
    )  # fmt: skip
    gone = describe(planned, "los", Said(case="-", wave="-", date="-", title="-"))
    assert (gone.document.case, gone.document.wave, gone.document.date) == (None, None, None)
    assert (gone.document.title, len(log(planned))) == (None, events + 3)
    describe(planned, "los", Said(wave="-"))
    assert len(log(planned)) == events + 3  # nothing differs
    with Study(planned.path, viewer=STUDY) as nobody:
        undo(nobody, 3)
    assert next(d for d in documents(planned) if d.name == "los").date == "2020-09-10"
    assert examine(planned).sound


@pytest.mark.parametrize(
    "said",
    [Said(), Said(kind="gesprek"), Said(kind="-"), Said(date="mei"), Said(case="a/b"),
     Said(case=""), Said(wave=" ")],
)  # fmt: skip
def test_what_cannot_be_said_of_a_document_is_refused(study: Study, said: Said) -> None:
    before = contents(study.path)
    with pytest.raises(InputError):
        describe(study, "FG1", said)
    assert contents(study.path) == before


def test_speakers_are_listed_and_set(study: Study) -> None:
    assert [(s.speaker, s.role, s.case, s.turns) for s in speakers(study, "FG1")] == [
        ("Moderator", "interviewer", None, 1),
        ("TB1", "employment specialist", None, 1),
        ("TB2", "employment specialist", None, 1),
    ]
    events = len(log(study))
    found = set_speakers(
        study, "fg1", ["tb1=naaste", "TB2=Trajectbegeleider", "Moderator=-"], ["TB1=p01"]
    )
    assert [(s.speaker, s.role, s.case) for s in found] == [
        ("Moderator", "unknown", None),
        ("TB1", "naaste", "P01"),
        ("TB2", "employment specialist", None),
    ]
    assert [turn.role for turn in turns(study, "FG1")][1] == "naaste"
    set_speakers(study, "FG1", ["TB1=naaste"], ["TB1=P01"])
    assert len(log(study)) == events + 1
    assert set_speakers(study, "FG1", [], ["TB1=-"])[1].case is None
    assert sum(s.words for s in speakers(study)) == sum(d.words for d in documents(study))


@pytest.mark.parametrize(
    ("roles", "cases", "told"),
    [
        (["TB1=intervewer"], [], "Did you mean interviewer"),
        (["TB9=participant"], [], "There is no speaker «TB9»"),
        (["participant"], [], "says nothing of a speaker"),
        (["TB1="], [], "says nothing of a speaker"),
        ([], ["TB1=P99"], "There is no case «P99»"),
    ],
)
def test_what_cannot_be_said_of_a_speaker_is_refused(
    study: Study, roles: list[str], cases: list[str], told: str
) -> None:
    before = contents(study.path)
    with pytest.raises(InputError, match=told):
        set_speakers(study, "FG1", roles, cases)
    assert contents(study.path) == before


@pytest.mark.parametrize(
    ("said", "role"),
    [("Interviewer", "interviewer"), ("interviewee", "participant"), ("jobcoach",
     "employment specialist"), ("significant other", "significant other"), ("naaste", "naaste"),
     ("werkgever", "werkgever"), ("klantmanager", "klantmanager")],
)  # fmt: skip
def test_roles_are_free_but_known_ones_are_written_one_way(said: str, role: str) -> None:
    assert check_role(said) == role


@given(st.sampled_from(ROLES), st.data())
def test_a_slip_in_a_known_role_is_asked_about(role: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(role) - 1))
    slip = role[:place] + "x" + role[place:]
    with pytest.raises(InputError, match=f"Did you mean {role}"):
        check_role(slip)


def draft(*turns: DraftTurn, comments: tuple[DraftComment, ...] = ()) -> Draft:
    return Draft(turns, "csv", "utf-8", "a column", comments=comments)


def test_roles_that_the_file_tells_are_kept(study: Study) -> None:
    found = bring_in(
        study,
        Path("a.csv"),
        draft(
            DraftTurn("Hoe gaat het?", "Karin", role="Onderzoeker"),
            DraftTurn("Goed.", "S1", role="ervaringsdeskundige"),
            DraftTurn("Ja.", "S1"),
            DraftTurn("Nou.", "I"),
            DraftTurn("Hm."),
        ),
        About(interviewers=("s1",)),
    )
    assert isinstance(found, Imported)
    assert [(s.name, s.role) for s in found.speakers] == [
        ("Karin", "interviewer"),
        ("S1", "interviewer"),
        ("I", "interviewer"),
    ]
    without = bring_in(
        study, Path("b.csv"), draft(DraftTurn("Wel.", "S1", role="ervaringsdeskundige")), About()
    )
    assert isinstance(without, Imported)
    assert [s.role for s in without.speakers] == ["ervaringsdeskundige"]
    assert [turn.role for turn in turns(study, "a")][-1] == "unknown"
    with pytest.raises(UnknownName):
        bring_in(study, Path("c.csv"), draft(DraftTurn("Ja.", "A")), About(interviewers=("B",)))


def test_comments_become_memos_on_their_words(study: Study) -> None:
    found = bring_in(
        study,
        Path("a.docx"),
        draft(
            DraftTurn("Hoe gaat het 😀 nu?", "I"),
            DraftTurn("Ik schaamde me wel.", "P"),
            comments=(
                DraftComment("Let op: schaamte.", "Karin", "2020-05-04", 1, 3, 11),
                DraftComment("Hele beurt.", None, None, 0),
                DraftComment("Op een plek.", "Karin", None, 1, 3, 3),
                DraftComment("Over alles.", "Bo"),
            ),
        ),
        About(),
    )
    assert isinstance(found, Imported)
    assert found.comments == 4
    text = text_of(study, find_document(study, "a"))
    told = [m for m in memos(study) if m.document == "a"]
    told.sort(key=lambda memo: (memo.start is None, memo.start, memo.end))
    assert [(m.kind, m.coder, m.text, m.quote) for m in told] == [
        ("analytic", STUDY, "Hele beurt.", "Hoe gaat het 😀 nu?"),
        ("analytic", STUDY, "Karin: Op een plek.", "Ik schaamde me wel."),
        ("analytic", STUDY, "Karin: Let op: schaamte.", "schaamde"),
        ("analytic", STUDY, "Bo: Over alles.", None),
    ]
    assert [text[m.start : m.end] for m in told[:3]] == [m.quote for m in told[:3]]
    with Study(study.path, viewer=STUDY) as nobody:
        undo(nobody)
    assert [m for m in memos(study) if m.document == "a"] == []
    assert examine(study).sound


def test_waves_of_documents_are_those_of_the_plan(planned: Study) -> None:
    assert {w.name: (w.opens, w.closes) for w in waves(planned)} == {
        "W01": (-1, 1), "W02": (1, 3), "W03": (3, 7), "W04": (9, 12), "W05": (11, 14),
    }  # fmt: skip
