"""The command that searches."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace

import typer

from qualcode.cli.retrieval import passage_lines
from qualcode.cli.session import MANY, Session, counted, session
from qualcode.coding.retrieval import Where
from qualcode.coding.search.reviewing import Question, Reply, review_hits
from qualcode.coding.search.searching import Hit, Manner, search
from qualcode.errors import InputError

KEYS: dict[str, Reply] = {"y": "yes", "n": "no", "w": "widen", "q": "stop"}


def search_command(
    context: typer.Context,
    text: str = typer.Argument(..., help='Words; "a phrase" in quotes; begin* of words.'),
    fuzzy: bool = typer.Option(False, "--fuzzy", help="Also words with a slip in them."),
    lemma: bool = typer.Option(False, "--lemma", help="Also other forms of the words."),
    regex: bool = typer.Option(False, "--regex", help="TEXT is a regular expression."),
    within: str = typer.Option(
        "transcripts", "--in", metavar="WHERE", help="In transcripts, codings or memos."
    ),
    code: str | None = typer.Option(None, help="With --in codings, --in memos or --review."),
    review_: bool = typer.Option(False, "--review", help="Code what is found, one by one."),
    limit: int | None = typer.Option(None, min=1, max=MANY, help="Only so many, the first."),
    doc: str | None = typer.Option(None, help="In this document."),
    case: str | None = typer.Option(None, help="Of this case, also what it says in a group."),
    wave: str | None = typer.Option(None, help="In this wave."),
    kind: str | None = typer.Option(None, help="In documents of this kind."),
    speaker: str | None = typer.Option(None, help="Spoken by this speaker."),
    role: str | None = typer.Option(None, help="Spoken in this role."),
    where: str | None = typer.Option(None, metavar="EXPR", help="Where this holds: funder = UWV."),
    coder: str | None = typer.Option(None, help="Of this coder: codings, memos, codes shown."),
    layer: str | None = typer.Option(None, help="Codings, or codes shown, of a coder or final."),
) -> None:
    """Finds words in the transcripts, in coded passages, or in memos."""
    here = session(context)
    manner = _manner(fuzzy=fuzzy, lemma=lemma, regex=regex)
    chosen = Where(
        doc,
        case,
        wave,
        coder=coder,
        speaker=speaker,
        role=role,
        layer=layer,
        kind=kind,
        where=where,
    )
    if review_:
        _review(here, text, code, within, manner, chosen, limit)
        return
    if code is not None:
        chosen = replace(chosen, code=code)
    with here.open() as study:
        found = search(study, text, manner=manner, within=within, where=chosen, limit=limit)
        here.note_blindness(study)
    told = counted(found.count, "hit")
    if len(found.hits) < found.count:
        told = f"the first {len(found.hits)} of {told}"
    here.tell(found, [*_lines(found.hits), told])


def _manner(*, fuzzy: bool, lemma: bool, regex: bool) -> Manner:
    asked: list[Manner] = []
    if fuzzy:
        asked.append("fuzzy")
    if lemma:
        asked.append("lemma")
    if regex:
        asked.append("regex")
    if len(asked) > 1:
        options = " and ".join(f"--{manner}" for manner in asked)
        raise InputError(f"{options} don't go together.", "Search in one manner at a time.")
    return asked[0] if asked else "words"


def _lines(hits: Iterable[Hit]) -> Iterator[str]:
    """Hits as people read them: where, then the sentence with the words between «»."""
    for hit in hits:
        yield "  ".join(filter(None, (_place(hit), *_besides(hit))))
        end = hit.quote_at + len(hit.quote)
        before, after = hit.context[: hit.quote_at], hit.context[end:]
        yield "    " + " ".join(f"{before}«{hit.quote}»{after}".split())


def _place(hit: Hit) -> str:
    if hit.memo is not None:
        return f"memo {hit.memo[:8]}" + (f" on {hit.document}" if hit.document else "")
    turn = f" turn {hit.turn}" if hit.turn else ""
    return f"{hit.document}{turn}" + (f" {hit.speaker}" if hit.speaker else "")


def _besides(hit: Hit) -> Iterator[str]:
    if hit.coding is not None:
        yield f"{hit.coding[:8]} {hit.code}"
    if hit.coder is not None:
        yield f"({hit.coder})"
    if hit.score is not None:
        yield f"{hit.score:.0f} %"
    if hit.codes and hit.coding is None:
        yield f"[{', '.join(hit.codes)}]"
    if hit.reason is not None:
        yield hit.reason


def _review(
    here: Session,
    text: str,
    code: str | None,
    within: str,
    manner: Manner,
    where: Where,
    limit: int | None,
) -> None:
    if code is None:
        raise InputError("--review gives a code to what is found.", "Name it: --code CODE.")
    if within != "transcripts":
        raise InputError("--review codes what is said.", f"Leave out --in {within}.")
    if here.settings.json or here.settings.quiet:
        raise InputError("--review asks, which --json and --quiet forbid.", "Leave them out.")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InputError(
            "--review asks of every hit, and needs a terminal.",
            "Search without it, and use `qualcode code --span` with what --json tells.",
        )
    with here.open() as study:
        here.note_new_coder(study)
        done = review_hits(
            study, text, code, lambda q: _ask(here, q), manner=manner, where=where, limit=limit
        )
    left = f", {done.left} not looked at" if done.left else ""
    already = f", {done.already} had it already" if done.already else ""
    told = f"{counted(len(done.codings), 'coding')}, {done.skipped} skipped{already}{left}"
    here.tell({"codings": done.codings}, [*passage_lines(list(done.codings)), told])


def _ask(here: Session, question: Question) -> Reply:
    from click import getchar  # noqa: PLC0415  (Typer has loaded it)

    where = _place(question.hit)
    lying_there = f"  [{', '.join(question.hit.codes)}]" if question.hit.codes else ""
    said = f"{question.before}«{question.words}»{question.after}"
    here.say(
        [
            "",
            f"{question.number}/{question.count}  {where}{lying_there}",
            "    " + " ".join(said.split()),
            f"{question.code} on the {question.width}? y yes, n no, w wider or back, q stop",
        ]
    )
    while True:
        try:
            # Keys pressed in one breath come together; the first is the answer.
            key = getchar()[:1].lower()
        except EOFError:
            return "stop"
        if key in KEYS:
            return KEYS[key]
