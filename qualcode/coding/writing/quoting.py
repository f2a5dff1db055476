"""Quotes: starred codings, each with an edited form beside its words, and translations."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from textwrap import shorten
from typing import Any

from qualcode.coding.carrying import AgreedOn, agreed_on, recoded
from qualcode.coding.retrieval import EVERYTHING, Coding, Where, codings
from qualcode.coding.writing import queries
from qualcode.coding.writing.edited_form import edited_form_problem
from qualcode.errors import InputError
from qualcode.names import find_id
from qualcode.study import ids
from qualcode.study.conflicts import contested
from qualcode.study.file import Study
from qualcode.study.journal import Patch, acting, write


@dataclass(frozen=True, slots=True)
class Quote(Coding):
    """A coding that somebody chose to quote; `quote` are its words to the letter.

    `edited` is how they may be printed, `translations` the words per language, `quoted_by`
    who chose it. `starred` says whether it still is chosen.
    """

    edited: str | None = None
    translations: Mapping[str, str] = field(default_factory=dict)
    starred: bool = True
    quoted_by: str = ""


def quote(
    study: Study,
    prefix: str,
    *,
    starred: bool | None = None,
    edited: str | None = None,
    translations: Mapping[str, str] | None = None,
) -> Quote:
    """Chooses a coding, anybody's, as a quote of the coder at work; `prefix` begins its id.

    `starred` False takes the star off again, and keeps the edited form. An empty edited form
    or translation takes that away. Raises InputError where the edited form says something
    else than the words do (see edited_form).
    """
    with study.writing():
        by = acting(study)
        coding = _coding(study, prefix)
        known = next((q for q in _rows(study)[coding.id] if q.coder_id == by), None)
        vals: dict[str, Any] = {}
        if starred is None and edited is None and not translations:
            starred = True
        if starred is not None or known is None:
            vals["starred"] = int(starred is not False)
        if edited is not None:
            vals["edited"] = _checked(coding, edited)
        if translations:
            said = dict(known.translations if known else {}) | _languages(translations)
            vals["translations"] = {name: text for name, text in said.items() if text}
        patch = _patch(study, coding, by, known, vals)
        if patch is not None:
            write(study, "quote", [patch], label=_label(coding), by=by)
        (told,) = (q for q in _rows(study)[coding.id] if q.coder_id == by)
        return _told(coding, told)


def star(study: Study, prefixes: Sequence[str], *, starred: bool = True) -> int:
    """Chooses codings, anybody's, as quotes of the coder at work, or takes their stars off.

    One event. Answers how many of them that changed; the edited forms stay.
    """
    with study.writing():
        by = acting(study)
        chosen = codings(study, Where(ids=tuple(_coding_id(study, each) for each in prefixes)))
        rows = _rows(study)
        patches = []
        for coding in chosen:
            known = next((q for q in rows.get(coding.id, ()) if q.coder_id == by), None)
            if known is not None or starred:
                patch = _patch(study, coding, by, known, {"starred": int(starred)})
                patches += [patch] if patch is not None else []
        if patches:
            more = f" and {len(chosen) - 1} more" if len(chosen) > 1 else ""
            label = _label(chosen[0]) + more
            write(study, "quote", patches, label=label, by=by)
        return len(patches)


def starred(study: Study) -> dict[str, tuple[str, ...]]:
    """Per coding (id) who chose it, the oldest choice first."""
    with study.reading():
        found = {
            coding: tuple(row.coder for row in rows if row.starred)
            for coding, rows in _rows(study).items()
        }
        return {coding: coders for coding, coders in found.items() if coders}


def quotes(study: Study, where: Where = EVERYTHING) -> list[Quote]:
    """The starred quotes of codings that `where` lets through, in reading order.

    A coding that two coders chose stands there twice, the older choice first.
    """
    with study.reading():
        rows = _rows(study)
        return [
            _told(coding, row)
            for coding in codings(study, where)
            for row in rows.get(coding.id, ())
            if row.starred
        ]


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    coder: str
    coder_id: str
    starred: int
    edited: str | None
    translations: Mapping[str, str]


def _rows(study: Study) -> dict[str, list[_Row]]:
    """Per coding (id) its quotes that the viewer may see, one a coder, the oldest first.

    A quote of a coding that was recoded since is one of the coding in its place, where its
    coder hasn't said anything about that one. One of a coding that was set aside when a
    disagreement was settled is also one of what was agreed on.
    """
    moved, agreed = recoded(study), agreed_on(study)
    own: dict[str, list[_Row]] = defaultdict(list)
    former: list[tuple[str, _Row]] = []
    for row_id, coding_id, coder, by, starred, edited, told in study.db.execute(queries.QUOTES):
        row = _Row(row_id, coder, by, starred, edited, json.loads(told))
        if coding_id in moved:
            former.append((moved[coding_id], row))
        else:
            own[coding_id].append(row)
    for coding_id, row in reversed(former):  # of what was recoded twice, the last word
        if row.coder_id not in {known.coder_id for known in own[coding_id]}:
            own[coding_id].append(row)
    along = [(agreed[row_id], row) for row_id in agreed if row_id in own for row in own[row_id]]
    for place, row in sorted(along, key=lambda each: -each[1].starred):
        if row.coder_id not in {known.coder_id for known in own[place.id]}:
            own[place.id].append(_fitting(row, place))
    return own


def _fitting(row: _Row, place: AgreedOn) -> _Row:
    """The quote as one of what was agreed on: without what doesn't fit its words."""
    is_fit = row.edited is not None and edited_form_problem(place.quote, row.edited) is None
    return replace(
        row,
        edited=row.edited if is_fit else None,
        translations=row.translations if place.has_same_words else {},
    )


