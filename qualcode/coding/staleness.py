"""Stale: what was done before a code was made or changed what it means, and wants a look."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise

from qualcode.codebook.past import became
from qualcode.codebook.stored import codebook
from qualcode.codebook.tree import Code, Codebook
from qualcode.coding import queries
from qualcode.coding.coders import coder_names
from qualcode.coding.documents import documents
from qualcode.coding.layers import FINAL, layer
from qualcode.study.file import Study

NEW, DEFINITION, SPLIT = "new", "definition", "split"


@dataclass(frozen=True, slots=True)
class Stale:
    """A document that was done, and a code that meant something else then, or wasn't there.

    `why` is new, definition or split; `since` when that happened; `codings` how many codings
    the coder made there that go by what the code meant before.
    """

    document: str
    code: str
    coder: str
    why: str
    since: str
    codings: int


@dataclass(frozen=True, slots=True)
class Meant:
    """What a code came to mean at a moment; None, twice, where it was out of use."""

    at: str
    code: Code | None
    material: str | None


def stale(study: Study, layer_name: str = FINAL) -> list[Stale]:
    """The pairs of document and code that need another look, by code and then by document.

    Read are the documents that the layer's coder is done with. Saying `done` again clears
    a document. Raises UnknownName for a layer that isn't there.
    """
    with study.reading():
        book = codebook(study)
        read = layer(study, layer_name)
        people = coder_names(study)
        order = [document.name for document in documents(study)]
        names: dict[str, str] = {row: name for row, name, _ in study.db.execute(queries.NAMES)}
        pairs = [
            (document, code, finished.meaning.get(code.id))
            for document, finished in read.finished.items()
            for code in book
            if not finished.covers(code.id, code.material)
        ]
        if not pairs:
            return []
        past = _past(study)
        older = _older(study, book)
        found = []
        for document, code, meant in pairs:
            coder = read.coder[document]
            why, since = _why(past[code.id], code, meant)
            number = older[document, coder, code.id]
            name = people.get(coder, "")
            found.append(Stale(names[document], code.code, name, why, since, number))
        codes = {code.code: n for n, code in enumerate(book)}
        return sorted(found, key=lambda one: (codes[one.code], order.index(one.document)))


def _past(study: Study) -> dict[str, list[Meant]]:
    """Per code what it came to mean, step by step."""
    past: dict[str, list[Meant]] = defaultdict(list)
    for at, code in became(study):
        is_gone = code.removed or code.merged_into is not None
        now = Meant(at, None, None) if is_gone else Meant(at, code, code.material)
        if not past[code.id] or past[code.id][-1].material != now.material:
            past[code.id].append(now)
    return past


def _why(steps: list[Meant], code: Code, meant: str | None) -> tuple[str, str]:
    """Why `code` isn't covered by what it was taken to mean, and since when."""
    if meant is None:
        return NEW, _in_use_since(steps)
    for step, following in reversed(list(pairwise(steps))):
        if step.code is not None and step.material == meant:
            is_split = set(step.code.split_into) != set(code.split_into)
            return SPLIT if is_split else DEFINITION, following.at
    return SPLIT if code.split_into else DEFINITION, steps[-1].at


def _in_use_since(steps: list[Meant]) -> str:
    at = steps[-1].at
    for step in reversed(steps):
        if step.code is None:
            break
        at = step.at
    return at


def _older(study: Study, book: Codebook) -> Counter[tuple[str, str, str]]:
    """Per document, coder and code the codings made when the code meant something else."""
    now = book.meaning()
    found: Counter[tuple[str, str, str]] = Counter()
    for document, coder, code_id, meaning, number in study.db.execute(queries.MEANT):
        code = book.resolve(code_id)
        if now.get(code.id) != meaning:
            found[document, coder, code.id] += number
    return found
