"""Windows: as people write them, half-way where nobody does, and which one holds a month."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.cases.windows import half_way, holding, parse_month, parse_window
from qualcode.errors import InputError

months = st.integers(-200, 2000).map(lambda n: n / 4)


@dataclass(frozen=True)
class Slot:
    opens: float | None
    closes: float | None


@pytest.mark.parametrize(
    ("text", "month", "window"),
    [
        ("1", 5, (4, 6)),
        ("0,5", 5, (4.5, 5.5)),
        ("0.5", 2.25, (1.75, 2.75)),
        ("4:6", 5, (4, 6)),
        ("4–6", None, (4, 6)),
        ("4..6", 5, (4, 6)),
        ("4 - 6", 5, (4, 6)),
        ("-1:1,5", 0, (-1, 1.5)),
        ("−1 : 1", 0, (-1, 1)),
        ("1.5..3", 2, (1.5, 3)),
    ],
)
def test_a_window_is_read_as_people_write_it(
    text: str, month: float | None, window: tuple[float, float]
) -> None:
    assert parse_window(text, month) == window


@pytest.mark.parametrize(
    ("text", "month", "told"),
    [
        ("een", 5, "is not a window"),
        ("4:6:8", 5, "is not a window"),
        ("6:4", 5, "ends before it begins"),
        ("0", 5, "ends before it begins"),
        ("-1", 5, "ends before it begins"),
        ("1", None, "needs a month"),
        ("6:8", 5, "doesn't hold"),
        ("9" * 400, 5, "is not a window"),
        ("nan", 5, "is not a window"),
    ],
)
def test_what_is_no_window_is_refused(text: str, month: float | None, told: str) -> None:
    with pytest.raises(InputError, match=told):
        parse_window(text, month)


@pytest.mark.parametrize("text", ["", "vijf", "1e3", "inf", "5 maanden", "1.2.3"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="not a number of months"):
        parse_month(text)


def test_windows_reach_half_way_to_their_neighbours() -> None:
    planned = [0, 1, 2, 5, 8, 11]
    assert half_way(planned) == {
        0: (-0.5, 0.5),
        1: (0.5, 1.5),
        2: (1.5, 3.5),
        5: (3.5, 6.5),
        8: (6.5, 9.5),
        11: (9.5, 12.5),
    }
    assert half_way([3]) == half_way([]) == {}


@given(st.lists(months, min_size=2, max_size=12, unique=True), months)
def test_half_way_windows_never_overlap_and_leave_no_gap(
    planned: list[float], moment: float
) -> None:
    found = half_way(planned)
    slots = [Slot(*found[month]) for month in planned]
    inside = holding(slots, moment)
    lowest = min(slot.opens for slot in slots)
    highest = max(slot.closes for slot in slots)
    assert len(inside) == (lowest <= moment <= highest)
    for month in planned:
        assert holding(slots, month) == [Slot(*found[month])]


@given(
    st.lists(st.tuples(months, months).map(sorted).filter(lambda w: w[0] < w[1]), max_size=6),
    months,
)
def test_a_window_that_is_found_holds_the_month(windows: list[list[float]], moment: float) -> None:
    slots = [Slot(*window) for window in windows] + [Slot(None, None)]
    inside = holding(slots, moment)
    assert all(slot.opens <= moment <= slot.closes for slot in inside)
    strictly = [slot for slot in slots[:-1] if slot.opens < moment < slot.closes]
    assert all(slot in inside for slot in strictly)


def test_on_a_border_the_window_that_begins_is_meant() -> None:
    early, late = Slot(4, 6), Slot(6, 8)
    assert holding([early, late], 6) == [late]
    assert holding([early], 6) == [early]
    assert holding([early, Slot(5, 7)], 5.5) == [early, Slot(5, 7)]
