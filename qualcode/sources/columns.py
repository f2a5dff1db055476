"""What the columns of a table hold: by their heads, in Dutch or English, or by what is in them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from qualcode.sources.labels import can_be_label
from qualcode.sources.speakers import are_speakers
from qualcode.sources.times import CLOCK

_HEADS = MappingProxyType(
    {
        "speaker": "speaker speakers spreker sprekers naam name wie who persoon person",
        "text": (
            "text tekst transcript transcriptie transcription words woorden uiting uitspraak "
            "utterance inhoud content gesproken dialoog"
        ),
        "role": "role rol",
        "start": (
            "start begin starttijd begintijd starttime begintime tijd time tijdcode timecode "
            "timestamp tijdstempel tijdstip"
        ),
        "end": "end einde eind eindtijd endtime",
        "number": "nr no nummer number turn beurt regel line index",
    }
)
_FIELD_OF = {head: field for field, heads in _HEADS.items() for head in heads.split()}
_TIMES = re.compile(rf"[\[(#]?{CLOCK}(?:-[0-9])?(?:\s*(?:-->|[-–—/])\s*{CLOCK})?[\])#]?")
_NUMBER = re.compile(r"[0-9]{1,5}[.)]?")


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column holds what, in which row the talk begins, and whether heads stand above it."""

    columns: Mapping[str, int]
    first: int
    has_heads: bool = False

    @property
    def shown(self) -> str:
        """The columns in their order: `start | speaker | text`."""
        return " | ".join(sorted(self.columns, key=lambda field: self.columns[field]))


def field_of(head: str) -> str | None:
    """What a column's head says that it holds: `Begin-tijd` → start; None for anything else."""
    plain = re.sub(r"\(.*?\)|[\W_]", "", head.casefold())
    return _FIELD_OF.get(plain)


def fields(heads: Sequence[str]) -> dict[str, int]:
    """The column of each field that the heads name.

    Where two name one, that with the field's own name (`speaker`, beside `name`), else the first.
    """
    plain = [head.strip().casefold() for head in heads]
    found = {field: plain.index(field) for field in _HEADS if field in plain}
    for at, head in enumerate(heads):
        field = field_of(head)
        if field is not None:
            found.setdefault(field, at)
    return found


def layout(rows: Sequence[Sequence[str]]) -> Layout | None:
    """How a table of cells is laid out; None where no column can be words that people said.

    Heads may stand below a title row; a table without heads is judged by its cells.
    """
    filled = [[cell for cell in row if cell] for row in rows]
    titles = next((n for n, cells in enumerate(filled) if len(cells) != 1), 0)
    first = titles if max(map(len, rows), default=0) > 1 else 0
    named = fields(rows[first]) if first < len(rows) else {}
    if "text" in named or len(named) > 1:
        return _completed(rows, named, first + 1)
    return _completed(rows, {}, first)


def _completed(rows: Sequence[Sequence[str]], named: dict[str, int], first: int) -> Layout | None:
    """The layout with the columns that no head names found by their cells."""
    talk = rows[first:]
    width = max(map(len, talk), default=0)
    cells = {at: [row[at] for row in talk if at < len(row) and row[at]] for at in range(width)}
    free = [at for at in cells if at not in named.values() and cells[at]]
    found = dict(named)
    for at in free:
        if _mostly(_TIMES, cells[at]) and not ("start" in found and "end" in found):
            found["end" if "start" in found else "start"] = at
        elif _mostly(_NUMBER, cells[at]) and "number" not in found:
            found["number"] = at
    free = [at for at in free if at not in found.values()]
    if "speaker" not in found and not named and len(free) > 1:
        speaker = next((at for at in free if _names(cells[at])), None)
        if speaker is not None:
            found["speaker"] = speaker
            free.remove(speaker)
    if "text" not in found:
        longest = max(free, key=lambda at: sum(map(len, cells[at])), default=None)
        if longest is None or not ("speaker" in found or _outweighs(longest, free, cells)):
            return None
        found["text"] = longest
    return Layout(found, first, bool(named))


def _outweighs(column: int, others: Sequence[int], cells: Mapping[int, Sequence[str]]) -> bool:
    """True where a column holds most of what stands in it and the others."""
    return sum(map(len, cells[column])) > 0.7 * sum(
        len(cell) for at in others for cell in cells[at]
    )


def _mostly(pattern: re.Pattern[str], cells: Sequence[str]) -> bool:
    return sum(bool(pattern.fullmatch(cell)) for cell in cells) >= 0.8 * len(cells)


def _names(cells: Sequence[str]) -> bool:
    labels = [cell.rstrip(": ") for cell in cells]
    fit = sum(map(can_be_label, labels))
    return fit >= 0.9 * len(labels) and are_speakers(labels)
