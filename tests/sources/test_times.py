"""Times as transcripts write them."""

import pytest

from qualcode.sources.times import in_column, seconds, stamp


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("00:00:12.140", 12.14),
        ("1:02:03,5", 3723.5),
        ("75:12", 4512.0),
        ("00:16.500", 16.5),
        ("0:0:13.540", 13.54),
    ],
)
def test_seconds(clock: str, expected: float) -> None:
    assert seconds(clock) == expected


@pytest.mark.parametrize(
    "clock", ["", "12", "00:75", "00:61:00", "aa:bb", "-1:00", "٠١:٠٢", "1:2:3:4"]
)
def test_not_a_time(clock: str) -> None:
    assert seconds(clock) is None


def test_stamp_has_a_start_and_perhaps_an_end() -> None:
    assert stamp("[00:01:02]") == (62.0, None)
    assert stamp("(00:01:02 - 00:01:05)") == (62.0, 65.0)
    assert stamp("#00:01:02-3#") == (62.3, None)
    assert stamp("") == (None, None)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("62.5", 62.5),
        ("62,5", 62.5),
        (" 0 ", 0.0),
        ("0:01:02,5", 62.5),
        ("", None),
        ("-3", None),
        ("1e9", None),
        ("nan", None),
        ("99999999", None),
    ],
)
def test_a_cell_of_a_table(cell: str, expected: float | None) -> None:
    assert in_column(cell) == expected
