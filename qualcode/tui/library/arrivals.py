"""What would come in, or came in, a row a file; shown over the Library."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from qualcode.coding.arriving.outcomes import Import, Imported, NotHeld, Refused
from qualcode.tui.page.drawing import fitted
from qualcode.tui.page.wrapping import shown
from qualcode.tui.widgets.listing import BOLD, DIM, Line, Listing

COMES, SAME, ABSENT, REFUSED, PASSED = "+", "=", "✗", "!", " "
NAME, WHAT, DATE = 24, 12, 10  # columns
FACTS = 60  # columns that a row's facts take
DETAILS = 8  # lines


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file: a sign of what becomes of it, its name, and everything to know of it."""

    sign: str
    name: str
    told: str
    details: tuple[str, ...]


def arrivals(found: Import) -> list[Arrival]:
    """Every file of a batch; first those that need a look."""
    refused = [_refused(each) for each in found.refused]
    came = [_came(each) for each in found.documents]
    came.sort(key=lambda each: "note" not in each.told)
    same = [
        Arrival(SAME, each.file, f"same words as {each.same_as}", (f"{each.same_as} stays as is.",))
        for each in found.skipped
    ]
    absent = [_absent(each) for each in found.not_held]
    unread = [Arrival(PASSED, each, "of another kind; not read", ()) for each in found.unread]
    return [*refused, *came, *absent, *same, *unread]


def summary(found: Import, verb: str) -> str:
    """What becomes of a batch, in a line."""
    many = len(found.documents)
    parts = [f"{many} document{'' if many == 1 else 's'} {verb} in"]
    counted = {"known already": found.skipped, "not held": found.not_held,
               "REFUSED": found.refused, "of other kinds": found.unread}  # fmt: skip
    parts += [f"{len(each)} {what}" for what, each in counted.items() if each]
    if found.unheard:
        parts.append(f"no file has {', '.join(found.unheard)} among its speakers")
    return " · ".join(parts)


def _came(each: Imported) -> Arrival:
    where = " ".join(part for part in (each.case, each.wave) if part)
    notes = len(each.notes) + (each.placed is not None and each.wave is None)
    told = (
        f"{fitted(where or each.kind, WHAT)} {each.date or '':<{DATE}} {each.turns:>4} turns"
        f" {each.words:>6} words" + (f"  {notes} note{'s' * (notes > 1)}" if notes else "")
    )
    return Arrival(COMES, each.name, told, tuple(_details(each)))


def _details(each: Imported) -> Iterator[str]:
    yield each.file
    yield f"{each.kind}; {each.format}, {each.encoding}; speakers: {each.convention}"
    who = ", ".join(f"{s.name}: {s.role}" for s in each.speakers)
    yield who or "no speakers are named"
    yield from each.notes
    if each.placed:
        yield each.placed
    if each.made:
        yield f"makes {', '.join(each.made)}"
    if each.comments:
        yield f"{each.comments} comments, kept as memos"


def _absent(each: NotHeld) -> Arrival:
    why = each.reason or "no reason given"
    return Arrival(ABSENT, f"{each.case} {each.wave}", f"not held: {why}", ())


def _refused(each: Refused) -> Arrival:
    return Arrival(REFUSED, each.file.rpartition("/")[2], each.error, (each.file, each.error))


class Arrivals(ModalScreen[bool]):
    """Files and what becomes of each; answers whether to go on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(False)", show=False),
        Binding("enter", "dismiss(True)", show=False),
    ]
    DEFAULT_CSS = """
    Arrivals { align: center middle; background: $background 60%; }
    Arrivals Vertical { width: 116; max-width: 98%; height: 34; max-height: 96%;
      border: round $primary; background: $surface; padding: 0 1; }
    Arrivals Label { color: $foreground; text-style: bold; }
    Arrivals Listing { height: 1fr; margin: 1 0; }
    Arrivals #details { height: 8; color: $foreground; }
    """

    def __init__(self, title: str, found: Import, verb: str, keys: str) -> None:
        super().__init__()
        self._title, self._verb, self._keys = title, verb, keys
        self._summary, self.all = summary(found, verb), arrivals(found)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label(Content(self._title))
            yield Static(Content(self._summary), id="summary")
            yield Listing(self._row)
            yield Static(id="details")
            yield Static(Content(self._keys))

    def on_mount(self) -> None:
        self.query_one(Listing).fill(len(self.all))
        self.query_one(Listing).focus()

    def _row(self, at: int) -> Line:
        each = self.all[at]
        room = self.query_one(Listing).room - 4
        name = max(12, min(NAME, room - FACTS))
        style = BOLD if each.sign == REFUSED else DIM if each.sign in (SAME, PASSED) else None
        return (
            (f" {each.sign} ", BOLD),
            (f"{fitted(each.name, name)} ", style or BOLD),
            (fitted(each.told, max(8, room - name)), style),
        )

    @on(Listing.Moved)
    def _tell(self, moved: Listing.Moved) -> None:
        details = self.all[moved.listing.cursor].details
        told = "\n".join(shown(each) for each in details[:DETAILS])
        self.query_one("#details", Static).update(Content(told), layout=False)

    @on(Listing.Chosen)
    def _chosen(self) -> None:
        self.dismiss(True)
