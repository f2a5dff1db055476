"""What people write after `--where`, as a tree that can be weighed.

Weighing knows three answers. What is said of a value that is missing is neither true nor
false but unknown (None), also under `not`; only `is missing` asks for the absence itself.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeVar

from qualcode.names import fold_name
from qualcode.written import iso_date, number

Sign = Literal["=", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Compare:
    """That the value called `name` stands so to `value`."""

    name: str
    sign: Sign
    value: str


@dataclass(frozen=True, slots=True)
class Among:
    """That the value called `name` is one of these."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """That there is no value called `name`."""

    name: str


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite; of what is unknown, unknown."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class And:
    """That all parts hold."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """That some part holds."""

    parts: tuple["Condition", ...]


Condition = Compare | Among | Missing | Not | And | Or


def holds(condition: Condition, value_of: Callable[[str], str | None]) -> bool | None:
    """Whether the condition holds of the values by name; None where that is unknown."""
    match condition:
        case Missing(name):
            return value_of(name) is None
        case Compare(name, sign, value):
            found = value_of(name)
            return None if found is None else _stands(found, sign, value)
        case Among(name, values):
            found = value_of(name)
            return None if found is None else any(_stands(found, "=", value) for value in values)
        case Not(part):
            answer = holds(part, value_of)
            return None if answer is None else not answer
        case And(parts):
            answers = [holds(part, value_of) for part in parts]
            return False if False in answers else None if None in answers else True
        case Or(parts):
            answers = [holds(part, value_of) for part in parts]
            return True if True in answers else None if None in answers else False


def leaves(condition: Condition) -> Iterator[Compare | Among | Missing]:
    """What the condition asks, one thing after the other."""
    match condition:
        case Not(part):
            yield from leaves(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Compare() | Among() | Missing():
            yield condition


def reworded(condition: Condition, value: Callable[[str, str], str]) -> Condition:
    """The same condition with `value(name, written)` in the place of each value written."""
    match condition:
        case Compare(name, sign, written):
            return Compare(name, sign, value(name, written))
        case Among(name, values):
            return Among(name, tuple(value(name, written) for written in values))
        case Not(part):
            return Not(reworded(part, value))
        case And(parts):
            return And(tuple(reworded(part, value) for part in parts))
        case Or(parts):
            return Or(tuple(reworded(part, value) for part in parts))
        case Missing():
            return condition


Ordered = TypeVar("Ordered", float, str)


def _stands(found: str, sign: Sign, value: str) -> bool:
    """Numbers compare as numbers, dates as dates, all else as text without regard to case."""
    numbers = number(found), number(value)
    if numbers[0] is not None and numbers[1] is not None:
        return _compared(numbers[0], sign, numbers[1])
    left, right = iso_date(found), iso_date(value)
    if left is not None and right is not None:
        return _compared(left, sign, right)
    return _compared(fold_name(found), sign, fold_name(value))


def _compared(left: Ordered, sign: Sign, right: Ordered) -> bool:
    match sign:
        case "=":
            return left == right
        case "!=":
            return left != right
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
