"""One code's passages in columns of waves, laid out in lines of a width. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.style import Style

from qualcode.coding.reading_cases import CaseRead, InGroup, Interview, WaveOfCase
from qualcode.coding.retrieval import Coding
from qualcode.coding.writing.summaries import Summary
from qualcode.tui.case.telling import GAPS, IN_GROUPS, IN_NO_WAVE, OF_CODE, since_start
from qualcode.tui.page.drawing import fitted
from qualcode.tui.page.wrapping import shown, wrap
from qualcode.tui.widgets.listing import BOLD, DIM, Line

QUIET = "not_coded", "not_mentioned", "not_asked"  # of several documents, what is open comes first
ITALIC = Style(italic=True)


@dataclass(frozen=True, slots=True)
class Card:
    """A passage with the codings that lie on exactly it: by several coders, or of several codes."""

    codings: tuple[Coding, ...]

    @property
    def first(self) -> Coding:
        return self.codings[0]

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(coding.id for coding in self.codings)


@dataclass(frozen=True, slots=True)
class Column:
    """What there is of a code in one wave; `told` says why there is no passage.

    `wave` is None for what is in no wave, and for groups. `document` can be opened in any case.
    """

    label: str
    under: str
    wave: str | None
    told: str
    summaries: tuple[Summary, ...]
    passages: tuple[Card, ...]
    document: str | None

    @property
    def words(self) -> str:
        """What is said of the wave in a line."""
        return self.under or self.told


@dataclass(frozen=True, slots=True)
class Laid:
    """A column in lines, and from which line to which each passage runs."""

    lines: tuple[Line, ...]
    passages: tuple[tuple[int, int], ...]


def columns(read: CaseRead) -> tuple[Column, ...]:
    """The columns of a case that is read for a code: its waves, and what is in none."""
    found = [_of_wave(wave) for wave in read.waves]
    if read.open:
        found.append(_column(IN_NO_WAVE, None, read.open, ()))
    if read.groups:
        found.append(_of_groups(read.groups))
    return tuple(found)


def _of_wave(wave: WaveOfCase) -> Column:
    about = tuple(each for each in wave.summaries if each.code is not None)
    if wave.interviews:
        return _column(wave.wave, wave.wave, wave.interviews, about)
    told = f"{GAPS[wave.state]}: {wave.reason}" if wave.reason else GAPS[wave.state]
    return Column(wave.wave, "", wave.wave, told, about, (), None)


def _column(
    label: str, wave: str | None, here: Sequence[Interview], about: tuple[Summary, ...]
) -> Column:
    passages = _cards(coding for each in here for coding in each.codings)
    states = [state for state in QUIET if any(each.of_code == state for each in here)]
    told = "" if passages or not states else OF_CODE[states[0]]
    first = here[0]
    under = " · ".join(part for part in (first.date, since_start(first)) if part)
    if len(here) > 1:
        under = f"{len(here)} documents"
    return Column(label, under, wave, told, about, passages, first.document)


def _of_groups(groups: Sequence[InGroup]) -> Column:
    passages = _cards(coding for each in groups for coding in each.codings)
    under = ", ".join(each.document for each in groups)
    return Column(IN_GROUPS, under, None, "", (), passages, groups[0].document)


def _cards(found: Iterable[Coding]) -> tuple[Card, ...]:
    cards: dict[object, list[Coding]] = {}
    for each in found:
        place = each.id if each.start is None else (each.document, each.start, each.end)
        cards.setdefault(place, []).append(each)
    return tuple(
        Card(tuple(sorted(codings, key=lambda coding: (coding.code, coding.coder))))
        for codings in cards.values()
    )


def lay_out(column: Column, width: int, colours: Mapping[str, str]) -> Laid:
    """A column in so many cells: what was written of it, then its passages."""
    lines: list[Line] = []
    for summary in column.summaries:
        lines += summary_lines(summary, width)
        lines.append(())
    if column.told:
        lines += [((row, DIM),) for row in paragraph(column.told, width)]
    several = len({card.first.document for card in column.passages}) > 1
    bounds = []
    for card in column.passages:
        begin = len(lines)
        lines += _card(card, width, colours, several)
        bounds.append((begin, len(lines)))
        lines.append(())
    return Laid(tuple(lines), tuple(bounds))


def _card(card: Card, width: int, colours: Mapping[str, str], several: bool) -> Iterator[Line]:
    coders: dict[str, list[str]] = {}
    for coding in card.codings:
        coders.setdefault(coding.code, []).append(coding.coder)
    for code, names in coders.items():
        told = f"{code.rpartition('/')[2]} · {', '.join(dict.fromkeys(names))}"
        yield ("■ ", Style(color=colours.get(code))), (fitted(told, width - 2), BOLD)
    first = card.first
    parts = (first.document if several else "", f"t{first.turn}" if first.turn else "")
    place = " · ".join(part for part in (*parts, first.speaker) if part)
    yield ((fitted(place, width), DIM),)
    for row in paragraph(first.quote, width):
        yield ((row, None),)
    for coding in card.codings:
        for said in (coding.memo and f"memo: {coding.memo}", coding.reason):
            for row in paragraph(said, width) if said else ():
                yield ((row, ITALIC),)


def summary_lines(summary: Summary, width: int) -> Iterator[Line]:
    """A summary or a portrait, with who wrote it."""
    on = summary.code or ("of this wave" if summary.wave else "portrait")
    yield ((fitted(f"✎ {on} · {summary.coder}", width).rstrip(), BOLD),)
    for row in paragraph(summary.text, width):
        yield ((row, None),)


def paragraph(words: str, width: int) -> list[str]:
    """`words` in rows of so many cells."""
    rows = wrap(words, (), max(width - 1, 2))  # a wrapped row may hang over by a blank
    return [shown(rows.words(row)).rstrip() for row in range(len(rows))]
