"""Commands with which coders write: memos, summaries, quotes."""

import sys
from textwrap import shorten

import typer

from qualcode.cli.coding import span_of
from qualcode.cli.retrieval import passage_lines
from qualcode.cli.session import counted, session
from qualcode.coding.marking import Passage
from qualcode.coding.retrieval import Where
from qualcode.coding.writing.memos import (
    Memo,
    memos,
    remove_memo,
    rewrite_memo,
    settle,
    write_memo,
)
from qualcode.coding.writing.quoting import Quote, quote, quotes
from qualcode.coding.writing.summaries import (
    Summary,
    cell,
    is_held,
    summaries,
    summarise,
)
from qualcode.errors import InputError

memo_command = typer.Typer(rich_markup_mode=None, add_completion=False)
KIND = "analytic, method, reflexive, decision or todo."
SHOWN = 160  # characters of the words that a memo is on
ID = "The memo's id, or its beginning."


@memo_command.command("add")
def memo_add(
    context: typer.Context,
    on: str | None = typer.Option(
        None, metavar="THING", help="A document, case, wave, code, coder, coding or memo."
    ),
    span: str | None = typer.Option(None, metavar="A:B", help="These code points of the document."),
    turn: int | None = typer.Option(None, help="This turn of the document."),
    words: str | None = typer.Option(None, "--quote", help="These words of the document."),
    kind: str = typer.Option("analytic", help=KIND),
    text: str = typer.Option("", help="What you think; - reads it from standard input."),
) -> None:
    """Writes a memo."""
    here = session(context)
    passage = Passage(span_of(span), turn, words)
    with here.open() as study:
        here.note_new_coder(study)
        made = write_memo(
            study,
            _read(text) or "",
            kind=kind,
            on=on,
            passage=None if passage == Passage() else passage,
        )
    here.tell({"memos": [made]}, memo_lines([made]))


@memo_command.command("list")
def memo_list(
    context: typer.Context,
    on: str | None = typer.Option(None, metavar="THING", help="On this, and on what lies in it."),
    kind: str | None = typer.Option(None, help=KIND),
    coder: str | None = typer.Option(None, help="By this coder."),
    todo: bool = typer.Option(False, "--todo", help="Only todos that are open."),
) -> None:
    """Lists memos."""
    here = session(context)
    with here.open() as study:
        found = memos(study, on=on, kind=kind, coder=coder, todo=todo)
        here.note_blindness(study)
    here.tell({"memos": found}, [*memo_lines(found), counted(len(found), "memo")])


@memo_command.command("edit")
def memo_edit(
    context: typer.Context,
    memo: str = typer.Argument(..., metavar="ID", help=ID),
    text: str | None = typer.Option(None, help="Another text; - reads it from standard input."),
    kind: str | None = typer.Option(None, help=KIND),
) -> None:
    """Changes a memo of your own."""
    here = session(context)
    with here.open() as study:
        found = rewrite_memo(study, memo, text=_read(text), kind=kind)
    here.tell({"memos": [found]}, memo_lines([found]))


@memo_command.command("done")
def memo_done(
    context: typer.Context, memo: str = typer.Argument(..., metavar="ID", help=ID)
) -> None:
    """Says that a todo is done."""
    here = session(context)
    with here.open() as study:
        found = settle(study, memo)
    here.tell({"memos": [found]}, memo_lines([found]))


@memo_command.command("remove")
def memo_remove(
    context: typer.Context, memo: str = typer.Argument(..., metavar="ID", help=ID)
) -> None:
    """Takes away a memo of your own."""
    here = session(context)
    with here.open() as study:
        found = remove_memo(study, memo)
    here.tell({"memos": [found]}, [f"removed {line}" for line in memo_lines([found])[:1]])


def summary_command(
    context: typer.Context,
    case: str = typer.Argument(..., help="The case."),
    code: str | None = typer.Argument(None, help="A code; without one it is the portrait."),
    wave: str | None = typer.Option(None, help="In this wave; else over all of them."),
    text: str | None = typer.Option(
        None, help="What you say there; - reads it from standard input, nothing takes it away."
    ),
) -> None:
    """Sets or shows what is said of a case, on a code, in a wave."""
    here = session(context)
    with here.open() as study:
        if text is None:
            found = cell(study, case, code=code, wave=wave)
            here.note_blindness(study)
        else:
            here.note_new_coder(study)
            made = summarise(study, case, _read(text) or "", code=code, wave=wave)
            found = [made] if made else []
            if made and made.wave and not is_held(study, made.case, made.wave):
                here.note(f"note: there is no interview of {made.case} in {made.wave}")
    here.tell({"summaries": found}, summary_lines(found) or ["There is no summary."])


