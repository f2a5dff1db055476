"""What Passages says around its list: the heading, the filters, why there is nothing. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from rich.style import Style

from qualcode.coding.retrieval import EVERYTHING, Where
from qualcode.tui.keys.action import EVERYWHERE, PASSAGES
from qualcode.tui.keys.registry import Keymap
from qualcode.tui.page.wrapping import cells, shown
from qualcode.tui.passages.filters import FIELDS, called, value_of
from qualcode.tui.passages.found import LIST, QUEUE, STALE, Found
from qualcode.tui.passages.rows import Rows
from qualcode.tui.widgets.listing import BOLD, DIM, Line
from qualcode.written import counted


def fitting(parts: Iterable[str], width: int, *, blind: bool = False) -> str:
    """The parts of a heading, as many as there is room for; the first in any case."""
    told, *others = [part for part in parts if part]
    room = width - (len("BLIND ROUND · ") if blind else 0)
    for part in others:
        if cells(f"{told} · {part}") > room:
            break
        told = f"{told} · {part}"
    return told


def heading(found: Found, rows: Rows, last: str, who: str) -> list[str]:
    """What is listed, by what counts most; `last` is what was said in the queue."""
    blind = f"you see no others in {len(found.blind)} documents" if found.blind else ""
    marked = f"{len(rows.marked)} marked" if rows.marked else ""
    told = {LIST: _list, QUEUE: _queue, STALE: _stale}[found.mode](found, rows)
    return [*told, marked, who, blind, last if found.mode == QUEUE else ""]


def _list(found: Found, rows: Rows) -> list[str]:
    seen, number = rows.passages, len(found.passages)
    of_all = f" of {number}" if len(seen) < number else ""
    cases = len({each.case for each in seen if each.case})
    documents = len({each.document for each in seen})
    told = f"{len(seen)}{of_all} passage{'' if number == 1 else 's'}"
    return [
        f"Passages · {told}, {counted(cases, 'case')}, {counted(documents, 'document')}",
        f"layer {found.where.layer}" if found.where.layer else "every coder's",
    ]


def _queue(found: Found, rows: Rows) -> list[str]:
    number = len(found.passages)
    narrowed = f", {len(rows)} shown" if len(rows) < number else ""
    others = f"{found.of_others} more wait for others" if found.of_others else ""
    left = f"{number} of {rows.most} left{narrowed}" if rows.most else "nothing waits"
    return [f"Queue of split codes · {left}", others]


def _stale(found: Found, rows: Rows) -> list[str]:
    number = len(found.stale)
    of_all = f"{len(rows)} of " if len(rows) < number else ""
    documents = counted(len({each.document for each in found.stale}), "document")
    return [
        f"To look at again · {of_all}{counted(number, 'code')} in {documents}",
        f"layer {found.layer}",
    ]


def footer(keymap: Keymap, lacking: Collection[str], width: int) -> str:
    """As many keys of a list as there is room for, and those of everywhere."""
    every = keymap.of(PASSAGES)
    listed = [keys for action, keys in every if action.name not in lacking]
    for number in range(len(listed), 0, -1):
        kept = {key for keys in listed[:number] for key in keys}
        others = {key for _, keys in every for key in keys} - kept
        told = keymap.footer((PASSAGES, EVERYWHERE), others)
        if len(told) <= width:
            return told
    return keymap.footer((EVERYWHERE,))


def legend(found: Found, words: str, keys: Mapping[str, str], width: int) -> Line:
    """The filters: first those that are set, then what others there are, each with its key."""
    where, is_stale = found.where, found.mode == STALE
    actions = ["by-layer"] if is_stale else list(FIELDS)
    told = list(_set(actions, where, words, keys))
    if told and not is_stale:
        told.append((keys["unfilter"], "all", DIM))
    free = [each for each in actions if value_of(where, each) is None]
    told += [(keys[each], called(each), DIM) for each in free]
    size = sum(cells(key) + 1 + cells(words) for key, words, _ in told)
    gap = "  " if size + 2 * len(told) <= width else " "
    pieces = [((f" {key} ", BOLD), (f"{words}{gap[1:]}", style)) for key, words, style in told]
    return tuple(piece for pair in pieces for piece in pair)


def _set(
    actions: Sequence[str], where: Where, words: str, keys: Mapping[str, str]
) -> Iterator[tuple[str, str, Style | None]]:
    """Key, words and style of each filter that is set."""
    if words:
        yield keys["words"], f"«{shown(words)}»", None
    for action in actions:
        value = value_of(where, action)
        if value is not None:
            yield keys[action], f"{called(action)}: {shown(value)}", None
    if where.ids is not None and len(actions) > 1:
        yield "", counted(len(where.ids), "chosen passage"), None


def nothing(found: Found, words: str, keys: Mapping[str, str]) -> str:
    """Why there is nothing in the list, and what to do."""
    if words:
        return f"Nothing here has «{words}» in it. {keys['words']} changes the words."
    if found.mode == STALE:
        return (
            "Nothing is stale: all that is done was coded with the codebook as it is now"
            f" (layer {found.layer})."
        )
    if found.where != EVERYTHING:
        what = "passage fits" if found.mode == LIST else "waiting coding fits"
        before = keys["filters-before"]
        return f"No {what}. {keys['unfilter']} takes all filters off, {before} the last one."
    if found.mode == QUEUE:
        return "No codings wait: no code was split, or all that it had went to its parts."
    return "Nothing is coded yet: open a document in the Library (2), and put codes on its text."
