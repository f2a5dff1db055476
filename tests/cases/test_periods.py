"""Sets of periods: shipped ones, the study's own, and what stands in their files."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.cases.period_files import parse_periods
from qualcode.cases.periods import all_periods, periods, phases, take_in
from qualcode.errors import InputError, UnknownName, UnreadableFile
from qualcode.study.doctor import examine
from qualcode.study.file import STUDY, Study
from qualcode.study.log import log
from qualcode.study.undo import undo

OWN = "periods:\n- name: vroeg\n  to: 2020-06\n- name: laat\n  from: 2020-07-01\n"


@pytest.mark.parametrize(
    ("name", "day", "period"),
    [
        ("lockdowns-nl", "2020-03-15", "before"),
        ("lockdowns-nl", "2020-03-16", "first lockdown"),
        ("lockdowns-nl", "2020-06-01", "after the first"),
        ("lockdowns-nl", "2020-12-15", "second lockdown"),
        ("lockdowns-nl", "2021-12-25", "third lockdown"),
        ("lockdowns-nl", "1999-12-31", "before"),
        ("lockdowns-nl", "2031-01-01", "after the third"),
        ("labour-market-2022", "2019-10-31", None),
        ("labour-market-2022", "2020-02-29", "before"),
        ("labour-market-2022", "2020-03-01", "during"),
        ("Labour-Market-2022", "2020-12-31", "during"),
        ("labour-market-2022", "2021-05-31", "after"),
        ("labour-market-2022", "2021-06-01", None),
        ("phases-ips", "2020-03-01", None),
    ],
)
def test_the_period_of_a_day(study: Study, name: str, day: str, period: str | None) -> None:
    assert periods(study, name).of(day, None) == period


@pytest.mark.parametrize(
    ("months", "phase"),
    [(-0.1, None), (0, "months 1-6"), (5.99, "months 1-6"), (6, "months 7-12"),
     (12, "months 13-18"), (24.9, "months 19-25"), (25, None), (None, None)],
)  # fmt: skip
def test_the_phase_of_a_trajectory(study: Study, months: float | None, phase: str | None) -> None:
    assert phases(study).of("2020-03-16", months) == phase


def test_without_a_name_the_studys_own_set_comes_before_the_shipped_one(
    study: Study, tmp_path: Path
) -> None:
    assert (periods(study).name, phases(study).name) == ("lockdowns-nl", "phases-ips")
    take_in(study, "labour-market-2022")
    assert periods(study).name == "labour-market-2022"
    (tmp_path / "mijn.yaml").write_text(OWN)
    assert take_in(study, str(tmp_path / "mijn.yaml")).names == ("vroeg", "laat")
    assert (periods(study).name, phases(study).name) == ("mijn", "phases-ips")
    assert periods(study).of("2020-06-30", None) == "vroeg"
    told = {each.name: each.origin for each in all_periods(study)}
    assert told == {
        "mijn": "study",
        "labour-market-2022": "study",
        "lockdowns-nl": "shipped",
        "phases-ips": "shipped",
    }


def test_a_copy_stays_as_it_is_until_it_is_taken_in_again(study: Study, tmp_path: Path) -> None:
    file = tmp_path / "mijn.yaml"
    file.write_text(OWN)
    take_in(study, str(file))
    events = len(log(study))
    take_in(study, str(file))
    assert len(log(study)) == events
    file.write_text(OWN.replace("vroeg", "eerst"))
    assert periods(study, "mijn").names == ("vroeg", "laat")
    take_in(study, str(file))
    assert periods(study, "mijn").names == ("eerst", "laat")
    with Study(study.path, viewer=STUDY) as nobody:
        undo(nobody)
    assert periods(study, "mijn").names == ("vroeg", "laat")
    assert examine(study).sound


def test_an_unknown_set_is_told_with_what_is_near(study: Study) -> None:
    with pytest.raises(UnknownName, match="Did you mean lockdowns-nl"):
        periods(study, "lockdown-nl")
    with pytest.raises(UnknownName, match="Or name a YAML file"):
        take_in(study, "lockdown-nl")
    with pytest.raises(UnreadableFile, match="can't be read"):
        take_in(study, "weg.yaml")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "x.yaml, line 1: a set of periods has a list"),
        ("periods: []\n", "there is no period in it"),
        ("periods:\n- from: 2020-01\n", "line 2: this period has no name"),
        ("periods:\n- name: a\n", "line 2: «a» says not when"),
        ("periods:\n- name: a\n  from: mei\n", "line 2: «mei» is not a date"),
        ("periods:\n- name: a\n  from: 2020-02-30\n", "line 2: «2020-02-30» is not a date"),
        ("periods:\n- name: a\n  from: 2020-03\n  to: 2020-02\n", "«a» ends before it begins"),
        ("periods:\n- name: a\n  to: 2020-03\n- name: b\n  from: 2020-03-31\n",
         "line 4: «b» begins before «a» ends"),
        ("periods:\n- name: a\n  from: 2020-03\n- name: b\n  from: 2021-01\n",
         "line 4: «b» begins before «a» ends"),
        ("periods:\n- name: a\n  to: 2020-03\n- name: A\n  from: 2021-01\n",
         "line 4: «A» stands here twice (line 2)"),
        ("periods:\n- name: a\n  months: 0-6\n", "«0-6» are no months"),
        ("periods:\n- name: a\n  months: 6-1\n", "«6-1» are no months"),
        ("periods:\n- name: a\n  months: 1-6\n- name: b\n  months: 6-9\n", "«b» begins before"),
        ("periods:\n- name: a\n  months: 1-6\n- name: b\n  to: 2020-01\n", "by date or by months"),
        ("periods:\n- name: a\n  months: 1-6\n  to: 2020-01\n", "both dates and months"),
        ("periods:\n- name: a\n  form: 2020-01\n", "line 3: there is no field «form»"),
        ("periods:\n- name: [a\n", "not valid YAML"),
        ("titel: x\nperiods:\n- name: a\n  to: 2020-01\n", "line 1: there is no field «titel»"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_by_its_line(text: str, told: str) -> None:
    with pytest.raises(InputError) as error:
        parse_periods(text, "x.yaml")
    assert told in str(error.value)


def test_a_gap_is_said() -> None:
    text = "periods:\n- name: a\n  to: 2020-02\n- name: b\n  from: 2020-03-05\n"
    assert parse_periods(text, "x").notes == (
        "2020-03-01–2020-03-04 lie between «a» and «b», in no period",
    )
    text = "periods:\n- name: b\n  months: 9-\n- name: a\n  months: 1-6\n"
    found = parse_periods(text, "x")
    assert found.notes == ("months 7–8 lie between «a» and «b», in no period",)
    assert [period.name for period in found.periods] == ["a", "b"]


days = st.dates(date(2010, 1, 1), date(2030, 1, 1))


@given(st.lists(days, min_size=2, max_size=8, unique=True).map(sorted), days)
def test_a_day_lies_in_one_period_at_most(borders: list[date], day: date) -> None:
    lines = ["periods:"]
    for n, (first, after) in enumerate(pairwise(borders)):
        last = after - timedelta(days=1)
        lines += [f"- name: p{n}", f"  from: {first}", f"  to: {last}"]
    found = parse_periods("\n".join(lines), "x").periods
    holding = [period.name for period in found if period.holds_date(day.isoformat())]
    assert len(holding) == (borders[0] <= day < borders[-1])


@pytest.mark.parametrize("scalar", ["!!float abc", "!!int abc", "!!bool x", '"\\U00110000"'])
def test_values_that_yaml_stumbles_over_are_refused(study: Study, scalar: str) -> None:
    path = study.path.parent / "mijn.yaml"
    path.write_text(f"periods:\n- name: {scalar}\n  to: 2020-06\n")
    with pytest.raises(UnreadableFile, match=r"mijn\.yaml.* is not valid YAML"):
        take_in(study, str(path))
    assert take_in_name(study, path, '"\\ud800 vroeg\\e"') == "vroeg"


def take_in_name(study: Study, path: Path, name: str) -> str:
    path.write_text(f"periods:\n- name: {name}\n  to: 2020-06\n")
    take_in(study, str(path))
    return periods(study, "mijn").periods[0].name
