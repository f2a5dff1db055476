"""Reads sets of periods that a person wrote in YAML; every complaint names the line."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as day
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from qualcode.errors import UnreadableFile
from qualcode.names import fold_name, unknown
from qualcode.yaml_text import parse_yaml

TOP_KEYS = ("title", "source", "remark", "periods")
KEYS = ("name", "from", "to", "months", "remark")
MONTHS = re.compile(r"(\d{1,3})\s*[-–]\s*(\d{1,3})?")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time: of the calendar, both days included; or of months since the start.

    None is an open end. Months run from `opens` up to, and without, `closes`.
    """

    name: str
    start: str | None = None
    end: str | None = None
    opens: float | None = None
    closes: float | None = None
    remark: str = ""

    def holds_date(self, date: str | None) -> bool:
        return date is not None and (self.start or "") <= date <= (self.end or "9999-12-31")

    def holds_months(self, months: float | None) -> bool:
        return (
            months is not None
            and (self.opens or 0) <= months
            and (self.closes is None or months < self.closes)
        )


@dataclass(frozen=True, slots=True)
class PeriodFile:
    """What a file holds; `by` is "date" or "months", `notes` tell of gaps between periods."""

    title: str
    by: str
    source: str
    remark: str
    periods: tuple[Period, ...]
    notes: tuple[str, ...]


def read_text(path: Path) -> str:
    """The file's text; raises UnreadableFile."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnreadableFile(
            f"{path} can't be read: {error.strerror}.", "Check its name."
        ) from None
    except (UnicodeDecodeError, ValueError):
        raise UnreadableFile(f"{path} is not UTF-8 text.", "Save it as UTF-8.") from None


def parse_periods(text: str, name: str) -> PeriodFile:
    """A set of periods from YAML; `name` is the file's. Raises UnreadableFile with the line."""
    return _Reader(name).read(parse_yaml(text, name))


class _Reader:
    """Walks the YAML of one file, complaining with its name and line."""

    def __init__(self, name: str) -> None:
        self.name = name

    def complaint(self, line: int, what: str, hint: str = "") -> UnreadableFile:
        return UnreadableFile(f"{self.name}, line {line}: {what}", hint)

    def read(self, document: Any) -> PeriodFile:
        if not isinstance(document, dict) or not isinstance(document.get("periods"), list):
            raise self.complaint(
                1, "a set of periods has a list of them.", 'Begin it with "periods:".'
            )
        self._check_keys(document, TOP_KEYS)
        listed = document["periods"]
        found = [
            (listed.lc.item(n)[0] + 1, self._period(item, listed.lc.item(n)[0] + 1))
            for n, item in enumerate(listed)
        ]
        if not found:
            raise self.complaint(1, "there is no period in it.", 'Write "- name: before".')
        by_months = {period.opens is not None for _, period in found}
        if len(by_months) > 1:
            raise self.complaint(found[-1][0], "a set goes by date or by months, and not by both.")
        self._check_names(found)
        in_order = sorted(found, key=lambda each: (each[1].opens or 0, each[1].start or ""))
        return PeriodFile(
            title=_words(document.get("title")),
            by="months" if by_months == {True} else "date",
            source=_words(document.get("source")),
            remark=_words(document.get("remark")),
            periods=tuple(period for _, period in in_order),
            notes=tuple(self._between(in_order)),
        )

    def _period(self, item: Any, line: int) -> Period:
        if not isinstance(item, dict) or not _words(item.get("name")):
            raise self.complaint(line, "this period has no name.", 'Write "- name: before".')
        self._check_keys(item, KEYS)
        name, remark = _words(item["name"]), _words(item.get("remark"))
        if "months" in item:
            if "from" in item or "to" in item:
                raise self.complaint(line, f"«{name}» has both dates and months.", "Keep one.")
            opens, closes = self._months(item["months"], line)
            return Period(name, opens=opens, closes=closes, remark=remark)
        start = self._date(item.get("from"), line, is_end=False)
        end = self._date(item.get("to"), line, is_end=True)
        if start is None and end is None:
            raise self.complaint(line, f"«{name}» says not when.", 'Write "from:" and "to:".')
        if start and end and start > end:
            raise self.complaint(line, f"«{name}» ends before it begins.")
        return Period(name, start, end, remark=remark)

    def _months(self, value: object, line: int) -> tuple[float, float | None]:
        found = MONTHS.fullmatch(_words(value))
        first, last = (int(found[1]), found[2] and int(found[2])) if found else (0, None)
        if not found or first < 1 or (last is not None and int(last) < first):
            raise self.complaint(
                line,
                f"«{_words(value)}» are no months.",
                'Write "months: 1-6"; the first month is 1, and "19-" has no end.',
            )
        return float(first - 1), float(last) if last else None

    def _date(self, value: object, line: int, *, is_end: bool) -> str | None:
        """A day, or a month: its first day, or its last where it ends a period."""
        if value is None:
            return None
        text = _words(value)
        try:
            if re.fullmatch(r"\d{4}-\d{2}", text):
                year, month = map(int, text.split("-"))
                last = calendar.monthrange(year, month)[1] if is_end else 1
                return day(year, month, last).isoformat()
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
                return day.fromisoformat(text).isoformat()
        except ValueError:  # no such day
            pass
        raise self.complaint(
            line, f"«{text}» is not a date.", "Write a day (2020-03-16) or a month (2020-03)."
        )

    def _check_names(self, found: list[tuple[int, Period]]) -> None:
        lines: dict[str, int] = {}
        for line, period in found:
            first = lines.setdefault(fold_name(period.name), line)
            if first != line:
                raise self.complaint(
                    line, f"«{period.name}» stands here twice (line {first}).", "Number them."
                )

    def _between(self, in_order: list[tuple[int, Period]]) -> Iterator[str]:
        """Tells of gaps; raises UnreadableFile where two periods overlap."""
        for (_, one), (line, other) in pairwise(in_order):
            if _overlap(one, other):
                raise self.complaint(
                    line,
                    f"«{other.name}» begins before «{one.name}» ends.",
                    "A day can lie in one period only.",
                )
            gap = _gap(one, other)
            if gap:
                yield f"{gap} lie between «{one.name}» and «{other.name}», in no period"

    def _check_keys(self, item: Any, allowed: tuple[str, ...]) -> None:
        for key in item:
            if key not in allowed:
                at = item.lc.data.get(key)
                told = unknown(str(key), allowed, "field")
                raise self.complaint((at[0] if at else 0) + 1, f"t{told.what[1:]}", told.hint)


def _overlap(one: Period, other: Period) -> bool:
    if one.opens is not None:
        return one.closes is None or (other.opens or 0) < one.closes
    return one.end is None or (other.start or "") <= one.end


def _gap(one: Period, other: Period) -> str:
    """The days, or months, between two periods; empty where there are none."""
    if one.closes is not None and other.opens is not None:
        return f"months {one.closes + 1:g}–{other.opens:g}" if one.closes < other.opens else ""
    first = day.fromisoformat(one.end or "") + timedelta(days=1)
    last = day.fromisoformat(other.start or "") - timedelta(days=1)
    return f"{first}–{last}" if first <= last else ""


def _words(value: object) -> str:
    """On one line, without what doesn't show and what a study can't hold."""
    text = "" if value is None else str(value)
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
