"""Commands on what a team has to talk about: flags, and the agenda of its meeting."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import shorten

import typer

from qualcode.cli.coding import span_of
from qualcode.cli.session import counted, session
from qualcode.cli.writing import SHOWN
from qualcode.coding.marking import Passage
from qualcode.coding.writing.flags import Flag, flag, flags, settle_flag
from qualcode.errors import InputError
from qualcode.export.agenda import agenda
from qualcode.export.agenda_report import agenda_report, write_agenda
from qualcode.export.blocks import Block, Heading, Paragraph, Quotation
from qualcode.export.table import Table
from qualcode.export.writing import on_terminal


def flag_command(
    context: typer.Context,
    thing: str | None = typer.Argument(
        None, help="A document, case, wave, code, coding or memo; without one, lists."
    ),
    text: str | None = typer.Option(None, help="The question; with --settle, the answer."),
    span: str | None = typer.Option(None, metavar="A:B", help="These code points of the document."),
    turn: int | None = typer.Option(None, help="This turn of the document."),
    words: str | None = typer.Option(None, "--quote", help="These words of the document."),
    settle: str | None = typer.Option(
        None, metavar="ID", help="It is answered; the id, or its beginning."
    ),
    everything: bool = typer.Option(False, "--all", help="List those that are settled too."),
) -> None:
    """Asks the team something, settles that, or lists what is open."""
    here = session(context)
    place = Passage(span_of(span), turn, words)
    passage = None if place == Passage() else place
    if thing is not None and settle is not None:
        raise InputError("A flag is set or settled.", "Give a thing, or --settle ID.")
    if thing is None and passage is not None:
        raise InputError("It isn't said in what the passage lies.", "Name the document first.")
    is_list = thing is None and settle is None
    if is_list and text is not None:
        raise InputError("It isn't said what this is about.", "Write `flag THING --text …`.")
    if everything and not is_list:
        raise InputError("--all is for the list.", "Give nothing else with it.")
    with here.open() as study:
        if is_list:
            found = flags(study, settled=everything)
            here.note_blindness(study)
        else:
            here.note_new_coder(study)
            if settle is not None:
                found = [settle_flag(study, settle, text)]
            else:
                found = [flag(study, thing or "", text or "", passage=passage)]
    count = [counted(len(found), "flag" if everything else "open flag")] * is_list
    here.tell({"flags": found}, [*flag_lines(found), *count])


def agenda_command(
    context: typer.Context,
    out: Path | None = typer.Option(
        None, metavar="FILE", help="Write it to this .md, .html or .docx file."
    ),
    language: str | None = typer.Option(None, help="nl or en; else the study's own."),
) -> None:
    """Says what to talk about in the team meeting."""
    here = session(context)
    with here.open() as study:
        found = agenda(study)
        if out is not None:
            write_agenda(study, found, out, language=language)
        blocks = agenda_report(study, found, language=language)
        here.note_blindness(study)
    here.tell(found, _block_lines(blocks) if out is None else [f"Wrote {out}."])


def _block_lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Heading):
            yield from [""] * (block.level > 1)
            yield f"{'  ' * max(block.level - 2, 0)}{' '.join(block.text.split())}"
            yield from ["=" * len(block.text)] * (block.level == 1)
            yield from ["-" * len(block.text)] * (block.level == 2)
        elif isinstance(block, Quotation):
            yield f"    «{shorten(block.text, SHOWN, placeholder=' …')}» — {block.source}"
        elif isinstance(block, Paragraph):
            yield from (f"    {line}" for line in block.text.splitlines())
        elif isinstance(block, Table):
            yield from on_terminal(block)


def flag_lines(found: list[Flag]) -> list[str]:
    """Flags as people read them: which and on what, the words it is on, the question."""
    lines = []
    for one in found:
        name = one.target[:8] if one.on in ("coding", "memo") and one.target else one.target
        where = f" in {one.document}" if one.document and one.document != one.target else ""
        turn = f" turn {one.turn}" if one.turn else ""
        state = "settled  " if one.settled else ""
        on = f"{one.on} {name or ''}".rstrip()
        lines.append(f"{one.id[:8]}  {state}on {on}{where}{turn}  ({one.coder})")
        if one.quote is not None:
            lines.append(f"    «{shorten(one.quote, SHOWN, placeholder=' …')}»")
        lines += [f"    {line}" for line in one.text.splitlines()]
        lines += [f"    ({one.reason})"] * (one.reason is not None)
    return lines
