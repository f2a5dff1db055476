"""Reads a codebook as a strict colleague would: what is wrong, and what could be better."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from rapidfuzz import fuzz

from qualcode.codebook import queries
from qualcode.codebook.comparing import as_codebook
from qualcode.codebook.fields import RESERVED_HOTKEYS
from qualcode.codebook.reading import read_codebook
from qualcode.codebook.stored import codebook
from qualcode.codebook.tree import Code, Codebook
from qualcode.names import fold_name
from qualcode.study.file import Study

PROBLEM, ADVICE = "problem", "advice"
LANGUAGES = ("nl", "en")
NEAR = 90  # how alike two texts are, per cent, before a reader takes one for the other
MOST_KEYWORDS = 30
MOST_SIBLINGS = 20


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing about one code. A problem is wrong; an advice is for the team to weigh.

    `line` is where the code stands in the file that was checked, if one was.
    """

    severity: str
    code: str
    text: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """The remarks in the order of the codebook, and how many of them are problems."""

    codes: int
    problems: int
    remarks: tuple[Remark, ...]


def check(study: Study) -> Checked:
    """Looks through the study's codebook, and how much its codes are used."""
    with study.reading():
        book = codebook(study)
        uses: dict[str, int] = defaultdict(int)
        for code_id, number in study.db.execute(queries.CODINGS_PER_CODE):
            uses[book.resolve(code_id).id] += number
    return _checked(book, {}, uses)


def check_file(path: Path) -> Checked:
    """Looks through a codebook file; needs no study. Raises UnreadableFile for a broken one."""
    entries = read_codebook(path)
    lines = {fold_name(entry.path): entry.line for entry in entries}
    return _checked(as_codebook(entries, "nl"), lines, None)


def _checked(book: Codebook, lines: Mapping[str, int], uses: Mapping[str, int] | None) -> Checked:
    order = {code.code: n for n, code in enumerate(book)}
    looks = (_descriptions, _hotkeys, _names, _likeness, _keywords, _domains, _size)
    found = [remark for look in looks for remark in look(book)]
    if uses is not None and any(uses.values()):
        found += _unused(book, uses)
    found = [replace(one, line=lines.get(fold_name(one.code))) for one in found]
    found.sort(key=lambda one: (order[one.code], one.severity != PROBLEM))
    problems = sum(one.severity == PROBLEM for one in found)
    return Checked(len(book), problems, tuple(found))


def _descriptions(book: Codebook) -> Iterator[Remark]:
    for code in book:
        if not code.definition:
            yield Remark(PROBLEM, code.code, "has no definition")
        if not code.examples:
            yield Remark(ADVICE, code.code, "has no example")
        if not code.keywords:
            yield Remark(ADVICE, code.code, "has no keyword")
        for language in LANGUAGES:
            if not code.names.get(language):
                yield Remark(ADVICE, code.code, f"has no name in «{language}»")


def _hotkeys(book: Codebook) -> Iterator[Remark]:
    owners: dict[str, Code] = {}
    for code in book:
        if code.hotkey is None:
            continue
        if code.hotkey in RESERVED_HOTKEYS:
            yield Remark(PROBLEM, code.code, f"has the program's own key «{code.hotkey}»")
        other = owners.setdefault(code.hotkey, code)
        if other is not code:
            text = f"has the hotkey «{code.hotkey}», which is {other.code}'s"
            yield Remark(PROBLEM, code.code, text)


def _names(book: Codebook) -> Iterator[Remark]:
    paths: dict[str, Code] = {}
    last_parts: dict[str, Code] = {}
    for code in book:
        if paths.setdefault(fold_name(code.code), code) is not code:
            yield Remark(PROBLEM, code.code, "is the path of two codes")
            continue
        other = last_parts.setdefault(fold_name(code.last_part), code)
        if other is not code:
            text = f"has the last part of {other.code}: neither goes by it alone"
            yield Remark(ADVICE, code.code, text)


def _likeness(book: Codebook) -> Iterator[Remark]:
    """Codes that a coder would take for each other."""
    for one, other in combinations(book, 2):
        for language in sorted(one.names.keys() & other.names.keys()):
            name = one.names[language]
            if _alike(name, other.names[language]):
                text = f"is named nearly as {other.code} («{name}», {language})"
                yield Remark(ADVICE, one.code, text)
        if one.definition and fold_name(one.definition) == fold_name(other.definition):
            yield Remark(PROBLEM, one.code, f"has the definition of {other.code}")
        elif _alike(one.definition, other.definition):
            yield Remark(ADVICE, one.code, f"is defined nearly as {other.code}")


def _alike(one: str, other: str) -> bool:
    return len(one) > 3 and fuzz.ratio(fold_name(one), fold_name(other), score_cutoff=NEAR) > 0


def _keywords(book: Codebook) -> Iterator[Remark]:
    """Words that point to two codes between which they should help to choose."""
    siblings: dict[str | None, dict[str, Code]] = defaultdict(dict)
    domains = [code for code in book if code.domain]
    for code in book:
        parent = None if code.parent_id is None else book.resolve(code.parent_id).id
        for word in dict.fromkeys(map(fold_name, code.keywords)):
            other = siblings[parent].setdefault(word, code)
            if other is not code and not any(code in book.branch(domain) for domain in domains):
                text = f"shares the keyword «{word}» with {other.code} beside it"
                yield Remark(ADVICE, code.code, text)
    for domain in domains:
        owners: dict[str, Code] = {}
        for code in book.branch(domain):
            for word in dict.fromkeys(map(fold_name, code.keywords)):
                other = owners.setdefault(word, code)
                if other is not code and domain.id not in (code.id, other.id):
                    text = f"shares the keyword «{word}» with {other.code}, which it excludes"
                    yield Remark(PROBLEM, code.code, text)


def _domains(book: Codebook) -> Iterator[Remark]:
    for code in book:
        if not code.domain:
            continue
        above = [each for each in book.lineage(code.id)[1:] if each.domain]
        if above:
            text = f"is a domain within the domain {above[0].code}: its codes would be in both"
            yield Remark(PROBLEM, code.code, text)
        if len(book.branch(code)) < 3:
            yield Remark(ADVICE, code.code, "is a domain with fewer than two codes to exclude")


def _size(book: Codebook) -> Iterator[Remark]:
    below: dict[str, int] = defaultdict(int)
    for code in book:
        if code.parent_id is not None:
            below[book.resolve(code.parent_id).id] += 1
        if len(code.keywords) > MOST_KEYWORDS:
            text = f"has {len(code.keywords)} keywords; more than {MOST_KEYWORDS} point nowhere"
            yield Remark(ADVICE, code.code, text)
    for code in book:
        if below[code.id] > MOST_SIBLINGS:
            text = f"has {below[code.id]} codes right under it; nobody oversees more than "
            yield Remark(ADVICE, code.code, f"{text}{MOST_SIBLINGS}")


def _unused(book: Codebook, uses: Mapping[str, int]) -> Iterator[Remark]:
    for code in book:
        if not any(uses[each.id] for each in book.branch(code)):
            yield Remark(ADVICE, code.code, "was never used")
