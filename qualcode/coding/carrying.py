"""What goes along when a coding is recoded: its place, note and time, memos and quotes."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from qualcode.codebook.stored import codebook
from qualcode.codebook.tree import Code
from qualcode.coding import queries
from qualcode.coding.own import There, codings_there
from qualcode.spans import Span
from qualcode.study import ids as known_ids
from qualcode.study.file import Study
from qualcode.study.journal import Patch


@dataclass(frozen=True, slots=True)
class OfOthers:
    """How many memos and quotes a colleague hung on codings that were taken off."""

    coder: str
    memos: int
    quotes: int


@dataclass(frozen=True, slots=True)
class AgreedOn:
    """The coding of the consensus that stands in the place of one that was set aside.

    `is_gone` where its coder has taken that one off since.
    """

    id: str
    quote: str
    has_same_words: bool
    is_gone: bool


def agreed_on(study: Study) -> dict[str, AgreedOn]:
    """Codings (ids) that settled disagreements were about, with what stands in their place.

    That is the coding of the same code that was agreed on: on the same span, else the one
    that has most in common with it; a coding without such a one is left out.
    """
    settled = [
        (json.loads(codings), json.loads(outcome))
        for codings, outcome in study.db.execute(queries.SETTLED)
    ]
    if not settled:
        return {}
    aside = {row[0]: row for row in study.db.execute(queries.SET_ASIDE)}
    asked = {"codings": json.dumps([row_id for _, outcome in settled for row_id in outcome])}
    agreed = {row[0]: row for row in study.db.execute(queries.AGREED_ON, asked)}
    book = codebook(study)
    found: dict[str, AgreedOn] = {}
    for codings, outcome in settled:
        known = [agreed[row_id] for row_id in outcome if row_id in agreed]
        for row_id in codings:
            if row_id not in aside or not book.knows(aside[row_id][1]):
                continue
            _, code, start, end, quote, is_gone = aside[row_id]
            of_code = book.resolve(code).id
            likeness = {
                (where == [start, end], min(end, where[1]) - max(start, where[0])): (new_id, words)
                for new_id, new_code, *where, words in reversed(known)
                if book.knows(new_code) and book.resolve(new_code).id == of_code
            }
            best = max(likeness, default=(False, 0))
            if best[1] > 0:
                new_id, words = likeness[best]
                found[row_id] = AgreedOn(new_id, words, words == quote, bool(is_gone))
    return found


def recoded(study: Study) -> dict[str, str]:
    """Codings (ids) that were recoded or revised, with the coding that stands in their place now.

    Where several do it is the first; where none does any more it is left out. One that its
    coder took off after it was settled has the coding in its place that was agreed on.
    """
    settled = {row_id: new.id for row_id, new in agreed_on(study).items() if new.is_gone}
    rows = study.db.execute(queries.RECODED).fetchall()
    gone = {row[1] for row in rows if row[3]}
    steps: dict[str, str] = {}
    for _, of_event in groupby(rows, key=itemgetter(0)):
        of_one = list(of_event)
        put = {
            tuple(place): row_id
            for _, row_id, removes, _, *place in reversed(of_one)
            if not removes
        }
        # One for one it may lie elsewhere: its boundaries were revised.
        only = next(iter(put.values())) if len(put) == 1 else None
        for _, row_id, removes, _, *place in of_one:
            now = put.get(tuple(place), only)
            if removes and row_id in gone and now is not None:
                steps[row_id] = now
    found = {}
    for row_id, now in steps.items():
        seen = {row_id}
        place = now
        while place in steps and place not in seen:
            seen.add(place)
            place = steps[place]
        if place not in gone:
            found[row_id] = place
    return settled | found


class Changes:
    """What a recoding sets, row by row: two codings may go to one place."""

    def __init__(self, study: Study, by: str) -> None:
        self.study = study
        self.by = by
        self.vals: dict[tuple[str, str], dict[str, Any]] = {}
        self.there: dict[tuple[str, str], dict[tuple[Span, str], There]] = {}

    def set(self, tbl: str, row_id: str, vals: dict[str, Any]) -> None:
        self.vals.setdefault((tbl, row_id), {}).update(vals)

    def patches(self) -> list[Patch]:
        return [Patch(tbl, row_id, vals) for (tbl, row_id), vals in self.vals.items()]

    def put(self, vals: dict[str, Any], code: Code) -> str:
        """The id of the coder's coding of these words with `code`: one there, or a new one.

        One that is there counts as made with what the code means now. Its note and time stay;
        those of the other are added where it has none, a note also behind another note.
        """
        text = vals["document_id"], vals["version_id"]
        if text not in self.there:
            self.there[text] = codings_there(self.study, *text, self.by)
        key = Span(vals["start"], vals["end"]), code.id
        known = self.there[text].get(key)
        if known is None:
            known = There(self.study.fresh_id(), vals["memo"], vals["about"])
            own = {"removed": 0, "code_id": code.id}
            self.set("coding", known.id, vals | own)
        self.set("coding", known.id, {"meaning": code.material})
        if vals["memo"] not in known.memo:
            known = replace(known, memo="\n".join(filter(None, (known.memo, vals["memo"]))))
            self.set("coding", known.id, {"memo": known.memo})
        if vals["about"] and not known.about:
            known = replace(known, about=vals["about"])
            self.set("coding", known.id, {"about": known.about})
        self.there[text][key] = known
        return known.id

    def carry(self, old: str, new: str) -> None:
        """What the coder hung on a coding that is taken off goes to the one in its place.

        A quote that is there keeps its edited form and translations, and gets what it lacks.
        """
        for (row_id,) in self._rows(queries.MEMOS_ON_CODING, old):
            self.set("memo", row_id, {"target_id": new})
        for row_id, document, *told in self._rows(queries.QUOTES_ON_CODING, old):
            goal = known_ids.natural(self.study.id, "quote", new, self.by)
            starred, edited, translations = told[0], told[1], json.loads(told[2])
            for there in self._quotes(goal, new):
                starred = max(starred, there["starred"])
                edited = there["edited"] or edited
                translations |= there["translations"]
            vals = {
                "removed": 0,
                "coding_id": new,
                "document_id": document,
                "coder_id": self.by,
                "starred": starred,
                "edited": edited,
                "translations": translations,
            }
            self.set("quote", goal, vals)
            self.set("quote", row_id, {"removed": 1})

    def _quotes(self, goal: str, coding: str) -> list[dict[str, Any]]:
        """The coder's quotes of a coding as they will be."""
        if ("quote", goal) in self.vals:
            return [self.vals["quote", goal]]
        return [
            {"starred": starred, "edited": edited, "translations": json.loads(translations)}
            for _, _, starred, edited, translations in self._rows(queries.QUOTES_ON_CODING, coding)
        ]

    def _rows(self, query: str, coding: str) -> list[Any]:
        return self.study.db.execute(query, {"coding": coding, "coder": self.by}).fetchall()


def of_others(study: Study, codings: Sequence[str], by: str) -> tuple[OfOthers, ...]:
    """What others hung on these codings, or on those in whose place they stand."""
    place = {one: one for one in codings}
    place |= {row_id: now for row_id, now in recoded(study).items() if now in place}
    asked = {"codings": json.dumps(list(place)), "coder": by}
    memos = dict(study.db.execute(queries.MEMOS_BY_OTHERS, asked).fetchall())
    chosen = {(place[row], name) for row, name in study.db.execute(queries.QUOTES_BY_OTHERS, asked)}
    quotes = Counter(name for _, name in chosen)
    names = sorted(memos.keys() | quotes.keys())
    return tuple(OfOthers(name, memos.get(name, 0), quotes[name]) for name in names)
