"""Decisions: how disagreements were settled and why, and what memos say was decided."""

from dataclasses import dataclass

from qualcode.coding.writing import queries
from qualcode.coding.writing.memos import memos
from qualcode.study.file import Study


@dataclass(frozen=True, slots=True)
class SettledDisagreement:
    """A disagreement that was settled: what it was about, what was decided, why, by whom."""

    id: str
    document: str
    coder: str
    disagreement: str
    decision: str
    because: str
    at: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that was decided.

    `on` is the kind of thing it is about (disagreement, document, passage, case, wave, code,
    coder, coding, memo) and `target` its name or id, None where it is about nothing in
    particular; `decided` what was decided, `because` why, where it was a disagreement.
    """

    id: str
    on: str | None
    target: str | None
    document: str | None
    turn: int | None
    decided: str
    because: str | None
    coder: str
    at: str


def settled_disagreements(study: Study) -> list[SettledDisagreement]:
    """The disagreements that were settled, as far as the viewer may see, oldest first."""
    with study.reading():
        return [SettledDisagreement(*row) for row in study.db.execute(queries.SETTLED)]


def decisions(study: Study) -> list[Decision]:
    """Disagreements that were settled with a reason, and decision memos, newest first."""
    with study.reading():
        found = [
            Decision(
                id=one.id,
                on="disagreement",
                target=one.disagreement,
                document=one.document,
                turn=None,
                decided=one.decision,
                because=one.because,
                coder=one.coder,
                at=one.at,
            )
            for one in settled_disagreements(study)
            if one.because
        ]
        found += [
            Decision(
                id=memo.id,
                on=memo.on,
                target=memo.target,
                document=memo.document,
                turn=memo.turn,
                decided=memo.text,
                because=None,
                coder=memo.coder,
                at=memo.created_at,
            )
            for memo in memos(study, kind="decision")
        ]
        return sorted(found, key=lambda one: one.at)[::-1]
