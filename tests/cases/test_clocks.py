"""Months between two days, and the two clocks of a document."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.cases.clocks import check_date, clocks, months_between
from qualcode.cases.rostering import import_cases
from qualcode.coding.documents import documents, find_document
from qualcode.errors import InputError
from qualcode.study.file import Study

days = st.dates(date(1, 1, 1), date(9999, 12, 31))
near = st.integers(-2000, 2000)


@pytest.mark.parametrize(
    ("start", "then", "months"),
    [
        ("2019-05-31", "2019-05-31", 0),
        ("2019-05-31", "2019-06-30", 1),  # the last day of a shorter month
        ("2019-05-31", "2019-07-31", 2),
        ("2019-05-31", "2020-02-29", 9),  # a leap year's
        ("2019-05-31", "2021-02-28", 21),
        ("2020-02-29", "2021-02-28", 12),
        ("2020-02-29", "2024-02-29", 48),
        ("2019-11-04", "2020-01-20", 2.52),  # 16 of the 31 days to 4 February
        ("2020-02-01", "2020-02-15", 0.48),  # 14 of 29
        ("2021-02-01", "2021-02-15", 0.5),  # 14 of 28
        ("2019-05-31", "2019-05-01", -0.97),  # 1 of the 31 days from 30 April
        ("2019-05-31", "2019-04-30", -1),
    ],
)
def test_months_between(start: str, then: str, months: float) -> None:
    assert months_between(start, then) == months


@given(days, near)
def test_a_later_day_is_always_more_months(start: date, shift: int) -> None:
    limits = date.min.toordinal(), date.max.toordinal() - 1
    then = date.fromordinal(min(max(start.toordinal() + shift, limits[0]), limits[1]))
    after = then + timedelta(days=1)
    one = months_between(start.isoformat(), then.isoformat())
    assert one < months_between(start.isoformat(), after.isoformat())
    assert (one < 0) == (then < start)


@given(days, st.integers(0, 40))
def test_the_same_day_of_a_later_month_is_whole_months_away(start: date, months: int) -> None:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if start.day <= 28 and year <= 9999:
        then = date(year, month + 1, start.day)
        assert months_between(start.isoformat(), then.isoformat()) == months


@pytest.mark.parametrize("text", ["2020-2-3", "20200203", "3 mei", "2020-02-30", "", "2020-W01-1"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="not a date"):
        check_date(text)


@pytest.mark.parametrize("name", ["ips_start", "IPS start", "ips-start", "Start_IPS"])
def test_the_clock_since_the_start_needs_the_day_it_began(study: Study, name: str) -> None:
    def clock(document: str) -> tuple[float | None, float | None]:
        found = clocks(study)[find_document(study, document).id]
        return found.since_start, found.since_first

    assert clock("P01-W01") == (None, 0)
    assert clock("P01-W02") == (None, 1.13)  # 4 May to 8 June: 4 of 30 days
    assert clock("FG1") == (None, None)
    sheet = study.path.parent / "cases.csv"
    sheet.write_text(f"case;{name}\nP01;2020-03-04\n")
    import_cases(study, sheet)
    assert clock("P01-W01") == (2, 0)
    assert clock("P02-W01") == (None, 0)
    assert clocks(study).keys() == {find_document(study, d.name).id for d in documents(study)}
