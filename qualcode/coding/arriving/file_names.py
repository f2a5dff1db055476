"""File names that tell of what is in the file, by a pattern like {case}_{wave}_{date}."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from qualcode.cases.attributes import check_attribute
from qualcode.coding.arriving.about import TOLD
from qualcode.errors import InputError

PLACE = re.compile(r"\{([^{}]*)\}")
VALUES = {"date": r"\d{4}-\d{2}-\d{2}|\d{8}|\d{1,2}-\d{1,2}-\d{4}|\d{1,2}\.\d{1,2}\.\d{4}"}
WORD = re.compile(r"\w+(?:-\w+)*")
ANYTHING = "[^/]+?"
EXAMPLE = "Write it like '{case}_{wave}_{date}'."


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern as checked: its words in order, and what finds them in a name.

    `loose` takes anything for a date, to tell what is the matter with one.
    """

    text: str
    words: tuple[str, ...]
    expression: re.Pattern[str]
    loose: re.Pattern[str]

    def read(self, file: Path) -> dict[str, str]:
        """What the name of `file` tells, by word; raises InputError where it doesn't fit.

        The name is read without its suffix, unless the pattern has one; a pattern with `/` in
        it reads the folders above as well.
        """
        deep = self.text.count("/") + 1
        whole = unicodedata.normalize("NFC", "/".join(file.absolute().parts[-deep:]))
        without = whole.removesuffix(unicodedata.normalize("NFC", file.suffix))
        found = self.expression.fullmatch(without) or self.expression.fullmatch(whole)
        if found is None:
            raise self._refusal(file.name, without)
        told = dict(zip(self.words, found.groups(), strict=True))
        if re.fullmatch(r"\d{8}", told.get("date", "")):
            date = told["date"]
            told["date"] = f"{date[:4]}-{date[4:6]}-{date[6:]}"
        return {word: value.strip() for word, value in told.items()}

    def _refusal(self, name: str, without: str) -> InputError:
        found = self.loose.fullmatch(without)
        if found and "date" in self.words:
            date = found[self.words.index("date") + 1]
            return InputError(
                f"{name} doesn't fit {self.text}: «{date}» is not a date.",
                "Write dates in names like 2020-05-04, 20200504 or 4-5-2020.",
            )
        return InputError(f"{name} doesn't fit {self.text}.", "Rename it, or import it alone.")


def parse_pattern(text: str) -> Pattern:
    """A pattern as a person writes it; raises InputError for one that can't serve."""
    pieces = PLACE.split(unicodedata.normalize("NFC", text))
    literals, words = pieces[::2], pieces[1::2]
    if any("{" in literal or "}" in literal for literal in literals):
        raise InputError(f"The braces of «{text}» don't pair.", EXAMPLE)
    if not words:
        raise InputError(f"«{text}» asks nothing of a file's name.", EXAMPLE)
    if not all(literals[1:-1]):
        raise InputError(
            f"In «{text}» nothing stands between two words.",
            "Put the sign between them that the names have.",
        )
    for word in words:
        if not word.strip():
            raise InputError(f"«{text}» has braces with nothing in them.", EXAMPLE)
        if not WORD.fullmatch(word):
            raise InputError(f"«{{{word}}}» is no word to read out of a name.", EXAMPLE)
        if word not in TOLD:
            check_attribute(word)
        if words.count(word) > 1:
            raise InputError(f"«{text}» asks for {{{word}}} twice.", EXAMPLE)
    expressions = []
    for values in (VALUES, {}):
        expression = re.escape(literals[0])
        for word, literal in zip(words, literals[1:], strict=True):
            expression += f"({values.get(word, ANYTHING)}){re.escape(literal)}"
        expressions.append(re.compile(expression, re.IGNORECASE))
    return Pattern(text, tuple(words), *expressions)
