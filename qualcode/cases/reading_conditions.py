"""Reads conditions as people write them after `--where`.

funder = UWV and (month >= 6 or not sector in (zorg, "sociaal werk"))
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NoReturn, cast

from qualcode.cases.conditions import Among, And, Compare, Condition, Missing, Not, Or, Sign
from qualcode.errors import InputError

SIGNS: tuple[Sign, ...] = ("=", "!=", "<", "<=", ">", ">=")
KEYWORDS = ("and", "or", "not", "in", "is", "missing")
DEEPEST = 50  # parentheses within each other; nobody reads more, and Python couldn't

TOKEN = re.compile(
    r"""(?P<sign>!=|<=|>=|[=<>(),]) | "(?P<double>[^"]*)" | '(?P<single>[^']*)'
    | (?P<bare>[^\s=<>!(),"'][^\s=<>!(),"]*)""",
    re.VERBOSE,
)
TYPOGRAPHIC = str.maketrans("“”„‘", '"""\'')  # what word processors make of quotation marks


def parse(expression: str) -> Condition:
    """The condition that `expression` writes; `not` binds closest, then `and`, then `or`.

    Raises InputError with the column where reading stopped, and what was expected there.
    """
    reader = _Reader(expression)
    condition = reader.either()
    if reader.now.kind != "end":
        reader.expected("and, or, or the end")
    return condition


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of the expression: a sign, a keyword, a word, or the end; columns from 1."""

    kind: Literal["sign", "keyword", "word", "end"]
    text: str
    column: int


class _Reader:
    """Goes through the pieces from left to right; a method for every kind of part."""

    def __init__(self, expression: str) -> None:
        self.tokens = list(_tokens(expression))
        self.at = 0
        self.depth = 0

    @property
    def now(self) -> _Token:
        return self.tokens[self.at]

    def taken(self, *texts: str) -> str | None:
        """Goes past the sign or keyword that stands here, where it is one of these."""
        if self.now.kind in ("sign", "keyword") and self.now.text in texts:
            self.at += 1
            return self.tokens[self.at - 1].text
        return None

    def need(self, text: str, what: str) -> None:
        if self.taken(text) is None:
            self.expected(what)

    def expected(self, what: str) -> NoReturn:
        found = f"«{self.now.text}»" if self.now.kind != "end" else "the end"
        raise InputError(
            f"The condition can't be read at column {self.now.column}: {found} stands where"
            f" {what} was expected.",
            'Write it like: funder = UWV and month >= 6; several words go in "quotes".',
        )

    def either(self) -> Condition:
        parts = [self.all_of()]
        while self.taken("or"):
            parts.append(self.all_of())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def all_of(self) -> Condition:
        parts = [self.one()]
        while self.taken("and"):
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def one(self) -> Condition:
        self.depth += 1
        if self.depth > DEEPEST:
            self.expected("something less deeply nested")
        if self.taken("not"):
            condition: Condition = Not(self.one())
        elif self.taken("("):
            condition = self.either()
            self.need(")", "and, or, or a closing parenthesis")
        else:
            condition = self.asked()
        self.depth -= 1
        return condition

    def asked(self) -> Condition:
        name = self.word("a name")
        if self.taken("is"):
            is_denied = self.taken("not")
            self.need("missing", "missing")
            return Not(Missing(name)) if is_denied else Missing(name)
        is_denied = self.taken("not")
        if is_denied:
            self.need("in", "in")
        elif not self.taken("in"):
            sign = self.taken(*SIGNS)
            if sign is None:
                self.expected("one of = != < <= > >=, in, or is missing")
            return Compare(name, cast(Sign, sign), self.word("a value"))
        self.need("(", "a list in parentheses")
        values = [self.word("a value")]
        while self.taken(","):
            values.append(self.word("a value"))
        self.need(")", "a comma or a closing parenthesis")
        among = Among(name, tuple(values))
        return Not(among) if is_denied else among

    def word(self, what: str) -> str:
        if self.now.kind != "word":
            self.expected(what)
        self.at += 1
        return self.tokens[self.at - 1].text


def _tokens(expression: str) -> Iterator[_Token]:
    place, text = 0, expression.translate(TYPOGRAPHIC)
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        found = TOKEN.match(text, place)
        if found is None:
            raise InputError(
                f"The condition can't be read at column {place + 1}: «{expression[place]}»"
                " begins nothing that is known here.",
                "Close every quotation mark, and write != for «not equal».",
            )
        kind, said = found.lastgroup, expression[slice(*found.span(found.lastgroup or 0))]
        if kind == "bare" and said.casefold() in KEYWORDS:
            yield _Token("keyword", said.casefold(), place + 1)
        else:
            yield _Token("sign" if kind == "sign" else "word", said, place + 1)
        place = found.end()
    yield _Token("end", "", len(text) + 1)
