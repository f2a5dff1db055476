"""Commands on single codes. Each prints what it changed, and is one action that undo takes back."""

from collections.abc import Iterator
from typing import Any

import typer

from qualcode.cli.codebook_words import change_lines
from qualcode.cli.session import session
from qualcode.cli.staleness import queue_command
from qualcode.codebook import editing, reshaping
from qualcode.codebook.changing import Changed
from qualcode.codebook.editing import Description
from qualcode.errors import InputError

NAME = typer.Option(None, "--name", metavar="LANG=NAME", help="Its name in a language; once each.")
DEFINITION = typer.Option(None, help="What it means.")
USE_WHEN = typer.Option(None, help="When to use it.")
NOT_WHEN = typer.Option(None, help="When not to, and what to use then.")
KEYWORD = typer.Option(None, metavar="WORD", help="A word that points to it; once for each.")
EXAMPLE = typer.Option(None, metavar="TEXT", help="A passage that it fits; once for each.")
COLOUR = typer.Option(None, help="A colour like #b5495b.")
HOTKEY = typer.Option(None, metavar="KEY", help="One character.")
DOMAIN = typer.Option(None, "--domain/--no-domain", help="Whether its codes exclude each other.")


def add_code(
    context: typer.Context,
    path: str = typer.Argument(..., help="Where it comes: zorg/nazorg."),
    name: list[str] | None = NAME,
    definition: str | None = DEFINITION,
    use_when: str | None = USE_WHEN,
    not_when: str | None = NOT_WHEN,
    keyword: list[str] | None = KEYWORD,
    example: list[str] | None = EXAMPLE,
    colour: str | None = COLOUR,
    hotkey: str | None = HOTKEY,
    domain: bool | None = DOMAIN,
) -> None:
    """Makes a code."""
    here = session(context)
    said = _said(name, keyword, example, definition=definition, use_when=use_when,
                 not_when=not_when, colour=colour, hotkey=hotkey, domain=domain)  # fmt: skip
    with here.open() as study:
        found = editing.add(study, path, said)
    here.tell(found, _lines(found))


def edit_code(
    context: typer.Context,
    code: str = typer.Argument(..., help="The code."),
    name: list[str] | None = NAME,
    definition: str | None = DEFINITION,
    use_when: str | None = USE_WHEN,
    not_when: str | None = NOT_WHEN,
    keyword: list[str] | None = KEYWORD,
    drop_keyword: list[str] | None = typer.Option(
        None, metavar="WORD", help="A keyword to take away; once for each."
    ),
    example: list[str] | None = EXAMPLE,
    drop_example: list[str] | None = typer.Option(
        None, metavar="TEXT", help="An example to take away; once for each."
    ),
    colour: str | None = COLOUR,
    hotkey: str | None = HOTKEY,
    domain: bool | None = DOMAIN,
) -> None:
    """Changes what is said of a code."""
    here = session(context)
    said = _said(name, keyword, example, drop_keyword, drop_example, definition=definition,
                 use_when=use_when, not_when=not_when, colour=colour, hotkey=hotkey,
                 domain=domain)  # fmt: skip
    with here.open() as study:
        found = editing.edit(study, code, said)
    here.tell(found, _lines(found))


def rename_code(
    context: typer.Context,
    code: str = typer.Argument(..., help="The code."),
    new: str = typer.Argument(..., help="Its new last part."),
) -> None:
    """Gives a code another name in the tree."""
    here = session(context)
    with here.open() as study:
        found = editing.rename(study, code, new)
    here.tell(found, _lines(found))


def move_code(
    context: typer.Context,
    code: str = typer.Argument(..., help="The code; all under it goes along."),
    under: str | None = typer.Option(None, metavar="CODE", help="The code it comes under."),
    top: bool = typer.Option(False, "--top", help="It comes under none."),
    before: str | None = typer.Option(None, metavar="CODE", help="It comes in front of this one."),
    after: str | None = typer.Option(None, metavar="CODE", help="It comes behind this one."),
) -> None:
    """Puts a code elsewhere in the tree."""
    here = session(context)
    with here.open() as study:
        found = editing.move(study, code, under=under, top=top, before=before, after=after)
    here.tell(found, _lines(found))


def split_code(
    context: typer.Context,
    code: str = typer.Argument(..., help="The code."),
    into: str | None = typer.Option(
        None, metavar="X,Y", help="The codes it is told apart into; without it: what waits."
    ),
) -> None:
    """Tells a code apart into others, or lists the codings that wait since."""
    if into is None:
        queue_command(context, code, review_=False)
        return
    here = session(context)
    with here.open() as study:
        found = reshaping.split(study, code, [part.strip() for part in into.split(",")])
    here.tell(found, _lines(found))


def merge_codes(
    context: typer.Context,
    codes: list[str] = typer.Argument(..., help="The codes that go."),
    into: str = typer.Option(..., metavar="CODE", help="The code that they count for."),
) -> None:
    """Lets codes count as another."""
    here = session(context)
    with here.open() as study:
        found = reshaping.merge(study, codes, into)
    here.tell(found, _lines(found))


def remove_code(
    context: typer.Context,
    code: str = typer.Argument(..., help="The code."),
    codings: str | None = typer.Option(
        None, metavar="WHAT", help="What becomes of its codings: keep, remove or move:CODE."
    ),
    branch: bool = typer.Option(False, "--branch", help="With all the codes under it."),
) -> None:
    """Takes a code out of the codebook."""
    here = session(context)
    with here.open() as study:
        found = reshaping.remove(study, code, codings=codings, branch=branch)
        here.note_blindness(study)
    lines = list(change_lines(found.changes, found.stale))
    if codings:
        rule = codings.partition(":")[0]
        done = {"keep": "stay where they lie", "remove": "were taken off", "move": "were moved"}
        lines.append(f"Codings that {done[rule]}: {found.codings}.")
        if found.summaries:
            lines.append(f"Summaries that {done[rule]}: {found.summaries}.")
        if found.events > 1:
            here.note("note: `qualcode undo --as study` brings code and codings back together")
    here.tell(found, lines)


def _said(
    name: list[str] | None,
    keyword: list[str] | None,
    example: list[str] | None,
    drop_keyword: list[str] | None = None,
    drop_example: list[str] | None = None,
    **plain: Any,
) -> Description:
    """What the options say; `plain` goes into the description as it is."""
    return Description(
        names=_names(name),
        keywords=tuple(keyword or ()),
        examples=tuple(example or ()),
        dropped_keywords=tuple(drop_keyword or ()),
        dropped_examples=tuple(drop_example or ()),
        **plain,
    )


def _names(given: list[str] | None) -> dict[str, str] | None:
    if given is None:
        return None
    names = {}
    for each in given:
        language, equals, name = each.partition("=")
        if not equals or not language.strip():
            raise InputError(f"«{each}» doesn't say its language.", "Write --name nl=Zorg.")
        names[language.strip()] = name
    return names


def _lines(found: Changed) -> Iterator[str]:
    if not found.changes:
        yield "Nothing changed: the codebook says that already."
    yield from change_lines(found.changes, found.stale)
