"""Where to go, and what to show there."""

from dataclasses import dataclass

from qualcode.coding.retrieval import Where
from qualcode.spans import Span


@dataclass(frozen=True, slots=True)
class Goal:
    """A screen, and what it shall show; what isn't said stays as the screen had it.

    `document` with `span`: a text with that passage selected; `case`, perhaps with the `code` to
    read it by; `where`: the codings to list; `queue`: those that wait since their code was split.
    """

    screen: str
    document: str | None = None
    span: Span | None = None
    case: str | None = None
    code: str | None = None
    where: Where | None = None
    queue: bool = False
