"""Commands on codings."""

import re

import typer

from qualcode.cli.retrieval import passage_lines
from qualcode.cli.session import session
from qualcode.coding.marking import Passage, code, uncode
from qualcode.coding.retrieval import Where, codings
from qualcode.coding.revising import revise
from qualcode.errors import InputError
from qualcode.spans import Span


def code_command(
    context: typer.Context,
    document: str = typer.Argument(..., help="The document's name."),
    codes: list[str] = typer.Argument(..., help="One code or more: path, or last part."),
    span: str | None = typer.Option(None, metavar="A:B", help="Code points, end not included."),
    turn: int | None = typer.Option(None, help="A whole turn, by its number."),
    quote: str | None = typer.Option(None, help="The words; they must stand there once."),
    memo: str = typer.Option("", help="A note on the coding."),
    about: str | None = typer.Option(None, metavar="WHEN", help="The time the passage is about."),
) -> None:
    """Puts codes on a passage."""
    here = session(context)
    passage = Passage(span_of(span), turn, quote)
    with here.open() as study:
        here.note_new_coder(study)
        marked = code(study, document, codes, passage, memo=memo, about=about)
        found = codings(study, Where(ids=marked.ids + marked.already))
    if marked.likeness < 100:
        here.note(f"note: matched by likeness ({marked.likeness:.0f} %): «{found[0].quote}»")
    for coding in found:
        if coding.id in marked.already:
            here.note(f"note: {coding.code} stood there already")
    here.tell({"codings": found}, passage_lines(found))


def revise_command(
    context: typer.Context,
    coding: str = typer.Argument(..., help="Its id, or the beginning of it."),
    span: str | None = typer.Option(None, metavar="A:B", help="Code points, end not included."),
    turn: int | None = typer.Option(None, help="A whole turn, by its number."),
    quote: str | None = typer.Option(None, help="The words; they must stand there once."),
    memo: str | None = typer.Option(None, help="Its note; empty for none."),
    about: str | None = typer.Option(None, metavar="WHEN", help="The time it is about."),
) -> None:
    """Changes the boundaries, the note or the time of a coding."""
    here = session(context)
    passage = Passage(span_of(span), turn, quote)
    with here.open() as study:
        chosen = None if passage == Passage() else passage
        found = [revise(study, coding, passage=chosen, memo=memo, about=about)]
    if not found[0].id.startswith(coding.lower()):
        here.note(f"note: it is a new coding, {found[0].id[:8]}; what you were done with stays")
    here.tell({"codings": found}, passage_lines(found))


def uncode_command(
    context: typer.Context,
    ids: list[str] = typer.Argument(..., help="Ids of codings, or their beginnings."),
) -> None:
    """Takes codings off again."""
    here = session(context)
    with here.open() as study:
        found = uncode(study, ids)
    here.tell({"codings": found}, [f"took {c.code} off {c.document}" for c in found])


def span_of(text: str | None) -> Span | None:
    """The span that a person writes as A:B; raises InputError where it is none."""
    if text is None:
        return None
    numbers = re.fullmatch(r"([0-9]+):([0-9]+)", text)
    try:
        return Span(*map(int, numbers.groups())) if numbers else Span(0, 0)
    except ValueError:
        raise InputError(
            f"«{text}» is not a span.", "Write --span 120:184, the start before the end."
        ) from None
