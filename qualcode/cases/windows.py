"""Windows: the months since the start in which an interview belongs to a wave."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Protocol, TypeVar

from qualcode.errors import InputError
from qualcode.written import number

NUMBER = r"[-−]?\d{1,4}(?:[.,]\d{1,4})?"
MOST = 9999.0
RANGE = re.compile(rf"({NUMBER})\s*(?::|–|—|-|\.\.)\s*({NUMBER})")

Window = tuple[float, float]


class Planned(Protocol):
    """What has a window: a wave."""

    @property
    def opens(self) -> float | None: ...
    @property
    def closes(self) -> float | None: ...


P = TypeVar("P", bound=Planned)


def parse_month(text: str) -> float:
    """Months since the start as a person writes them: "5", "2,5"; raises InputError."""
    month = number(text)
    if month is None or abs(month) > MOST:
        raise InputError(f"«{text}» is not a number of months.", "Write it like 5 or 2.5.")
    return month


def parse_window(text: str, month: float | None) -> Window:
    """A window as a person writes it: "1" (months either side of `month`) or "4:6".

    Raises InputError for anything else, and for a window that doesn't hold its own month.
    """
    between = RANGE.fullmatch(text)
    reach = number(text)
    if between:
        opens, closes = float(number(between[1]) or 0), float(number(between[2]) or 0)
    elif month is None:
        raise InputError(
            f"the window «{text}» needs a month to lie around.", "Fill in month, or write A:B."
        )
    elif reach is not None and reach <= MOST:
        opens, closes = round(month - reach, 2), round(month + reach, 2)
    else:
        raise InputError(
            f"«{text}» is not a window.", "Write months either side (1), or from and to (4:6)."
        )
    if opens >= closes:
        raise InputError(f"the window «{text}» ends before it begins.", "Write the earlier first.")
    if month is not None and not opens <= month <= closes:
        raise InputError(
            f"the window «{text}» doesn't hold the wave's own month, {month:g}.",
            "Both count from the start.",
        )
    return opens, closes


def half_way(months: Iterable[float]) -> dict[float, Window]:
    """Per planned month the window that reaches half-way to its neighbours.

    The first and the last reach as far outwards as inwards. One month alone has no window.
    """
    ordered = sorted(set(months))
    if len(ordered) < 2:
        return {}
    middles = [round((before + after) / 2, 2) for before, after in pairwise(ordered)]
    first = round(2 * ordered[0] - middles[0], 2)
    last = round(2 * ordered[-1] - middles[-1], 2)
    return dict(zip(ordered, pairwise([first, *middles, last]), strict=True))


def holding(waves: Iterable[P], months: float) -> list[P]:
    """The waves whose window holds `months`; the end counts unless another begins there."""
    waves = [wave for wave in waves if wave.opens is not None and wave.closes is not None]
    within = [w for w in waves if (w.opens or 0) <= months < (w.closes or 0)]
    return within or [wave for wave in waves if wave.closes == months]


def overlaps(waves: Iterable[P]) -> list[tuple[P, P]]:
    """Neighbours, by where they open, whose windows overlap: a date in both places nothing."""
    planned = [wave for wave in waves if wave.opens is not None and wave.closes is not None]
    ordered = sorted(planned, key=lambda wave: wave.opens or 0)
    return [
        (one, other) for one, other in pairwise(ordered) if (one.closes or 0) > (other.opens or 0)
    ]
