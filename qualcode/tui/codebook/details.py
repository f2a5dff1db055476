"""All that is known of a code, as lines: what it means, how it is used, what became of it. Pure."""

from collections.abc import Iterable, Iterator
from functools import partial

from rich.style import Style

from qualcode.codebook.history import Step
from qualcode.codebook.telling import change_lines
from qualcode.codebook.tree import Code
from qualcode.tui.codebook.shown import Shown
from qualcode.tui.codebook.words import shares
from qualcode.tui.page.wrapping import shown as drawn
from qualcode.tui.page.wrapping import wrap
from qualcode.tui.widgets.listing import BOLD, DIM, Line
from qualcode.written import counted

NONE = "–"


def details(code: Code, shown: Shown, colour: str, width: int) -> list[Line]:
    """Everything about a code, in lines of so many cells."""
    return list(_details(code, shown, colour, max(12, width)))


def _details(code: Code, shown: Shown, colour: str, width: int) -> Iterator[Line]:
    wrapped = partial(_wrapped, width=width)
    for n, line in enumerate(_broken(code.code, width - 2)):
        yield ("■ " if n == 0 else "  ", Style(color=colour) if colour else DIM), (line, BOLD)
    yield from wrapped(" · ".join(_at_a_glance(code, shown)), DIM)
    for tag, name in sorted(code.names.items(), key=lambda one: one[0] != shown.language):
        yield from wrapped(f"{tag}: {name}", None)
    for title, text in (
        ("Definition", code.definition),
        ("When to use it", code.use_when),
        ("When not to", code.not_when),
        ("Keywords", ", ".join(code.keywords)),
    ):
        yield ()
        yield ((title, BOLD),)
        yield from wrapped(text or NONE, None if text else DIM, indent=2)
    yield ()
    yield (("Examples", BOLD),)
    for example in code.examples:
        yield from wrapped(f"«{example}»", None, indent=2)
    if not code.examples:
        yield ((f"  {NONE}", DIM),)
    yield ()
    yield (("Use", BOLD),)
    for sentence in _use(code, shown):
        yield from wrapped(sentence, None, indent=2)
    yield ()
    yield (("History, the latest first", BOLD),)
    yield from _history(shown.known.history.get(code.id, ()), width)


def _at_a_glance(code: Code, shown: Shown) -> Iterator[str]:
    if code.removed:
        yield "removed"
    if code.merged_into is not None:
        yield f"merged into {shown.book.resolve(code.id).code}"
    yield f"key {code.hotkey}" if code.hotkey else "no key"
    yield code.colour or "the colour of its branch"
    if code.domain:
        yield "a domain: the codes under it exclude each other"


def _use(code: Code, shown: Shown) -> Iterator[str]:
    book, use = shown.book, shown.use(code.id)
    if use.codings:
        yield (
            f"{counted(use.codings, 'coding')} in {counted(use.documents, 'document')}:"
            f" {shares(use.coders)}."
        )
        if use.own < use.codings:
            yield f"{use.own} on the code itself, {use.codings - use.own} under it."
    else:
        yield "No codings yet."
    merged = [each for each in book.all_codes if each.merged_into and each.id != code.id]
    counting = [each.code for each in merged if book.resolve(each.id).id == code.id]
    if counting:
        yield f"Counts for it, too: {', '.join(counting)}."
    if code.split_into:
        parts = [book.resolve(each).code for each in code.split_into if book.knows(each)]
        yield f"Split into {', '.join(parts)}."
    if waiting := shown.known.waiting.get(code.code):
        waits = "waits" if waiting == 1 else "wait"
        yield f"{counted(waiting, 'coding')} of before the split {waits} in the queue (q)."
    if stale := shown.known.stale.get(code.code):
        yield f"{counted(stale, 'done document')} to look at again: it is new, or changed."


def _history(steps: Iterable[Step], width: int) -> Iterator[Line]:
    for step in steps:
        what = "" if step.kind == "codebook" else f"{step.kind}: "
        when = f"{step.at[:10]} {step.at[11:16]}"
        yield from _wrapped(f"{when}  {what}{step.label}", None, width, indent=2)
        for line in change_lines(step.changes):
            bare = line.lstrip()
            yield from _wrapped(bare, DIM, width, indent=4 + len(line) - len(bare))


def _wrapped(words: str, style: Style | None, width: int, indent: int = 0) -> Iterator[Line]:
    for line in _broken(words, width - indent):
        yield ((" " * indent + line, style),)


def _broken(words: str, width: int) -> Iterator[str]:
    """Lines of at most `width` cells, at its blanks where they can be."""
    if words:
        rows = wrap(words, (), max(8, width))
        for row in range(len(rows)):
            yield drawn(rows.words(row)).rstrip()
