"""Numbers and dates as people write them."""

import pytest

from qualcode.written import iso_date, number


@pytest.mark.parametrize(
    ("text", "value"), [("10,5", 10.5), ("10.5", 10.5), ("-3", -3), ("−3", -3), ("+2", 2)]
)
def test_a_number(text: str, value: float) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", ["", "drie", "1,2,3", "1e3", "nan", "5 ", "٣"])
def test_no_number(text: str) -> None:
    assert number(text) is None


@pytest.mark.parametrize("text", ["2020-09-01", "1-9-2020", "01/09/2020", "1.9.2020"])
def test_a_date(text: str) -> None:
    assert iso_date(text) == "2020-09-01"


@pytest.mark.parametrize(
    "text", ["", "09-13-2020", "31-2-2020", "1-9-20", "1-9/2020", "2020-9-1", "20200901"]
)
def test_no_date(text: str) -> None:
    assert iso_date(text) is None
