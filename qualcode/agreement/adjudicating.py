"""Adjudicating: what the team agrees on where coders disagree."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from qualcode.agreement.compared import Held
from qualcode.agreement.disagreements import (
    Adjudications,
    Disagreement,
    Side,
    Surveyed,
    disagreements,
    survey,
    told,
)
from qualcode.codebook.stored import codebook
from qualcode.coding.documents import words_of
from qualcode.coding.layers import CONSENSUS
from qualcode.errors import InputError, OutcomeError
from qualcode.names import find_id, fold_name, unknown
from qualcode.spans import LONGEST, Span
from qualcode.study import ids
from qualcode.study.conflicts import contested
from qualcode.study.file import Study, check_coder, require_coder
from qualcode.study.journal import Patch, acting, ensure_coder, write

BOTH, NONE = "both", "none"


def adjudicate(
    study: Study,
    names: Sequence[str] = (),
    *,
    accept: Sequence[tuple[str, str]] = (),
    span: Span | None = None,
    because: str = "",
) -> Adjudications:
    """Settles disagreements on these documents (or any); without `accept` it tells them.

    `accept` are pairs of whose side is right and the beginning of a disagreement's id. A side
    is a coder's name, or A, B … for the sides in their order, or "both" (all of them), or
    "none". `span` gives the accepted codes these boundaries. One event each, by the coder at
    work; where one is refused, none is settled. What was settled can be settled anew. Raises
    UnknownName for an id or a side, InputError for boundaries that can't be, and else what
    `disagreements` raises.
    """
    if not accept:
        if span is not None or because:
            raise InputError("Nothing is settled.", "Say whose side is right: --accept WHO ID.")
        return disagreements(study, names)
    check_coder(require_coder(study))
    with study.writing():
        found, _ = survey(study, names)
        chosen = _chosen(found, accept)
        if span is not None and len(chosen) > 1:
            raise InputError(
                "New boundaries are those of one passage.", "Settle each of them by itself."
            )
        by = acting(study)
        decisions = [
            _Decision(one, of, who, span, " ".join(because.split()))
            for one, of, who in chosen.values()
        ]
        for decision in decisions:
            _settle(study, decision, by)
        return told(*survey(study, names), chosen)


@dataclass(frozen=True, slots=True)
class _Decision:
    """Whose side is right in a disagreement of a document, and why."""

    document: Surveyed
    of: Disagreement
    who: str
    span: Span | None
    because: str

    @property
    def text(self) -> str:
        return self.who if self.span is None else f"{self.who} {self.span}"

    @property
    def what(self) -> str:
        return f"{self.of.kind}: {', '.join(self.of.codes)}"

    @property
    def codings(self) -> list[str]:
        """All codings that it is about."""
        return sorted(said.id for side in self.of.sides for said in side.codings)

    @property
    def accepted(self) -> list[Held]:
        """The codings on the side that is right."""
        sides = [side for side in self.of.sides if self.who in (BOTH, side.coder)]
        return [self.document.held[said.id] for side in sides for said in side.codings]


def _chosen(
    found: Sequence[Surveyed], accept: Iterable[tuple[str, str]]
) -> dict[str, tuple[Surveyed, Disagreement, str]]:
    """Per id the disagreement, in its document, and whose side is right."""
    known = {each.id: (one, each) for one in found for each in (*one.open, *one.settled)}
    chosen: dict[str, tuple[Surveyed, Disagreement, str]] = {}
    for side, prefix in accept:
        row_id = find_id(prefix, known, "disagreement")
        one, of = known[row_id]
        who = _side(side, of.sides)
        if row_id in chosen and chosen[row_id][2] != who:
            raise InputError(
                f"The disagreement {row_id[:8]} is settled in two ways.", "Accept one side."
            )
        chosen[row_id] = one, of, who
    return chosen


def letters(sides: Sequence[Side]) -> dict[str, str]:
    """The letter that stands for each coder, A for the first.

    None stands for who is called by a letter, nor for anybody else the letter they are called by.
    """
    coders = {fold_name(side.coder) for side in sides}
    return {
        side.coder: letter
        for letter, side in zip(ascii_uppercase, sides, strict=False)
        if fold_name(letter) not in coders and len(side.coder) > 1
    }


def _side(wanted: str, sides: Sequence[Side]) -> str:
    """The coder whose side it is, or both, or none."""
    coders = {fold_name(side.coder): side.coder for side in sides}
    by_letter = {fold_name(letter): coder for coder, letter in letters(sides).items()}
    known = {BOTH: BOTH, NONE: NONE} | by_letter | coders
    if fold_name(wanted) not in known:
        raise unknown(wanted, [*coders.values(), BOTH, NONE], "side")
    return known[fold_name(wanted)]


def _settle(study: Study, decision: _Decision, by: str) -> None:
    document, of = decision.document, decision.of
    standing = document.standing.get(of.id)
    if standing is not None and not document.held.keys() >= {*standing.codings}:
        raise OutcomeError(
            f"This copy doesn't hold all that {of.id[:8]} was about.",
            "Settle it where the copies come together, or merge that first.",
        )
    outcome = _outcome(study, decision)
    vals = {
        "removed": 0,
        "document_id": document.place.id,
        "coder_id": by,
        "disagreement": decision.what,
        "decision": decision.text,
        "because": decision.because,
        "codings": decision.codings,
        "outcome": [patch.row_id for patch in outcome],
    }
    if standing is not None and not contested(study, [of.id]) and _is_alone(decision):
        said = standing.decision, standing.because, list(standing.outcome)
        is_said = said == (decision.text, decision.because, vals["outcome"])
        if is_said and study.coder_id(standing.by) == by:
            return
    patches = [*outcome, Patch("adjudication", of.id, vals), *_former(decision, outcome)]
    label = f"{document.place.name}, {', '.join(of.codes)}: {decision.text}"
    write(study, "adjudicate", patches, label=label, by=by)


def _outcome(study: Study, decision: _Decision) -> list[Patch]:
    """The codings that are agreed on: each code on a passage once, where sides overlap on both."""
    place, of = decision.document.place, decision.of
    accepted, span = decision.accepted, decision.span
    if span is not None:
        _check_boundaries(decision, span)
    elif accepted and of.start is None:
        raise OutcomeError(
            f"{place.name} has another text than the disagreement {of.id[:8]} was about.",
            "Give it boundaries in this text: --span A:B.",
        )
    if not accepted:
        return []
    by, book = ensure_coder(study, CONSENSUS), codebook(study)
    agreed = _joined(accepted)
    if span is not None:
        agreed = {
            (held.code, span): [o for o in accepted if o.code == held.code] for held in accepted
        }
    for code_id, _ in agreed:
        if book.resolve(code_id).removed:
            raise OutcomeError(
                f"The code {book.resolve(code_id).code} is no longer in use.",
                "Accept another side, or bring the code back first.",
            )
    patches = []
    for (code_id, where), codings in sorted(agreed.items(), key=lambda item: (item[0][1], item[0])):
        times = {held.about for held in codings}
        vals = {
            "removed": 0,
            "document_id": place.id,
            "version_id": place.version_id,
            "code_id": code_id,
            "coder_id": by,
            "start": where.start,
            "end": where.end,
            "quote": words_of(study, place, where),
            "memo": "",
            "origin": CONSENSUS,
            "about": times.pop() if len(times) == 1 else None,
            "meaning": book.resolve(code_id).material,
        }
        name = of.id, code_id, str(where.start), str(where.end)
        patches.append(Patch("coding", ids.natural(study.id, CONSENSUS, *name), vals))
    return patches


def _joined(codings: Iterable[Held]) -> dict[tuple[str, Span], list[Held]]:
    """Codings of one code that overlap as one, which reaches as far as they do together."""
    found: list[tuple[str, Span, list[Held]]] = []
    for held in sorted(codings, key=lambda one: (one.code, one.start, one.end)):
        code, span, joined = found[-1] if found else ("", Span(held.start, held.end), [])
        if code == held.code and held.start < span.end:
            whole = Span(span.start, max(span.end, held.end))
            found[-1] = code, whole, [*joined, held]
        else:
            found.append((held.code, Span(held.start, held.end), [held]))
    return {(code, span): joined for code, span, joined in found}


def _check_boundaries(decision: _Decision, span: Span) -> None:
    of = decision.of
    if not decision.accepted:
        raise InputError(
            f"With «{decision.who}» no coding is left to give boundaries to.",
            "Accept a side that has one.",
        )
    start, end = of.start or 0, of.end or LONGEST
    if span.end <= start or span.start >= end:
        raise InputError(
            f"{span} has nothing of the passage {start}:{end}.",
            "New boundaries lie around what it is about.",
        )


def _former(decision: _Decision, outcome: Iterable[Patch]) -> list[Patch]:
    """Takes away what came of it before, and other decisions on some of the same codings.

    These are left where codings have changed since, or were made in another copy: what was
    decided now is about all of it.
    """
    about, stays = set(decision.codings), {patch.row_id for patch in outcome}
    document, same = decision.document, decision.of.id
    former = [
        one
        for one in (*document.standing.values(), *document.overtaken)
        if one.id == same or not about.isdisjoint(one.codings)
    ]
    made = [row_id for one in former for row_id in one.outcome if row_id not in stays]
    return [
        *(Patch("coding", row_id, {"removed": 1}) for row_id in made),
        *(Patch("adjudication", one.id, {"removed": 1}) for one in former if one.id != same),
    ]


def _is_alone(decision: _Decision) -> bool:
    """Whether no decision on some of the same codings has given way to it."""
    about = set(decision.codings)
    return all(about.isdisjoint(one.codings) for one in decision.document.overtaken)