def summaries_command(
    context: typer.Context,
    case: str | None = typer.Option(None, help="Of this case."),
    code: str | None = typer.Option(None, help="On this code, or one under it."),
    wave: str | None = typer.Option(None, help="In this wave."),
) -> None:
    """Lists summaries."""
    here = session(context)
    with here.open() as study:
        found = summaries(study, case=case, code=code, wave=wave)
        here.note_blindness(study)
    count = "1 summary" if len(found) == 1 else f"{len(found)} summaries"
    here.tell({"summaries": found}, [*summary_lines(found), count])


def quote_command(
    context: typer.Context,
    coding: str = typer.Argument(..., metavar="ID", help="The coding's id, or its beginning."),
    star: bool = typer.Option(False, "--star", help="Choose it; so does naming no option."),
    unstar: bool = typer.Option(False, "--unstar", help="Choose it no longer."),
    edited: str | None = typer.Option(None, help="The words as they may be printed."),
    translation: list[str] | None = typer.Option(
        None, metavar="LANG=T", help="The words in another language; once for each."
    ),
) -> None:
    """Chooses a coding as a quote, with an edited form beside its words."""
    here = session(context)
    if star and unstar:
        raise InputError("A quote is starred or it isn't.", "Give --star or --unstar.")
    said = dict(_translation(told) for told in translation or ())
    with here.open() as study:
        here.note_new_coder(study)
        starred = True if star else False if unstar else None
        made = quote(study, coding, starred=starred, edited=edited, translations=said)
    here.tell({"quotes": [made]}, quote_lines([made]))


def quotes_command(
    context: typer.Context,
    doc: str | None = typer.Option(None, help="In this document."),
    case: str | None = typer.Option(None, help="Of this case."),
    wave: str | None = typer.Option(None, help="In this wave."),
    code: str | None = typer.Option(None, help="With this code, or one under it."),
    coder: str | None = typer.Option(None, help="On codings by this coder."),
) -> None:
    """Lists the quotes that are starred."""
    here = session(context)
    where = Where(doc=doc, case=case, wave=wave, code=code, coder=coder)
    with here.open() as study:
        found = quotes(study, where)
        here.note_blindness(study)
    here.tell({"quotes": found}, [*quote_lines(found), counted(len(found), "quote")])


def memo_lines(found: list[Memo]) -> list[str]:
    """Memos as people read them: which and on what, the words it is on, the text."""
    lines = []
    for memo in found:
        kind = f"{memo.kind}{', done' if memo.settled else ''}"
        target = memo.target[:8] if memo.on in ("coding", "memo") and memo.target else memo.target
        on = f"  on {memo.on} {target or ''}".rstrip() if memo.on else ""
        where = f" in {memo.document}" if memo.document and memo.document != memo.target else ""
        turn = f" turn {memo.turn}" if memo.turn else ""
        lines.append(f"{memo.id[:8]}  {kind}{on}{where}{turn}  ({memo.coder})")
        if memo.quote is not None:
            lines.append(f"    «{shorten(memo.quote, SHOWN, placeholder=' …')}»")
        lines += [f"    {line}" for line in memo.text.splitlines()]
        lines += [f"    ({memo.reason})"] * (memo.reason is not None)
    return lines


def summary_lines(found: list[Summary] | tuple[Summary, ...]) -> list[str]:
    """Summaries as people read them: of what and by whom, then the words."""
    lines = []
    for summary in found:
        on = summary.code or "portrait"
        wave = f" {summary.wave}" if summary.wave else ""
        lines.append(f"{summary.case}{wave}  {on}  ({summary.coder})")
        lines += [f"    {line}" for line in summary.text.splitlines()]
    return lines


def quote_lines(found: list[Quote]) -> list[str]:
    """Quotes as people read them: the coding, then what may be printed."""
    lines = []
    for chosen in found:
        lines += passage_lines([chosen])
        if not chosen.starred:
            lines.append(f"    not starred by {chosen.quoted_by}")
        lines += [f"    edited: «{chosen.edited}»"] * (chosen.edited is not None)
        lines += [f"    {name}: «{text}»" for name, text in chosen.translations.items()]
    return lines


def _read(text: str | None) -> str | None:
    """What was given; a lone "-" stands for what comes in on standard input."""
    if text != "-":
        return text
    try:
        return sys.stdin.read()
    except UnicodeDecodeError:
        raise InputError("Standard input is no text in UTF-8.", "Save it as UTF-8.") from None


def _translation(told: str) -> tuple[str, str]:
    language, equals, text = told.partition("=")
    if not equals:
        raise InputError(f"«{told}» names no language.", "Write --translation en=The words.")
    return language, text
