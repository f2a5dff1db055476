"""The tree of codes as rows: which are seen, and how each is drawn. Pure."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rich.style import Style

from qualcode.codebook.tree import Code, Codebook
from qualcode.names import fold_name
from qualcode.tui.codebook.shown import Shown
from qualcode.tui.page.drawing import fitted
from qualcode.tui.page.wrapping import cells
from qualcode.tui.widgets.listing import BOLD, DIM, Line

WORD = re.compile(r"\w+")
NEAR = 84  # how alike two words are, per cent, before one may be the other misspelt
SHORTEST = 4  # letters; a shorter word is near to too many
WIDE = 46  # cells from which there is room for the documents, too
NUMBER = 6
LEFT = 9  # mark, key, fold and colour


@dataclass(frozen=True, slots=True)
class Row:
    """A code in the tree. `below` codes lie under it; `is_hit` is false on the way to one."""

    code: Code
    below: int
    is_open: bool
    is_hit: bool


def rows(book: Codebook, folded: Collection[str], asked: str, *, gone: bool) -> tuple[Row, ...]:
    """The rows that are seen: of a filter what it finds, with the codes above that, unfolded.

    `folded` are the ids of codes whose branches are shut. With `gone` removed and merged codes
    are among them.
    """
    codes = book.all_codes if gone else book.codes
    hits = {code.id for code in codes if not asked or matches(code, asked)}
    found: list[Row] = []
    shut: str | None = None  # the branch that is passed over
    for n, code in enumerate(codes):
        if shut is not None and code.code.startswith(shut):
            continue
        shut = None
        branch = [each for each in _following(codes, n) if not asked or each.id in hits]
        if code.id not in hits and not branch:
            continue
        is_open = bool(asked) or code.id not in folded
        if branch and not is_open:
            shut = f"{code.code}/"
        found.append(Row(code, len(branch), is_open, code.id in hits))
    return tuple(found)


def _following(codes: tuple[Code, ...], n: int) -> Iterator[Code]:
    """The codes under the n-th, which stand right behind it."""
    prefix = f"{codes[n].code}/"
    for code in codes[n + 1 :]:
        if not code.code.startswith(prefix):
            return
        yield code


def matches(code: Code, asked: str) -> bool:
    """Whether each word asked for is part of a code's names, nearly so, or begins a word of it."""
    named = fold_name(" ".join([code.code, *code.names.values(), *code.keywords]))
    told = fold_name(" ".join([code.definition, code.use_when, code.not_when, *code.examples]))
    parts, said = WORD.findall(named), WORD.findall(told)
    return all(
        word in named
        or any(each.startswith(word) for each in said)
        or (len(word) >= SHORTEST and any(_is_near(word, part) for part in parts))
        for word in fold_name(asked).split()
    )


def _is_near(word: str, part: str) -> bool:
    return fuzz.ratio(word, part[: len(word) + 1]) >= NEAR


def likeliest(found: Sequence[Row], asked: str, at: int) -> int:
    """The row that a filter most likely means: one that is called so, else the first it finds.

    Where nothing is asked it is the row where the cursor is.
    """
    hits = [n for n, row in enumerate(found) if asked and row.is_hit]
    wanted = fold_name(asked)
    named = (n for n in hits if wanted in fold_name(found[n].code.last_part))
    return next(named, hits[0] if hits else at)


def draw(row: Row, shown: Shown, colour: str, width: int, *, is_marked: bool) -> Line:
    """A row: mark, hotkey, place in the tree, name, what there is to know, how much it is used."""
    code, use = row.code, shown.use(row.code.id)
    fold = (" ▾" if row.is_open else " ▸") if row.below else "  "
    left = "✓" if is_marked else " "
    indent = "  " * min(code.depth, max(0, (width - 30) // 2))
    numbers = [use.codings, use.documents][: 2 if width >= WIDE else 1]
    right = "".join(f"{number or '':>{NUMBER}}" for number in numbers)
    room = max(4, width - LEFT - len(indent) - len(right))
    name = code.last_part
    told = " ".join(signs(code, shown))
    named = fitted(name, min(cells(name), room))
    rest = room - cells(named)
    is_gone = code.removed or code.merged_into is not None
    return (
        (f"{left}{code.hotkey or ' ':^3}", BOLD),
        (f"{indent}{fold} ", DIM),
        ("■ " if colour else "□ ", Style(color=colour) if colour else DIM),
        (named, DIM if is_gone or not row.is_hit else None),
        (fitted(f"  {told}", rest) if rest > 3 else " " * rest, DIM),
        (right, None),
    )


def signs(code: Code, shown: Shown) -> Iterator[str]:
    """What a coder has to know of a code at a glance, in words."""
    if code.removed:
        yield "removed"
    elif code.merged_into is not None:
        yield f"→ {shown.book.resolve(code.id).code}"
    if waiting := shown.known.waiting.get(code.code):
        yield f"{waiting} wait"
    elif code.split_into:
        yield "split"
    if stale := shown.known.stale.get(code.code):
        yield f"{stale} stale"
    if code.domain:
        yield "domain"


def heads(width: int) -> str:
    """What stands over the columns."""
    right = "codings" + (f"{'docs':>{NUMBER}}" if width >= WIDE else "")
    return f"{' key':<{LEFT}}code{right:>{width - LEFT - 4}}"
