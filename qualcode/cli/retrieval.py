"""Commands that bring passages back."""

import typer

from qualcode.cli.session import counted, session
from qualcode.coding.retrieval import Coding, Where, codings


def codings_command(
    context: typer.Context,
    doc: str | None = typer.Option(None, help="In this document."),
    case: str | None = typer.Option(None, help="Of this case, also what it says in a group."),
    wave: str | None = typer.Option(None, help="In this wave."),
    code: str | None = typer.Option(None, help="With this code, or one under it."),
    coder: str | None = typer.Option(None, help="By this coder."),
    speaker: str | None = typer.Option(None, help="Spoken by this speaker."),
    role: str | None = typer.Option(None, help="Spoken in this role."),
    kind: str | None = typer.Option(None, help="In documents of this kind."),
    where: str | None = typer.Option(None, metavar="EXPR", help="Where this holds: funder = UWV."),
    layer: str | None = typer.Option(None, help="Of a coder, or final."),
) -> None:
    """Retrieves codings with their words."""
    here = session(context)
    asked = Where(doc, case, wave, code, coder, speaker, role, layer=layer, kind=kind, where=where)
    with here.open() as study:
        found = codings(study, asked)
        here.note_blindness(study)
    here.tell({"codings": found}, [*passage_lines(found), counted(len(found), "coding")])


def passage_lines(found: list[Coding]) -> list[str]:
    """Codings as people read them: what and where, then the words."""
    lines = []
    for coding in found:
        where = f"{coding.document} turn {coding.turn}" if coding.turn else coding.document
        who = f" {coding.speaker}" if coding.speaker else ""
        lines.append(f"{coding.id[:8]}  {coding.code}  {where}{who}  ({coding.coder})")
        lines.append(f"    «{coding.quote}»")
        lines += [f"    memo: {coding.memo}"] * bool(coding.memo)
        lines += [f"    about: {coding.about}"] * bool(coding.about)
        lines += [f"    {coding.reason}"] * bool(coding.reason)
    return lines
