"""The plan of waves: from a sheet into a study, again when it changes, and as it is listed."""

from pathlib import Path

import pytest
from coding.material import contents

from qualcode.cases.design import waves
from qualcode.cases.planning import Plan, import_plan, plan, shipped_plans
from qualcode.codebook.loading import start
from qualcode.errors import InputError, UnreadableFile
from qualcode.study.doctor import examine
from qualcode.study.file import STUDY, Study
from qualcode.study.log import log
from qualcode.study.undo import undo


def sheet(study: Study, text: str, encoding: str = "utf-8") -> str:
    path = study.path.parent / "waves.csv"
    path.write_bytes(text.encode(encoding))
    return str(path)


def months(found: Plan) -> list[tuple[str, int, float | None, float | None, float | None]]:
    return [(w.wave, w.ordinal, w.month, w.opens, w.closes) for w in found.waves]


def test_a_plan_is_taken_in_and_only_what_differs_changes_later(study: Study) -> None:
    text = "Wave;Month;Window;Topics\nW01;0;;stigma;;\nW02;1;0,25;\nW03;5;4:6,5;\n"
    text = text.replace("stigma;;", '"stigma; zorg/integratie"')
    first = import_plan(study, sheet(study, text))
    assert (first.added, first.changed) == (("W03",), ("W01", "W02"))
    assert months(first) == [
        ("W01", 1, 0, -0.5, 0.5),
        ("W02", 2, 1, 0.75, 1.25),
        ("W03", 3, 5, 4, 6.5),
    ]
    assert first.waves[0].topics == ("stigma", "zorg/integratie")
    assert first.waves[0].held == ("P01", "P02")
    events = len(log(study))
    again = import_plan(study, sheet(study, text))
    assert (again.added, again.changed, len(log(study))) == ((), (), events)
    third = import_plan(study, sheet(study, text.replace("4:6,5", "")))
    assert (third.changed, len(log(study))) == (("W03",), events + 1)
    assert months(third)[2] == ("W03", 3, 5, 3, 7)
    assert examine(study).sound


def test_a_column_that_is_not_there_leaves_things_as_they_are(study: Study) -> None:
    import_plan(study, sheet(study, "wave,month,topics\nW01,0,stigma\nW02,2,werk\n"))
    found = import_plan(study, sheet(study, "wave,month\nW01,0\nW02,3\n"))
    assert [(w.month, w.topics) for w in found.waves] == [(0, ("stigma",)), (3, ("werk",))]
    found = import_plan(study, sheet(study, "wave,topics\nW02,\n"))
    assert [(w.month, w.topics) for w in found.waves] == [(0, ("stigma",)), (3, ())]


def test_undo_takes_the_whole_plan_back(study: Study) -> None:
    before = plan(study)
    import_plan(study, sheet(study, "wave,month\nW01,0\nW09,2\n"))
    with Study(study.path, viewer=STUDY) as nobody:
        undo(nobody)
    assert plan(study) == before


@pytest.mark.parametrize(
    ("names", "ordinals"),
    [
        (("W03", "W01", "W07"), {"W01": 1, "W02": 2, "W03": 3, "W07": 7}),
        (("T0", "T1", "T2"), {"T0": 0, "T1": 1, "W01": 1, "T2": 2, "W02": 2}),
        (("slot", "napraten"), {"W01": 1, "W02": 2, "slot": 3, "napraten": 4}),
        (("slot", "W02", "W01"), {"slot": 1, "W02": 2, "W01": 3}),
        (("a1", "b1"), {"W01": 1, "W02": 2, "a1": 3, "b1": 4}),
    ],
)
def test_waves_stand_in_the_order_of_their_numbers_else_of_the_sheet(
    study: Study, names: tuple[str, ...], ordinals: dict[str, int]
) -> None:
    found = import_plan(study, sheet(study, "\n".join(["wave", *names]) + "\n"))
    assert {wave.wave: wave.ordinal for wave in found.waves} == ordinals


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("wave,month\nW01,nul\n", "waves.csv, line 2: «nul» is not a number"),
        ("wave,month\n\nW01,1\n,2\n", "line 4: this row names no wave"),
        ("wave,month,window\nW01,1,5:6\n", "line 2: the window «5:6» doesn't hold"),
        ("wave,window\nW01,1\n", "line 2: the window «1» needs a month"),
        ("wave,topics\nW01,stigmaa\n", "line 2: There is no code «stigmaa». Did you mean stigma"),
        ("wave,month\nW01,1\nw01,2\n", "line 3: W01 stands here twice"),
        ("golf,month\nW01,1\n", "line 1: there is no column «wave»"),
        ("wave,wave\nW01,1\n", "two columns are called «wave»"),
        ("wave,month\nW01,1,2\n", "line 2: «2» stands in no column"),
        ('wave,month\n"W01,1\n', "line 2: this row can't be read"),
        ("", "is empty"),
        ("\n\n", "is empty"),
        ("wave\nW/1\n", "line 2: «W/1» can't name a wave"),
        ("wave\n" + "x" * 140_000, "line 2"),
    ],
)
def test_a_sheet_with_a_mistake_changes_nothing(study: Study, text: str, told: str) -> None:
    before = contents(study.path)
    with pytest.raises(InputError) as error:
        import_plan(study, sheet(study, text))
    assert told in str(error.value)
    assert contents(study.path) == before


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_sheet_is_read_whichever_program_saved_it(
    study: Study, delimiter: str, encoding: str
) -> None:
    text = "wave,month\r\nvóór,0\r\nná,6\r\n".replace(",", delimiter)
    import_plan(study, sheet(study, text, encoding))
    assert [wave.name for wave in waves(study)][-2:] == ["vóór", "ná"]
    import_plan(study, sheet(study, f"sep={delimiter}\r\n{text}", encoding))
    assert len(waves(study)) == 4


def test_a_file_that_is_not_there_or_no_sheet_is_refused(study: Study) -> None:
    (study.path.parent / "x.csv").write_bytes(b"PK\x03\x04" * 9)
    for name in ("weg.csv", "x.csv", ".", "nul\0.csv"):
        with pytest.raises(UnreadableFile):
            import_plan(study, str(study.path.parent / name))
    with pytest.raises(InputError, match="Did you mean ips-ten-waves"):
        import_plan(study, "ips-tenwaves")


@pytest.mark.parametrize("name", shipped_plans())
def test_a_shipped_plan_fits_the_shipped_codebook(tmp_path: Path, name: str) -> None:
    start(tmp_path / "new.qualcode", template_name="ips-cmd")
    with Study(tmp_path / "new.qualcode") as study:
        found = import_plan(study, name)
        assert len(found.added) == len(found.waves) > 1
        assert all(wave.opens is not None for wave in found.waves)


def test_the_ten_waves_of_the_reference_study(tmp_path: Path) -> None:
    start(tmp_path / "new.qualcode", template_name="ips-cmd")
    with Study(tmp_path / "new.qualcode") as study:
        found = import_plan(study, "ips-ten-waves")
    assert [wave.month for wave in found.waves] == [0, 1, 2, 5, 8, 11, 14, 17, 20, 23]
    assert any(wave.topics for wave in found.waves)
