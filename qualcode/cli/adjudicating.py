"""The command on disagreements between coders."""

from collections.abc import Iterator
from typing import Any

import typer
from typer.core import TyperCommand

from qualcode.agreement.adjudicating import adjudicate, letters
from qualcode.agreement.disagreements import (
    Adjudications,
    Disagreement,
    DocumentCompared,
    Said,
    Settled,
)
from qualcode.cli.coding import span_of
from qualcode.cli.session import counted, session

KINDS = {"codes": "other codes", "missed": "not by all", "boundaries": "other boundaries"}


class TakesPairs(TyperCommand):
    """A command whose --accept takes two values, which Typer can't say of a list."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for param in self.params:
            if param.name == "accept":
                param.nargs = 2


adjudicate_command = typer.Typer(rich_markup_mode=None, add_completion=False)


@adjudicate_command.command("adjudicate", cls=TakesPairs)
def adjudicating(
    context: typer.Context,
    documents: list[str] | None = typer.Argument(None, help="Their names; else all, counted."),
    accept: list[str] | None = typer.Option(
        None,
        "--accept",
        metavar="A|B|both|none ID",
        help="Whose side is right (a coder, A for the first …), and the id; more than once.",
    ),
    span: str | None = typer.Option(
        None, metavar="A:B", help="New boundaries for the side that is right."
    ),
    because: str = typer.Option("", metavar="T", help="Why."),
) -> None:
    """Lists where coders disagree, and settles it."""
    here = session(context)
    pairs = [(pair[0], pair[1]) for pair in accept or ()]
    with here.open() as study:
        if pairs:
            here.note_new_coder(study)
        found = adjudicate(
            study, documents or (), accept=pairs, span=span_of(span), because=because
        )
    for one in found.documents:
        if one.left_out:
            made = counted(one.left_out, "coding")
            here.note(f"note: {made} of {one.document} left out, made on another text")
    if found.not_ready:
        here.note(f"note: not ready to be compared: {', '.join(found.not_ready)}")
    here.tell(found, _lines(found) if documents or found.accepted else _in_all(found))


def _in_all(found: Adjudications) -> Iterator[str]:
    """A line a document, and what that makes together."""
    if not found.documents:
        yield "No document was coded by several people."
        return
    yield from (_counts(document) for document in found.documents)
    open_, settled = len(found.disagreements), len(found.settled)
    yield f"{counted(open_, 'disagreement')} open, {settled} settled; name a document to see them"


def _lines(found: Adjudications) -> Iterator[str]:
    """What is open and what is settled; once something was accepted, that and what is left."""
    if found.accepted:
        for one in found.settled:
            if one.id in found.accepted:
                yield from _settled(one)
    else:
        for each in sorted(
            (*found.disagreements, *found.settled),
            key=lambda one: (_order(found, one), one.start or 0, one.end or 0),
        ):
            yield from _settled(each) if isinstance(each, Settled) else _block(each)
    yield from (_counts(document) for document in found.documents)


def _order(found: Adjudications, one: Disagreement) -> int:
    return [document.document for document in found.documents].index(one.document)


def _block(one: Disagreement) -> Iterator[str]:
    where = one.document if one.turn is None else f"{one.document} turn {one.turn}"
    yield f"{one.id[:8]}  {KINDS.get(one.kind, one.kind)}  {where}"
    yield f"    «{one.quote}»"
    called = letters(one.sides)
    for side in one.sides:
        who = ", ".join(filter(None, (called.get(side.coder), side.coder)))
        yield f"    {who}: {_said(side.codings)}"


def _settled(one: Settled) -> Iterator[str]:
    yield from _block(one)
    why = f", because {one.because}" if one.because else ""
    yield f"    settled: {one.decision}, by {one.settled_by} on {one.settled_at[:10]}{why}"
    yield f"    agreed on: {_said(one.outcome)}"
    if one.changed:
        yield "    the coders' codings have changed since"


def _said(codings: tuple[Said, ...]) -> str:
    told = (f"{said.code} {said.start}:{said.end} «{said.quote}»" for said in codings)
    return "; ".join(told) or "–"


def _counts(one: DocumentCompared) -> str:
    if len(one.coders) < 2:
        who = f"only {one.coders[0]} has" if one.coders else "nobody has"
        return f"{one.document}: {who} coded it, so there is nothing to settle"
    coders = ", ".join(one.coders)
    return (
        f"{one.document} ({coders}): {one.agreed} the same, {one.open} open, {one.settled} settled"
    )
