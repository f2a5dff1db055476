"""Commands on what needs another look since the codebook changed."""

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby

import typer

from qualcode.cli.retrieval import passage_lines
from qualcode.cli.session import Session, counted, session
from qualcode.coding.carrying import OfOthers
from qualcode.coding.recoding import Answer, Waiting, queue, recode, review
from qualcode.coding.staleness import Stale, stale
from qualcode.errors import InputError

REASONS = {"new": "new", "definition": "means something else", "split": "was split"}
KEYS = "Numbers (1, or 1,2), k keep, enter skip, q stop: "


def stale_command(
    context: typer.Context,
    layer: str = typer.Option("final", help="Whose work: a coder's, or final."),
) -> None:
    """Lists the documents that need another look since a code changed."""
    here = session(context)
    with here.open() as study:
        found = stale(study, layer)
        here.note_blindness(study)
    here.tell({"stale": found}, _stale_lines(found))


def queue_command(
    context: typer.Context,
    code: str | None = typer.Argument(None, help="A split code; else all of them."),
    review_: bool = typer.Option(False, "--review", help="Go through your own, one by one."),
) -> None:
    """Lists the codings that wait since their code was split."""
    here = session(context)
    if review_:
        _review(here, code)
        return
    with here.open() as study:
        found = queue(study, code)
        here.note_blindness(study)
    here.tell({"queue": found}, waiting_lines(found))


def recode_command(
    context: typer.Context,
    ids: list[str] = typer.Argument(..., help="Ids of your codings, or their beginnings."),
    to: str | None = typer.Option(None, metavar="CODE,CODE", help="The code or codes they get."),
    keep: bool = typer.Option(False, "--keep", help="They belong where they lie."),
) -> None:
    """Gives codings other codes, or says that theirs still fits."""
    here = session(context)
    codes = [] if to is None else [part.strip() for part in to.split(",")]
    with here.open() as study:
        found = recode(study, ids, codes, keep=keep)
    lines = [f"kept {coding.code} on {coding.document}" for coding in found.kept]
    for other in found.others:
        here.note(f"note: {_hung(other)} by {other.coder} on it: shown on the new coding")
    here.tell(found, [*passage_lines(list(found.codings)), *lines])


def _hung(other: OfOthers) -> str:
    counts = ((other.memos, "memo"), (other.quotes, "quote"))
    return " and ".join(counted(number, what) for number, what in counts if number)


def _stale_lines(found: Iterable[Stale]) -> Iterator[str]:
    found = list(found)
    for (code, why, since), group in groupby(found, key=lambda s: (s.code, s.why, s.since)):
        yield f"{code}: {REASONS[why]} since {since[:10]}"
        for one in group:
            older = f", {counted(one.codings, 'coding')} from before" if one.codings else ""
            yield f"    {one.document} (done by {one.coder}{older})"
    if not found:
        yield "Nothing is stale."


def waiting_lines(found: Iterable[Waiting]) -> Iterator[str]:
    """The queue as people read it, a split code with its choices above its codings."""
    found = list(found)
    for (code, choices), group in groupby(found, key=lambda w: (w.code, w.choices)):
        yield f"{code}, split into {', '.join(choices) or 'codes that are gone'}:"
        for one in group:
            yield f"    {one.id[:8]}  {one.document}  {one.coder}: {one.quote}"
    yield f"{counted(len(found), 'coding')} in the queue"


def _review(here: Session, code: str | None) -> None:
    if here.settings.json or here.settings.quiet or not sys.stdin.isatty():
        raise InputError(
            "--review asks, and needs a terminal.", "Use `qualcode recode ID --to CODE` or --keep."
        )
    with here.open() as study:
        done = review(study, code, lambda waiting: _ask(here, waiting))
    lines = [f"{done.recoded} recoded, {done.kept} kept, {done.left} of yours in the queue"]
    here.tell(done, lines)


def _ask(here: Session, waiting: Waiting) -> Answer:
    here.say(["", f"{waiting.document}  {waiting.code}", f"    «{waiting.quote}»"])
    here.say(f"  {n} {choice}" for n, choice in enumerate(waiting.choices, 1))
    while True:
        try:
            said = input(KEYS).strip().casefold()
        except EOFError:
            return Answer(stop=True)
        if said in ("", "k", "q"):
            return Answer(keep=said == "k", stop=said == "q")
        known = {str(n): choice for n, choice in enumerate(waiting.choices, 1)}
        parts = [part.strip() for part in said.split(",")]
        if all(part in known for part in parts):
            return Answer(to=tuple(known[part] for part in parts))
        here.say([f"«{said}» is none of these."])
