"""What the Codebook screen shows, as values that the desk makes: the codes, and what is known.

What is known of their past takes longer to find in a big study than a key may: it is asked for
when the keys rest, and the codes are shown meanwhile with what was known before.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from qualcode.codebook.history import Step, history
from qualcode.codebook.stored import codebook, is_held
from qualcode.codebook.tree import Codebook
from qualcode.codebook.using import NO_USE, Use, uses
from qualcode.coding.recoding import queue
from qualcode.coding.staleness import stale
from qualcode.study.file import Study


@dataclass(frozen=True, slots=True)
class Known:
    """By id of a code: what became of it, the latest step first; by path: what waits for a look.

    `stale` counts the documents that need another look, `waiting` the codings in the queue.
    """

    history: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)
    stale: Mapping[str, int] = field(default_factory=dict)
    waiting: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shown:
    """A codebook with how much it is used. `held`: the viewer is in an open blind round."""

    book: Codebook
    language: str
    held: bool
    uses: Mapping[str, Use]
    known: Known = Known()

    def use(self, code_id: str) -> Use:
        """How much a code is used."""
        return self.uses.get(code_id, NO_USE)


def shown(study: Study) -> Shown:
    """The codes that the Codebook screen shows."""
    with study.reading():
        return Shown(codebook(study), study.language, is_held(study), uses(study))


def known(study: Study) -> Known:
    """What became of all codes, and what waits for a look at them."""
    with study.reading():
        return Known(
            history=_by_code(history(study)),
            stale=Counter(each.code for each in stale(study)),
            waiting=Counter(each.code for each in queue(study)),
        )


def _by_code(steps: list[Step]) -> Mapping[str, tuple[Step, ...]]:
    found: dict[str, list[Step]] = defaultdict(list)
    for step in reversed(steps):
        for change in step.changes:
            found[change.id].append(replace(step, changes=(change,), material=change.material))
    return {code_id: tuple(told) for code_id, told in found.items()}