def _told(coding: Coding, row: _Row) -> Quote:
    # The words may have become others since: boundaries are revised.
    is_fit = row.edited is not None and edited_form_problem(coding.quote, row.edited) is None
    return Quote(
        **asdict(coding),
        edited=row.edited if is_fit else None,
        translations=row.translations,
        starred=bool(row.starred),
        quoted_by=row.coder,
    )


def _patch(
    study: Study, coding: Coding, by: str, known: _Row | None, vals: dict[str, Any]
) -> Patch | None:
    """What gives the coder's quote of the coding these values; None where it has them."""
    row_id = ids.natural(study.id, "quote", coding.id, by)
    rivals = contested(study, [row_id])
    if known is not None and all(
        getattr(known, name) == value and (row_id, name) not in rivals
        for name, value in vals.items()
    ):
        return None
    if known is None or known.id != row_id:  # none, or on the coding before it was recoded
        vals = _new(study, coding, by, known) | vals
    return Patch("quote", row_id, vals)


def _label(coding: Coding) -> str:
    words = shorten(coding.quote, 40, placeholder="…")
    return f"{coding.code} on {coding.document}: «{words}»"


def _new(study: Study, coding: Coding, by: str, former: _Row | None) -> dict[str, Any]:
    (document,) = study.db.execute(queries.CODINGS_BY_ID, {"prefix": coding.id}).fetchone()[1:]
    kept = ("starred", "edited", "translations") if former else ()
    return {name: getattr(former, name) for name in kept} | {
        "removed": 0,
        "coding_id": coding.id,
        "document_id": document,
        "coder_id": by,
    }


def _coding(study: Study, prefix: str) -> Coding:
    (coding,) = codings(study, Where(ids=(_coding_id(study, prefix),)))
    return coding


def _coding_id(study: Study, prefix: str) -> str:
    near = study.db.execute(queries.CODINGS_BY_ID, {"prefix": prefix.lower()})
    return find_id(prefix, [row_id for row_id, _ in near], "coding")


def _checked(coding: Coding, edited: str) -> str | None:
    """The edited form, None where it is empty; raises where it isn't one."""
    form = " ".join(edited.split())
    if form and (problem := edited_form_problem(coding.quote, form)):
        raise InputError(
            f"The edited form {problem}.",
            "Show a cut as (…), your own words as [words]; fillers such as «eh» may go unseen.",
        )
    return form or None


def _languages(translations: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for name, text in translations.items():
        language = name.strip().casefold()
        if not language.replace("-", "").isalnum() or len(language) > 12:
            raise InputError(f"«{name}» is no language.", "Write --translation en=The words.")
        found[language] = text.strip()
    return found
