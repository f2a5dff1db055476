"""Samples: drawn by chance, spread evenly, the same for the same seed."""

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.coding.rounds.sampling import draw, size_of
from qualcode.errors import InputError

POOLS = st.dictionaries(
    st.text("abcdef0123", min_size=1, max_size=5),
    st.tuples(st.sampled_from("PQR"), st.integers(1, 3)),
    min_size=1,
    max_size=40,
)


@pytest.mark.parametrize(
    ("share", "pool", "number"),
    [("20%", 10, 2), ("20 %", 12, 3), ("12,5%", 8, 1), ("12.5%", 16, 2), ("100%", 7, 7),
     ("1%", 3, 1), ("5", 5, 5), ("33.3333%", 3, 1)],
)  # fmt: skip
def test_a_share_is_rounded_up(share: str, pool: int, number: int) -> None:
    assert size_of(share, pool) == number


@pytest.mark.parametrize(
    ("share", "pool"),
    [("0", 5), ("0%", 5), ("6", 5), ("101%", 5), ("-1", 5), ("1.5", 5), ("a lot", 5), ("", 5),
     ("20%", 0), ("½", 5)],
)  # fmt: skip
def test_what_cannot_be_drawn_is_refused(share: str, pool: int) -> None:
    with pytest.raises(InputError):
        size_of(share, pool)


def test_a_seed_draws_the_same_in_every_version_of_the_program() -> None:
    """Which documents were drawn is reported in papers: never change this."""
    units = {f"P{n // 10:02}-W{n % 10:02}": (n // 10, n % 10) for n in range(50)}
    assert draw(units, 5, seed=1) == DRAWN
    assert draw(dict(reversed(units.items())), 5, seed=1) == DRAWN[::-1]
    assert draw(units, 5, seed=2) != DRAWN


DRAWN = ["P00-W04", "P01-W02", "P02-W03", "P03-W09", "P04-W08"]


def test_five_of_five_cases_by_ten_waves_are_five_cases_and_five_waves() -> None:
    units = {f"P{n // 10}-W{n % 10}": (n // 10, n % 10) for n in range(50)}
    for seed in range(20):
        drawn = draw(units, 5, seed)
        assert len({name[:2] for name in drawn}) == 5
        assert len({name[3:] for name in drawn}) == 5


@given(units=POOLS, share=st.integers(1, 100), seed=st.integers(0, 99))
def test_a_sample_is_as_large_as_asked_and_of_the_pool(
    units: dict[str, tuple[str, int]], share: int, seed: int
) -> None:
    number = size_of(f"{share}%", len(units))
    drawn = draw(units, number, seed)
    assert len(drawn) == len(set(drawn)) == number == math.ceil(share * len(units) / 100)
    assert set(drawn) <= set(units)
    assert drawn == [name for name in units if name in drawn]


@given(units=POOLS, share=st.integers(1, 100), seed=st.integers(0, 99))
def test_one_property_is_drawn_in_proportion(
    units: dict[str, tuple[str, int]], share: int, seed: int
) -> None:
    by_case = {name: marks[:1] for name, marks in units.items()}
    number = size_of(f"{share}%", len(units))
    drawn = Counter(units[name][0] for name in draw(by_case, number, seed))
    for case, there in Counter(marks[0] for marks in units.values()).items():
        assert abs(drawn[case] - number * there / len(units)) < 1


@given(seed=st.integers(0, 10**6))
def test_any_document_can_be_drawn(seed: int) -> None:
    assert len(draw(dict.fromkeys("abcdefgh", ()), 3, seed)) == 3


def test_chance_is_fair_among_equals() -> None:
    counts = Counter(
        name for seed in range(2000) for name in draw(dict.fromkeys("abcdefgh", ()), 2, seed)
    )
    assert set(counts) == set("abcdefgh")
    # 500 each are expected; four standard deviations are some 77.
    assert all(abs(number - 500) < 80 for number in counts.values())
