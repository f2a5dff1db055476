"""Numbers and dates as people write them, with a Dutch hand too: 10,5 and 1-9-2020."""

import re
from datetime import date

_NUMBER = re.compile(r"[-−+]?[0-9]{1,15}(?:[.,][0-9]{1,15})?")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")


def number(text: str) -> float | None:
    """`10,5`, `10.5` or `-3` as a number; None where it isn't one."""
    if not _NUMBER.fullmatch(text):
        return None
    return float(text.replace("−", "-").replace(",", "."))


def iso_date(text: str) -> str | None:
    """`2020-09-01`, `1-9-2020`, `01/09/2020` or `1.9.2020` as 2020-09-01; None for no such day.

    Where the year comes last the day comes first, never the month.
    """
    day_first = _DAY_FIRST.fullmatch(text)
    if day_first:
        day, _, month, year = day_first.groups()
        text = f"{year}-{month:0>2}-{day:0>2}"
    if not _ISO.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def counted(number: int, one: str, many: str = "") -> str:
    """So many of something: "1 coding", "2 codings"."""
    return f"{number} {one if abs(number) == 1 else many or f'{one}s'}"
