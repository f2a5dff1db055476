"""The agenda as a report: a section for each thing to talk about."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from qualcode.agreement.disagreements import Disagreement
from qualcode.coding.writing.decisions import Decision
from qualcode.coding.writing.flags import Flag
from qualcode.coding.writing.memos import Memo
from qualcode.export.agenda import Agenda
from qualcode.export.agenda_words import AGENDA, AgendaWords
from qualcode.export.blocks import Block, Heading, Paragraph, Quotation
from qualcode.export.table import listing
from qualcode.export.words import words_in, words_of
from qualcode.export.writing import write_report
from qualcode.study.file import Study


def agenda_report(study: Study, found: Agenda, *, language: str | None = None) -> list[Block]:
    """The blocks of an agenda; `language` is "nl" or "en", the study's own where left out."""
    chosen = words_in(language) if language else words_of(study.language)
    return list(_blocks(found, AGENDA[chosen.language]))


def write_agenda(
    study: Study,
    found: Agenda,
    path: Path,
    *,
    language: str | None = None,
    template: Path | None = None,
) -> None:
    """Writes the agenda in the format of `path`'s suffix; a .docx in the styles of `template`."""
    chosen = words_in(language) if language else words_of(study.language)
    blocks = list(_blocks(found, AGENDA[chosen.language]))
    write_report(blocks, path, language=chosen.language, template=template)


def _blocks(found: Agenda, words: AgendaWords) -> Iterator[Block]:
    yield Heading(1, words.title)
    yield from _section(words.flags, words.no_flags, _flags(found.flags, words))
    yield from _section(words.disagreements, words.no_disagreements, _disagreements(found, words))
    yield from _section(words.codes, words.no_codes, _codes(found, words))
    yield from _section(words.decisions, words.no_decisions, _decisions(found.decisions, words))
    yield from _section(words.rounds, words.no_rounds, _rounds(found, words))
    yield from _section(words.todos, words.no_todos, _todos(found.todos, words))


def _section(head: str, empty: str, blocks: Iterable[Block]) -> Iterator[Block]:
    yield Heading(2, head)
    yield from list(blocks) or [Paragraph(empty)]


def _flags(found: Iterable[Flag], words: AgendaWords) -> Iterator[Block]:
    by_thing: dict[tuple[object, ...], list[Flag]] = {}
    for flag in found:
        thing = flag.on, flag.target or flag.id, flag.start, flag.end, flag.quote
        by_thing.setdefault(thing, []).append(flag)
    for first, *rest in by_thing.values():
        about = _about(first.on, first.target, first.document, first.turn, words)
        yield Heading(3, about)
        if first.quote is not None:
            yield Quotation(first.quote, _source(first, words))
        for flag in (first, *rest):
            yield Paragraph(f"{flag.text} ({flag.coder}, {flag.created_at[:10]}, {flag.id[:8]})")


def _source(flag: Flag, words: AgendaWords) -> str:
    document = flag.document or ""
    if flag.turn is not None:
        return f"{document}, {words.turn} {flag.turn}"
    return f"{document}, {words.other_text}" if flag.start is None else document


def _disagreements(found: Agenda, words: AgendaWords) -> Iterator[Block]:
    for one in found.disagreements:
        kind, codes = words.kinds[one.kind], ", ".join(one.codes)
        yield Heading(3, f"{kind}: {codes} ({one.id[:8]})")
        place = f"{words.turn} {one.turn}" if one.turn is not None else words.other_text
        yield Quotation(one.quote, f"{one.document}, {place}")
        yield from (Paragraph(side) for side in _sides(one, words))
    if found.further:
        yield Paragraph(words.further.format(n=found.further))
    if found.not_ready:
        if not found.disagreements:
            yield Paragraph(words.no_disagreements)
        yield Paragraph(words.not_ready.format(n=found.not_ready))


def _sides(one: Disagreement, words: AgendaWords) -> Iterator[str]:
    for side in one.sides:
        told = (
            # The words that stand above are not said again.
            coding.code if coding.quote == one.quote else f"{coding.code} «{_line(coding.quote)}»"
            for coding in side.codings
        )
        yield f"{side.coder}: {', '.join(told) or words.nothing}"


def _codes(found: Agenda, words: AgendaWords) -> Iterator[Block]:
    if found.codes:
        yield listing(
            words.code_heads,
            [
                (one.code, words.reasons[one.why], one.since[:10], ", ".join(one.documents))
                for one in found.codes
            ],
        )
    if found.queue:
        yield listing(
            words.queue_heads,
            [
                (one.code, ", ".join(one.choices), one.codings, ", ".join(one.coders))
                for one in found.queue
            ],
        )


def _decisions(found: Iterable[Decision], words: AgendaWords) -> Iterator[Block]:
    for one in found:
        about = ""
        if one.on is not None:
            about = _about(one.on, one.target, one.document, one.turn, words) + ": "
        why = f", {words.because} {one.because}" if one.because else ""
        yield Paragraph(f"{about}{one.decided}{why} ({one.coder}, {one.at[:10]})")


def _rounds(found: Agenda, words: AgendaWords) -> Iterator[Block]:
    if found.rounds:
        rows = [
            (one.coder, one.round or "", ", ".join(one.todo), ", ".join(one.doing))
            for one in found.rounds
        ]
        yield listing(words.round_heads, rows)
    if found.forced:
        told = ", ".join(f"{one.document} ({', '.join(one.coders)})" for one in found.forced)
        if not found.rounds:
            yield Paragraph(words.no_rounds)
        yield Paragraph(words.forced.format(documents=told))


def _todos(found: Iterable[Memo], words: AgendaWords) -> Iterator[Block]:
    for memo in found:
        about = ""
        if memo.on is not None:
            about = _about(memo.on, memo.target, memo.document, memo.turn, words) + ": "
        yield Paragraph(f"{about}{memo.text} ({memo.coder}, {memo.created_at[:10]})")


def _about(
    on: str, target: str | None, document: str | None, turn: int | None, words: AgendaWords
) -> str:
    """What something is on, in a few words: of which kind, its name, and where it lies."""
    thing = words.things[on]
    if target is None:
        return f"{thing} ({words.gone})"
    if on == "disagreement":
        kind, _, codes = target.partition(": ")
        target = f"({words.kinds.get(kind, kind)}) {codes}".strip()
    name = target[:8] if on in ("coding", "memo") else target
    lies_in = [document] if document and document != target else []
    lies_in += [f"{words.turn} {turn}"] if turn is not None else []
    return ", ".join((f"{thing} {name}", *lies_in))


def _line(text: str) -> str:
    return " ".join(text.split())
