"""A sample of documents that is spread as evenly as their kinds allow: a pure function."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from hashlib import sha256

from qualcode.errors import InputError


def size_of(share: str, pool: int) -> int:
    """How many of `pool` documents "20%" or "5" asks for; a share is rounded up.

    Raises InputError for what is neither, and for more than there are.
    """
    asked = re.fullmatch(r"(\d{1,6}(?:[.,]\d{1,4})?)\s*(%?)", share.strip())
    if asked is None or (not asked[2] and not asked[1].isdigit()):
        raise InputError(f"«{share}» is no size of a sample.", "Write --sample 20% or --sample 5.")
    number = Fraction(asked[1].replace(",", "."))
    wanted = math.ceil(number * pool / 100) if asked[2] else int(number)
    if wanted < 1 or wanted > pool:
        raise InputError(
            f"{share} of {pool} document{'' if pool == 1 else 's'} can't be drawn.",
            f"Ask for 1 to {pool}." if pool else "There is none to draw from.",
        )
    return wanted


def draw(units: Mapping[str, Sequence[object]], number: int, seed: int) -> list[str]:
    """`number` names of `units`, each given with what it is (its case, its wave …).

    Each property is drawn as nearly in proportion as it can be, all of them at once: one unit
    after another is taken whose properties are furthest behind their share, by chance among
    equals. Chance is a hash of the seed and the name, so that a seed draws the same from the
    same units with every version of Python. In the order of `units`.
    """
    spread = Counter(mark for marks in units.values() for mark in enumerate(marks))
    share = {mark: Fraction(number * there, len(units)) for mark, there in spread.items()}
    taken: Counter[tuple[int, object]] = Counter()
    left = sorted(units, key=lambda name: sha256(f"{seed}\0{name}".encode()).digest())
    for _ in range(number):
        next_one = max(
            left, key=lambda name: sum(share[m] - taken[m] for m in enumerate(units[name]))
        )
        left.remove(next_one)
        taken.update(enumerate(units[next_one]))
    chosen = set(units) - set(left)
    return [name for name in units if name in chosen]
