"""Commands that show transcripts: what there is, and what one says."""

from itertools import chain

import typer

from qualcode.cli.session import session
from qualcode.coding.documents import Turn, documents, find_document, turns
from qualcode.coding.retrieval import Coding, Where, codings
from qualcode.export.table import listing
from qualcode.export.writing import on_terminal


def documents_command(context: typer.Context) -> None:
    """Lists the documents."""
    here = session(context)
    with here.open() as study:
        found = documents(study)
    heads = ("document", "kind", "case", "wave", "date", "turns", "words", "state")
    rows = [(d.name, d.kind, d.case, d.wave, d.date, d.turns, d.words, d.state) for d in found]
    waiting = [d.name for d in found if d.kind == "interview" and d.date and not d.wave]
    hint = f"A date and no wave: {', '.join(waiting)} (see `qualcode describe`)."
    lines = chain(on_terminal(listing(heads, rows)), [hint] if waiting else [])
    here.tell({"documents": found}, lines)


def show_command(
    context: typer.Context,
    document: str = typer.Argument(..., help="The document's name."),
    with_codings: bool = typer.Option(False, "--codings", help="With the codings on each turn."),
    part: str | None = typer.Option(None, "--turns", metavar="A:B", help="Only these turns."),
) -> None:
    """Shows a text with its turns and codings."""
    here = session(context)
    with here.open() as study:
        name = find_document(study, document).name
        spoken = turns(study, name, part)
        found = codings(study, Where(doc=name)) if with_codings else []
        first, last = spoken[0].start, spoken[-1].end
        found = [c for c in found if part is None or (_lies_between(c, first, last))]
        if with_codings:
            here.note_blindness(study)
    lines = []
    for turn in spoken:
        when = f" [{_clock(turn.starts_at)}]" if turn.starts_at is not None else ""
        who = f" {turn.speaker}:" if turn.speaker else ""
        lines.append(f"{turn.n:>4}{when}{who} {turn.text}")
        lines += [
            f"       {c.code} ({c.coder}, {c.start}:{c.end}) «{c.quote}»"
            for c in found
            if c.turn == turn.n or (turn is spoken[0] and _before(c, turn))
        ]
    lines += [f"no place: {c.code} ({c.coder}) «{c.quote}» {c.reason}" for c in found if c.reason]
    result: dict[str, object] = {"document": name, "turns": spoken}
    here.tell(result | ({"codings": found} if with_codings else {}), lines)


def _lies_between(coding: Coding, start: int, end: int) -> bool:
    return coding.start is not None and coding.start < end and (coding.end or 0) > start


def _before(coding: Coding, turn: Turn) -> bool:
    """True for a coding that begins in an earlier turn and reaches into this one."""
    return coding.start is not None and coding.start < turn.start


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
