"""Which codings are shown: all, your own, one coder's, or those of one branch of the codebook."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from qualcode.tui.page.marks import Mark
from qualcode.tui.widgets.picker import Choice

ALL, MINE, CODER, CODE = "all", "mine", "coder", "code"


@dataclass(frozen=True, slots=True)
class Only:
    """A filter of codings: of which kind it is, and the name it asks for."""

    what: str = ALL
    name: str = ""

    def lets(self, mark: Mark) -> bool:
        """Whether a coding is shown."""
        if self.what == MINE:
            return mark.mine
        if self.what == CODER:
            return mark.coder == self.name
        if self.what == CODE:
            return mark.code == self.name or mark.code.startswith(f"{self.name}/")
        return True

    @property
    def told(self) -> str:
        """What it lets through, in words; nothing where that is everything."""
        return {ALL: "", MINE: "only yours"}.get(self.what, f"only {self.name}")

    @property
    def id(self) -> str:
        """The filter as the id of a choice."""
        return f"{self.what}:{self.name}"


def only_of(choice: str) -> Only:
    """The filter that a choice means."""
    what, _, name = choice.partition(":")
    return Only(what, name)


def filters(marks: Collection[Mark], codes: Iterable[str]) -> Iterator[Choice]:
    """The filters that let something through, with how many codings; all of them first."""
    found = [Only(), Only(MINE)]
    found += [Only(CODER, coder) for coder in sorted({mark.coder for mark in marks})]
    found += [Only(CODE, path) for path in codes]
    for each in found:
        count = sum(map(each.lets, marks))
        if count or each.what == ALL:
            yield Choice(each.id, each.told or "all codings", aside=str(count))
