"""What a change of the codebook did, or would do, in sentences. Pure."""

from collections.abc import Iterable, Iterator, Sequence

from qualcode.codebook.differing import CodeChange
from qualcode.codebook.foreseeing import Foreseen, Outcome, Work
from qualcode.codebook.telling import change_lines
from qualcode.written import counted

MOST = 3  # codes that a notice names
FIELDS = {
    "use_when": "when to use it",
    "not_when": "when not to",
    "split_into": "what it is split into",
    "name": "its names",
    "place": "its place",
}


def shares(coders: Iterable[tuple[str, int]]) -> str:
    """Whose they are: "Anna 5, Bram 2"."""
    return ", ".join(f"{coder} {number}" for coder, number in coders)


def done(outcome: Outcome) -> str:
    """What a change did, in a notice."""
    if not outcome.changes:
        return "Nothing changed: the codebook says that already."
    told = [_did(change) for change in outcome.changes[:MOST]]
    if more := len(outcome.changes) - MOST:
        told += [f"{more} more"] if more > 0 else []
    return "; ".join([*told, *_stale(outcome.stale)]) + "."


def _did(change: CodeChange) -> str:
    fields = {field.field: field for field in change.fields}
    if change.what == "merged":
        return f"{change.code} counts for {fields['merged_into'].new}"
    if change.what != "changed":
        return f"{change.what} {change.code}"
    if "code" in fields:
        return f"{fields['code'].old} is {change.code} now"
    return f"{change.code}: {', '.join(FIELDS.get(field, field) for field in fields)}"


def foreseen_lines(foreseen: Foreseen) -> Iterator[str]:
    """What a change would do, and whose work it touches, before it is made."""
    yield from change_lines(foreseen.changes)
    yield ""
    yield work_told(foreseen.work)
    yield from (f"{each[0].upper()}{each[1:]}." for each in _stale(foreseen.stale))


def work_told(work: Work) -> str:
    """What lies on codes, in a sentence."""
    parts = []
    if work.codings:
        where = f" in {counted(work.documents, 'document')}"
        parts.append(f"{counted(work.codings, 'coding')}{where} ({shares(work.coders)})")
    if work.summaries:
        parts.append(counted(work.summaries, "summary", "summaries"))
    if work.is_hidden:
        parts.append("work that a blind round hides")
    return f"It touches {_listed(parts)}." if parts else "It touches nobody's codings."


def _listed(parts: Sequence[str]) -> str:
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def _stale(number: int) -> Iterator[str]:
    if number == 1:
        yield "1 document that was done needs another look"
    elif number:
        yield f"{number} documents that were done need another look"
